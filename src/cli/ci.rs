//! The result of a command for programs: as JSON, or in a form that a CI system reads.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, ValueEnum};
use serde::Serialize;
use serde_json::{Map, Value};

use super::Common;
use crate::ci::{CiFormat, CiRun, Ending, Sources, github_warning, render};
use crate::config::Config;
use crate::danish;
use crate::findings::{Finding, Findings, Place, PublishedFinding};
use crate::period::Period;
use crate::pipeline::Stop;
use crate::snapshot::Account;

/// GitHub Actions puts the path of the step's summary in this variable.
const STEP_SUMMARY: &str = "GITHUB_STEP_SUMMARY";

#[derive(Debug, Args)]
pub struct RunFormatArgs {
    /// Form på det, der meldes: human (til mennesker), json (til programmer) eller en, som CI viser: github, gitlab, junit, sarif eller markdown [ellers human]
    #[arg(
        long,
        value_enum,
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true,
        value_name = "FORM",
        help_heading = "Valg"
    )]
    pub format: RunFormat,
}

/// Output format of the commands that run the pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RunFormat {
    Human,
    Json,
    Github,
    Gitlab,
    Junit,
    Sarif,
    Markdown,
}

impl RunFormat {
    /// `None` for the formats that no CI system reads.
    fn of_ci(self) -> Option<CiFormat> {
        match self {
            Self::Human | Self::Json => None,
            Self::Github => Some(CiFormat::Github),
            Self::Gitlab => Some(CiFormat::Gitlab),
            Self::Junit => Some(CiFormat::Junit),
            Self::Sarif => Some(CiFormat::Sarif),
            Self::Markdown => Some(CiFormat::Markdown),
        }
    }
}

/// The end of a command, with all that the formats for programs contain.
pub struct CommandEnd<'a, T> {
    pub command: &'static str,
    pub common: &'a Common,
    /// File named in the arguments that findings refer to by its name.
    pub file: Option<&'a Path>,
    pub output: Result<&'a T, &'a Stop>,
    pub findings: &'a [Finding],
    /// Key and value in JSON that say whether the command succeeded: `"built": true`.
    pub done: (&'static str, bool),
    /// The result in one Danish sentence.
    pub verdict: String,
    /// The lines of a CI summary, in Danish.
    pub facts: &'a dyn Fn(&T, &Sources) -> Vec<String>,
}

impl<T: Serialize> CommandEnd<'_, T> {
    /// Prints to standard output: in a CI system's format, or else as JSON. On GitHub Actions it also writes the summary of the
    /// step.
    pub fn print(self, format: RunFormat) -> anyhow::Result<()> {
        let Some(format) = format.of_ci() else { return self.print_json() };
        let (report, sources) = sources(self.common, self.file)?;
        let locate = |place: &Place| sources.locate(place);
        let mut facts = self.output.ok().map(|output| (self.facts)(output, &sources)).unwrap_or_default();
        let rejects = self.common.written_rejects();
        facts.extend(rejects.map(|path| format!("Rækker, der ikke er talt med: {}", path.display())));
        let findings: Vec<PublishedFinding> = self.findings.iter().map(Finding::published).collect();
        let run = CiRun {
            command: self.command,
            report: &report,
            period: &self.common.period,
            ending: match &self.output {
                Ok(_) => Ending::Complete,
                Err(Stop::Findings) => Ending::Stopped,
                Err(Stop::Failed(error)) => Ending::Failed(format!("{error:#}")),
            },
            verdict: self.verdict,
            facts,
            findings: &findings,
            sources: &locate,
        };
        let mut out = io::stdout().lock();
        write!(out, "{}", render(&run, format)?)?;
        if format == CiFormat::Github
            && let Some(path) = std::env::var_os(STEP_SUMMARY).filter(|path| !path.is_empty())
            && let Err(error) = append(&PathBuf::from(path), &render(&run, CiFormat::Markdown)?)
        {
            // Not an error: the command has done its work without the summary.
            let message = format!("Sammendraget kan ikke skrives: {error:#}");
            write!(out, "{}", github_warning(run.command, &message))?;
        }
        Ok(())
    }

    fn print_json(self) -> anyhow::Result<()> {
        let (key, done) = self.done;
        let mut report = Map::new();
        report.insert(key.to_owned(), done.into());
        report.insert("output".to_owned(), serde_json::to_value(self.output.ok())?);
        if let Err(Stop::Failed(error)) = self.output {
            report.insert("error".to_owned(), format!("{error:#}").into());
        }
        report.insert("findings".to_owned(), serde_json::to_value(self.findings)?);
        let mut out = io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, &Value::Object(report))?;
        Ok(writeln!(out)?)
    }
}

/// The account of all rows on one line.
pub fn rows(total: &Account) -> String {
    let count = |rows: u64| danish::number(rows as f64, 0);
    format!(
        "Rækker: {} læst, {} brugt, {} ikke brugt, {} udeladt",
        count(total.read),
        count(total.used),
        count(total.outside),
        count(total.left_out)
    )
}

/// Id of the report and folders of its files, as far as arguments and configuration are readable. Ignores their mistakes, which the
/// command has reported.
fn sources(args: &Common, file: Option<&Path>) -> anyhow::Result<(String, Sources)> {
    let here = std::env::current_dir().context("Den aktuelle mappe kan ikke findes")?;
    let config = Config::find(&here, &Findings::default()).unwrap_or_else(|_| Config::of(&here));
    let report = args.report.clone().unwrap_or_else(|| config.report.clone());
    let in_config = || Some(config.data_folder(&report, &Period::parse(&args.period).ok()?.label));
    let sources = Sources::new(&here, &config, args.data.clone().or_else(in_config));
    Ok((report, file.into_iter().fold(sources, |sources, file| sources.with(here.join(file)))))
}

fn append(path: &Path, text: &str) -> io::Result<()> {
    OpenOptions::new().append(true).create(true).open(path)?.write_all(text.as_bytes())
}
