//! Figures in words: what the functions of prose return.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::NaiveDate;

use crate::danish::{self, NBSP};
use crate::definition::Definition;
use crate::definition::figure::{NumberFormat, Unit};
use crate::diff::{Change, Diff, Difference, NumberPair};
use crate::figure_id::{FigureId, FigureRef};
use crate::period::Period;
use crate::snapshot::{Lookup, Member, Snapshot};

/// Printed for an unknown number in a table.
pub const UNKNOWN: &str = "*";

/// The figures of a snapshot and of the one before it, and how to write them.
pub struct Lexicon {
    current: Snapshot,
    previous: Option<Snapshot>,
    manners: HashMap<FigureId, Manner>,
    misses: Mutex<Vec<Miss>>,
    explained: Mutex<BTreeSet<FigureId>>,
}

/// How a figure is written.
struct Manner {
    format: NumberFormat,
    unit: Option<Unit>,
    as_of: Option<NaiveDate>,
}

/// A name in prose that does not lead to what the function needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Miss {
    /// The figure does not exist.
    Figure(FigureRef),
    /// The figure does not have the member.
    Member(FigureRef),
    /// A series where one number is wanted, or the other way round.
    Shape(FigureRef),
}

impl Miss {
    pub fn name(&self) -> &FigureRef {
        match self {
            Self::Figure(name) | Self::Member(name) | Self::Shape(name) => name,
        }
    }
}

/// How a number is written in running text.
#[derive(Debug, Clone, Copy, Default)]
pub struct ProseStyle {
    /// In digits also up to ten.
    pub digits: bool,
    /// With the figure's unit.
    pub unit: bool,
    /// With a capital first letter.
    pub capital: bool,
}

impl ProseStyle {
    /// The style of numbers beside each other: if one is too large for a word, all are in digits.
    fn beside(self, values: [Option<f64>; 2]) -> Self {
        let large = |value: f64| danish::small_number_word(value, danish::Gender::Common).is_none();
        Self { digits: self.digits || values.into_iter().flatten().any(large), ..self }
    }
}

impl Lexicon {
    /// The lexicon of a snapshot; `earlier` are those of earlier periods, the latest first.
    pub fn new(definition: &Definition, current: &Snapshot, earlier: &[Snapshot]) -> Self {
        // A stored snapshot can have figures that are no longer defined.
        let stored = current
            .figures
            .iter()
            .map(|(id, figure)| (id.clone(), Manner { format: figure.format, unit: None, as_of: figure.as_of }));
        let defined = definition.figures.iter().map(|(id, figure)| {
            let as_of = definition.as_of(figure, &current.period);
            (id.clone(), Manner { format: figure.format, unit: figure.unit.clone(), as_of })
        });
        let manners = stored.chain(defined).collect();
        Self {
            current: current.clone(),
            previous: earlier.first().cloned(),
            manners,
            misses: Mutex::default(),
            explained: Mutex::default(),
        }
    }

    /// The period of the report.
    pub fn period(&self) -> &Period {
        &self.current.period
    }

    /// The period before, if there is a snapshot of it.
    pub fn previous(&self) -> Option<&Period> {
        self.previous.as_ref().map(|previous| &previous.period)
    }

    /// The misses so far, each once.
    pub fn misses(&self) -> Vec<Miss> {
        lock(&self.misses).clone()
    }

    /// A value of the figure in digits, as tables print it.
    pub fn print(&self, id: &FigureId, value: Option<f64>) -> String {
        match (self.manners.get(id), value) {
            (Some(manner), Some(value)) => manner.format.print(value),
            (Some(_), None) => UNKNOWN.to_owned(),
            (None, _) => self.miss(&id.whole(), Lookup::NoFigure).unwrap_or_else(|| format!("⟨{id}⟩")),
        }
    }

    /// A number in digits; `None` for a series.
    pub fn digits(&self, figure: &FigureRef) -> Option<String> {
        match self.current.lookup(figure) {
            Lookup::Number(value) => Some(self.print(&figure.id, value)),
            _ => None,
        }
    }

    /// A number's value; `None` for a series and for an unknown number.
    pub fn value(&self, figure: &FigureRef) -> Option<f64> {
        match self.current.lookup(figure) {
            Lookup::Number(value) => value,
            _ => None,
        }
    }

    /// Records that the prose explains why the figure has changed in the period. Prints nothing.
    pub fn explain(&self, figure: &FigureRef, period: &str) -> String {
        if let Lookup::NoFigure = self.current.lookup(figure) {
            return self.miss(figure, Lookup::NoFigure).unwrap_or_default();
        }
        if period == self.period().label && figure.member.is_none() {
            lock(&self.explained).insert(figure.id.clone());
        }
        String::new()
    }

    /// The figures whose change the prose explains.
    pub fn explained(&self) -> BTreeSet<FigureId> {
        lock(&self.explained).clone()
    }

