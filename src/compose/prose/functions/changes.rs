//! Functions about what has changed since the period before: aendringer, forklarer.

use super::registry::{Registry, figure};
use crate::danish::did_you_mean;
use crate::diff::ChangeFilter;
use crate::period::Period;

pub fn register(registry: &mut Registry<'_>) {
    registry.add("aendringer", &["kapitel", "over"], |lexicon, arguments| {
        let chapter = arguments.get::<&str>("kapitel")?;
        if let Some(unknown) = chapter.filter(|wanted| lexicon.chapters().all(|chapter| chapter != *wanted)) {
            let hint = did_you_mean(unknown, lexicon.chapters());
            return Err(tera::Error::message(format!("aendringer: kapitlet »{unknown}« findes ikke. {hint}")));
        }
        let limit = arguments.get::<&str>("over")?.map_or(Ok(0.0), ChangeFilter::read_limit);
        Ok(lexicon.changes(chapter, limit.map_err(tera::Error::message)?))
    });
    registry.add("forklarer", &["id", "periode"], |lexicon, arguments| {
        let period: &str = arguments.must_get("periode")?;
        Period::parse(period).map_err(tera::Error::message)?;
        Ok(lexicon.explain(&figure(arguments)?, period))
    });
}
