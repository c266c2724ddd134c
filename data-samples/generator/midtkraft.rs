//! Writes the exports for MidtKraft's status of July 2019 – June 2021: one period of two years, which many of them go beyond.

mod clusters;
mod deliveries;
mod digital;
mod education;
mod indicators;
mod letters;
mod medicine;
mod plan;
mod practices;
mod reach;
mod safety;
mod strategy;

use std::{fs, path::Path};

use crate::output::Done;

/// Writes all exports of the period to its folder.
pub fn write(dir: &Path) -> Done {
    fs::create_dir_all(dir)?;
    let region = clusters::Region::invent();
    let deliveries = deliveries::invent(&region);
    region.write(dir, &deliveries)?;
    deliveries::write(dir, &region, &deliveries)?;
    education::write(dir)?;
    practices::write_courses(dir, &region)?;
    practices::write_development(dir, &region)?;
    practices::write_grants(dir)?;
    indicators::write(dir)?;
    letters::write(dir)?;
    digital::write(dir, &region)?;
    medicine::write(dir, &region)?;
    safety::write(dir)?;
    reach::write(dir)?;
    strategy::write(dir)
}
