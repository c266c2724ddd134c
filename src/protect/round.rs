//! Small count rounding.
//!
//! Langsrud Ø, Heldal J. An algorithm for small count rounding of tabular data. Privacy in Statistical Databases 2018.

use std::cmp::Reverse;

use super::Sums;

/// Exchanges are tried among the cells of sums with at most this many small cells, where errors can be evened out.
const MOST_EXCHANGED: usize = 24;
/// Gains of at least a third of the greatest count as near it.
const NEAR: i64 = 3;
/// Most passes over all cells after the first choice. Later passes hardly improve the sums.
const MOST_PASSES: usize = 20;

/// Rounds each count of 1 to `base - 1` to 0 or `base`, and leaves the others. The published sums then differ as little as possible
/// from the true ones: the sum of the squared differences is made small, first by raising one cell after the other, then by
/// exchanges. Ties are decided by `seed`: the same counts and seed give the same result.
pub fn round(counts: &[u64], sums: &Sums, base: u64, seed: u64) -> Vec<u64> {
    let small = |count: u64| count > 0 && count < base;
    let mut choice = Choice::new(counts, sums, base, seed, small);
    choice.raise_best();
    choice.improve();
    let rounded = counts.iter().enumerate().map(|(cell, count)| match choice.raised.get(cell) {
        Some(raised) if small(*count) => u64::from(*raised) * base,
        _ => *count,
    });
    rounded.collect()
}

/// Which small cells become `base`; the others become 0.
struct Choice {
    base: i64,
    /// The cells to choose from, in the order in which they are tried.
    small: Vec<u32>,
    /// For each sum, its small cells.
    members: Vec<Vec<u32>>,
    sums_of: Vec<Vec<u32>>,
    /// For each sum, how much too small it is by what was chosen so far.
    missing: Vec<i64>,
    raised: Vec<bool>,
}

impl Choice {
    fn new(counts: &[u64], sums: &Sums, base: u64, seed: u64, is_small: impl Fn(u64) -> bool) -> Self {
        let is_small = |cell: &u32| counts.get(*cell as usize).is_some_and(|count| is_small(*count));
        let mut small: Vec<u32> = (0..).take(counts.len()).filter(is_small).collect();
        // Of two cells that are equally good for the sums, the larger is raised, because it is nearer to the base.
        small.sort_by_key(|cell| (Reverse(counts[*cell as usize]), mixed(seed, *cell)));
        let members: Vec<Vec<u32>> =
            sums.iter().map(|cells| cells.iter().copied().filter(is_small).collect()).collect();
        let missing =
            members.iter().map(|cells| cells.iter().map(|cell| counts[*cell as usize] as i64).sum()).collect();
        Self {
            base: base as i64,
            small,
            members,
            sums_of: sums.by_cell(counts.len()),
            missing,
            raised: vec![false; counts.len()],
        }
    }

    /// By how much the squared differences fall when a cell is changed: raised if it is 0, otherwise dropped.
    fn gain(&self, cell: u32) -> i64 {
        let sums = &self.sums_of[cell as usize];
        let missing: i64 = sums.iter().map(|sum| self.missing[*sum as usize]).sum();
        let missing = if self.raised[cell as usize] { -missing } else { missing };
        2 * self.base * missing - self.base * self.base * sums.len() as i64
    }

    fn change(&mut self, cell: u32) {
        let raised = &mut self.raised[cell as usize];
        let step = if *raised { self.base } else { -self.base };
        *raised = !*raised;
        for sum in &self.sums_of[cell as usize] {
            self.missing[*sum as usize] += step;
        }
    }

    /// Raises cells with the greatest gains, until none would make the differences smaller. Cells are tried in their order, and
    /// those raised whose gain is near the greatest of all: to find the very greatest each time would take minutes for a country, and
    /// the exchanges that follow make up for it.
    fn raise_best(&mut self) {
        while let Some(greatest) =
            self.small.iter().map(|cell| self.gain_of_raising(*cell)).max().filter(|gain| *gain > 0)
        {
            for i in 0..self.small.len() {
                let cell = self.small[i];
                if self.gain_of_raising(cell) >= greatest - greatest / NEAR {
                    self.change(cell);
                }
            }
        }
    }

    fn gain_of_raising(&self, cell: u32) -> i64 {
        if self.raised[cell as usize] { 0 } else { self.gain(cell) }
    }

    /// Changes cells, and exchanges raised for dropped ones, as long as that makes the differences smaller.
    fn improve(&mut self) {
        let order = self.small.clone();
        for _ in 0..MOST_PASSES {
            let mut better = false;
            for cell in &order {
                if self.gain(*cell) > 0 {
                    self.change(*cell);
                    better = true;
                }
            }
            for sum in 0..self.members.len() {
                better |= self.exchange(sum);
            }
            if !better {
                return;
            }
        }
    }

    /// Exchanges cells of one sum where that makes the differences smaller.
    fn exchange(&mut self, sum: usize) -> bool {
        let members = std::mem::take(&mut self.members[sum]);
        let mut better = false;
        if members.len() <= MOST_EXCHANGED {
            for (i, a) in members.iter().enumerate() {
                for b in &members[i + 1..] {
                    better |= self.exchange_pair(*a, *b);
                }
            }
        }
        self.members[sum] = members;
        better
    }

    fn exchange_pair(&mut self, a: u32, b: u32) -> bool {
        if self.raised[a as usize] == self.raised[b as usize] {
            return false;
        }
        // In sums with both cells, the changes cancel.
        let common = common(&self.sums_of[a as usize], &self.sums_of[b as usize]);
        let is_better = self.gain(a) + self.gain(b) + 2 * self.base * self.base * common > 0;
        if is_better {
            self.change(a);
            self.change(b);
        }
        is_better
    }
}

/// In how many sums both cells are.
fn common(a: &[u32], b: &[u32]) -> i64 {
    let (mut i, mut k, mut both) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(k)) {
        both += i64::from(x == y);
        i += usize::from(x <= y);
        k += usize::from(y <= x);
    }
    both
}

/// A number that looks random and is the same for the same cell and seed (SplitMix64).
fn mixed(seed: u64, cell: u32) -> u64 {
    let mut z = seed.wrapping_add(u64::from(cell).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
