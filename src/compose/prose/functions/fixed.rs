//! The function for numbers that no figure has, such as a number in a law: fast.

use super::registry::Registry;

pub fn register(registry: &mut Registry<'_>) {
    registry.add("fast", &["tal", "fordi"], |_, arguments| {
        let (number, reason): (String, String) = (arguments.must_get("tal")?, arguments.must_get("fordi")?);
        if reason.trim().is_empty() {
            return Err(tera::Error::message("fast(…) skal have en grund: fast(tal=\"14\", fordi=\"…\")"));
        }
        Ok(number)
    });
}
