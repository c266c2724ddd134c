//! Reads TOML tables key by key. Keeps the place of every value, and reports every mistake in Danish.
//!
//! serde would stop at the first mistake of a table, with an English message. Here every requested key is recorded, so that
//! [`TomlTable::finish`] can report unknown keys, each with the nearest known one.

mod numbers;
mod toml_danish;

use std::cell::{Cell, OnceCell, RefCell};
use std::sync::Arc;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::danish;
use crate::findings::{Code, Finding, Findings, Place, SourceLine};

/// A place in a definition file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct At {
    /// Path below the templates folder.
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl At {
    /// The start of a file.
    pub fn file(path: &str) -> Self {
        Self { file: path.into(), line: 1, column: 1 }
    }

    /// The place `characters` further on in the same line.
    pub fn right(&self, characters: u32) -> Self {
        Self { column: self.column + characters, ..self.clone() }
    }

    /// The same as a finding's place.
    pub fn source_line(&self) -> SourceLine {
        SourceLine { file: self.file.to_string(), line: self.line, column: self.column }
    }

    pub fn place(&self) -> Place {
        Place::Source { file: self.file.to_string(), line: self.line, column: self.column }
    }
}

/// A value and its place in a definition file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// What was read at the place.
    pub value: T,
    /// For a text, the place of its first character after the quote.
    pub at: At,
}

/// A definition file and the sink for its mistakes.
pub struct TomlFile<'a> {
    path: Arc<str>,
    text: &'a str,
    findings: &'a Findings,
    /// Whether the file is not valid TOML: then a key that seems missing may only be unread.
    broken: Cell<bool>,
    /// Offsets of the line breaks. Every key has a place, so the text is searched for them once.
    line_breaks: OnceCell<Vec<usize>>,
}

impl<'a> TomlFile<'a> {
    /// The file at `path` with this text.
    pub fn new(path: &str, text: &'a str, findings: &'a Findings) -> Self {
        Self { path: path.into(), text, findings, broken: Cell::new(false), line_breaks: OnceCell::new() }
    }

    /// Parses the file and hands its root table to `read`; syntax mistakes become findings.
    pub fn read<T>(&self, read: impl FnOnce(TomlTable<'_>) -> T) -> T {
        let (root, errors) = DeTable::parse_recoverable(self.text);
        let mut repeated = 0..0;
        for error in errors {
            let start = error.span().map_or(0, |span| span.start);
            if error.message() == "duplicate key" {
                // A table that occurs twice repeats its keys too, which need no finding of their own.
                if repeated.contains(&start) {
                    continue;
                }
                repeated = self.table_from(start);
            }
            let at = self.at(start);
            let finding = if error.message() == "duplicate key" {
                let name = error.span().and_then(|span| self.text.get(span)).unwrap_or_default();
                Finding::new(Code::DuplicateId, at.place(), format!("»{name}« er defineret to gange."))
                    .advise("Giv den ene et andet navn, eller slet den.")
            } else {
                self.broken.set(true);
                let line = self.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
                let why = toml_danish::explain(error.message(), line);
                let message = format!("Filen kan ikke læses som TOML: {why}.");
                Finding::new(Code::DefinitionSyntax, at.place(), message)
            };
            self.findings.push(finding);
        }
        read(TomlTable {
            source: self,
            table: root.get_ref(),
            at: self.at(root.span().start),
            asked: RefCell::default(),
            all_accepted: Cell::default(),
        })
    }

    /// The byte range of the table whose header has this offset; only the header's first byte if it is a key.
    fn table_from(&self, header: usize) -> std::ops::Range<usize> {
        let (before, after) = self.text.split_at_checked(header).unwrap_or_default();
        if !before.rsplit('\n').next().is_some_and(|line| line.starts_with('[')) {
            return header..header + 1;
        }
        header..after.find("\n[").map_or(self.text.len(), |end| header + end)
    }

    /// Pushes a finding, unless a syntax error may be its cause.
    fn push(&self, finding: Finding) {
        if !self.broken.get() {
            self.findings.push(finding);
        }
    }

    /// The place of a byte offset.
    fn at(&self, offset: usize) -> At {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let breaks = self.line_breaks.get_or_init(|| memchr::memchr_iter(b'\n', self.text.as_bytes()).collect());
        let lines_before = breaks.partition_point(|newline| *newline < before.len());
        let line_start = lines_before.checked_sub(1).map_or(0, |last| breaks[last] + 1);
        At {
            file: self.path.clone(),
            line: lines_before as u32 + 1,
            column: before[line_start..].chars().count() as u32 + 1,
        }
    }
}

/// A TOML table that is being read.
pub struct TomlTable<'a> {
    source: &'a TomlFile<'a>,
    table: &'a DeTable<'a>,
    pub at: At,
    asked: RefCell<Vec<&'static str>>,
    all_accepted: Cell<bool>,
}

