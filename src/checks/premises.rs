//! Premises of sentences: statements as in checks, in which `forrige` is the number of the period before.

use std::borrow::Cow;

use super::{ComputedFigures, shown};
use crate::danish::did_you_mean;
use crate::definition::expression::{Expression, Names, check_shares, check_statement, check_types};
use crate::definition::table::Template;
use crate::definition::usage::premises::{self, PremiseVerdict, PremiseVerdicts};
use crate::definition::usage::scan;
use crate::definition::{At, Definition, Located};
use crate::figure_id::{FigureId, FigureRef};
use crate::figures::{self, Computed, Truth};
use crate::findings::{Code, Finding, Findings};
use crate::snapshot::{Figure, Lookup, Snapshot, Value};

/// The word for the number of the period before.
const BEFORE: &str = "forrige";

/// The premises and conditions in all texts of a report, parsed once for all reports of a batch.
pub struct Premises<'d> {
    definition: &'d Definition,
    premises: Vec<Premise<'d>>,
}

struct Premise<'d> {
    /// The name of its template, and its number there.
    key: (String, usize),
    text: &'d str,
    at: At,
    /// The parsed statement, or a finding if it is not a statement about figures.
    statement: Result<Statement, Box<Finding>>,
}

struct Statement {
    /// The expression with 0 in place of the numbers of the period before.
    expression: Expression,
    /// The figures of this period, and those of the period before that the statement names.
    figures: Vec<FigureRef>,
    named: Vec<FigureRef>,
}

impl<'d> Premises<'d> {
    pub fn of(definition: &'d Definition) -> Self {
        let in_template = |template: &'d Template| {
            let calls = premises::calls(&template.value).into_iter().enumerate();
            calls.map(move |(number, call)| {
                let at = scan::at(template, call.offset);
                let key = (premises::template_name(template), number);
                Premise { key, text: call.statement, statement: statement(definition, call.statement, &at), at }
            })
        };
        Self { definition, premises: definition.texts().flat_map(in_template).collect() }
    }

    /// The verdict on each premise. Mistakes in a statement are findings.
    pub fn verdicts(&self, snapshot: &Snapshot, before: Option<&Snapshot>, findings: &Findings) -> PremiseVerdicts {
        let verdict = |premise: &Premise<'_>| {
            let tried = match &premise.statement {
                Ok(statement) => {
                    let trial = Trial { definition: self.definition, snapshot, before, premise, statement };
                    trial.verdict()
                }
                Err(finding) => Err(finding.clone()),
            };
            let verdict = tried.unwrap_or_else(|finding| {
                findings.push(finding.leaving_numbers_right());
                PremiseVerdict::Unknown
            });
            (premise.key.clone(), verdict)
        };
        self.premises.iter().map(verdict).collect()
    }
}

/// Reads a statement: its types, and the figures that it names.
fn statement(definition: &Definition, text: &str, at: &At) -> Result<Statement, Box<Finding>> {
    let mut named: Vec<FigureRef> = Vec::new();
    let without_before = substituted(text, |name| {
        named.extend(name.map(FigureRef::parse));
        "0".to_owned()
    });
    let expression = parsed(&without_before, at)?;
    let mut found = None;
    check_types(&expression, Names::Figures, &mut |finding| found = Some(finding));
    check_statement(&expression, &mut |finding| found = Some(finding));
    let is_share = |id: &str| definition.figures.get(id).is_some_and(|figure| figure.format.is_share());
    check_shares(&expression, &is_share, &mut |finding| found = Some(finding));
    if let Some(finding) = found {
        return Err(Box::new(finding));
    }
    let mut figures: Vec<FigureRef> = Vec::new();
    for reference in expression.references() {
        if !figures.contains(&reference.named()) {
            figures.push(reference.named());
        }
    }
    // A word without a point names no figure.
    let is_part = |name: &str| {
        let parts = |figure: &FigureRef| {
            figure.id.split('.').any(|part| part == name) || figure.member.as_deref() == Some(name)
        };
        name.contains('.') || figures.iter().any(parts)
    };
    if let Some((name, _)) = expression.columns().into_iter().find(|(name, _)| !is_part(name)) {
        let message = format!("»{name}« i »{text}« er ikke et nøgletal.");
        let known = definition.figures.keys().map(FigureId::as_str).chain([BEFORE]);
        let hint = did_you_mean(&name, known);
        let advice = format!("{hint} Det samme tal i perioden før hedder {BEFORE}.");
        return Err(Box::new(Finding::new(Code::UnknownFigure, at.place(), message).advise(advice.trim())));
    }
    Ok(Statement { expression, figures, named })
}

