//! The figures of one report over several periods.

mod json;
mod sheet;

use std::collections::HashMap;

use indexmap::IndexMap;

use super::cautions;
use super::moments::MemberPairs;
use super::pairs::{self, NamedFigure};
use crate::definition::figure::NumberFormat;
use crate::figure_id::{FigureId, FigureRef};
use crate::forms::Form;
use crate::snapshot::{Figure, Member, Snapshot, Value};

/// The figures of one report, with a column for each period.
#[derive(Debug, Clone)]
pub(crate) struct ReportHistory {
    pub report: String,
    /// The labels of the periods, the earliest first.
    pub periods: Vec<String>,
    /// What can mislead a reader of the numbers, in Danish.
    pub cautions: Vec<String>,
    /// In the order of the last report; chapters and figures that are gone come last.
    pub chapters: Vec<HistoryChapter>,
}

#[derive(Debug, Clone)]
pub(crate) struct HistoryChapter {
    pub id: String,
    pub title: String,
    pub figures: Vec<FigureHistory>,
}

/// A figure with its numbers in each period, as the last period counts it.
#[derive(Debug, Clone)]
pub(crate) struct FigureHistory {
    /// The id in the last snapshot that has the figure.
    pub id: FigureId,
    pub label: String,
    pub format: NumberFormat,
    /// One row without a member, or one for each member.
    pub rows: Vec<HistoryRow>,
    /// The periods that counted the figure in another way.
    pub breaks: Vec<OtherCount>,
    /// What the report says about the changes, the earliest first.
    pub remarks: Vec<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct HistoryRow {
    pub member: Option<Member>,
    /// One for each period.
    pub numbers: Vec<PastNumber>,
}

/// The number of one period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum PastNumber {
    /// `None` is unknown.
    Known(Option<f64>),
    /// It is hidden to protect few persons.
    Hidden,
    /// The period does not have the figure or member.
    Absent,
    /// The period counted it in another way, so it cannot be compared.
    Break,
}

/// How a period counted a figure that a later period counts in another way.
#[derive(Debug, Clone)]
pub(crate) struct OtherCount {
    pub period: String,
    pub figure: Figure,
}

impl ReportHistory {
    /// The history of a report. `snapshots` are of the same report, the earliest first.
    pub(crate) fn of(snapshots: &[Snapshot]) -> Self {
        let snapshots: &[&Snapshot] = &snapshots.iter().collect::<Vec<_>>();
        let mut cautions: Vec<String> = Vec::new();
        for pair in snapshots.windows(2) {
            for caution in cautions::of(pair[0], pair[1]) {
                if !cautions.contains(&caution) {
                    cautions.push(caution);
                }
            }
        }
        let mut chapters: IndexMap<String, HistoryChapter> = IndexMap::new();
        for (id, title) in snapshots.iter().rev().flat_map(|snapshot| &snapshot.chapters) {
            let chapter = HistoryChapter { id: id.clone(), title: title.clone(), figures: Vec::new() };
            chapters.entry(id.clone()).or_insert(chapter);
        }
        for line in lines(snapshots) {
            let Some(figure) = FigureHistory::of(&line, snapshots) else { continue };
            let id = figure.id.chapter().to_owned();
            let chapter = HistoryChapter { id: id.clone(), title: id.clone(), figures: Vec::new() };
            chapters.entry(id).or_insert(chapter).figures.push(figure);
        }
        let chapters = chapters.into_values().filter(|chapter| !chapter.figures.is_empty()).collect();
        let report = snapshots.last().map(|snapshot| snapshot.report.clone()).unwrap_or_default();
        let periods = snapshots.iter().map(|snapshot| snapshot.period.label.clone()).collect();
        Self { report, periods, cautions, chapters }
    }

    /// Keeps figures, members and chapters with these names. Returns names that were not found.
    pub(crate) fn keep(&mut self, names: &[String]) -> Vec<String> {
        if names.is_empty() {
            return Vec::new();
        }
        let wanted: Vec<FigureRef> = names.iter().map(|name| FigureRef::parse(name)).collect();
        let mut found = vec![false; wanted.len()];
        for chapter in &mut self.chapters {
            chapter.figures.retain_mut(|figure| {
                let mut is_kept = false;
                let mut is_whole = false;
                let mut members = Vec::new();
                for (wanted, found) in wanted.iter().zip(&mut found) {
                    match &wanted.member {
                        None if wanted.id == figure.id || wanted.id == *chapter.id => is_whole = true,
                        Some(member) if wanted.id == figure.id && figure.has(member) => members.push(member),
                        _ => continue,
                    }
                    (*found, is_kept) = (true, true);
                }
                if !is_whole {
                    figure.rows.retain(|row| row.member.as_ref().is_some_and(|one| members.contains(&&one.name())));
                }
                is_kept
            });
        }
        self.chapters.retain(|chapter| !chapter.figures.is_empty());
        names.iter().zip(found).filter(|(_, found)| !found).map(|(name, _)| name.clone()).collect()
    }

    /// All figures, in the order of the chapters.
    pub(crate) fn figures_mut(&mut self) -> impl Iterator<Item = &mut FigureHistory> {
        self.chapters.iter_mut().flat_map(|chapter| &mut chapter.figures)
    }

    /// # Errors
    /// When a workbook or web page cannot be made.
    pub(crate) fn render(&self, form: Form) -> anyhow::Result<Vec<u8>> {
        match form {
            Form::Json => Ok(json::render(self)?.into_bytes()),
            Form::Sheet(form) => self.sheet().render(form),
        }
    }
}

/// A figure in each of the snapshots that have it; `None` in the others.
type Line<'a> = Vec<Option<NamedFigure<'a>>>;

