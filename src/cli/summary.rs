//! The account of all rows as a table for people, with the years of rows that are not used.

use std::io::{self, Write};

use crate::danish;
use crate::snapshot::Account;

/// Prints a line for each dataset and one for the total. The years of rows outside the time end the line of their dataset.
pub fn accounts(datasets: &[Account], total: &Account, out: &mut dyn Write) -> io::Result<()> {
    let count = |rows: u64| danish::number(rows as f64, 0);
    let width = datasets.iter().map(|account| account.label.chars().count()).max().unwrap_or(0);
    let has_years = datasets.iter().any(|account| !account.outside_years.is_empty());
    let heading = if has_years { "  uden for tiden" } else { "" };
    writeln!(
        out,
        "{:width$}  {:>9}  {:>9}  {:>14}  {:>8}{heading}",
        "Datasæt", "læst", "talt med", "ikke talt med", "udeladt"
    )?;
    for account in datasets.iter().chain([total]) {
        let years = account.years_in_words().map_or_else(String::new, |years| format!("  {years}"));
        writeln!(
            out,
            "{:width$}  {:>9}  {:>9}  {:>14}  {:>8}{years}",
            account.label,
            count(account.read),
            count(account.used),
            count(account.outside),
            count(account.left_out)
        )?;
    }
    match total.examples {
        0 => Ok(()),
        1 => writeln!(out, "Hertil 1 eksempelrække, som ikke er data."),
        more => writeln!(out, "Hertil {} eksempelrækker, som ikke er data.", count(more)),
    }
}
