//! Writes the synthetic sample exports: `generate-samples <output-dir>` fills a folder for each report and period, as
//! `<output-dir>/kap-h/2024`. With `--country` it fills one folder with the exports of a whole country for `klyngepakke`, which are too
//! large for the repository. Every run writes the same bytes; the totals are in `plan.rs`, `kap_s/plan.rs` and
//! `midtkraft/plan.rs`.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a mistake in the plan is a mistake in this program"
)]

mod clinics;
mod congress;
mod consultants;
mod courses;
mod dates;
mod education;
mod haps;
mod kap_s;
mod klyngepakke;
mod materials;
mod medicine;
mod midtkraft;
mod names;
mod newsletter;
mod organisation;
mod output;
mod pathways;
mod plan;
mod regional;
mod rng;
mod secretariat;
mod social;

use std::{env, fs, path::PathBuf};

/// Writes the exports of each report and period below the directory given as the only argument.
fn main() -> output::Done {
    let mut arguments = env::args_os().skip(1);
    let (Some(target), country) = (arguments.next(), arguments.next()) else {
        return Err("usage: generate-samples <output-dir> [--country]".into());
    };
    if country.is_some() {
        return klyngepakke::write(target.as_ref(), &klyngepakke::COUNTRY);
    }
    let clinics = clinics::Clinics::invent();
    let education = education::Education::invent();
    for plan in [&plan::Y2023, &plan::Y2024] {
        let dir = PathBuf::from(&target).join("kap-h").join(plan.year.to_string());
        fs::create_dir_all(&dir)?;
        regional::write(&dir, plan)?;
        consultants::write(&dir, plan)?;
        secretariat::write_projects(&dir, plan, &clinics)?;
        secretariat::write_catalogue(&dir, plan)?;
        secretariat::write_councils(&dir, plan)?;
        pathways::write(&dir, plan)?;
        medicine::write(&dir, plan, &clinics)?;
        organisation::write_bookings(&dir, plan, &clinics)?;
        organisation::write_quality_visits(&dir, plan, &clinics)?;
        clinics.write(&dir, plan)?;
        education.write(&dir, plan)?;
        materials::write(&dir, plan)?;
        courses::write(&dir, plan)?;
        haps::write(&dir, plan)?;
        congress::write(&dir, plan)?;
        newsletter::write_editions(&dir, plan)?;
        newsletter::write_subscribers(&dir, plan)?;
        social::write(&dir, plan)?;
    }
    kap_s::write(target.as_ref())?;
    klyngepakke::write(&PathBuf::from(&target).join("klyngepakke").join("2024"), &klyngepakke::SAMPLE)?;
    midtkraft::write(&PathBuf::from(&target).join("midtkraft").join("2019-07..2021-07"))
}
