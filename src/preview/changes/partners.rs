//! Pairs each later page with the earlier page that it was.

use std::collections::HashMap;

use super::versions::{CommonWords, MOST, Versions};
use crate::typeset::Page;

/// Share of the words of the shorter page that two pages must have in common to be the same page.
const SAME_PAGE: f64 = 0.3;

/// For each page of the later version the index of its partner in the earlier: the page with the same content, otherwise the
/// one with most words in common.
pub(super) fn partners(versions: &Versions<'_>, old: &[Page], new: &[Page]) -> Vec<Option<usize>> {
    let mut pairing = Pairing { partners: vec![None; new.len()], taken: vec![false; old.len()] };
    let common = versions.words_in_common();
    pairing.pair_same_content(old, new);
    pairing.pair_common_words(versions, &common);
    pairing.pair_between_neighbours();
    pairing.pair_overflow(versions, &common);
    pairing.partners
}

struct Pairing {
    /// For each later page its partner.
    partners: Vec<Option<usize>>,
    /// For each earlier page whether it is a partner.
    taken: Vec<bool>,
}

impl Pairing {
    fn pair(&mut self, old: usize, new: usize) {
        self.partners[new] = Some(old);
        self.taken[old] = true;
    }

    fn is_free(&self, old: usize, new: usize) -> bool {
        self.partners[new].is_none() && !self.taken[old]
    }

    fn pair_same_content(&mut self, old: &[Page], new: &[Page]) {
        let mut same: HashMap<&str, Vec<usize>> = HashMap::new();
        // Reversed, so that pop() gives equal pages in their order.
        for (page, old) in old.iter().enumerate().rev() {
            same.entry(&old.content).or_default().push(page);
        }
        for (page, new) in new.iter().enumerate() {
            if let Some(partner) = same.get_mut(new.content.as_str()).and_then(Vec::pop) {
                self.pair(partner, page);
            }
        }
    }

    fn pair_common_words(&mut self, versions: &Versions<'_>, common: &[CommonWords]) {
        for CommonWords { old, new, count } in common.iter().copied() {
            let shorter = versions.before.pages[old].len().min(versions.after.pages[new].len()) as f64;
            if self.is_free(old, new) && count as f64 >= SAME_PAGE * shorter {
                self.pair(old, new);
            }
        }
    }

    /// Pages with entirely different words are the same page if the page before is and both versions are equally long.
    fn pair_between_neighbours(&mut self) {
        if self.partners.len() != self.taken.len() {
            return;
        }
        for page in 0..self.partners.len() {
            let follows_partner = page == 0 || self.partners[page - 1] == Some(page - 1);
            if self.is_free(page, page) && follows_partner {
                self.pair(page, page);
            }
        }
    }

    /// A page that text has run over to is not new, although the page it comes from has another partner.
    fn pair_overflow(&mut self, versions: &Versions<'_>, common: &[CommonWords]) {
        for (page, partner) in self.partners.iter_mut().enumerate().filter(|(_, partner)| partner.is_none()) {
            let mut here = common.iter().filter(|pair| pair.new == page);
            let known: usize = here.clone().map(|pair| pair.count).sum();
            if known as f64 >= MOST * versions.after.pages[page].len() as f64 {
                *partner = here.next().map(|pair| pair.old);
            }
        }
    }
}
