//! What printed figures say against each other and against the computed ones.

use std::collections::BTreeMap;

use super::{Entry, Name, Published};
use crate::danish;
use crate::definition::reader::{At, Located};
use crate::figure_id::{FigureId, FigureRef};
use crate::findings::{Code, Finding, Findings, Severity};
use crate::proofread::claim::ClaimVerdict;
use crate::proofread::number::PrintedNumber;
use crate::proofread::ratio::PrintedRatio;
use crate::proofread::sum::{addition, adds_up};
use crate::snapshot::{Lookup, Snapshot};

/// What a comparison came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Compared {
    /// How many printed figures there are.
    pub printed: usize,
    /// How many of them were held against a computed one.
    pub computed: usize,
    /// How many contradictions nobody has explained.
    pub contradictions: usize,
    /// How many contradictions are explained.
    pub explained: usize,
}

/// Holds the printed figures against each other and against the computed ones.
pub fn compare(published: &Published, snapshot: &Snapshot, findings: &Findings) -> Compared {
    let mut comparison = Comparison { published, snapshot, findings, contradictions: 0, explained: 0 };
    let twice = comparison.twice();
    let mut computed = 0;
    for (at, entry) in published.entries.iter().enumerate() {
        let is_wrong = [comparison.share(entry), comparison.sum(entry), twice.contains(&at)].contains(&true);
        if let Name::Figure(id) = &entry.name {
            // What the print itself shows to be wrong need not be told once more.
            computed += usize::from(comparison.differs(entry, id, !is_wrong));
        }
    }
    let Comparison { contradictions, explained, .. } = comparison;
    Compared { printed: published.entries.len(), computed, contradictions, explained }
}

struct Comparison<'a> {
    published: &'a Published,
    snapshot: &'a Snapshot,
    findings: &'a Findings,
    contradictions: usize,
    explained: usize,
}

