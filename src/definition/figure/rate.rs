//! `rate` of a figure: events per person, with the ends of the 95 % interval as figures of their own.

use super::super::expression::{Expression, RateMethod, reference};
use super::super::reader::{Located, TomlTable};
use crate::findings::Code;

/// What is added to the name of a rate for the ends of its interval.
pub const LOWER: &str = "_nedre";
pub const UPPER: &str = "_oevre";

/// The expressions of a rate and of the ends of its interval.
pub struct RateExpressions {
    pub value: Expression,
    pub lower: Expression,
    pub upper: Expression,
}

/// Reads `rate = { events = "…", persons = "…", per = 1000, standard = "…", interval = "byar" }`; `None` with a finding if it
/// cannot be used.
pub fn read(table: TomlTable<'_>) -> Option<RateExpressions> {
    let events = operand(&table, table.required_text("events"));
    let persons = operand(&table, table.required_text("persons"));
    let standard = table.text("standard").map(|standard| operand(&table, standard));
    let per = table.count_within("per", 1, 10_000_000);
    let methods = [
        ("byar", RateMethod::Byar),
        ("wilson", RateMethod::Wilson),
        ("dobson", RateMethod::Dobson),
        ("fay-feuer", RateMethod::FayFeuer),
    ];
    let fallback = match (&standard, per) {
        (Some(_), _) => RateMethod::Dobson,
        (None, Some(_)) => RateMethod::Byar,
        (None, None) => RateMethod::Wilson,
    };
    let method = table.choice("interval", &methods).unwrap_or(fallback);
    let is_right = method.is_standardised() == standard.is_some();
    if !is_right {
        let (message, advice) = if standard.is_some() {
            ("Et standardiseret tal kan ikke have dette interval.", "Skriv \"dobson\" eller \"fay-feuer\".")
        } else {
            (
                "Intervallet hører til et standardiseret tal.",
                "Skriv en standardbefolkning i »standard«, eller brug \"byar\".",
            )
        };
        table.report(Code::BadValue, &table.at_key("interval"), message, advice);
    }
    let at = table.at.clone();
    table.finish();
    let (events, persons) = (events?, persons?);
    let factor = per.filter(|per| *per > 1).map_or_else(String::new, |per| format!("{per} * "));
    let texts = match (standard, method) {
        (Some(standard), method) => {
            let call = |name: &str| Some(format!("{factor}{name}({events}, {persons}, {})", standard.as_ref()?));
            let prefix = if method == RateMethod::FayFeuer { "FAY_FEUER" } else { "DOBSON" };
            [call("DIRECT")?, call(&format!("{prefix}_LOWER"))?, call(&format!("{prefix}_UPPER"))?]
        }
        (None, RateMethod::Wilson) => {
            let end = |name: &str| format!("{factor}{name}({events}, {persons})");
            [format!("{factor}{events} / {persons}"), end("WILSON_LOWER"), end("WILSON_UPPER")]
        }
        (None, _) => {
            let end = |name: &str| format!("{factor}{name}({events}) / {persons}");
            [format!("{factor}{events} / {persons}"), end("POISSON_LOWER"), end("POISSON_UPPER")]
        }
    };
    let [value, lower, upper] = texts.map(|text| Expression::parse(Located { value: text, at: at.clone() }).ok());
    is_right.then_some(RateExpressions { value: value?, lower: lower?, upper: upper? })
}

/// The name of a figure, or the sum of a series.
fn operand(table: &TomlTable<'_>, text: Located<String>) -> Option<String> {
    let found = Expression::parse(text.clone()).ok().filter(|expression| reference(&expression.tree).is_some());
    if found.is_none() && !text.value.is_empty() {
        let message = format!("»{}« er ikke navnet på et nøgletal.", text.value);
        table.report(Code::BadValue, &text.at, message, "Skriv kapitel.nøgletal, eller SUM(kapitel.serie).");
    }
    Some(found?.text)
}
