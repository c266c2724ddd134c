//! The differences for programs.

use serde::Serialize;

use crate::diff::{Comparison, Diff, Entry, Kind, Numbers, Reason, Side, Told};
use crate::snapshot::{Member, Number, Value};

/// The version of the format, raised when older readers would misread it.
const FORMAT: u32 = 1;

/// What `--format json` prints. Numbers are as in the snapshots: shares are 0–1, and null is unknown. A key that does not apply
/// is left out.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Document<'a> {
    /// [`FORMAT`].
    format: u32,
    /// The snapshot that differences are counted from.
    earlier: SideView<'a>,
    /// The snapshot that they are counted to.
    later: SideView<'a>,
    /// What a reader must know first, in Danish.
    cautions: &'a [String],
    /// How many figures there are of each kind, whatever is selected.
    counts: CountsView,
    /// The figures that are selected, by chapter.
    chapters: Vec<ChapterView<'a>>,
}

#[derive(Serialize)]
struct SideView<'a> {
    report: &'a str,
    period: &'a str,
}

#[derive(Serialize)]
struct CountsView {
    figures: usize,
    changed: usize,
    unchanged: usize,
    unknown: usize,
    new: usize,
    gone: usize,
    incomparable: usize,
    /// Those with another id than before; they are of the other kinds as well.
    renamed: usize,
}

#[derive(Serialize)]
struct ChapterView<'a> {
    id: &'a str,
    title: &'a str,
    figures: Vec<FigureView<'a>>,
}

/// A figure: with its numbers, or with members, or with what each side tells.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct FigureView<'a> {
    id: &'a str,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    /// Whether it is a share: its difference is in percentage points.
    share: bool,
    /// `changed`, `unchanged`, `unknown`, `new`, `gone` or `incomparable`.
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier_label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier_unit: Option<&'a str>,
    /// `definition`, `shape`, `share` or `days`: why it cannot be compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(flatten)]
    numbers: NumbersView,
    #[serde(skip_serializing_if = "Option::is_none")]
    members: Option<Vec<MemberView<'a>>>,
    /// How each side was counted, where that is not alike; with the values where they cannot be compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    told: Option<[ToldView<'a>; 2]>,
}

#[derive(Serialize)]
struct MemberView<'a> {
    key: &'a [String],
    label: &'a str,
    kind: &'static str,
    #[serde(flatten)]
    numbers: NumbersView,
}

#[derive(Serialize, Default)]
struct NumbersView {
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    later: Option<Number>,
    /// The difference of the numbers as they are printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<Number>,
    /// The difference as a share of the earlier number; none from nought.
    #[serde(skip_serializing_if = "Option::is_none")]
    relative: Option<Number>,
}

#[derive(Serialize)]
struct ToldView<'a> {
    id: &'a str,
    how: &'a str,
    #[serde(flatten)]
    value: &'a Value,
}

/// The differences as JSON.
///
/// # Errors
/// Never, as far as is known: there is nothing in it that JSON cannot hold.
pub fn render(diff: &Diff) -> anyhow::Result<String> {
    let counts = diff.counts;
    let document = Document {
        format: FORMAT,
        earlier: SideView::new(&diff.earlier),
        later: SideView::new(&diff.later),
        cautions: &diff.cautions,
        counts: CountsView {
            figures: counts.figures,
            changed: counts.changed,
            unchanged: counts.unchanged,
            unknown: counts.unknown,
            new: counts.new,
            gone: counts.gone,
            incomparable: counts.incomparable,
            renamed: counts.renamed,
        },
        chapters: diff
            .chapters
            .iter()
            .map(|chapter| ChapterView {
                id: &chapter.id,
                title: &chapter.title,
                figures: chapter.figures.iter().map(FigureView::new).collect(),
            })
            .collect(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

impl<'a> SideView<'a> {
    fn new(side: &'a Side) -> Self {
        Self { report: &side.report, period: &side.period }
    }
}

impl<'a> FigureView<'a> {
    fn new(entry: &'a Entry) -> Self {
        let member = |key, label, numbers: Numbers| MemberView {
            key,
            label,
            kind: name(numbers.kind(entry.format)),
            numbers: NumbersView::new(numbers, entry),
        };
        let alone = |value: &'a Value, numbers: fn(Option<f64>) -> Numbers| match value {
            Value::Scalar(value) => (NumbersView::new(numbers(*value), entry), None),
            Value::Series(members) => {
                let members =
                    members.iter().map(|Member { key, label, value, .. }| member(key, label, numbers(*value)));
                (NumbersView::default(), Some(members.collect()))
            }
        };
        let (numbers, members) = match &entry.comparison {
            Comparison::Number { numbers, .. } => (NumbersView::new(*numbers, entry), None),
            Comparison::Series { members, .. } => {
                let members = members.iter().map(|one| member(&one.key, &one.label, one.numbers));
                (NumbersView::default(), Some(members.collect()))
            }
            Comparison::New(value) => alone(value, Numbers::Later),
            Comparison::Gone(value) => alone(value, Numbers::Earlier),
            Comparison::Incomparable(..) => (NumbersView::default(), None),
        };
        let told = match &entry.comparison {
            Comparison::Number { told, .. } | Comparison::Series { told, .. } => told.as_deref(),
            Comparison::Incomparable(_, told) => Some(&**told),
            Comparison::New(_) | Comparison::Gone(_) => None,
        };
        Self {
            id: &entry.id,
            label: &entry.label,
            unit: entry.unit.as_deref(),
            share: entry.format.is_share(),
            kind: name(entry.kind()),
            earlier_id: entry.before.id.as_deref(),
            earlier_label: entry.before.label.as_deref(),
            earlier_unit: entry.before.unit.as_deref(),
            reason: match &entry.comparison {
                Comparison::Incomparable(reason, _) => Some(reason_name(reason)),
                _ => None,
            },
            numbers,
            members,
            told: told.map(|told| [ToldView::new(&told[0]), ToldView::new(&told[1])]),
        }
    }
}

impl NumbersView {
    fn new(numbers: Numbers, entry: &Entry) -> Self {
        let (earlier, later) = match numbers {
            Numbers::Both(then, now) => (Some(then), Some(now)),
            Numbers::Earlier(then) => (Some(then), None),
            Numbers::Later(now) => (None, Some(now)),
        };
        let change = numbers.change(entry.format);
        Self {
            earlier: earlier.map(Number),
            later: later.map(Number),
            difference: change.map(|change| Number(Some(change.difference))),
            relative: change.and_then(|change| change.relative).map(|relative| Number(Some(relative))),
        }
    }
}

impl<'a> ToldView<'a> {
    fn new(told: &'a Told) -> Self {
        Self { id: &told.id, how: &told.how, value: &told.value }
    }
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Changed => "changed",
        Kind::Unchanged => "unchanged",
        Kind::Unknown => "unknown",
        Kind::New => "new",
        Kind::Gone => "gone",
        Kind::Incomparable => "incomparable",
    }
}

fn reason_name(reason: &Reason) -> &'static str {
    match reason {
        Reason::Definition(_) => "definition",
        Reason::Shape => "shape",
        Reason::Share => "share",
        Reason::Days => "days",
    }
}
