//! The exports of KAP-S, the quality unit of another region, from systems of its own. The totals are in `plan`.

mod clusters;
mod communication;
mod contacts;
mod education;
mod evaluation;
mod medicine;
mod modules;
mod organisation;
mod plan;
mod practices;
mod secretariat;

use std::fs;
use std::path::Path;

use crate::output::{DateStyle, Dialect, Done, Encoding};

/// What most of the region's systems export.
const DIALECT: Dialect =
    Dialect { separator: b';', encoding: Encoding::Windows1252, dates: DateStyle::Dashes, crlf: true };

/// Writes both years' exports below `<target>/kap-s`.
pub fn write(target: &Path) -> Done {
    let practices = practices::Practices::invent();
    let groups = education::Groups::invent();
    for plan in [&plan::Y2022, &plan::Y2023] {
        let dir = target.join("kap-s").join(plan.year.to_string());
        fs::create_dir_all(&dir)?;
        secretariat::write_key_figures(&dir, plan)?;
        secretariat::write_staff(&dir, plan)?;
        practices.write(&dir, plan)?;
        contacts::write(&dir, plan, &practices)?;
        modules::write(&dir, plan, &practices)?;
        medicine::write_activities(&dir, plan, &practices)?;
        medicine::write_reviews(&dir, plan)?;
        medicine::write_calls(&dir, plan)?;
        organisation::write(&dir, plan, &practices)?;
        clusters::write_contacts(&dir, plan)?;
        clusters::write_catalogue(&dir, plan)?;
        groups.write(&dir, plan)?;
        groups.write_talks(&dir, plan)?;
        education::write_events(&dir, plan)?;
        evaluation::write(&dir, plan)?;
        communication::write_newsletters(&dir, plan)?;
        communication::write_subscribers(&dir, plan)?;
        communication::write_posts(&dir, plan)?;
        communication::write_followers(&dir, plan)?;
        communication::write_pages(&dir, plan)?;
    }
    Ok(())
}
