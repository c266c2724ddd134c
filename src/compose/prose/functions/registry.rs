//! What the functions of prose share: how they are registered, and how they read their arguments.

use std::sync::Arc;

use tera::{Kwargs, State, Tera, TeraResult};

use crate::compose::lexicon::Lexicon;
use crate::compose::sentences::ProseStyle;
use crate::danish::did_you_mean;
use crate::figure_id::FigureRef;

/// Adds functions to Tera, all with the same lexicon.
pub struct Registry<'a> {
    tera: &'a mut Tera,
    lexicon: &'a Arc<Lexicon>,
}

impl<'a> Registry<'a> {
    pub fn new(tera: &'a mut Tera, lexicon: &'a Arc<Lexicon>) -> Self {
        Self { tera, lexicon }
    }

    /// Adds a function for `{% if … %}`.
    pub fn add_condition<F>(&mut self, name: &'static str, arguments: &'static [&'static str], function: F)
    where
        F: Fn(&Lexicon, &Kwargs) -> TeraResult<bool> + Send + Sync + 'static,
    {
        let lexicon = self.lexicon.clone();
        self.tera.register_function(name, move |given: Kwargs, _: &State| -> TeraResult<bool> {
            refuse_unknown(&given, arguments)?;
            function(&lexicon, &given)
        });
    }

    /// Adds a function with these arguments. Other arguments are refused, because a misspelt one would have no effect.
    pub fn add<F>(&mut self, name: &'static str, arguments: &'static [&'static str], function: F)
    where
        F: Fn(&Lexicon, &Kwargs) -> TeraResult<String> + Send + Sync + 'static,
    {
        let lexicon = self.lexicon.clone();
        self.tera.register_function(name, move |given: Kwargs, _: &State| -> TeraResult<String> {
            refuse_unknown(&given, arguments)?;
            function(&lexicon, &given)
        });
    }
}

fn refuse_unknown(given: &Kwargs, known: &[&str]) -> TeraResult<()> {
    for (key, _) in given.iter() {
        let name = key.to_string();
        if !known.contains(&name.as_str()) {
            let hint = did_you_mean(&name, known.iter().copied());
            let message = format!("ukendt valg »{name}«, mulige er {}. {hint}", known.join(", "));
            return Err(tera::Error::message(message.trim_end()));
        }
    }
    Ok(())
}

/// A Boolean argument; `false` if it is left out.
pub fn flag(arguments: &Kwargs, name: &str) -> TeraResult<bool> {
    Ok(arguments.get::<bool>(name)?.unwrap_or(false))
}

/// The figure that the argument `id` names.
pub fn figure(arguments: &Kwargs) -> TeraResult<FigureRef> {
    Ok(FigureRef::parse(arguments.must_get("id")?))
}

/// The arguments that decide how a number is written.
pub fn style(arguments: &Kwargs) -> TeraResult<ProseStyle> {
    Ok(ProseStyle {
        digits: flag(arguments, "cifre")?,
        unit: flag(arguments, "enhed")?,
        capital: flag(arguments, "stort")?,
        ..ProseStyle::default()
    })
}
