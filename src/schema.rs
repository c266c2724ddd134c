//! The keys of the definition files, described once: JSON Schemas for editors and the reference in `docs/` are made from this.
//!
//! The readers in [`crate::definition`] know their keys only by requesting them; a test records which keys each reader requests
//! and compares them with these descriptions.

mod json;
mod keys;
mod markdown;

pub use json::json;
pub use markdown::markdown;

/// A kind of definition file.
#[derive(Debug)]
pub struct SchemaFile {
    /// Its name in commands and of its schema: `report`, `chapter`.
    pub name: &'static str,
    /// What the file is called: `report.toml`, `<chapter>.toml`.
    pub path: &'static str,
    /// The table of the keys at the top of the file.
    pub root: &'static TableSchema,
}

/// All kinds of definition files, in the order of the reference.
pub const FILES: &[SchemaFile] = keys::FILES;

/// A table in definition files, with the keys that it takes.
#[derive(Debug)]
pub struct TableSchema {
    /// Its name, for references to it.
    pub name: &'static str,
    /// Its header in a file: `[figures.<name>]`.
    pub written: &'static str,
    /// What it is, in a sentence or two.
    pub about: &'static str,
    /// Its keys, in the order of the reference; empty where every key is a name.
    pub keys: &'static [Key],
    /// The kind of every entry of a table whose keys are names.
    pub entries: Option<KeyKind>,
}

/// A key of a table.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    pub name: &'static str,
    pub kind: KeyKind,
    /// Whether it must be there.
    pub required: bool,
    pub about: &'static str,
}

#[derive(Debug, Clone, Copy)]
pub enum KeyKind {
    Text,
    /// A text with Tera expressions.
    Template,
    Sql,
    /// A date: `"2025-05-05"`.
    Date,
    /// A colour: `"#00546b"`.
    Colour,
    /// A text, or a list of texts.
    Texts,
    /// A whole number within bounds.
    Count(u32, u32),
    /// A number that is not negative.
    Number,
    /// A number, negative or not.
    AnyNumber,
    /// `true` or `false`.
    Flag,
    Choice(&'static [&'static str]),
    Table(&'static TableSchema),
    /// A text, or a table.
    TextOrTable(&'static TableSchema),
    /// A table of tables with names.
    Named(&'static TableSchema),
    Tables(&'static TableSchema),
    /// A list of tables, each of which can be written short as a text.
    TablesOrTexts(&'static TableSchema),
    /// A table whose keys are names and whose values are texts.
    NamedTexts,
}

impl KeyKind {
    /// The table that it contains.
    fn shape(self) -> Option<&'static TableSchema> {
        match self {
            Self::Table(shape)
            | Self::TextOrTable(shape)
            | Self::Named(shape)
            | Self::Tables(shape)
            | Self::TablesOrTexts(shape) => Some(shape),
            _ => None,
        }
    }
}

impl SchemaFile {
    /// Every kind of table in the file, each before those that it contains.
    pub fn shapes(&self) -> Vec<&'static TableSchema> {
        let mut found = Vec::new();
        collect(self.root, &mut found);
        found
    }
}

fn collect(shape: &'static TableSchema, found: &mut Vec<&'static TableSchema>) {
    if found.iter().any(|known| known.name == shape.name) {
        return;
    }
    found.push(shape);
    let kinds = shape.keys.iter().map(|key| key.kind).chain(shape.entries);
    kinds.filter_map(KeyKind::shape).for_each(|shape| collect(shape, found));
}
