//! Shows the current step on standard error: not in the first second, and only on a terminal.

use std::cell::Cell;
use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::PublishingFailed;
use super::console::understands_escapes;
use crate::danish;
use crate::findings::Findings;
use crate::guard::{self, Panicked, caught};
use crate::pipeline::{Feedback, ProgressStep};

/// Nothing is shown sooner, because most runs are shorter.
const PATIENCE: Duration = Duration::from_secs(1);
/// A step that is over sooner than this is not shown.
const REFRESH: Duration = Duration::from_millis(200);

/// Runs `work` with a progress line, which is removed before this returns. A panic becomes an error that names the step and its
/// subject.
pub fn with_progress<T, E: From<anyhow::Error>>(
    findings: &Findings,
    work: impl FnOnce(Feedback<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let line = ProgressLine::start();
    let current = Cell::new(None);
    let begin = |step| {
        current.set(Some(step));
        guard::work_on("");
        if step == ProgressStep::Publish {
            // From here on it is unknown what the program leaves behind if it ends.
            guard::would_mean("");
        }
        line.show(step);
    };
    caught(|| work(Feedback { findings, progress: &begin })).unwrap_or_else(|panicked| {
        let error = anyhow::anyhow!("{}", explained(&panicked, current.get()));
        let error = if current.get() == Some(ProgressStep::Publish) { error.context(PublishingFailed) } else { error };
        Err(error.into())
    })
}

/// Danish message of a panic, with the step and what the program worked on.
fn explained(panicked: &Panicked, step: Option<ProgressStep>) -> String {
    let subject = guard::subject();
    let step = step.map_or("Læser skabelonerne", in_danish);
    let of = if subject.is_empty() { String::new() } else { format!(": {subject}") };
    format!("{panicked}, under »{step}{of}«. Meld den til dem, der laver kapreport, med denne linje")
}

struct ProgressLine(Option<(Sender<ProgressStep>, JoinHandle<()>)>);

impl ProgressLine {
    fn start() -> Self {
        if !io::stderr().is_terminal() || !understands_escapes() {
            return Self(None);
        }
        let (sender, steps) = mpsc::channel();
        Self(Some((sender, thread::spawn(move || show_steps(&steps)))))
    }

    fn show(&self, step: ProgressStep) {
        if let Some((sender, _)) = &self.0 {
            // Cannot fail: the receiver lives until the sender is dropped.
            let _ = sender.send(step);
        }
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.0.take() {
            drop(sender);
            let _ = thread.join();
        }
    }
}

/// Shows the steps until their sender is dropped. Ignores write errors: a terminal that is gone needs no progress.
fn show_steps(steps: &Receiver<ProgressStep>) {
    let mut current = None;
    let mut is_shown = false;
    let mut patience = PATIENCE;
    let mut rate = ReportRate::default();
    loop {
        match steps.recv_timeout(patience) {
            Ok(next) => {
                current = Some(next);
                if !is_shown {
                    continue;
                }
            }
            Err(RecvTimeoutError::Timeout) => is_shown = true,
            Err(RecvTimeoutError::Disconnected) => break,
        }
        patience = REFRESH;
        let _ = write!(io::stderr(), "\r\x1b[K{} …", current.map_or_else(String::new, |step| rate.words(step)));
    }
    if is_shown {
        let _ = write!(io::stderr(), "\r\x1b[K");
    }
}

/// Start time of the first reports of a batch; their rate gives the remaining time.
#[derive(Default)]
struct ReportRate(Option<Instant>);

impl ReportRate {
    fn words(&mut self, step: ProgressStep) -> String {
        let ProgressStep::Reports { done, total } = step else { return in_danish(step).to_owned() };
        let seconds = self.0.get_or_insert_with(Instant::now).elapsed().as_secs_f64();
        let count = |number: usize| danish::number(number as f64, 0);
        let so_far = format!("{} af {} rapporter", count(done), count(total));
        if done == 0 || seconds <= 0.0 {
            return so_far;
        }
        let rate = done as f64 / seconds;
        let left = (total.saturating_sub(done) as f64 / rate).ceil();
        format!("{so_far}, {} i sekundet, {} tilbage", danish::number(rate, 0), duration(left))
    }
}

/// "14 sek." or "3 min."
fn duration(seconds: f64) -> String {
    if seconds < 100.0 {
        format!("{} sek.", danish::number(seconds, 0))
    } else {
        format!("{} min.", danish::number((seconds / 60.0).ceil(), 0))
    }
}

fn in_danish(step: ProgressStep) -> &'static str {
    match step {
        ProgressStep::Read => "Læser eksporter",
        ProgressStep::Compute => "Beregner nøgletal",
        ProgressStep::Coverage => "Gør tallene forkerte ét ad gangen",
        ProgressStep::Compose => "Skriver teksten",
        ProgressStep::Typeset => "Sætter siderne",
        ProgressStep::Reports { .. } => "Laver rapporter",
        ProgressStep::Publish => "Gemmer",
        ProgressStep::Compare => "Sammenligner",
        ProgressStep::Draw => "Tegner siderne",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::left_untouched;

    #[test]
    fn a_panic_becomes_an_error_that_names_the_step_and_the_file() {
        let panic_in = |step: ProgressStep| -> anyhow::Error {
            with_progress(&Findings::default(), |feedback| -> anyhow::Result<()> {
                feedback.begin(step);
                guard::work_on("log.csv");
                panic!("Birthe")
            })
            .unwrap_err()
        };
        let error = panic_in(ProgressStep::Read);
        let text = format!("{error:#}");
        assert!(text.starts_with("Det er en fejl i kapreport (src/cli/progress.rs:"), "{text}");
        assert!(text.contains("under »Læser eksporter: log.csv«") && !text.contains("Birthe"), "{text}");
        assert!(left_untouched(&error));
        assert!(!left_untouched(&panic_in(ProgressStep::Publish)), "nobody knows what was exchanged");
    }
}
