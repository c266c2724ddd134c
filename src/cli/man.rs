//! `kapreport man`: the manual page.

use std::io::{self, Write};

use clap::CommandFactory;

use super::{Cli, Outcome};

/// Writes one page with all commands to standard output.
pub fn run() -> anyhow::Result<Outcome> {
    let command = Cli::command();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for subcommand in command.get_subcommands() {
        let man = clap_mangen::Man::new(subcommand.clone());
        writeln!(page, ".SH \"kapreport {}\"", subcommand.get_name())?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    io::stdout().lock().write_all(&page)?;
    Ok(Outcome::Done)
}
