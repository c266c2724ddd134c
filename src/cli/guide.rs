//! `kapreport guide`: the Danish guide as one web page, for people who have only the program.

mod page;

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::Outcome;
use super::output_file;

pub const EXAMPLES: &str = "Eksempler:
  kapreport guide                     skriv kapreport-vejledning.html i denne mappe
  kapreport guide -o vejledning.html  skriv den under et andet navn";

#[derive(Debug, Args)]
pub struct GuideArgs {
    /// Filen, der skal skrives [ellers kapreport-vejledning.html]
    #[arg(short, long, value_name = "FIL", help_heading = "Valg")]
    output: Option<PathBuf>,
}

pub fn run(args: &GuideArgs) -> anyhow::Result<Outcome> {
    let path = args.output.clone().unwrap_or_else(|| "kapreport-vejledning.html".into());
    output_file::write(&path, page::page().as_bytes())?;
    writeln!(io::stdout(), "Skrevet: {}. Dobbeltklik på filen for at læse den.", path.display())?;
    Ok(Outcome::Done)
}
