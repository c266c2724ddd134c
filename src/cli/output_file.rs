//! Writes a file that the user has named.

use std::path::Path;

use crate::config::Config;
use crate::findings::Findings;
use crate::output;

/// Writes the file unless it would overwrite what reports are made from.
pub fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    // A configuration with mistakes says where its files are all the same.
    if let Ok(config) = Config::find(&std::env::current_dir()?, &Findings::default()) {
        config.ensure_is_no_source(path)?;
    }
    output::write_file(path, bytes)
}