    /// The number in running text.
    pub fn number(&self, reference: &FigureRef, style: ProseStyle) -> String {
        match self.current(reference) {
            None => format!("⟨{reference}⟩"),
            Some(value) => finish(self.write(reference, value, style), style),
        }
    }

    /// "53 mod 47 i 2023", "53 ligesom i 2023", or "53" if there is nothing to compare with.
    pub fn compared(&self, reference: &FigureRef, style: ProseStyle) -> String {
        let Some(now) = self.current(reference) else { return format!("⟨{reference}⟩") };
        let text = match self.before(reference) {
            Some((before, when)) if self.print(&reference.id, before) == self.print(&reference.id, now) => {
                format!("{} ligesom {when}", self.write(reference, now, style))
            }
            Some((before, when)) => {
                let style = style.beside([now, before]);
                let bare = ProseStyle { unit: false, ..style };
                let before = self.write(reference, before, bare);
                format!("{} mod{NBSP}{before} {when}", self.write(reference, now, style))
            }
            None => self.write(reference, now, style),
        };
        finish(text, style)
    }

    /// "steg fra 47 til 53", "faldt fra 60 til 53", "var uændret 53", or "var 53" if there is nothing to compare with.
    pub fn development(&self, reference: &FigureRef, style: ProseStyle) -> String {
        let Some(now) = self.current(reference) else { return format!("⟨{reference}⟩") };
        let text = match self.before(reference) {
            Some((before, _)) if self.print(&reference.id, before) == self.print(&reference.id, now) => {
                format!("var uændret {}", self.write(reference, now, style))
            }
            Some((Some(before), _)) if now.is_some() => {
                let verb = if now > Some(before) { "steg" } else { "faldt" };
                let style = style.beside([now, Some(before)]);
                let bare = ProseStyle { unit: false, ..style };
                let before = self.write(reference, Some(before), bare);
                format!("{verb} fra{NBSP}{before} til{NBSP}{}", self.write(reference, now, style))
            }
            _ => format!("var {}", self.write(reference, now, style)),
        };
        finish(text, style)
    }

    /// "seks flere end i 2023", "én færre end i 2023", "1,9 procentpoint højere end i 2023", "lige så mange som i 2023"; in
    /// percent with `percent`.
    pub fn difference(&self, reference: &FigureRef, style: ProseStyle, percent: bool) -> String {
        let Some(now) = self.current(reference) else { return format!("⟨{reference}⟩") };
        let (Some(now), Some((Some(before), when))) = (now, self.before(reference)) else {
            return finish("uden et tal at sammenligne med".to_owned(), style);
        };
        let Some(Manner { format, unit, .. }) = self.manner(reference) else { return format!("⟨{reference}⟩") };
        let format = *format;
        let unit = unit.as_ref().filter(|_| format == NumberFormat::Decimal(0));
        let change = Change::between(before, now, format);
        if change.is_zero() {
            let same = if unit.is_some() { "lige så mange som" } else { "det samme som" };
            return finish(format!("{same} {when}"), style);
        }
        let size = change.difference.abs();
        let (amount, one) = match change.percent_size().filter(|_| percent) {
            Some(amount) => (amount, false),
            None if unit.is_some() => (self.write(reference, Some(size), style), size == 1.0),
            None => (change.size(), false),
        };
        let word = match (unit, change.difference > 0.0) {
            (Some(_), true) if one => "mere",
            (Some(_), true) => "flere",
            (Some(_), false) => "færre",
            (None, true) => "højere",
            (None, false) => "lavere",
        };
        finish(format!("{amount} {word} end {when}"), style)
    }

    /// The figures that have changed by more than `limit` since the period before, "praksisbesøg (53 mod 47) og udsendelser
    /// (28 mod 31)", of one chapter or of all.
    pub fn changes(&self, chapter: Option<&str>, limit: f64) -> String {
        let diff = self.previous.as_ref().map(|previous| Diff::between(previous, &self.current));
        let entries = diff.iter().flat_map(Diff::figures);
        let items: Vec<String> = entries
            .filter(|entry| chapter.is_none_or(|chapter| entry.id.chapter() == chapter))
            .filter(|entry| entry.exceeds(limit))
            .filter_map(|entry| match entry.difference {
                Difference::Number { numbers: NumberPair::Both(Some(then), Some(now)), .. } => {
                    let label = danish::uncapitalised(&entry.label);
                    Some(format!("{label} ({} mod{NBSP}{})", entry.format.print(now), entry.format.print(then)))
                }
                _ => None,
            })
            .collect();
        if items.is_empty() { "ingen nøgletal".to_owned() } else { danish::list(&items) }
    }

    /// The ids of the chapters.
    pub fn chapters(&self) -> impl Iterator<Item = &str> {
        self.current.chapters.keys().map(String::as_str)
    }

