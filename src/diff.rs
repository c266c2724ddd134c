//! What has changed between two snapshots. Comparing reads nothing else, so reports can be compared when their exports are gone.

pub(crate) mod background;
pub(crate) mod cautions;
mod change;
mod filter;
mod gate;
mod history;
mod json;
mod moments;
mod number_pair;
mod order;
pub(crate) mod pairs;
mod rows;
mod rows_behind;
mod sheet;
mod words;

use indexmap::IndexMap;
use serde::Serialize;

use crate::definition::figure::NumberFormat;
use crate::figure_id::FigureId;
use crate::forms::Form;
use crate::snapshot::{Figure, Member, Snapshot, Value};
pub(crate) use change::Change;
pub(crate) use filter::{ChangeFilter, ChangeLimit};
pub(crate) use history::{FigureHistory, HistoryRow, PastNumber, ReportHistory};
pub(crate) use number_pair::NumberPair;
use pairs::{NamedFigure, Pair};
pub(crate) use rows::ChangeRow;
pub(crate) use rows_behind::{FigureRows, RowBehind, RowForm};
pub(crate) use sheet::DIFFERENCE_AND_CHANGE;

/// The differences between two snapshots.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Diff {
    pub earlier: DiffSide,
    pub later: DiffSide,
    /// What can mislead a reader of the differences, in Danish.
    pub cautions: Vec<String>,
    /// The figures by chapter, in the order of the later report. Chapters and figures that are gone come last.
    pub chapters: Vec<DiffChapter>,
    pub counts: ChangeCounts,
    /// The number of series that are left out because the report prints them nowhere.
    pub left_out: usize,
    /// The rows behind changed figures, if they are asked for.
    pub rows: Vec<FigureRows>,
}

/// One of the two snapshots.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DiffSide {
    /// The report's id.
    pub report: String,
    /// The period's label.
    pub period: String,
    /// A name that distinguishes it from the other side: the period, or the report and period, or the order.
    pub label: String,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DiffChapter {
    pub id: String,
    pub title: String,
    pub figures: Vec<FigureChange>,
}

/// A figure of one snapshot or of both.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FigureChange {
    /// The id in the later snapshot, if the figure is in both.
    pub id: FigureId,
    pub label: String,
    /// What the figure counts, in the plural.
    pub unit: Option<String>,
    pub format: NumberFormat,
    pub before: FormerNames,
    pub difference: Difference,
    /// Whether its number before and after is hidden to protect few persons.
    pub hidden: [bool; 2],
    /// What the report says about the change: an explanation, an approval.
    pub remarks: Vec<String>,
}

/// What a figure was called in the earlier snapshot; `None` for names that are the same in both.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct FormerNames {
    pub id: Option<FigureId>,
    pub label: Option<String>,
    pub unit: Option<String>,
}

/// How the values of a figure differ. `sides` is `Some` if two reports count the figure in different ways.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Difference {
    Number {
        numbers: NumberPair,
        sides: Option<Box<[SideFigure; 2]>>,
    },
    /// Two series, member by member. Members that are gone keep their former place.
    Series {
        members: Vec<MemberChange>,
        sides: Option<Box<[SideFigure; 2]>>,
    },
    /// The figure is in the later snapshot only.
    New(Value),
    /// The figure is in the earlier snapshot only.
    Gone(Value),
    /// The figure is in both, but its values do not measure the same.
    Incomparable(Obstacle, Box<[SideFigure; 2]>),
}

/// A member of a series.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MemberChange {
    pub key: Vec<String>,
    pub label: String,
    /// The time of the earlier member, if that is another in a series over time.
    pub earlier_time: Option<String>,
    /// What the earlier member was called, if it has been renamed since.
    pub earlier_label: Option<String>,
    pub numbers: NumberPair,
    /// Whether the number before and after is hidden to protect few persons.
    pub hidden: [bool; 2],
}

/// A figure as one side counts it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SideFigure {
    pub id: FigureId,
    /// The definition in Danish words.
    pub how: String,
    pub format: NumberFormat,
    pub value: Value,
}

/// Why two values cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// The definition has changed, or those of the operands with these labels have.
    Definition(Vec<String>),
    /// One is a number and the other a series.
    Shape,
    /// One is a share and the other is not.
    Share,
    /// They are stocks, counted on days that do not correspond.
    Days,
}

