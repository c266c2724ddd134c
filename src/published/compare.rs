//! Contradictions between printed figures, and between printed and computed ones.

use std::collections::BTreeMap;

use super::{Published, PublishedFigure, PublishedName, UNKNOWN};
use crate::danish;
use crate::definition::reader::{At, Located};
use crate::figure_id::{FigureId, FigureRef};
use crate::findings::{Code, Finding, Findings, Severity};
use crate::proofread::claim::ClaimVerdict;
use crate::proofread::number::PrintedNumber;
use crate::proofread::ratio::PrintedRatio;
use crate::proofread::sum::{addition, adds_up};
use crate::snapshot::{Lookup, Snapshot};

/// The result of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub(crate) struct PublishedCounts {
    pub printed: usize,
    /// Those that were compared with a computed figure.
    pub computed: usize,
    /// The contradictions that nobody has explained.
    pub contradictions: usize,
    /// The contradictions that are explained.
    pub explained: usize,
}

pub(crate) fn compare(published: &Published, snapshot: &Snapshot, findings: &Findings) -> PublishedCounts {
    let mut comparison = PublishedComparison { published, snapshot, findings, contradictions: 0, explained: 0 };
    let twice = comparison.twice();
    let mut computed = 0;
    for (index, printed) in published.figures.iter().enumerate() {
        let is_wrong = [comparison.share(printed), comparison.sum(printed), twice.contains(&index)].contains(&true);
        if let PublishedName::Figure(id) = &printed.name {
            // A figure that contradicts the printed report itself is not reported again.
            computed += usize::from(comparison.differs(printed, id, !is_wrong));
        }
    }
    let PublishedComparison { contradictions, explained, .. } = comparison;
    PublishedCounts { printed: published.figures.len(), computed, contradictions, explained }
}

struct PublishedComparison<'a> {
    published: &'a Published,
    snapshot: &'a Snapshot,
    findings: &'a Findings,
    contradictions: usize,
    explained: usize,
}

