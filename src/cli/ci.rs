//! The result of a command for programs: as JSON, or in a form that a CI system reads.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, ValueEnum};
use serde::Serialize;
use serde_json::{Map, Value};

use super::Common;
use super::output_file;
use crate::ci::{CiFormat, CiRun, Ending, Sources, github_warning, render};
use crate::config::Config;
use crate::danish;
use crate::findings::{Finding, Findings, Place, PublishedFinding, print_human};
use crate::period::Period;
use crate::pipeline::Stop;
use crate::snapshot::Account;

/// GitHub Actions puts the path of the step's summary in this variable.
const STEP_SUMMARY: &str = "GITHUB_STEP_SUMMARY";

pub const NO_WEB_PAGE: &str = "html er kun en form af »kapreport preview« og »kapreport proofread«";

#[derive(Debug, Args)]
pub struct RunFormatArgs {
    /// Form på det, der meldes: human (til mennesker), json (til programmer), message (til e-mail og Teams) eller en, som CI viser: github, gitlab, junit, sarif eller markdown. Med =FIL bliver den skrevet i en fil; så kan der være flere [ellers human]
    #[arg(long = "format", value_name = "FORM[=FIL]", value_parser = FormTarget::parse, help_heading = "Valg")]
    targets: Vec<FormTarget>,
}

/// A format, and the file that it is written to; without a file it is printed.
#[derive(Debug, Clone)]
struct FormTarget {
    format: RunFormat,
    file: Option<PathBuf>,
}

impl FormTarget {
    fn parse(text: &str) -> Result<Self, String> {
        let (name, file) = text.split_once('=').map_or((text, None), |(name, file)| (name, Some(file)));
        let format = RunFormat::from_str(name, false).map_err(|_| {
            let names = RunFormat::value_variants()
                .iter()
                .filter_map(|form| Some(form.to_possible_value()?.get_name().to_owned()));
            format!("Mulige: {}.", names.collect::<Vec<_>>().join(", "))
        })?;
        match file {
            Some("") => Err("Skriv en fil efter lighedstegnet, fx sarif=fund.sarif.".to_owned()),
            _ => Ok(Self { format, file: file.map(PathBuf::from) }),
        }
    }
}

impl RunFormatArgs {
    /// The format that is printed: `Human` if all others are written to files.
    ///
    /// # Errors
    /// When several are to be printed, or a file is named twice.
    pub fn printed(&self) -> anyhow::Result<RunFormat> {
        let printed: Vec<RunFormat> = self.targets.iter().filter(|to| to.file.is_none()).map(|to| to.format).collect();
        anyhow::ensure!(
            printed.len() <= 1,
            "Kun én form kan skrives på skærmen. Giv de andre en fil: --format sarif=fund.sarif"
        );
        let files: Vec<&PathBuf> = self.targets.iter().filter_map(|to| to.file.as_ref()).collect();
        let twice = files.iter().enumerate().find(|(at, file)| files[..*at].contains(file));
        if let Some((_, file)) = twice {
            anyhow::bail!("{} er nævnt to gange i --format", file.display());
        }
        Ok(printed.first().copied().unwrap_or(RunFormat::Human))
    }

    /// Writes the formats that have a file, and prints the remaining one. Leaves `Human` to the command. Returns the printed
    /// format.
    pub fn write(
        &self,
        text: &dyn Fn(RunFormat) -> anyhow::Result<String>,
        out: &mut dyn Write,
    ) -> anyhow::Result<RunFormat> {
        for FormTarget { format, file } in &self.targets {
            if let Some(file) = file {
                output_file::write(file, text(*format)?.as_bytes())?;
            }
        }
        let printed = self.printed()?;
        if printed != RunFormat::Human {
            out.write_all(text(printed)?.as_bytes())?;
        }
        Ok(printed)
    }

    /// Whether no format is given, so that only the text for people is printed.
    pub fn is_absent(&self) -> bool {
        self.targets.is_empty()
    }

    /// Whether the preview is wanted as one web page.
    pub fn has_page(&self) -> bool {
        self.targets.iter().any(|to| to.format == RunFormat::Html)
    }
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
    Message,
    /// One web page; only of a preview or a proofread report.
    Html,
}

impl RunFormat {
    /// The format of a CI system; `None` for the others.
    pub fn of_ci(self) -> Option<CiFormat> {
        match self {
            Self::Human | Self::Json | Self::Html => None,
            Self::Github => Some(CiFormat::Github),
            Self::Gitlab => Some(CiFormat::Gitlab),
            Self::Junit => Some(CiFormat::Junit),
            Self::Sarif => Some(CiFormat::Sarif),
            Self::Markdown => Some(CiFormat::Markdown),
            Self::Message => Some(CiFormat::Message),
        }
    }
}

