//! The change of a row between two columns, or of a column between two rows: `Sygehus henviste 36 flere end i 2023`, `er steget med
//! 39 % siden 2022`, `Fra 1. til 3. kvartal voksede ventetiden med 8,8 dage`.

use super::clause::TableClause;
use super::predicate::movement;
use crate::proofread::checks::about_tables::year_columns;
use crate::proofread::checks::changes::words::{direction, is_comparative, moved};
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::retold::money::unit;

/// Greatest distance at which an amount is meant to be that of the last two years, as a share of it.
const NEAR: f64 = 0.5;
const KNOWN: [WordClass; 16] = [
    EARLIER,
    PLANS,
    CURRENCY,
    MORE,
    LESS,
    VAGUE,
    RISES,
    FALLS,
    EQUALS,
    THAT_IS,
    FINITE,
    MOVED,
    CHANGE_NOUNS,
    ONWARD,
    TIMES,
    words![mest størst største målt procent procentvise procentpoint på ventes forhold samlede hele samme periode forbrug forbruget aktivitet aktiviteten omfang niveau],
];

pub(super) fn check(clause: &TableClause<'_>) -> Vec<Claim> {
    from_to(clause).or_else(|| changed(clause)).into_iter().collect()
}

/// Two cells of which the second is the later.
struct CellChange<'a> {
    /// Of the row, if they are in one.
    name: Option<String>,
    from: (&'a PrintedRow, PrintedNumber),
    to: (&'a PrintedRow, PrintedNumber),
}

/// When an amount that follows from none of the changes is meant to be the likeliest.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meant {
    Always,
    IfNear,
    Never,
}

fn changed(clause: &TableClause<'_>) -> Option<Claim> {
    let (own, rises) = amount(clause).or_else(|| in_percent(clause))?;
    let between = between_rows(clause).or_else(|| between_columns(clause)).filter(|_| own.is_exact);
    let is_between = between.is_some();
    let (changes, meant) = match between {
        Some(change) => (vec![change], Meant::Always),
        None => of_row(clause, own)?,
    };
    let is_other =
        !is_between && clause.has_word(&[DENIALS, PARTITIVES]) || meant != Meant::Always && clause.has_word(&[AGAINST]);
    if is_other || !clause.is_covered(&KNOWN) {
        return None;
    }
    let judged: Vec<(&CellChange<'_>, f64, bool)> = changes
        .iter()
        .filter_map(|change| change.judge(clause, own, rises).map(|(exact, holds)| (change, exact, holds)))
        .collect();
    let is_near = |exact: f64| (exact - own.value()).abs() <= NEAR * exact.abs().max(own.value());
    let is_meant = |exact: f64| meant == Meant::Always || meant == Meant::IfNear && is_near(exact);
    let first = judged.first().filter(|(change, exact, _)| std::ptr::eq(*change, &changes[0]) && is_meant(*exact));
    let (change, exact, holds) = judged.iter().find(|(.., holds)| *holds).or(first)?;
    let ((first, from), (last, to)) = (change.from, change.to);
    let moved = if to.value < from.value { "et fald" } else { "en stigning" };
    let size = if *holds { own.number.to_string() } else { own.number.corrected(exact.abs() / own.scale) };
    let link = if *holds { "som der står.".to_owned() } else { format!("men der står {}.", own.number) };
    let called = clause.table.called();
    let computation = match &change.name {
        Some(name) => format!("»{name}« går fra {from} til {to} i {called}, {moved} på {size}, {link}"),
        None => format!("Fra {from} til {to} i {called} er {moved} på {size}, {link}"),
    };
    let claim = clause.claim(Code::PrintedChange, *holds, computation, Some(last), [own.number]);
    Some(claim.about(first.index, [from]).about(last.index, [to]))
}

impl CellChange<'_> {
    /// The change as the amount measures it, above 0 if it is in the stated direction, and whether it is the amount.
    fn judge(&self, clause: &TableClause<'_>, own: &Quantity<'_>, rises: bool) -> Option<(f64, bool)> {
        let (from, to) = (self.from.1, self.to.1);
        let (kind, scale) = match own.kind {
            QuantityKind::Percent if !from.percent => (StatedKind::Percent, 1.0),
            QuantityKind::Points if from.percent => (StatedKind::Difference, 1.0),
            QuantityKind::Plain if !from.percent => (StatedKind::Difference, 1.0),
            QuantityKind::Money if !from.percent => (StatedKind::Difference, unit(clause.table)?),
            _ => return None,
        };
        // »Forløb pr. måned« counts, although a month is a measure.
        let title = clause.table.title.split(" pr.").next().unwrap_or_default();
        let is_rounded = self.name.as_deref().is_some_and(is_measured) || is_measured(title);
        let slack = |number: &PrintedNumber| if is_rounded { number.half_unit() } else { number.slack() };
        let change = PrintedChange { from, to, is_rounded };
        let side = if rises { 1.0 } else { -1.0 };
        let exact = side * scale * change.computed(kind)?;
        let room = (slack(&from) + slack(&to)) * if kind == StatedKind::Percent { 100.0 / from.value } else { scale };
        let (least, most) = (exact - room, exact + room);
        Some((exact, own.may_tell(own.value().max(least).min(most)) == Some(true)))
    }
}

