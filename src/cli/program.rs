//! How to start the program from a terminal.

use std::env;
use std::path::{Path, PathBuf};

/// What the documentation calls it.
const NAME: &str = "kapreport";

/// What to type in a terminal in `folder` to start this program. In Windows this is its path, unless it is on the `PATH`: users
/// who have only unpacked the zip can then copy the line. Elsewhere it is the name.
pub fn call_from(folder: &Path) -> String {
    let program = cfg!(windows).then(env::current_exe).and_then(Result::ok);
    let (Some(program), Ok(folder)) = (program, std::path::absolute(folder)) else { return NAME.to_owned() };
    let searched: Vec<PathBuf> = env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default();
    call(&program, &folder, &searched)
}

/// Both paths are absolute; `searched` are the folders in which the terminal looks for programs.
fn call(program: &Path, folder: &Path, searched: &[PathBuf]) -> String {
    let Some(home) = program.parent() else { return NAME.to_owned() };
    if searched.iter().any(|place| place.components().eq(home.components())) {
        return NAME.to_owned();
    }
    let name = program.file_stem().unwrap_or_default().to_string_lossy();
    if let Ok(below) = folder.strip_prefix(home) {
        let up = r"..\".repeat(below.components().count());
        return if up.is_empty() { format!(r".\{name}") } else { format!("{up}{name}") };
    }
    let path = program.with_extension("").display().to_string();
    // PowerShell, which »Åbn i Terminal« opens, takes a quoted path for a text unless `&` comes before it.
    if path.contains(' ') { format!("& \"{path}\"") } else { path }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is_called(folder: &str, searched: &[&str], expected: &str) {
        let searched: Vec<PathBuf> = searched.iter().map(PathBuf::from).collect();
        assert_eq!(call(Path::new("/ida/kapreport/kapreport.exe"), Path::new(folder), &searched), expected);
    }

    #[test]
    fn a_program_that_the_terminal_finds_is_called_by_its_name() {
        is_called("/ida/kapreport/min-rapport", &["/system", "/ida/kapreport/"], "kapreport");
    }

    #[test]
    fn a_program_in_a_folder_above_is_called_by_the_way_up_to_it() {
        is_called("/ida/kapreport/min-rapport", &["/system"], r"..\kapreport");
        is_called("/ida/kapreport/rapporter/min", &[], r"..\..\kapreport");
        is_called("/ida/kapreport", &[], r".\kapreport");
    }

    #[test]
    fn a_program_elsewhere_is_called_by_its_whole_path() {
        is_called("/ida/rapport", &[], "/ida/kapreport/kapreport");
        let program = Path::new("/ida lund/kapreport.exe");
        assert_eq!(call(program, Path::new("/ida"), &[]), "& \"/ida lund/kapreport\"");
    }
}
