//! Small print in two columns of equal height, which break across pages.
//!
//! Typst's grid lays out everything twice, once to measure it, and its columns are not of the same height on the last page. The small
//! print of a report has hundreds of entries, so both would be seen.

use std::ops::Range;

use typst::diag::{At, SourceResult};
use typst::engine::Engine;
use typst::foundations::{Args, Array, Content, IntoValue, NativeElement, NativeFuncData, Packed, StyleChain, Value};
use typst::introspection::{Locator, MetadataElem};
use typst::layout::{Abs, Axes, BlockElem, Fragment, Frame, Length, Point, Region, Regions, Size};

use super::native::{self, Carried};

/// The function `two-columns(gutter, spacing, entries)` of Typst's sources. `gutter` is between the columns and `spacing` between
/// entries. An entry is `(head, body)`; the head, which may be `none`, is set once above all bodies that have it, and again where a
/// column begins.
pub static TWO_COLUMNS: NativeFuncData =
    native::function("two-columns", "Entries in two columns of the same height.", &|_, _, args| block(args));

const GUTTER: &str = "gutter";
const SPACING: &str = "spacing";
const ENTRIES: &str = "entries";

fn block(args: &mut Args) -> SourceResult<Value> {
    let carried = native::carry(args, &[GUTTER, SPACING, ENTRIES])?;
    Ok(BlockElem::multi_layouter(carried, lay_out).pack().spanned(args.span).into_value())
}

fn lay_out(
    carried: &Packed<MetadataElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let carried = Carried::read(carried)?;
    let (gutter, spacing) = (carried.get::<Length>(GUTTER)?.abs, carried.get::<Length>(SPACING)?.abs);
    let (entries, span) = (carried.get::<Array>(ENTRIES)?, carried.span);

    let width = (regions.size.x - gutter) / 2.0;
    let region = Region::new(Size::new(width, Abs::inf()), Axes::new(true, false));
    let mut locator = locator.split();
    let mut frames = Frames::new(spacing.to_pt());
    for entry in entries {
        let entry = entry.cast::<Array>().at(span)?;
        let mut set =
            |content: &Content| typst_layout::layout_frame(engine, content, locator.next(&span), styles, region);
        let head = entry.at(0, None).at(span)?.cast::<Option<Content>>().at(span)?;
        let head = head.map(|head| frames.head(head, &mut set)).transpose()?;
        let body = entry.at(1, None).at(span)?.cast::<Content>().at(span)?;
        frames.add(head, set(&body)?);
    }
    let pages = frames.sizes.pages(regions.iter().map(|size| size.y.to_pt()));
    let page = |columns: &[Range<usize>; 2]| frames.page(columns, regions.size.x, width + gutter);
    Ok(Fragment::frames(pages.iter().map(page).collect()))
}

/// The laid-out heads and bodies.
struct Frames {
    /// Without repetitions: bodies have the index of their head.
    heads: Vec<(Content, Frame)>,
    bodies: Vec<Frame>,
    sizes: Entries,
}

impl Frames {
    fn new(spacing: f64) -> Self {
        let sizes = Entries { heads: Vec::new(), bodies: Vec::new(), spacing };
        Self { heads: Vec::new(), bodies: Vec::new(), sizes }
    }

    /// The index of a head, which is laid out if it is new.
    fn head(&mut self, head: Content, set: &mut impl FnMut(&Content) -> SourceResult<Frame>) -> SourceResult<usize> {
        if let Some(known) = self.heads.iter().position(|(other, _)| *other == head) {
            return Ok(known);
        }
        let frame = set(&head)?;
        self.sizes.heads.push(frame.height().to_pt());
        self.heads.push((head, frame));
        Ok(self.heads.len() - 1)
    }

    fn add(&mut self, head: Option<usize>, body: Frame) {
        self.sizes.bodies.push((head, body.height().to_pt()));
        self.bodies.push(body);
    }

    /// A page with its two columns; the second one begins at `second`.
    fn page(&self, columns: &[Range<usize>; 2], width: Abs, second: Abs) -> Frame {
        let height = columns.iter().map(|column| self.sizes.height(column)).fold(0.0, f64::max);
        let mut page = Frame::soft(Size::new(width, Abs::pt(height)));
        for (column, x) in columns.iter().zip([Abs::zero(), second]) {
            for (part, y) in self.sizes.places(column) {
                let frame = match part {
                    Placed::Head(head) => self.heads.get(head).map(|(_, frame)| frame),
                    Placed::Body(body) => self.bodies.get(body),
                };
                page.push_frame(Point::new(x, Abs::pt(y)), frame.cloned().unwrap_or_default());
            }
        }
        page
    }
}

