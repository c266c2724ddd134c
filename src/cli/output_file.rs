//! Writes a file that the user has named.

use std::path::Path;

use crate::config::Config;
use crate::findings::Findings;
use crate::output;

/// Writes the file. Fails if it would overwrite a file that reports are made from.
pub fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    // Mistakes in the configuration do not matter here: it still says where the files are.
    if let Ok(config) = Config::find(&std::env::current_dir()?, &Findings::default()) {
        config.ensure_is_no_source(path)?;
    }
    output::write_file(path, bytes)
}