/// The changes of the row that the clause names, or of the total, the likeliest first.
fn of_row<'a>(clause: &TableClause<'a>, own: &Quantity<'_>) -> Option<(Vec<CellChange<'a>>, Meant)> {
    let is_relative =
        clause.is_than_year_before() && clause.tokens().first().is_some_and(|first| first.word() == "hvor");
    let row = match clause.named_rows()[..] {
        [row] => row,
        // »For medicin var stigningen størst i 2024, hvor der var 31 flere end året før«
        [] if is_relative => clause.only_row()?,
        // »…, en stigning på 9,9 %«, »…, svarende til 6,7 %« go on with the row before.
        [] if goes_on(clause) => clause.only_row().or_else(|| {
            let is_counted = clause.sentence.tokens.first().is_some_and(|first| first.is_in(&[COUNTS]));
            let is_equal = clause.tokens().first().is_some_and(|first| first.is_in(&[EQUALS, THAT_IS, TOGETHER]));
            clause.total_row().filter(|_| is_equal && is_counted && clause.names_no_row())
        })?,
        [] if clause.names_no_row() && (clause.tells_group() || is_counted(clause, own))
            || clause.has_word(&[TOGETHER, words![samlede hele]]) =>
        {
            clause.total_row()?
        }
        _ => return None,
    };
    let change = |(from, to): (usize, usize)| {
        let (from, to) = ((row, row.value(from)?.plain()), (row, row.value(to)?.plain()));
        Some(CellChange { name: Some(row.name().to_owned()), from, to })
    };
    // »Flere end i 2023« without another year is said of the other of two years, or of the last.
    let told = years(&clause.sentence.tokens).len();
    let is_than =
        clause.has_word(&[words![end siden fra forhold]]) || year_columns(clause.table).len() == 2 || told == 2;
    let is_exact = own.is_exact || own.word_before() == "mod";
    let is_budgeted = has_any(&clause.sentence.tokens, &[BUDGETED]);
    let has_unit = own.kind != QuantityKind::Money || unit(clause.table) == Some(own.scale);
    let is_named = is_than && is_exact && has_unit && (clause.named_rows().len() == 1 || is_relative);
    let pair = clause.year_pair().filter(|_| is_named);
    if let Some(change) = pair.and_then(change) {
        return Some((vec![change], Meant::Always));
    }
    // It may be between any other columns: a budget and an account.
    let years = clause.year_pairs();
    let columns = || 0..clause.table.width();
    let others = columns().flat_map(|from| columns().map(move |to| (from, to)));
    let meant = if !years.is_empty() && !is_budgeted { Meant::IfNear } else { Meant::Never };
    let changes: Vec<CellChange<'a>> = years.into_iter().chain(others).filter_map(change).collect();
    let is_known = own.kind != QuantityKind::Points || goes_on(clause) && clause.year_pair().is_some();
    (is_known && !changes.is_empty()).then_some((changes, meant))
}

