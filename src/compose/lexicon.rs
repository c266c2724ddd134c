//! The figures that prose, charts and the appendix look up. Records the names that were not found.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::NaiveDate;

use crate::danish::{self, NBSP};
use crate::definition::Definition;
use crate::definition::figure::{NumberFormat, Unit};
use crate::definition::usage::premises::{PremiseVerdict, PremiseVerdicts};
use crate::figure_id::{FigureId, FigureRef};
use crate::period::Period;
use crate::snapshot::{HIDDEN, Lookup, Member, ReportMember, Snapshot};

/// Printed for an unknown number in a table.
pub const UNKNOWN: &str = "*";

/// The figures of a snapshot and of the one before it. [`super::sentences`] writes them in words.
pub struct Lexicon {
    pub(super) current: Snapshot,
    pub(super) previous: Option<Snapshot>,
    styles: HashMap<FigureId, FigureStyle>,
    misses: Mutex<Vec<Miss>>,
    /// Calls that had nothing to print since they were last taken.
    empty_calls: Mutex<Vec<EmptyCall>>,
    explained: Mutex<BTreeSet<FigureId>>,
    premises: PremiseVerdicts,
    /// The premises that the rendered prose rests on.
    used_premises: Mutex<BTreeSet<(String, usize)>>,
    /// The conditions whose alternative text (`else`) is printed.
    used_otherwise: Mutex<BTreeSet<(String, usize)>>,
}

/// How a figure is written.
pub struct FigureStyle {
    pub format: NumberFormat,
    pub unit: Option<Unit>,
    /// The day that a stock is counted on.
    as_of: Option<NaiveDate>,
}

/// A number of the period before.
pub struct PreviousNumber {
    pub value: f64,
    /// "i 2023", or "den 1. april 2024" for a stock that is counted on a day outside its period.
    pub when: String,
}

/// A name in prose that does not refer to what the function needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Miss {
    /// The figure does not exist.
    Figure(FigureRef),
    /// The figure does not have the member.
    Member(FigureRef),
    /// A series where one number is wanted, or the other way round.
    Shape(FigureRef),
}

/// A call in prose that has nothing to name or to compare with, so that its sentence is meaningless.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EmptyCall {
    /// `top` of a series whose numbers are all zero or unknown.
    Top(FigureRef),
    /// `forskel` without two known numbers.
    Difference(FigureRef),
}

impl Miss {
    pub fn name(&self) -> &FigureRef {
        match self {
            Self::Figure(name) | Self::Member(name) | Self::Shape(name) => name,
        }
    }
}

impl Lexicon {
    /// The lexicon of a snapshot; `earlier` are those of earlier periods, the latest first.
    pub fn new(definition: &Definition, current: &Snapshot, earlier: &[Snapshot]) -> Self {
        // A stored snapshot can have figures that are no longer defined.
        let stored = current
            .figures
            .iter()
            .map(|(id, figure)| (id.clone(), FigureStyle { format: figure.format, unit: None, as_of: figure.as_of }));
        let defined = definition.figures.iter().map(|(id, figure)| {
            let as_of = definition.as_of(figure, &current.period);
            (id.clone(), FigureStyle { format: figure.format, unit: figure.unit.clone(), as_of })
        });
        let styles = stored.chain(defined).collect();
        Self {
            current: current.clone(),
            previous: earlier.first().cloned(),
            styles,
            misses: Mutex::default(),
            empty_calls: Mutex::default(),
            explained: Mutex::default(),
            premises: PremiseVerdicts::new(),
            used_premises: Mutex::default(),
            used_otherwise: Mutex::default(),
        }
    }

    /// The lexicon with the verdicts on the premises of the report's texts.
    pub fn with_premises(self, premises: PremiseVerdicts) -> Self {
        Self { premises, ..self }
    }

    /// Whether a premise holds; `None` if there is no such premise. Records that the prose rests on it.
    pub fn premise(&self, template: &str, number: usize) -> Option<PremiseVerdict> {
        let key = (template.to_owned(), number);
        let verdict = self.premises.get(&key).cloned();
        lock(&self.used_premises).insert(key);
        verdict
    }

    /// Records that the text after the `else` of a condition is printed.
    pub fn otherwise(&self, template: &str, number: usize) {
        lock(&self.used_otherwise).insert((template.to_owned(), number));
    }

    /// Whether the text after the `else` of a condition is printed.
    pub fn is_otherwise(&self, template: &str, number: usize) -> bool {
        lock(&self.used_otherwise).contains(&(template.to_owned(), number))
    }

