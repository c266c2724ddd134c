//! What a clause says of rows: that their number rose, fell, is unchanged, or is above or below a bound.

use super::clause::{TableClause, is_mean};
use super::names::Mention;
use crate::proofread::checks::about_tables::year_columns;
use crate::proofread::checks::changes::words::{direction, is_comparative};
use crate::proofread::checks::prelude::*;

/// Words of a sentence whose statement is not one about each row.
const OTHERWISE: [WordClass; 5] = [DENIALS, NEARLY, PER, PLANS, words![blandt samlet mest mindst ca cirka]];
/// Words before a bound, whether it is a lower one, and whether the bound itself is meant too.
const BOUNDS: [(&str, bool, bool); 6] = [
    ("over", true, false),
    ("under", false, false),
    ("mindst", true, true),
    ("højst", false, true),
    ("minimum", true, true),
    ("maksimalt", false, true),
];
/// Participles of an upper bound that was not kept.
const EXCEEDED: [WordClass; 1] = [words![overskredet overskrides]];
/// Most tokens between »under« and »gennemsnit«.
const MEAN_NEAR: usize = 3;
/// Words before »end« and a bound.
const THAN: [(&str, bool); 6] =
    [("mere", true), ("flere", true), ("højere", true), ("mindre", false), ("færre", false), ("lavere", false)];

/// A statement that a row can fulfil.
pub(super) struct RowPredicate {
    kind: PredicateKind,
    /// As printed.
    pub(super) said: String,
    /// Index of the token of the bound, which is not the count of a quantifier.
    pub(super) at: Option<usize>,
}

enum PredicateKind {
    /// Above 0 if it rose.
    Moved {
        rises: Option<bool>,
        columns: MovedColumns,
    },
    Bound {
        value: f64,
        is_least: bool,
        is_included: bool,
        column: usize,
    },
}

#[derive(Clone, Copy)]
enum MovedColumns {
    /// A column of signed changes.
    Stated(usize),
    Between(usize, usize),
}

impl RowPredicate {
    /// The only statement of the clause.
    pub(super) fn of(clause: &TableClause<'_>) -> Option<Self> {
        // »I gennemsnit over 20« refers to all rows together.
        let is_average = clause.tokens().windows(2).any(|pair| pair[0].word() == "i" && pair[1].word() == "gennemsnit");
        if is_average || clause.has_word(&OTHERWISE) && !clause.has_word(&[words![højst mindst]]) {
            return None;
        }
        Self::against_mean(clause)
            .or_else(|| Self::moved(clause))
            .or_else(|| Self::bound(clause))
            .or_else(|| Self::met(clause))
            .or_else(|| Self::target(clause))
    }

    /// `færre besøg end gennemsnittet`, `over regionens gennemsnit`: the bound is that of all rows.
    fn against_mean(clause: &TableClause<'_>) -> Option<Self> {
        let tokens = &clause.sentence.tokens;
        let mean =
            clause.range.clone().find(|at| is_in(word(tokens, Some(*at)), &[words![gennemsnittet gennemsnit]]))?;
        let side = |at: usize| match word(tokens, Some(at)) {
            "over" => Some(true),
            "under" => Some(false),
            own if is_comparative(own) && (at + 1..mean).any(|end| word(tokens, Some(end)) == "end") => direction(own),
            _ => None,
        };
        let (at, is_least) = (clause.range.start..mean).rev().find_map(|at| Some((at, side(at)?)))?;
        let is_of = |column: &usize| {
            is_mean(clause.table, *column)
                || clause.total_row().is_some_and(|row| row.value(*column).is_some_and(|own| own.percent))
        };
        let columns: Vec<usize> = (0..clause.table.width())
            .filter(|column| !is_change(clause.table.column(*column)) && is_of(column))
            .collect();
        let named: Vec<usize> = columns.iter().copied().filter(|column| clause.columns.contains(column)).collect();
        let column = only(named).or_else(|| only(columns))?;
        // With a number, that is the bound.
        let total = clause.total_row()?.value(column).filter(|_| !clause.quantities.iter().any(|own| own.at > mean))?;
        let text = clause.sentence.text.get(tokens.get(at)?.start..tokens.get(mean)?.end)?;
        let kind = PredicateKind::Bound { value: total.value, is_least, is_included: false, column };
        Some(Self { kind, said: text.to_owned(), at: None })
    }

    /// A change, as [`Self::of`] reads it, also of the row that changed most.
    pub(super) fn of_change(clause: &TableClause<'_>) -> Option<Self> {
        Self::moved(clause)
    }

