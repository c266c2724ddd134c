//! Disclosure control: what is published tells of no few persons.

mod attack;
mod batch;
mod country;
mod datasets;
mod rounding;
mod own;
mod suppression;
