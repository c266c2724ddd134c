//! Where the numbers of lines are: beside their points, and on no marker and no other number.

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

/// The places of the numbers between `top` and `bottom`. The numbers of a line are in the same direction along the whole line if that
/// is free everywhere; otherwise each has the first free one. A number without a free place is left out: it would be on another.
/// `room` to the right of the last point is the line to the name.
pub fn value_places<'a>(points: &[ValuePoint<'a>], (top, bottom): (f64, f64), room: f64) -> Vec<Spot<'a>> {
    let mut taken: Vec<Taken> = points.iter().map(marker).collect();
    let mut placed = Vec::new();
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
        // To the left a line runs through the number and looks like a minus.
        let common =
            directions.into_iter().take(3).find(|direction| line.iter().all(|point| fits(&taken, point, *direction)));
        for point in line {
            let chosen = common.or_else(|| directions.into_iter().find(|direction| fits(&taken, point, *direction)));
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

fn is_on(spot: &Spot<'_>, other: &Taken, point: &ValuePoint<'_>) -> bool {
    other.point != Some((point.series, point.column))
        && spot.x < other.x + other.w
        && other.x < spot.x + spot.w
        && spot.y < other.y + other.h
        && other.y < spot.y + spot.h
}
