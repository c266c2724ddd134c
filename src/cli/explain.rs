//! `kapreport explain`: what a finding means, why it matters, and how to fix it.

use std::io::{self, Write};

use clap::Args;

use super::Outcome;
use crate::danish;
use crate::findings::Code;

pub const EXAMPLES: &str = "Eksempler:
  kapreport explain bad-cell      forklar fejl[bad-cell]
  kapreport explain               vis alle koder med en linje til hver";

#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// Koden i de skarpe parenteser: bad-cell i fejl[bad-cell] [ellers vises alle koder]
    #[arg(value_name = "KODE", help_heading = "Argumenter")]
    code: Option<String>,
}

/// Explains a code, or lists all codes. Fails when the code does not exist.
pub fn run(args: &ExplainArgs) -> anyhow::Result<Outcome> {
    let mut out = io::stdout().lock();
    let Some(wanted) = &args.code else {
        let width = Code::ALL.iter().map(|code| code.name().len()).max().unwrap_or(0);
        for code in Code::ALL {
            writeln!(out, "{:width$}  {}", code.name(), code.meaning())?;
        }
        return Ok(Outcome::Done);
    };
    // The user may have copied all of `fejl[bad-cell]`.
    let name = wanted.trim().split_once('[').map_or(wanted.trim(), |(_, rest)| rest.trim_end_matches([']', ':']));
    let Some(code) = Code::ALL.iter().find(|code| code.name() == name.to_lowercase()) else {
        let hint = danish::did_you_mean(name, Code::ALL.iter().map(|code| code.name()));
        anyhow::bail!("Der er ingen kode »{name}«. {hint} »kapreport explain« viser dem alle.");
    };
    writeln!(out, "{}: {}\n\n{}", code.name(), code.meaning(), code.explanation().trim_end())?;
    Ok(Outcome::Done)
}
