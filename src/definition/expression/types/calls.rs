//! Calls of functions: each is one of the grammar's, with arguments of its parameters' types.

use sqlparser::ast::{
    CeilFloorKind, DateTimeField, DuplicateTreatment, Expr, ExtractSyntax, Function, FunctionArg, FunctionArgExpr,
    FunctionArguments, Value,
};
use std::ops::ControlFlow;

use super::{Checker, Names, SqlType};
use crate::danish::did_you_mean;
use crate::definition::expression::grammar::{
    DATE_PARTS, FORMAT_MARKS, FunctionKind, FunctionRule, Parameter, Returns, function_names, function_rule,
    is_date_format,
};
use crate::findings::Code;

impl Checker<'_> {
    pub(super) fn call(&mut self, expr: &Expr) -> SqlType {
        match expr {
            Expr::Floor { expr: inner, field } => self.rounded(expr, "FLOOR", inner, field),
            Expr::Ceil { expr: inner, field } => self.rounded(expr, "CEIL", inner, field),
            Expr::Substring { expr: inner, substring_from, substring_for, .. } => {
                let from = substring_from.as_deref();
                if from.is_none() {
                    return self.refuse(expr, "Skriv SUBSTR(note, 1, 3).");
                }
                let arguments: Vec<&Expr> =
                    std::iter::once(inner.as_ref()).chain(from).chain(substring_for.as_deref()).collect();
                self.arguments(expr, "SUBSTR", &arguments)
            }
            Expr::Trim { expr: inner, trim_where, trim_what, trim_characters } => {
                if trim_where.is_some() || trim_what.is_some() || trim_characters.is_some() {
                    return self.refuse(expr, "TRIM(note) fjerner mellemrum i begge ender.");
                }
                self.arguments(expr, "TRIM", &[inner])
            }
            Expr::Extract { field, syntax, expr: inner } => self.extract(expr, field, syntax, inner),
            Expr::Function(function) => self.function(expr, function),
            // What is left is no call and has been refused.
            _ => SqlType::Any,
        }
    }

    fn rounded(&mut self, expr: &Expr, name: &str, inner: &Expr, field: &CeilFloorKind) -> SqlType {
        if *field != CeilFloorKind::DateTimeField(DateTimeField::NoDateTime) {
            return self.refuse(expr, format!("Skriv {name}(x)."));
        }
        self.arguments(expr, name, &[inner])
    }

    /// `EXTRACT(MONTH FROM dato)`.
    fn extract(&mut self, expr: &Expr, field: &DateTimeField, syntax: &ExtractSyntax, inner: &Expr) -> SqlType {
        let field = field.to_string();
        if *syntax != ExtractSyntax::From || !DATE_PARTS.contains(&field.as_str()) {
            let advice = format!("Skriv EXTRACT(… FROM dato) med en af {}.", DATE_PARTS.join(", "));
            return self.refuse(expr, advice);
        }
        self.expect(inner, SqlType::Date);
        SqlType::Number
    }

    fn function(&mut self, expr: &Expr, function: &Function) -> SqlType {
        let Function { name, uses_odbc_syntax, parameters, args, filter, null_treatment, over, within_group } =
            function;
        let name = name.to_string().to_uppercase();
        let Some(rule) = function_rule(&name) else { return self.report_unknown(expr, &name) };
        if filter.is_some() || over.is_some() || !within_group.is_empty() {
            let message = format!("»{expr}« må ikke have FILTER eller OVER.");
            self.report(
                expr,
                Code::SqlType,
                message,
                "Skriv betingelsen i »where«, eller tæl med SUM(CASE WHEN betingelse THEN 1 ELSE 0 END).",
            );
            return SqlType::Any;
        }
        let FunctionArguments::List(list) = args else { return self.refuse_call(expr, rule) };
        if *uses_odbc_syntax
            || *parameters != FunctionArguments::None
            || null_treatment.is_some()
            || !list.clauses.is_empty()
            || list.duplicate_treatment == Some(DuplicateTreatment::All)
            || (list.duplicate_treatment.is_some() && name != "COUNT")
        {
            return self.refuse_call(expr, rule);
        }
        if name == "COUNT"
            && list.duplicate_treatment.is_none()
            && matches!(list.args[..], [FunctionArg::Unnamed(FunctionArgExpr::Wildcard)])
        {
            return SqlType::Number;
        }
        let mut arguments = Vec::new();
        for argument in &list.args {
            match argument {
                FunctionArg::Unnamed(FunctionArgExpr::Expr(argument)) => arguments.push(argument),
                FunctionArg::Unnamed(_) | FunctionArg::Named { .. } | FunctionArg::ExprNamed { .. } => {
                    return self.refuse_call(expr, rule);
                }
            }
        }
        if rule.kind == FunctionKind::Aggregate
            && matches!(self.names, Names::Columns { .. })
            && arguments.iter().all(|argument| has_no_column(argument))
            && !arguments.is_empty()
        {
            return self.refuse(expr, "Sæt en kolonne i parentesen. Antallet af rækker er COUNT(*).");
        }
        if rule.name == "COUNT"
            && list.duplicate_treatment.is_none()
            && arguments.iter().any(|argument| has_written_else(argument))
        {
            let message = format!(
                "»{expr}« tæller hver række, også dem, hvor betingelsen ikke gælder: COUNT tæller alt, som ikke er NULL."
            );
            self.report(expr, Code::SqlType, message, "Skriv SUM i stedet for COUNT, eller slet ELSE.");
        }
        self.arguments(expr, rule.name, &arguments)
    }

    fn report_unknown(&mut self, expr: &Expr, name: &str) -> SqlType {
        let kinds = [FunctionKind::Aggregate, FunctionKind::Arithmetic, FunctionKind::OfRow];
        let known = match self.names {
            Names::Columns { .. } => function_names(&kinds),
            Names::Figures => function_names(&kinds[..2]),
        };
        let advice = match instead_of(name) {
            Some(instead) => instead.to_owned(),
            None => format!("Funktioner: {}. {}", known.join(", "), did_you_mean(name, known.iter().copied())),
        };
        self.report(expr, Code::UnknownFunction, format!("Der er ingen funktion »{name}«."), advice.trim());
        SqlType::Any
    }

    fn refuse_call(&mut self, expr: &Expr, rule: &FunctionRule) -> SqlType {
        self.refuse(expr, format!("Skriv fx {}.", rule.example))
    }

    /// The type of a call, after checking its arguments.
    fn arguments(&mut self, expr: &Expr, name: &str, arguments: &[&Expr]) -> SqlType {
        let Some(rule) = function_rule(name) else { return SqlType::Any };
        if rule.kind == FunctionKind::OfRow && matches!(self.names, Names::Figures) {
            return self.refuse(expr, format!("Funktionen {name} er til rækker, og her regnes på nøgletal."));
        }
        if arguments.len() < rule.required || (arguments.len() > rule.parameters.len() && !rule.repeats) {
            let message = format!("»{name}« har {}.", count_in_danish(arguments.len()));
            self.report(expr, Code::SqlType, message, format!("Skriv fx {}.", rule.example));
            return SqlType::Any;
        }
        let parameter = |i: usize| rule.parameters.get(i).or(rule.parameters.last());
        for (i, argument) in arguments.iter().enumerate() {
            match parameter(i) {
                Some(Parameter::Of(wanted)) => self.expect(argument, *wanted),
                Some(Parameter::Whole(least)) => self.whole(argument, *least, rule),
                Some(Parameter::WrittenText) => self.written(argument, 1, rule),
                Some(Parameter::WrittenOrEmpty) => self.written(argument, 0, rule),
                Some(Parameter::DateFormat) => self.date_format(argument),
                Some(Parameter::Alike) | None => {}
            }
        }
        let alike = arguments.iter().enumerate().filter(|(i, _)| parameter(*i) == Some(&Parameter::Alike));
        let alike = self.alike(alike.map(|(_, argument)| *argument));
        match rule.returns {
            Returns::Type(returns) => returns,
            Returns::Alike => alike,
        }
    }

    fn whole(&mut self, argument: &Expr, least: u32, rule: &FunctionRule) {
        let number = match argument {
            Expr::Value(value) => match &value.value {
                Value::Number(text, false) => text.parse::<u32>().ok(),
                _ => None,
            },
            _ => None,
        };
        // More decimals than a number has change nothing.
        let most = if rule.name == "ROUND" { 9 } else { 100_000 };
        if !number.is_some_and(|number| (least..=most).contains(&number)) {
            let message = format!("»{argument}« skal være et helt tal fra {least} til {most}.");
            self.report(argument, Code::SqlType, message, format!("Skriv fx {}.", rule.example));
        }
    }

    fn written(&mut self, argument: &Expr, shortest: usize, rule: &FunctionRule) {
        if written_text(argument).is_none_or(|text| text.len() < shortest) {
            let message = format!("»{argument}« skal være en tekst i enkelte anførselstegn, som ikke er tom.");
            self.report(argument, Code::SqlType, message, format!("Skriv fx {}.", rule.example));
        }
    }

    fn date_format(&mut self, argument: &Expr) {
        if !written_text(argument).is_some_and(is_date_format) {
            let marks: Vec<String> = FORMAT_MARKS.iter().map(|mark| format!("%{mark}")).collect();
            let message = format!("»{argument}« siger ikke, hvordan en dato skrives.");
            self.report(argument, Code::SqlType, message, format!("Brug {}.", marks.join(", ")));
        }
    }
}

