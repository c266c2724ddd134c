//! Charts, drawn by the program.
//!
//! The layout calls [`DRAWING`] in the place of a chart and gets a block. When Typst knows the width of the block, the chart is
//! computed as shapes and words at fixed places. Written in Typst, this took longer than the rest of a page.

mod axis;
mod bars;
mod canvas;
mod columns;
mod funnel;
mod legend;
mod line_names;
mod lines;
mod pairs;
mod palette;
mod shares;
mod texts;
mod value_places;

use typst::World;
use typst::diag::{At, SourceResult, bail};
use typst::engine::Engine;
use typst::foundations::{Args, IntoValue, NativeElement, NativeFuncData, Packed, StyleChain, Value};
use typst::introspection::{Locator, MetadataElem};
use typst::layout::{Abs, BlockElem, Fragment, Frame, Point, Region, Regions, Size};
use typst::syntax::{RootedPath, Span, VirtualPath, VirtualRoot};

use self::canvas::Canvas;
use self::palette::Palette;
use self::texts::Typesetter;
use super::native::{self, Carried};
use crate::compose::chart_file;
use crate::compose::view::DrawingView;

/// The function `drawing(id, parts, palette)` of Typst's sources: a block with a chart. A page may end between its `parts`, if it has more
/// than one; `palette` has the colours by name, see [`Palette`].
pub static DRAWING: NativeFuncData = native::function("drawing", "A chart of the report.", &|_, _, args| block(args));

const ID: &str = "id";
const PARTS: &str = "parts";
const PALETTE: &str = "palette";

fn block(args: &mut Args) -> SourceResult<Value> {
    let carried = native::carry(args, &[ID, PARTS, PALETTE])?;
    let block = match Carried::read(&carried)?.get::<usize>(PARTS)? {
        0 | 1 => BlockElem::single_layouter(carried, lay_out_whole),
        _ => BlockElem::multi_layouter(carried, lay_out_parts),
    };
    Ok(block.pack().spanned(args.span).into_value())
}

/// The chart as one frame.
fn lay_out_whole(
    carried: &Packed<MetadataElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    region: Region,
) -> SourceResult<Frame> {
    Ok(stack(lay_out(carried, engine, locator, styles, region.size.x)?))
}

/// The chart, with as many parts on each page as fit.
fn lay_out_parts(
    carried: &Packed<MetadataElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    mut regions: Regions,
) -> SourceResult<Fragment> {
    let (mut pages, mut page) = (Vec::new(), Vec::new());
    for part in lay_out(carried, engine, locator, styles, regions.size.x)? {
        while !regions.size.y.fits(part.height()) && regions.may_progress() {
            pages.push(stack(std::mem::take(&mut page)));
            regions.next();
        }
        regions.size.y -= part.height();
        page.push(part);
    }
    pages.push(stack(page));
    Ok(Fragment::frames(pages))
}

/// The parts below each other.
fn stack(parts: Vec<Frame>) -> Frame {
    let size = |all: Size, part: &Frame| Size::new(all.x.max(part.width()), all.y + part.height());
    let mut whole = Frame::hard(parts.iter().fold(Size::zero(), size));
    let mut y = Abs::zero();
    for part in parts {
        let height = part.height();
        whole.push_frame(Point::with_y(y), part);
        y += height;
    }
    whole
}

/// Draws the parts of the chart with this width.
fn lay_out(
    carried: &Packed<MetadataElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    width: Abs,
) -> SourceResult<Vec<Frame>> {
    let carried = Carried::read(carried)?;
    let (id, span) = (carried.get::<String>(ID)?, carried.span);
    let palette = Palette::read(carried.get(PALETTE)?).at(span)?;
    let Ok(path) = VirtualPath::new(chart_file(&id)) else { bail!(span, "diagrammet »{id}« findes ikke") };
    let file = engine.world.file(RootedPath::new(VirtualRoot::Project, path).intern()).at(span)?;
    let Ok(drawing) = serde_json::from_slice::<DrawingView>(&file) else {
        bail!(span, "diagrammet »{id}« kan ikke læses")
    };
    let texts = Typesetter::new(engine, locator, styles);
    draw(&drawing, Canvas::new(width.to_pt(), palette, texts), span)
}

