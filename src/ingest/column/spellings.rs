//! Finds the declared value of a category or list that a text is a spelling of.

use std::collections::HashMap;

use super::misfit::Misfit;
use crate::danish;
use crate::definition::dataset::{CategoryValue, fold};
use crate::findings::Code;

#[derive(Debug)]
pub struct Spellings {
    /// The values. Their index is their code in the store.
    pub values: Vec<String>,
    exact: HashMap<String, u32>,
    folded: HashMap<String, u32>,
    others: Vec<String>,
}

impl Spellings {
    pub fn new(declared: &[CategoryValue]) -> Self {
        let mut spellings = Self {
            values: declared.iter().map(|value| value.value.clone()).collect(),
            exact: HashMap::new(),
            folded: HashMap::new(),
            others: declared.iter().flat_map(|value| &value.spellings).cloned().collect(),
        };
        for (code, value) in (0..).zip(declared) {
            spellings.exact.insert(value.value.clone(), code);
            for spelling in std::iter::once(&value.value).chain(&value.spellings) {
                spellings.folded.entry(fold(spelling)).or_insert(code);
            }
        }
        spellings
    }

    /// The code of the value with exactly this text.
    pub fn exact(&self, text: &str) -> Option<u32> {
        // Comparing a few texts is faster than hashing one.
        if self.values.len() <= 16 {
            self.values.iter().position(|value| value == text).map(|code| code as u32)
        } else {
            self.exact.get(text).copied()
        }
    }

    /// The code of the value, without regard to case, spaces and hyphens.
    pub fn find(&self, text: &str) -> Option<u32> {
        self.exact(text).or_else(|| self.folded.get(&fold(text)).copied())
    }

    /// Why the text is not one of the values, with the nearest value as a suggestion.
    pub fn misfit(&self, text: &str) -> Misfit {
        let near = danish::nearest(text, self.values.iter().chain(&self.others).map(String::as_str));
        let mend = "Ret cellen, eller tilføj stavemåden under »values« i datasets.toml.";
        Misfit {
            code: Code::BadCell,
            expected: format!("en af værdierne {}", self.values.join(", ")),
            advice: near.map_or_else(|| mend.to_owned(), |near| format!("Mente du »{near}«? {mend}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_is_matched_without_case_spaces_and_hyphens_and_a_near_miss_is_suggested() {
        let values = [CategoryValue { value: "Børne-ungepsykiatri".into(), spellings: vec!["BUP".into()], was: None }];
        let spellings = Spellings::new(&values);
        assert_eq!(spellings.find("børne ungepsykiatri"), Some(0));
        assert_eq!(spellings.find("bup"), Some(0));
        assert_eq!(spellings.find("Børne-ungepsykiatrien x"), None);
        let misfit = spellings.misfit("Børne-ungepsykiatrien x");
        assert!(misfit.advice.contains("Mente du »Børne-ungepsykiatri«?"), "{}", misfit.advice);
    }
}
