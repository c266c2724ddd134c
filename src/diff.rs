//! What has changed between two snapshots. It reads nothing else, so reports can be compared when their exports are gone.

pub(crate) mod cautions;
mod change;
pub(crate) mod page;
pub(crate) mod pairs;
mod render;
mod selection;

use indexmap::IndexMap;

use crate::definition::figure::NumberFormat;
use crate::figure_id::FigureId;
use crate::snapshot::{self, Figure, Snapshot, Value};
pub use change::Change;
use pairs::{Known, Pair};
pub use render::render;
pub use selection::Selection;

/// The differences between two snapshots.
#[derive(Debug, Clone, PartialEq)]
pub struct Diff {
    /// The one that the differences are counted from.
    pub earlier: Side,
    /// The one that they are counted to.
    pub later: Side,
    /// What a reader must know before comparing, in Danish.
    pub cautions: Vec<String>,
    /// The figures by chapter, in the order of the later report; what is gone comes last.
    pub chapters: Vec<Chapter>,
    /// How many figures there are of each kind.
    pub counts: Counts,
}

/// One of the snapshots.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// The report's id.
    pub report: String,
    /// The period's label.
    pub period: String,
    /// What it is called beside the other.
    pub label: String,
}

/// The figures of a chapter.
#[derive(Debug, Clone, PartialEq)]
pub struct Chapter {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its figures.
    pub figures: Vec<Entry>,
}

/// A figure of one snapshot or of both.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// In the later snapshot where it is in both.
    pub id: FigureId,
    /// What it is called.
    pub label: String,
    /// What it counts, in the plural.
    pub unit: Option<String>,
    /// How it is printed.
    pub format: NumberFormat,
    /// What was another word in the earlier snapshot.
    pub before: Before,
    /// What the comparison came to.
    pub comparison: Comparison,
}

/// What a figure was called in the earlier snapshot, where that was another word.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Before {
    /// `chapter.name`.
    pub id: Option<FigureId>,
    /// Its label.
    pub label: Option<String>,
    /// Its unit.
    pub unit: Option<String>,
}

/// What the comparison of a figure came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Comparison {
    /// Two numbers.
    Number {
        /// The numbers, either of which may be unknown.
        numbers: Numbers,
        /// How each was counted, where two reports count it each in its way.
        told: Option<Box<[Told; 2]>>,
    },
    /// Two series, member by member.
    Series {
        /// The members, those that are gone where they stood.
        members: Vec<Member>,
        /// How each was counted, where two reports count it each in its way.
        told: Option<Box<[Told; 2]>>,
    },
    /// It is in the later snapshot only.
    New(Value),
    /// It is in the earlier snapshot only.
    Gone(Value),
    /// It is in both, and the numbers cannot be compared.
    Incomparable(Reason, Box<[Told; 2]>),
}

/// Numbers that stand for the same thing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Numbers {
    /// One before and one after.
    Both(Option<f64>, Option<f64>),
    /// One before only.
    Earlier(Option<f64>),
    /// One after only.
    Later(Option<f64>),
}

/// A member of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// What it stands for.
    pub key: Vec<String>,
    /// What that is called.
    pub label: String,
    /// Its numbers.
    pub numbers: Numbers,
}

/// How one side came to its numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// `chapter.name` there.
    pub id: FigureId,
    /// How it was counted, in Danish.
    pub how: String,
    /// How it is printed.
    pub format: NumberFormat,
    /// What it came to.
    pub value: Value,
}

/// Why two numbers cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The definition is another; these of the figures it is derived from are so too.
    Definition(Vec<String>),
    /// One is a number and the other a series.
    Shape,
    /// One is a share and the other is not.
    Share,
    /// They are stocks, counted on days that do not correspond.
    Days,
}

/// What became of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Its number is another, as printed.
    Changed,
    /// It is printed as before.
    Unchanged,
    /// It is unknown on one side or on both.
    Unknown,
    /// It was not there before.
    New,
    /// It is no longer there.
    Gone,
    /// It is there, and cannot be compared.
    Incomparable,
}

