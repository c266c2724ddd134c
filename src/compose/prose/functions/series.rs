//! Functions about the members of a series: top, foerste.

use super::registry::{Registry, figure, flag};

pub fn register(registry: &mut Registry<'_>) {
    registry.add("top", &["id", "antal", "uden_tal", "smaat"], |lexicon, arguments| {
        let count = arguments.get::<u64>("antal")?.unwrap_or(3).max(1);
        let numbers = !flag(arguments, "uden_tal")?;
        Ok(lexicon.top(&figure(arguments)?, count as usize, numbers, flag(arguments, "smaat")?))
    });
    registry.add("foerste", &["id"], |lexicon, arguments| Ok(lexicon.first_period(&figure(arguments)?)));
}
