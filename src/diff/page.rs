//! The differences as people read them: the words and numbers that all forms but JSON show.

use serde::Serialize;

use super::{Change, Comparison, Counts, Diff, Entry, Kind, Numbers, Reason, Selection, Told};
use crate::danish;
use crate::definition::figure::NumberFormat;
use crate::forms::clean;
use crate::snapshot::Value;

/// What stands for an unknown number.
const UNKNOWN: &str = "ukendt";

/// All that is shown.
#[derive(Debug, Serialize)]
pub struct Page {
    /// What it is.
    pub title: String,
    /// What a reader must know first.
    pub cautions: Vec<String>,
    /// The headers of the columns: the figure, before, after, difference, percent.
    pub columns: [String; 5],
    /// The figures that are compared, and those that are new or gone.
    pub sections: Vec<Section>,
    /// Figures that are told about in words.
    pub stories: Vec<Stories>,
    /// How many figures there are of each kind.
    pub summary: String,
}

/// The rows of a chapter.
#[derive(Debug, Serialize)]
pub struct Section {
    /// Its title.
    pub title: String,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A figure, or a member of one.
#[derive(Debug, Serialize)]
pub struct Row {
    /// The figure's id.
    pub id: String,
    /// What the figure is called.
    pub figure: String,
    /// What the row is called: the figure or its member.
    pub label: String,
    /// What stands in it.
    pub level: Level,
    /// What became of it.
    #[serde(skip)]
    pub kind: Kind,
    /// Before, after, difference, percent.
    pub cells: [Cell; 4],
    /// What is to be said about the figure; "" for nothing.
    pub note: String,
}

/// What stands in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// A figure that is one number.
    Figure,
    /// The name of a series.
    Series,
    /// A member of the series above it.
    Member,
}

/// A cell.
#[derive(Debug, Clone, Serialize)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// The number it says, where it is one.
    #[serde(skip)]
    pub number: Option<Amount>,
}

/// A number for spreadsheet programs.
#[derive(Debug, Clone, Copy)]
pub struct Amount {
    /// The number; a share is 0–1, and so is a change in percent.
    pub value: f64,
    /// How it is printed.
    pub style: Style,
}

/// How a number is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As the figure's values.
    Value(NumberFormat),
    /// As the difference between two of them.
    Difference(NumberFormat),
    /// As a change in percent.
    Percent,
}

/// Figures that are told about for one reason.
#[derive(Debug, Serialize)]
pub struct Stories {
    /// The reason.
    pub title: String,
    /// The figures.
    pub figures: Vec<Story>,
}

/// How a figure was counted on both sides.
#[derive(Debug, Serialize)]
pub struct Story {
    /// What it is called, and its chapter.
    pub label: String,
    /// The figure's id.
    pub id: String,
    /// What it was called before, or in the other report; "" where that is the same.
    pub note: String,
    /// Why it is told about; "" where the title says it.
    pub reason: String,
    /// Both sides.
    pub sides: [TellingSide; 2],
}

/// How a figure was counted on one side.
#[derive(Debug, Serialize)]
pub struct TellingSide {
    /// What the side is called.
    pub label: String,
    /// Its value.
    pub value: String,
    /// How it was counted.
    pub how: String,
}

impl Page {
    /// The page of the differences that are selected.
    pub fn new(diff: &Diff, selection: &Selection) -> Self {
        let (earlier, later) = (&diff.earlier, &diff.later);
        let title = if diff.is_of_one_report() {
            format!("Ændringer i nøgletal for {} fra {} til {}", later.report, earlier.label, later.label)
        } else {
            format!("Forskelle i nøgletal mellem {} og {}", earlier.label, later.label)
        };
        let shown = diff.clone().selected(selection);
        let sections = shown.chapters.iter().map(|chapter| Section {
            title: clean(&chapter.title),
            rows: chapter.figures.iter().flat_map(|entry| rows(entry, &note(entry, diff))).collect(),
        });
        Self {
            title,
            cautions: diff.cautions.iter().map(|caution| clean(caution)).collect(),
            columns: ["Nøgletal", &earlier.label, &later.label, "Forskel", "Ændring"].map(str::to_owned),
            sections: sections.filter(|section| !section.rows.is_empty()).collect(),
            stories: stories(&shown),
            summary: format!("{}{}", summary(&diff.counts), selected(&shown, selection)),
        }
    }
}