/// How many figures there are of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// All of them.
    pub figures: usize,
    /// [`Kind::Changed`].
    pub changed: usize,
    /// [`Kind::Unchanged`].
    pub unchanged: usize,
    /// [`Kind::Unknown`].
    pub unknown: usize,
    /// [`Kind::New`].
    pub new: usize,
    /// [`Kind::Gone`].
    pub gone: usize,
    /// [`Kind::Incomparable`].
    pub incomparable: usize,
    /// Those with another id than before, of whatever kind; none between two reports, which name theirs as they like.
    pub renamed: usize,
}

impl Diff {
    /// Compares two snapshots: of one report figure by figure, of two reports those that declare a common concept.
    pub fn between(earlier: &Snapshot, later: &Snapshot) -> Self {
        let mut cautions = cautions::of(earlier, later);
        let pairs = if earlier.report == later.report {
            pairs::by_id(earlier, later)
        } else {
            pairs::by_concept(earlier, later, &mut cautions)
        };
        let titles = later.chapters.iter().chain(&earlier.chapters);
        let mut chapters: IndexMap<String, Chapter> = IndexMap::new();
        for (id, title) in titles {
            let chapter = Chapter { id: id.clone(), title: title.clone(), figures: Vec::new() };
            chapters.entry(id.clone()).or_insert(chapter);
        }
        for pair in pairs {
            let entry = Entry::new(pair, earlier, later);
            let id = entry.id.chapter().to_owned();
            let chapter = Chapter { id: id.clone(), title: id.clone(), figures: Vec::new() };
            chapters.entry(id).or_insert(chapter).figures.push(entry);
        }
        let chapters: Vec<Chapter> = chapters.into_values().filter(|chapter| !chapter.figures.is_empty()).collect();
        let counts = Counts::of(&chapters, earlier.report == later.report);
        let [before, after] = labels(earlier, later);
        Self { earlier: Side::new(earlier, before), later: Side::new(later, after), cautions, chapters, counts }
    }

    /// Whether the snapshots are of one report.
    pub fn is_of_one_report(&self) -> bool {
        self.earlier.report == self.later.report
    }

    /// All figures, in the order of the chapters.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.chapters.iter().flat_map(|chapter| &chapter.figures)
    }
}

impl Side {
    fn new(snapshot: &Snapshot, label: String) -> Self {
        Self { report: snapshot.report.clone(), period: snapshot.period.label.clone(), label }
    }
}

/// What tells the two snapshots apart: the period, the report as well, or their order.
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

impl Entry {
    fn new(pair: Pair<'_>, earlier: &Snapshot, later: &Snapshot) -> Self {
        match pair {
            Pair::New(after) => Self::alone(after, Comparison::New(after.figure.value.clone())),
            Pair::Gone(before) => Self::alone(before, Comparison::Gone(before.figure.value.clone())),
            Pair::Both(before, after) => {
                let (then, now) = (before.figure, after.figure);
                let told = || Box::new([Told::new(before), Told::new(after)]);
                let apart = (earlier.report != later.report && then.how != now.how).then(told);
                let comparison = match (pairs::obstacle(before, after, earlier, later), &then.value, &now.value) {
                    (Some(reason), ..) => Comparison::Incomparable(reason, told()),
                    (None, Value::Scalar(then), Value::Scalar(now)) => {
                        Comparison::Number { numbers: Numbers::Both(*then, *now), told: apart }
                    }
                    (None, Value::Series(then), Value::Series(now)) => {
                        Comparison::Series { members: pairs::members(then, now), told: apart }
                    }
                    (None, ..) => Comparison::Incomparable(Reason::Shape, told()),
                };
                let other = |then: &str, now: &str| (then != now).then(|| then.to_owned());
                let unit = |figure: &Figure| figure.unit.clone().unwrap_or_default();
                let before = Before {
                    id: (before.id != after.id).then(|| before.id.clone()),
                    label: other(&then.label, &now.label),
                    unit: other(&unit(then), &unit(now)),
                };
                Self { before, ..Self::alone(after, comparison) }
            }
        }
    }

