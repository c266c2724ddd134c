//! The command line, in Danish.

mod batch;
mod build;
mod check;
mod ci;
mod compare;
mod completions;
mod confined;
mod console;
mod danish_errors;
mod diff;
mod double_click;
mod explain;
mod figures;
mod guide;
mod history;
mod in_process;
mod init;
mod inputs;
mod interrupt;
mod licenses;
mod list;
mod man;
mod output_file;
mod preview;
mod program;
mod progress;
mod proofread;
mod rejects;
mod request;
mod schema;
mod sheet_output;
mod summary;
mod trace;
mod watch;

use std::cell::OnceCell;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use crate::danish;
use crate::findings::{Finding, Findings, print_human, printable};
use crate::guard::{self, caught};
use crate::output::HalfPublished;
use console::use_colour;

pub use in_process::{Printed, check_folder, figures_folder, run_in_folder};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Done,
    /// There are findings at error level, which have been shown.
    Findings,
    /// `diff --fail-over` found a change above the limit, or worse.
    OverLimit,
    /// It failed, and the child process has reported why.
    Reported,
}

impl Outcome {
    /// The outcome of a command that has shown its findings.
    fn of(findings: &Findings) -> Self {
        if findings.has_errors() { Self::Findings } else { Self::Done }
    }
}

const TEMPLATE: &str = "{about-with-newline}\nBrug: {usage}\n\n{all-args}{after-help}";

const EXAMPLES: &str = "Eksempler:
  kapreport build 2024                 byg årsrapporten for 2024
  kapreport build 2024 --draft         byg et udkast med vandmærke
  kapreport watch 2024                 byg igen ved hver ændring, mens der skrives
  kapreport preview 2024               vis, hvad der er ændret, som websider
  kapreport check 2024                 find alt, der er galt, uden at bygge
  kapreport explain bad-cell           forklar en fejl
  kapreport figures 2024               vis alle nøgletal
  kapreport figures 2024 --sql         vis de SQL-sætninger, der beregner dem
  kapreport diff 2023 2024             vis, hvad der er ændret fra år til år
  kapreport history                    vis nøgletal år for år
  kapreport compare kap-h:2023 2024    stil rapporters nøgletal op side om side
  kapreport trace medicin.emner 2024   vis, hvad der står bag et tal
  kapreport list                       vis rapporter, kapitler og datasæt
  kapreport init min-rapport           lav en mappe med din egen rapport

Afslutningskoder: 0 færdig, 1 fejl i data, definitioner eller tekst, 2 kunne ikke køre.";

/// Byg årsrapporter for kvalitetsenheder i almen praksis: eksporter ind, én tilgængelig PDF ud.
#[derive(Debug, Parser)]
#[command(
    name = "kapreport",
    version,
    about = "Bygger årsrapporter for kvalitetsenheder i almen praksis: eksporter ind, en tilgængelig PDF ud",
    override_usage = "kapreport <KOMMANDO> [VALG]",
    after_help = EXAMPLES,
    help_template = TEMPLATE,
    subcommand_help_heading = "Kommandoer",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    help: HelpFlag,
    /// Vis versionen
    #[arg(long, action = clap::ArgAction::Version, help_heading = "Valg")]
    version: Option<bool>,
}

