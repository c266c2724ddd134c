//! Functions of figures for rates: the ends of their 95 % intervals, and direct standardisation. SQL engines do not have them.

use std::ops::ControlFlow;

use sqlparser::ast::{Expr, Function, visit_expressions, visit_expressions_mut};

use super::{arguments, reference};
use crate::figure_id::FigureId;

/// The method that an interval or a standardised rate is computed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RateMethod {
    /// The interval of a count: exact below 10, Byar's from 10.
    Byar,
    /// The interval of a share.
    Wilson,
    /// The limits of a funnel plot around an expected count.
    Funnel,
    /// The standardised rate, without an interval.
    Direct,
    /// The interval of a standardised rate, stretched from that of its count.
    Dobson,
    /// The interval of a standardised rate by the gamma distribution.
    FayFeuer,
}

/// A function of a rate, by its method and which end of the interval it returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateFunction {
    pub method: RateMethod,
    pub is_upper: bool,
}

/// The functions by name. `DIRECT` returns the rate, which has no ends.
const RATE_FUNCTIONS: [(&str, RateMethod, bool); 11] = [
    ("POISSON_LOWER", RateMethod::Byar, false),
    ("POISSON_UPPER", RateMethod::Byar, true),
    ("WILSON_LOWER", RateMethod::Wilson, false),
    ("WILSON_UPPER", RateMethod::Wilson, true),
    ("FUNNEL_LOWER", RateMethod::Funnel, false),
    ("FUNNEL_UPPER", RateMethod::Funnel, true),
    ("DIRECT", RateMethod::Direct, false),
    ("DOBSON_LOWER", RateMethod::Dobson, false),
    ("DOBSON_UPPER", RateMethod::Dobson, true),
    ("FAY_FEUER_LOWER", RateMethod::FayFeuer, false),
    ("FAY_FEUER_UPPER", RateMethod::FayFeuer, true),
];

impl RateMethod {
    /// Whether it is computed over the strata of a population rather than from one number.
    pub fn is_standardised(self) -> bool {
        matches!(self, Self::Direct | Self::Dobson | Self::FayFeuer)
    }

    /// How many arguments its functions take: events, persons, standard population.
    pub fn arguments(self) -> usize {
        match self {
            Self::Byar | Self::Funnel => 1,
            Self::Wilson => 2,
            Self::Direct | Self::Dobson | Self::FayFeuer => 3,
        }
    }

    /// A sentence with the source, for the appendix and for »Om tallene«.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Byar => {
                "95 %-sikkerhedsintervallet er beregnet med Byars metode (Breslow og Day 1987), og eksakt ved færre end 10 hændelser (Garwood 1936)."
            }
            Self::Wilson => "95 %-sikkerhedsintervallet for en andel er beregnet med Wilsons metode (Wilson 1927).",
            Self::Funnel => {
                "Grænserne i tragtdiagrammet viser, hvor 95 og 99,8 % af tallene ville ligge, hvis forskellene kun var tilfældige (Spiegelhalter 2005)."
            }
            Self::Direct => "Tallet er direkte standardiseret; det vises kun, når der er mindst 10 hændelser bag.",
            Self::Dobson => {
                "95 %-sikkerhedsintervallet for det standardiserede tal er beregnet med Dobsons metode (Dobson m.fl. 1991)."
            }
            Self::FayFeuer => {
                "95 %-sikkerhedsintervallet for det standardiserede tal er beregnet med gammametoden (Fay og Feuer 1997)."
            }
        }
    }
}

/// The rate function that a call is, if it is one.
pub fn rate_function(function: &Function) -> Option<RateFunction> {
    let name = function.name.to_string().to_uppercase();
    let (_, method, is_upper) = RATE_FUNCTIONS.into_iter().find(|(known, ..)| *known == name)?;
    Some(RateFunction { method, is_upper })
}

/// The methods of the rate functions in an expression, each once.
pub fn rate_methods(tree: &Expr) -> Vec<RateMethod> {
    let mut methods = Vec::new();
    let _ = visit_expressions(tree, |expr| {
        if let Expr::Function(function) = expr
            && let Some(RateFunction { method, .. }) = rate_function(function)
            && !methods.contains(&method)
        {
            methods.push(method);
        }
        ControlFlow::<()>::Continue(())
    });
    methods
}

/// The standard populations of the rate functions in an expression.
pub fn rate_standards(tree: &Expr) -> Vec<FigureId> {
    let mut standards = Vec::new();
    replace_rate_functions(&mut tree.clone(), &mut |function, arguments| {
        if let (true, [.., standard]) = (function.method.is_standardised(), arguments) {
            standards.extend(reference(standard).map(|standard| standard.figure));
        }
        None
    });
    standards
}

/// Puts what `replace` returns in the place of each call of a rate function, the innermost first.
pub fn replace_rate_functions(tree: &mut Expr, replace: &mut dyn FnMut(RateFunction, &[&Expr]) -> Option<Expr>) {
    let _ = visit_expressions_mut(tree, |expr| {
        if let Expr::Function(function) = expr
            && let Some(found) = rate_function(function)
            && let Some(new) = replace(found, &arguments(function))
        {
            *expr = new;
        }
        ControlFlow::<()>::Continue(())
    });
}
