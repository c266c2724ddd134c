//! Digests of rows of exports: enough to see which are new, gone or changed, without any personal data.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::danish;

/// Where a row is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowPlace {
    /// Path below the data folder.
    pub file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// As a spreadsheet program numbers rows.
    pub row: u32,
}

/// Where a row is, and hashes of its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "[u32; 4]", into = "[u32; 4]")]
pub struct RowDigest {
    /// Index of its file or sheet among the sources of the snapshot.
    pub source: u32,
    /// Number of the row in its file.
    pub row: u32,
    /// Hash of all its typed cells.
    pub content: u32,
    /// Hash of the cells of its key; 0 if the dataset has no key.
    pub key: u32,
}

impl From<[u32; 4]> for RowDigest {
    fn from([source, row, content, key]: [u32; 4]) -> Self {
        Self { source, row, content, key }
    }
}

impl From<RowDigest> for [u32; 4] {
    fn from(RowDigest { source, row, content, key }: RowDigest) -> Self {
        [source, row, content, key]
    }
}

/// A row whose cells have changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangedRow {
    pub then: RowDigest,
    pub now: RowDigest,
}

/// How the rows of a dataset differ from those of an earlier export, in whatever order they are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowChanges {
    pub before: usize,
    pub now: usize,
    pub new: Vec<RowDigest>,
    pub removed: Vec<RowDigest>,
    /// In the order of now.
    pub changed: Vec<ChangedRow>,
}

impl RowChanges {
    /// Compares two versions of an export. A row with another content is the same row if its key is the same or, without keys, if
    /// its neighbour is the same.
    pub fn between(then: &[RowDigest], now: &[RowDigest]) -> Self {
        let has_keys = now.iter().any(|row| row.key != 0);
        Self::paired(then, now, if has_keys { by_key } else { by_neighbour })
    }

    /// Compares exports of two periods. Neighbouring rows of last year mean nothing, so only an equal key shows that a row is the
    /// same.
    pub fn across_periods(then: &[RowDigest], now: &[RowDigest]) -> Self {
        Self::paired(then, now, by_key)
    }

    fn paired(then: &[RowDigest], now: &[RowDigest], pair: PairRows) -> Self {
        let removed = beyond(then, now);
        let new = beyond(now, then);
        let pairs = pair(&removed, &new, then, now);
        let taken: HashSet<usize> = pairs.values().copied().collect();
        let rows = |indices: Vec<usize>, of: &[RowDigest]| indices.into_iter().map(|index| of[index]).collect();
        let mut changed: Vec<(usize, usize)> = pairs.iter().map(|(then, now)| (*now, *then)).collect();
        changed.sort_unstable();
        Self {
            before: then.len(),
            now: now.len(),
            new: rows(new.into_iter().filter(|index| !taken.contains(index)).collect(), now),
            removed: rows(removed.into_iter().filter(|index| !pairs.contains_key(index)).collect(), then),
            changed: changed.into_iter().map(|(at, from)| ChangedRow { then: then[from], now: now[at] }).collect(),
        }
    }

    /// The differences between the rows that a figure counts before and now. A changed row is included if only one of its
    /// versions counts.
    pub fn among(&self, then: &[RowDigest], now: &[RowDigest]) -> Self {
        let place = |row: &RowDigest| (row.source, row.row);
        let [counted_then, counted_now] =
            [then, now].map(|rows| rows.iter().map(place).collect::<HashSet<(u32, u32)>>());
        let is_counted =
            |row: &&ChangedRow| counted_then.contains(&place(&row.then)) || counted_now.contains(&place(&row.now));
        let changed: Vec<ChangedRow> = self.changed.iter().filter(is_counted).copied().collect();
        let others = |rows: &[RowDigest], indices: Vec<usize>, form: fn(&ChangedRow) -> &RowDigest| {
            let changed: HashSet<(u32, u32)> = changed.iter().map(|row| place(form(row))).collect();
            let rows = indices.into_iter().map(|index| rows[index]);
            rows.filter(|row| !changed.contains(&place(row))).collect()
        };
        Self {
            before: then.len(),
            now: now.len(),
            new: others(now, beyond(now, then), |row| &row.now),
            removed: others(then, beyond(then, now), |row| &row.then),
            changed,
        }
    }

