//! What workbooks that we write can hold.

/// The most rows that a sheet can have.
pub const MAX_ROWS: usize = 1_048_576;
/// The most characters that a cell can have.
const MAX_CHARACTERS: usize = 32_767;
/// The most characters that a sheet's name can have.
const MAX_SHEET_NAME: usize = 31;

/// As much of the text as a cell can have.
pub fn shortened(text: &str) -> String {
    text.chars().take(MAX_CHARACTERS).collect()
}

/// The name as a sheet may have it, and unlike the others.
pub fn sheet_name(wanted: &str, others: &[String]) -> String {
    let plain: String = wanted.chars().map(|c| if "[]:*?/\\'".contains(c) { '-' } else { c }).collect();
    let short = |suffix: &str| {
        let room = MAX_SHEET_NAME - suffix.chars().count();
        format!("{}{suffix}", plain.chars().take(room).collect::<String>())
    };
    let is_free = |name: &String| others.iter().all(|other| other.to_lowercase() != name.to_lowercase());
    std::iter::once(short("")).chain((2..).map(|n| short(&format!(" ({n})")))).find(is_free).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_have_different_names_that_are_allowed() {
        let long = "en-meget-lang-eksport-fra-et-system-2024.csv";
        let first = sheet_name(long, &[]);
        assert_eq!(first, "en-meget-lang-eksport-fra-et-sy");
        assert_eq!(sheet_name(long, &[first]), "en-meget-lang-eksport-fra-e (2)");
        assert_eq!(sheet_name("a/b", &[]), "a-b");
    }
}
