//! A tiny fixed-seed random generator (SplitMix64), so that every run writes the same bytes.

/// The generator; each file seeds its own, so that changing one leaves the others alone.
pub struct Rng(u64);

impl Rng {
    /// Seeded from a name (FNV-1a).
    pub fn new(name: &str) -> Rng {
        Rng(name
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
    }

    /// The next 64 bits.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A whole number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    /// A number from 0 up to, not including, 1.
    pub fn unit(&mut self) -> f64 {
        self.below(1 << 20) as f64 / (1 << 20) as f64
    }

    /// True once in `n` times.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// One of the items.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// Puts the items in random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }

    /// A value as its exporters spell it: now and then one of the alternative spellings.
    pub fn spelled(&mut self, value: &str, alternatives: &[(&str, &str)]) -> String {
        let known: Vec<&str> = alternatives.iter().filter(|(of, _)| *of == value).map(|(_, other)| *other).collect();
        if known.is_empty() || !self.one_in(6) {
            return value.to_string();
        }
        self.pick(&known).to_string()
    }
}
