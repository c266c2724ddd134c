//! `kapreport schema`: JSON Schemas of the definition files for editors, and a reference for people.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::Outcome;
use crate::danish;
use crate::output;
use crate::schema::{self, FILES};

pub const EXAMPLES: &str = "Eksempler:
  kapreport schema --out skemaer       skriv et JSON Schema for hver slags definitionsfil
  kapreport schema chapter             vis det for kapitler
  kapreport schema --reference         vis opslaget over alle nøgler (på engelsk)

Skriv øverst i en definitionsfil, hvor dens skema er, så hjælper editoren med nøglerne:
  #:schema ../../skemaer/chapter.schema.json";

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct SchemaArgs {
    /// Slagsen af fil: report, datasets, chapter, concepts, overblik, kapreport, accepted eller published
    #[arg(value_name = "SLAGS", help_heading = "Argumenter")]
    file: Option<String>,
    /// Mappen, som skemaerne for alle slags filer skrives i
    #[arg(long, value_name = "MAPPE", help_heading = "Valg")]
    out: Option<PathBuf>,
    /// Vis opslaget over alle nøgler (på engelsk)
    #[arg(long, help_heading = "Valg")]
    reference: bool,
}

pub fn run(args: &SchemaArgs) -> anyhow::Result<Outcome> {
    let mut out = io::stdout().lock();
    if let Some(folder) = &args.out {
        fs::create_dir_all(folder).with_context(|| format!("Der kan ikke skrives i {}", folder.display()))?;
        for file in FILES {
            let path = folder.join(format!("{}.schema.json", file.name));
            output::write_file(&path, schema::json(file).as_bytes())?;
            writeln!(out, "{}", path.display())?;
        }
    } else if let Some(name) = &args.file {
        let names = || FILES.iter().map(|file| file.name);
        let file = FILES.iter().find(|file| file.name == name).with_context(|| {
            let hint = danish::did_you_mean(name, names());
            let names = names().collect::<Vec<_>>().join(", ");
            format!("»{name}« er ikke en slags definitionsfil. Mulige: {names}. {hint}").trim_end().to_owned()
        })?;
        write!(out, "{}", schema::json(file))?;
    } else {
        write!(out, "{}", schema::markdown())?;
    }
    Ok(Outcome::Done)
}