/// How a figure or member has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ChangeKind {
    /// It is printed as another number.
    Changed,
    /// It is printed as the same number.
    Unchanged,
    /// It is unknown on one side or on both.
    Unknown,
    New,
    Gone,
    Incomparable,
}

/// The number of figures of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub(crate) struct ChangeCounts {
    pub figures: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub unknown: usize,
    pub new: usize,
    pub gone: usize,
    pub incomparable: usize,
    /// Figures with another id than before, whatever their kind. Zero between two reports, where ids are unrelated.
    pub renamed: usize,
}

impl Diff {
    /// Compares two snapshots: figure by figure if they are of the same report, otherwise the figures that declare the same
    /// concept.
    pub(crate) fn between(earlier: &Snapshot, later: &Snapshot) -> Self {
        let mut cautions = cautions::of(earlier, later);
        let pairs = if earlier.report == later.report {
            pairs::by_id(earlier, later)
        } else {
            pairs::by_concept(earlier, later, &mut cautions)
        };
        let titles = later.chapters.iter().chain(&earlier.chapters);
        let mut chapters: IndexMap<String, DiffChapter> = IndexMap::new();
        for (id, title) in titles {
            let chapter = DiffChapter { id: id.clone(), title: title.clone(), figures: Vec::new() };
            chapters.entry(id.clone()).or_insert(chapter);
        }
        for pair in pairs {
            let figure = FigureChange::new(pair, earlier, later);
            let id = figure.id.chapter().to_owned();
            let chapter = DiffChapter { id: id.clone(), title: id.clone(), figures: Vec::new() };
            chapters.entry(id).or_insert(chapter).figures.push(figure);
        }
        let chapters: Vec<DiffChapter> = chapters.into_values().filter(|chapter| !chapter.figures.is_empty()).collect();
        let counts = ChangeCounts::of(&chapters, earlier.report == later.report);
        let [before, after] = labels(earlier, later);
        let (earlier, later) = (DiffSide::new(earlier, before), DiffSide::new(later, after));
        Self { earlier, later, cautions, chapters, counts, left_out: 0, rows: Vec::new() }
    }

    pub(crate) fn is_of_one_report(&self) -> bool {
        self.earlier.report == self.later.report
    }

    /// All figures, in the order of the chapters.
    pub(crate) fn figures(&self) -> impl Iterator<Item = &FigureChange> {
        self.chapters.iter().flat_map(|chapter| &chapter.figures)
    }

    /// Renders the figures that pass the filter. The counts are of all figures, including those that are not shown.
    ///
    /// # Errors
    /// When a workbook or web page cannot be made.
    pub(crate) fn render(&self, filter: &ChangeFilter, form: Form) -> anyhow::Result<Vec<u8>> {
        match form {
            Form::Json => Ok(json::render(&self.clone().filtered(filter))?.into_bytes()),
            Form::Sheet(form) => self.sheet(filter).render(form),
        }
    }
}

impl DiffSide {
    fn new(snapshot: &Snapshot, label: String) -> Self {
        Self { report: snapshot.report.clone(), period: snapshot.period.label.clone(), label }
    }
}

/// See [`DiffSide::label`].
fn labels(earlier: &Snapshot, later: &Snapshot) -> [String; 2] {
    let (before, after) = (&earlier.period.label, &later.period.label);
    if earlier.report != later.report {
        [format!("{} {before}", earlier.report), format!("{} {after}", later.report)]
    } else if before == after {
        [format!("{before} (første)"), format!("{after} (anden)")]
    } else {
        [before.clone(), after.clone()]
    }
}