/// The rows of a figure; none for one that cannot be compared.
fn rows(entry: &Entry, note: &str) -> Vec<Row> {
    let alone = |value: &Value, numbers: fn(Option<f64>) -> Numbers| match value {
        Value::Scalar(value) => vec![row(entry, None, numbers(*value), note)],
        Value::Series(members) => {
            let members = members.iter().map(|member| row(entry, Some(&member.label), numbers(member.value), note));
            std::iter::once(heading(entry, note)).chain(members).collect()
        }
    };
    match &entry.comparison {
        Comparison::Number { numbers, .. } => vec![row(entry, None, *numbers, note)],
        Comparison::Series { members, .. } => {
            let members = members.iter().map(|member| row(entry, Some(&member.label), member.numbers, note));
            std::iter::once(heading(entry, note)).chain(members).collect()
        }
        Comparison::New(value) => alone(value, Numbers::Later),
        Comparison::Gone(value) => alone(value, Numbers::Earlier),
        Comparison::Incomparable(..) => Vec::new(),
    }
}

/// The row over the members of a series.
fn heading(entry: &Entry, note: &str) -> Row {
    Row {
        id: entry.id.to_string(),
        figure: clean(&entry.label),
        label: clean(&entry.label),
        level: Level::Series,
        kind: entry.kind(),
        cells: std::array::from_fn(|_| Cell::word("")),
        note: note.to_owned(),
    }
}

/// The row of a figure, or of the member with this label.
fn row(entry: &Entry, member: Option<&str>, numbers: Numbers, note: &str) -> Row {
    let format = entry.format;
    let value = |value: Option<f64>| match value {
        None => Cell::word(UNKNOWN),
        Some(value) => Cell::number(format.print(value), value, Style::Value(format)),
    };
    let (before, after) = match numbers {
        Numbers::Both(then, now) => (value(then), value(now)),
        Numbers::Earlier(then) => (value(then), Cell::word("")),
        Numbers::Later(now) => (Cell::word(""), value(now)),
    };
    let (difference, percent) = match (numbers.kind(format), numbers.change(format)) {
        (_, Some(change)) => change_cells(change, format),
        (Kind::Unknown, None) => (Cell::word(""), Cell::word("")),
        (kind, None) => (Cell::word(word(kind)), Cell::word("")),
    };
    Row {
        id: entry.id.to_string(),
        figure: clean(&entry.label),
        label: clean(member.unwrap_or(&entry.label)),
        level: if member.is_some() { Level::Member } else { Level::Figure },
        kind: numbers.kind(format),
        cells: [before, after, difference, percent],
        note: note.to_owned(),
    }
}

fn change_cells(change: Change, format: NumberFormat) -> (Cell, Cell) {
    let difference = Cell::number(change.difference(), change.difference, Style::Difference(format));
    let percent = match (change.percent(), change.relative) {
        (Some(text), Some(relative)) => Cell::number(text, relative, Style::Percent),
        _ => Cell::word(""),
    };
    (difference, percent)
}

/// What the figure was called before, or in the other report.
fn note(entry: &Entry, diff: &Diff) -> String {
    let before = &entry.before;
    let (label, id, unit) = (before.label.as_ref(), before.id.as_ref(), before.unit.as_ref());
    let parts = if diff.is_of_one_report() {
        let unit = unit.map(|unit| match (unit.as_str(), entry.unit.as_deref()) {
            ("", now) => format!("enheden »{}« er ny", now.unwrap_or_default()),
            (then, None) => format!("havde enheden »{then}«"),
            (then, Some(now)) => format!("enheden var »{then}« og er »{now}«"),
        });
        [id.map(|id| format!("før {id}")), label.map(|label| format!("hed »{label}«")), unit]
    } else {
        let there = &diff.earlier.label;
        let (name, own) = (label.unwrap_or(&entry.label), id.unwrap_or(&entry.id));
        let other = (label.is_some() || id.is_some()).then(|| format!("i {there}: »{name}« ({own})"));
        [other, unit.map(|unit| format!("enheden i {there} er »{unit}«")), None]
    };
    clean(&parts.into_iter().flatten().collect::<Vec<_>>().join("; "))
}

/// A kind in a word, of one figure.
pub fn word(kind: Kind) -> &'static str {
    words(kind).0
}

/// A kind in a word, of one figure and of several.
fn words(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Changed => ("ændret", "ændrede"),
        Kind::Unchanged => ("uændret", "uændrede"),
        Kind::Unknown => (UNKNOWN, "ukendte"),
        Kind::New => ("nyt", "nye"),
        Kind::Gone => ("udgået", "udgåede"),
        Kind::Incomparable => ("opgjort på en anden måde", "opgjort på en anden måde"),
    }
}

impl Row {
    /// What is to be said about the figure, in its first row only.
    pub fn own_note(&self) -> &str {
        if self.level == Level::Member { "" } else { &self.note }
    }
}

