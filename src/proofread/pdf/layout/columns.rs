//! Pages that are set in two columns.

use super::Letter;

/// The step in which the width of a page is looked at, in points.
const STEP: f64 = 2.0;
/// The narrowest gap between two columns, in steps.
const NARROWEST: usize = 4;
/// The share of the rows that may go across the gap: headings and tables.
const ACROSS: f64 = 0.15;
/// The share of the rows that a column's text covers.
const COVERED: f64 = 0.3;
/// The fewest rows with which a page can be said to have columns.
const FEWEST: usize = 16;

/// The gap between two columns, from its left to its right edge; None for a page in one column.
pub fn gap(rows: &[Vec<Letter>]) -> Option<(f64, f64)> {
    let inked =
        |row: &Vec<Letter>| row.iter().filter(|letter| !letter.text.trim().is_empty()).cloned().collect::<Vec<_>>();
    let rows: Vec<Vec<Letter>> = rows.iter().map(inked).filter(|row| !row.is_empty()).collect();
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
            own.iter_mut().take(step(letter.x + letter.width) + 1).skip(step(letter.x)).for_each(|step| *step = true);
        }
        covered.iter_mut().zip(own).for_each(|(count, own)| *count += usize::from(own));
    }
    let most = (rows.len() as f64 * ACROSS) as usize;
    let (first, last) = (steps * 3 / 10, steps * 7 / 10);
    let mut best: Option<(usize, usize)> = None;
    let mut start = first;
    for at in first..=last {
        if covered.get(at).is_none_or(|count| *count > most) || at == last {
            let is_wider = best.is_none_or(|(from, to)| at - start > to - from);
            if at - start >= NARROWEST && is_wider {
                best = Some((start, at));
            }
            start = at + 1;
        }
    }
    let (from, to) = best?;
    let is_text = |side: &[usize]| {
        let total: usize = side.iter().sum();
        total as f64 >= COVERED * (side.len() * rows.len()) as f64
    };
    // Beside a table's labels its numbers cover little.
    let fits = is_text(covered.get(..from)?) && is_text(covered.get(to..)?);
    fits.then_some((left + from as f64 * STEP, left + to as f64 * STEP))
}

/// Whether the row goes across the gap.
pub fn crosses(row: &[Letter], gap: (f64, f64)) -> bool {
    let middle = f64::midpoint(gap.0, gap.1);
    let inked = row.iter().filter(|letter| !letter.text.trim().is_empty());
    inked.into_iter().any(|letter| letter.x < middle && letter.x + letter.width > middle)
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