fn parsed(text: &str, at: &At) -> Result<Expression, Box<Finding>> {
    Expression::parse(Located { value: text.to_owned(), at: at.clone() })
}

/// A premise that is tested on the figures of a report.
struct Trial<'a> {
    definition: &'a Definition,
    snapshot: &'a Snapshot,
    before: Option<&'a Snapshot>,
    premise: &'a Premise<'a>,
    statement: &'a Statement,
}

impl Trial<'_> {
    fn verdict(&self) -> Result<PremiseVerdict, Box<Finding>> {
        let Premise { text: written, at, .. } = self.premise;
        let Statement { expression, figures, .. } = self.statement;
        self.find_figures()?;
        if let Some(series) = self.series_before(written, expression) {
            let message = format!("»{series}« er en serie, så {BEFORE} er ikke ét tal.");
            let advice = format!("Nævn et medlem, eller læg serien sammen: SUM({series}) > {BEFORE}.");
            return Err(Box::new(Finding::new(Code::WrongType, at.place(), message).advise(advice)));
        }
        let aggregate = expression.references().into_iter().next().and_then(|reference| reference.aggregate);
        let Some(first) = figures.first() else {
            let message = format!("»{written}« nævner intet nøgletal.");
            let advice = "Skriv fx gaelder(\"kapitel.nøgletal > forrige\").";
            return Err(Box::new(Finding::new(Code::SqlSyntax, at.place(), message).advise(advice)));
        };
        let values = self.values();
        let mut told: Vec<String> =
            figures.iter().map(|figure| shown::figure(self.definition, figure, &values)).collect();
        let (mut is_unknown, mut incomparable) = (false, None);
        let text = substituted(written, |name| {
            let figure = name.map_or_else(|| first.clone(), FigureRef::parse);
            let aggregate = aggregate.as_deref().filter(|_| name.is_none());
            let Some(value) = self.number_before(&figure, aggregate) else {
                is_unknown = true;
                incomparable =
                    incomparable.take().or_else(|| self.is_incomparable(&figure).then(|| figure.to_string()));
                return "NULL".to_owned();
            };
            let of = if name.is_some() || figures.len() > 1 { format!(" {figure}") } else { String::new() };
            let line = format!("{BEFORE}{of} = {}", shown::number(self.definition, &figure.id, value));
            if !told.contains(&line) {
                told.push(line);
            }
            format!("({value})")
        });
        if is_unknown {
            return Ok(incomparable.map_or(PremiseVerdict::Unknown, PremiseVerdict::Incomparable));
        }
        let truth = figures::check(self.definition, &*self.expression(&text)?, 0.0, &values).map_err(|error| {
            let message = format!("»{written}« kunne ikke udregnes: {error}.");
            Box::new(Finding::new(Code::QueryFailed, at.place(), message))
        })?;
        let values = told.join(", ");
        Ok(match (truth, self.truth_as_printed(first)) {
            (Truth::Holds, Some(Truth::Fails)) => PremiseVerdict::Unseen { holds: true, values },
            (Truth::Fails, Some(Truth::Holds)) => PremiseVerdict::Unseen { holds: false, values },
            (Truth::Holds, _) => PremiseVerdict::Holds,
            (Truth::Fails, _) => PremiseVerdict::Fails(values),
            (Truth::Unknown, _) => PremiseVerdict::Undecided(values),
        })
    }

    /// Whether it holds for the numbers as printed. `None` if the statement calculates with them, because rounded parts need not
    /// add up.
    fn truth_as_printed(&self, first: &FigureRef) -> Option<Truth> {
        let seen = |id: &FigureId, value: f64| {
            self.definition.figures.get(id).map_or(value, |figure| figure.format.seen(value))
        };
        let text = substituted(self.premise.text, |name| {
            let figure = name.map_or_else(|| first.clone(), FigureRef::parse);
            let before = self.number_before(&figure, None);
            before.map_or_else(|| "NULL".to_owned(), |number| seen(&figure.id, number).to_string())
        });
        if text.contains(['(', '+', '*', '/']) || text.contains(" - ") {
            return None;
        }
        let mut values = self.values();
        for (id, computed) in &mut values {
            let Value::Scalar(number) = &mut computed.value else { return None };
            *number = number.map(|number| seen(id, number));
        }
        figures::check(self.definition, &*self.expression(&text).ok()?, 0.0, &values).ok()
    }

    /// The expression of `text`, which has the numbers of the period before. Most statements use none of these and are parsed
    /// already.
    fn expression(&self, text: &str) -> Result<Cow<'_, Expression>, Box<Finding>> {
        let Premise { text: written, at, .. } = self.premise;
        if text == *written { Ok(Cow::Borrowed(&self.statement.expression)) } else { parsed(text, at).map(Cow::Owned) }
    }

    /// A finding if the report lacks one of the figures.
    fn find_figures(&self) -> Result<(), Box<Finding>> {
        for figure in self.statement.figures.iter().chain(&self.statement.named) {
            let (code, message) = match self.snapshot.lookup(figure) {
                Lookup::NoFigure => (Code::UnknownFigure, format!("Nøgletallet »{figure}« er ikke defineret.")),
                Lookup::NoMember => {
                    (Code::UnknownMember, format!("»{figure}« findes ikke: serien har ikke det medlem."))
                }
                Lookup::Number(_) | Lookup::Series(_) => continue,
            };
            let hint = did_you_mean(&figure.id, self.definition.figures.keys().map(FigureId::as_str));
            return Err(Box::new(Finding::new(code, self.premise.at.place(), message).advise(hint)));
        }
        Ok(())
    }

    /// The values of the statement's figures.
    fn values(&self) -> ComputedFigures {
        let figures = self.statement.figures.iter();
        let known = figures.filter_map(|figure| Some((&figure.id, self.snapshot.figures.get(&figure.id)?)));
        let value = |figure: &Figure| Computed { value: figure.value.clone(), rows: None, hidden: figure.hidden };
        known.map(|(id, figure)| (id.clone(), value(figure))).collect()
    }

    /// The number in the period before, or the aggregate of a series. `None` if it is unknown or its definition has changed.
    fn number_before(&self, reference: &FigureRef, aggregate: Option<&str>) -> Option<f64> {
        let before = self.snapshot.comparable(self.before?, &reference.id)?;
        let Some(aggregate) = aggregate else { return before.number(reference.member.as_deref()) };
        match &before.value {
            Value::Series(members) => {
                let numbers: Vec<Option<f64>> = members.iter().map(|member| member.value).collect();
                figures::aggregated(aggregate, &numbers)
            }
            Value::Scalar(_) => None,
        }
    }

    /// A whole series for which a statement uses `forrige`, which needs one number.
    fn series_before(&self, statement: &str, expression: &Expression) -> Option<FigureRef> {
        let first = expression.references().into_iter().next()?;
        let first = (!first.is_aggregated).then(|| first.named());
        let mut asked: Vec<FigureRef> = Vec::new();
        substituted(statement, |name| {
            asked.extend(name.map(FigureRef::parse).or_else(|| first.clone()));
            String::new()
        });
        asked.into_iter().find(|figure| matches!(self.snapshot.lookup(figure), Lookup::Series(_)))
    }

    /// Whether the period before has the figure, but counted it in another way.
    fn is_incomparable(&self, reference: &FigureRef) -> bool {
        let has = |before: &Snapshot| before.figures.contains_key(&reference.id);
        self.before.is_some_and(|before| has(before) && self.snapshot.comparable(before, &reference.id).is_none())
    }
}

/// The statement with another text for each `forrige` and `forrige(chapter.name)`.
fn substituted(statement: &str, mut text_for: impl FnMut(Option<&str>) -> String) -> String {
    let mut out = String::new();
    let mut rest = statement;
    while let Some(at) = rest.find(BEFORE) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let after = from.get(BEFORE.len()..).unwrap_or_default();
        out.push_str(before);
        let continues = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
        if before.chars().next_back().is_some_and(continues) || after.starts_with(continues) {
            out.push_str(BEFORE);
            rest = after;
            continue;
        }
        let call = after.strip_prefix('(').and_then(|inner| inner.split_once(')'));
        out.push_str(&text_for(call.map(|(name, _)| name.trim())));
        rest = call.map_or(after, |(_, rest)| rest);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_before_replaces_the_word_and_nothing_else() {
        let told = |name: Option<&str>| name.map_or_else(|| "7".to_owned(), |name| format!("<{name}>"));
        assert_eq!(substituted("a.b > forrige + forrige(a.c[x])", told), "a.b > 7 + <a.c[x]>");
        assert_eq!(substituted("a.forrige > forrige_aar", told), "a.forrige > forrige_aar");
    }
}
