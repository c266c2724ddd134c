//! Places the numbers of lines beside their points: on no marker, no other number, and on no line if that can be avoided.

/// A known number of a line.
pub struct ValuePoint<'a> {
    pub column: usize,
    pub series: usize,
    pub x: f64,
    pub y: f64,
    pub text: &'a str,
}

/// The box of a number, in points.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'a> {
    pub text: &'a str,
    pub series: usize,
    pub x: f64,
    pub y: f64,
    pub w: f64,
    pub h: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
    Right,
    Left,
}

use Direction::{Down, Left, Right, Up};

/// Half the side of a marker.
const MARKER: f64 = 3.4;

/// Something that a number must not lie on. A number may touch the marker of its own point.
struct Taken {
    x: f64,
    y: f64,
    w: f64,
    h: f64,
    point: Option<(usize, usize)>,
}

/// How far a line may reach into the box of a number, which is larger than its digits.
const INSET: f64 = 1.5;

/// The places of the numbers between `top` and `bottom`. The numbers of a line are on the same side along the whole line if that
/// is free everywhere; otherwise each has the first free side, on a line only if all others are taken. A number without a free
/// place is left out. `room` to the right of the last point is the line to the name.
pub fn value_places<'a>(points: &[ValuePoint<'a>], (top, bottom): (f64, f64), room: f64) -> Vec<Spot<'a>> {
    let mut taken: Vec<Taken> = points.iter().map(marker).collect();
    let mut placed = Vec::new();
    let joined =
        points.windows(2).filter(|pair| pair[0].series == pair[1].series && pair[0].column + 1 == pair[1].column);
    let strokes: Vec<Stroke> = joined.map(|pair| [(pair[0].x, pair[0].y), (pair[1].x, pair[1].y)]).collect();
    // From the highest line to the lowest.
    let mut lines: Vec<&[ValuePoint<'a>]> = points.chunk_by(|a, b| a.series == b.series).collect();
    let mean = |line: &[ValuePoint<'_>]| line.iter().map(|point| point.y).sum::<f64>() / line.len() as f64;
    lines.sort_by(|a, b| mean(a).total_cmp(&mean(b)));
    for line in lines {
        let directions = if is_below_others(line, points) { [Down, Up, Right, Left] } else { [Up, Down, Right, Left] };
        let last = line.iter().map(|point| point.column).max();
        let fits = |taken: &[Taken], point: &ValuePoint<'_>, direction: Direction| {
            let spot = spot(point, direction);
            let has_room = direction != Right || Some(point.column) != last || spot.x + spot.w <= point.x + room;
            has_room
                && spot.y >= top
                && spot.y + spot.h <= bottom
                && !taken.iter().any(|other| is_on(&spot, other, point))
        };
        let is_clear = |point: &ValuePoint<'_>, direction: Direction| {
            let spot = spot(point, direction);
            !strokes.iter().any(|stroke| crosses(&spot, *stroke))
        };
        // Not to the left, where the line would look like a minus.
        let common = directions
            .into_iter()
            .take(3)
            .find(|direction| line.iter().all(|point| fits(&taken, point, *direction) && is_clear(point, *direction)));
        for point in line {
            let free: Vec<Direction> =
                directions.into_iter().filter(|direction| fits(&taken, point, *direction)).collect();
            let clear = free.iter().copied().find(|direction| is_clear(point, *direction));
            let chosen = common.or(clear).or(free.first().copied());
            let Some(spot) = chosen.map(|direction| spot(point, direction)) else { continue };
            taken.push(Taken { x: spot.x, y: spot.y, w: spot.w, h: spot.h, point: None });
            placed.push(spot);
        }
    }
    placed
}

fn marker(point: &ValuePoint<'_>) -> Taken {
    let side = 2.0 * MARKER;
    Taken { x: point.x - MARKER, y: point.y - MARKER, w: side, h: side, point: Some((point.series, point.column)) }
}

/// Whether the line always has another one above it and never one below.
fn is_below_others(line: &[ValuePoint<'_>], points: &[ValuePoint<'_>]) -> bool {
    let others = |point: &ValuePoint<'_>| {
        let (series, column) = (point.series, point.column);
        points.iter().filter(move |other| other.column == column && other.series != series)
    };
    line.iter().all(|point| others(point).any(|other| other.y < point.y))
        && !line.iter().any(|point| others(point).any(|other| other.y > point.y))
}

fn spot<'a>(point: &ValuePoint<'a>, direction: Direction) -> Spot<'a> {
    let w = point.text.chars().count() as f64 * 4.9 + 2.0;
    let (dx, dy) = match direction {
        Up => (0.0, -10.0),
        Down => (0.0, 10.0),
        Right => (w / 2.0 + 6.5, -1.0),
        Left => (-w / 2.0 - 6.5, -1.0),
    };
    Spot { text: point.text, series: point.series, x: point.x + dx - w / 2.0, y: point.y + dy - 4.5, w, h: 9.0 }
}

/// A part of a line from one point to the next.
type Stroke = [(f64, f64); 2];

/// Whether the stroke runs through the box: clipped to its width, part of it is between its top and bottom.
fn crosses(spot: &Spot<'_>, [(x0, y0), (x1, y1)]: Stroke) -> bool {
    let (left, right) = ((spot.x + INSET).max(x0), (spot.x + spot.w - INSET).min(x1));
    if left >= right {
        return false;
    }
    let at = |x: f64| y0 + (y1 - y0) * (x - x0) / (x1 - x0);
    let (a, b) = (at(left), at(right));
    a.min(b) < spot.y + spot.h - INSET && a.max(b) > spot.y + INSET
}

fn is_on(spot: &Spot<'_>, other: &Taken, point: &ValuePoint<'_>) -> bool {
    other.point != Some((point.series, point.column))
        && spot.x < other.x + other.w
        && other.x < spot.x + spot.w
        && spot.y < other.y + other.h
        && other.y < spot.y + spot.h
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the number of each point is above it.
    fn are_above(heights: &[f64]) -> Vec<bool> {
        let point =
            |(column, y): (usize, &f64)| ValuePoint { column, series: 0, x: 60.0 * column as f64, y: *y, text: "120" };
        let points: Vec<ValuePoint<'_>> = heights.iter().enumerate().map(point).collect();
        let spots = value_places(&points, (-100.0, 200.0), 40.0);
        spots.iter().zip(&points).map(|(spot, point)| spot.y < point.y).collect()
    }

    #[test]
    fn the_number_of_a_valley_is_below_it_and_not_on_the_line() {
        assert_eq!(are_above(&[20.0, 22.0, 110.0, 20.0]), [true, true, false, true]);
    }

    #[test]
    fn numbers_along_a_gentle_line_are_all_on_one_side() {
        assert_eq!(are_above(&[50.0, 54.0, 51.0, 53.0]), [true; 4]);
    }
}
