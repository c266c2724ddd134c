//! Functions that Polars lacks, or implements differently from the standard.

use std::sync::{Arc, LazyLock};

use polars::prelude::udf::UserDefinedFunction;
use polars::prelude::{
    BaseColumnUdf, ChunkApply, ChunkedArray, Column, DataType, Field, Float64Type, Int64Type, IntoColumn, NamedFrom,
    PlSmallStr, PolarsNumericType, PolarsResult, Schema, Series, polars_bail,
};
use polars::sql::{FunctionOptions, FunctionRegistry};

use super::super::exact::ExactSum;
use crate::danish;

/// `_sum(x)`, or `_sum(x, condition)` over rows for which the condition is true. NULL if there is no value.
pub const SUM: &str = "_sum";
/// As [`SUM`], divided by the number of values.
pub const AVERAGE: &str = "_average";
/// `_round(x)` or `_round(x, decimals)`: halves are rounded away from zero.
pub const ROUND: &str = "_round";

pub struct OwnFunctions {
    functions: [UserDefinedFunction; 3],
}

impl OwnFunctions {
    pub fn shared() -> Arc<dyn FunctionRegistry> {
        static SHARED: LazyLock<Arc<OwnFunctions>> = LazyLock::new(|| {
            let sum = of_columns(SUM, sum, FunctionOptions::aggregation());
            let average = of_columns(AVERAGE, average, FunctionOptions::aggregation());
            let round = of_columns(ROUND, round, FunctionOptions::elementwise());
            Arc::new(OwnFunctions { functions: [sum, average, round] })
        });
        SHARED.clone()
    }
}

impl FunctionRegistry for OwnFunctions {
    fn register(&mut self, _: &str, _: UserDefinedFunction) -> PolarsResult<()> {
        polars_bail!(ComputeError: "there are no other functions")
    }

    fn get_udf(&self, name: &str) -> PolarsResult<Option<UserDefinedFunction>> {
        Ok(self.functions.iter().find(|function| function.name.as_str() == name).cloned())
    }

    fn contains(&self, name: &str) -> bool {
        self.functions.iter().any(|function| function.name.as_str() == name)
    }
}

fn of_columns(
    name: &str,
    compute: fn(&mut [Column]) -> PolarsResult<Column>,
    options: FunctionOptions,
) -> UserDefinedFunction {
    let field = |_: &Schema, fields: &[Field]| {
        let name = fields.first().map(|field| field.name().clone()).unwrap_or_default();
        Ok(Field::new(name, DataType::Float64))
    };
    UserDefinedFunction { options, ..UserDefinedFunction::new(name.into(), BaseColumnUdf::new(compute, field)) }
}

fn sum(arguments: &mut [Column]) -> PolarsResult<Column> {
    let (name, sum, count) = added(arguments)?;
    Ok(Series::new(name, [(count > 0).then(|| sum.value())]).into_column())
}

fn average(arguments: &mut [Column]) -> PolarsResult<Column> {
    let (name, sum, count) = added(arguments)?;
    Ok(Series::new(name, [(count > 0).then(|| sum.value() / count as f64)]).into_column())
}

/// The sum of the values of the rows that count, and how many they are.
fn added(arguments: &[Column]) -> PolarsResult<(PlSmallStr, ExactSum, usize)> {
    let [values, condition @ ..] = arguments else { polars_bail!(ComputeError: "a sum of nothing") };
    let values = match condition {
        [condition] => values.filter(condition.bool()?)?,
        _ => values.clone(),
    };
    let mut sum = ExactSum::default();
    let values = values.drop_nulls();
    let count = values.len();
    if values.dtype().is_float() {
        let values = values.cast(&DataType::Float64)?;
        slices::<Float64Type>(values.f64()?, |numbers| sum.add_all(numbers));
    } else {
        let values = values.cast(&DataType::Int64)?;
        slices::<Int64Type>(values.i64()?, |numbers| numbers.iter().for_each(|number| sum.add_whole(*number)));
    }
    Ok((arguments[0].name().clone(), sum, count))
}

fn slices<T: PolarsNumericType>(values: &ChunkedArray<T>, mut each: impl FnMut(&[T::Native])) {
    for array in values.downcast_iter() {
        each(array.values().as_slice());
    }
}

fn round(arguments: &mut [Column]) -> PolarsResult<Column> {
    let [values, decimals @ ..] = &*arguments else { polars_bail!(ComputeError: "nothing to round") };
    let decimals = match decimals.first() {
        Some(decimals) => decimals.get(0)?.extract::<usize>().unwrap_or(0),
        None => 0,
    };
    let values = values.cast(&DataType::Float64)?;
    let rounded = values.f64()?.apply_values(|value| danish::rounded(value, decimals));
    Ok(rounded.into_column())
}
