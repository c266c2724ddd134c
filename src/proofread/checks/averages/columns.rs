//! Rows of a table with an average, the least and the most: `Gennemsnit | Hurtigste | Langsomste`.

use crate::proofread::checks::prelude::*;

const LOWEST: [WordClass; 2] = [LEAST, words![hurtigst min minimum yngst]];
const HIGHEST: [WordClass; 2] = [MOST, words![langsomst maks max maksimum ældst]];

pub(super) fn check(table: &PrintedTable, claims: &mut Vec<Claim>) {
    let only = |starts: &[&[&str]]| {
        let is_named = |column: &usize| {
            let name = table.column(*column).to_lowercase();
            let first = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            starts
                .iter()
                .copied()
                .flatten()
                .any(|start| if start.len() > 4 { first.starts_with(start) } else { first == *start })
        };
        only((0..table.width()).filter(is_named))
    };
    let (Some(mean), Some(least), Some(most)) = (only(&[MEANS]), only(&LOWEST), only(&HIGHEST)) else { return };
    for row in table.rows.iter().filter(|row| !row.is_heading()) {
        let (Some(mean), Some(least), Some(most)) = (row.value(mean), row.value(least), row.value(most)) else {
            continue;
        };
        let slack = mean.half_unit() + least.half_unit().max(most.half_unit());
        let is_between = mean.value >= least.value - slack && mean.value <= most.value + slack;
        let (verdict, link) =
            if is_between { (ClaimVerdict::Agrees, "og") } else { (ClaimVerdict::Contradicts, "men") };
        let computation = format!("»{}« har i gennemsnit {mean}, {link} går fra {least} til {most}.", row.label);
        let passage = row.passage();
        claims.push(Claim::new(Code::PrintedSum, verdict, computation, passage).about(row.index, [mean, least, most]));
    }
}
