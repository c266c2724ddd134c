//! Commands in the caller's process and folder, for tests: starting the program takes longer than most of what they look at.

use std::io::{self, Write};
use std::path::Path;

use clap::ValueEnum;

use super::build::{NOT_BUILT, print_summary};
use super::check::{print_result, verdict};
use super::figures::{FiguresFormat, print_snapshot};
use crate::findings::{Findings, print_human};
use crate::pipeline::{self, BuildOptions, CheckOptions, Feedback, Request, Stop};

/// What a command printed, and its exit code.
#[derive(Debug)]
pub struct Printed {
    pub code: u8,
    /// Standard output.
    pub out: Vec<u8>,
    /// Standard error.
    pub err: Vec<u8>,
}

/// Checks the report of a folder as `kapreport check` does there, but for the pages.
pub fn check_folder(folder: &Path, period: &str) -> Printed {
    let (findings, against) = (Findings::default(), Findings::default());
    let options = CheckOptions { without_pages: true, ..CheckOptions::default() };
    let checked = request(folder, period, &findings)
        .and_then(|request| pipeline::check(&request, &options, &against, silent(&findings)));
    let verdict = verdict(&checked, &findings, &against);
    printed(&findings, checked, verdict, |checked, out| print_result(checked, None, verdict, out))
}

/// Builds the report of a folder as `kapreport build` does there.
pub fn build_folder(folder: &Path, period: &str) -> Printed {
    let findings = Findings::default();
    let built = request(folder, period, &findings)
        .and_then(|request| pipeline::build(&request, &BuildOptions::default(), silent(&findings)));
    printed(&findings, built, NOT_BUILT, |built, out| print_summary(built, &findings, out))
}

/// Computes the figures of a folder as `kapreport figures --format FORMAT` does there.
pub fn figures_folder(folder: &Path, period: &str, format: &str) -> Printed {
    let findings = Findings::default();
    let computed = request(folder, period, &findings).and_then(|request| {
        let format = FiguresFormat::from_str(format, false).map_err(anyhow::Error::msg)?;
        let plan = pipeline::plan(&request, silent(&findings))?;
        let snapshot = pipeline::compute_snapshot(&plan, silent(&findings))?;
        let mut text = Vec::new();
        print_snapshot(&plan, &snapshot, format, &mut text)?;
        Ok(text)
    });
    printed(&findings, computed, "", |text, out| out.write_all(text))
}

fn request(folder: &Path, period: &str, findings: &Findings) -> Result<Request, Stop> {
    Ok(Request::of_folder(folder, period, findings)?)
}

/// Nobody watches the progress.
fn silent(findings: &Findings) -> Feedback<'_> {
    Feedback { findings, progress: &|_| {} }
}

/// What the commands print: the findings on standard error, and either what came of it or, below the findings, `stopped`.
fn printed<T>(
    findings: &Findings,
    result: Result<T, Stop>,
    stopped: &str,
    print: impl FnOnce(&T, &mut dyn Write) -> io::Result<()>,
) -> Printed {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = u8::from(findings.has_errors());
    let written = print_human(&findings.sorted(), &mut err, false).and_then(|()| match &result {
        Err(Stop::Failed(error)) => writeln!(err, "fejl: {error:#}").map(|()| 2),
        Err(Stop::Findings) if stopped.is_empty() => Ok(code),
        Err(Stop::Findings) => writeln!(err, "\n{stopped}").map(|()| code),
        Ok(done) => print(done, &mut out).map(|()| code),
    });
    Printed { code: written.unwrap_or(2), out, err }
}
