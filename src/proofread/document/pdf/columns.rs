//! Finds the gap between two columns of text.

use super::letter::Letter;

/// Width of one step across the page, in points.
const STEP: f64 = 2.0;
const MIN_GAP_STEPS: usize = 4;
/// Share of the rows that may cross the gap: headings and tables.
const ACROSS: f64 = 0.15;
/// Least share of a column that its text covers. The numbers beside a table's labels cover less.
const COVERED: f64 = 0.3;
/// With fewer rows, a gap may be a coincidence.
const FEWEST: usize = 16;

/// In how many rows letters cover each step across the page. The gap is where they cover few.
struct StepCoverage {
    /// Left edge of the text, in points.
    left: f64,
    /// For each step from the left edge, how many rows have a letter there.
    rows: Vec<usize>,
    rows_with_text: usize,
}

impl StepCoverage {
    /// `None` if there are too few rows to decide.
    fn of(rows: &[Vec<Letter>]) -> Option<Self> {
        let rows: Vec<Vec<&Letter>> =
            rows.iter().map(|row| inked(row).collect()).filter(|row: &Vec<_>| !row.is_empty()).collect();
        if rows.len() < FEWEST {
            return None;
        }
        let letters = || rows.iter().flatten();
        let left = letters().map(|letter| letter.x).fold(f64::MAX, f64::min);
        let right = letters().map(|letter| letter.x + letter.width).fold(f64::MIN, f64::max);
        let steps = ((right - left) / STEP).clamp(0.0, 2000.0) as usize;
        let step = |x: f64| ((x - left) / STEP).clamp(0.0, steps as f64) as usize;
        let mut covered = vec![0usize; steps + 1];
        for row in &rows {
            let mut own = vec![false; steps + 1];
            for letter in row {
                let (start, end) = (step(letter.x), step(letter.x + letter.width));
                own.iter_mut().take(end + 1).skip(start).for_each(|step| *step = true);
            }
            covered.iter_mut().zip(own).for_each(|(count, own)| *count += usize::from(own));
        }
        Some(Self { left, rows: covered, rows_with_text: rows.len() })
    }

    /// The widest run of nearly empty steps in the middle of the page, as its first step and the step after it.
    fn widest_gap(&self) -> Option<(usize, usize)> {
        let steps = self.rows.len() - 1;
        let most = (self.rows_with_text as f64 * ACROSS) as usize;
        let (first, last) = (steps * 3 / 10, steps * 7 / 10);
        let mut widest: Option<(usize, usize)> = None;
        let mut start = first;
        for at in first..=last {
            if self.rows.get(at).is_none_or(|count| *count > most) || at == last {
                let is_wider = widest.is_none_or(|(from, to)| at - start > to - from);
                if at - start >= MIN_GAP_STEPS && is_wider {
                    widest = Some((start, at));
                }
                start = at + 1;
            }
        }
        widest
    }

    fn is_text(&self, steps: &[usize]) -> bool {
        let covered: usize = steps.iter().sum();
        covered as f64 >= COVERED * (steps.len() * self.rows_with_text) as f64
    }
}

/// Returns the left and right edge of the gap; `None` for a page with one column.
pub(super) fn gap(rows: &[Vec<Letter>]) -> Option<(f64, f64)> {
    let coverage = StepCoverage::of(rows)?;
    let (from, to) = coverage.widest_gap()?;
    let fits = coverage.is_text(coverage.rows.get(..from)?) && coverage.is_text(coverage.rows.get(to..)?);
    fits.then_some((coverage.left + from as f64 * STEP, coverage.left + to as f64 * STEP))
}

pub(super) fn crosses(row: &[Letter], gap: (f64, f64)) -> bool {
    let middle = f64::midpoint(gap.0, gap.1);
    inked(row).any(|letter| letter.x < middle && letter.x + letter.width > middle)
}

/// The letters that are not spaces.
fn inked(row: &[Letter]) -> impl Iterator<Item = &Letter> {
    row.iter().filter(|letter| !letter.text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(y: f64, texts: &[(f64, &str)]) -> Vec<Letter> {
        let letters = texts.iter().flat_map(|(x, text)| {
            text.chars().enumerate().map(move |(at, c)| Letter {
                x: x + 5.0 * at as f64,
                y,
                width: 5.0,
                size: 10.0,
                text: c.to_string(),
            })
        });
        letters.collect()
    }

    #[test]
    fn two_columns_of_text_have_a_gap_and_a_table_has_none() {
        let prose = "her er en linje med løbende tekst i spalten";
        let columns: Vec<_> = (0..20).map(|y| row(f64::from(y) * 12.0, &[(50.0, prose), (290.0, prose)])).collect();
        let (left, right) = gap(&columns).expect("a gap");
        assert!(left > 255.0 && right < 300.0, "{left} {right}");
        let table: Vec<_> = (0..20).map(|y| row(f64::from(y) * 12.0, &[(50.0, prose), (500.0, "12")])).collect();
        assert_eq!(gap(&table), None);
    }
}
