//! The answer to a double click in Windows: without it, a window would open and close again at once.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

/// Whether the program was probably started by a double click: in Windows, at a terminal, without arguments. A person who types
/// only `kapreport` gets the same answer, which helps them as well.
pub fn is_likely() -> bool {
    cfg!(windows) && env::args_os().len() == 1 && io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Says how the program is used, and keeps the window open until Enter is pressed.
pub fn answer() -> ExitCode {
    let folder = env::current_exe().ok().and_then(|program| program.parent().map(Path::to_owned));
    // Without a terminal to write to there is nobody to answer.
    let _ = write!(io::stdout(), "{}", text(folder.as_deref()));
    let _ = io::stdout().flush();
    let _ = io::stdin().read_line(&mut String::new());
    ExitCode::from(2)
}

fn text(folder: Option<&Path>) -> String {
    let folder = folder.map_or_else(|| "mappen med kapreport.exe".to_owned(), |folder| folder.display().to_string());
    format!(
        "kapreport laver årsrapporter af regneark og tekst. Programmet bruges i en terminal og har ingen knapper.

Sådan kommer du i gang:
  1. Åbn {folder} i Stifinder.
  2. Højreklik på et tomt sted i mappen, og vælg »Åbn i Terminal«.
  3. Skriv:  .\\kapreport init min-rapport

Så laver programmet en mappe med en rapport, du kan bygge med det samme, og siger, hvad du skal skrive bagefter.
Filen vejledning.html ved siden af programmet forklarer det hele: dobbeltklik på den. Er den der ikke, så skriv
.\\kapreport guide i terminalen. Så laver programmet den.

Tryk på Enter for at lukke vinduet. "
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn a_double_click_is_answered_with_the_folder_and_the_first_command() {
        let text = super::text(Some(Path::new("C:\\Users\\ida\\kapreport")));
        assert!(text.contains("Åbn C:\\Users\\ida\\kapreport i Stifinder"), "{text}");
        assert!(text.contains(".\\kapreport init min-rapport"), "{text}");
    }
}
