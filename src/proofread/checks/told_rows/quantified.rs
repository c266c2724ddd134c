//! Which rows a text says something of: `Tre af de fire plejehjem er gået frem`, `Juni er den eneste måned med tilbagegang`,
//! `over 75 % for alle diagnoser undtagen ryg`.

use super::clause::{TableClause, listed};
use super::predicate::RowPredicate;
use crate::proofread::checks::prelude::*;

/// With fewer rows, a text says nothing of all of them.
const FEWEST_ROWS: usize = 3;
/// Most rows that a message names.
const MOST_NAMED: usize = 3;
/// Words of the statements that say nothing about what is counted.
const KNOWN: [WordClass; 14] = [
    EARLIER,
    ONWARD,
    FINITE,
    MOVED,
    MORE,
    LESS,
    VAGUE,
    CHANGE_NOUNS,
    UNCHANGED,
    EXCEPT,
    MEETS,
    MET,
    TARGETS,
    words![mindst højst ingen standarden regionens landets kommunens gennemsnit gennemsnittet nået],
];

/// The rows that a statement is said to hold for.
enum RowQuantifier<'a> {
    Rows(Vec<&'a PrintedRow>),
    /// For these and no other.
    Only(Vec<&'a PrintedRow>),
    All,
    AllBut(Vec<&'a PrintedRow>),
    Nobody,
    Count(PrintedNumber),
}

pub(super) fn check(clause: &TableClause<'_>) -> Vec<Claim> {
    claim(clause).into_iter().chain(listed_after(clause)).collect()
}

/// `I to af de fem kommuner lå den under gennemsnittet på 74 %, nemlig Fjordby og Lundborg`: the rows after the statement are those that
/// it holds for.
fn listed_after(clause: &TableClause<'_>) -> Option<Claim> {
    let tokens = &clause.sentence.tokens;
    let predicate = RowPredicate::of(clause)?;
    let after = tokens.get(clause.range.end + 1..)?;
    let is_led = after.first().is_some_and(|first| first.is_in(&[THAT_IS]));
    let mentions = clause.names.rows_in(after);
    let is_row = |at: usize| mentions.iter().any(|row| (row.start..row.end).contains(&at));
    let is_list = after
        .iter()
        .enumerate()
        .skip(1)
        .all(|(at, placed)| placed.word().is_empty() || is_row(at) || placed.is_in(&[AND]));
    if !is_led || !is_list || mentions.is_empty() || !clause.rows.is_empty() || !clause.is_covered(&KNOWN) {
        return None;
    }
    let ranked = clause.ranked_rows();
    let held: Vec<bool> = ranked.iter().map(|row| predicate.holds(row)).collect::<Option<_>>()?;
    let holding: Vec<&PrintedRow> = ranked.iter().zip(&held).filter(|(_, held)| **held).map(|(row, _)| *row).collect();
    let named: Vec<&PrintedRow> = mentions.iter().filter_map(|mention| clause.row(mention)).collect();
    let holds =
        named.len() == holding.len() && named.iter().all(|row| holding.iter().any(|own| own.index == row.index));
    let (said, called) = (&predicate.said, clause.table.called());
    let computation = if holds {
        format!("Rækkerne i {called} passer til »{said}«.")
    } else {
        format!(
            "I {called} gælder »{said}« for {}, men teksten nævner {}.",
            self::named(&holding, ranked.len()),
            listed(&named)
        )
    };
    let claim = clause.claim(Code::PrintedWords, holds, computation, None, None);
    Some(Claim { passage: clause.sentence.passage(clause.range.start, tokens.len()), ..claim })
}

fn claim(clause: &TableClause<'_>) -> Option<Claim> {
    let predicate = RowPredicate::of(clause)?;
    let ranked = clause.ranked_rows();
    let quantifier = RowQuantifier::of(clause, &predicate, ranked.len())?;
    if ranked.len() < FEWEST_ROWS || !clause.is_covered(&KNOWN) {
        return None;
    }
    let held: Vec<bool> = ranked.iter().map(|row| predicate.holds(row)).collect::<Option<_>>()?;
    let holding: Vec<&PrintedRow> = ranked.iter().zip(&held).filter(|(_, held)| **held).map(|(row, _)| *row).collect();
    let holds = quantifier.holds(&holding, &ranked);
    let said = &predicate.said;
    let called = clause.table.called();
    let computation = if holds {
        format!("Rækkerne i {called} passer til »{said}«.")
    } else if let (RowQuantifier::Rows(rows), Some((from, to))) = (&quantifier, predicate.years()) {
        let row = rows.iter().find(|row| predicate.holds(row) == Some(false))?;
        let (from, to) = (row.value(from)?, row.value(to)?);
        format!("{} går fra {from} til {to} i {called}, men der står »{said}«.", listed(&[*row]))
    } else {
        format!(
            "I {called} gælder »{said}« for {}, men teksten siger {}.",
            named(&holding, ranked.len()),
            quantifier.told()
        )
    };
    let of = if let RowQuantifier::Count(number) = quantifier { Some(number) } else { None };
    Some(clause.claim(Code::PrintedWords, holds, computation, None, of))
}

impl<'a> RowQuantifier<'a> {
    fn of(clause: &TableClause<'a>, predicate: &RowPredicate, count: usize) -> Option<Self> {
        let tokens = &clause.sentence.tokens;
        let rows = clause.named_rows();
        let at = |words: &[&str]| clause.range.clone().find(|at| words.contains(&word(tokens, Some(*at))));
        if at(&["eneste"]).is_some() {
            return (rows.len() == 1).then_some(Self::Only(rows));
        }
        // »Alle fem temaer« counts the rows.
        let is_all = |own: &Quantity<'_>| is_in(own.word_before(), &[ALL]) && own.value() == count as f64;
        let counts: Vec<_> =
            clause.quantities.iter().filter(|own| Some(own.at) != predicate.at && !is_all(own)).collect();
        if let [part, whole] = counts.as_slice() {
            let between = tokens.get(part.at + 1..whole.at)?;
            let is_of = between.iter().any(|placed| placed.word() == "af") && between.len() <= 3;
            let is_whole = whole.value() == count as f64 && is_about_rows(clause, whole.at + 1);
            return (is_of && is_whole && part.is_exact && rows.is_empty()).then_some(Self::Count(part.number));
        }
        // »I tre kommuner blev målet på mindst 80 % nået«
        if let [count] = counts.as_slice()
            && count.is_count()
            && count.is_exact
            && rows.is_empty()
            && clause.names.is_row_noun(word(tokens, Some(count.end)))
            && !is_in(count.word_before(), &[words![de alle]])
        {
            return Some(Self::Count(count.number));
        }
        if !counts.is_empty() {
            return None;
        }
        if let Some(all) = at(&["alle", "samtlige"]) {
            let is_except = at(&["undtagen", "bortset", "nær"]).is_some();
            let is_plain = is_about_rows(clause, all + 1) && is_except != rows.is_empty();
            return is_plain.then_some(if is_except { Self::AllBut(rows) } else { Self::All });
        }
        if let Some(nobody) = at(&["ingen", "intet"]) {
            return (is_about_rows(clause, nobody + 1) && rows.is_empty()).then_some(Self::Nobody);
        }
        let is_only = clause.rows.first().is_some_and(|row| word(tokens, row.start.checked_sub(1)) == "kun");
        match rows.len() {
            0 => None,
            _ if is_only => Some(Self::Only(rows)),
            _ => Some(Self::Rows(rows)),
        }
    }

    fn holds(&self, holding: &[&PrintedRow], ranked: &[&PrintedRow]) -> bool {
        let has = |row: &&PrintedRow| holding.iter().any(|other| other.index == row.index);
        match self {
            // An item or a total is not among the rows that were compared.
            Self::Rows(rows) => rows.iter().all(|row| has(row) || !ranked.iter().any(|other| other.index == row.index)),
            Self::Only(rows) => rows.iter().all(has) && rows.len() == holding.len(),
            Self::All => holding.len() == ranked.len(),
            Self::AllBut(rows) => !rows.iter().any(has) && rows.len() + holding.len() == ranked.len(),
            Self::Nobody => holding.is_empty(),
            Self::Count(number) => number.value == holding.len() as f64,
        }
    }

    fn told(&self) -> String {
        match self {
            Self::Rows(rows) => listed(rows),
            Self::Only(rows) => format!("kun {}", listed(rows)),
            Self::All => "alle".to_owned(),
            Self::AllBut(rows) => format!("alle undtagen {}", listed(rows)),
            Self::Nobody => "ingen".to_owned(),
            Self::Count(number) => word_of(number),
        }
    }
}

/// Whether a noun for the rows follows, with »de« or a number before it: »alle fire plejehjem«.
fn is_about_rows(clause: &TableClause<'_>, at: usize) -> bool {
    let near = clause.sentence.tokens.get(at..(at + 3).min(clause.range.end)).unwrap_or_default();
    near.iter().any(|placed| clause.names.is_row_noun(placed.word()))
}

fn named(rows: &[&PrintedRow], count: usize) -> String {
    match rows.len() {
        0 => "ingen rækker".to_owned(),
        all if all == count => "alle rækker".to_owned(),
        few if few <= MOST_NAMED => listed(rows),
        many => format!("{} rækker", word_of(&PrintedNumber::whole(many as f64))),
    }
}