/// The heights of heads and bodies, in points.
struct Entries {
    heads: Vec<f64>,
    /// The head above each body, and the height of the body.
    bodies: Vec<(Option<usize>, f64)>,
    spacing: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Placed {
    Head(usize),
    Body(usize),
}

impl Entries {
    /// The parts of a column with these bodies, each with its distance from the top.
    fn places(&self, column: &Range<usize>) -> Vec<(Placed, f64)> {
        let (mut places, mut y, mut above) = (Vec::new(), 0.0, None);
        for index in column.clone() {
            let Some((head, height)) = self.bodies.get(index) else { continue };
            if let Some(head) = head.filter(|_| *head != above) {
                places.push((Placed::Head(head), y));
                y += self.heads.get(head).copied().unwrap_or_default() + self.spacing;
            }
            above = *head;
            places.push((Placed::Body(index), y));
            y += height + self.spacing;
        }
        places
    }

    fn height(&self, column: &Range<usize>) -> f64 {
        let last = self.places(column).last().copied();
        last.map_or(0.0, |(part, y)| y + if let Placed::Body(index) = part { self.bodies[index].1 } else { 0.0 })
    }

    /// As many bodies from `start` on as fit in the room.
    fn fill(&self, start: usize, room: f64) -> Range<usize> {
        let fits = |end: &usize| self.height(&(start..*end)) <= room + 1e-6;
        start..(start + 1..=self.bodies.len()).take_while(fits).last().unwrap_or(start)
    }

    /// The two columns of each page: full columns, and on the last page two of about equal height, the left one no shorter.
    /// `rooms` are the heights of the pages. The first page stays empty if more fits on the next one.
    fn pages(&self, rooms: impl Iterator<Item = f64>) -> Vec<[Range<usize>; 2]> {
        let (mut pages, mut start) = (Vec::new(), 0);
        let mut rooms = rooms.peekable();
        while let Some(room) = rooms.next().filter(|_| start < self.bodies.len()) {
            let left = self.fill(start, room);
            let right = self.fill(left.end, room);
            if right.end == self.bodies.len() {
                pages.push(self.balanced(start));
                return pages;
            }
            let is_stuck = left.is_empty() && rooms.peek().is_none_or(|next| *next <= room);
            // An entry that is higher than a page overflows it, which is reported elsewhere.
            let page = if is_stuck { [start..start + 1, start + 1..start + 1] } else { [left, right] };
            start = page[1].end;
            pages.push(page);
        }
        pages
    }

    fn balanced(&self, start: usize) -> [Range<usize>; 2] {
        let end = self.bodies.len();
        let height = |cut: usize| f64::max(self.height(&(start..cut)), self.height(&(cut..end)));
        let cut = (start..=end).min_by(|a, b| height(*a).total_cmp(&height(*b)).then(b.cmp(a))).unwrap_or(end);
        [start..cut, cut..end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Entries of ten points, with these heads of five points, one point apart.
    fn entries(heads: &[Option<usize>]) -> Entries {
        Entries { heads: vec![5.0; 9], bodies: heads.iter().map(|head| (*head, 10.0)).collect(), spacing: 1.0 }
    }

    #[test]
    fn columns_are_filled_page_by_page_and_the_last_page_has_two_of_the_same_height() {
        let pages = entries(&[None; 9]).pages([32.0, 43.0].into_iter().chain(std::iter::repeat(43.0)));
        assert_eq!(pages, [[0..3, 3..6], [6..8, 8..9]]);
    }

    #[test]
    fn a_head_is_set_where_it_changes_and_where_a_column_begins() {
        let entries = entries(&[Some(0), Some(0), None, Some(1)]);
        let parts = |column| entries.places(&column).into_iter().map(|(part, _)| part).collect::<Vec<_>>();
        use Placed::{Body, Head};
        assert_eq!(parts(0..4), [Head(0), Body(0), Body(1), Body(2), Head(1), Body(3)]);
        assert_eq!(parts(1..2), [Head(0), Body(1)]);
        assert_eq!(entries.height(&(0..2)), 5.0 + 1.0 + 10.0 + 1.0 + 10.0);
    }

    #[test]
    fn nothing_begins_on_a_page_without_room_and_an_entry_higher_than_a_page_is_not_lost() {
        assert_eq!(entries(&[None; 2]).pages([4.0, 100.0].into_iter()), [[0..0, 0..0], [0..1, 1..2]]);
        let pages = entries(&[None; 3]).pages(std::iter::repeat_n(7.0, 5));
        assert_eq!(pages, [[0..1, 1..1], [1..2, 2..2], [2..3, 3..3]]);
        assert!(entries(&[]).pages(std::iter::repeat(7.0)).is_empty());
    }
}