impl FigureChange {
    fn new(pair: Pair<'_>, earlier: &Snapshot, later: &Snapshot) -> Self {
        match pair {
            Pair::New(after) => Self::named(after, Difference::New(after.figure.value.clone())),
            Pair::Gone(before) => Self::named(before, Difference::Gone(before.figure.value.clone())),
            Pair::Both(before, after) => {
                let (then, now) = (before.figure, after.figure);
                let sides = || Box::new([SideFigure::new(before), SideFigure::new(after)]);
                let apart = (earlier.report != later.report && then.how != now.how).then(sides);
                let difference = match (pairs::obstacle(before, after, earlier, later), &then.value, &now.value) {
                    (Some(obstacle), ..) => Difference::Incomparable(obstacle, sides()),
                    (None, Value::Scalar(then), Value::Scalar(now)) => {
                        Difference::Number { numbers: NumberPair::Both(*then, *now), sides: apart }
                    }
                    (None, Value::Series(then), Value::Series(now)) => Difference::Series {
                        members: pairs::members((then, &earlier.period), (now, &later.period)),
                        sides: apart,
                    },
                    (None, ..) => Difference::Incomparable(Obstacle::Shape, sides()),
                };
                let other = |then: &str, now: &str| (then != now).then(|| then.to_owned());
                let unit = |figure: &Figure| figure.unit.clone().unwrap_or_default();
                let before = FormerNames {
                    id: (before.id != after.id).then(|| before.id.clone()),
                    label: other(&then.label, &now.label),
                    unit: other(&unit(then), &unit(now)),
                };
                Self { before, hidden: [then.hidden, now.hidden], ..Self::named(after, difference) }
            }
        }
    }

    /// A figure with the names that it has in one snapshot.
    fn named(known: NamedFigure<'_>, difference: Difference) -> Self {
        Self {
            id: known.id.clone(),
            label: known.figure.label.clone(),
            unit: known.figure.unit.clone(),
            format: known.figure.format,
            before: FormerNames::default(),
            difference,
            hidden: [known.figure.hidden; 2],
            remarks: Vec::new(),
        }
    }

    /// How the figure has changed. A series has changed if a member has changed, is new or is gone.
    pub(crate) fn kind(&self) -> ChangeKind {
        match &self.difference {
            Difference::Number { numbers, .. } => numbers.kind(self.format),
            Difference::Series { members, .. } => {
                let has = |wanted: &[ChangeKind]| {
                    members.iter().any(|member| wanted.contains(&member.numbers.kind(self.format)))
                };
                if has(&[ChangeKind::Changed, ChangeKind::New, ChangeKind::Gone]) {
                    ChangeKind::Changed
                } else if has(&[ChangeKind::Unknown]) {
                    ChangeKind::Unknown
                } else {
                    ChangeKind::Unchanged
                }
            }
            Difference::New(_) => ChangeKind::New,
            Difference::Gone(_) => ChangeKind::Gone,
            Difference::Incomparable(..) => ChangeKind::Incomparable,
        }
    }

    /// Whether the number, or that of a member, has changed by more than the limit.
    pub(crate) fn exceeds(&self, limit: ChangeLimit) -> bool {
        match &self.difference {
            Difference::Number { numbers, .. } => numbers.exceeds(limit, self.format),
            Difference::Series { members, .. } => {
                members.iter().any(|member| member.numbers.exceeds(limit, self.format))
            }
            Difference::New(_) | Difference::Gone(_) | Difference::Incomparable(..) => false,
        }
    }
}

impl Difference {
    /// How each side counts the figure, if that needs to be explained.
    pub(crate) fn sides(&self) -> Option<&[SideFigure; 2]> {
        match self {
            Self::Number { sides, .. } | Self::Series { sides, .. } => sides.as_deref(),
            Self::Incomparable(_, sides) => Some(sides),
            Self::New(_) | Self::Gone(_) => None,
        }
    }
}

impl MemberChange {
    fn new(member: &Member, numbers: NumberPair) -> Self {
        let hidden = [member.hidden; 2];
        Self {
            key: member.key.clone(),
            label: member.label.clone(),
            earlier_time: None,
            earlier_label: None,
            numbers,
            hidden,
        }
    }
}

impl SideFigure {
    fn new(known: NamedFigure<'_>) -> Self {
        let figure = known.figure;
        Self { id: known.id.clone(), how: figure.how.clone(), format: figure.format, value: figure.value.clone() }
    }
}

impl ChangeCounts {
    fn of(chapters: &[DiffChapter], one_report: bool) -> Self {
        let mut counts = Self::default();
        for figure in chapters.iter().flat_map(|chapter| &chapter.figures) {
            counts.figures += 1;
            counts.renamed += usize::from(one_report && figure.before.id.is_some());
            *match figure.kind() {
                ChangeKind::Changed => &mut counts.changed,
                ChangeKind::Unchanged => &mut counts.unchanged,
                ChangeKind::Unknown => &mut counts.unknown,
                ChangeKind::New => &mut counts.new,
                ChangeKind::Gone => &mut counts.gone,
                ChangeKind::Incomparable => &mut counts.incomparable,
            } += 1;
        }
        counts
    }
}
