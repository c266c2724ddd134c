//! What stands on every page: its number, its header and its footer.

use super::document::Line;
use super::number::Printed;

/// How many lines at the top and at the bottom of a page may be its header or footer.
const EDGE: usize = 3;
/// How many pages apart the same header may stand: left and right pages may have their own.
const APART: u32 = 2;

/// A line near the top or the bottom of its page.
struct Edge {
    /// Its index in the document.
    index: usize,
    /// Whether it is near the bottom.
    is_bottom: bool,
    /// How many lines stand between it and that edge of the page.
    rank: usize,
}

/// The lines without those that a page has only because it is a page.
pub fn without(lines: Vec<Line>) -> Vec<Line> {
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

/// The lines near the edges of each page.
fn edges(lines: &[Line]) -> Vec<Edge> {
    let full: Vec<(usize, &Line)> = lines.iter().enumerate().filter(|(_, line)| !line.is_empty()).collect();
    let mut edges = Vec::new();
    for page in full.chunk_by(|a, b| a.1.page == b.1.page) {
        let edge =
            |is_bottom| move |(rank, (index, _)): (usize, &(usize, &Line))| Edge { index: *index, is_bottom, rank };
        edges.extend(page.iter().take(EDGE).enumerate().map(edge(false)));
        edges.extend(page.iter().rev().take(EDGE).enumerate().map(edge(true)));
    }
    edges
}

/// Whether the line `edge`, the `at`th of the edges, stands in the same place of a page nearby, but for the page's number.
fn is_repeated(lines: &[Line], edges: &[Edge], at: usize, edge: &Edge) -> bool {
    let Some((line, page)) = lines.get(edge.index).and_then(|line| Some((line, line.page?))) else { return false };
    let reach = 2 * EDGE * (APART as usize + 1);
    let nearby = edges.get(at.saturating_sub(reach)..(at + reach).min(edges.len())).unwrap_or_default();
    let same_place = nearby.iter().filter(|other| other.is_bottom == edge.is_bottom && other.rank == edge.rank);
    same_place.filter_map(|other| lines.get(other.index)).any(|other| {
        let other_page = other.page.unwrap_or(page);
        let ahead = f64::from(other_page) - f64::from(page);
        (1..=APART).contains(&other_page.abs_diff(page)) && is_same(&line.text(), &other.text(), ahead)
    })
}

/// Whether two lines are the same but for a number that is `ahead` larger in the second.
fn is_same(one: &str, two: &str, ahead: f64) -> bool {
    if one == two {
        return true;
    }
    let (one, two): (Vec<&str>, Vec<&str>) = (one.split_whitespace().collect(), two.split_whitespace().collect());
    let differing: Vec<_> = one.iter().zip(&two).filter(|(a, b)| a != b).collect();
    let is_number = |(a, b): &(&&str, &&str)| match (Printed::parse(a), Printed::parse(b)) {
        (Some(a), Some(b)) => b.value - a.value == ahead,
        _ => false,
    };
    one.len() == two.len() && matches!(differing.as_slice(), [pair] if is_number(pair))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_footers_and_page_numbers_are_taken_off_and_the_rest_is_kept() {
        let page = |number: u32| {
            let texts = [
                "Rapport".to_owned(),
                format!("I alt {}", 7 * number),
                "Tekst".to_owned(),
                format!("Enheden {number}"),
            ];
            let line = move |text: String| Line { page: Some(number), number: None, indent: 0.0, cells: vec![text] };
            texts.into_iter().map(line).collect::<Vec<_>>()
        };
        let kept = without([page(1), page(2), page(3)].concat());
        let texts: Vec<String> = kept.iter().map(Line::text).collect();
        assert_eq!(texts, ["I alt 7", "I alt 14", "I alt 21"], "the same line on every page is taken for a header");
    }
}
