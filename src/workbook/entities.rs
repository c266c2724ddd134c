//! Texts of XML events.

use quick_xml::events::{BytesRef, BytesStart};

use super::WorkbookError;

/// The character of a reference such as `&amp;`.
pub fn resolve(reference: &BytesRef<'_>) -> Result<String, WorkbookError> {
    if let Some(letter) = reference.resolve_char_ref().map_err(malformed)? {
        return Ok(letter.to_string());
    }
    let name = reference.xml10_content();
    let text = quick_xml::escape::resolve_predefined_entity(&name).ok_or_else(|| WorkbookError::damaged(&name))?;
    Ok(text.to_owned())
}

/// Value of the attribute with this local name, as it is written.
pub fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, WorkbookError> {
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(malformed)?;
        if attribute.key.local_name().as_ref() == name {
            return Ok(Some(attribute.value.into_owned()));
        }
    }
    Ok(None)
}

pub fn malformed(error: impl std::fmt::Display) -> WorkbookError {
    WorkbookError::damaged(&error.to_string())
}