/// Whether the amount counts what the table does: »40 flere hændelser«.
fn is_counted(clause: &TableClause<'_>, own: &Quantity<'_>) -> bool {
    let noun = word(&clause.sentence.tokens, Some(own.end + 1));
    is_comparative(word(&clause.sentence.tokens, Some(own.end)))
        && noun.chars().count() > 3
        && clause.names.has_noun(noun)
}

/// Whether the clause states the change of the one before once more: »en stigning på 9,9 %«, »svarende til 6,7 %«.
fn goes_on(clause: &TableClause<'_>) -> bool {
    let words: Vec<&PlacedToken> = clause.tokens().iter().take(3).collect();
    let is_noun = words.iter().any(|placed| placed.is_in(&[CHANGE_NOUNS]));
    words
        .first()
        .is_some_and(|first| first.is_in(&[ONE, THAT_IS]) && is_noun || first.is_in(&[EQUALS, THAT_IS, TOGETHER]))
        // »I alt med 1,6 procentpoint«
        || matches!(words.as_slice(), [first, second, ..] if first.word() == "i" && second.word() == "alt")
}

/// The percentage of `Antallet af hændelser faldt med 20, svarende til 6,7 %`, and whether it is a rise.
fn in_percent<'a, 'b>(clause: &'b TableClause<'a>) -> Option<(&'b Quantity<'a>, bool)> {
    let tokens = &clause.sentence.tokens;
    let [own] = clause.quantities.as_slice() else { return None };
    let rises = (0..clause.range.start).rev().find_map(|at| movement(tokens, at)).flatten()?;
    let is_change = matches!(own.kind, QuantityKind::Percent | QuantityKind::Points);
    let is_plain = goes_on(clause) && is_change && clause.range.end + 1 >= tokens.len();
    // »… er steget hvert år siden 2020, samlet med 39 %«
    let known = [&KNOWN[..], &[EACH]].concat();
    (is_plain && clause.is_covered_from_start(&known)).then_some((own, rises))
}

/// `Fra 1. til 3. kvartal voksede ventetiden med 8,8 dage`
fn between_rows<'a>(clause: &TableClause<'a>) -> Option<CellChange<'a>> {
    let tokens = &clause.sentence.tokens;
    let [first, second] = clause.named_rows()[..] else { return None };
    let [start, end] = clause.rows[..] else { return None };
    let is_from = word(tokens, start.start.checked_sub(1)) == "fra"
        && tokens.get(start.end..end.start)?.iter().all(|placed| placed.is('.') || placed.word() == "til");
    let (own, _) = amount(clause).filter(|_| is_from)?;
    let columns = clause.value_columns(false).into_iter();
    let column = only(columns.filter(|column| clause.is_like(*column, own.number.decimals)))?;
    Some(CellChange { name: None, from: (first, first.value(column)?), to: (second, second.value(column)?) })
}

/// `Fra februar til marts steg antallet med 23`, of the total row or the row that is named.
fn between_columns<'a>(clause: &TableClause<'a>) -> Option<CellChange<'a>> {
    let tokens = clause.tokens();
    let [start, end] = clause.names.columns_in(tokens)[..] else { return None };
    let is_from = word(tokens, start.start.checked_sub(1)) == "fra"
        && tokens.get(start.end..end.start)?.iter().all(|placed| placed.word() == "til");
    let row = match clause.named_rows()[..] {
        [row] => row,
        // »Kokain er steget hvert år, og fra 2023 til 2024 var stigningen på 30 %«
        [] if clause.names_no_row() => clause.total_row()?,
        [] => clause.only_row()?,
        _ => return None,
    };
    let (from, to) = ((row, row.value(start.index)?), (row, row.value(end.index)?));
    is_from.then(|| CellChange { name: Some(row.name().to_owned()), from, to })
}

