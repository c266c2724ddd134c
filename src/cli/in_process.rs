//! Runs commands in the caller's process, for tests: starting the program takes longer than most commands.

use std::io::{self, Write};
use std::path::Path;

use chrono::{DateTime, Utc};
use clap::{Parser, ValueEnum};

use super::build::{self, BuildArgs};
use super::check::{self, CheckArgs, print_result, verdict};
use super::figures::{FiguresFormat, print_snapshot};
use super::preview::{self, PreviewArgs};
use super::proofread;
use super::trace::{self, TraceArgs};
use super::{Cli, Command, Common, Outcome, show_error};
use crate::config::Config;
use crate::danish;
use crate::findings::{Findings, print_human};
use crate::pipeline::{self, CheckOptions, Feedback, Request, Stop};

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

/// The options whose value is a path, or can be one.
const WITH_PATH: [&str; 6] = ["--against", "--data", "--from-snapshot", "--html", "--out", "--rejects"];

/// Runs a command as the program does in a folder. `None` if only the program can run it: other commands, formats of CI systems,
/// and mistakes in the arguments. `now` takes the place of `SOURCE_DATE_EPOCH` in a preview.
pub fn run_in_folder(folder: &Path, arguments: &[&str], now: Option<DateTime<Utc>>) -> Option<Printed> {
    // This process has another current folder, so paths are made absolute, and are made relative again in what is printed.
    let mut paths = Vec::new();
    let mut absolute = |at: usize, argument: &str| {
        let takes_path = at > 0 && (WITH_PATH.contains(&arguments[at - 1]) || arguments[at - 1] == "proofread");
        let path = folder.join(argument);
        if !(takes_path && (arguments[at - 1] != "--against" || path.exists())) {
            return argument.to_owned();
        }
        paths.push((path.display().to_string(), argument.to_owned()));
        path.display().to_string()
    };
    let arguments: Vec<String> = arguments.iter().enumerate().map(|(at, argument)| absolute(at, argument)).collect();
    let cli = Cli::try_parse_from(std::iter::once("kapreport".to_owned()).chain(arguments)).ok()?;
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let ended = match &cli.command {
        Command::Check(args) if args.form.is_absent() => check_with(folder, args, &mut out, &mut err),
        Command::Build(args) if args.form.is_absent() => build_with(folder, args, &mut out, &mut err),
        Command::Preview(args) if args.form.is_absent() => preview_with(folder, args, now, &mut out, &mut err),
        Command::Trace(args) if args.is_printed() => trace_with(folder, args, &mut out, &mut err),
        Command::Proofread(args) => proofread::proofread(args, &mut out, false),
        _ => return None,
    };
    let code = match ended {
        Ok(Outcome::Done) => 0,
        Ok(_) => 1,
        Err(error) => {
            show_error(&error, &cli.command, &mut err);
            2
        }
    };
    let as_named = |bytes: Vec<u8>| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        paths.iter().fold(text, |text, (path, name)| text.replace(path.as_str(), name)).into_bytes()
    };
    Some(Printed { code, out: as_named(out), err: as_named(err) })
}

fn check_with(folder: &Path, args: &CheckArgs, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<Outcome> {
    let (findings, against) = (Findings::default(), Findings::default());
    let checked = requested(folder, &args.common, &findings)
        .and_then(|request| pipeline::check(&request, &args.options(), &against, silent(&findings)));
    print_human(&[findings.sorted(), against.sorted()].concat(), err, false)?;
    check::print_end(args, checked, [&findings, &against], out, err)?;
    Ok(if against.has_errors() { Outcome::Findings } else { Outcome::of(&findings) })
}

fn build_with(folder: &Path, args: &BuildArgs, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<Outcome> {
    let findings = Findings::default();
    let built = requested(folder, &args.common, &findings)
        .and_then(|request| pipeline::build(&request, &args.options(), silent(&findings)));
    print_human(&findings.sorted(), err, false)?;
    build::print_end(args, built, &findings, out, err)?;
    Ok(Outcome::of(&findings))
}

fn preview_with(
    folder: &Path,
    args: &PreviewArgs,
    now: Option<DateTime<Utc>>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let findings = Findings::default();
    let request = args.common.request_with(|| Config::find(folder, &findings))?;
    let request = Request { now, ..request };
    let made = pipeline::preview(&request, &args.options(), silent(&findings));
    print_human(&findings.sorted(), err, false)?;
    let made = made?;
    preview::print_result(args, &made, out, err)?;
    Ok(if args.fails(&made, &findings) { Outcome::Findings } else { Outcome::Done })
}

fn trace_with(folder: &Path, args: &TraceArgs, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<Outcome> {
    let format = trace::format(args)?;
    let findings = Findings::default();
    let traced = requested(folder, &args.common, &findings)
        .and_then(|request| pipeline::trace(&request, &args.options(format), silent(&findings)));
    match traced {
        Err(Stop::Failed(error)) => Err(error),
        Err(Stop::Findings) => {
            print_human(&findings.sorted(), err, false)?;
            Ok(Outcome::Findings)
        }
        Ok(trace) => trace::write(&trace, format, out).map(|()| Outcome::Done),
    }
}

fn requested(folder: &Path, common: &Common, findings: &Findings) -> Result<Request, Stop> {
    Ok(common.request_with(|| Config::find(folder, findings))?)
}

fn request(folder: &Path, period: &str, findings: &Findings) -> Result<Request, Stop> {
    Ok(Request::of_folder(folder, period, findings)?)
}

/// Feedback that ignores progress.
fn silent(findings: &Findings) -> Feedback<'_> {
    Feedback { findings, progress: &|_| {} }
}

/// What a command prints: the findings on standard error; then the result on standard output, or `stopped` below the findings.
fn printed<T>(
    findings: &Findings,
    result: Result<T, Stop>,
    stopped: &str,
    print: impl FnOnce(&T, &mut dyn Write) -> io::Result<()>,
) -> Printed {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = u8::from(findings.has_errors());
    let written = print_human(&findings.sorted(), &mut err, false).and_then(|()| match &result {
        Err(Stop::Failed(error)) => writeln!(err, "fejl: {}", danish::causes(error)).map(|()| 2),
        Err(Stop::Findings) if stopped.is_empty() => Ok(code),
        Err(Stop::Findings) => writeln!(err, "\n{stopped}").map(|()| code),
        Ok(done) => print(done, &mut out).map(|()| code),
    });
    Printed { code: written.unwrap_or(2), out, err }
}