fn draw(drawing: &DrawingView, mut canvas: Canvas<'_, '_>, span: Span) -> SourceResult<Vec<Frame>> {
    let height = match drawing {
        DrawingView::Bars(bars) => return bars::draw(&mut canvas, bars),
        DrawingView::Columns(columns) => columns::draw(&mut canvas, columns),
        DrawingView::Lines(lines) => lines::draw(&mut canvas, lines),
        DrawingView::Funnel(funnel) => funnel::draw(&mut canvas, funnel),
        DrawingView::Pairs(pairs) => pairs::draw(&mut canvas, pairs),
        DrawingView::Shares(shares) => shares::draw(&mut canvas, shares),
        DrawingView::Organisation { .. } | DrawingView::Process { .. } => {
            bail!(span, "diagrammet tegnes af layoutet")
        }
    };
    Ok(vec![canvas.take(height)?])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::{Value as Json, json};
    use typst::layout::FrameItem;

    use super::*;
    use crate::compose::Document;
    use crate::typeset::passes::lay_out;
    use crate::typeset::world::{DocumentFiles, PinnedWorld};

    const PALETTE: &str = "(primary: blue, secondary: red, deep: navy, ink: black, muted: gray, rule: gray, grid: silver, \
                           fills: (blue, white), strokes: (blue, red))";

    /// The page with these charts below each other, each on a page of its own width.
    fn drawn(charts: &[Json]) -> Vec<Frame> {
        let mut document = Document::new("/main.typ", String::new(), String::new());
        let mut main =
            "#set text(font: \"Noto Sans\", lang: \"da\")\n#set page(height: auto, width: 160mm)\n".to_owned();
        for (index, chart) in charts.iter().enumerate() {
            document.files.insert(chart_file(&index.to_string()), chart.to_string().into_bytes());
            main += &format!("#drawing(\"{index}\", 1, {PALETTE})\n#pagebreak()\n");
        }
        document.files.insert("/main.typ".to_owned(), main.into_bytes());
        let files = DocumentFiles::of(&document);
        let world = PinnedWorld::new(&files, &BTreeSet::new(), chrono::NaiveDate::default()).unwrap();
        let pages = lay_out(&world, None).expect("the charts are drawn").pages;
        pages.pages().iter().take(charts.len()).map(|page| page.frame.clone()).collect()
    }

    fn bars(values: &[f64], label: &str) -> Json {
        let item = |value: &f64| json!({"label": label, "value": value, "own": false, "text": value.to_string(), "before": null});
        let items: Vec<Json> = values.iter().map(item).collect();
        let target = json!({"value": values[0], "label": "Mål"});
        json!({"kind": "bars", "value_label": "", "items": items, "compare": [], "target": target, "paired": null})
    }

    fn over_time(kind: &str, values: &[f64], label: &str) -> Json {
        let tick = |index: usize| json!({"label": label, "group": "", "place": index});
        let ticks: Vec<Json> = (0..values.len()).map(tick).collect();
        let texts: Vec<String> = values.iter().map(f64::to_string).collect();
        let series =
            json!([{"label": label, "values": values, "texts": texts}, {"label": "", "values": [null], "texts": []}]);
        json!({"kind": kind, "x_label": "", "y_label": "Antal", "ticks": ticks, "series": series, "target": null, "totals": texts})
    }

    #[test]
    fn charts_of_numbers_and_words_of_any_size_are_drawn() {
        let numbers: [&[f64]; 6] =
            [&[0.0], &[1e300, -1e300], &[f64::MAX, f64::MIN], &[1e-300, 0.0], &[-5.0, -5.0], &[0.1 + 0.2, 1e15, 7.0]];
        let long = "Speciallægepraksissamarbejdsorganisationen ".repeat(12);
        let words = [
            "",
            "Nord",
            long.as_str(),
            "to\nlinjer",
            "😀 قلب ₂",
            "https://kapnord.example/en_lang_adresse/1234567890/",
        ];
        let mut charts = Vec::new();
        for values in numbers {
            for label in words {
                charts.extend([
                    bars(values, label),
                    over_time("columns", values, label),
                    over_time("lines", values, label),
                ]);
            }
        }
        let frames = drawn(&charts);
        assert_eq!(frames.len(), charts.len());
        assert!(
            frames
                .iter()
                .all(|frame| frame.height().to_pt().is_finite() && frame.height() > typst::layout::Abs::pt(20.0))
        );
    }

    #[test]
    fn a_drawing_of_nothing_or_with_arguments_of_another_kind_fails_and_does_not_panic() {
        let calls = ["#drawing()", "#drawing(1, 2, 3)", "#drawing(\"../../x\", 0, (:))", "#drawing(\"x\", -1, (a: 1))"];
        for call in calls
            .iter()
            .chain(&["#two-columns(1pt, 1pt, (1, 2))", "#two-columns(99em, -1pt, ((none, [a]), ([b], [c])))"])
        {
            let mut document = Document::new("/main.typ", String::new(), String::new());
            document.files.insert("/main.typ".to_owned(), call.as_bytes().to_vec());
            let files = DocumentFiles::of(&document);
            let world = PinnedWorld::new(&files, &BTreeSet::new(), chrono::NaiveDate::default()).unwrap();
            let is_drawn = lay_out(&world, None).is_some();
            assert_eq!(is_drawn, call.contains("99em"), "{call}");
        }
    }

    /// The lengths of the rectangles on a page, from the top down.
    fn lengths(frame: &Frame, found: &mut Vec<f64>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => lengths(&group.frame, found),
                FrameItem::Shape(shape, _) => {
                    if let typst::visualize::Geometry::Rect(size) = &shape.geometry {
                        found.push(size.x.to_pt());
                    }
                }
                _ => {}
            }
        }
    }

    /// What is drawn in each part of a chart, in order: `true` for a line, `false` for a bar.
    fn lines_and_bars(frame: &Frame) -> Vec<Vec<bool>> {
        let kind = |item: &FrameItem| match item {
            FrameItem::Shape(shape, _) => match shape.geometry {
                typst::visualize::Geometry::Line(_) => Some(true),
                typst::visualize::Geometry::Rect(_) => Some(false),
                typst::visualize::Geometry::Curve(_) => None,
            },
            _ => None,
        };
        let own: Vec<bool> = frame.items().filter_map(|(_, item)| kind(item)).collect();
        let below = frame.items().flat_map(|(_, item)| match item {
            FrameItem::Group(group) => lines_and_bars(&group.frame),
            _ => Vec::new(),
        });
        below.chain([own]).filter(|part| part.contains(&false)).collect()
    }

    #[test]
    fn gridlines_are_below_the_bars_in_each_part_of_a_chart() {
        let mut chart = bars(&(1..=120).map(f64::from).collect::<Vec<_>>(), "Nord");
        chart["target"] = Json::Null;
        let parts = lines_and_bars(&drawn(&[chart])[0]);
        assert!(parts.len() > 1, "{parts:?}");
        for part in parts {
            let first_bar = part.iter().position(|is_line| !is_line).unwrap();
            let lines_after = part[first_bar..].iter().filter(|is_line| **is_line).count();
            assert_eq!(lines_after, 1, "only the axis is on the bars: {part:?}");
        }
    }

    #[test]
    fn bars_are_as_long_as_their_numbers() {
        let mut chart = bars(&[40.0, 10.0, 25.0, -20.0], "Nord");
        chart["target"] = Json::Null;
        let mut found = Vec::new();
        lengths(&drawn(&[chart])[0], &mut found);
        let shares: Vec<f64> = found.iter().map(|length| (length / found[0] * 1000.0).round() / 1000.0).collect();
        assert_eq!(shares, [1.0, 0.25, 0.625, 0.5]);
    }
}
