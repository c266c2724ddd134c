//! Reports for each member of a register.

mod reports;
mod small;
