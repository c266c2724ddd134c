//! A figure and the figures it is derived from, down to those that are counted.

use serde::Serialize;

use crate::danish;
use crate::definition::Definition;
use crate::definition::expression::{Expression, Reference, rewrite_references};
use crate::definition::figure::{FigureOrigin, NumberFormat};
use crate::figure_id::FigureRef;
use crate::snapshot::{Figure, HIDDEN, Lookup, Member, Snapshot, Value};

/// Text of an unknown number.
const UNKNOWN: &str = "ukendt";
/// How many members of a series are shown in a calculation.
const MOST_MEMBERS: usize = 12;
/// Most decimals of a number in a calculation, unless the report prints it with more.
const MOST_DECIMALS: u8 = 3;

/// A figure, or a member of a series, with its value.
#[derive(Debug, Clone, Serialize)]
pub struct FigureNode {
    pub id: FigureRef,
    pub label: String,
    /// What it counts, in the plural.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// `None` if it is unknown, or a series.
    pub value: Option<f64>,
    /// The number as the report prints it, or how many numbers a series has.
    pub text: String,
    #[serde(skip)]
    pub format: NumberFormat,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<MemberText>,
    /// How it is computed, in Danish.
    pub how: String,
    /// What a reader must know about it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The definition of a derived figure: `a.b + a.c`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expression: Option<String>,
    /// The same with numbers: `53 + 31`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calculation: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub operands: Vec<FigureNode>,
}

#[derive(Debug, Clone, Serialize)]
pub struct MemberText {
    /// As it is written in brackets.
    pub name: String,
    /// As the report prints it.
    pub label: String,
    pub value: Option<f64>,
    /// The number as the report prints it.
    pub text: String,
}

impl FigureNode {
    /// The nodes that are not derived, each once.
    pub fn leaves(&self) -> Vec<&FigureNode> {
        if self.operands.is_empty() {
            return vec![self];
        }
        let mut leaves: Vec<&FigureNode> = Vec::new();
        for leaf in self.operands.iter().flat_map(FigureNode::leaves) {
            if leaves.iter().all(|other| other.id != leaf.id) {
                leaves.push(leaf);
            }
        }
        leaves
    }
}

/// How many rows the figure or the member was counted from.
pub fn rows(figure: &Figure, member: Option<&str>) -> u64 {
    match member {
        Some(name) => self::member(figure, name).and_then(|member| member.rows).unwrap_or(0),
        None => figure.rows.unwrap_or(0),
    }
}

pub fn member<'a>(figure: &'a Figure, name: &str) -> Option<&'a Member> {
    match &figure.value {
        Value::Series(members) => members.iter().find(|member| member.name() == name),
        Value::Scalar(_) => None,
    }
}

pub fn node(definition: &Definition, snapshot: &Snapshot, name: &FigureRef) -> FigureNode {
    let FigureRef { id, member } = name;
    let Some(figure) = snapshot.figures.get(id) else {
        let (how, note) = (String::new(), String::new());
        return FigureNode {
            id: name.clone(),
            label: id.to_string(),
            unit: None,
            value: None,
            text: UNKNOWN.to_owned(),
            format: NumberFormat::Decimal(0),
            members: Vec::new(),
            how,
            note,
            expression: None,
            calculation: None,
            operands: Vec::new(),
        };
    };
    let (value, text, members) = match snapshot.lookup(name) {
        Lookup::Number(value) => (value, number(snapshot, name, figure.format, value), Vec::new()),
        Lookup::Series(members) => (None, counted(members.len()), texts(figure, members)),
        Lookup::NoMember | Lookup::NoFigure => (None, UNKNOWN.to_owned(), Vec::new()),
    };
    let label = match member {
        Some(wanted) => {
            let found = self::member(figure, wanted);
            format!("{}: {}", figure.label, found.map_or(wanted.as_str(), |member| member.label.as_str()))
        }
        None => figure.label.clone(),
    };
    let defined = definition.figures.get(id);
    let derived = defined.and_then(|figure| match &figure.origin {
        FigureOrigin::Derived(expression) => Some(expression.as_ref()),
        FigureOrigin::Query(_) | FigureOrigin::Given(_) | FigureOrigin::Unknown(_) => None,
    });
    let operands = match derived {
        Some(expression) => operands(definition, snapshot, expression, member.as_deref()),
        // The snapshot still has the operands of a figure that is no longer defined.
        None if defined.is_none() => {
            figure.operands.iter().map(|operand| node(definition, snapshot, &operand.whole())).collect()
        }
        None => Vec::new(),
    };
    FigureNode {
        label,
        unit: figure.unit.clone(),
        value,
        text,
        format: figure.format,
        members,
        how: figure.how.clone(),
        note: defined.map_or_else(String::new, |figure| figure.note.clone()),
        expression: derived.map(|expression| expression.tree.to_string()),
        calculation: derived
            .filter(|_| matches!(snapshot.lookup(name), Lookup::Number(_)))
            .map(|expression| calculation(snapshot, expression, member.as_deref())),
        operands,
        id: name.clone(),
    }
}

