//! Dates and times: weekdays, dates that do not exist, and how long something lasted.

mod clock;
mod duration;
mod order;
mod read;
mod weekday;

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use read::PrintedDate;

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    for sentence in &report.prose {
        let dates = read::dates(&sentence.tokens);
        claims.extend(dates.iter().filter_map(|date| weekday::check(sentence, date)));
        claims.extend(duration::between_dates(sentence, &dates));
        claims.extend(duration::later(sentence, &dates));
        claims.extend(order::check(sentence, &dates));
        claims.extend(duration::of_years(sentence));
        claims.extend(duration::between_years(sentence, &dates));
        claims.extend(clock::check(sentence));
    }
    // »Torsdag d. 9. november« in a table of one year.
    for table in &report.tables {
        let Some((_, year)) = only(years(&tokens(&table.title))) else { continue };
        for row in report.sentences.iter().filter(|sentence| table.lines.contains(&sentence.index)) {
            let dates = read::dates(&row.tokens).into_iter();
            let dates = dates.map(|date| PrintedDate { year: date.year.or(Some(year as i32)), ..date });
            claims.extend(dates.filter_map(|date| weekday::check(row, &date)));
        }
    }
}
