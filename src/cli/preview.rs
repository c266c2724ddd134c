//! `kapreport preview`: web pages that show the editors what has changed and what is wrong.

mod baseline;
mod folder;

use std::io::{self, Write};
use std::path::PathBuf;
use std::thread;
use std::time::SystemTime;

use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use clap::Args;
use serde::Serialize;

use super::ci::{Ended, RunForm, RunFormat};
use super::job::{Job, Target};
use super::progress::Progress;
use super::publication;
use super::{Common, Outcome, ReportFormat, show_findings, show_rejects};
use crate::ci::Sources;
use crate::compose::{self, Document, Edition, Stage};
use crate::definition::usage::scan;
use crate::diff::Diff;
use crate::findings::Findings;
use crate::ingest::SourceFile;
use crate::preview::{self, About, Export, Numbers, Pages, Preview, compare};
use crate::snapshot::{Snapshot, Source};
use crate::typeset::{self, Page, Typeset, Whereabouts};
use folder::Pictures;

/// What a preview says that came to nothing.
pub const NOT_MADE: &str = "Forhåndsvisningen er ikke lavet. En tidligere er urørt.";

/// What `preview --help` ends with.
pub const EXAMPLES: &str = "Eksempler:
  kapreport preview 2024                            vis, hvad der er ændret siden den rapport, der er bygget
  kapreport preview 2024 --against i-gaar/preview   sammenlign med gårsdagens forhåndsvisning, også side for side
  kapreport preview 2024 --against 2023             sammenlign med sidste års tal
  kapreport preview 2024 --format json              det samme til et andet program

Åbn index.html i mappen. Den kan ses uden net og uden at installere noget, og hele mappen kan
lægges på en webserver. Forhåndsvisningen bliver også lavet, når rapporten ikke kan bygges.";

