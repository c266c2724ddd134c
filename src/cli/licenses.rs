//! `kapreport licenses`: the notices that the licences of the program and of its crates require.

use std::io::{self, Write};

use super::Outcome;

/// Made from the lock file by `.ci/licenses`; a test compares it with the crates of the program.
const NOTICES: &str = include_str!("../../docs/third-party.txt");

const OWN: [&str; 2] = [include_str!("../../LICENSE-MIT"), include_str!("../../LICENSE-APACHE")];

pub fn run() -> anyhow::Result<Outcome> {
    let mut out = io::stdout().lock();
    writeln!(out, "kapreport må bruges efter MIT-licensen eller Apache-licensen 2.0, som du vil.\n")?;
    for text in OWN {
        writeln!(out, "{}\n", text.trim_end())?;
    }
    writeln!(out, "kapreport er bygget af disse dele, hver med sin licens.\n")?;
    out.write_all(NOTICES.as_bytes())?;
    Ok(Outcome::Done)
}
