//! What the operating system says when a file cannot be read or written.

use std::io::{self, ErrorKind};

/// The error in Danish. One that the program made itself keeps its words; those of a rare one are the system's, and are quoted as such.
pub fn io_error(error: &io::Error) -> String {
    let kind = error.kind();
    let known = match kind {
        _ if error.get_ref().is_some() => None,
        ErrorKind::NotFound => Some("filen eller mappen findes ikke"),
        ErrorKind::PermissionDenied => Some("der er ikke adgang til den"),
        ErrorKind::AlreadyExists => Some("den findes allerede"),
        ErrorKind::IsADirectory => Some("det er en mappe"),
        ErrorKind::NotADirectory => Some("det er ikke en mappe"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Some("der er ikke mere plads på disken"),
        ErrorKind::ReadOnlyFilesystem => Some("disken kan kun læses"),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => Some("et andet program bruger den"),
        ErrorKind::TimedOut
        | ErrorKind::NetworkDown
        | ErrorKind::NetworkUnreachable
        | ErrorKind::HostUnreachable
        | ErrorKind::StaleNetworkFileHandle => Some("disken eller netværket svarer ikke"),
        ErrorKind::InvalidFilename => Some("navnet er for langt eller har tegn, som ikke kan stå i et navn"),
        ErrorKind::FileTooLarge => Some("den er for stor til disken"),
        // Rust has no stable name for this kind.
        _ if format!("{kind:?}") == "FilesystemLoop" => Some("den er en genvej, som leder til sig selv"),
        _ => None,
    };
    match known {
        Some(known) => known.to_owned(),
        None if error.raw_os_error().is_some() => format!("styresystemet siger »{error}«"),
        None => error.to_string(),
    }
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

    #[test]
    fn a_name_that_cannot_be_a_name_is_told_in_danish_and_rare_errors_are_the_systems() {
        let error = std::fs::create_dir("æ".repeat(300)).unwrap_err();
        assert_eq!(io_error(&error), "navnet er for langt eller har tegn, som ikke kan stå i et navn");
        let unknown = io_error(&io::Error::from_raw_os_error(9_999));
        assert!(unknown.starts_with("styresystemet siger »"), "{unknown}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_to_itself_is_told_in_danish() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&link, &link).unwrap();
        assert_eq!(io_error(&std::fs::read(&link).unwrap_err()), "den er en genvej, som leder til sig selv");
    }
}