/// The nodes of the figures in an expression, each once.
fn operands(
    definition: &Definition,
    snapshot: &Snapshot,
    expression: &Expression,
    member: Option<&str>,
) -> Vec<FigureNode> {
    let mut nodes: Vec<FigureNode> = Vec::new();
    for reference in expression.references() {
        let operand = node(definition, snapshot, &own(snapshot, &reference, member));
        if nodes.iter().all(|other| other.id != operand.id) {
            nodes.push(operand);
        }
    }
    nodes
}

/// The number that a reference means for a member of a derived series: the member it names, or the one of the same name.
fn own(snapshot: &Snapshot, reference: &Reference, member: Option<&str>) -> FigureRef {
    let is_series = matches!(snapshot.lookup(&reference.figure.whole()), Lookup::Series(_));
    let same = member.filter(|_| is_series && !reference.is_aggregated).map(str::to_owned);
    FigureRef { id: reference.figure.clone(), member: reference.member.clone().or(same) }
}

/// The expression with numbers in the place of figures.
fn calculation(snapshot: &Snapshot, expression: &Expression, member: Option<&str>) -> String {
    use sqlparser::ast::{Expr, Ident};
    let mut tree = expression.tree.clone();
    rewrite_references(&mut tree, &mut |found, _| {
        let format = snapshot.figures.get(&found.figure).map(|figure| figure.format);
        let text = match (snapshot.lookup(&own(snapshot, &found, member)), format) {
            (Lookup::Number(value), Some(format)) => calculable(format, value),
            (Lookup::Series(members), Some(format)) => {
                let mut numbers: Vec<String> =
                    members.iter().take(MOST_MEMBERS).map(|member| calculable(format, member.value)).collect();
                if members.len() > MOST_MEMBERS {
                    numbers.push("…".to_owned());
                }
                format!("{}({})", found.aggregate.as_deref().unwrap_or_default(), numbers.join("; "))
            }
            _ => UNKNOWN.to_owned(),
        };
        // An identifier without quotes is printed unchanged.
        Some(Expr::Identifier(Ident::new(text)))
    });
    // Not a comma between arguments, because Danish numbers have one before their decimals.
    tree.to_string().replace(", ", "; ")
}

/// The number with as many decimals as a reader needs to repeat the calculation, and at least as many as the report prints.
fn calculable(format: NumberFormat, value: Option<f64>) -> String {
    let (fewest, with): (u8, fn(u8) -> NumberFormat) = match format {
        NumberFormat::Decimal(decimals) => (decimals, NumberFormat::Decimal),
        NumberFormat::Percent(decimals) => (decimals, NumberFormat::Percent),
    };
    let enough = |value: f64| {
        let finest = with(MOST_DECIMALS).rounded(value);
        (fewest..MOST_DECIMALS).find(|decimals| with(*decimals).rounded(value) == finest)
    };
    let format = value.map(|value| with(enough(value).unwrap_or(fewest.max(MOST_DECIMALS))));
    print(format.unwrap_or(with(fewest)), value)
}

fn texts(figure: &Figure, members: &[Member]) -> Vec<MemberText> {
    let text = |member: &Member| MemberText {
        name: member.name(),
        label: member.label.clone(),
        value: member.value,
        text: if member.hidden { HIDDEN.to_owned() } else { print(figure.format, member.value) },
    };
    members.iter().map(text).collect()
}

fn number(snapshot: &Snapshot, name: &FigureRef, format: NumberFormat, value: Option<f64>) -> String {
    if snapshot.is_hidden(name) { HIDDEN.to_owned() } else { print(format, value) }
}

fn print(format: NumberFormat, value: Option<f64>) -> String {
    value.map_or_else(|| UNKNOWN.to_owned(), |value| format.print(value))
}

fn counted(members: usize) -> String {
    format!("{} tal", danish::number(members as f64, 0))
}