impl<'a> TomlTable<'a> {
    /// Reports unknown keys.
    pub fn finish(self) {
        if self.all_accepted.get() {
            return;
        }
        let asked = self.asked.into_inner();
        for (key, _) in self.table {
            if !asked.contains(&key.get_ref().as_ref()) {
                let advice = danish::did_you_mean(key.get_ref(), asked.iter().copied());
                let at = self.source.at(key.span().start);
                self.source.push(
                    Finding::new(Code::UnknownKey, at.place(), format!("Ukendt nøgle »{}«.", key.get_ref())).advise(
                        if advice.is_empty() { format!("Mulige nøgler: {}.", asked.join(", ")) } else { advice },
                    ),
                );
            }
        }
    }

    /// Accepts every key, because the allowed keys depend on the kind of the table, which is unknown.
    pub fn accept_all(&self) {
        self.all_accepted.set(true);
    }

    /// Reports a mistake at `at`.
    pub fn report(&self, code: Code, at: &At, message: impl Into<String>, advice: impl Into<String>) {
        self.source.push(Finding::new(code, at.place(), message).advise(advice));
    }

    /// Reports a mistake that was found elsewhere.
    pub fn report_finding(&self, finding: Finding) {
        self.source.push(finding);
    }

    /// `None` if the key is missing.
    pub fn text(&self, key: &'static str) -> Option<Located<String>> {
        self.get(key).and_then(|value| self.as_text(key, value))
    }

    /// A text; reports a missing key and returns "".
    pub fn required_text(&self, key: &'static str) -> Located<String> {
        if !self.table.contains_key(key) {
            self.missing(key);
        }
        self.text(key).unwrap_or_else(|| Located { value: String::new(), at: self.at.clone() })
    }

    /// A text or a list of texts; empty if the key is missing.
    pub fn texts(&self, key: &'static str) -> Vec<Located<String>> {
        match self.get(key) {
            None => Vec::new(),
            Some(value) => match value.get_ref() {
                DeValue::Array(items) => items.iter().filter_map(|item| self.as_text(key, item)).collect(),
                _ => self.as_text(key, value).into_iter().collect(),
            },
        }
    }

    /// A text or a list of texts; reports a missing key.
    pub fn required_texts(&self, key: &'static str) -> Vec<Located<String>> {
        if !self.table.contains_key(key) {
            self.missing(key);
        }
        self.texts(key)
    }

    /// `false` if the key is missing.
    pub fn flag(&self, key: &'static str) -> bool {
        self.optional_flag(key).unwrap_or(false)
    }

    pub fn optional_flag(&self, key: &'static str) -> Option<bool> {
        let value = self.get(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_type(key, value, "true eller false");
        }
        flag
    }

    /// The value of one of the words in `choices`.
    pub fn choice<T: Copy>(&self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        let word = self.text(key)?;
        let found = choices.iter().find(|(name, _)| *name == word.value).map(|(_, choice)| *choice);
        if found.is_none() {
            let names: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
            let hint = danish::did_you_mean(&word.value, names.iter().copied());
            self.report(
                Code::BadValue,
                &word.at,
                format!("»{}« er ikke en mulig værdi for »{key}«.", word.value),
                format!("Mulige værdier: {}. {hint}", names.join(", ")).trim(),
            );
        }
        found
    }

