//! `published.toml`: figures of a report as they were printed, held against each other and against the computed ones.

mod compare;

use crate::definition::reader::{At, Located, TableOrText, TomlFile, TomlTable};
use crate::figure_id::FigureRef;
use crate::findings::{Code, Finding, Findings, Severity};
use crate::proofread::number::PrintedNumber;
use crate::proofread::phrases::number_with_ratio;
use crate::proofread::ratio::PrintedRatio;

pub use compare::{Compared, compare};

/// What a printed figure that nobody knows is printed as.
const UNKNOWN: &str = "*";

/// The printed figures of a report.
#[derive(Debug)]
pub struct Published {
    /// In the order of the file.
    pub entries: Vec<Entry>,
}

/// A printed figure.
#[derive(Debug)]
pub struct Entry {
    /// What it is.
    pub name: Name,
    /// Where it is printed: `Tabel 2`, `side 7`.
    pub place: String,
    /// What is printed; None for `*`.
    pub(crate) value: Option<PrintedNumber>,
    /// The ratio that is printed with it.
    pub(crate) ratio: Option<PrintedRatio>,
    /// The figures that it is the sum of.
    pub sum_of: Vec<Located<String>>,
    /// The two figures that it is the share of: the part and the whole.
    pub share_of: Vec<Located<String>>,
    /// Why it is not what it should be, where somebody has found out.
    pub explained: Option<String>,
    /// Where it stands in the file.
    pub at: At,
}

/// What a printed figure is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// A figure of the report, or a member of a series.
    Figure(FigureRef),
    /// Something that is printed only.
    Label(String),
}

impl Name {
    /// What it is called in the file.
    pub fn text(&self) -> String {
        match self {
            Self::Figure(figure) => figure.to_string(),
            Self::Label(text) => text.clone(),
        }
    }

    /// Whether `wanted` means it: its name, or the series that it is a member of.
    fn is_meant_by(&self, wanted: &str) -> bool {
        self.text() == wanted || matches!(self, Self::Figure(figure) if figure.id == *wanted)
    }
}

/// Reads the file; its mistakes become findings.
pub fn read(path: &str, text: &str, findings: &Findings) -> Published {
    let source = TomlFile::new(path, text, findings);
    source.read(|root| {
        let mut entries = Vec::new();
        for printed in root.tables_or_texts("printed") {
            match printed {
                TableOrText::Table(table) => entries.extend(read_table(table)),
                TableOrText::Text(text) => {
                    root.report(Code::WrongType, &text.at, "»printed« skal være tabeller: [[printed]].", "");
                }
            }
        }
        if entries.is_empty() && !findings.has_errors() {
            let message = "Filen har ingen trykte tal, så intet er sammenholdt.";
            let finding = Finding::new(Code::MissingKey, root.at.place(), message).with_severity(Severity::Warning);
            root.report_finding(finding.advise("Skriv tallene som [[printed]]; se »kapreport check --help«."));
        }
        root.finish();
        Published { entries }
    })
}

/// The figures of a `[[printed]]`.
fn read_table(table: TomlTable<'_>) -> Vec<Entry> {
    let place = table.required_text("place").value;
    let explained = table.text("explained").and_then(|reason| {
        let reason_is_given = !reason.value.trim().is_empty();
        if !reason_is_given {
            let advice = "Skriv, hvorfor tallene er forskellige, eller slet »explained«.";
            table.report(Code::BadValue, &reason.at, "»explained« er tom og forklarer intet.", advice);
        }
        reason_is_given.then_some(reason.value)
    });
    let (figure, label) = (table.text("figure"), table.text("label"));
    let value = table.text("value");
    let (sum_of, share_of) = (table.texts("sum_of"), table.texts("share_of"));
    let values = table.table("values").map(|values| values.text_entries()).unwrap_or_default();
    let names = usize::from(figure.is_some()) + usize::from(label.is_some());
    let is_one = names == 1 && value.is_some() && values.is_empty();
    let is_many = names == 0 && value.is_none() && !values.is_empty() && sum_of.is_empty() && share_of.is_empty();
    if !is_one && !is_many {
        let message = "Et trykt tal skal have »value« og enten »figure« eller »label«; flere har kun »values«.";
        table.report(Code::BadValue, &table.at, message, "Se eksemplet i »kapreport check --help«.");
    }
    if !matches!(share_of.len(), 0 | 2) {
        let message = "»share_of« skal have to navne: delen og helheden.";
        table.report(Code::BadValue, &table.at_key("share_of"), message, "");
    }
    let mut entries = Vec::new();
    let mut entry = |name: Name, text: Located<String>, sum_of, share_of| {
        let (value, ratio) = match number_with_ratio(&text.value) {
            Some((value, ratio)) => (Some(value), ratio),
            None if text.value.trim() == UNKNOWN => (None, None),
            None => {
                let message = format!("»{}« er ikke et trykt tal.", text.value);
                let advice =
                    "Skriv tallet, som det er trykt: 1.016, 58,4 % eller 84 % (198 af 224); * er et ukendt tal.";
                table.report(Code::BadValue, &text.at, message, advice);
                return;
            }
        };
        let (place, explained, at) = (place.clone(), explained.clone(), text.at);
        entries.push(Entry { name, place, value, ratio, sum_of, share_of, explained, at });
    };
    let name = figure
        .map(|figure| Name::Figure(FigureRef::parse(&figure.value)))
        .or(label.map(|label| Name::Label(label.value)));
    if let (Some(name), Some(value)) = (name, value) {
        entry(name, value, sum_of, share_of);
    }
    for (id, text) in values {
        entry(Name::Figure(FigureRef::parse(&id)), text, Vec::new(), Vec::new());
    }
    table.finish();
    entries
}