fn written_text(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Value(value) => match &value.value {
            Value::SingleQuotedString(text) => Some(text),
            _ => None,
        },
        _ => None,
    }
}

/// Whether the expression is a CASE with a value for all rows that no condition is true for.
fn has_written_else(expr: &Expr) -> bool {
    match expr {
        Expr::Nested(inner) => has_written_else(inner),
        Expr::Case { else_result: Some(otherwise), .. } => {
            matches!(otherwise.as_ref(), Expr::Value(value) if value.value != Value::Null)
        }
        _ => false,
    }
}

fn has_no_column(expr: &Expr) -> bool {
    let found = sqlparser::ast::visit_expressions(expr, |expr| match expr {
        Expr::Identifier(_) | Expr::CompoundIdentifier(_) => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    });
    found.is_continue()
}

/// What to write instead of a function that other engines have.
fn instead_of(name: &str) -> Option<&'static str> {
    Some(match name {
        "MOD" => "Resten ved division med 10 er x - 10 * FLOOR(x / 10).",
        "STRPOS" | "INSTR" | "LOCATE" | "CHARINDEX" | "CONTAINS" | "REGEXP_LIKE" | "REGEXP_MATCHES" => {
            "Et mønster skrives med LIKE: note LIKE '%aflyst%'."
        }
        "YEAR" => "Skriv EXTRACT(YEAR FROM dato), eller STRFTIME(dato, '%Y') for en tekst.",
        "QUARTER" => "Skriv EXTRACT(QUARTER FROM dato).",
        "WEEK" => "Skriv EXTRACT(WEEK FROM dato).",
        "DAY" => "Skriv EXTRACT(DAY FROM dato), eller STRFTIME(dato, '%d') for en tekst.",
        "MONTH" | "DATE_PART" | "DATEPART" => {
            "Skriv EXTRACT(MONTH FROM dato), eller STRFTIME(dato, '%m') for en tekst."
        }
        "COUNTIF" | "COUNT_IF" => {
            "Skriv betingelsen i »where«, eller tæl med SUM(CASE WHEN slags = 'Besøg' THEN 1 ELSE 0 END)."
        }
        "SUMIF" | "SUM_IF" => {
            "Skriv betingelsen i »where«, eller SUM(CASE WHEN slags = 'Besøg' THEN antal ELSE 0 END)."
        }
        "TRUNC" | "INT" => "FLOOR(x) runder ned, CEIL(x) op og ROUND(x) til nærmeste.",
        "DATE_TRUNC" | "TO_CHAR" | "FORMAT" | "DATE_FORMAT" => "Skriv STRFTIME(dato, '%Y-%m').",
        "DATEADD" | "DATE_ADD" | "DATE_SUB" => "Skriv dato + INTERVAL '3 months'.",
        "NOW" | "CURRENT_DATE" | "GETDATE" | "TODAY" => {
            "Periodens dage er :start, :end og :last; så giver rapporten det samme hver dag."
        }
        "ISNULL" | "IFNULL" | "NVL" => "Skriv COALESCE(x, 0).",
        "IF" | "IIF" => "Skriv CASE WHEN … THEN … ELSE … END.",
        "LEN" | "CHAR_LENGTH" | "CHARACTER_LENGTH" => "Skriv LENGTH(note).",
        "CEILING" => "Skriv CEIL(x).",
        "AVERAGE" | "MEAN" => "Skriv AVG(x).",
        _ => return None,
    })
}

fn count_in_danish(arguments: usize) -> String {
    match arguments {
        0 => "ingen værdier i sin parentes".to_owned(),
        1 => "kun én værdi i sin parentes".to_owned(),
        more => format!("{more} værdier i sin parentes"),
    }
}
