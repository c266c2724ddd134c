//! Brings the reports of a batch into the order of its members, although they are finished in another.

use std::collections::BTreeMap;
use std::sync::mpsc::Receiver;

/// Yields what arrives, sorted by the place that is sent with it. Ends at the first place that never arrives.
pub struct InTurn<T> {
    arriving: Receiver<(usize, T)>,
    /// What arrived before its turn.
    waiting: BTreeMap<usize, T>,
    next: usize,
}

impl<T> InTurn<T> {
    pub fn new(arriving: Receiver<(usize, T)>) -> Self {
        Self { arriving, waiting: BTreeMap::new(), next: 0 }
    }
}

impl<T> Iterator for InTurn<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        loop {
            if let Some(item) = self.waiting.remove(&self.next) {
                self.next += 1;
                return Some(item);
            }
            let (place, item) = self.arriving.recv().ok()?;
            self.waiting.insert(place, item);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn what_arrives_early_waits_for_its_turn() {
        let (sender, arriving) = mpsc::channel();
        for (place, item) in [(2, "c"), (0, "a"), (1, "b"), (4, "never")] {
            sender.send((place, item)).unwrap();
        }
        drop(sender);
        assert_eq!(InTurn::new(arriving).collect::<Vec<_>>(), ["a", "b", "c"]);
    }
}
