//! Sums of printed numbers.

use super::number::PrintedNumber;

/// Whether the parts sum to the total, within the rounding of all of them.
pub(crate) fn adds_up(total: &PrintedNumber, parts: &[PrintedNumber]) -> bool {
    let sum = sum_of(parts);
    let slack: f64 = parts.iter().chain([total]).map(PrintedNumber::slack).sum();
    (sum - total.value).abs() <= slack + 1e-9 * sum.abs().max(1.0)
}

/// Whether percentages are all of a whole, within the rounding of each.
pub(crate) fn are_hundred(parts: &[PrintedNumber]) -> bool {
    let slack: f64 = parts.iter().map(PrintedNumber::slack).sum();
    (sum_of(parts) - 100.0).abs() <= slack + 1e-9
}

/// Prints the addition: `10 + 2 + 5 = 17`, `33 % + 33 % = 66 %`.
pub(crate) fn addition(parts: &[PrintedNumber]) -> String {
    let decimals = parts.iter().map(|part| part.decimals).max().unwrap_or(0);
    let percent = !parts.is_empty() && parts.iter().all(|part| part.percent);
    let sum = PrintedNumber { decimals, percent, ..PrintedNumber::whole(sum_of(parts)) };
    let terms: Vec<String> = parts.iter().map(|part| PrintedNumber { is_year: false, ..*part }.to_string()).collect();
    format!("{} = {sum}", terms.join(" + "))
}

fn sum_of(parts: &[PrintedNumber]) -> f64 {
    parts.iter().map(|part| part.value).sum()
}

/// Compares an addition with the printed total, as the end of its sentence.
pub(crate) fn compared(total: &PrintedNumber, parts: &[PrintedNumber], agrees: bool) -> String {
    let sum = sum_of(parts);
    let is_exact = (sum - total.value).abs() <= 1e-9 * sum.abs().max(1.0);
    match (agrees, is_exact) {
        (false, _) => format!(", men der står {total}."),
        (true, true) => ", som der står.".to_owned(),
        (true, false) => format!("; der står {total}, hvilket passer inden for afrundingen."),
    }
}
