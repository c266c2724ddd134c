//! `kapreport preview`: web pages that show the editors what has changed and what is wrong.

mod baseline;
mod folder;
mod setting;

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::SystemTime;

use anyhow::Context;
use chrono::{DateTime, Utc};
use clap::Args;
use serde::Serialize;

use super::ci::{Ended, RunForm, RunFormat};
use super::job::{Job, Target};
use super::progress::Progress;
use super::publication;
use super::{Common, Outcome, ReportFormat, show_findings, show_rejects};
use crate::ci::Sources;
use crate::definition::usage::scan;
use crate::diff::Diff;
use crate::findings::Findings;
use crate::ingest::SourceFile;
use crate::preview::{self, About, Export, Numbers, Pages, Preview, compare};
use crate::snapshot::Source;
use folder::Pictures;
use setting::Set;

/// What a preview says that came to nothing.
pub const NOT_MADE: &str = "Forhåndsvisningen er ikke lavet. En tidligere er urørt.";

/// What `preview --help` ends with.
pub const EXAMPLES: &str = "Eksempler:
  kapreport preview 2024                     vis, hvad der er ændret siden sidste bygning
  kapreport preview 2024 --against i-gaar    sammenlign med gårsdagens, også side for side
  kapreport preview 2024 --against 2023      sammenlign med sidste års tal
  kapreport preview 2024 --format json       det samme til et andet program

Åbn index.html i mappen. Den kan ses uden net og uden at installere noget, og hele mappen kan
lægges på en webserver. Forhåndsvisningen bliver også lavet, når rapporten ikke kan bygges.";

/// Arguments of `preview`.
#[derive(Debug, Args)]
pub struct PreviewArgs {
    #[command(flatten)]
    common: Common,
    /// Det, der sammenlignes med: mappen med en tidligere forhåndsvisning, en periode (2023) eller en figures.json [ellers rapporten, som den sidst er bygget; ellers forrige periode]
    #[arg(long, value_name = "UDGAVE", help_heading = "Valg")]
    against: Option<String>,
    /// Mappen, forhåndsvisningen lægges i [ellers preview i rapportens mappe]
    #[arg(long, value_name = "MAPPE", help_heading = "Valg")]
    out: Option<PathBuf>,
    #[command(flatten)]
    form: RunForm,
}

/// Makes the preview.
///
/// # Errors
/// When it cannot run at all; the earlier preview is untouched then.
pub fn run(args: &PreviewArgs) -> anyhow::Result<Outcome> {
    let findings = Findings::default();
    let made = make(args, &findings);
    let sorted = findings.sorted();
    match (args.form.format, &made) {
        (RunFormat::Human, _) => show_findings(&sorted, ReportFormat::Human)?,
        (RunFormat::Json, Ok(made)) => io::stdout().lock().write_all(made.facts.as_bytes())?,
        (format, _) => {
            let ended = Ended {
                command: "preview",
                common: &args.common,
                file: None,
                output: made.as_ref().map(|made| made.built.then_some(made)),
                findings: &sorted,
                done: ("built", made.as_ref().is_ok_and(|made| made.built)),
                verdict: made.as_ref().map_or_else(|_| NOT_MADE.to_owned(), |made| made.sentence.clone()),
                facts: &facts,
            };
            ended.print(format)?;
        }
    }
    let made = made?;
    if args.form.format == RunFormat::Human {
        show_rejects(&args.common)?;
        writeln!(io::stdout(), "{}\nForhåndsvisning: {}", made.sentence, made.index.display())?;
    }
    Ok(if findings.has_errors() || !made.built { Outcome::Findings } else { Outcome::Done })
}

/// What was made.
#[derive(Serialize)]
struct Made {
    /// The page to open.
    index: PathBuf,
    /// How the report stands.
    sentence: String,
    /// What has changed: a line each.
    changes: Vec<String>,
    /// Whether the report could be built.
    built: bool,
    /// The facts as JSON.
    #[serde(skip)]
    facts: String,
}

/// What was made, for a summary.
fn facts(made: &Made, sources: &Sources) -> Vec<String> {
    let path = sources.relative(&made.index).unwrap_or_else(|| made.index.display().to_string());
    made.changes.iter().cloned().chain([format!("Forhåndsvisning: {path}")]).collect()
}