impl Cell {
    fn word(text: &str) -> Self {
        Self { text: text.to_owned(), number: None }
    }

    fn number(text: String, value: f64, style: Style) -> Self {
        Self { text, number: Some(Amount { value, style }) }
    }
}

/// The figures that are told about: those that cannot be compared, and those that two reports count each in its way.
fn stories(diff: &Diff) -> Vec<Stories> {
    let labels = [&diff.earlier.label, &diff.later.label];
    let mut apart = Vec::new();
    let mut incomparable = Vec::new();
    for chapter in &diff.chapters {
        for entry in &chapter.figures {
            let story = |told: &[Told; 2], reason: String| Story {
                label: clean(&format!("{}: {}", chapter.title, entry.label)),
                id: entry.id.to_string(),
                note: note(entry, diff),
                reason: clean(&reason),
                sides: [telling(labels[0], &told[0]), telling(labels[1], &told[1])],
            };
            match &entry.comparison {
                Comparison::Incomparable(reason, told) => incomparable.push(story(told, reason_text(reason, told))),
                Comparison::Number { told: Some(told), .. } | Comparison::Series { told: Some(told), .. } => {
                    apart.push(story(told, String::new()));
                }
                _ => {}
            }
        }
    }
    let all = [
        ("Kan ikke sammenlignes: opgjort på forskellige måder", incomparable),
        ("Sådan er de sammenlignede nøgletal opgjort i hver rapport", apart),
    ];
    let told = all.into_iter().filter(|(_, figures)| !figures.is_empty());
    told.map(|(title, figures)| Stories { title: title.to_owned(), figures }).collect()
}

fn telling(label: &str, told: &Told) -> TellingSide {
    let print = |value: Option<f64>| value.map_or_else(|| UNKNOWN.to_owned(), |value| told.format.print(value));
    let value = match &told.value {
        Value::Scalar(value) => print(*value),
        Value::Series(members) => {
            let items: Vec<String> =
                members.iter().map(|member| format!("{} {}", member.label, print(member.value))).collect();
            items.join("; ")
        }
    };
    TellingSide { label: label.to_owned(), value: clean(&value), how: clean(&told.how) }
}

fn reason_text(reason: &Reason, told: &[Told; 2]) -> String {
    match reason {
        Reason::Definition(operands) if !operands.is_empty() => {
            let operands: Vec<String> = operands.iter().map(|label| format!("»{label}«")).collect();
            format!("Det er udregnet af {}, som er opgjort på en anden måde.", danish::list(&operands))
        }
        Reason::Definition(_) if told[0].how == told[1].how => {
            "Ordene er de samme; det er måden, datasættets kolonner læses på, der er ændret.".to_owned()
        }
        Reason::Definition(_) => String::new(),
        Reason::Shape => "Det ene er ét tal, det andet en serie.".to_owned(),
        Reason::Share => "Det ene er en andel, det andet er ikke.".to_owned(),
        Reason::Days => "De er opgjort på dage, der ikke svarer til hinanden.".to_owned(),
    }
}

/// "112 nøgletal: 61 ændrede, 40 uændrede og 1 udgået; 1 har fået nyt navn."
fn summary(counts: &Counts) -> String {
    let kinds = [
        (counts.changed, Kind::Changed),
        (counts.unchanged, Kind::Unchanged),
        (counts.unknown, Kind::Unknown),
        (counts.new, Kind::New),
        (counts.gone, Kind::Gone),
        (counts.incomparable, Kind::Incomparable),
    ];
    let number = |count: usize| danish::number(count as f64, 0);
    let items: Vec<String> = kinds
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, kind)| format!("{} {}", number(count), if count == 1 { words(kind).0 } else { words(kind).1 }))
        .collect();
    if items.is_empty() {
        return "Ingen nøgletal.".to_owned();
    }
    let renamed =
        if counts.renamed > 0 { format!("; {} har fået nyt navn", number(counts.renamed)) } else { String::new() };
    format!("{} nøgletal: {}{renamed}.", number(counts.figures), danish::list(&items))
}

/// " Vist er 16 (ændrede, over 50 %)."; "" where all are shown.
fn selected(shown: &Diff, selection: &Selection) -> String {
    if selection.is_all() {
        return String::new();
    }
    let kinds = selection.kinds.iter().map(|kind| words(*kind).1.to_owned());
    let all: Vec<String> = kinds.chain(selection.limit().map(|limit| format!("over {limit}"))).collect();
    format!(" Vist er {} ({}).", danish::number(shown.entries().count() as f64, 0), all.join(", "))
}