/// The figures of all snapshots, each followed backwards by its id, or by the id that it had before.
fn lines<'a>(snapshots: &[&'a Snapshot]) -> Vec<Line<'a>> {
    let mut taken: Vec<Vec<&'a FigureId>> = vec![Vec::new(); snapshots.len()];
    let mut lines = Vec::new();
    for (last, snapshot) in snapshots.iter().enumerate().rev() {
        for start in pairs::known(snapshot) {
            if taken[last].contains(&start.id) {
                continue;
            }
            lines.push(line(start, last, snapshots, &mut taken));
        }
    }
    lines
}

/// A figure of one snapshot in those before it. `taken` are the figures of each that other lines have.
fn line<'a>(
    start: NamedFigure<'a>,
    last: usize,
    snapshots: &[&'a Snapshot],
    taken: &mut [Vec<&'a FigureId>],
) -> Line<'a> {
    let mut line: Line<'a> = vec![None; snapshots.len()];
    line[last] = Some(start);
    let mut after = start;
    for (place, earlier) in snapshots[..last].iter().enumerate().rev() {
        if let Some(before) = pairs::counterpart(earlier, after).filter(|one| !taken[place].contains(&one.id)) {
            taken[place].push(before.id);
            line[place] = Some(before);
            after = before;
        }
    }
    line
}

impl FigureHistory {
    /// The figure of the last snapshot with this id. `None` if it has none.
    pub(crate) fn of_figure(id: &FigureId, snapshots: &[&Snapshot]) -> Option<Self> {
        let last = snapshots.len().checked_sub(1)?;
        let (id, figure) = snapshots[last].figures.get_key_value(id)?;
        let mut taken = vec![Vec::new(); snapshots.len()];
        Self::of(&line(NamedFigure { id, figure }, last, snapshots, &mut taken), snapshots)
    }

    /// `None` for a line without a figure.
    fn of(line: &Line<'_>, snapshots: &[&Snapshot]) -> Option<Self> {
        let mut known = line.iter().zip(snapshots).filter_map(|(figure, snapshot)| Some(((*figure)?, snapshot)));
        let (latest, latest_snapshot) = known.next_back()?;
        let mut rows = match &latest.figure.value {
            Value::Scalar(_) => vec![HistoryRow::new(None, snapshots.len())],
            Value::Series(members) => {
                members.iter().map(|member| HistoryRow::new(Some(member.clone()), snapshots.len())).collect()
            }
        };
        let overlaps = overlaps(line, latest.figure);
        let mut breaks = Vec::new();
        let mut are_moved = false;
        for (place, (figure, snapshot)) in line.iter().zip(snapshots).enumerate() {
            let Some(figure) = figure else { continue };
            let is_break = pairs::obstacle(*figure, latest, snapshot, latest_snapshot).is_some();
            match (&figure.figure.value, &latest.figure.value) {
                (Value::Scalar(value), Value::Scalar(_)) if !is_break => {
                    rows[0].numbers[place] =
                        if figure.figure.hidden { PastNumber::Hidden } else { PastNumber::Known(*value) }
                }
                (Value::Series(then), Value::Series(now)) if !is_break => {
                    let partners = if overlaps {
                        MemberPairs::by_key(then, now)
                    } else {
                        MemberPairs::of(then, now, &snapshot.period, &latest_snapshot.period)
                    };
                    are_moved |= partners.are_moved;
                    add_members(then, &partners, place, &mut rows, snapshots.len());
                }
                _ => {
                    rows.iter_mut().for_each(|row| row.numbers[place] = PastNumber::Break);
                    let period = snapshot.period.label.clone();
                    breaks.push(OtherCount { period, figure: figure.figure.clone() });
                }
            }
        }
        let (id, label) = (latest.id.clone(), latest.figure.label.clone());
        if are_moved {
            for member in rows.iter_mut().filter_map(|row| row.member.as_mut()) {
                member.label.push_str(" og samme tid før");
            }
        }
        Some(Self { id, label, format: latest.figure.format, rows, breaks, remarks: Vec::new() })
    }

    fn has(&self, member: &str) -> bool {
        self.rows.iter().any(|row| row.member.as_ref().is_some_and(|one| one.name() == member))
    }
}

/// Whether a member of the latest series over time is in an earlier one: its times then span several periods, so members are
/// paired by key.
fn overlaps(line: &Line<'_>, latest: &Figure) -> bool {
    let Value::Series(now) = &latest.value else { return false };
    line.iter().flatten().any(|earlier| match &earlier.figure.value {
        Value::Series(then) => !std::ptr::eq(earlier.figure, latest) && MemberPairs::by_key(then, now).count() > 0,
        Value::Scalar(_) => false,
    })
}

/// Puts the members of one period into their rows. Those that later periods do not have get a row of their own.
fn add_members(then: &[Member], partners: &MemberPairs, place: usize, rows: &mut Vec<HistoryRow>, periods: usize) {
    let own = rows.iter().enumerate().skip(partners.of_later.len());
    let key = |row: &HistoryRow| row.member.as_ref().map(|member| member.key.clone());
    let own: HashMap<Vec<String>, usize> = own.filter_map(|(at, row)| Some((key(row)?, at))).collect();
    for (member, partner) in then.iter().zip(partners.of_earlier(then.len())) {
        let at = partner.or_else(|| own.get(&member.key).copied()).unwrap_or_else(|| {
            rows.push(HistoryRow::new(Some(member.clone()), periods));
            rows.len() - 1
        });
        rows[at].numbers[place] = if member.hidden { PastNumber::Hidden } else { PastNumber::Known(member.value) };
    }
}

impl HistoryRow {
    fn new(member: Option<Member>, periods: usize) -> Self {
        Self { member, numbers: vec![PastNumber::Absent; periods] }
    }
}
