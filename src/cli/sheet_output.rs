//! The form in which a command shows a sheet, and where.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::output_file;
use crate::forms::{Form, SheetForm};
use crate::pipeline::StoredSnapshot;

#[derive(Debug, Clone, Args)]
pub struct SheetOutputArgs {
    /// Form: table (tabel), markdown, json, html eller xlsx [ellers efter filens endelse; table på skærmen]
    #[arg(long, value_enum, hide_possible_values = true, value_name = "FORM", help_heading = "Valg")]
    format: Option<AskedForm>,
    /// Skriv til en fil i stedet for skærmen
    #[arg(short, long, value_name = "FIL", help_heading = "Valg")]
    output: Option<PathBuf>,
}

/// Values of `--format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum AskedForm {
    Table,
    Markdown,
    Json,
    Html,
    Xlsx,
}

impl SheetOutputArgs {
    /// The form that `--format` names, or else the suffix of the file's name. Fails if a workbook would be printed.
    pub fn form(&self) -> anyhow::Result<Form> {
        let form = match (self.format, &self.output) {
            (Some(format), _) => form(format),
            (None, Some(path)) => Form::of_file(path).with_context(|| {
                format!(
                    "Formen kan ikke ses af navnet »{}«. Lad det ende på .txt, .md, .json, .html eller .xlsx, eller nævn formen med --format.",
                    path.display()
                )
            })?,
            (None, None) => Form::Sheet(SheetForm::Table),
        };
        anyhow::ensure!(
            form != Form::Sheet(SheetForm::Workbook) || self.output.is_some(),
            "En projektmappe kan ikke vises på skærmen. Skriv, hvor den skal ligge: --output forskel.xlsx"
        );
        Ok(form)
    }

    /// Whether the output is a table on the screen, which has limited width.
    pub fn is_on_screen(&self) -> bool {
        self.output.is_none() && matches!(self.format, None | Some(AskedForm::Table))
    }

    /// Writes to the file that `--output` names, or to standard output. Fails if the file is one of the snapshots in `read`.
    pub fn write(&self, bytes: &[u8], read: &[&StoredSnapshot]) -> anyhow::Result<()> {
        write_or_print(self.output.as_deref(), bytes, read)
    }
}

/// Writes to `file`, or to standard output. Fails if the file is one of the snapshots in `read`.
pub fn write_or_print(file: Option<&Path>, bytes: &[u8], read: &[&StoredSnapshot]) -> anyhow::Result<()> {
    let Some(file) = file else {
        return io::stdout().lock().write_all(bytes).context("Tabellen kan ikke vises");
    };
    read.iter().try_for_each(|stored| stored.ensure_is_not(file))?;
    output_file::write(file, bytes)?;
    Ok(writeln!(io::stdout(), "Skrevet: {}", file.display())?)
}

fn form(format: AskedForm) -> Form {
    match format {
        AskedForm::Table => Form::Sheet(SheetForm::Table),
        AskedForm::Markdown => Form::Sheet(SheetForm::Markdown),
        AskedForm::Json => Form::Json,
        AskedForm::Html => Form::Sheet(SheetForm::Html),
        AskedForm::Xlsx => Form::Sheet(SheetForm::Workbook),
    }
}
