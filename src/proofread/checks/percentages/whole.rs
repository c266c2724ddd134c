//! What the percentages of a table may be shares of.

use super::share::{CountedShare, Whole, plain};
use crate::proofread::checks::prelude::*;

/// The wholes that the shares may have, the likeliest first.
pub(super) fn wholes(table: &PrintedTable, rows: &[&PrintedRow], shares: &[CountedShare<'_>]) -> Vec<Whole> {
    let Some(counts) = shares.first().map(|share| share.counts) else { return Vec::new() };
    let totals = rows.iter().filter(|row| row.is_total()).filter_map(|row| row.value(counts));
    let sum = PrintedNumber::whole(shares.iter().map(|share| share.count.value).sum());
    let titled = tokens(&table.title).into_iter().filter_map(|placed| placed.number());
    // The base of a question is often its first row: »Besvarelser 245«.
    let bases = rows.iter().filter(|row| !row.is_total()).filter_map(|row| row.value(counts));
    let most = shares.iter().map(|share| share.count.value).fold(0.0, f64::max);
    let numbers = totals.chain([sum]).chain(titled).chain(bases.filter(|base| base.value >= most));
    let numbers = numbers.filter(|number| !number.percent && number.decimals == 0).map(plain).map(Whole::Number);
    let columns = (0..table.width()).filter(|column| *column != counts).map(Whole::Column);
    numbers.chain(columns).collect()
}

/// Whether there is a whole, printed or not, that all shares agree with.
pub(super) fn reconciles(shares: &[(CountedShare<'_>, bool)]) -> bool {
    let (mut least, mut most) = (1.0_f64, f64::INFINITY);
    for (share, _) in shares {
        let (count, percent, slack) = (share.count.value, share.percent.value, share.percent.half_unit() + 1e-9);
        least = least.max(100.0 * count / (percent + slack));
        if percent > slack {
            most = most.min(100.0 * count / (percent - slack));
        } else if count == 0.0 {
            continue;
        }
    }
    least.ceil() <= most
}

/// Whether the percentage is the share of another number in the row or above the count: a part of a part.
pub(super) fn is_share_of_any(table: &PrintedTable, share: &CountedShare<'_>) -> bool {
    let above =
        table.rows.iter().take_while(|row| row.index < share.row.index).filter_map(|row| row.value(share.counts));
    let beside = share.row.cells.iter().filter_map(|cell| cell.value);
    let mut others = above.chain(beside).filter(|whole| !whole.percent && whole.value > share.count.value);
    others.any(|whole| PrintedRatio { part: share.count, whole: plain(whole) }.agrees(&share.percent))
}