    /// The members with the largest values: "Opioider (12), Antibiotika (7) og Migræne (3)".
    pub fn top(&self, reference: &FigureRef, count: usize, numbers: bool, lower: bool) -> String {
        let Some(members) = self.series(reference) else { return format!("⟨{reference}⟩") };
        let mut members: Vec<&Member> =
            members.iter().filter(|member| member.value.is_some_and(|value| value != 0.0)).collect();
        members.sort_by(|a, b| b.value.unwrap_or_default().total_cmp(&a.value.unwrap_or_default()));
        // Members that tie with the last one named are named too: which of them came first would be chance.
        let last = members.get(count.saturating_sub(1)).and_then(|member| member.value);
        let items: Vec<String> = members
            .into_iter()
            .enumerate()
            .take_while(|(i, member)| *i < count || member.value == last)
            .map(|(_, member)| {
                let label = if lower { danish::uncapitalised(&member.label) } else { member.label.clone() };
                if numbers { format!("{label} ({})", self.print(&reference.id, member.value)) } else { label }
            })
            .collect();
        danish::list(&items)
    }

    /// The first period of a series over time.
    pub fn first_period(&self, reference: &FigureRef) -> String {
        let first = self.series(reference).and_then(|members| members.first()?.key.last().cloned());
        first.unwrap_or_else(|| format!("⟨{reference}⟩"))
    }

    /// The day that a stock is counted on; for other figures the last day of the period.
    pub fn as_of(&self, reference: &FigureRef) -> Option<NaiveDate> {
        self.current(reference)?;
        Some(self.manner(reference).and_then(|manner| manner.as_of).unwrap_or_else(|| self.period().last()))
    }

    fn manner(&self, reference: &FigureRef) -> Option<&Manner> {
        self.manners.get(&reference.id)
    }

    /// The value; `None` and a miss if the name is not that of a number.
    fn current(&self, reference: &FigureRef) -> Option<Option<f64>> {
        match self.current.lookup(reference) {
            Lookup::Number(value) => Some(value),
            other => self.miss(reference, other),
        }
    }

    /// The members; `None` and a miss if the name is not that of a series.
    fn series(&self, reference: &FigureRef) -> Option<&[Member]> {
        match self.current.lookup(reference) {
            Lookup::Series(members) => Some(members),
            other => self.miss(reference, other),
        }
    }

    /// Records a name that leads to something else than the function needs.
    fn miss<T>(&self, reference: &FigureRef, found: Lookup<'_>) -> Option<T> {
        let kind = match found {
            Lookup::Number(_) | Lookup::Series(_) => Miss::Shape,
            Lookup::NoMember => Miss::Member,
            Lookup::NoFigure => Miss::Figure,
        };
        let miss = kind(reference.clone());
        let mut misses = lock(&self.misses);
        if !misses.contains(&miss) {
            misses.push(miss);
        }
        None
    }

    /// The value in the snapshot before, and when that was: "i 2023", or "den 1. april 2024" for a stock that is counted on a
    /// day outside its period. `None` if the definition has changed in between.
    fn before(&self, reference: &FigureRef) -> Option<(Option<f64>, String)> {
        let previous = self.previous.as_ref()?;
        let figure = self.current.comparable(previous, &reference.id)?;
        let period = &previous.period;
        let when = match figure.as_of {
            Some(day) if !(period.start..period.end).contains(&day) => format!("den{NBSP}{}", danish::date(day)),
            _ if period.is_year() => format!("i{NBSP}{}", period.label),
            _ => format!("i perioden {}", period.in_words()),
        };
        match previous.lookup(reference) {
            Lookup::Number(value @ Some(_)) => Some((value, when)),
            _ => None,
        }
    }

    fn write(&self, reference: &FigureRef, value: Option<f64>, style: ProseStyle) -> String {
        let manner = self.manner(reference);
        let unit = manner.and_then(|manner| manner.unit.as_ref());
        let whole = manner.is_some_and(|manner| manner.format == NumberFormat::Decimal(0));
        let gender = unit.map_or(danish::Gender::Common, |unit| unit.gender);
        let word = value.filter(|_| whole && !style.digits).and_then(|value| danish::small_number_word(value, gender));
        let number = match (value, word) {
            (None, _) => return "et ukendt antal".to_owned(),
            (_, Some(word)) => word.to_owned(),
            (value, None) => self.print(&reference.id, value),
        };
        match unit.filter(|_| style.unit) {
            Some(unit) => danish::with_unit(&number, if value == Some(1.0) { &unit.one } else { &unit.many }),
            None => number,
        }
    }
}

/// Locks a list; one that a panicking thread left behind is still whole, since it only grows.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn finish(text: String, style: ProseStyle) -> String {
    if style.capital { danish::capitalised(&text) } else { text }
}
