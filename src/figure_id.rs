//! The names of figures: `chapter.name`, and `chapter.name[member]` for a member of a series.
//!
//! A name is parsed once, where its text is read. Parsing does not check that the figure exists: a misspelt name is kept as it
//! was written, so that a finding can show it beside the nearest that does.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

/// `chapter.name`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FigureId(String);

impl FigureId {
    /// The id of the figure `name` in this chapter.
    pub fn new(chapter: &str, name: &str) -> Self {
        Self(format!("{chapter}.{name}"))
    }

    /// The id of the chapter that defines the figure.
    pub fn chapter(&self) -> &str {
        self.0.split_once('.').map_or(self.0.as_str(), |(chapter, _)| chapter)
    }

    /// A reference to the whole figure: all of a series, or its single number.
    pub fn whole(&self) -> FigureRef {
        FigureRef { id: self.clone(), member: None }
    }

    /// A reference to one member of the series.
    pub fn member(&self, name: impl Into<String>) -> FigureRef {
        FigureRef { id: self.clone(), member: Some(name.into()) }
    }

    /// `chapter.name`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for FigureId {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

impl From<String> for FigureId {
    fn from(id: String) -> Self {
        Self(id)
    }
}

// So that maps by id can be searched by text.
impl Borrow<str> for FigureId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Deref for FigureId {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for FigureId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for FigureId {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for FigureId {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl fmt::Display for FigureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A figure as tables, prose and the command line refer to it: as a whole, or one member of a series.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", from = "String")]
pub struct FigureRef {
    /// `chapter.name`.
    pub id: FigureId,
    /// The text in brackets.
    pub member: Option<String>,
}

impl FigureRef {
    /// Takes `chapter.name` or `chapter.name[member]` apart.
    pub fn parse(text: &str) -> Self {
        match text.strip_suffix(']').and_then(|text| text.split_once('[')) {
            Some((id, member)) => Self { id: id.into(), member: Some(member.to_owned()) },
            None => Self { id: text.into(), member: None },
        }
    }
}

impl From<String> for FigureRef {
    fn from(text: String) -> Self {
        Self::parse(&text)
    }
}

impl From<FigureRef> for String {
    fn from(reference: FigureRef) -> Self {
        reference.to_string()
    }
}

impl From<FigureId> for FigureRef {
    fn from(id: FigureId) -> Self {
        Self { id, member: None }
    }
}

impl fmt::Display for FigureRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.member {
            Some(member) => f.pad(&format!("{}[{member}]", self.id)),
            None => self.id.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FigureId, FigureRef};

    #[test]
    fn a_name_is_taken_apart_once_and_written_as_it_was() {
        for (text, chapter, member) in [
            ("medicin.emner[Opioider]", "medicin", Some("Opioider")),
            ("medicin.emner[A [B]]", "medicin", Some("A [B]")),
            ("medicin.besoeg", "medicin", None),
            ("medicin", "medicin", None),
            ("medicin.emner]", "medicin", None),
            ("", "", None),
        ] {
            let reference = FigureRef::parse(text);
            assert_eq!((reference.id.chapter(), reference.member.as_deref()), (chapter, member));
            assert_eq!(reference.to_string(), text);
            let json = serde_json::to_string(&reference).unwrap();
            assert_eq!(json, serde_json::to_string(text).unwrap());
            assert_eq!(serde_json::from_str::<FigureRef>(&json).unwrap(), reference);
        }
        assert_eq!(FigureId::new("medicin", "emner").member("Opioider"), FigureRef::parse("medicin.emner[Opioider]"));
    }
}