impl Comparison<'_> {
    /// Reports a contradiction, or what is known of it.
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

    /// Reports the figures that are printed with two values; the indices of their entries.
    fn twice(&mut self) -> Vec<usize> {
        let mut by_name: BTreeMap<&Name, Vec<usize>> = BTreeMap::new();
        for (at, entry) in self.published.entries.iter().enumerate() {
            by_name.entry(&entry.name).or_default().push(at);
        }
        let mut twice = Vec::new();
        for (name, places) in by_name {
            let entries: Vec<&Entry> = places.iter().filter_map(|at| self.published.entries.get(*at)).collect();
            let Some((first, rest)) = entries.split_first() else { continue };
            let Some(other) = rest.iter().find(|other| !is_same(first.value, other.value)) else { continue };
            let mut values: Vec<String> =
                entries.iter().map(|entry| format!("{} ({})", shown(entry.value), entry.place)).collect();
            values.dedup();
            let computed = match name {
                Name::Figure(id) => match self.snapshot.lookup(id) {
                    Lookup::Number(Some(value)) => format!(" kapreport beregner {}.", as_printed(other.value, value)),
                    _ => String::new(),
                },
                Name::Label(_) => String::new(),
            };
            let message = format!("»{}« er trykt som {}.{computed}", self.label(name), danish::list(&values));
            let explained = entries.iter().find_map(|entry| entry.explained.as_deref());
            self.contradicts(Code::PrintedTwice, &other.at, message, explained);
            twice.extend(places);
        }
        twice
    }

    /// What a name is called: a figure's label with its id, a label as it is.
    fn label(&self, name: &Name) -> String {
        match name {
            Name::Label(label) => label.clone(),
            Name::Figure(id) => {
                let FigureRef { id, member } = id;
                let label = self.snapshot.figures.get(id).map_or(id.as_str(), |figure| figure.label.as_str());
                member.as_ref().map_or_else(|| label.to_owned(), |member| format!("{label}: {member}"))
            }
        }
    }

    /// Holds an entry against the computed figure; whether there is one.
    fn differs(&mut self, entry: &Entry, id: &FigureRef, is_news: bool) -> bool {
        let computed = match self.snapshot.lookup(id) {
            Lookup::Number(value) => value,
            Lookup::Series(members) => {
                let names: Vec<String> = members.iter().map(crate::snapshot::Member::name).collect();
                let message = format!("»{id}« er en serie og ikke ét tal.");
                let advice = format!("Vælg et medlem: {}.", names.join(", "));
                self.findings.push(Finding::new(Code::UnknownMember, entry.at.place(), message).advise(advice));
                return false;
            }
            Lookup::NoMember => {
                let member = id.member.as_deref().unwrap_or_default();
                let message = format!("»{}« har ikke medlemmet »{member}«.", id.id);
                self.findings.push(Finding::new(Code::UnknownMember, entry.at.place(), message));
                return false;
            }
            Lookup::NoFigure => {
                let advice = danish::did_you_mean(&id.to_string(), self.snapshot.figures.keys().map(FigureId::as_str));
                let message = format!("Nøgletallet »{id}« er ikke defineret.");
                self.findings.push(Finding::new(Code::UnknownFigure, entry.at.place(), message).advise(advice));
                return false;
            }
        };
        let is_so = match (entry.value, computed) {
            (None, None) => true,
            (Some(printed), Some(value)) => printed.is_rounded_from(scaled(&printed, value)),
            (None, Some(_)) | (Some(_), None) => false,
        };
        if !is_so && is_news {
            let value = computed.map_or_else(|| "intet tal".to_owned(), |value| as_printed(entry.value, value));
            let message = format!(
                "»{}« er trykt som {} ({}), men kapreport beregner {value}.",
                self.label(&entry.name),
                shown(entry.value),
                entry.place
            );
            self.contradicts(Code::PrintedDiffers, &entry.at, message, entry.explained.as_deref());
        }
        true
    }

    /// Computes a printed percentage from the printed numbers; whether it is wrong.
    fn share(&mut self, entry: &Entry) -> bool {
        let numbers: Vec<PrintedNumber> = entry.share_of.iter().filter_map(|name| self.number(entry, name)).collect();
        let named = match numbers.as_slice() {
            [part, whole] => Some(PrintedRatio { part: *part, whole: *whole }),
            _ => None,
        };
        let Some(percent) = entry.value else { return false };
        let mut is_wrong = false;
        for ratio in entry.ratio.into_iter().chain(named) {
            let (verdict, computation) = ratio.judge(&percent);
            if verdict != ClaimVerdict::Agrees {
                is_wrong = true;
                let message = format!("»{}« ({}): {computation}", self.label(&entry.name), entry.place);
                self.contradicts(Code::PrintedShare, &entry.at, message, entry.explained.as_deref());
            }
        }
        is_wrong
    }

    /// Adds up the printed parts of a printed sum; whether it is wrong.
    fn sum(&mut self, entry: &Entry) -> bool {
        let Some(total) = entry.value else { return false };
        let mut parts = Vec::new();
        for name in &entry.sum_of {
            let members: Vec<&Entry> =
                self.published.entries.iter().filter(|other| other.name.is_meant_by(&name.value)).collect();
            if members.iter().all(|member| member.name.text() != name.value) && !members.is_empty() {
                parts.extend(members.iter().filter_map(|member| member.value));
            } else {
                parts.extend(self.number(entry, name));
            }
        }
        let is_wrong = !parts.is_empty() && !adds_up(&total, &parts);
        if is_wrong {
            let message = format!(
                "»{}« ({}) er {}, men der står {total}.",
                self.label(&entry.name),
                entry.place,
                addition(&parts)
            );
            self.contradicts(Code::PrintedSum, &entry.at, message, entry.explained.as_deref());
        }
        is_wrong
    }

    /// The number printed for a name, in the same place where it is printed in several.
    fn number(&self, entry: &Entry, name: &Located<String>) -> Option<PrintedNumber> {
        let named = || self.published.entries.iter().filter(|other| other.name.text() == name.value);
        let found = named().find(|other| other.place == entry.place).or_else(|| named().next());
        if found.is_none() {
            let names: Vec<String> = self.published.entries.iter().map(|other| other.name.text()).collect();
            let message = format!("»{}« er ikke blandt de trykte tal.", name.value);
            let advice = danish::did_you_mean(&name.value, names.iter().map(String::as_str));
            self.findings.push(Finding::new(Code::BadValue, name.at.place(), message).advise(advice));
        }
        found?.value
    }
}

/// What is printed, in words.
fn shown(value: Option<PrintedNumber>) -> String {
    value.map_or_else(|| super::UNKNOWN.to_owned(), |value| value.to_string())
}

/// A computed value in the unit that is printed: shares are 0–1.
fn scaled(printed: &PrintedNumber, value: f64) -> f64 {
    if printed.percent { value * 100.0 } else { value }
}

/// A computed value as it would have been printed.
fn as_printed(printed: Option<PrintedNumber>, value: f64) -> String {
    let printed = printed.unwrap_or(PrintedNumber::whole(value));
    let value = scaled(&printed, value);
    if printed.is_rounded_from(value) {
        PrintedNumber { value, ..printed }.to_string()
    } else {
        printed.corrected(value)
    }
}

/// Whether two printed values can be the same number, one of them rounded more.
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
