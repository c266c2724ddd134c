//! The Danish words for the change of a figure.

use super::{ChangeCounts, ChangeFilter, ChangeKind, Diff, Difference, FigureChange, Obstacle, SideFigure};
use crate::danish;
use crate::snapshot::{HIDDEN, HIDDEN_NOTE, Value};

/// Instead of an unknown number.
pub(super) const UNKNOWN: &str = "ukendt";
/// Instead of the number of a figure or member that one side does not have.
pub(super) const MISSING: &str = "findes ikke";

impl ChangeKind {
    /// The word for one figure.
    pub(crate) fn word(self) -> &'static str {
        self.words().0
    }

    /// The words for one figure and for several.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Changed => ("ændret", "ændrede"),
            Self::Unchanged => ("uændret", "uændrede"),
            Self::Unknown => (UNKNOWN, "ukendte"),
            Self::New => ("nyt", "nye"),
            Self::Gone => ("udgået", "udgåede"),
            Self::Incomparable => ("opgjort på en anden måde", "opgjort på en anden måde"),
        }
    }
}

impl FigureChange {
    /// The figure's former label, id and unit, or those in the other report. Empty if they are the same.
    pub(crate) fn note(&self, diff: &Diff) -> String {
        let before = &self.before;
        let (label, id, unit) = (before.label.as_ref(), before.id.as_ref(), before.unit.as_ref());
        let parts = if diff.is_of_one_report() {
            let unit = unit.map(|unit| match (unit.as_str(), self.unit.as_deref()) {
                ("", now) => format!("enheden »{}« er ny", now.unwrap_or_default()),
                (then, None) => format!("havde enheden »{then}«"),
                (then, Some(now)) => format!("enheden var »{then}« og er »{now}«"),
            });
            [id.map(|id| format!("før {id}")), label.map(|label| format!("hed »{label}«")), unit]
        } else {
            let there = &diff.earlier.label;
            let (name, own) = (label.unwrap_or(&self.label), id.unwrap_or(&self.id));
            let other = (label.is_some() || id.is_some()).then(|| format!("i {there}: »{name}« ({own})"));
            [other, unit.map(|unit| format!("enheden i {there} er »{unit}«")), None]
        };
        parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }

    /// Why the figure cannot be compared. Empty when it can, and when the definitions of both sides show why.
    pub(crate) fn reason(&self) -> String {
        let Difference::Incomparable(obstacle, sides) = &self.difference else { return String::new() };
        match obstacle {
            Obstacle::Definition(operands) if !operands.is_empty() => {
                let operands: Vec<String> = operands.iter().map(|label| format!("»{label}«")).collect();
                format!("Det er udregnet af {}, som er opgjort på en anden måde.", danish::list(&operands))
            }
            Obstacle::Definition(_) if sides[0].how == sides[1].how => {
                "Ordene er de samme; det er måden, datasættets kolonner læses på, der er ændret.".to_owned()
            }
            Obstacle::Definition(_) => String::new(),
            Obstacle::Shape => "Det ene er ét tal, det andet en serie.".to_owned(),
            Obstacle::Share => "Det ene er en andel, det andet er ikke.".to_owned(),
            Obstacle::Days => "De er opgjort på dage, der ikke svarer til hinanden.".to_owned(),
        }
    }
}

impl SideFigure {
    /// The value as it is printed; a series with its members.
    pub(super) fn printed(&self) -> String {
        let print = |value: Option<f64>| value.map_or_else(|| UNKNOWN.to_owned(), |value| self.format.print(value));
        match &self.value {
            Value::Scalar(value) => print(*value),
            Value::Series(members) => {
                let items: Vec<String> =
                    members.iter().map(|member| format!("{} {}", member.label, print(member.value))).collect();
                items.join("; ")
            }
        }
    }
}

/// What the mark of hidden numbers means, if there are any.
pub(super) fn hidden(diff: &Diff) -> Option<String> {
    let is_hidden = |[before, after]: [bool; 2]| before || after;
    let hides = |figure: &FigureChange| match &figure.difference {
        Difference::Series { members, .. } => members.iter().any(|member| is_hidden(member.hidden)),
        Difference::New(Value::Series(members)) | Difference::Gone(Value::Series(members)) => {
            members.iter().any(|member| member.hidden)
        }
        _ => is_hidden(figure.hidden),
    };
    diff.figures().any(hides).then(|| format!("{HIDDEN}: {HIDDEN_NOTE}"))
}

/// "112 nøgletal: 61 ændrede, 40 uændrede og 1 udgået; 1 har fået nyt navn."
pub(super) fn summary(counts: &ChangeCounts) -> String {
    let kinds = [
        (counts.changed, ChangeKind::Changed),
        (counts.unchanged, ChangeKind::Unchanged),
        (counts.unknown, ChangeKind::Unknown),
        (counts.new, ChangeKind::New),
        (counts.gone, ChangeKind::Gone),
        (counts.incomparable, ChangeKind::Incomparable),
    ];
    let items: Vec<String> = kinds
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, kind)| {
            let (one, many) = kind.words();
            format!("{} {}", number(count), if count == 1 { one } else { many })
        })
        .collect();
    if items.is_empty() {
        return "Ingen nøgletal.".to_owned();
    }
    let renamed =
        if counts.renamed > 0 { format!("; {} har fået nyt navn", number(counts.renamed)) } else { String::new() };
    format!("{} nøgletal: {}{renamed}.", number(counts.figures), danish::list(&items))
}

/// " Vist er 16 (ændrede, over 50 %)." Empty when all figures are shown.
pub(super) fn shown(shown: &Diff, filter: &ChangeFilter) -> String {
    if filter.is_all() {
        return String::new();
    }
    let kinds = filter.kinds.iter().map(|kind| kind.words().1.to_owned());
    let all: Vec<String> = kinds.chain(filter.limit().map(|limit| format!("over {limit}"))).collect();
    format!(" Vist er {} ({}).", number(shown.figures().count()), all.join(", "))
}

/// How many series are left out because the report prints them nowhere.
pub(super) fn left_out(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("1 serie, som kun kontroller bruger, er udeladt; --all viser også den.".to_owned()),
        _ => Some(format!("{} serier, som kun kontroller bruger, er udeladt; --all viser også dem.", number(count))),
    }
}

fn number(count: usize) -> String {
    danish::number(count as f64, 0)
}
