//! Whether colours can be shown.

use std::sync::OnceLock;

/// Whether the terminal understands escape sequences. The older console window of Windows does so only after a program has asked it
/// to, and would print them as `←[31m`.
pub fn understands_escapes() -> bool {
    static ANSWER: OnceLock<bool> = OnceLock::new();
    // `None` on other systems, whose terminals understand them.
    *ANSWER.get_or_init(|| anstyle_query::windows::enable_ansi_colors().unwrap_or(true))
}

/// Whether to print in colour.
pub fn use_colour(is_terminal: bool) -> bool {
    is_terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) && understands_escapes()
}
