//! The finest parts that published sums distinguish: rows that are in the same sums, equally often, are one part.

use std::collections::HashMap;

/// A partition of rows into parts that no sum distinguishes.
#[derive(Debug)]
pub struct Atoms {
    /// For each row, its part.
    of_row: Vec<u32>,
    count: u32,
}

impl Atoms {
    /// All rows as one part, before any sum distinguishes them.
    pub fn of(rows: usize) -> Self {
        Self { of_row: vec![0; rows], count: 1 }
    }

    /// Splits parts by how often their rows are in a sum. A row can be in it several times.
    pub fn tell_apart(&mut self, sum: &[u32]) {
        let mut times: HashMap<u32, u32> = HashMap::with_capacity(sum.len());
        sum.iter().for_each(|row| *times.entry(*row).or_default() += 1);
        let mut parts: HashMap<(u32, u32), u32> = HashMap::new();
        for (row, times) in times {
            let Some(part) = self.of_row.get_mut(row as usize) else { continue };
            *part = *parts.entry((*part, times)).or_insert_with(|| {
                self.count += 1;
                self.count - 1
            });
        }
    }

    /// The parts of a sum with how often each counts, ascending.
    pub fn parts(&self, sum: &[u32]) -> Vec<(u32, u32)> {
        let mut times: HashMap<u32, u32> = HashMap::with_capacity(sum.len());
        sum.iter().for_each(|row| *times.entry(*row).or_default() += 1);
        let mut parts: Vec<(u32, u32)> =
            times.into_iter().filter_map(|(row, times)| Some((*self.of_row.get(row as usize)?, times))).collect();
        parts.sort_unstable();
        parts.dedup();
        parts
    }

    /// Adds up a number of each row by parts. Parts without rows have 0.
    pub fn add_up(&self, numbers: &[u64]) -> Vec<u64> {
        let mut sums = vec![0; self.count as usize];
        for (part, number) in self.of_row.iter().zip(numbers) {
            if let Some(sum) = sums.get_mut(*part as usize) {
                *sum += number;
            }
        }
        sums
    }
}

/// The differences between two sums, of which one is part of the other, that are fewer than `threshold` persons: whoever sees
/// both sums can compute them.
pub fn small_differences(counts: &[u64], sums: &[Vec<(u32, u32)>], threshold: u64) -> Vec<Vec<(u32, u32)>> {
    let size = |sum: &[(u32, u32)]| -> u64 {
        sum.iter().map(|(cell, times)| counts[*cell as usize] * u64::from(*times)).sum()
    };
    let mut sized: Vec<(u64, &Vec<(u32, u32)>)> = sums.iter().map(|sum| (size(sum), sum)).collect();
    sized.sort_unstable();
    sized.dedup();
    let mut found = Vec::new();
    for (i, (smaller, part)) in sized.iter().enumerate() {
        for (larger, whole) in sized[i + 1..].iter().take_while(|(larger, _)| larger - smaller < threshold) {
            if larger > smaller
                && let Some(difference) = difference(whole, part)
            {
                found.push(difference);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The cells of `whole` without those of `part`. `None` if `part` is no part of it.
fn difference(whole: &[(u32, u32)], part: &[(u32, u32)]) -> Option<Vec<(u32, u32)>> {
    let mut part = part.iter().peekable();
    let mut left = Vec::new();
    for (cell, times) in whole {
        match part.next_if(|(other, _)| other == cell) {
            None => left.push((*cell, *times)),
            Some((_, less)) if less < times => left.push((*cell, times - less)),
            Some((_, less)) if less == times => {}
            Some(_) => return None,
        }
    }
    part.peek().is_none().then_some(left)
}
