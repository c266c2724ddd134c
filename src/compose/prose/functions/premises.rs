//! Premises and conditions: gaelder.

use super::registry::Registry;
use crate::definition::usage::premises::PremiseVerdict;

pub fn register(registry: &mut Registry<'_>) {
    registry.add("praemis", &["tekst", "nr"], |lexicon, arguments| {
        lexicon.premise(arguments.must_get("tekst")?, arguments.must_get::<u64>("nr")? as usize);
        Ok(String::new())
    });
    registry.add_condition("gaelder", &["tekst", "nr"], |lexicon, arguments| {
        let verdict = lexicon.premise(arguments.must_get("tekst")?, arguments.must_get::<u64>("nr")? as usize);
        Ok(verdict == Some(PremiseVerdict::Holds))
    });
}
