//! The reference of all keys, in Markdown.

use std::fmt::Write;

use super::{FILES, Key, KeyKind, SchemaFile, TableSchema};

const INTRODUCTION: &str = "# Reference of the definition files

Every key that a report's files can have. `kapreport schema --reference` writes this page and `kapreport schema --out <folder>` the
JSON Schemas, both from the same descriptions; the tests hold them against what the program reads.

An unknown key, a missing one and a value of the wrong type are findings with file, line and column. *Template* is a text in which
`{{ … }}` is filled in by Tera, as in prose; *SQL* is an expression over the columns of a dataset (in figures) or over figures (in
derived figures and checks); [sql.md](sql.md) lists what it may have.

In an editor with a TOML language server, begin a file with `#:schema <path to the schema>` to have its keys completed and checked.
";

/// The reference of all kinds of definition files.
pub fn markdown() -> String {
    let mut page = INTRODUCTION.to_owned();
    for file in FILES {
        chapter(file, &mut page);
    }
    page
}

fn chapter(file: &SchemaFile, page: &mut String) {
    // Writing to a text does not fail.
    let _ = write!(page, "\n## `{}`\n\n{}\n", file.path, file.root.about);
    for shape in file.shapes() {
        if shape.name != file.root.name {
            let _ = write!(page, "\n### `{}`\n\n{}\n", shape.written, shape.about);
        }
        if let Some(entries) = shape.entries {
            let _ = write!(page, "\nEach entry: {}.\n", words(entries));
        }
        if !shape.keys.is_empty() {
            table(shape, page);
        }
    }
}

fn table(shape: &TableSchema, page: &mut String) {
    page.push_str("\n| key | holds | means |\n|---|---|---|\n");
    for key in shape.keys {
        let _ = writeln!(page, "{}", row(key));
    }
}

fn row(key: &Key) -> String {
    let required = if key.required { ", required" } else { "" };
    format!("| `{}` | {}{required} | {} |", key.name, words(key.kind), key.about).replace(" || ", " \\|\\| ")
}

/// What a key holds, in words.
fn words(kind: KeyKind) -> String {
    let code = |shape: &TableSchema| format!("`{}`", shape.written);
    match kind {
        KeyKind::Text => "text".to_owned(),
        KeyKind::Template => "template".to_owned(),
        KeyKind::Sql => "SQL".to_owned(),
        KeyKind::Date => "date, `\"2025-05-05\"`".to_owned(),
        KeyKind::Colour => "colour, `\"#00546b\"`".to_owned(),
        KeyKind::Texts => "text or list of texts".to_owned(),
        KeyKind::Count(least, most) => format!("whole number, {least}–{most}"),
        KeyKind::AnyNumber => "number".to_owned(),
        KeyKind::Number => "number, not negative".to_owned(),
        KeyKind::Flag => "`true` or `false`".to_owned(),
        KeyKind::Choice(choices) => {
            choices.iter().map(|choice| format!("`\"{choice}\"`")).collect::<Vec<_>>().join(", ")
        }
        KeyKind::Table(shape) => format!("table {}", code(shape)),
        KeyKind::TextOrTable(shape) => format!("text or table {}", code(shape)),
        KeyKind::Named(shape) => format!("named tables {}", code(shape)),
        KeyKind::Tables(shape) => format!("list of tables {}", code(shape)),
        KeyKind::TablesOrTexts(shape) => format!("list of texts or tables {}", code(shape)),
        KeyKind::NamedTexts => "table of texts".to_owned(),
    }
}
