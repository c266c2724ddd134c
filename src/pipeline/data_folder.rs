//! Whether the folder of the exports can be read, and what to do if not.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::request::SNAPSHOT_FILE;
use crate::danish;

/// Why there are no exports to read, in Danish.
pub struct NoDataFolder {
    /// `Datamappen data/2024 findes ikke.`
    pub message: String,
    pub advice: String,
}

impl NoDataFolder {
    /// `None` if the folder can be read.
    pub fn check(folder: &Path) -> Option<Self> {
        let shown = folder.display();
        let error = match fs::metadata(folder) {
            Ok(metadata) if metadata.is_dir() => fs::read_dir(folder).err()?,
            Ok(_) => return Some(Self::is_file(folder)),
            Err(error) => error,
        };
        Some(if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) {
            let message = format!("Datamappen {shown} findes ikke.");
            Self {
                message, advice: "Opret den, og læg eksporterne i den, eller vælg en anden med --data.".to_owned()
            }
        } else {
            let message = format!("Datamappen {shown} kan ikke læses: {}.", danish::io_error(&error));
            let is_denied = error.kind() == ErrorKind::PermissionDenied;
            let advice = if is_denied { "Bed om adgang til den, eller vælg" } else { "Vælg" };
            Self { message, advice: format!("{advice} en anden med --data.") }
        })
    }

    fn is_file(file: &Path) -> Self {
        let message = format!("{} er en fil, ikke en mappe med eksporter.", file.display());
        if file.file_name().is_some_and(|name| name == SNAPSHOT_FILE) {
            let advice = "Det er tallene af en tidligere bygning. Byg af dem med --from-snapshot i stedet for --data.";
            return Self { message, advice: advice.to_owned() };
        }
        let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Self { message, advice: format!("Skriv mappen, som den ligger i: --data {}", parent.display()) }
    }
}