    fn moved(clause: &TableClause<'_>) -> Option<Self> {
        let tokens = &clause.sentence.tokens;
        let found: Vec<(usize, Option<bool>)> =
            clause.range.clone().filter_map(|at| Some((at, movement(tokens, at)?))).collect();
        let (first, rises) = *found.first()?;
        if found.iter().any(|(_, other)| *other != rises) {
            return None;
        }
        let columns = match clause.year_pair() {
            Some((from, to)) => MovedColumns::Between(from, to),
            None => MovedColumns::Stated(stated_column(clause)?),
        };
        let said = word(tokens, Some(first)).to_owned();
        Some(Self { kind: PredicateKind::Moved { rises, columns }, said, at: None })
    }

    /// `over 75 %`, `mindst 20 forløb`
    fn bound(clause: &TableClause<'_>) -> Option<Self> {
        // »Under 50 år« may be about something that the table does not have.
        let is_of_table = |own: &&Quantity<'_>| {
            own.noun_words().next().is_none_or(|noun| is_in(noun, &[MET])) || clause.counts_rows(own)
        };
        let (own, (is_least, is_included, start)) =
            only(clause.quantities.iter().filter(is_of_table).filter_map(|own| Some((own, side(own)?))))?;
        let tokens = &clause.sentence.tokens;
        let text = clause.sentence.text.get(tokens.get(start)?.start..tokens.get(own.end.checked_sub(1)?)?.end)?;
        let column = bound_column(clause, own)?;
        let kind = PredicateKind::Bound { value: own.value(), is_least, is_included, column };
        Some(Self { kind, said: text.to_owned(), at: Some(own.at) })
    }

    /// `opfylder målet på 90 %`
    fn met(clause: &TableClause<'_>) -> Option<Self> {
        let tokens = &clause.sentence.tokens;
        let verb = clause.range.clone().find(|at| is_in(word(tokens, Some(*at)), &[MEETS]))?;
        let named = (verb..clause.range.end).find(|at| TARGETS.contains(&word(tokens, Some(*at))))?;
        let goal = clause.quantities.iter().find(|own| own.at > named && own.at - named <= 2)?;
        let column = bound_column(clause, goal).filter(|_| goal.kind == QuantityKind::Percent && goal.is_exact)?;
        let kind = PredicateKind::Bound { value: goal.value(), is_least: true, is_included: true, column };
        Some(Self { kind, said: word(tokens, Some(verb)).to_owned(), at: Some(goal.at) })
    }

    /// `Målet er højst 25 dage. Det blev overholdt i …`
    fn target(clause: &TableClause<'_>) -> Option<Self> {
        let met = clause.tokens().iter().find(|placed| placed.is_in(&[MET]) || placed.is_in(&EXCEEDED))?;
        let before = clause.before?;
        let is_target = before.tokens.iter().any(|placed| placed.is_in(&[TARGETS]));
        // »95 % begynder inden 14 dage«
        let all: Vec<Quantity<'_>> = before.quantities();
        let goal = &only(all.iter().copied().filter(|own| own.kind == QuantityKind::Percent)).or_else(|| only(all))?;
        let (is_least, is_included, _) = side(goal).unwrap_or((true, true, 0));
        let named = clause.names.columns_in(&before.tokens);
        let is_alike = |column: &Mention| {
            let mut values = clause.table.rows.iter().filter_map(|row| row.value(column.index));
            values.any(|value| value.percent == (goal.kind == QuantityKind::Percent))
        };
        let named = only(named.into_iter().filter(is_alike)).map(|column| column.index);
        let column = named.or_else(|| bound_column(clause, goal)).filter(|_| is_target)?;
        // »Højst 30 %. Det blev overskredet i én måned«
        let is_over = met.is_in(&EXCEEDED) && !is_least;
        let (is_least, is_included) = if is_over { (true, false) } else { (is_least, is_included || is_least) };
        if met.is_in(&EXCEEDED) && !is_over {
            return None;
        }
        let kind = PredicateKind::Bound { value: goal.value(), is_least, is_included, column };
        Some(Self { kind, said: met.word().to_owned(), at: None })
    }

    /// `None` if the row lacks a number.
    pub(super) fn holds(&self, row: &PrintedRow) -> Option<bool> {
        match self.kind {
            PredicateKind::Moved { rises, columns } => {
                let moved = columns.change(row)?;
                Some(match rises {
                    Some(true) => moved > 0.0,
                    Some(false) => moved < 0.0,
                    None => moved == 0.0,
                })
            }
            PredicateKind::Bound { value, is_least, is_included, column } => {
                let own = row.value(column)?.value;
                Some(own == value && is_included || if is_least { own > value } else { own < value })
            }
        }
    }

    /// The change of the row. `None` if the statement is about a bound.
    pub(super) fn change(&self, row: &PrintedRow) -> Option<f64> {
        let PredicateKind::Moved { columns, .. } = self.kind else { return None };
        columns.change(row)
    }

    /// The change of the row as a share of its first number.
    pub(super) fn relative(&self, row: &PrintedRow) -> Option<f64> {
        let PredicateKind::Moved { columns: MovedColumns::Between(from, to), .. } = self.kind else { return None };
        let (from, to) = (row.value(from)?.value, row.value(to)?.value);
        (from > 0.0).then_some((to - from) / from)
    }

    /// The columns of the two years that it is a change between.
    pub(super) fn years(&self) -> Option<(usize, usize)> {
        match self.kind {
            PredicateKind::Moved { columns: MovedColumns::Between(from, to), .. } => Some((from, to)),
            _ => None,
        }
    }

    pub(super) fn rises(&self) -> Option<bool> {
        if let PredicateKind::Moved { rises, .. } = self.kind { rises } else { None }
    }
}

