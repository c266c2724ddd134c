//! References to figures in expressions: `medicin.emner`, `medicin.emner['Opioider']`, `SUM(medicin.emner)`.

use std::ops::ControlFlow;

use sqlparser::ast::{AccessExpr, Expr, Subscript, Value, Visit, VisitMut};

use super::{arguments, is_aggregate, is_quartile};
use crate::definition::reader::At;
use crate::figure_id::{FigureId, FigureRef};

/// A figure that an expression refers to.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// `chapter.name`.
    pub figure: FigureId,
    /// The member in brackets: `chapter.name['member']`.
    pub member: Option<String>,
    /// The aggregate it is the argument of: `SUM(chapter.name)`.
    pub aggregate: Option<String>,
    pub at: At,
}

impl Reference {
    /// The figure or member it names, without the aggregate.
    pub fn named(&self) -> FigureRef {
        FigureRef { id: self.figure.clone(), member: self.member.clone() }
    }
}

/// Calls `found` for every reference to a figure.
pub fn visit_references(tree: &Expr, found: &mut dyn FnMut(Reference, &Expr)) {
    struct Finder<'a> {
        found: &'a mut dyn FnMut(Reference, &Expr),
        /// How deep inside a reference the visit is: the parts of `SUM(a.b)` are no references of their own.
        inside: usize,
    }
    impl sqlparser::ast::Visitor for Finder<'_> {
        type Break = ();
        fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
            if self.inside > 0 {
                self.inside += 1;
            } else if let Some(reference) = reference(expr) {
                (self.found)(reference, expr);
                self.inside = 1;
            }
            ControlFlow::Continue(())
        }
        fn post_visit_expr(&mut self, _: &Expr) -> ControlFlow<()> {
            self.inside = self.inside.saturating_sub(1);
            ControlFlow::Continue(())
        }
    }
    let _ = Visit::visit(tree, &mut Finder { found, inside: 0 });
}

/// Calls `replace` for every reference to a figure, and puts what it returns in the reference's place.
pub fn rewrite_references(tree: &mut Expr, replace: &mut dyn FnMut(Reference, &Expr) -> Option<Expr>) {
    struct Rewriter<'a>(&'a mut dyn FnMut(Reference, &Expr) -> Option<Expr>);
    impl sqlparser::ast::VisitorMut for Rewriter<'_> {
        type Break = ();
        // Before its children, so that `SUM(a.b)` and `a.b['x']` are found as a whole; a replacement has no children.
        fn pre_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<()> {
            if let Some(reference) = reference(expr) {
                let new = (self.0)(reference, expr).unwrap_or_else(|| Expr::value(Value::Null));
                *expr = new;
            }
            ControlFlow::Continue(())
        }
    }
    let _ = VisitMut::visit(tree, &mut Rewriter(replace));
}

/// The reference that an expression is, if it is one.
pub fn reference(expr: &Expr) -> Option<Reference> {
    let plain =
        |figure: String, member| Some(Reference { figure: figure.into(), member, aggregate: None, at: At::file("") });
    match expr {
        Expr::CompoundIdentifier(parts) => {
            plain(parts.iter().map(|part| part.value.as_str()).collect::<Vec<_>>().join("."), None)
        }
        Expr::CompoundFieldAccess { root, access_chain } => {
            let mut name = match root.as_ref() {
                Expr::Identifier(ident) => ident.value.clone(),
                Expr::CompoundIdentifier(_) => reference(root)?.figure.to_string(),
                _ => return None,
            };
            let mut members = Vec::new();
            for access in access_chain {
                match access {
                    AccessExpr::Dot(Expr::Identifier(ident)) => {
                        name.push('.');
                        name.push_str(&ident.value);
                    }
                    AccessExpr::Subscript(Subscript::Index { index: Expr::Identifier(ident) }) => {
                        members.push(ident.value.clone());
                    }
                    AccessExpr::Subscript(Subscript::Index { index: Expr::Value(value) }) => {
                        members.push(value.value.clone().into_string().or_else(|| Some(value.to_string()))?);
                    }
                    _ => return None,
                }
            }
            plain(name, (!members.is_empty()).then(|| members.join(", ")))
        }
        Expr::Function(function) if is_aggregate(function) || is_quartile(function) => {
            let [argument] = arguments(function)[..] else { return None };
            let inner = reference(argument)?;
            Some(Reference { aggregate: Some(function.name.to_string().to_uppercase()), ..inner })
        }
        _ => None,
    }
}
