//! SHA-256 in few digits.

/// Enough digits to compare by eye.
pub(super) fn short_hash(sha256: &str) -> String {
    sha256.chars().take(12).collect()
}
