//! Findings that may be published. Cells of exports can contain names, addresses and telephone numbers of persons.

use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value as Json;

use super::{Finding, Place};

/// A finding that quotes no cell of an export: it has the place, the reason and the advice. Everything that is published or kept
/// uses this type; the terminal and `--rejects` use [`Finding`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Finding")]
pub struct PublishedFinding(Finding);

impl PublishedFinding {
    /// Keeps the values of cells, for a reader who asked for them.
    pub fn with_values(finding: Finding) -> Self {
        Self(finding)
    }
}

/// Deserializes stored findings. Skips those with a code or place that only another version of the program knows.
pub fn known_findings<'de, D: Deserializer<'de>>(stored: D) -> Result<Vec<PublishedFinding>, D::Error> {
    let all = Vec::<Json>::deserialize(stored)?;
    Ok(all.into_iter().filter_map(|finding| serde_json::from_value(finding).ok()).collect())
}

impl From<Finding> for PublishedFinding {
    fn from(finding: Finding) -> Self {
        finding.published()
    }
}

impl Deref for PublishedFinding {
    type Target = Finding;

    fn deref(&self) -> &Finding {
        &self.0
    }
}

impl Finding {
    /// The same finding without values of cells.
    pub fn published(&self) -> PublishedFinding {
        let mut finding = self.clone();
        let mut values = std::mem::take(&mut finding.quoted);
        if let Place::Data { value, .. } = &mut finding.place {
            values.extend(value.take());
        }
        values.extend(finding.occurrences.iter_mut().flat_map(|occurrences| std::mem::take(&mut occurrences.values)));
        for text in [&mut finding.message, &mut finding.advice] {
            for value in values.iter().filter(|value| !value.is_empty()) {
                *text = text.replace(&format!("»{value}«"), "»…«");
            }
        }
        PublishedFinding(finding)
    }

    /// The same finding; its message or advice quotes these values of cells as `»value«`.
    pub fn quoting(mut self, values: impl IntoIterator<Item = String>) -> Self {
        self.quoted.extend(values);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::{Code, Occurrences};

    #[test]
    fn a_published_finding_has_place_and_reason_but_no_value() {
        let place = Place::Data {
            file: "log.csv".into(),
            sheet: None,
            row: Some(3),
            column: Some("Dato".into()),
            value: Some("Birthe".into()),
        };
        let finding = Finding::new(Code::BadCell, place, "Kolonnen har »Carla« og »Dorte«.")
            .advise("Ret »Birthe« i »Dato«.")
            .quoting(["Carla".to_owned()])
            .at_all(Some(Occurrences {
                count: 2, rows: "3–4".into(), values: vec!["Birthe".into(), "Dorte".into()]
            }));
        let published = finding.published();
        let json = serde_json::to_string(&published).unwrap();
        for name in ["Birthe", "Carla", "Dorte"] {
            assert!(!json.contains(name), "{json}");
        }
        assert_eq!(published.advice, "Ret »…« i »Dato«.");
        assert_eq!(published.place_in_words(), "log.csv, kolonne »Dato«, række 3–4");
        let stored: PublishedFinding = serde_json::from_str(&serde_json::to_string(&finding).unwrap()).unwrap();
        assert!(!stored.place_in_words().contains("Birthe"), "also from a file of an older program");
    }
}