/// Arguments of `preview`.
#[derive(Debug, Args)]
pub struct PreviewArgs {
    #[command(flatten)]
    common: Common,
    /// Det, der sammenlignes med: mappen med en tidligere forhåndsvisning, en periode (2023), en rapports periode (kap-h:2023) eller en figures.json [ellers rapporten, som den sidst er bygget; ellers forrige periode]
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

/// A report whose pages are set.
struct Set {
    document: Document,
    typeset: Typeset,
}

fn make(args: &PreviewArgs, findings: &Findings) -> anyhow::Result<Made> {
    let progress = Progress::start();
    let built = now()?;
    let target = Target::find(&args.common, &Findings::default())?;
    let out = args
        .out
        .clone()
        .unwrap_or_else(|| target.config.out_folder(&target.report, &target.period.label).join("preview"));
    let against = baseline::find(args.against.as_deref(), &target, findings)?;
    let job = Job::plan(&args.common, findings)?;
    let ingested = job.as_ref().map(|job| job.read(findings, &progress)).transpose()?;
    let sources = ingested.as_ref().map(|ingested| ingested.sources.clone()).unwrap_or_default();
    let snapshot = job.as_ref().zip(ingested).and_then(|(job, ingested)| {
        let figures = job.compute(&ingested, findings, &progress)?;
        Some(job.checked(figures, ingested, findings))
    });
    let documents = match (&job, &snapshot) {
        (Some(job), Some(snapshot)) if !findings.stop(true) => {
            progress.stage("Skriver teksten");
            compose_both(job, snapshot, against.as_ref(), findings)?
        }
        _ => None,
    };
    progress.stage("Sætter siderne");
    let (now, then) = match documents {
        Some((edition, document, old)) => set_both(edition, document, old, findings)?,
        None => (None, None),
    };
    let baseline = against.map(|against| against.with_pages(then));
    let read = now.as_ref().map(|set| set.typeset.read(&set.document));
    let kept = if now.is_none() { folder::kept(baseline.as_ref(), &out, &target)? } else { None };
    progress.stage("Sammenligner");
    let preview = Preview {
        about: about(&target, job.as_ref(), now.as_ref()),
        built: preview::in_denmark(&built),
        numbers: job.as_ref().zip(snapshot.as_ref()).map(|(job, snapshot)| Numbers {
            definition: &job.definition,
            snapshot,
            diff: Diff::between(baseline.as_ref().map_or(snapshot, |baseline| &baseline.snapshot), snapshot),
        }),
        pages: now
            .as_ref()
            .zip(read.as_ref())
            .map(|(set, (all, whereabouts))| pages(set, all, whereabouts, baseline.as_ref(), &target)),
        kept: kept.as_ref().map(|(stored, _)| stored),
        exports: exports(&target, job.as_ref(), &sources, baseline.as_ref()),
        findings: findings.sorted(),
        baseline: baseline.as_ref(),
    };
    progress.stage("Tegner siderne");
    let pictures = Pictures::new(baseline.as_ref(), &out)?;
    let files = preview::files(&preview)?;
    let facts = files.iter().find(|(name, _)| *name == preview::FACTS).map(|(_, text)| text.clone());
    let made = Made {
        index: out.join("index.html"),
        sentence: preview.sentence(),
        changes: preview::summary(&preview),
        built: preview.is_built(),
        facts: facts.unwrap_or_default(),
    };
    folder::write(&out, &preview, &files, now.as_ref().map(|set| &set.typeset), kept.as_ref(), &pictures)?;
    Ok(made)
}

/// The document of the report and, where pages can be compared and the baseline has none, that of the baseline's figures.
fn compose_both(
    job: &Job,
    snapshot: &Snapshot,
    against: Option<&baseline::Against>,
    findings: &Findings,
) -> anyhow::Result<Option<(Edition, Document, Option<Document>)>> {
    // The date that the report will bear, so that the pages of two days can be compared.
    let edition = Edition { date: publication::edition_date(false, job)?, stage: Stage::Preview };
    let earlier = job.earlier(findings);
    let document = compose::compose(&job.definition, snapshot, &earlier, edition, findings)?;
    if findings.stop(true) {
        return Ok(None);
    }
    let Some(old) = against.and_then(|against| against.to_set()) else { return Ok(Some((edition, document, None))) };
    // What is wrong with figures that nobody prints any more need not be told.
    let own = Findings::default();
    old.findings.iter().for_each(|finding| own.push(finding.clone()));
    let old = compose::compose(&job.definition, old, &earlier, edition, &own)?;
    Ok(Some((edition, document, (!own.stop(true)).then_some(old))))
}

/// Sets both documents at the same time.
fn set_both(
    edition: Edition,
    document: Document,
    old: Option<Document>,
    findings: &Findings,
) -> anyhow::Result<(Option<Set>, Option<Set>)> {
    let set = |document: Document, date: NaiveDate, findings: &Findings| {
        let typeset = typeset::typeset(&document, date, findings)?;
        anyhow::Ok(typeset.map(|typeset| Set { document, typeset }))
    };
    thread::scope(|scope| {
        let then = old.map(|old| scope.spawn(move || set(old, edition.date, &Findings::default())));
        let now = set(document, edition.date, findings)?;
        // Without the old pages there is still a preview.
        let then = then.and_then(|then| then.join().ok()).and_then(Result::ok).flatten();
        Ok((now, then))
    })
}

fn about(target: &Target, job: Option<&Job>, now: Option<&Set>) -> About {
    let report = job.map(|job| &job.definition.report);
    let period = target.period.in_words();
    let readable = report.map(|report| scan::readable(&report.title.value).replace("⟨periode⟩", &period));
    About {
        report: target.report.clone(),
        title: now
            .map(|set| set.document.title.clone())
            .or(readable)
            .unwrap_or_else(|| format!("{} {period}", target.report)),
        author: report.map(|report| report.author.clone()).unwrap_or_default(),
        period: target.period.label.clone(),
    }
}

fn pages<'a>(
    set: &Set,
    all: &'a [Page],
    whereabouts: &'a Whereabouts,
    baseline: Option<&preview::Baseline>,
    target: &Target,
) -> Pages<'a> {
    let old = baseline.and_then(|baseline| baseline.pages.as_ref().ok());
    Pages {
        all,
        whereabouts,
        changes: old.map(|old| compare(old.pages(), all)),
        pdf: (format!("{}-{}-udkast.pdf", target.report, target.period.label), set.typeset.pdf.len()),
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
