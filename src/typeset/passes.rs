//! Passes of layout: page numbers and references are known only after a first pass, so the pages are laid out until nothing changes.
//!
//! [`typst::compile`] does this too, but starts from nothing each time. The pages of a report are laid out again with other
//! floats, and then most of what the pass before found still holds.

use comemo::{Constraint, Track};
use typst::World;
use typst::diag::SourceDiagnostic;
use typst::ecow::EcoVec;
use typst::engine::{Engine, Route, Sink, Traced};
use typst::foundations::{Output, StyleChain, Target, TargetElem};
use typst::introspection::{EmptyIntrospector, Introspector};
use typst::utils::Protected;
use typst_layout::{PagedDocument, layout_document};

/// The virtual file that says whether this is the first pass, which does not know the numbers of tables and charts yet
/// (`style.typ`).
pub const FILE: &str = "/first-pass.json";

/// The result of one pass.
pub struct Pass {
    pub pages: PagedDocument,
    /// Whether another pass would give the same pages.
    pub is_settled: bool,
    pub warnings: EcoVec<SourceDiagnostic>,
}

/// Lays out the document once, with the page numbers and references of an earlier pass. `None` if that fails; call
/// [`typst::compile`] for the reason.
pub fn lay_out(world: &dyn World, earlier: Option<&PagedDocument>) -> Option<Pass> {
    let world = world.track();
    let (library, traced, mut sink) = (world.library(), Traced::default(), Sink::new());
    let main = world.source(world.main()).ok()?;
    let root = Route::default();
    let module = typst_eval::eval(world, library, traced.track(), sink.track_mut(), root.track(), &main).ok()?;
    let target = TargetElem::target.set(Target::Paged).wrap();
    let base = StyleChain::new(&library.styles);
    let nothing = EmptyIntrospector;
    let known = earlier.map_or(&nothing as &dyn Introspector, Output::introspector);
    let used = Constraint::new();
    let mut engine = Engine {
        library,
        world,
        introspector: Protected::new(known.track_with(&used)),
        traced: traced.track(),
        sink: sink.track_mut(),
        route: Route::default(),
    };
    let pages = layout_document(&mut engine, &module.content(), base.chain(&target)).ok()?;
    let is_settled = used.validate(Output::introspector(&pages));
    // Typst delays errors that may be caused by values that are not known yet.
    let has_errors = is_settled && !sink.delayed().is_empty();
    (!has_errors).then(|| Pass { pages, is_settled, warnings: sink.warnings() })
}