#[derive(Debug, Args)]
struct HelpFlag {
    /// Vis hjælp
    #[arg(short, long, action = clap::ArgAction::Help, global = true, display_order = 100, help_heading = "Valg")]
    help: Option<bool>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Byg rapporten for en periode
    #[command(override_usage = "kapreport build [VALG] <PERIODE>", after_help = build::EXAMPLES, help_template = TEMPLATE, disable_help_flag = true)]
    Build(build::BuildArgs),
    /// Byg igen, hver gang en skabelon eller en eksport bliver ændret
    #[command(override_usage = "kapreport watch [VALG] <PERIODE>", after_help = watch::EXAMPLES, mut_arg("rejects", |arg| arg.hide(true)), help_template = TEMPLATE, disable_help_flag = true)]
    Watch(watch::WatchArgs),
    /// Vis redaktionen, hvad der er ændret, og hvad der er galt: en mappe med websider
    #[command(override_usage = "kapreport preview [VALG] <PERIODE>", after_help = preview::EXAMPLES, help_template = TEMPLATE, disable_help_flag = true)]
    Preview(preview::PreviewArgs),
    /// Lav en rapport til hver praksis eller klynge, alle på én gang
    #[command(override_usage = "kapreport batch [VALG] [RAPPORT] <PERIODE>", allow_missing_positional = true, after_help = batch::EXAMPLES, help_template = TEMPLATE, disable_help_flag = true)]
    Batch(batch::BatchArgs),
    /// Find alt, der er galt, uden at bygge rapporten
    #[command(override_usage = "kapreport check [VALG] <PERIODE>", after_help = check::EXAMPLES, help_template = TEMPLATE, disable_help_flag = true)]
    Check(check::CheckArgs),
    /// Lav en mappe med din egen rapport: tekster, tal, skemaer og en vejledning
    #[command(override_usage = "kapreport init [VALG] <MAPPE>\n      kapreport init --ci <TJENESTE>", after_help = init::EXAMPLES, help_template = TEMPLATE, disable_help_flag = true)]
    Init(init::InitArgs),
    /// Lav skemaer (regneark) til at skrive data i
    #[command(override_usage = "kapreport inputs [VALG] <PERIODE>\n      kapreport inputs [VALG] --out <MAPPE>", after_help = inputs::EXAMPLES, help_template = TEMPLATE, disable_help_flag = true)]
    Inputs(inputs::InputsArgs),
    /// Vis alle nøgletal for en periode
    #[command(override_usage = "kapreport figures [VALG] <PERIODE>", after_help = figures::EXAMPLES, help_template = TEMPLATE, disable_help_flag = true)]
    Figures(figures::FiguresArgs),
    /// Vis, hvad der er ændret mellem to perioder eller rapporter
    #[command(override_usage = "kapreport diff [VALG] <FØR> <NU>\n      kapreport diff [VALG] <FRA>..<TIL>", after_help = diff::EXAMPLES, help_template = TEMPLATE, disable_help_flag = true)]
    Diff(diff::DiffArgs),
    /// Vis nøgletal år for år, med et lille forløb
    #[command(override_usage = "kapreport history [VALG] [NØGLETAL]...", after_help = history::EXAMPLES, help_template = TEMPLATE, disable_help_flag = true)]
    History(history::HistoryArgs),
    /// Stil rapporters nøgletal op side om side efter fælles begreber
    #[command(override_usage = "kapreport compare [VALG] <RAPPORT>...", after_help = compare::EXAMPLES, help_template = TEMPLATE, disable_help_flag = true)]
    Compare(compare::CompareArgs),
    /// Vis, hvad der står bag et tal: definition, SQL, filer og rækker
    #[command(override_usage = "kapreport trace [VALG] <NØGLETAL> <PERIODE>", after_help = trace::EXAMPLES, mut_arg("rejects", |arg| arg.hide(true)), help_template = TEMPLATE, disable_help_flag = true)]
    Trace(trace::TraceArgs),
    /// Find modsigelser i en færdig rapport (PDF, Word eller tekst)
    #[command(override_usage = "kapreport proofread [VALG] <FIL>", after_help = proofread::EXAMPLES, help_template = TEMPLATE, disable_help_flag = true)]
    Proofread(proofread::ProofreadArgs),
    /// Vis rapporter, kapitler og datasæt med de kolonner, de venter
    #[command(override_usage = "kapreport list [VALG]", help_template = TEMPLATE, disable_help_flag = true)]
    List(list::ListArgs),
    /// Skriv JSON Schemas for definitionsfilerne, så editoren kender deres nøgler
    #[command(override_usage = "kapreport schema <SLAGS | --out MAPPE | --reference>", after_help = schema::EXAMPLES, help_template = TEMPLATE, disable_help_flag = true)]
    Schema(schema::SchemaArgs),
    /// Forklar en kode: hvad den betyder, og hvordan fejlen rettes
    #[command(override_usage = "kapreport explain [KODE]", after_help = explain::EXAMPLES, help_template = TEMPLATE, disable_help_flag = true)]
    Explain(explain::ExplainArgs),
    /// Skriv fuldførelse af kommandoer til din shell
    #[command(override_usage = "kapreport completions <SHELL>", help_template = TEMPLATE, disable_help_flag = true)]
    Completions(completions::CompletionsArgs),
    /// Skriv manualsiden (man)
    #[command(override_usage = "kapreport man", help_template = TEMPLATE, disable_help_flag = true)]
    Man,
    /// Skriv hele vejledningen som en webside
    #[command(override_usage = "kapreport guide [VALG]", after_help = guide::EXAMPLES, help_template = TEMPLATE, disable_help_flag = true)]
    Guide(guide::GuideArgs),
    /// Vis licenserne for kapreport og for alt, det er bygget af
    #[command(override_usage = "kapreport licenses", help_template = TEMPLATE, disable_help_flag = true)]
    Licenses,
}

