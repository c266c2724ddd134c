//! Disclosure control: what is published tells of no few persons.

mod attack;
mod batch;
mod country;
mod datasets;
mod own;
mod published;
mod rounding;
mod suppression;
