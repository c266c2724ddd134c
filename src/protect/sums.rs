//! Which inner cells each published number is the sum of.

/// The published sums over inner cells.
#[derive(Debug, Default)]
pub struct Sums {
    /// The cells of each sum.
    cells: Vec<Vec<u32>>,
}

impl Sums {
    /// Adds a published number, which is the sum of these cells.
    pub fn add(&mut self, cells: Vec<u32>) {
        self.cells.push(cells);
    }

    /// The cells of each sum.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.cells.iter().map(Vec::as_slice)
    }

    /// For each of `count` cells the sums that it is part of, ascending.
    pub fn by_cell(&self, count: usize) -> Vec<Vec<u32>> {
        let mut of_cell = vec![Vec::new(); count];
        for (sum, cells) in (0_u32..).zip(&self.cells) {
            for cell in cells {
                if let Some(sums) = of_cell.get_mut(*cell as usize) {
                    sums.push(sum);
                }
            }
        }
        of_cell
    }
}