    /// `128 → 63 rækker; 1 række er ny og 66 rækker er væk`.
    pub fn in_words(&self) -> String {
        let parts = [
            (self.new.len(), "er ny", "er nye"),
            (self.changed.len(), "er ændret", "er ændret"),
            (self.removed.len(), "er væk", "er væk"),
        ];
        let count = |(rows, one, many): (usize, &str, &str)| {
            let verb = if rows == 1 { one } else { many };
            (rows > 0).then(|| format!("{} {verb}", danish::rows(rows as u64)))
        };
        let parts: Vec<String> = parts.into_iter().filter_map(count).collect();
        let parts = danish::list(&parts);
        if self.before == self.now {
            return parts;
        }
        let number = |rows: usize| danish::number(rows as f64, 0);
        format!("{} → {} rækker; {parts}", number(self.before), number(self.now))
    }

    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

/// Indices of the rows whose content occurs more often here than there.
fn beyond(here: &[RowDigest], there: &[RowDigest]) -> Vec<usize> {
    let mut known: HashMap<u32, usize> = HashMap::new();
    there.iter().for_each(|row| *known.entry(row.content).or_default() += 1);
    let is_beyond = |row: &RowDigest| match known.get_mut(&row.content) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    };
    let flags: Vec<bool> = here.iter().map(is_beyond).collect();
    flags.into_iter().enumerate().filter_map(|(index, is_beyond)| is_beyond.then_some(index)).collect()
}

/// The later row of each earlier one.
type RowPairs = HashMap<usize, usize>;

/// Pairs rows that were removed with new ones that they have become.
type PairRows = fn(&[usize], &[usize], &[RowDigest], &[RowDigest]) -> RowPairs;

fn by_key(removed: &[usize], new: &[usize], then: &[RowDigest], now: &[RowDigest]) -> RowPairs {
    let keys = new.iter().map(|index| (now[*index].key, *index));
    let mut keys: HashMap<u32, usize> = keys.filter(|(key, _)| *key != 0).collect();
    removed.iter().filter_map(|index| Some((*index, keys.remove(&then[*index].key)?))).collect()
}

/// Pairs rows that follow the same row, or that the same row follows.
fn by_neighbour(removed: &[usize], new: &[usize], then: &[RowDigest], now: &[RowDigest]) -> RowPairs {
    let before = |rows: &[RowDigest], index: usize| index.checked_sub(1).map(|index| rows[index].content);
    let after = |rows: &[RowDigest], index: usize| rows.get(index + 1).map(|row| row.content);
    let mut following: HashMap<Option<u32>, usize> = HashMap::new();
    let mut preceding: HashMap<Option<u32>, usize> = HashMap::new();
    for index in new {
        following.entry(before(now, *index)).or_insert(*index);
        preceding.entry(after(now, *index)).or_insert(*index);
    }
    let free: HashSet<usize> = new.iter().copied().collect();
    let mut taken: HashSet<usize> = HashSet::new();
    let mut pairs = RowPairs::new();
    for index in removed.iter().copied() {
        // The row after a changed row is most likely the next changed one.
        let next = index.checked_sub(1).and_then(|index| pairs.get(&index)).map(|partner| partner + 1);
        let beside = || following.get(&before(then, index)).or_else(|| preceding.get(&after(then, index))).copied();
        let is_free = |partner: &usize| free.contains(partner) && !taken.contains(partner);
        if let Some(partner) = next.filter(is_free).or_else(|| beside().filter(is_free)) {
            taken.insert(partner);
            pairs.insert(index, partner);
        }
    }
    pairs
}