/// Arguments of all commands that run the pipeline.
#[derive(Debug, Args)]
struct Common {
    /// Perioden: 2024, 2019-07..2021-07 eller 2024-01-01..2024-07-01 (slutningen er ikke med)
    #[arg(value_name = "PERIODE", help_heading = "Argumenter")]
    period: String,
    /// Rapporten, der skal bruges [ellers den i kapreport.toml, ellers kap-h]
    #[arg(long, value_name = "RAPPORT", help_heading = "Valg")]
    report: Option<String>,
    /// Mappen med eksporter [ellers den i kapreport.toml]
    #[arg(long, value_name = "MAPPE", help_heading = "Valg")]
    data: Option<PathBuf>,
    /// Det medlem, som rapporten laves for, når den laves for hver praksis eller klynge: 012345 eller klynge:7 [ellers det første]
    #[arg(long, value_name = "NØGLE", help_heading = "Valg")]
    member: Option<String>,
    /// Udelad rækker med fejl i stedet for at stoppe; de tælles, og rapporten viser dem på sidste side
    #[arg(long, help_heading = "Valg")]
    lenient: bool,
    /// Skriv rækkerne, der har fejl, til en Excel-fil med grunden ved siden af, så de kan rettes og læses igen
    #[arg(long, value_name = "FIL", help_heading = "Valg")]
    rejects: Option<PathBuf>,
    /// State of the file of rejected rows before the run.
    #[arg(skip)]
    earlier_rejects: OnceCell<Option<rejects::FileStamp>>,
}

/// Context of an error after the work was done: only its result could not be printed.
#[derive(Debug, Clone, Copy)]
struct WorkIsDone(&'static str);

impl fmt::Display for WorkIsDone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

/// Context of a panic while files were exchanged.
#[derive(Debug, Clone, Copy)]
struct PublishingFailed;

impl fmt::Display for PublishingFailed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Filerne er måske kun delvis skiftet ud. Kør kommandoen igen, før de bruges")
    }
}

/// Whether the error left an earlier output as it was, so that the message may say so.
fn left_untouched(error: &anyhow::Error) -> bool {
    error.downcast_ref::<WorkIsDone>().is_none()
        && error.downcast_ref::<HalfPublished>().is_none()
        && error.downcast_ref::<PublishingFailed>().is_none()
}

#[derive(Debug, Args)]
struct FormatArgs {
    /// Form på det, der meldes: human (til mennesker) eller json [ellers human]
    #[arg(
        long,
        value_enum,
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true,
        value_name = "FORM",
        help_heading = "Valg"
    )]
    format: OutputFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OutputFormat {
    Human,
    Json,
}