/// `Sugekop er faldet fra 229 til 225`: one of the two is in the row, and the other should be.
fn from_to(clause: &TableClause<'_>) -> Option<Claim> {
    // »Samlet steg antallet fra 2.402 i 2023 til 2.441 i 2024«
    let row = match clause.named_rows()[..] {
        [row] => row,
        [] if clause.has_word(&[TOGETHER]) && clause.names.rows_in(&clause.sentence.tokens).is_empty() => {
            clause.total_row()?
        }
        _ => return None,
    };
    let [first, second] = clause.quantities.as_slice() else { return None };
    let (from, to) = clause.year_pair()?;
    let is_alike = |own: &Quantity<'_>| own.is_exact && own.kind == first.kind;
    let is_from_to =
        first.word_before() == "fra" && second.word_before() == "til" && is_alike(first) && is_alike(second);
    let pairs = [(row.value(from)?, first.number), (row.value(to)?, second.number)];
    let is_same = |(printed, said): &(PrintedNumber, PrintedNumber)| said.is_rounded_from(printed.value);
    let wrong: Vec<_> = pairs.iter().filter(|pair| !is_same(pair)).collect();
    let has = |said: f64| row.cells.iter().flat_map(|cell| &cell.numbers).any(|number| number.value == said);
    let known = match wrong.as_slice() {
        [] => None,
        // A number of the row may be of another year.
        [(printed, said)] if !has(said.value) && is_slip(said, printed.value) => Some((*printed, *said)),
        _ => return None,
    };
    if !is_from_to || !clause.is_covered(&KNOWN) {
        return None;
    }
    let (printed, said) = known.unwrap_or((pairs[0].0, pairs[0].1));
    let computation = format!("»{}« er {printed} i {} og {said} i teksten.", row.name(), clause.table.called());
    let claim = clause.claim(Code::PrintedTwice, known.is_none(), computation, Some(row), [said]);
    Some(claim.about(row.index, [printed]))
}

/// The only amount of a change in the clause, and whether it is a rise.
fn amount<'a, 'b>(clause: &'b TableClause<'a>) -> Option<(&'b Quantity<'a>, bool)> {
    let tokens = &clause.sentence.tokens;
    let rises = |own: &Quantity<'_>| {
        let after = word(tokens, Some(own.end));
        // »12 gange færre«
        let compared = if is_in(after, &[TIMES]) { own.end + 1 } else { own.end };
        if is_comparative(word(tokens, Some(compared))) {
            return direction(word(tokens, Some(compared))).filter(|_| clause.range.contains(&compared));
        }
        // »Kom 12 læger til«
        let last = clause.tokens().iter().rev().find(|placed| !placed.word().is_empty());
        if clause.has_word(&[words![kom kommet]]) && last.is_some_and(|last| last.word() == "til") {
            return Some(true);
        }
        // »Gik 8.000 tilbage«
        if is_in(after, &[ONWARD]) && own.at > 0 && is_in(own.word_before(), &[GONE]) {
            return Some(after == "frem");
        }
        let is_linked = is_in(own.word_before(), &[words![med på]]) || moved(own.word_before()).is_some();
        // »… steg med 8 %, og dem fra almen praksis med 20 %« has the verb of the clause before.
        let goes_on = own.word_before() == "med"
            && !clause.has_verb()
            && clause.tokens().first().is_some_and(|first| first.is_in(&[AND]));
        let near = if goes_on { 0 } else { clause.range.start }..own.at;
        is_linked.then(|| near.rev().find_map(|at| movement(tokens, at))).flatten().flatten()
    };
    only(clause.quantities.iter().filter_map(|own| Some((own, rises(own)?))))
}
