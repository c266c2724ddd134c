//! Charts, drawn by the program.
//!
//! The layout calls [`DRAWING`] where a chart belongs and gets a block. When Typst knows the width of the block, the chart is computed
//! and becomes shapes and words at fixed places: Typst's own code for that took longer than the rest of a page.

mod axis;
mod bars;
mod canvas;
mod columns;
mod funnel;
mod line_names;
mod lines;
mod pairs;
mod palette;
mod shares;
mod texts;
mod value_places;

use std::sync::LazyLock;

use typst::World;
use typst::diag::{At, SourceResult, bail};
use typst::engine::Engine;
use typst::foundations::{
    Args, CastInfo, Dict, IntoValue, NativeElement, NativeFuncData, NativeFuncPtr, Packed, Scope, StyleChain, Value,
};
use typst::introspection::{Locator, MetadataElem};
use typst::layout::{BlockElem, Frame, Region};
use typst::syntax::Span;
use typst_as_lib::conversions::IntoFileId;

use self::canvas::Canvas;
use self::palette::Palette;
use self::texts::Typesetter;
use crate::compose::chart_file;
use crate::compose::view::DrawingView;

/// The function `drawing(id, part, palette)` of Typst's sources: a block with a chart. `part` is the number of the block, from 0, of a
/// chart that goes on over pages; `palette` has the colours by name, see [`Palette`].
pub static DRAWING: NativeFuncData = NativeFuncData {
    function: NativeFuncPtr(&|_, _, args| block(args)),
    name: "drawing",
    title: "Drawing",
    docs: "A chart of the report.",
    def_site: None,
    keywords: &[],
    contextual: false,
    scope: LazyLock::new(&Scope::new),
    params: LazyLock::new(&Vec::new),
    returns: LazyLock::new(&|| CastInfo::Any),
};

/// The names under which a block knows its arguments.
const ID: &str = "id";
const PART: &str = "part";
const PALETTE: &str = "palette";

fn block(args: &mut Args) -> SourceResult<Value> {
    let mut known = Dict::new();
    for name in [ID, PART, PALETTE] {
        known.insert(name.into(), args.expect(name)?);
    }
    let span = args.span;
    let known = Packed::new(MetadataElem::new(Value::Dict(known))).spanned(span);
    Ok(BlockElem::single_layouter(known, lay_out).pack().spanned(span).into_value())
}

/// Draws the chart as wide as the region is.
fn lay_out(
    known: &Packed<MetadataElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    region: Region,
) -> SourceResult<Frame> {
    let span = known.span();
    let Value::Dict(arguments) = &known.value else { bail!(span, "a drawing needs its arguments") };
    let argument = |name: &str| arguments.get(name).cloned().at(span);
    let id = argument(ID)?.cast::<String>().at(span)?;
    let part = argument(PART)?.cast::<usize>().at(span)?;
    let palette = Palette::read(argument(PALETTE)?.cast::<Dict>().at(span)?).at(span)?;
    let file = engine.world.file(chart_file(&id).as_str().into_file_id()).at(span)?;
    let Ok(drawing) = serde_json::from_slice::<DrawingView>(&file) else {
        bail!(span, "the chart {id} cannot be read")
    };
    let texts = Typesetter::new(engine, locator, styles);
    draw(&drawing, part, Canvas::new(region.size.x.to_pt(), palette, texts), span)
}

fn draw(drawing: &DrawingView, part: usize, mut canvas: Canvas<'_, '_>, span: Span) -> SourceResult<Frame> {
    let height = match drawing {
        DrawingView::Bars(bars) => bars::draw(&mut canvas, bars, part),
        DrawingView::Columns(columns) => columns::draw(&mut canvas, columns),
        DrawingView::Lines(lines) => lines::draw(&mut canvas, lines),
        DrawingView::Funnel(funnel) => funnel::draw(&mut canvas, funnel),
        DrawingView::Pairs(pairs) => pairs::draw(&mut canvas, pairs),
        DrawingView::Shares(shares) => shares::draw(&mut canvas, shares),
        DrawingView::Organisation { .. } | DrawingView::Process { .. } => {
            bail!(span, "the layout draws this chart itself")
        }
    };
    canvas.finish(height)
}