/// All commands with their arguments, for tests of the documentation.
pub fn command() -> clap::Command {
    Cli::command()
}

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    guard::hide_panics();
    if double_click::is_likely() {
        return double_click::answer();
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let arguments: Vec<String> = std::env::args().skip(1).collect();
            // A write error here matters less than the mistake in the arguments, which is shown next.
            let _ = danish_errors::mistake(&error).map(|why| ci::report_usage_error(&arguments, &why));
            return danish_errors::show(&error);
        }
    };
    interrupt::leave_nothing(cli.command.stopped());
    guard::would_mean(cli.command.consequence().unwrap_or_default());
    let outcome = caught(|| cli.command.run()).unwrap_or_else(|panicked| {
        Err(anyhow::anyhow!("{panicked}. Meld den til dem, der laver kapreport, med denne linje"))
    });
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Findings | Outcome::OverLimit) => ExitCode::from(1),
        Ok(Outcome::Reported) => ExitCode::from(2),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            show_error(&error, &cli.command, &mut io::stderr());
            ExitCode::from(2)
        }
    }
}

impl Command {
    /// Message about the output after an error, if no file was replaced.
    fn consequence(&self) -> Option<&'static str> {
        match self {
            Self::Build(_) | Self::Watch(_) => Some(build::NOT_BUILT),
            Self::Preview(_) => Some(preview::NOT_MADE),
            _ => None,
        }
    }

    /// Message when the user stops the command.
    fn stopped(&self) -> &'static str {
        match self {
            Self::Build(_) => "Stoppet. Er der en rapport i mappen, er den hel: den nye eller den forrige.",
            Self::Preview(_) => "Stoppet. Er der en forhåndsvisning i mappen, er den hel: den nye eller den forrige.",
            Self::Batch(_) => batch::STOPPED,
            _ => "",
        }
    }

    fn run(&self) -> anyhow::Result<Outcome> {
        match self {
            Self::Build(args) => build::run(args),
            Self::Batch(args) => batch::run(args),
            Self::Watch(args) => watch::run(args),
            Self::Preview(args) => preview::run(args),
            Self::Check(args) => check::run(args),
            Self::Init(args) => init::run(args),
            Self::Inputs(args) => inputs::run(args),
            Self::Figures(args) => figures::run(args),
            Self::Diff(args) => diff::run(args),
            Self::History(args) => history::run(args),
            Self::Compare(args) => compare::run(args),
            Self::Trace(args) => trace::run(args),
            Self::Proofread(args) => proofread::run(args),
            Self::List(args) => list::run(args),
            Self::Schema(args) => schema::run(args),
            Self::Explain(args) => explain::run(args),
            Self::Completions(args) => completions::run(args),
            Self::Man => man::run(),
            Self::Guide(args) => guide::run(args),
            Self::Licenses => licenses::run(),
        }
    }
}

/// Prints the error, and what it means for the output of the command. Ignores write errors: there is nowhere left to report them.
fn show_error(error: &anyhow::Error, command: &Command, err: &mut dyn Write) {
    // Indented, so that no name with line breaks looks like a message.
    let text = printable(&danish::causes(error)).replace('\n', "\n   ");
    let _ = writeln!(err, "fejl: {text}");
    if let Some(consequence) = command.consequence().filter(|_| left_untouched(error)) {
        let _ = writeln!(err, "\n{consequence}");
    }
}

/// Whether the reader of standard output has closed it, as `head` does.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| {
            let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
            io.or_else(|| cause.downcast_ref::<serde_json::Error>()?.io_error_kind())
        })
        .any(|kind| kind == io::ErrorKind::BrokenPipe)
}

fn show_findings(findings: &[Finding]) -> io::Result<()> {
    print_human(findings, &mut io::stderr().lock(), use_colour(io::stderr().is_terminal()))
}
