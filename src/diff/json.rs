//! The differences as JSON, for programs.

use serde::Serialize;

use super::{
    ChangeCounts, ChangeKind, Diff, DiffChapter, DiffSide, Difference, FigureChange, FigureRows, NumberPair, Obstacle,
    SideFigure,
};
use crate::definition::figure::NumberFormat;
use crate::snapshot::{Member, Number, Value};

/// The version of the format, raised when older readers would misread it.
const FORMAT: u32 = 1;

/// What `--format json` prints. Numbers are as in the snapshots: shares are 0–1, and null is unknown. A key that does not apply
/// is left out.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct DiffJson<'a> {
    /// [`FORMAT`].
    format: u32,
    earlier: SideJson<'a>,
    later: SideJson<'a>,
    /// What can mislead a reader of the differences, in Danish.
    cautions: &'a [String],
    /// The number of figures of each kind, whatever the filter.
    counts: ChangeCounts,
    chapters: Vec<DiffChapterJson<'a>>,
    /// The rows behind changed figures, if they are asked for. They hold values of cells.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    rows: &'a [FigureRows],
}

#[derive(Serialize)]
struct SideJson<'a> {
    report: &'a str,
    period: &'a str,
}

#[derive(Serialize)]
struct DiffChapterJson<'a> {
    id: &'a str,
    title: &'a str,
    figures: Vec<FigureChangeJson<'a>>,
}

/// A figure: with its numbers, with members, or with what each side counts.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct FigureChangeJson<'a> {
    id: &'a str,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    /// Whether it is a share: its difference is in percentage points.
    share: bool,
    kind: ChangeKind,
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
    numbers: NumbersJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    members: Option<Vec<MemberJson<'a>>>,
    /// What the report says about the change, in Danish: an explanation, an approval.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    remarks: &'a [String],
    /// How each side counts the figure, if they differ or cannot be compared.
    #[serde(skip_serializing_if = "Option::is_none", rename = "told")]
    sides: Option<[SideFigureJson<'a>; 2]>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct MemberJson<'a> {
    key: &'a [String],
    label: &'a str,
    /// The time of the earlier member, if that is another in a series over time.
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier_time: Option<&'a str>,
    /// What the earlier member was called, if it has been renamed since.
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier_label: Option<&'a str>,
    kind: ChangeKind,
    #[serde(flatten)]
    numbers: NumbersJson,
}

#[derive(Serialize, Default)]
struct NumbersJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    later: Option<Number>,
    /// The difference of the numbers as they are printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<Number>,
    /// The difference as a share of the earlier number, unless that is zero.
    #[serde(skip_serializing_if = "Option::is_none")]
    relative: Option<Number>,
}

#[derive(Serialize)]
struct SideFigureJson<'a> {
    id: &'a str,
    how: &'a str,
    #[serde(flatten)]
    value: &'a Value,
}

/// # Errors
/// Not expected: JSON can represent everything in a diff.
pub(super) fn render(diff: &Diff) -> anyhow::Result<String> {
    let document = DiffJson {
        format: FORMAT,
        earlier: SideJson::new(&diff.earlier),
        later: SideJson::new(&diff.later),
        cautions: &diff.cautions,
        counts: diff.counts,
        chapters: diff.chapters.iter().map(DiffChapterJson::new).collect(),
        rows: &diff.rows,
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

impl<'a> SideJson<'a> {
    fn new(side: &'a DiffSide) -> Self {
        Self { report: &side.report, period: &side.period }
    }
}

impl<'a> DiffChapterJson<'a> {
    fn new(chapter: &'a DiffChapter) -> Self {
        Self {
            id: &chapter.id,
            title: &chapter.title,
            figures: chapter.figures.iter().map(FigureChangeJson::new).collect(),
        }
    }
}

impl<'a> FigureChangeJson<'a> {
    fn new(figure: &'a FigureChange) -> Self {
        let (numbers, members) = values(figure);
        Self {
            id: &figure.id,
            label: &figure.label,
            unit: figure.unit.as_deref(),
            share: figure.format.is_share(),
            kind: figure.kind(),
            earlier_id: figure.before.id.as_deref(),
            earlier_label: figure.before.label.as_deref(),
            earlier_unit: figure.before.unit.as_deref(),
            reason: match &figure.difference {
                Difference::Incomparable(obstacle, _) => Some(obstacle_name(obstacle)),
                _ => None,
            },
            numbers,
            members,
            remarks: &figure.remarks,
            sides: figure.difference.sides().map(|sides| sides.each_ref().map(SideFigureJson::new)),
        }
    }
}

/// The numbers of a figure, or the members of a series.
fn values(figure: &FigureChange) -> (NumbersJson, Option<Vec<MemberJson<'_>>>) {
    let format = figure.format;
    let alone = |value, numbers: fn(Option<f64>) -> NumberPair| match value {
        &Value::Scalar(value) => (NumbersJson::new(numbers(value), format), None),
        Value::Series(members) => {
            let members = members.iter().map(|Member { key, label, value, .. }| {
                let numbers = numbers(*value);
                MemberJson {
                    key,
                    label,
                    earlier_time: None,
                    earlier_label: None,
                    kind: numbers.kind(format),
                    numbers: NumbersJson::new(numbers, format),
                }
            });
            (NumbersJson::default(), Some(members.collect()))
        }
    };
    match &figure.difference {
        Difference::Number { numbers, .. } => (NumbersJson::new(*numbers, format), None),
        Difference::Series { members, .. } => {
            let members = members.iter().map(|member| MemberJson {
                key: &member.key,
                label: &member.label,
                earlier_time: member.earlier_time.as_deref(),
                earlier_label: member.earlier_label.as_deref(),
                kind: member.numbers.kind(format),
                numbers: NumbersJson::new(member.numbers, format),
            });
            (NumbersJson::default(), Some(members.collect()))
        }
        Difference::New(value) => alone(value, NumberPair::Later),
        Difference::Gone(value) => alone(value, NumberPair::Earlier),
        Difference::Incomparable(..) => (NumbersJson::default(), None),
    }
}

impl NumbersJson {
    fn new(numbers: NumberPair, format: NumberFormat) -> Self {
        let (earlier, later) = match numbers {
            NumberPair::Both(then, now) => (Some(then), Some(now)),
            NumberPair::Earlier(then) => (Some(then), None),
            NumberPair::Later(now) => (None, Some(now)),
        };
        let change = numbers.change(format);
        Self {
            earlier: earlier.map(Number),
            later: later.map(Number),
            difference: change.map(|change| Number(Some(change.difference))),
            relative: change.and_then(|change| change.relative).map(|relative| Number(Some(relative))),
        }
    }
}

impl<'a> SideFigureJson<'a> {
    fn new(side: &'a SideFigure) -> Self {
        Self { id: &side.id, how: &side.how, value: &side.value }
    }
}

fn obstacle_name(obstacle: &Obstacle) -> &'static str {
    match obstacle {
        Obstacle::Definition(_) => "definition",
        Obstacle::Shape => "shape",
        Obstacle::Share => "share",
        Obstacle::Days => "days",
    }
}
