//! `kapreport watch`: builds again whenever templates or exports change.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use super::build::{NOT_BUILT, SILENT};
use super::progress::with_progress;
use super::{Common, Outcome, WorkIsDone, is_broken_pipe, left_untouched, show_findings};
use crate::danish;
use crate::findings::{Finding, Findings, Severity};
use crate::pipeline::{BuildOptions, BuiltReport, ChangedFiles, Stop, WatchSession};

pub const EXAMPLES: &str = "Eksempler:
  kapreport watch 2024                       byg igen, hver gang en tekst eller en eksport bliver gemt
  kapreport watch 2024 --draft               det samme som udkast, også når tallene ikke stemmer
  kapreport watch 2024 --out /tmp/udgave     læg rapporten et andet sted imens

Stop med Ctrl+C. Når noget ikke kan bygges, bliver den sidste gode PDF stående.";

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

/// Returns only when the first build fails or standard output is closed: the user corrects later mistakes, and it builds again.
pub fn run(args: &WatchArgs) -> anyhow::Result<Outcome> {
    let options = BuildOptions { out: args.out.clone(), draft: args.draft, ..BuildOptions::default() };
    let request = |findings: &Findings| args.common.request(findings);
    let mut session = WatchSession::start(&request, &options)?;
    let mut known = build(&mut session, None, Vec::new())?;
    writeln!(io::stdout(), "Venter på ændringer. Stop med Ctrl+C.")?;
    loop {
        let changed = session.wait_for_changes();
        match build(&mut session, Some(&changed), known.clone()) {
            Ok(infos) => known = infos,
            Err(error) if is_broken_pipe(&error) => return Err(error),
            Err(error) if left_untouched(&error) => {
                writeln!(io::stderr(), "fejl: {}\n\n{NOT_BUILT}", danish::causes(&error))?
            }
            Err(error) => writeln!(io::stderr(), "fejl: {}", danish::causes(&error))?,
        }
    }
}

/// Builds and prints the result. Returns the notes of this build; those in `known`, of the build before, are not printed again.
fn build(
    session: &mut WatchSession<'_>,
    changed: Option<&ChangedFiles>,
    known: Vec<Finding>,
) -> anyhow::Result<Vec<Finding>> {
    let start = Instant::now();
    let findings = Findings::default();
    let built = with_progress(&findings, |feedback| session.build(feedback));
    let mut all = findings.sorted();
    let infos = all.iter().filter(|finding| finding.severity == Severity::Info).cloned().collect();
    all.retain(|finding| !known.contains(finding));
    let is_built = built.is_ok();
    let shown = show(built, &all, changed, start);
    shown.map_err(|error| if is_built { error.context(WorkIsDone(SILENT)) } else { error })?;
    Ok(infos)
}

/// Prints what was found and what was built.
fn show(
    built: Result<BuiltReport, Stop>,
    findings: &[Finding],
    changed: Option<&ChangedFiles>,
    start: Instant,
) -> anyhow::Result<()> {
    show_findings(findings)?;
    match built {
        Err(Stop::Failed(error)) => return Err(error),
        Err(Stop::Findings) => writeln!(io::stderr(), "\n{NOT_BUILT}")?,
        Ok(built) => {
            let why =
                changed.map_or_else(|| "Bygget".to_owned(), |changed| format!("Bygget igen ({changed} er ændret)"));
            let seconds = danish::number(start.elapsed().as_secs_f64(), 2);
            writeln!(io::stdout(), "{why}: {} sider på {seconds} s, {}", built.pages, built.pdf.display())?;
            built.notices.iter().try_for_each(|notice| writeln!(io::stderr(), "{notice}"))?;
        }
    }
    Ok(())
}