    /// The figure of one snapshot.
    fn alone(known: Known<'_>, comparison: Comparison) -> Self {
        Self {
            id: known.id.clone(),
            label: known.figure.label.clone(),
            unit: known.figure.unit.clone(),
            format: known.figure.format,
            before: Before::default(),
            comparison,
        }
    }

    /// What became of it.
    pub fn kind(&self) -> Kind {
        match &self.comparison {
            Comparison::Number { numbers, .. } => numbers.kind(self.format),
            Comparison::Series { members, .. } => {
                let has =
                    |wanted: &[Kind]| members.iter().any(|member| wanted.contains(&member.numbers.kind(self.format)));
                if has(&[Kind::Changed, Kind::New, Kind::Gone]) {
                    Kind::Changed
                } else if has(&[Kind::Unknown]) {
                    Kind::Unknown
                } else {
                    Kind::Unchanged
                }
            }
            Comparison::New(_) => Kind::New,
            Comparison::Gone(_) => Kind::Gone,
            Comparison::Incomparable(..) => Kind::Incomparable,
        }
    }

    /// Whether its number, or that of a member, has changed by more than this share of what it was.
    pub fn exceeds(&self, limit: f64) -> bool {
        match &self.comparison {
            Comparison::Number { numbers, .. } => numbers.exceeds(limit, self.format),
            Comparison::Series { members, .. } => {
                members.iter().any(|member| member.numbers.exceeds(limit, self.format))
            }
            Comparison::New(_) | Comparison::Gone(_) | Comparison::Incomparable(..) => false,
        }
    }
}

impl Numbers {
    /// The change, where both numbers are there and known.
    pub fn change(self, format: NumberFormat) -> Option<Change> {
        match self {
            Self::Both(Some(then), Some(now)) => Some(Change::between(then, now, format)),
            Self::Both(..) | Self::Earlier(_) | Self::Later(_) => None,
        }
    }

    /// What became of the number.
    pub fn kind(self, format: NumberFormat) -> Kind {
        match (self, self.change(format)) {
            (Self::Earlier(_), _) => Kind::Gone,
            (Self::Later(_), _) => Kind::New,
            (Self::Both(..), None) => Kind::Unknown,
            (Self::Both(..), Some(change)) if change.is_none() => Kind::Unchanged,
            (Self::Both(..), Some(_)) => Kind::Changed,
        }
    }

    fn exceeds(self, limit: f64, format: NumberFormat) -> bool {
        self.change(format).is_some_and(|change| change.exceeds(limit))
    }
}

impl Member {
    fn new(member: &snapshot::Member, numbers: Numbers) -> Self {
        Self { key: member.key.clone(), label: member.label.clone(), numbers }
    }
}

impl Told {
    fn new(known: Known<'_>) -> Self {
        let figure = known.figure;
        Self { id: known.id.clone(), how: figure.how.clone(), format: figure.format, value: figure.value.clone() }
    }
}

impl Counts {
    fn of(chapters: &[Chapter], one_report: bool) -> Self {
        let mut counts = Self::default();
        for entry in chapters.iter().flat_map(|chapter| &chapter.figures) {
            counts.figures += 1;
            counts.renamed += usize::from(one_report && entry.before.id.is_some());
            *match entry.kind() {
                Kind::Changed => &mut counts.changed,
                Kind::Unchanged => &mut counts.unchanged,
                Kind::Unknown => &mut counts.unknown,
                Kind::New => &mut counts.new,
                Kind::Gone => &mut counts.gone,
                Kind::Incomparable => &mut counts.incomparable,
            } += 1;
        }
        counts
    }
}
