//! Checks of every table: totals are the sums of their rows, and no member of a series is missing.

use super::{ComputedFigures, disagreement, shown};
use crate::danish;
use crate::definition::Definition;
use crate::definition::figure::NumberFormat;
use crate::definition::table::{
    ColumnHeader, Columns, FigureRow, RowStyle, RowsLayout, TableDefinition, TableLayout, TableRow,
};
use crate::figure_id::{FigureId, FigureRef};
use crate::findings::{Code, Findings, Severity};
use crate::snapshot::Value;

/// Numbers that differ by less are equal but for rounding errors.
const NOISE: f64 = 1e-9;

/// Runs the checks of all tables.
pub fn run(definition: &Definition, values: &ComputedFigures, findings: &Findings) {
    for table in definition.tables() {
        let TableLayout::Rows(rows) = &table.layout else { continue };
        let check = TableCheck { definition, values, table, findings };
        for column in 0..rows.columns.figures() {
            check.sums(&rows.rows, column);
        }
        check.members(&rows.rows);
    }
    same_label(definition, values, findings);
}

struct TableCheck<'a> {
    definition: &'a Definition,
    values: &'a ComputedFigures,
    table: &'a TableDefinition,
    findings: &'a Findings,
}

/// A number of a row and its figure or member.
type Part = (FigureRef, f64);

impl TableCheck<'_> {
    /// Checks a column: a parent is the sum of the rows indented below it, and a total is the sum of the rows above it with the
    /// same indent.
    fn sums(&self, rows: &[TableRow], column: usize) {
        for (at, row) in rows.iter().enumerate() {
            let TableRow::Figure(row) = row else { continue };
            let Some(sum) = figure_in(row, column).filter(|_| row.sums) else { continue };
            let parts = match row.style {
                RowStyle::Plain => continue,
                RowStyle::Parent => {
                    let below = rows.get(at + 1..).unwrap_or_default();
                    let children = below.iter().take_while(|below| below.indent() > Some(row.indent));
                    self.parts(children.filter(|child| child.indent() == Some(row.indent + 1)), column)
                }
                RowStyle::Total => {
                    let above = rows.get(..at).unwrap_or_default().iter().rev();
                    let is_total =
                        |row: &TableRow| matches!(row, TableRow::Figure(row) if row.style == RowStyle::Total);
                    let section = above.take_while(|row| !is_total(row));
                    self.parts(section.filter(|above| above.indent() == Some(row.indent)), column)
                }
            };
            if let Some(parts) = parts.filter(|parts| !parts.is_empty()) {
                self.sum(sum, &parts);
            }
        }
    }

    /// The numbers of the rows in a column. `None` if they cannot be added: one is unknown or a share, or a series is not shown
    /// completely.
    fn parts<'r>(&self, rows: impl Iterator<Item = &'r TableRow>, column: usize) -> Option<Vec<Part>> {
        let mut parts = Vec::new();
        for row in rows {
            match row {
                TableRow::Heading(_) => {}
                TableRow::Figure(row) => {
                    let Some(figure) = figure_in(row, column) else { continue };
                    let computed = self.values.get(&figure.id)?;
                    parts.push((figure.clone(), computed.number(figure.member.as_deref())?));
                    self.is_amount(&figure.id).then_some(())?;
                }
                TableRow::Series(rows) => {
                    let Some(series) = rows.series.get(column).and_then(Option::as_ref) else { continue };
                    let series = &series.value.id;
                    self.is_amount(series).then_some(())?;
                    let Value::Series(members) = &self.values.get(series)?.value else { return None };
                    if rows.top.is_some() {
                        return None;
                    }
                    for member in members.iter() {
                        parts.push((series.member(member.name()), member.value?));
                    }
                }
            }
        }
        Some(parts)
    }

    fn is_amount(&self, id: &FigureId) -> bool {
        self.definition.figures.get(id).is_some_and(|figure| matches!(figure.format, NumberFormat::Decimal(_)))
    }

    fn sum(&self, figure: &FigureRef, parts: &[Part]) {
        let computed = self.values.get(&figure.id);
        let Some(total) = computed.and_then(|computed| computed.number(figure.member.as_deref())) else { return };
        let exact: f64 = parts.iter().map(|(_, value)| value).sum();
        let differs = |sum: f64, total: f64| (sum - total).abs() > NOISE * sum.abs().max(1.0);
        // Compared as printed, because a reader adds up the printed numbers.
        let print = |part: &FigureRef, value| Some(self.definition.figures.get(&part.id)?.format.rounded(value));
        let printed = parts.iter().map(|(part, value)| Some((part.clone(), print(part, *value)?)));
        let (Some(printed), Some(printed_total)) = (printed.collect::<Option<Vec<Part>>>(), print(figure, total))
        else {
            return;
        };
        let printed_sum: f64 = printed.iter().map(|(_, value)| value).sum();
        let (is_rounding, parts, sum, total) = if differs(exact, total) {
            (false, parts, exact, total)
        } else if differs(printed_sum, printed_total) {
            (true, printed.as_slice(), printed_sum, printed_total)
        } else {
            return;
        };
        let shown: Vec<String> = parts.iter().map(|(_, value)| shown::plain(*value)).collect();
        let message = format!(
            "I tabellen {} er {} {}, men rækkerne, den er summen af, giver {} = {}. Forskellen er {}.",
            self.table.id,
            figure,
            shown::plain(total),
            shown.join(" + ").replace("+ −", "− "),
            shown::plain(sum),
            shown::plain((sum - total).abs())
        );
        let ids = std::iter::once(figure.clone()).chain(parts.iter().map(|(name, _)| name.clone())).collect();
        let finding = disagreement(Code::SumDiffers, ids, message);
        self.findings.push(if is_rounding {
            finding.with_severity(Severity::Warning).advise(
                "Tallene stemmer, men ikke som de er afrundet. Vis dem med flere decimaler, eller forklar det i en note.",
            )
        } else {
            finding
        });
    }

    /// Reports members that are not 0 and are missing from a table that lists other members one by one.
    fn members(&self, rows: &[TableRow]) {
        let mut named: Vec<(&FigureId, Vec<&str>)> = Vec::new();
        let rows = rows.iter().filter(|row| matches!(row, TableRow::Figure(_)));
        for figure in rows.flat_map(TableRow::figures) {
            let FigureRef { id, member: Some(member) } = &figure.value else { continue };
            match named.iter_mut().find(|(series, _)| *series == id) {
                Some((_, members)) => members.push(member),
                None => named.push((id, vec![member])),
            }
        }
        for (series, named) in named.into_iter().filter(|(_, named)| named.len() > 1) {
            let Some(Value::Series(members)) = self.values.get(series).map(|computed| &computed.value) else {
                continue;
            };
            let missing: Vec<FigureRef> = members
                .iter()
                .filter(|member| member.value != Some(0.0) && !named.contains(&member.name().as_str()))
                .map(|member| series.member(member.name()))
                .collect();
            if !missing.is_empty() {
                let message = format!(
                    "Tabellen {} viser nogle af seriens medlemmer, men ikke {}.",
                    self.table.id,
                    danish::list(&missing.iter().map(FigureRef::to_string).collect::<Vec<_>>())
                );
                self.findings.push(disagreement(Code::MissingMember, missing, message));
            }
        }
    }
}

