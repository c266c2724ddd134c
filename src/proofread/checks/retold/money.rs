//! Amounts of money that running text states in another unit than the table: `et overskud på 77 mio. kr.`, where the table has 77.000 kr.

use super::super::about_tables::label_stems;
use super::words::TableWords;
use crate::proofread::checks::prelude::*;

/// Factors by which a unit may be wrong.
const SHIFTS: [f64; 4] = [1e3, 1e6, 1e-3, 1e-6];

pub(super) fn check(sentence: &PrintedSentence, tables: &[TableWords<'_>]) -> Option<Claim> {
    let all = sentence.quantities();
    let money: Vec<&Quantity<'_>> = all.iter().filter(|own| own.kind == QuantityKind::Money && own.is_exact).collect();
    let [own] = money.as_slice() else { return None };
    let (table, row, unit) = only(
        tables
            .iter()
            .filter_map(|words| Some((words.table, named_row(sentence, own, words.table)?, unit(words.table)?))),
    )?;
    let columns = (0..table.width()).filter(|column| !is_change(table.column(*column)));
    let values: Vec<f64> = columns
        .filter_map(|column| row.value(column))
        .filter(|value| !value.percent)
        .map(|value| value.value.abs() * unit)
        .collect();
    let room = own.number.half_unit() * own.scale + 1e-6 * own.value();
    if values.iter().any(|value| (value - own.value()).abs() <= room) {
        return None;
    }
    let is_shifted = |value: &&f64| SHIFTS.iter().any(|shift| (*value * shift - own.value()).abs() <= room);
    let meant = values.iter().find(is_shifted)?;
    let label = row.name();
    let shown = |value: f64| crate::proofread::number::PrintedNumber::whole(value);
    let computation =
        format!("»{label}« er {} kr. i {}, men {} kr. i teksten.", shown(*meant), table.called(), shown(own.value()));
    let passage = sentence.passage(own.at.saturating_sub(6), own.end);
    let claim = Claim::new(Code::PrintedTwice, ClaimVerdict::MayContradict, computation, passage);
    Some(Claim { other: Some(row.passage()), ..claim }.about(sentence.index, [own.number]))
}

/// How many kroner a 1 of the table is. `None` if the table does not say.
pub(in crate::proofread::checks) fn unit(table: &PrintedTable) -> Option<f64> {
    let names = std::iter::once(&table.title).chain(&table.columns).map(|name| name.to_lowercase()).collect::<Vec<_>>();
    let has = |text: &str| names.iter().any(|name| name.contains(text));
    match () {
        () if has("t.kr") || has("tkr") || has("1.000 kr") || has("tusind kr") => Some(1e3),
        () if has("mio. kr") || has("mio.kr") || has("millioner kr") => Some(1e6),
        () if has("kr.") || has("kroner") => Some(1.0),
        () => None,
    }
}

/// The only row whose label the sentence has before the amount.
pub(in crate::proofread::checks) fn named_row<'a>(
    sentence: &PrintedSentence,
    own: &Quantity<'_>,
    table: &'a PrintedTable,
) -> Option<&'a PrintedRow> {
    let stems: Vec<&str> = sentence.tokens.iter().take(own.at).map(|placed| stem(placed.word())).collect();
    let is_named = |row: &&PrintedRow| {
        let own = row.plain_label();
        // »It« has no stem.
        let is_short = || !is_in(&own, &[PREPOSITIONS, ARTICLES, ONE]) && stems.contains(&own.as_str());
        label_stems(row).map_or_else(is_short, |label| label.iter().all(|word| stems.contains(&word.as_str())))
    };
    only(table.rows.iter().filter(|row| !row.is_heading()).filter(is_named))
}
