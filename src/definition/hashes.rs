//! Hashes of definitions: two numbers can be compared only if the hashes of their definitions are equal.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use sha2::{Digest, Sha256};

use crate::definition::Definition;
use crate::definition::batch::Scope;
use crate::definition::dataset::{CategoryValue, ColumnKind, OwnNumbers, Protection};
use crate::definition::expression::{Expression, quoted, rewrite_references};
use crate::definition::figure::{FigureDefinition, FigureOrigin, NumberFormat, Query};
use crate::digest::hex;
use crate::figure_id::FigureId;

/// A hash per figure of its expressions, of how its dataset reads the columns that they name, and of the figures that it is
/// derived from: 16 hexadecimal digits.
pub fn hashes(definition: &Definition) -> IndexMap<FigureId, String> {
    let mut hashes = IndexMap::new();
    // Derived figures come after those that they are derived from.
    let derived = definition.derived_order.iter().map(|id| &definition.figures[id]);
    let counted = definition.figures.values().filter(|figure| !matches!(figure.origin, FigureOrigin::Derived(_)));
    for figure in counted.chain(derived) {
        let text = describe(definition, figure, &hashes);
        hashes.insert(figure.id.clone(), hex(&Sha256::digest(text.as_bytes()))[..16].to_owned());
    }
    hashes
}

/// What decides what the figure counts, as text.
fn describe(definition: &Definition, figure: &FigureDefinition, hashes: &IndexMap<FigureId, String>) -> String {
    let percent = matches!(figure.format, NumberFormat::Percent(_));
    match &figure.origin {
        FigureOrigin::Unknown(why) => format!("unknown:{why}"),
        FigureOrigin::Given(numbers) => format!("given:{numbers:?}"),
        FigureOrigin::Derived(expression) => {
            // By the hashes of its operands, so that renaming an operand changes nothing.
            let mut tree = expression.tree.clone();
            rewrite_references(&mut tree, &mut |reference, _| {
                let hash = hashes.get(&reference.figure).map_or("", String::as_str);
                let aggregate = reference.aggregate.unwrap_or_default();
                let renames =
                    definition.figures.get(&reference.figure).map(|operand| definition.member_renames(operand));
                let member = reference.member.unwrap_or_default();
                Some(quoted(&format!("{aggregate} {hash} {}", renames.unwrap_or_default().old(&member))))
            });
            format!("is:{tree};percent:{percent}")
        }
        FigureOrigin::Query(query) => describe_query(definition, figure, query),
    }
}

/// What decides which rows the figure counts and how, as text.
fn describe_query(definition: &Definition, figure: &FigureDefinition, query: &Query) -> String {
    let percent = matches!(figure.format, NumberFormat::Percent(_));
    let text = |expression: Option<&Expression>| expression.map_or_else(String::new, |e| e.tree.to_string());
    let by: Vec<String> = query.by.iter().map(|by| by.tree.to_string()).collect();
    let (filter, as_of) = (query.filter.as_ref(), query.as_of.as_ref());
    let written = [text(Some(&query.value)), text(filter), by.join(", "), text(as_of)].join(";");
    let once: Vec<&str> = query.once().collect();
    let join = definition.joins.get(&query.from.dataset);
    let renames = definition.member_renames(figure);
    let written = renames.sql_in_old_words(&written);
    let named: BTreeSet<String> = query
        .expressions()
        .flat_map(|expression| expression.columns())
        .map(|(name, _)| name)
        .chain(once.iter().map(|name| (*name).to_owned()))
        .chain(join.iter().flat_map(|join| join.on.clone()))
        .collect();
    let dataset = definition.dataset_of(query);
    let kinds = named.iter().filter_map(|name| Some(format!("{name}:{}", kind(&dataset.columns.get(name)?.kind))));
    let columns = kinds.collect::<Vec<_>>().join(";");
    let time = format!("{:?}{:?}", dataset.time, dataset.key);
    // Absent parts add nothing, so that hashes of figures from before these keys existed stay the same.
    let once = if once.is_empty() { String::new() } else { format!(";once:{once:?}") };
    let join = join.map_or_else(String::new, |join| {
        let keys = definition.joined_by(join).map(|dataset| &dataset.key);
        let whole = join.whole.map_or_else(String::new, |span| format!(";whole:{}", span.sql()));
        format!(";join:{},{} on {:?} {:?} {keys:?}{whole}", join.first, join.second, join.on, join.valid)
    });
    let scope = match &query.scope {
        Scope::All => String::new(),
        Scope::Own => ";scope:own".to_owned(),
        Scope::Level(level) => format!(";scope:{}", level.value),
    };
    let protect = definition.protection_of(&query.from.dataset);
    let protect = protect.map_or_else(String::new, |protect| protection(protect, &query.scope));
    let members: Vec<&str> = query.members.iter().map(|member| renames.old(member)).collect();
    format!(
        "from:{};{written};members:{members:?};time:{:?};over:{};percent:{percent};{time};{columns}{once}{join}{scope}{protect}",
        query.from.table(),
        query.time,
        query.over,
    )
}

/// How small counts are protected; "" where a member sees its own numbers exactly, as without protection.
fn protection(protect: &Protection, scope: &Scope) -> String {
    if protect.is_suppressed() {
        return format!(";suppress:{}", protect.threshold);
    }
    if protect.own == OwnNumbers::Exact && *scope == Scope::Own {
        return String::new();
    }
    let cells: Vec<&str> = protect.cells().collect();
    format!(";protect:{} {cells:?}", protect.threshold)
}

/// The kind of a column as text, without the decimal mark of integers, which does not change a figure.
fn kind(kind: &ColumnKind) -> String {
    match kind {
        ColumnKind::Integer(_) => "Integer".to_owned(),
        ColumnKind::Category(values) => format!("{:?}", ColumnKind::Category(in_old_words(values))),
        ColumnKind::List { separator, values } => {
            format!("{:?}", ColumnKind::List { separator: separator.clone(), values: in_old_words(values) })
        }
        kind => format!("{kind:?}"),
    }
}

/// The values under their former names, so that a rename does not change the hash.
fn in_old_words(values: &[CategoryValue]) -> Vec<CategoryValue> {
    let in_old_words = |value: &CategoryValue| {
        let Some(was) = &value.was else { return value.clone() };
        let spellings = value.spellings.iter().filter(|spelling| **spelling != was.value).cloned().collect();
        CategoryValue { value: was.value.clone(), spellings, was: None }
    };
    values.iter().map(in_old_words).collect()
}
