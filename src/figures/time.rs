//! Which rows count in time.

use sqlparser::ast::{BinaryOperator, Expr};

use crate::definition::Definition;
use crate::definition::dataset::{Dataset, RowTime};
use crate::definition::expression::{Dates, all_of, binary, date_literal};
use crate::definition::figure::{FigureOrigin, QueryTime};
use crate::period::Period;

/// Distinct time filters used by the figures of a dataset, on the columns of `rows`. `None` is all time.
pub fn times_of(definition: &Definition, period: &Period, dataset: &str, rows: &Dataset) -> Vec<Option<Expr>> {
    let mut times = Vec::new();
    for figure in definition.figures.values() {
        let FigureOrigin::Query(query) = &figure.origin else { continue };
        let periods = (0..query.over).filter(|_| query.from.dataset == dataset).filter_map(|back| period.earlier(back));
        for then in periods {
            let time = time_condition(rows, query.time, &query.dates(&then));
            if !times.contains(&time) {
                times.push(time);
            }
        }
    }
    times
}

/// The condition under which rows count by their time. `None` if all rows do.
pub fn time_condition(dataset: &Dataset, time: QueryTime, dates: &Dates) -> Option<Expr> {
    use BinaryOperator as Op;
    let column = |name: &str| Expr::Identifier(name.into());
    let compare = |name: &str, op, day| binary(column(name), op, date_literal(day));
    let open_or = |name: &str, op, day| {
        Expr::Nested(Box::new(binary(Expr::IsNull(Box::new(column(name))), Op::Or, compare(name, op, day))))
    };
    match (&dataset.time, time) {
        (_, QueryTime::All) | (RowTime::Timeless, _) => None,
        (RowTime::Event(date), _) => all_of([compare(date, Op::GtEq, dates.start), compare(date, Op::Lt, dates.end)]),
        (RowTime::Valid { from, to, inclusive }, QueryTime::Default) => {
            let still = if *inclusive { Op::GtEq } else { Op::Gt };
            all_of([compare(from, Op::LtEq, dates.as_of), open_or(to, still, dates.as_of)])
        }
        (RowTime::Valid { from, to, inclusive }, QueryTime::During) => {
            let still = if *inclusive { Op::GtEq } else { Op::Gt };
            all_of([compare(from, Op::Lt, dates.end), open_or(to, still, dates.start)])
        }
    }
}
