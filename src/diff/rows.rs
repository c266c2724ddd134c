//! The change of a figure and its members, as rows with the numbers as printed.

use super::words::UNKNOWN;
use super::{Change, ChangeKind, Diff, Difference, FigureChange, MemberChange, NumberPair};
use crate::definition::figure::NumberFormat;
use crate::forms::{NumberStyle, PlainText, RowLevel, SheetCell};
use crate::snapshot::{HIDDEN, Member, Value};

/// A figure, the name of a series, or a member of one.
#[derive(Debug, Clone)]
pub(crate) struct ChangeRow {
    /// The figure's label, also in the rows of its members.
    pub figure: PlainText,
    /// The label of the figure or of its member.
    pub label: PlainText,
    pub level: RowLevel,
    pub kind: ChangeKind,
    pub before: SheetCell,
    pub after: SheetCell,
    pub difference: SheetCell,
    /// The change in percent of the number before.
    pub percent: SheetCell,
    /// See [`FigureChange::note`].
    pub note: PlainText,
    /// See [`FigureChange::remarks`]; empty for a member.
    pub remarks: Vec<PlainText>,
}

impl FigureChange {
    /// The rows of the figure. A figure that cannot be compared has no rows.
    pub(crate) fn rows(&self, diff: &Diff) -> Vec<ChangeRow> {
        let note = PlainText::from(self.note(diff));
        let member =
            |one: &Member, numbers| ChangeRow::new(self, Some(one.label.clone()), numbers, [one.hidden; 2], &note);
        let of_series = |one: &MemberChange| {
            let against = one.earlier_time.as_ref().map(|time| format!(" (mod {time})")).unwrap_or_default();
            let was = one.earlier_label.as_ref().map(|label| format!(" (hed »{label}«)")).unwrap_or_default();
            ChangeRow::new(self, Some(format!("{}{against}{was}", one.label)), one.numbers, one.hidden, &note)
        };
        let alone = |value: &Value, numbers: fn(Option<f64>) -> NumberPair| match value {
            Value::Scalar(value) => vec![ChangeRow::new(self, None, numbers(*value), self.hidden, &note)],
            Value::Series(members) => {
                let members = members.iter().map(|one| member(one, numbers(one.value)));
                std::iter::once(ChangeRow::series(self, &note)).chain(members).collect()
            }
        };
        match &self.difference {
            Difference::Number { numbers, .. } => vec![ChangeRow::new(self, None, *numbers, self.hidden, &note)],
            Difference::Series { members, .. } => {
                std::iter::once(ChangeRow::series(self, &note)).chain(members.iter().map(of_series)).collect()
            }
            Difference::New(value) => alone(value, NumberPair::Later),
            Difference::Gone(value) => alone(value, NumberPair::Earlier),
            Difference::Incomparable(..) => Vec::new(),
        }
    }
}

impl ChangeRow {
    /// The row above the members of a series.
    fn series(figure: &FigureChange, note: &PlainText) -> Self {
        let empty = || SheetCell::word("");
        Self {
            figure: PlainText::from(&figure.label),
            label: PlainText::from(&figure.label),
            level: RowLevel::Series,
            kind: figure.kind(),
            before: empty(),
            after: empty(),
            difference: empty(),
            percent: empty(),
            note: note.clone(),
            remarks: figure.remarks.iter().map(PlainText::from).collect(),
        }
    }

    /// The row of a figure, or of the member with this label.
    fn new(
        figure: &FigureChange,
        member: Option<String>,
        numbers: NumberPair,
        [hidden_before, hidden_after]: [bool; 2],
        note: &PlainText,
    ) -> Self {
        let format = figure.format;
        let value = |value: Option<f64>, is_hidden| match value {
            None if is_hidden => SheetCell::word(HIDDEN),
            None => SheetCell::word(UNKNOWN),
            Some(value) => SheetCell::value(value, format),
        };
        let (before, after) = match numbers {
            NumberPair::Both(then, now) => (value(then, hidden_before), value(now, hidden_after)),
            NumberPair::Earlier(then) => (value(then, hidden_before), SheetCell::word("")),
            NumberPair::Later(now) => (SheetCell::word(""), value(now, hidden_after)),
        };
        let (difference, percent) = match (numbers.kind(format), numbers.change(format)) {
            (_, Some(change)) => change_cells(change, format),
            (ChangeKind::Unknown, None) => (SheetCell::word(""), SheetCell::word("")),
            (kind, None) => (SheetCell::word(kind.word()), SheetCell::word("")),
        };
        let remarks = figure.remarks.iter().filter(|_| member.is_none()).map(PlainText::from).collect();
        Self {
            figure: PlainText::from(&figure.label),
            level: if member.is_some() { RowLevel::Member } else { RowLevel::Figure },
            label: PlainText::from(member.unwrap_or_else(|| figure.label.clone())),
            kind: numbers.kind(format),
            before,
            after,
            difference,
            percent,
            note: note.clone(),
            remarks,
        }
    }
}

/// The difference, and the change in percent where there is one.
fn change_cells(change: Change, format: NumberFormat) -> (SheetCell, SheetCell) {
    let number = |text, value, style| SheetCell::Number { text, value, style };
    let difference = number(change.difference(), change.difference, NumberStyle::Difference(format));
    let percent = match (change.percent(), change.relative) {
        (Some(text), Some(relative)) => number(text, relative, NumberStyle::Change),
        _ => SheetCell::word(""),
    };
    (difference, percent)
}
