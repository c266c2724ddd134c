//! Danish time in words and for programs.

use chrono::{DateTime, Datelike, SecondsFormat, TimeZone, Timelike};
use chrono_tz::Tz;

use crate::danish::{self, in_denmark};

/// `26. november 2026 kl. 3.12`
pub(crate) fn moment<Z: TimeZone>(at: &DateTime<Z>) -> String {
    let at = in_denmark(at);
    format!("{} kl.{}{}.{:02}", danish::date(at.date_naive()), danish::NBSP, at.hour(), at.minute())
}

/// `26. nov. kl. 3.12`, for the header of a column.
pub(crate) fn short_moment<Z: TimeZone>(at: &DateTime<Z>) -> String {
    let at = in_denmark(at);
    let month = danish::month_name(at.date_naive());
    let short: String =
        if month.chars().count() > 4 { month.chars().take(3).chain(['.']).collect() } else { month.to_owned() };
    format!("{}.{nbsp}{short} kl.{nbsp}{}.{:02}", at.day(), at.hour(), at.minute(), nbsp = danish::NBSP)
}

/// `2026-11-26T03:12:00+01:00`
pub(crate) fn iso(at: &DateTime<Tz>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
