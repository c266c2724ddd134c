//! Reports for each member of a register.

mod feedback;
mod incomplete;
mod moves;
mod persons;
mod reports;
mod sight;
mod small;
