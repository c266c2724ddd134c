//! The form in which a command shows a sheet.

use std::path::PathBuf;

use anyhow::Context;
use clap::ValueEnum;

use crate::forms::{Form, SheetForm};

/// What `--format` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AskedForm {
    Table,
    Markdown,
    Json,
    Html,
    Xlsx,
}

/// The form that is asked for, or that the file's name ends with. A workbook needs a file.
pub fn form_of(format: Option<AskedForm>, output: Option<&PathBuf>) -> anyhow::Result<Form> {
    let form = match (format, output) {
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
        form != Form::Sheet(SheetForm::Workbook) || output.is_some(),
        "En projektmappe kan ikke vises på skærmen. Skriv, hvor den skal ligge: --output forskel.xlsx"
    );
    Ok(form)
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
