//! References to figures in expressions: `medicin.emner`, `medicin.emner['Opioider']`, `SUM(medicin.emner)`; and the aggregates that are
//! more than a reference, as `SUM(medicin.emner * medicin.minutter)`.

use std::ops::ControlFlow;

use sqlparser::ast::{AccessExpr, Expr, Subscript, Value, Visit, VisitMut, visit_expressions, visit_expressions_mut};

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
    /// Whether it is in the argument of an aggregate, alone or with others, so that a series counts as one number.
    pub is_aggregated: bool,
    pub at: At,
}

impl Reference {
    /// The figure or member it names, without the aggregate.
    pub fn named(&self) -> FigureRef {
        FigureRef { id: self.figure.clone(), member: self.member.clone() }
    }

    /// Whether it stands for a number of each member of a series, if the figure is one.
    pub fn is_whole(&self) -> bool {
        self.member.is_none() && !self.is_aggregated
    }

    /// The same inside this many aggregates.
    fn within(self, aggregates: usize) -> Self {
        Self { is_aggregated: self.is_aggregated || aggregates > 0, ..self }
    }
}

/// Calls `found` for every reference to a figure.
pub fn visit_references(tree: &Expr, found: &mut dyn FnMut(Reference, &Expr)) {
    struct Finder<'a> {
        found: &'a mut dyn FnMut(Reference, &Expr),
        /// How deep inside a reference the visit is: the parts of `SUM(a.b)` are no references of their own.
        inside: usize,
        /// How many aggregates that are no references the visit is inside of.
        aggregates: usize,
    }
    impl sqlparser::ast::Visitor for Finder<'_> {
        type Break = ();
        fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
            if self.inside > 0 {
                self.inside += 1;
            } else if let Some(reference) = reference(expr) {
                (self.found)(reference.within(self.aggregates), expr);
                self.inside = 1;
            } else if is_aggregate_call(expr) {
                self.aggregates += 1;
            }
            ControlFlow::Continue(())
        }
        fn post_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
            if self.inside > 0 {
                self.inside -= 1;
            } else if is_aggregate_call(expr) {
                self.aggregates -= 1;
            }
            ControlFlow::Continue(())
        }
    }
    let _ = Visit::visit(tree, &mut Finder { found, inside: 0, aggregates: 0 });
}

/// Calls `replace` for every reference to a figure, and puts what it returns in the reference's place.
pub fn rewrite_references(tree: &mut Expr, replace: &mut dyn FnMut(Reference, &Expr) -> Option<Expr>) {
    struct Rewriter<'a> {
        replace: &'a mut dyn FnMut(Reference, &Expr) -> Option<Expr>,
        /// How many aggregates that are no references the visit is inside of.
        aggregates: usize,
    }
    impl sqlparser::ast::VisitorMut for Rewriter<'_> {
        type Break = ();
        // Before its children, so that `SUM(a.b)` and `a.b['x']` are found as a whole; a replacement has no children.
        fn pre_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<()> {
            if let Some(reference) = reference(expr) {
                let new = (self.replace)(reference.within(self.aggregates), expr);
                *expr = new.unwrap_or_else(|| Expr::value(Value::Null));
            } else if is_aggregate_call(expr) {
                self.aggregates += 1;
            }
            ControlFlow::Continue(())
        }
        fn post_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<()> {
            // `SUM(a.b)` has been replaced, so what is still an aggregate was counted.
            self.aggregates -= usize::from(is_aggregate_call(expr));
            ControlFlow::Continue(())
        }
    }
    let _ = VisitMut::visit(tree, &mut Rewriter { replace, aggregates: 0 });
}

/// Calls `replace` with the name and the argument of every aggregate that is more than a reference, and puts what it returns in the
/// place of the call.
pub fn replace_aggregates(tree: &mut Expr, replace: &mut dyn FnMut(&str, &Expr) -> Option<Expr>) {
    let _ = visit_expressions_mut(tree, |expr| {
        if let Some((name, argument)) = aggregated_expression(expr)
            && let Some(new) = replace(&name, argument)
        {
            *expr = new;
        }
        ControlFlow::<()>::Continue(())
    });
}

/// The first aggregate that is more than a reference: its name in capitals and its argument.
pub fn first_aggregated_expression(tree: &Expr) -> Option<(String, Expr)> {
    let found = visit_expressions(tree, |expr| match aggregated_expression(expr) {
        Some((name, argument)) => ControlFlow::Break((name, argument.clone())),
        None => ControlFlow::Continue(()),
    });
    found.break_value()
}

/// The aggregate in capitals and its argument, if the expression is an aggregate that is more than a reference.
fn aggregated_expression(expr: &Expr) -> Option<(String, &Expr)> {
    let Expr::Function(function) = expr else { return None };
    let [argument] = arguments(function)[..] else { return None };
    let is_more = is_aggregate_call(expr) && reference(argument).is_none();
    is_more.then(|| (function.name.to_string().to_uppercase(), argument))
}

fn is_aggregate_call(expr: &Expr) -> bool {
    matches!(expr, Expr::Function(function) if is_aggregate(function) || is_quartile(function))
}

/// The reference that an expression is, if it is one.
pub fn reference(expr: &Expr) -> Option<Reference> {
    let plain = |figure: String, member| {
        let at = At::file("");
        Some(Reference { figure: figure.into(), member, aggregate: None, is_aggregated: false, at })
    };
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
            // `MEDIAN(SUM(a.b))` is not the median of `a.b`.
            let inner = reference(argument).filter(|inner| !inner.is_aggregated)?;
            let aggregate = Some(function.name.to_string().to_uppercase());
            Some(Reference { aggregate, is_aggregated: true, ..inner })
        }
        _ => None,
    }
}