/// Numbers of rows as a reader writes them: `2–5, 8`.
pub fn row_ranges(rows: &[RowDigest]) -> String {
    let mut numbers: Vec<u32> = rows.iter().map(|row| row.row).collect();
    numbers.sort_unstable();
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if number <= last.saturating_add(1) => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let run = |(first, last): (u32, u32)| if first == last { first.to_string() } else { format!("{first}–{last}") };
    runs.into_iter().map(run).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows with these contents, numbered from 2.
    fn rows(contents: &[u32]) -> Vec<RowDigest> {
        (2..).zip(contents).map(|(row, content)| RowDigest { source: 0, row, content: *content, key: 0 }).collect()
    }

    /// Numbers of the new, removed and changed rows.
    fn changes(then: &[u32], now: &[u32]) -> [String; 3] {
        let RowChanges { new, removed, changed, .. } = RowChanges::between(&rows(then), &rows(now));
        let changed = changed.into_iter().map(|row| row.now).collect();
        [new, removed, changed].map(|rows: Vec<RowDigest>| row_ranges(&rows))
    }

    #[test]
    fn rows_in_another_order_are_the_same() {
        assert_eq!(changes(&[1, 2, 2, 3], &[3, 2, 1, 2]), ["", "", ""]);
    }

    #[test]
    fn rows_that_come_in_or_are_cut_off_are_new_or_removed() {
        assert_eq!(changes(&[1, 2, 3], &[1, 2, 3, 4, 5, 7]), ["5–7", "", ""]);
        assert_eq!(changes(&[1, 2, 3, 4], &[1, 2]), ["", "4–5", ""]);
        assert_eq!(changes(&[1, 2], &[1, 2, 2, 1]), ["4–5", "", ""], "duplicates");
    }

    #[test]
    fn rows_between_the_same_rows_are_changed() {
        assert_eq!(changes(&[1, 2, 3, 4, 5, 6], &[1, 7, 8, 9, 5, 6]), ["", "", "3–5"]);
        assert_eq!(changes(&[1], &[2]), ["", "", "2"], "the only row");
    }

    #[test]
    fn a_row_with_the_same_key_is_changed_wherever_it_is() {
        let with_keys = |keys: &[(u32, u32)]| -> Vec<RowDigest> {
            let row =
                |(row, (key, content)): (u32, &(u32, u32))| RowDigest { source: 0, row, content: *content, key: *key };
            (2..).zip(keys).map(row).collect()
        };
        let then = with_keys(&[(1, 10), (2, 20), (3, 30)]);
        let now = with_keys(&[(4, 40), (3, 30), (2, 21)]);
        let changes = RowChanges::between(&then, &now);
        assert_eq!([&changes.new, &changes.removed].map(|rows| row_ranges(rows)), ["2", "2"]);
        assert_eq!(changes.changed, [ChangedRow { then: then[1], now: now[2] }]);
        assert_eq!(RowChanges::across_periods(&then, &now), changes);
    }

    #[test]
    fn a_changed_row_that_only_one_of_two_figures_counts_is_changed_in_both() {
        let (then, now) = (rows(&[1, 2, 3, 4]), rows(&[1, 9, 3, 5]));
        let changes = RowChanges::between(&then, &now);
        let before = changes.among(&then[..2], &now[..1]);
        assert_eq!(
            before,
            RowChanges { before: 2, now: 1, changed: vec![changes.changed[0]], ..RowChanges::default() }
        );
        let after = changes.among(&[], &now[1..2]);
        assert_eq!(after, RowChanges { before: 0, now: 1, changed: vec![changes.changed[0]], ..RowChanges::default() });
        assert_eq!(after.in_words(), "0 → 1 rækker; 1 række er ændret");
    }

    #[test]
    fn rows_of_two_periods_without_a_key_are_new_or_gone() {
        let changes = RowChanges::across_periods(&rows(&[1, 2, 3]), &rows(&[1, 7, 8]));
        assert_eq!(changes.in_words(), "2 rækker er nye og 2 rækker er væk");
    }
}
