//! Finds the declared value of a category or list that a text is a spelling of.

use std::collections::HashMap;

use super::misfit::Misfit;
use super::values::{OTHER_SEPARATORS, parts, quoted_separator};
use crate::danish;
use crate::definition::dataset::{CategoryValue, fold, fold_undeclared};
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

    /// The separator, if the text is several of the values: »Besøg/Møde«.
    fn separator_of_several(&self, text: &str) -> Option<&'static str> {
        let is_several = |separator: &&str| {
            parts(text, separator).nth(1).is_some() && parts(text, separator).all(|part| self.find(part).is_some())
        };
        OTHER_SEPARATORS.into_iter().find(is_several)
    }

    /// The value that the text begins with, before a remark such as »Besøg (aflyst)« and »Besøg, aflyst«.
    fn before_remark(&self, text: &str) -> Option<&str> {
        let marks = ["(", "[", ",", ":", ";", " - ", " – ", " — "];
        let before = marks.iter().filter_map(|mark| text.split_once(mark));
        let remarked = before.filter(|(_, remark)| remark.contains(char::is_alphabetic));
        let mut codes = remarked.filter_map(|(value, _)| self.find(value.trim()));
        codes.next().and_then(|code| self.values.get(code as usize)).map(String::as_str)
    }

    /// Why the text is not one of the values, with the nearest value as a suggestion.
    pub fn misfit(&self, text: &str) -> Misfit {
        let all = || self.values.iter().chain(&self.others).map(String::as_str);
        // A text that differs only in »oe« for »ø« and the like is certainly the same value.
        let same = all().find(|value| fold_undeclared(value) == fold_undeclared(text));
        let near = same.or_else(|| danish::nearest(text, all()).filter(|value| has_near_words(text, value)));
        let mend = "Ret cellen, eller tilføj stavemåden under »values« i datasets.toml.";
        let expected = format!("en af værdierne {}", self.values.join(", "));
        if let Some(value) = self.before_remark(text).filter(|_| self.separator_of_several(text).is_none()) {
            let advice = format!(
                "Der står en bemærkning efter »{value}«. Tæller rækken med, så flyt bemærkningen til en kolonne for sig. Tæller den \
                 ikke med, fx fordi den er aflyst, så slet rækken."
            );
            return Misfit { code: Code::BadCell, expected, advice };
        }
        if let Some(separator) = self.separator_of_several(text) {
            let advice = format!(
                "Cellen har flere af værdierne. Skriv den ene, eller gør kolonnen til en liste i datasets.toml: type = \"list\", \
                 separator = {}.",
                quoted_separator(separator)
            );
            return Misfit { code: Code::BadCell, expected, advice };
        }
        Misfit {
            code: Code::BadCell,
            expected,
            advice: near.map_or_else(|| mend.to_owned(), |near| format!("Mente du »{near}«? {mend}")),
        }
    }
}

/// Whether each word is similar: »Temmelig tilfreds« is not a misspelt »Meget tilfreds«.
fn has_near_words(text: &str, value: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let (text, value) = (words(text), words(value));
    text.len() != value.len()
        || text.len() < 2
        || text.iter().zip(&value).all(|(word, other)| danish::nearest(word, [other.as_str()]).is_some())
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
        for (text, near) in [("Boerne-ungepsykiatri", true), ("Voksne ungepsykiatri", false)] {
            assert_eq!(spellings.misfit(text).advice.contains("Mente du"), near, "{text}");
        }
        let misfit = spellings.misfit("Børne-ungepsykiatrien x");
        assert!(misfit.advice.contains("Mente du »Børne-ungepsykiatri«?"), "{}", misfit.advice);
    }

    #[test]
    fn several_values_in_a_category_are_a_list_and_no_misspelling() {
        let value = |value: &str| CategoryValue { value: value.into(), spellings: vec![], was: None };
        let spellings = Spellings::new(&[value("Besøg"), value("Møde")]);
        for text in ["Besøg/Møde", "besøg, Møde", "Besøg og møde"] {
            let advice = spellings.misfit(text).advice;
            assert!(advice.contains("flere af værdierne") && !advice.contains("Mente du"), "{text}: {advice}");
        }
        assert!(spellings.misfit("Besøg/Mode").advice.contains("Mente du »Besøg«?"));
    }

    #[test]
    fn a_remark_behind_a_value_is_not_advised_to_be_a_spelling_of_it() {
        let value = |value: &str| CategoryValue { value: value.into(), spellings: vec![], was: None };
        let spellings = Spellings::new(&[value("Besøg"), value("Møde")]);
        for text in ["Besøg (aflyst)", "besøg, flyttet til marts", "Besøg – udgår", "Møde: aflyst"] {
            let advice = spellings.misfit(text).advice;
            assert!(advice.contains("bemærkning") && !advice.contains("stavemåden"), "{text}: {advice}");
        }
        for text in ["Besøg i klinik", "Besøg (2)", "Samtale (aflyst)"] {
            assert!(spellings.misfit(text).advice.contains("stavemåden"), "{text}");
        }
    }
}