impl PublishedComparison<'_> {
    /// Reports a contradiction. An explained one is information, not an error.
    fn contradicts(&mut self, code: Code, at: &At, message: String, explained: Option<&str>) {
        let finding = Finding::new(code, at.place(), message);
        let finding = match explained {
            Some(reason) => {
                self.explained += 1;
                finding.with_severity(Severity::Info).advise(format!("Forklaring: {reason}"))
            }
            None => {
                self.contradictions += 1;
                finding.advise(
                    "Ret den fejl, der er trykt, eller skriv med explained = \"…\", hvorfor tallene er forskellige.",
                )
            }
        };
        self.findings.push(finding);
    }

    /// Reports figures that are printed with two values, and returns their indices.
    fn twice(&mut self) -> Vec<usize> {
        let mut by_name: BTreeMap<&PublishedName, Vec<usize>> = BTreeMap::new();
        for (index, printed) in self.published.figures.iter().enumerate() {
            by_name.entry(&printed.name).or_default().push(index);
        }
        let mut twice = Vec::new();
        for (name, indices) in by_name {
            let alike: Vec<&PublishedFigure> =
                indices.iter().filter_map(|index| self.published.figures.get(*index)).collect();
            let Some((first, rest)) = alike.split_first() else { continue };
            let Some(other) = rest.iter().find(|other| !is_same(first.value, other.value)) else { continue };
            let mut values: Vec<String> =
                alike.iter().map(|printed| format!("{} ({})", in_words(printed.value), printed.place)).collect();
            values.dedup();
            let computed = match name {
                PublishedName::Figure(id) => match self.snapshot.lookup(id) {
                    Lookup::Number(Some(value)) => format!(" kapreport beregner {}.", as_printed(other.value, value)),
                    _ => String::new(),
                },
                PublishedName::Label(_) => String::new(),
            };
            let message = format!("»{}« er trykt som {}.{computed}", self.label(name), danish::list(&values));
            let explained = alike.iter().find_map(|printed| printed.explained.as_deref());
            self.contradicts(Code::PrintedTwice, &other.at, message, explained);
            twice.extend(indices);
        }
        twice
    }

    /// A figure's label with its member, or the label that was written.
    fn label(&self, name: &PublishedName) -> String {
        match name {
            PublishedName::Label(label) => label.clone(),
            PublishedName::Figure(id) => {
                let FigureRef { id, member } = id;
                let label = self.snapshot.figures.get(id).map_or(id.as_str(), |figure| figure.label.as_str());
                member.as_ref().map_or_else(|| label.to_owned(), |member| format!("{label}: {member}"))
            }
        }
    }

    /// Compares a printed figure with the computed one, and returns whether there is one. `is_news` is false if the printed
    /// figure has been reported.
    fn differs(&mut self, printed: &PublishedFigure, id: &FigureRef, is_news: bool) -> bool {
        let computed = match self.snapshot.lookup(id) {
            Lookup::Number(value) => value,
            Lookup::Series(members) => {
                let names: Vec<String> = members.iter().map(crate::snapshot::Member::name).collect();
                let message = format!("»{id}« er en serie og ikke ét tal.");
                let advice = format!("Vælg et medlem: {}.", names.join(", "));
                self.findings.push(Finding::new(Code::UnknownMember, printed.at.place(), message).advise(advice));
                return false;
            }
            Lookup::NoMember => {
                let member = id.member.as_deref().unwrap_or_default();
                let message = format!("»{}« har ikke medlemmet »{member}«.", id.id);
                self.findings.push(Finding::new(Code::UnknownMember, printed.at.place(), message));
                return false;
            }
            Lookup::NoFigure => {
                let advice = danish::did_you_mean(&id.to_string(), self.snapshot.figures.keys().map(FigureId::as_str));
                let message = format!("Nøgletallet »{id}« er ikke defineret.");
                self.findings.push(Finding::new(Code::UnknownFigure, printed.at.place(), message).advise(advice));
                return false;
            }
        };
        let is_so = match (printed.value, computed) {
            (None, None) => true,
            (Some(number), Some(value)) => number.is_rounded_from(scaled(&number, value)),
            (None, Some(_)) | (Some(_), None) => false,
        };
        if !is_so && is_news {
            let value = computed.map_or_else(|| "intet tal".to_owned(), |value| as_printed(printed.value, value));
            let message = format!(
                "»{}« er trykt som {} ({}), men kapreport beregner {value}.",
                self.label(&printed.name),
                in_words(printed.value),
                printed.place
            );
            self.contradicts(Code::PrintedDiffers, &printed.at, message, printed.explained.as_deref());
        }
        true
    }

    /// Computes a printed percentage from the printed numbers, and returns whether it is wrong.
    fn share(&mut self, printed: &PublishedFigure) -> bool {
        let numbers: Vec<PrintedNumber> =
            printed.share_of.iter().filter_map(|name| self.number(printed, name)).collect();
        let named = match numbers.as_slice() {
            [part, whole] => Some(PrintedRatio { part: *part, whole: *whole }),
            _ => None,
        };
        let Some(percent) = printed.value else { return false };
        let mut is_wrong = false;
        for ratio in printed.ratio.into_iter().chain(named) {
            let (verdict, computation) = ratio.judge(&percent);
            if verdict != ClaimVerdict::Agrees {
                is_wrong = true;
                let message = format!("»{}« ({}): {computation}", self.label(&printed.name), printed.place);
                self.contradicts(Code::PrintedShare, &printed.at, message, printed.explained.as_deref());
            }
        }
        is_wrong
    }

    /// Adds up the printed parts of a printed sum, and returns whether it is wrong.
    fn sum(&mut self, printed: &PublishedFigure) -> bool {
        let Some(total) = printed.value else { return false };
        let mut parts = Vec::new();
        for name in &printed.sum_of {
            let members: Vec<&PublishedFigure> =
                self.published.figures.iter().filter(|other| other.name.is_meant_by(&name.value)).collect();
            if members.iter().all(|member| member.name.text() != name.value) && !members.is_empty() {
                parts.extend(members.iter().filter_map(|member| member.value));
            } else {
                parts.extend(self.number(printed, name));
            }
        }
        let is_wrong = !parts.is_empty() && !adds_up(&total, &parts);
        if is_wrong {
            let message = format!(
                "»{}« ({}) er {}, men der står {total}.",
                self.label(&printed.name),
                printed.place,
                addition(&parts)
            );
            self.contradicts(Code::PrintedSum, &printed.at, message, printed.explained.as_deref());
        }
        is_wrong
    }

    /// The number that is printed for a name. If it is printed in several places, the one in the same place.
    fn number(&self, printed: &PublishedFigure, name: &Located<String>) -> Option<PrintedNumber> {
        let named = || self.published.figures.iter().filter(|other| other.name.text() == name.value);
        let found = named().find(|other| other.place == printed.place).or_else(|| named().next());
        if found.is_none() {
            let names: Vec<String> = self.published.figures.iter().map(|other| other.name.text()).collect();
            let message = format!("»{}« er ikke blandt de trykte tal.", name.value);
            let advice = danish::did_you_mean(&name.value, names.iter().map(String::as_str));
            self.findings.push(Finding::new(Code::BadValue, name.at.place(), message).advise(advice));
        }
        found?.value
    }
}

fn in_words(value: Option<PrintedNumber>) -> String {
    value.map_or_else(|| UNKNOWN.to_owned(), |value| value.to_string())
}

/// The computed value in the unit that is printed. Computed shares are 0–1.
fn scaled(printed: &PrintedNumber, value: f64) -> f64 {
    if printed.percent { value * 100.0 } else { value }
}

/// The computed value as the report would have printed it.
fn as_printed(printed: Option<PrintedNumber>, value: f64) -> String {
    let printed = printed.unwrap_or(PrintedNumber::whole(value));
    let value = scaled(&printed, value);
    if printed.is_rounded_from(value) {
        PrintedNumber { value, ..printed }.to_string()
    } else {
        printed.corrected(value)
    }
}

/// Whether two printed values can be the same number, one of them rounded further.
fn is_same(one: Option<PrintedNumber>, two: Option<PrintedNumber>) -> bool {
    match (one, two) {
        (None, None) => true,
        (Some(one), Some(two)) if one.percent == two.percent => {
            let (coarse, fine) = if one.decimals <= two.decimals { (one, two) } else { (two, one) };
            coarse.is_rounded_from(fine.value)
        }
        _ => false,
    }
}