    /// The verdict of a premise that the rendered prose rests on.
    pub fn used_premise(&self, template: &str, number: usize) -> Option<PremiseVerdict> {
        let key = (template.to_owned(), number);
        self.premises.get(&key).filter(|_| lock(&self.used_premises).contains(&key)).cloned()
    }

    /// The names of the members of a series; empty for a number.
    pub fn member_names(&self, id: &FigureId) -> Vec<String> {
        match self.current.lookup(&id.whole()) {
            Lookup::Series(members) => members.iter().map(Member::name).collect(),
            _ => Vec::new(),
        }
    }

    /// The period of the report.
    pub fn period(&self) -> &Period {
        &self.current.period
    }

    /// The member of a batch that the report is about.
    pub fn member(&self) -> Option<&ReportMember> {
        self.current.member.as_ref()
    }

    /// The period before, if there is a snapshot of it.
    pub fn previous(&self) -> Option<&Period> {
        self.previous.as_ref().map(|previous| &previous.period)
    }

    /// The misses so far, each once.
    pub fn misses(&self) -> Vec<Miss> {
        lock(&self.misses).clone()
    }

    /// Records a call that has nothing to print.
    pub(super) fn record_empty(&self, call: EmptyCall) {
        let mut calls = lock(&self.empty_calls);
        if !calls.contains(&call) {
            calls.push(call);
        }
    }

    /// Returns and clears the calls with nothing to print: those of the template that was rendered last.
    pub fn take_empty_calls(&self) -> Vec<EmptyCall> {
        std::mem::take(&mut *lock(&self.empty_calls))
    }

    /// A value of the figure in digits, as tables print it.
    pub fn print(&self, id: &FigureId, value: Option<f64>) -> String {
        match (self.styles.get(id), value) {
            (Some(style), Some(value)) => style.format.print(value),
            (Some(_), None) => UNKNOWN.to_owned(),
            (None, _) => self.miss(&id.whole(), Lookup::NoFigure).unwrap_or_else(|| format!("⟨{id}⟩")),
        }
    }

    /// The number of a member of the figure in digits.
    pub fn print_member(&self, id: &FigureId, member: &Member) -> String {
        if member.hidden { HIDDEN.to_owned() } else { self.print(id, member.value) }
    }

    /// A number in digits; `None` for a series.
    pub fn digits(&self, figure: &FigureRef) -> Option<String> {
        match self.current.lookup(figure) {
            Lookup::Number(_) if self.current.is_hidden(figure) => Some(HIDDEN.to_owned()),
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

    /// The ids of the chapters.
    pub fn chapters(&self) -> impl Iterator<Item = &str> {
        self.current.chapters.keys().map(String::as_str)
    }

    /// The first period of a series over time.
    pub fn first_period(&self, reference: &FigureRef) -> String {
        let first = self.series(reference).and_then(|members| members.first()?.key.last().cloned());
        first.unwrap_or_else(|| format!("⟨{reference}⟩"))
    }

    /// The day that a stock is counted on; for other figures the last day of the period.
    pub fn as_of(&self, reference: &FigureRef) -> Option<NaiveDate> {
        self.current(reference)?;
        Some(self.style(reference).and_then(|style| style.as_of).unwrap_or_else(|| self.period().last()))
    }

    pub fn style(&self, reference: &FigureRef) -> Option<&FigureStyle> {
        self.styles.get(&reference.id)
    }

    /// The value, `Some(None)` if it is unknown. If the reference is not to a number, returns `None` and records a miss.
    pub fn current(&self, reference: &FigureRef) -> Option<Option<f64>> {
        match self.current.lookup(reference) {
            Lookup::Number(value) => Some(value),
            other => self.miss(reference, other),
        }
    }

    /// The members. If the reference is not to a series, returns `None` and records a miss.
    pub fn series(&self, reference: &FigureRef) -> Option<&[Member]> {
        match self.current.lookup(reference) {
            Lookup::Series(members) => Some(members),
            other => self.miss(reference, other),
        }
    }

    /// Records a name that refers to something other than the function needs.
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

    /// The number in the snapshot before; `None` if it is unknown or its definition has changed since.
    pub fn before(&self, reference: &FigureRef) -> Option<PreviousNumber> {
        let previous = self.previous.as_ref()?;
        let figure = self.current.comparable(previous, &reference.id)?;
        let period = &previous.period;
        let when = match figure.as_of {
            Some(day) if !(period.start..period.end).contains(&day) => format!("den{NBSP}{}", danish::date(day)),
            _ if period.is_year() => format!("i{NBSP}{}", period.label),
            _ => format!("i perioden {}", period.in_words()),
        };
        let value = figure.number(reference.member.as_deref())?;
        Some(PreviousNumber { value, when })
    }
}

/// Locks a list. Ignores poisoning, because lists only grow and so are never inconsistent.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
