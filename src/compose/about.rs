//! »Om tallene« of a member's report: which rows count for whom, how persons are protected, and by which methods numbers are
//! computed. All of it comes from the definition.

use std::collections::BTreeSet;

use indexmap::IndexSet;

use crate::danish;
use crate::definition::Definition;
use crate::definition::batch::{BatchDefinition, MemberNaming};
use crate::definition::chart::Drawing;
use crate::definition::dataset::{Dataset, OwnNumbers};
use crate::definition::expression::{Expression, RateMethod, rate_methods, rate_standards};
use crate::definition::figure::FigureOrigin;
use crate::definition::join::{CalendarSpan, Join};
use crate::figure_id::FigureId;
use crate::snapshot::{ReportMember, Snapshot};

/// The paragraphs that are the same for all members: how numbers are rounded, and by which methods they are computed.
#[derive(Default)]
pub struct Methods {
    rounding: Option<String>,
    statistics: Option<String>,
}

impl Methods {
    /// Empty for a report that is not one of a batch. `printed` are the figures that the report prints, and those that these are
    /// computed from.
    pub fn of(definition: &Definition, printed: &BTreeSet<FigureId>) -> Self {
        if definition.report.batch.is_none() {
            return Self::default();
        }
        let counted = counted(definition, printed);
        Self { rounding: rounding(&counted), statistics: statistics(definition, printed) }
    }
}

