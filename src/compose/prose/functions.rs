//! The functions of prose, such as `{{ tal(id="medicin.besoeg") }}`: a file for each family.

mod changes;
mod dates;
mod fixed;
mod numbers;
mod premises;
mod registry;
mod series;

use std::sync::Arc;

use tera::Tera;

use crate::compose::lexicon::Lexicon;
use registry::Registry;

/// Makes the functions known to Tera.
pub fn register(tera: &mut Tera, lexicon: &Arc<Lexicon>) {
    let mut registry = Registry::new(tera, lexicon);
    numbers::register(&mut registry);
    changes::register(&mut registry);
    series::register(&mut registry);
    dates::register(&mut registry);
    fixed::register(&mut registry);
    premises::register(&mut registry);
}