fn figure_in(row: &FigureRow, column: usize) -> Option<&FigureRef> {
    row.figures.get(column)?.as_ref().map(|figure| &figure.value)
}

/// Reports different numbers with the same label, unless a note explains the difference: they look like one number printed twice.
///
/// Only rows without indent and above the first heading are compared, because the meaning of others depends on the rows above
/// them. In a row with several numbers, the header of the column is part of the label.
fn same_label(definition: &Definition, values: &ComputedFigures, findings: &Findings) {
    let mut printed: Vec<(String, &FigureId)> = Vec::new();
    for table in definition.tables() {
        let TableLayout::Rows(RowsLayout { columns, rows, .. }) = &table.layout else { continue };
        let rows = rows.iter().take_while(|row| !matches!(row, TableRow::Heading(_)));
        for row in rows.filter_map(|row| if let TableRow::Figure(row) = row { Some(row) } else { None }) {
            let first = row.figures.iter().flatten().next().and_then(|first| definition.figures.get(&first.value.id));
            let Some(first) = first.filter(|_| row.indent == 0 && row.style != RowStyle::Total) else { continue };
            let label = row.label.as_ref().map_or(first.label.as_str(), |label| label.value.as_str());
            for (column, reference) in row.figures.iter().enumerate() {
                let Some(reference) = reference.as_ref().filter(|reference| reference.value.member.is_none()) else {
                    continue;
                };
                let Some(figure) = definition.figures.get(&reference.value.id) else { continue };
                let label = match columns {
                    Columns::Figures(headers) if headers.len() > 1 => match headers.get(column) {
                        Some(ColumnHeader::Words(words)) => format!("{label}: {}", words.value),
                        Some(ColumnHeader::LabelOf(_)) | None => continue,
                    },
                    Columns::Figures(_) | Columns::Periods(_) => label.to_owned(),
                };
                if !label.contains('{') && !printed.iter().any(|(other, id)| *other == label && **id == figure.id) {
                    printed.push((label, &figure.id));
                }
            }
        }
    }
    for (at, (label, id)) in printed.iter().enumerate() {
        for (_, other) in printed.iter().skip(at + 1).filter(|(other, _)| other == label) {
            let number = |id: &FigureId| values.get(id).and_then(|computed| computed.number(None));
            let has_note = |id: &FigureId| definition.figures.get(id).is_some_and(|figure| !figure.note.is_empty());
            let (Some(one), Some(two)) = (number(id), number(other)) else { continue };
            if one == two || has_note(id) || has_note(other) {
                continue;
            }
            let message = format!(
                "»{label}« står med forskellige tal i rapportens tabeller: {} og {}. Forskellen er {}.",
                shown::figure(definition, &id.whole(), values),
                shown::figure(definition, &other.whole(), values),
                shown::plain((one - two).abs())
            );
            findings.push(disagreement(Code::SameLabel, vec![id.whole(), other.whole()], message));
        }
    }
}