/// The paragraphs; empty for a report that is not one of a batch.
pub fn paragraphs(definition: &Definition, methods: &Methods, snapshot: &Snapshot) -> Vec<String> {
    let Some(batch) = definition.report.batch.as_ref().filter(|_| snapshot.member.is_some()) else { return Vec::new() };
    [
        belonging(definition, batch, snapshot),
        methods.rounding.clone(),
        naming(batch, snapshot.member.as_ref()),
        methods.statistics.clone(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The datasets that are read from files and whose rows the figures count.
fn counted<'a>(definition: &'a Definition, printed: &BTreeSet<FigureId>) -> Vec<&'a Dataset> {
    let queries = printed.iter().filter_map(|id| definition.figures.get(id)?.query());
    let ids: BTreeSet<&str> =
        queries.filter_map(|query| definition.parts(&query.from.dataset).first().copied()).collect();
    definition.datasets.values().filter(|dataset| ids.contains(dataset.id.as_str())).collect()
}

/// Explains where rows count of practices that are new, have closed or moved, or have a reused number.
fn belonging(definition: &Definition, batch: &BatchDefinition, snapshot: &Snapshot) -> Option<String> {
    let register = definition.datasets.get(&batch.register.value)?;
    let is_by_day = |join: &Join| join.second == register.id && join.valid.is_some();
    let day = danish::date(snapshot.period.last());
    let made = format!("Rapporten laves til dem, der står i »{}« {day}.", register.label);
    if !definition.joins.values().any(is_by_day) {
        return Some(made);
    }
    let whole = definition.joins.values().filter(|join| is_by_day(join)).find_map(|join| join.whole);
    let whole = whole.map_or_else(String::new, |span| {
        let first = |join: &&Join| join.whole == Some(span) && is_by_day(join);
        let labels = definition.joins.values().filter(first).filter_map(|join| definition.datasets.get(&join.first));
        let labels: Vec<String> = labels.map(|dataset| format!("»{}«", dataset.label)).collect();
        let (a, its) = if span == CalendarSpan::Month { ("En", "hele måneden") } else { ("Et", "hele tiden") };
        format!(
            " {a} {} tæller kun med fra {} for dem, der var der {its}; ellers ville antal og personer være fra hver sin tid.",
            span.danish(),
            danish::list(&labels)
        )
    });
    Some(format!(
        "Alt er talt med der, hvor det hørte til på dagen: hos den, der havde nummeret den dag, og i den gruppe, som nummeret hørte til den dag. \
         Når nogen åbner, lukker, flytter eller får et andet nummer, følger tal fra før altså ikke med, \
         og den, der er flyttet, kan have ét tal i sin gruppe og et andet i et diagram over alle.{whole} {made}"
    ))
}

/// How rounding changes numbers, and in which datasets.
fn rounding(counted: &[&Dataset]) -> Option<String> {
    let rounded = counted.iter().filter_map(|dataset| Some((*dataset, dataset.protect.as_ref()?)));
    let rounded: Vec<_> = rounded.filter(|(_, protection)| !protection.is_suppressed()).collect();
    let threshold = rounded.iter().map(|(_, protection)| protection.threshold).max()?;
    let labels = |datasets: &mut dyn Iterator<Item = &Dataset>| -> String {
        danish::list(&datasets.map(|dataset| format!("»{}«", dataset.label)).collect::<Vec<_>>())
    };
    let exact: Vec<&Dataset> = rounded
        .iter()
        .filter(|(_, protection)| protection.own == OwnNumbers::Exact)
        .map(|(dataset, _)| *dataset)
        .collect();
    let own = if exact.is_empty() {
        String::new()
    } else {
        format!(
            " Jeres egne tal fra {} er, som de er; i diagrammer med andre er også jeres afrundet.",
            labels(&mut exact.into_iter())
        )
    };
    Some(format!(
        "For at ingen kan genkendes, er antal på 1–{} personer i {} afrundet til 0 eller {threshold}, før noget er regnet ud. Det er gjort én gang for \
         alle rapporter, så tallene går op på tværs af dem. Et tal kan derfor være nogle få større eller mindre end det rigtige; det betyder \
         mest, hvor tallene er små.{own}",
        threshold - 1,
        labels(&mut rounded.iter().map(|(dataset, _)| *dataset)),
    ))
}

fn naming(batch: &BatchDefinition, member: Option<&ReportMember>) -> Option<String> {
    let (id, level) = batch.levels.first()?;
    if level.naming == MemberNaming::Names {
        return None;
    }
    let has_chosen = |member: &ReportMember| {
        // How a group is shown to other groups says nothing about its members.
        let is_shown = member.level == *id && member.own.values().flatten().flatten().any(|shown| *shown == member.key);
        is_shown || level.named_in.iter().any(|group| group.value == member.key)
    };
    Some(if member.is_some_and(has_chosen) {
        "Gruppen har valgt, at dens medlemmer står med navn for hinanden. I de andre gruppers rapporter gør de ikke."
            .to_owned()
    } else if member.is_some_and(|member| member.level != *id) {
        "De, der er vist enkeltvis, står under bogstaver eller numre, som er nye i hver udsendelse.".to_owned()
    } else {
        "De andre står under bogstaver eller numre, som er nye i hver udsendelse.".to_owned()
    })
}

/// The methods that numbers and charts of the report are computed by, with their sources.
fn statistics(definition: &Definition, printed: &BTreeSet<FigureId>) -> Option<String> {
    let ends = drawn_intervals(definition);
    let expressions: Vec<&Expression> = printed.iter().chain(&ends).filter_map(|id| derived(definition, id)).collect();
    let used: IndexSet<RateMethod> = expressions.iter().flat_map(|of| rate_methods(&of.tree)).collect();
    let standards: IndexSet<FigureId> = expressions.iter().flat_map(|of| rate_standards(&of.tree)).collect();
    let is_quartile = |name: &String| name.ends_with("QUARTILE") || name == "MEDIAN";
    let mut aggregates = expressions.iter().flat_map(|of| of.references()).filter_map(|of| of.aggregate);
    let mut sentences = Vec::new();
    for standard in standards.iter().filter_map(|id| definition.figures.get(id)) {
        sentences.push(format!(
            "Et standardiseret tal er det, der ville være, hvis alle havde samme fordeling som »{}«.",
            standard.label
        ));
    }
    let has_funnel = definition.charts().any(|chart| matches!(chart.drawing, Drawing::Funnel { .. }));
    let funnel = has_funnel.then_some(RateMethod::Funnel);
    let used = used.into_iter().filter(|method| *method != RateMethod::Funnel).chain(funnel);
    sentences.extend(used.map(|method| method.in_words().to_owned()));
    if aggregates.any(|name| is_quartile(&name)) {
        sentences.push("Fjerdedele er beregnet som i Excels KVARTIL.MEDTAG (Hyndman og Fan 1996).".to_owned());
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// The ends of the intervals that bar charts draw.
fn drawn_intervals(definition: &Definition) -> Vec<FigureId> {
    let bars = definition.charts().filter(|chart| matches!(chart.drawing, Drawing::Bars { .. }));
    let series = bars.flat_map(|chart| chart.series().into_iter().chain(chart.beside()));
    let ends = series.filter_map(|series| definition.figures.get(&series.value.id)?.interval.clone());
    ends.flatten().collect()
}

fn derived<'a>(definition: &'a Definition, id: &FigureId) -> Option<&'a Expression> {
    match &definition.figures.get(id)?.origin {
        FigureOrigin::Derived(expression) => Some(expression),
        FigureOrigin::Query(_) | FigureOrigin::Given(_) | FigureOrigin::Unknown(_) => None,
    }
}
