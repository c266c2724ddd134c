//! Shows the current step on standard error: not in the first second, and only on a terminal.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::findings::Findings;
use crate::pipeline::{Feedback, ProgressStep};

/// Nothing is shown before, because most runs are shorter.
const PATIENCE: Duration = Duration::from_secs(1);
/// A step that is over sooner than this is not shown.
const REFRESH: Duration = Duration::from_millis(200);

/// Runs `work` with a progress line, which is gone when this returns.
pub fn with_progress<T>(findings: &Findings, work: impl FnOnce(Feedback<'_>) -> T) -> T {
    let line = ProgressLine::start();
    work(Feedback { findings, progress: &|step| line.show(step) })
}

struct ProgressLine(Option<(Sender<ProgressStep>, JoinHandle<()>)>);

impl ProgressLine {
    fn start() -> Self {
        if !io::stderr().is_terminal() {
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
        let _ = write!(io::stderr(), "\r\x1b[K{} …", current.map_or("", in_danish));
    }
    if is_shown {
        let _ = write!(io::stderr(), "\r\x1b[K");
    }
}

fn in_danish(step: ProgressStep) -> &'static str {
    match step {
        ProgressStep::Read => "Læser eksporter",
        ProgressStep::Compute => "Beregner nøgletal",
        ProgressStep::Coverage => "Gør tallene forkerte ét ad gangen",
        ProgressStep::Compose => "Skriver teksten",
        ProgressStep::Typeset => "Sætter siderne",
        ProgressStep::Publish => "Gemmer",
        ProgressStep::Compare => "Sammenligner",
        ProgressStep::Draw => "Tegner siderne",
    }
}
