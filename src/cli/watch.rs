//! `kapreport watch`: builds again whenever templates or exports change.

mod inputs;
mod notices;

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use typst::comemo;

use super::build::NOT_BUILT;
use super::job::{Job, Target};
use super::progress::Progress;
use super::publication::{self, Built, Files};
use super::{Common, Outcome, ReportFormat, show_findings};
use crate::compose::Edition;
use crate::config;
use crate::danish;
use crate::findings::{Finding, Findings, Place, Severity};
use crate::snapshot::Snapshot;
use inputs::{Changed, Inputs};
use notices::Notices;

/// What `watch --help` ends with.
pub const EXAMPLES: &str = "Eksempler:
  kapreport watch 2024                       byg igen, hver gang en tekst eller en eksport bliver gemt
  kapreport watch 2024 --draft               det samme som udkast, også når tallene ikke stemmer
  kapreport watch 2024 --out /tmp/udgave     læg rapporten et andet sted imens

Stop med Ctrl+C. Når noget ikke kan bygges, bliver den sidste gode PDF stående.";

/// How many builds ago a part of the layout may have been used last and still be remembered.
const REMEMBERED: usize = 10;

/// Arguments of `watch`.
#[derive(Debug, Args)]
pub struct WatchArgs {
    #[command(flatten)]
    common: Common,
    /// Mappen, rapporten lægges i [ellers den i kapreport.toml]
    #[arg(long, value_name = "MAPPE", help_heading = "Valg")]
    out: Option<PathBuf>,
    /// Byg et udkast: vandmærket UDKAST og dags dato på hver side, også når tallene ikke stemmer; fejlene står i et bilag
    #[arg(long, help_heading = "Valg")]
    draft: bool,
}

/// Builds the report, and again after each change, until it is interrupted.
///
/// # Errors
/// When the first build cannot run at all; what goes wrong later is told, and mended by the next change.
pub fn run(args: &WatchArgs) -> anyhow::Result<Outcome> {
    let mut notices = Notices::new();
    let mut session = Session { args, figures: None, said: Vec::new() };
    let mut seen = session.look(&mut notices)?;
    session.build(None)?;
    writeln!(io::stdout(), "Venter på ændringer. Stop med Ctrl+C.")?;
    loop {
        notices.wait();
        let now = match session.look(&mut notices) {
            Ok(now) => now,
            // The configuration is just being saved, or a folder moved.
            Err(_) => continue,
        };
        let changed = now.changed_since(&seen);
        if changed.is_empty() {
            continue;
        }
        if !changed.only_prose() {
            session.figures = None;
        }
        let rebuilt = session.build(Some(&changed));
        match rebuilt {
            Err(error) if super::is_broken_pipe(&error) => return Err(error),
            Err(error) => writeln!(io::stderr(), "fejl: {error:#}\n\n{NOT_BUILT}")?,
            Ok(()) => {}
        }
        seen = now;
    }
}

/// What is kept from build to build.
struct Session<'a> {
    args: &'a WatchArgs,
    /// The figures and what was found on the way to them, as long as nothing but prose has changed.
    figures: Option<(Snapshot, Vec<Finding>)>,
    /// What was worth knowing about the build before, and need not be said again.
    said: Vec<Finding>,
}

impl Session<'_> {
    /// The files that a build reads, as they are now; `notices` is told where they are.
    fn look(&self, notices: &mut Notices) -> anyhow::Result<Inputs> {
        // What is wrong with the configuration is told by the build.
        let Target { config, report, data, .. } = Target::find(&self.args.common, &Findings::default())?;
        let of_report = |folder: &PathBuf| [report.as_str(), "shared"].map(|name| folder.join(name));
        let templates: Vec<PathBuf> = config.templates.iter().flat_map(of_report).collect();
        notices.follow(templates.iter().chain([&data]), &config.root);
        Ok(Inputs::read(&config.root.join(config::FILE), &templates, &data))
    }

    /// Builds and tells what came of it.
    fn build(&mut self, after: Option<&Changed<'_>>) -> anyhow::Result<()> {
        let start = Instant::now();
        let findings = Findings::default();
        let built = self.publish(&findings);
        comemo::evict(REMEMBERED);
        let mut all = findings.sorted();
        let known: Vec<Finding> = all.iter().filter(|finding| finding.severity == Severity::Info).cloned().collect();
        all.retain(|finding| !self.said.contains(finding));
        self.said = known;
        show_findings(&all, ReportFormat::Human)?;
        let Some(built) = built? else {
            writeln!(io::stderr(), "\n{NOT_BUILT}")?;
            return Ok(());
        };
        let why = after.map_or_else(|| "Bygget".to_owned(), |changed| format!("Bygget igen ({changed} er ændret)"));
        let seconds = danish::number(start.elapsed().as_secs_f64(), 2);
        writeln!(io::stdout(), "{why}: {} sider på {seconds} s, {}", built.pages, built.pdf.display())?;
        Ok(())
    }

    fn publish(&mut self, findings: &Findings) -> anyhow::Result<Option<Built>> {
        let progress = Progress::start();
        let Some(job) = Job::plan(&self.args.common, findings)? else { return Ok(None) };
        let (mut snapshot, on_the_way) = match self.figures.take() {
            Some(figures) => figures,
            None => {
                let own = Findings::default();
                let snapshot = job.snapshot(&own, &progress);
                let on_the_way = own.sorted();
                let Some(snapshot) = snapshot? else {
                    on_the_way.into_iter().for_each(|finding| findings.push(finding));
                    return Ok(None);
                };
                (snapshot, on_the_way)
            }
        };
        // What checks find says in which line of the prose a figure stands, and prose changes.
        if !on_the_way.iter().any(|finding| matches!(finding.place, Place::Figures { .. })) {
            self.figures = Some((snapshot.clone(), on_the_way.clone()));
        }
        on_the_way.into_iter().for_each(|finding| findings.push(finding));
        snapshot.findings = findings.sorted();
        let draft = self.args.draft;
        if findings.stop(draft) {
            return Ok(None);
        }
        let edition = Edition::new(publication::edition_date(draft, &job)?, draft);
        let files = Files { out: self.args.out.as_deref(), pages: false };
        publication::publish(&job, &snapshot, edition, &files, findings, &progress)
    }
}
