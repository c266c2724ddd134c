//! kapreport's own functions for Typst sources. Each makes a block that Rust lays out when Typst knows its size.

use std::sync::LazyLock;

use comemo::Tracked;
use typst::diag::{At, SourceResult};
use typst::engine::Engine;
use typst::foundations::{
    Args, CastInfo, Context, Dict, FromValue, NativeFuncData, NativeFuncPtr, Packed, Scope, Value,
};
use typst::introspection::MetadataElem;
use typst::syntax::Span;

/// What Typst runs when the function is called.
type Implementation = dyn Fn(&mut Engine, Tracked<Context>, &mut Args) -> SourceResult<Value> + Send + Sync;

/// A function that chapters and layout can call by its name.
pub const fn function(name: &'static str, docs: &'static str, run: &'static Implementation) -> NativeFuncData {
    NativeFuncData {
        function: NativeFuncPtr(run),
        name,
        title: name,
        docs,
        def_site: None,
        keywords: &[],
        contextual: false,
        scope: LazyLock::new(&Scope::new),
        params: LazyLock::new(&Vec::new),
        returns: LazyLock::new(&|| CastInfo::Any),
    }
}

/// Puts the arguments of a call, in this order, into an element that a block carries until it is laid out.
///
/// # Errors
/// When one is missing.
pub fn carry(args: &mut Args, names: &[&str]) -> SourceResult<Packed<MetadataElem>> {
    let mut carried = Dict::new();
    for name in names {
        carried.insert((*name).into(), args.expect(name)?);
    }
    Ok(Packed::new(MetadataElem::new(Value::Dict(carried))).spanned(args.span))
}

/// The arguments that a block carries.
pub struct Carried {
    arguments: Dict,
    pub span: Span,
}

impl Carried {
    /// # Errors
    /// When the element carries something else.
    pub fn read(element: &Packed<MetadataElem>) -> SourceResult<Self> {
        let span = element.span();
        Ok(Self { arguments: element.value.clone().cast().at(span)?, span })
    }

    /// # Errors
    /// When the argument is of another type.
    pub fn get<T: FromValue>(&self, name: &str) -> SourceResult<T> {
        self.arguments.get(name).at(self.span)?.clone().cast().at(self.span)
    }
}
