//! Premises and conditions: gaelder.

use super::registry::Registry;

pub fn register(registry: &mut Registry<'_>) {
    registry.add("praemis", &["tekst", "nr"], |lexicon, arguments| {
        lexicon.premise(arguments.must_get("tekst")?, arguments.must_get::<u64>("nr")? as usize);
        Ok(String::new())
    });
    registry.add_condition("ellers", &["tekst", "nr"], |lexicon, arguments| {
        lexicon.otherwise(arguments.must_get("tekst")?, arguments.must_get::<u64>("nr")? as usize);
        Ok(false)
    });
    registry.add_condition("gaelder", &["tekst", "nr"], |lexicon, arguments| {
        let verdict = lexicon.premise(arguments.must_get("tekst")?, arguments.must_get::<u64>("nr")? as usize);
        Ok(verdict.is_some_and(|verdict| verdict.holds()))
    });
}
