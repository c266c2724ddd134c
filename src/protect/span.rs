//! Finds what follows from known sums, by Gaussian elimination over sparse vectors.
//!
//! Calculates modulo a prime, without rounding errors. A sum that follows from others over the rational numbers also follows
//! modulo the prime. The converse fails with negligible probability for a prime of 61 bits, and would only hide one number too
//! many.

/// 2^61 − 1.
const PRIME: u64 = (1 << 61) - 1;

/// A vector over cells: its coefficients that are not 0, by ascending cells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SparseVector(Vec<(u32, u64)>);

impl SparseVector {
    /// The sum of cells, each with its multiplicity, in ascending order of cells.
    pub fn of(cells: &[(u32, u32)]) -> Self {
        Self(cells.iter().filter(|(_, times)| *times > 0).map(|(cell, times)| (*cell, u64::from(*times))).collect())
    }

    pub fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// The cells whose coefficient is not 0.
    pub fn cells(&self) -> impl Iterator<Item = u32> {
        self.0.iter().map(|(cell, _)| *cell)
    }

    fn coefficient(&self, cell: u32) -> u64 {
        self.0.binary_search_by_key(&cell, |(cell, _)| *cell).map_or(0, |at| self.0[at].1)
    }

    /// The coefficient as a small whole number. `None` if it is a fraction.
    fn small(&self, cell: u32) -> Option<i64> {
        const SMALL: u64 = 1 << 20;
        match self.coefficient(cell) {
            number if number < SMALL => Some(number as i64),
            number if PRIME - number < SMALL => Some(-((PRIME - number) as i64)),
            _ => None,
        }
    }

    /// The vector scaled so that its first coefficient is 1.
    fn normal(self) -> Self {
        let Some((_, first)) = self.0.first() else { return self };
        let factor = inverse(*first);
        Self(self.0.into_iter().map(|(cell, number)| (cell, product(number, factor))).collect())
    }

    /// Subtracts the multiple of another vector that makes its `pivot` coefficient 0; that of the other is 1.
    fn without(&self, pivot: u32, other: &Self) -> Self {
        let factor = PRIME - self.coefficient(pivot);
        if factor == PRIME {
            return self.clone();
        }
        let mut sum = Vec::with_capacity(self.0.len() + other.0.len());
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        loop {
            let order = match (a.peek(), b.peek()) {
                (None, None) => return Self(sum),
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (Some((x, _)), Some((y, _))) => x.cmp(y),
            };
            let own = if order.is_le() { a.next() } else { None };
            let others = if order.is_ge() { b.next() } else { None };
            let cell = own.or(others).map_or(0, |(cell, _)| *cell);
            let number =
                own.map_or(0, |(_, number)| *number) + others.map_or(0, |(_, number)| product(*number, factor));
            if number % PRIME != 0 {
                sum.push((cell, number % PRIME));
            }
        }
    }
}

/// The linear span of sums: everything that follows from them.
#[derive(Debug, Default)]
pub struct Span {
    /// Each has the coefficient 1 at its pivot, where all others have 0.
    basis: Vec<(u32, SparseVector)>,
    by_pivot: std::collections::HashMap<u32, usize>,
}

impl Span {
    /// The residual of a vector after reduction by the span: zero if the vector follows from it.
    pub fn residual(&self, vector: &SparseVector) -> SparseVector {
        let mut left = vector.clone();
        // The basis has no coefficients at the pivots of others, so that one pass over the pivots of the vector is enough.
        for pivot in vector.cells().filter_map(|cell| self.by_pivot.get(&cell)) {
            if let Some((pivot, vector)) = self.basis.get(*pivot) {
                left = left.without(*pivot, vector);
            }
        }
        left
    }

    /// Adds the residual of a sum to the span, and reduces `others` by it. Does nothing if it is zero.
    pub fn add(&mut self, residual: SparseVector, others: &mut [SparseVector]) {
        let vector = residual.normal();
        let Some(pivot) = vector.cells().next() else { return };
        let basis = self.basis.iter_mut().map(|(_, other)| other);
        for other in basis.chain(others).filter(|other| other.coefficient(pivot) != 0) {
            *other = other.without(pivot, &vector);
        }
        self.by_pivot.insert(pivot, self.basis.len());
        self.basis.push((pivot, vector));
    }

    /// The changes of cells that change no sum in the span: for a cell that is no pivot, the one that adds 1 to it. `None` if a change
    /// is not whole.
    pub fn unseen_change(&self, cell: u32) -> Option<Vec<(u32, i64)>> {
        let changes = self.basis.iter().filter(|(_, vector)| vector.coefficient(cell) != 0);
        let changes = changes.map(|(pivot, vector)| Some((*pivot, -vector.small(cell)?)));
        changes.chain([Some((cell, 1))]).collect()
    }
}

/// Whether one vector is a multiple of the other, both not 0.
pub fn are_multiples(a: &SparseVector, b: &SparseVector) -> bool {
    let (Some((first_a, number_a)), Some((first_b, number_b))) = (a.0.first(), b.0.first()) else { return false };
    if first_a != first_b || a.0.len() != b.0.len() {
        return false;
    }
    let factor = product(*number_a, inverse(*number_b));
    a.0.iter().zip(&b.0).all(|((x, a), (y, b))| x == y && *a == product(*b, factor))
}

fn product(a: u64, b: u64) -> u64 {
    (u128::from(a) * u128::from(b) % u128::from(PRIME)) as u64
}

/// By Fermat's little theorem.
fn inverse(number: u64) -> u64 {
    let (mut result, mut base, mut exponent) = (1, number, PRIME - 2);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = product(result, base);
        }
        base = product(base, base);
        exponent >>= 1;
    }
    result
}
