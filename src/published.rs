//! `published.toml`: the figures of a printed report, compared with each other and with the computed ones.

mod compare;

use crate::definition::reader::{At, Located, TableOrText, TomlFile, TomlTable};
use crate::figure_id::FigureRef;
use crate::findings::{Code, Finding, Findings, Severity};
use crate::proofread::number::PrintedNumber;
use crate::proofread::phrases::number_with_ratio;
use crate::proofread::ratio::PrintedRatio;

pub(crate) use compare::{PublishedCounts, compare};

/// How a report prints an unknown figure.
const UNKNOWN: &str = "*";

/// The printed figures of a report, in the order of the file.
#[derive(Debug)]
pub(crate) struct Published {
    figures: Vec<PublishedFigure>,
}

#[derive(Debug)]
struct PublishedFigure {
    name: PublishedName,
    /// Where it is printed: `Tabel 2`, `side 7`.
    place: String,
    /// `None` if the figure is printed as unknown.
    value: Option<PrintedNumber>,
    /// The ratio that is printed with it.
    ratio: Option<PrintedRatio>,
    /// The names of the figures that it is the sum of.
    sum_of: Vec<Located<String>>,
    /// The names of the part and the whole that it is the share of.
    share_of: Vec<Located<String>>,
    /// The declared explanation of a contradiction, if there is one.
    explained: Option<String>,
    at: At,
}

/// What `published.toml` calls a printed figure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum PublishedName {
    /// A figure of the report, or a member of a series.
    Figure(FigureRef),
    /// A number that is printed and not computed.
    Label(String),
}

impl PublishedName {
    /// The name as it is written in the file.
    fn text(&self) -> String {
        match self {
            Self::Figure(figure) => figure.to_string(),
            Self::Label(text) => text.clone(),
        }
    }

    /// Whether `wanted` is this name, or the series that it is a member of.
    fn is_meant_by(&self, wanted: &str) -> bool {
        self.text() == wanted || matches!(self, Self::Figure(figure) if figure.id == *wanted)
    }
}

/// Reads the file. Its mistakes become findings.
pub(crate) fn read(path: &str, text: &str, findings: &Findings) -> Published {
    let source = TomlFile::new(path, text, findings);
    source.read(|root| {
        let mut figures = Vec::new();
        for printed in root.tables_or_texts("printed") {
            match printed {
                TableOrText::Table(table) => figures.extend(read_table(table)),
                TableOrText::Text(text) => {
                    root.report(Code::WrongType, &text.at, "»printed« skal være tabeller: [[printed]].", "");
                }
            }
        }
        if figures.is_empty() && !findings.has_errors() {
            let message = "Filen har ingen trykte tal, så intet er sammenholdt.";
            let finding = Finding::new(Code::MissingKey, root.at.place(), message).with_severity(Severity::Warning);
            root.report_finding(finding.advise("Skriv tallene som [[printed]]; se »kapreport check --help«."));
        }
        root.finish();
        Published { figures }
    })
}

/// Reads a `[[printed]]`: one figure, or several with `values`.
fn read_table(table: TomlTable<'_>) -> Vec<PublishedFigure> {
    let place = table.required_text("place").value;
    let explained = read_explanation(&table);
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
    let published = |name: PublishedName, text: Located<String>, sum_of, share_of| {
        let (value, ratio) = read_value(&table, &text)?;
        let (place, explained, at) = (place.clone(), explained.clone(), text.at);
        Some(PublishedFigure { name, place, value, ratio, sum_of, share_of, explained, at })
    };
    let name = figure
        .map(|figure| PublishedName::Figure(FigureRef::parse(&figure.value)))
        .or(label.map(|label| PublishedName::Label(label.value)));
    let one = name.zip(value).and_then(|(name, value)| published(name, value, sum_of, share_of));
    let many = values
        .into_iter()
        .filter_map(|(id, text)| published(PublishedName::Figure(FigureRef::parse(&id)), text, Vec::new(), Vec::new()));
    let figures = one.into_iter().chain(many).collect();
    table.finish();
    figures
}

/// The explanation of a contradiction. An empty explanation is a finding.
fn read_explanation(table: &TomlTable<'_>) -> Option<String> {
    let reason = table.text("explained")?;
    if reason.value.trim().is_empty() {
        let advice = "Skriv, hvorfor tallene er forskellige, eller slet »explained«.";
        table.report(Code::BadValue, &reason.at, "»explained« er tom og forklarer intet.", advice);
        return None;
    }
    Some(reason.value)
}

/// The number, which may be unknown, and the ratio that is printed with it. Returns `None` after a finding.
fn read_value(table: &TomlTable<'_>, text: &Located<String>) -> Option<(Option<PrintedNumber>, Option<PrintedRatio>)> {
    match number_with_ratio(&text.value) {
        Some((value, ratio)) => Some((Some(value), ratio)),
        None if text.value.trim() == UNKNOWN => Some((None, None)),
        None => {
            let message = format!("»{}« er ikke et trykt tal.", text.value);
            let advice = "Skriv tallet, som det er trykt: 1.016, 58,4 % eller 84 % (198 af 224); * er et ukendt tal.";
            table.report(Code::BadValue, &text.at, message, advice);
            None
        }
    }
}
