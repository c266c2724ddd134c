//! What the operating system says when a file cannot be read or written.

use std::io::{self, ErrorKind};

/// The error in Danish. One that the program made itself keeps its words, and so does a rare one.
pub fn io_error(error: &io::Error) -> String {
    let known = match error.kind() {
        _ if error.get_ref().is_some() => None,
        ErrorKind::NotFound => Some("filen eller mappen findes ikke"),
        ErrorKind::PermissionDenied => Some("der er ikke adgang til den"),
        ErrorKind::AlreadyExists => Some("den findes allerede"),
        ErrorKind::IsADirectory => Some("det er en mappe"),
        ErrorKind::NotADirectory => Some("det er ikke en mappe"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Some("der er ikke mere plads på disken"),
        ErrorKind::ReadOnlyFilesystem => Some("disken kan kun læses"),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => Some("et andet program bruger den"),
        ErrorKind::TimedOut => Some("disken eller netværket svarer ikke"),
        _ => None,
    };
    known.map_or_else(|| error.to_string(), str::to_owned)
}

/// An error and its causes, with those of the operating system in Danish.
pub fn causes(error: &anyhow::Error) -> String {
    let text = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<io::Error>().map_or_else(|| cause.to_string(), io_error)
    };
    error.chain().map(text).collect::<Vec<_>>().join(": ")
}

#[cfg(test)]
mod tests {
    use anyhow::Context;

    use super::*;

    #[test]
    fn a_missing_file_is_told_in_danish_and_own_words_stay() {
        let error = std::fs::read("findes/ikke").context("tal.csv kan ikke læses").unwrap_err();
        assert_eq!(causes(&error), "tal.csv kan ikke læses: filen eller mappen findes ikke");
        assert_eq!(io_error(&io::Error::new(ErrorKind::NotFound, "egne ord")), "egne ord");
    }
}
