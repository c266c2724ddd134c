//! Premises of sentences: the same statements as in checks, with `forrige` for the number of the period before.

use super::{ComputedFigures, shown};
use crate::danish::did_you_mean;
use crate::definition::expression::{Expression, Names, check_shares, check_statement, check_types};
use crate::definition::usage::premises::{self, PremiseCall, PremiseVerdict, PremiseVerdicts};
use crate::definition::usage::scan;
use crate::definition::{Definition, Located};
use crate::figure_id::{FigureId, FigureRef};
use crate::figures::{self, Computed, Truth};
use crate::findings::{Code, Finding, Findings};
use crate::snapshot::{Figure, Lookup, Snapshot, Value};

/// The word for the number of the period before.
const BEFORE: &str = "forrige";

/// Whether the premises and conditions of all texts hold. What is wrong with a statement is a finding.
pub fn premises(
    definition: &Definition,
    snapshot: &Snapshot,
    before: Option<&Snapshot>,
    findings: &Findings,
) -> PremiseVerdicts {
    let mut verdicts = PremiseVerdicts::new();
    for template in definition.texts() {
        for (number, call) in premises::calls(&template.value).into_iter().enumerate() {
            let at = scan::at(template, call.offset);
            let premise = Premise { definition, snapshot, before, at };
            let verdict = premise.verdict(&call).unwrap_or_else(|finding| {
                findings.push(finding.of_text());
                PremiseVerdict::Unknown
            });
            verdicts.insert((premises::template_name(template), number), verdict);
        }
    }
    verdicts
}

struct Premise<'a> {
    definition: &'a Definition,
    snapshot: &'a Snapshot,
    before: Option<&'a Snapshot>,
    at: crate::definition::At,
}

impl Premise<'_> {
    fn verdict(&self, call: &PremiseCall<'_>) -> Result<PremiseVerdict, Box<Finding>> {
        let (figures, expression) = self.figures(call.statement)?;
        if let Some(series) = self.series_before(call.statement, &expression) {
            let message = format!("»{series}« er en serie, så {BEFORE} er ikke ét tal.");
            let advice = format!("Nævn et medlem, eller læg serien sammen: SUM({series}) > {BEFORE}.");
            return Err(Box::new(Finding::new(Code::WrongType, self.at.place(), message).advise(advice)));
        }
        let aggregate = expression.references().into_iter().next().and_then(|reference| reference.aggregate);
        let Some(first) = figures.first() else {
            let message = format!("»{}« nævner intet nøgletal.", call.statement);
            let advice = "Skriv fx gaelder(\"kapitel.nøgletal > forrige\").";
            return Err(Box::new(Finding::new(Code::SqlSyntax, self.at.place(), message).advise(advice)));
        };
        let values = self.values(&figures);
        let mut told: Vec<String> =
            figures.iter().map(|figure| shown::figure(self.definition, figure, &values)).collect();
        let (mut is_unknown, mut incomparable) = (false, None);
        let text = substituted(call.statement, |name| {
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
        let expression = if text == call.statement { expression } else { self.parsed(&text)? };
        let truth = figures::check(self.definition, &expression, 0.0, &values).map_err(|error| {
            let message = format!("»{}« kunne ikke udregnes: {error}.", call.statement);
            Box::new(Finding::new(Code::QueryFailed, self.at.place(), message))
        })?;
        Ok(match truth {
            Truth::Holds => PremiseVerdict::Holds,
            Truth::Fails => PremiseVerdict::Fails(told.join(", ")),
            Truth::Unknown => PremiseVerdict::Undecided(told.join(", ")),
        })
    }

    /// The values of these figures.
    fn values(&self, figures: &[FigureRef]) -> ComputedFigures {
        let known = figures.iter().filter_map(|figure| Some((&figure.id, self.snapshot.figures.get(&figure.id)?)));
        let value = |figure: &Figure| Computed { value: figure.value.clone(), rows: None, hidden: figure.hidden };
        known.map(|(id, figure)| (id.clone(), value(figure))).collect()
    }

    /// The figures of a statement, and the statement with 0 for the numbers of the period before; a finding if it is no statement
    /// about figures.
    fn figures(&self, statement: &str) -> Result<(Vec<FigureRef>, Expression), Box<Finding>> {
        let mut named: Vec<String> = Vec::new();
        let text = substituted(statement, |name| {
            named.extend(name.map(str::to_owned));
            "0".to_owned()
        });
        let expression = self.parsed(&text)?;
        let mut found = None;
        check_types(&expression, Names::Figures, &mut |finding| found = Some(finding));
        check_statement(&expression, &mut |finding| found = Some(finding));
        let is_share = |id: &str| self.definition.figures.get(id).is_some_and(|figure| figure.format.is_share());
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
            let message = format!("»{name}« i »{statement}« er ikke et nøgletal.");
            let known = self.definition.figures.keys().map(FigureId::as_str).chain([BEFORE]);
            let hint = did_you_mean(&name, known);
            let advice = format!("{hint} Det samme tal i perioden før hedder {BEFORE}.");
            return Err(Box::new(Finding::new(Code::UnknownFigure, self.at.place(), message).advise(advice.trim())));
        }
        let all = figures.iter().cloned().chain(named.iter().map(|name| FigureRef::parse(name)));
        for figure in all {
            let (code, message) = match self.snapshot.lookup(&figure) {
                Lookup::NoFigure => (Code::UnknownFigure, format!("Nøgletallet »{figure}« er ikke defineret.")),
                Lookup::NoMember => {
                    (Code::UnknownMember, format!("»{figure}« findes ikke: serien har ikke det medlem."))
                }
                Lookup::Number(_) | Lookup::Series(_) => continue,
            };
            let hint = did_you_mean(&figure.id, self.definition.figures.keys().map(FigureId::as_str));
            return Err(Box::new(Finding::new(code, self.at.place(), message).advise(hint)));
        }
        Ok((figures, expression))
    }

    fn parsed(&self, text: &str) -> Result<Expression, Box<Finding>> {
        Expression::parse(Located { value: text.to_owned(), at: self.at.clone() })
    }

    /// The number in the period before; `None` if it is unknown or its definition has changed. Of a series, what the aggregate makes of it.
    fn number_before(&self, reference: &FigureRef, aggregate: Option<&str>) -> Option<f64> {
        let before = self.snapshot.comparable(self.before?, &reference.id)?;
        let Some(aggregate) = aggregate else { return before.number(reference.member.as_deref()) };
        match &before.value {
            Value::Series(members) => figures::aggregated(aggregate, members),
            Value::Scalar(_) => None,
        }
    }

    /// A whole series whose number before is asked for in a statement.
    fn series_before(&self, statement: &str, expression: &Expression) -> Option<FigureRef> {
        let first = expression.references().into_iter().next()?;
        let first = first.aggregate.is_none().then(|| first.named());
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
