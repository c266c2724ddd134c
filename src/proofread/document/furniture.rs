//! Removes page furniture: page numbers, headers and footers.

use crate::proofread::line::PrintedLine;
use crate::proofread::number::PrintedNumber;

/// Most lines of a header or footer.
const EDGE: usize = 3;
/// Most pages from a header to its next occurrence: left and right pages may have headers of their own.
const APART: u32 = 2;

/// A line near the top or the bottom of its page.
struct EdgeLine {
    /// Index into the document's lines.
    index: usize,
    is_bottom: bool,
    /// Lines between it and that edge of the page.
    rank: usize,
}

pub(super) fn without(lines: Vec<PrintedLine>) -> Vec<PrintedLine> {
    let edges = edges(&lines);
    let mut repeated: Vec<usize> = edges
        .iter()
        .enumerate()
        .filter(|(at, edge)| is_repeated(&lines, &edges, *at, edge))
        .map(|(_, edge)| edge.index)
        .collect();
    repeated.sort_unstable();
    let kept = lines.into_iter().enumerate().filter(|(index, _)| repeated.binary_search(index).is_err());
    kept.map(|(_, line)| line).collect()
}

fn edges(lines: &[PrintedLine]) -> Vec<EdgeLine> {
    let full: Vec<(usize, &PrintedLine)> = lines.iter().enumerate().filter(|(_, line)| !line.is_empty()).collect();
    let mut edges = Vec::new();
    for page in full.chunk_by(|a, b| a.1.page == b.1.page) {
        let edge = |is_bottom| {
            move |(rank, (index, _)): (usize, &(usize, &PrintedLine))| EdgeLine { index: *index, is_bottom, rank }
        };
        edges.extend(page.iter().take(EDGE).enumerate().map(edge(false)));
        edges.extend(page.iter().rev().take(EDGE).enumerate().map(edge(true)));
    }
    edges
}

/// Whether a page nearby has the same line in the same place, apart from the page number in it. `at` is the index of `edge` in
/// `edges`.
fn is_repeated(lines: &[PrintedLine], edges: &[EdgeLine], at: usize, edge: &EdgeLine) -> bool {
    let Some((line, page)) = lines.get(edge.index).and_then(|line| Some((line, line.page?))) else { return false };
    if is_of_table(lines, edge) {
        return false;
    }
    let reach = 2 * EDGE * (APART as usize + 1);
    let nearby = edges.get(at.saturating_sub(reach)..(at + reach).min(edges.len())).unwrap_or_default();
    let same_place = nearby.iter().filter(|other| other.is_bottom == edge.is_bottom && other.rank == edge.rank);
    same_place.filter_map(|other| lines.get(other.index)).any(|other| {
        let other_page = other.page.unwrap_or(page);
        let ahead = f64::from(other_page) - f64::from(page);
        (1..=APART).contains(&other_page.abs_diff(page)) && is_same(&line.text(), &other.text(), ahead)
    })
}

/// Whether the line has cells, and so has the next one towards the middle of the page: small tables on several pages may have
/// the same header and rows.
fn is_of_table(lines: &[PrintedLine], edge: &EdgeLine) -> bool {
    let inward = if edge.is_bottom { edge.index.checked_sub(1) } else { Some(edge.index + 1) };
    let has_cells = |line: Option<&PrintedLine>| line.is_some_and(|line| line.cells.len() > 1);
    has_cells(lines.get(edge.index)) && has_cells(inward.and_then(|index| lines.get(index)))
}

/// Whether the lines are equal, or differ in one number only, which is `ahead` larger in `two`.
fn is_same(one: &str, two: &str, ahead: f64) -> bool {
    if one == two {
        return true;
    }
    let (one, two): (Vec<&str>, Vec<&str>) = (one.split_whitespace().collect(), two.split_whitespace().collect());
    let differing: Vec<_> = one.iter().zip(&two).filter(|(a, b)| a != b).collect();
    let is_number = |(a, b): &(&&str, &&str)| match (PrintedNumber::parse(a), PrintedNumber::parse(b)) {
        (Some(a), Some(b)) => b.value - a.value == ahead,
        _ => false,
    };
    one.len() == two.len() && matches!(differing.as_slice(), [pair] if is_number(pair))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_footers_and_page_numbers_are_removed_and_the_rest_stays() {
        let page = |number: u32| {
            let texts = [
                "Rapport".to_owned(),
                format!("I alt {}", 7 * number),
                "Tekst".to_owned(),
                format!("Enheden {number}"),
            ];
            let line = move |text: String| PrintedLine {
                page: Some(number),
                number: None,
                indent: 0.0,
                cells: vec![text],
                areas: Vec::new(),
            };
            texts.into_iter().map(line).collect::<Vec<_>>()
        };
        let kept = without([page(1), page(2), page(3)].concat());
        let texts: Vec<String> = kept.iter().map(PrintedLine::text).collect();
        assert_eq!(texts, ["I alt 7", "I alt 14", "I alt 21"], "a line that is the same on every page is a header");
    }
}
