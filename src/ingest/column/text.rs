//! Looks at what is inside a text, for columns whose values are texts.

/// Why the text cannot be a value, as advice in Danish; `None` if nothing is wrong with it.
pub fn defect(text: &str) -> Option<&'static str> {
    has_control_character(text).then_some("Cellen har usynlige styretegn. Skriv den igen.")
}

fn has_control_character(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace())
}