/// Writes a mistake in the arguments in the formats that they name, because a program that reads these sees no other output.
///
/// # Errors
/// When a file or standard output cannot be written.
pub fn report_usage_error(arguments: &[String], why: &str) -> anyhow::Result<()> {
    let commands = ["build", "check", "preview"];
    let Some(command) = arguments.iter().find_map(|argument| commands.into_iter().find(|name| name == argument)) else {
        return Ok(());
    };
    let after = |(at, argument): (usize, &String)| match argument.strip_prefix("--format") {
        Some("") => arguments.get(at + 1).cloned(),
        Some(rest) => rest.strip_prefix('=').map(str::to_owned),
        None => None,
    };
    let targets = arguments.iter().enumerate().filter_map(after).filter_map(|text| FormTarget::parse(&text).ok());
    for FormTarget { format, file } in targets {
        let run = CiRun {
            command,
            report: "",
            period: "",
            ending: Ending::Failed(why.to_owned()),
            verdict: "Kommandoen er ikke kørt.".to_owned(),
            facts: Vec::new(),
            findings: &[],
            sources: &|_| None,
        };
        let key = if command == "check" { "passed" } else { "built" };
        let text = match (format, format.of_ci()) {
            (_, Some(format)) => render(&run, format)?,
            (RunFormat::Json, None) => {
                let error = serde_json::json!({ key: false, "output": null, "error": why, "findings": [] });
                serde_json::to_string_pretty(&error)? + "\n"
            }
            (_, None) => continue,
        };
        match file {
            Some(file) => output_file::write(&file, text.as_bytes())?,
            None => io::stdout().lock().write_all(text.as_bytes())?,
        }
    }
    Ok(())
}

/// The end of a command, with everything that the formats for programs contain.
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
    /// Forms of the result that only a preview has.
    pub preview: Option<PreviewTexts<'a>>,
}

/// Forms of a preview that no other command has.
#[derive(Debug, Clone, Copy)]
pub struct PreviewTexts<'a> {
    /// The facts as JSON.
    pub facts: &'a str,
    /// The preview as one web page, if that was asked for.
    pub page: &'a str,
}

impl<T: Serialize> CommandEnd<'_, T> {
    /// Writes the requested formats. With `github`, it also writes the summary of the step.
    pub fn report(self, form: &RunFormatArgs) -> anyhow::Result<()> {
        let printed = form.write(&|format| self.text(format), &mut io::stdout())?;
        if printed == RunFormat::Github
            && let Some(path) = std::env::var_os(STEP_SUMMARY).filter(|path| !path.is_empty())
            && let Err(error) = append(&PathBuf::from(path), &self.text(RunFormat::Markdown)?)
        {
            // Not an error: the command has done its work without the summary.
            let message = format!("Sammendraget kan ikke skrives: {}", danish::io_error(&error));
            write!(io::stdout(), "{}", github_warning(self.command, &message))?;
        }
        Ok(())
    }

    fn text(&self, format: RunFormat) -> anyhow::Result<String> {
        match (format, format.of_ci(), self.preview) {
            (_, Some(format), _) => self.ci_text(format),
            (RunFormat::Json, None, Some(preview)) => Ok(preview.facts.to_owned()),
            (RunFormat::Json, None, None) => self.json(),
            (RunFormat::Html, None, Some(preview)) => Ok(preview.page.to_owned()),
            (RunFormat::Html, None, None) => anyhow::bail!(NO_WEB_PAGE),
            (_, None, _) => text_for_people(self.findings, &self.verdict),
        }
    }

    fn ci_text(&self, format: CiFormat) -> anyhow::Result<String> {
        let (report, sources) = sources(self.common, self.file)?;
        let locate = |place: &Place| sources.locate(place);
        let mut facts = self.output.ok().map(|output| (self.facts)(output, &sources)).unwrap_or_default();
        let rejects = self.common.written_rejects();
        facts.extend(rejects.map(|path| format!("Udeladte rækker: {}", path.display())));
        let findings: Vec<PublishedFinding> = self.findings.iter().map(Finding::published).collect();
        let run = CiRun {
            command: self.command,
            report: &report,
            period: &self.common.period,
            ending: match &self.output {
                Ok(_) => Ending::Complete,
                Err(Stop::Findings) => Ending::Stopped,
                Err(Stop::Failed(error)) => Ending::Failed(danish::causes(error)),
            },
            verdict: self.verdict.clone(),
            facts,
            findings: &findings,
            sources: &locate,
        };
        render(&run, format)
    }

    fn json(&self) -> anyhow::Result<String> {
        let (key, done) = self.done;
        let mut report = Map::new();
        report.insert(key.to_owned(), done.into());
        report.insert("output".to_owned(), serde_json::to_value(self.output.ok())?);
        if let Err(Stop::Failed(error)) = self.output {
            report.insert("error".to_owned(), danish::causes(error).into());
        }
        report.insert("findings".to_owned(), serde_json::to_value(self.findings)?);
        Ok(serde_json::to_string_pretty(&Value::Object(report))? + "\n")
    }
}

/// Findings and verdict without colour, for a file.
pub fn text_for_people(findings: &[Finding], verdict: &str) -> anyhow::Result<String> {
    let mut text = Vec::new();
    print_human(findings, &mut text, false)?;
    Ok(format!("{}{verdict}\n", String::from_utf8_lossy(&text)))
}

/// The account of all rows on one line.
pub fn rows(total: &Account) -> String {
    let count = |rows: u64| danish::number(rows as f64, 0);
    format!(
        "Rækker: {} læst, {} talt med, {} ikke talt med, {} udeladt",
        count(total.read),
        count(total.used),
        count(total.outside),
        count(total.left_out)
    )
}

/// Id of the report and folders of its files, as far as arguments and configuration can be read. Ignores mistakes in them, which
/// the command has reported.
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