impl MovedColumns {
    fn change(self, row: &PrintedRow) -> Option<f64> {
        match self {
            Self::Stated(column) => Some(row.value(column)?.value),
            Self::Between(from, to) => Some(row.value(to)?.value - row.value(from)?.value),
        }
    }
}

/// The only column of changes, if one of its numbers has a sign. An index is above 0 all the time.
fn stated_column(clause: &TableClause<'_>) -> Option<usize> {
    let is_signed =
        |column: &usize| clause.table.rows.iter().any(|row| row.cells.get(*column).is_some_and(|cell| cell.is_signed));
    only((0..clause.table.width()).filter(|column| is_change(clause.table.column(*column)) && is_signed(column)))
}

/// Whether the word says that a number rose, fell, or (`Some(None)`) is unchanged.
pub(super) fn movement(tokens: &[PlacedToken], at: usize) -> Option<Option<bool>> {
    let own = word(tokens, Some(at));
    let before = [1, 2, 3].map(|back| word(tokens, at.checked_sub(back)));
    let has_gone = before.iter().any(|word| is_in(word, &[GONE]));
    match own {
        "frem" if has_gone => Some(Some(true)),
        "tilbage" if has_gone => Some(Some(false)),
        // »Mere« may be of anything, and »over« a bound.
        "mere" | "mindre" => None,
        // »Flere end 20« is a bound.
        _ if word(tokens, Some(at + 1)) == "end"
            && tokens.get(at + 2).is_some_and(|next| next.number().is_some_and(|number| !number.is_year)) =>
        {
            None
        }
        _ if is_in(own, &[UNCHANGED]) => Some(None),
        _ => direction(own).map(Some),
    }
}

/// The side of a bound, whether the bound is included, and the index of its first word.
fn side(own: &Quantity<'_>) -> Option<(bool, bool, usize)> {
    let tokens = &own.sentence.tokens;
    let before = own.at.checked_sub(1)?;
    // »Andelen højst er 30 %«
    let before = before - usize::from(before > 0 && is_in(word(tokens, Some(before)), &[BE]));
    let said = word(tokens, Some(before));
    // »Under regionens gennemsnit på 74 %«
    if said == "på" {
        let is_mean = |at: usize| word(tokens, Some(at)).starts_with("gennemsnit");
        let mean = before.checked_sub(1).filter(|at| is_mean(*at))?;
        let side = (mean.saturating_sub(MEAN_NEAR)..mean)
            .rev()
            .find(|at| is_in(word(tokens, Some(*at)), &[words![over under]]))?;
        return Some((word(tokens, Some(side)) == "over", false, side));
    }
    if said == "end" {
        let than = before.checked_sub(1)?;
        return THAN.iter().find(|(name, _)| *name == word(tokens, Some(than))).map(|(_, least)| (*least, false, than));
    }
    BOUNDS.iter().find(|(name, ..)| *name == said).map(|(_, least, included)| (*least, *included, before))
}

/// The only column of such numbers; of several, the only one of averages.
fn bound_column(clause: &TableClause<'_>, own: &Quantity<'_>) -> Option<usize> {
    let columns = clause.value_columns(own.kind == QuantityKind::Percent);
    let only = |found: &[usize]| if let [only] = found { Some(*only) } else { None };
    let means: Vec<usize> = columns.iter().copied().filter(|column| is_mean(clause.table, *column)).collect();
    // Of several years, the last is meant.
    let times = year_columns(clause.table);
    let last = times.iter().max_by(|one, two| one.1.total_cmp(&two.1)).map(|(column, _)| *column);
    let is_of_years = times.len() == columns.len() && years(&clause.sentence.tokens).is_empty();
    only(&columns)
        .or_else(|| only(&means).filter(|_| own.kind != QuantityKind::Percent))
        .or(last.filter(|last| is_of_years && columns.contains(last)))
}