    /// `None` if the key is missing.
    pub fn table(&self, key: &'static str) -> Option<TomlTable<'a>> {
        self.get(key).and_then(|value| self.as_table(key, value))
    }

    /// The named tables of a table, `[figures.a]`, `[figures.b]`, in the order of the file.
    pub fn named_tables(&self, key: &'static str) -> Vec<(Located<String>, TomlTable<'a>)> {
        self.table(key).map(|table| table.entries()).unwrap_or_default()
    }

    /// Every entry as a named table: for a table whose keys are names.
    pub fn entries(&self) -> Vec<(Located<String>, TomlTable<'a>)> {
        self.table
            .iter()
            .filter_map(|(name, value)| {
                let located = Located { value: name.get_ref().to_string(), at: self.source.at(name.span().start) };
                self.as_table(&located.value.clone(), value).map(|table| (located, table))
            })
            .collect()
    }

    /// A table that maps names to texts; empty if the key is missing.
    pub fn named_texts(&self, key: &'static str) -> IndexMap<String, String> {
        let entries = self.table(key).map(|table| table.text_entries()).unwrap_or_default();
        entries.into_iter().map(|(name, text)| (name, text.value)).collect()
    }

    /// Every entry as a text: for a table that maps names to texts.
    pub fn text_entries(&self) -> Vec<(String, Located<String>)> {
        self.table
            .iter()
            .filter_map(|(name, value)| Some((name.get_ref().to_string(), self.as_text(name.get_ref(), value)?)))
            .collect()
    }

    /// A list of tables, in which a text may stand for a table.
    pub fn tables_or_texts(&self, key: &'static str) -> Vec<TableOrText<'a>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(key, value, "en liste");
            return Vec::new();
        };
        items
            .iter()
            .filter_map(|item| match item.get_ref() {
                DeValue::String(_) => self.as_text(key, item).map(TableOrText::Text),
                _ => self.as_table(key, item).map(TableOrText::Table),
            })
            .collect()
    }

    /// The place of a key's value; that of the table if the key is missing.
    pub fn at_key(&self, key: &str) -> At {
        self.table.get(key).map_or_else(|| self.at.clone(), |value| self.source.at(value.span().start))
    }

    /// Whether the key is there.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Whether the value of a key is a table.
    pub fn is_table(&self, key: &str) -> bool {
        self.table.get(key).is_some_and(|value| matches!(value.get_ref(), DeValue::Table(_)))
    }

    fn get(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.borrow_mut().push(key);
        self.table.get(key)
    }

    fn missing(&self, key: &str) {
        let advice = match key {
            "summary" => "Skriv en sætning om, hvad den viser, til dem, der ikke kan se den.",
            "message" => "Skriv en sætning, der siger, hvad der er galt, når det ikke holder.",
            "label" => "Skriv, hvad det hedder i tabeller og lister.",
            _ => "",
        };
        self.report(Code::MissingKey, &self.at, format!("Nøglen »{key}« mangler."), advice);
    }

    fn as_text(&self, key: &str, value: &Spanned<DeValue<'a>>) -> Option<Located<String>> {
        match value.get_ref() {
            DeValue::String(text) => {
                let mut at = self.source.at(value.span().start);
                at.column += 1;
                Some(Located { value: text.to_string(), at })
            }
            _ => {
                self.wrong_type(key, value, "en tekst i anførselstegn");
                None
            }
        }
    }

    fn as_table(&self, key: &str, value: &'a Spanned<DeValue<'a>>) -> Option<TomlTable<'a>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(TomlTable {
                source: self.source,
                table,
                at: self.source.at(value.span().start),
                asked: RefCell::default(),
                all_accepted: Cell::default(),
            }),
            _ => {
                self.wrong_type(key, value, "en tabel");
                None
            }
        }
    }

    fn wrong_type(&self, key: &str, value: &Spanned<DeValue<'_>>, expected: &str) {
        let at = self.source.at(value.span().start);
        self.report(Code::WrongType, &at, format!("»{key}« skal være {expected}."), "");
    }
}

/// An element of a list in which a text may stand for a table.
pub enum TableOrText<'a> {
    Table(TomlTable<'a>),
    Text(Located<String>),
}

/// The texts without their places.
pub(super) fn values(texts: Vec<Located<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}