fn make(args: &PreviewArgs, findings: &Findings) -> anyhow::Result<Made> {
    let progress = Progress::start();
    let built = now()?;
    let target = Target::find(&args.common, &Findings::default())?;
    let out = args
        .out
        .clone()
        .unwrap_or_else(|| target.config.out_folder(&target.report, &target.period.label).join("preview"));
    anyhow::ensure!(
        target.config.templates().reports().contains(&target.report),
        "Der er ingen rapport »{}«. »kapreport list« viser dem, der er",
        target.report
    );
    let against = baseline::find(args.against.as_deref(), &target, findings)?;
    let job = Job::plan(&args.common, findings)?;
    let ingested = job.as_ref().map(|job| job.read(findings, &progress)).transpose()?;
    let sources = ingested.as_ref().map(|ingested| ingested.sources.clone()).unwrap_or_default();
    let snapshot = job.as_ref().zip(ingested).and_then(|(job, ingested)| {
        let figures = job.compute(&ingested, findings, &progress)?;
        Some(job.checked(figures, ingested, findings))
    });
    let earlier = folder::earlier(against.as_ref(), &out);
    let (now, then) = match (&job, &snapshot) {
        (Some(job), Some(snapshot)) if !findings.stop(true) => {
            progress.stage("Sætter siderne");
            let old = against.as_ref().and_then(baseline::Against::to_set);
            setting::set(job, snapshot, old, &earlier, findings)?
        }
        _ => (None, None),
    };
    let baseline = against.map(|against| against.with_pages(then));
    let kept = if now.is_none() { folder::kept(&earlier, &out, &target) } else { None };
    progress.stage("Sammenligner");
    let preview = Preview {
        about: about(&target, job.as_ref(), now.as_ref()),
        built: preview::in_denmark(&built),
        numbers: job.as_ref().zip(snapshot.as_ref()).map(|(job, snapshot)| Numbers {
            definition: &job.definition,
            snapshot,
            diff: Diff::between(baseline.as_ref().map_or(snapshot, |baseline| &baseline.snapshot), snapshot),
        }),
        pages: now.as_ref().map(|set| pages(set, baseline.as_ref(), &target)),
        kept: kept.map(|(stored, _)| stored),
        exports: exports(&target, job.as_ref(), &sources, baseline.as_ref()),
        findings: findings.sorted(),
        baseline: baseline.as_ref(),
    };
    progress.stage("Tegner siderne");
    let files = preview::files(&preview)?;
    let facts = files.iter().find(|(name, _)| *name == preview::FACTS).map(|(_, text)| text.clone());
    let made = Made {
        index: out.join("index.html"),
        sentence: preview.sentence(),
        changes: preview::summary(&preview),
        built: preview.is_built(),
        facts: facts.unwrap_or_default(),
    };
    folder::write(&out, &preview, &files, now.as_ref(), kept, &Pictures::of_earlier(&earlier))?;
    Ok(made)
}

fn about(target: &Target, job: Option<&Job>, now: Option<&Set>) -> About {
    let report = job.map(|job| &job.definition.report);
    let period = target.period.in_words();
    let readable = report.map(|report| scan::readable(&report.title.value).replace("⟨periode⟩", &period));
    About {
        report: target.report.clone(),
        title: now.map(|set| set.title.clone()).or(readable).unwrap_or_else(|| format!("{} {period}", target.report)),
        author: report.map(|report| report.author.clone()).unwrap_or_default(),
        period: target.period.label.clone(),
    }
}

fn pages<'a>(set: &'a Set, baseline: Option<&preview::Baseline>, target: &Target) -> Pages<'a> {
    let old = baseline.and_then(|baseline| baseline.pages.as_ref().ok());
    Pages {
        all: &set.pages,
        whereabouts: &set.whereabouts,
        changes: old.map(|old| compare(old.pages(), &set.pages)),
        pdf: (format!("{}-{}-udkast.pdf", target.report, target.period.label), set.pdf.len()),
    }
}

/// The exports that were read, and those that the baseline had read.
fn exports(
    target: &Target,
    job: Option<&Job>,
    sources: &[SourceFile],
    baseline: Option<&preview::Baseline>,
) -> Vec<Export> {
    let same_period = baseline.filter(|baseline| baseline.snapshot.period == target.period);
    let then: Vec<_> = same_period.iter().flat_map(|baseline| &baseline.snapshot.sources).collect();
    let now: Vec<_> = sources.iter().collect();
    let datasets = job.map(|job| &job.definition.datasets);
    let export = |source: Source| {
        let about = target.data.join(&source.file.file).metadata();
        let written = about.and_then(|about| about.modified()).ok();
        let label = datasets.and_then(|datasets| datasets.get(&source.file.dataset)).map(|dataset| &dataset.label);
        Export {
            label: label.unwrap_or(&source.file.dataset).clone(),
            written: written.map(|written| preview::in_denmark(&DateTime::<Utc>::from(written))),
            source,
        }
    };
    // Where nothing could be read, nothing is gone either.
    if now.is_empty() { Vec::new() } else { Source::compared(&then, &now).into_iter().map(export).collect() }
}

/// The time: the clock's, or that of `SOURCE_DATE_EPOCH`.
fn now() -> anyhow::Result<DateTime<Utc>> {
    match publication::source_date_epoch()? {
        Some(seconds) => DateTime::from_timestamp(seconds, 0).context("SOURCE_DATE_EPOCH er ikke et tidspunkt"),
        None => Ok(DateTime::<Utc>::from(SystemTime::now())),
    }
}
