//! Reports texts that figures distinguish although they differ only in case, spaces or hyphens.

mod groups;

use std::cell::OnceCell;
use std::collections::BTreeMap;

use indexmap::IndexMap;
use polars::prelude::{DataFrame, DataType, PolarsResult};
use sqlparser::ast::{Expr, Value};

use super::join::{PARTNER_ROW, PARTNER_SOURCE};
use super::mistyped::{compared_texts, in_words, mistyped};
use super::rows::Tables;
use super::text_uses::{ComparedPart, TextComparison, TextUse, text_uses};
use super::time::time_condition;
use crate::danish;
use crate::definition::Definition;
use crate::definition::dataset::{Column, ColumnKind, fold_undeclared};
use crate::definition::expression::quoted;
use crate::definition::figure::QueryFrom;
use crate::definition::join::JoinSide;
use crate::findings::{Code, Finding, Findings, Place};
use crate::ingest::{Ingested, ROW_COLUMN, SOURCE_COLUMN, Tally, stands_for_no_value};
use crate::period::Period;
use groups::{SpellingCounts, several_spellings};

/// How many groups of spellings a finding names.
const SHOWN: usize = 3;

/// Reports spellings of one text that figures count, group by or compare as different texts. A failure of the engine is a finding.
pub fn report(definition: &Definition, ingested: &Ingested, period: &Period, tables: &Tables<'_>, findings: &Findings) {
    let mut texts = TextCounts { definition, ingested, tables, counts: IndexMap::new() };
    if let Err(error) = texts.find(period, findings) {
        let message = format!("Stavemåderne i tekstkolonner kunne ikke sammenlignes: {error}.");
        findings.push(Finding::new(Code::QueryFailed, Place::Nowhere, message));
    }
}

/// A column of a table, and the condition for the time of its rows.
#[derive(PartialEq, Eq, Hash, Clone)]
struct Selected {
    from: QueryFrom,
    column: String,
    time: Option<Expr>,
}

/// The texts of columns with their numbers of rows.
struct TextCounts<'a> {
    definition: &'a Definition,
    ingested: &'a Ingested,
    tables: &'a Tables<'a>,
    /// Cache, because many figures use the same columns.
    counts: IndexMap<Selected, CountedTexts>,
}

/// The texts of a column and their numbers of rows.
struct CountedTexts {
    counts: IndexMap<String, u64>,
    /// The header of the column: `Køge Kommune` is `Køge` in a column of that name.
    header: String,
    /// Those with several spellings.
    several: OnceCell<SpellingCounts>,
}

impl CountedTexts {
    fn several(&self) -> &SpellingCounts {
        self.several.get_or_init(|| several_spellings(&self.counts, &self.header))
    }
}

/// The spellings of each text that has several, by the dataset that is read and its column.
type SpellingsByColumn = IndexMap<(String, String), (Selected, SpellingCounts)>;

impl TextCounts<'_> {
    fn find(&mut self, period: &Period, findings: &Findings) -> PolarsResult<()> {
        let mut found = SpellingsByColumn::new();
        let compared = compared_texts(self.definition);
        for figure in self.definition.figures.values().filter(|figure| figure.unknown(&period.label).is_none()) {
            let Some(query) = figure.query() else { continue };
            let dataset = self.definition.dataset_of(query);
            for text_use in text_uses(query, dataset) {
                let header = dataset.columns[&text_use.column].headers.first().cloned().unwrap_or_default();
                for then in (0..query.over).filter_map(|back| period.earlier(back)) {
                    let time = time_condition(dataset, query.time, &query.dates(&then));
                    let from = query.from.clone();
                    let selected = Selected { from, column: text_use.column.clone(), time };
                    let Some(texts) = self.counts(&selected)? else { continue };
                    let counts = &texts.counts;
                    let mut groups = if text_use.is_counted { texts.several().clone() } else { SpellingCounts::new() };
                    for comparison in &text_use.comparisons {
                        let near = near(counts, comparison, &text_use);
                        let is_in = |text: &String| comparison.part.is_in(&comparison.text, text);
                        if counts.keys().any(is_in) {
                            let is_whole = comparison.part == ComparedPart::Whole && near.len() > 1;
                            groups.extend(is_whole.then(|| (fold_undeclared(&comparison.text), near)));
                        } else if then.label == period.label {
                            let near = if near.is_empty() { mistyped(counts, comparison, &compared) } else { near };
                            near_miss(comparison, &near, &header, &dataset.columns[&text_use.column], findings);
                        }
                    }
                    self.add(&mut found, selected, groups);
                }
            }
        }
        self.add_keys(&mut found)?;
        for ((dataset, column), (selected, groups)) in found {
            self.report_spellings(&dataset, &column, &selected, &groups, findings)?;
        }
        Ok(())
    }

    /// The texts in the rows. `None` if the table could not be made.
    fn counts(&mut self, selected: &Selected) -> PolarsResult<Option<&CountedTexts>> {
        if !self.counts.contains_key(selected) {
            let column = quoted(&selected.column);
            let sql = format!(
                "SELECT {column} AS text, COUNT(*) AS rows FROM {}{} GROUP BY {column}",
                selected.from.table(),
                condition(&selected.time, None)
            );
            let Some(result) = self.tables.run(&selected.from, &sql)? else { return Ok(None) };
            let counts = read_counts(&result)?;
            let from = &selected.from.dataset;
            let rows = self.definition.joins.get(from).map(|join| &join.rows).or(self.definition.datasets.get(from));
            let header = rows.and_then(|rows| rows.columns.get(&selected.column)?.headers.first().cloned());
            let header = header.unwrap_or_default();
            self.counts.insert(selected.clone(), CountedTexts { counts, header, several: OnceCell::new() });
        }
        Ok(self.counts.get(selected))
    }

    /// Adds groups of spellings to those of the column that is read.
    fn add(&self, found: &mut SpellingsByColumn, selected: Selected, groups: SpellingCounts) {
        if groups.is_empty() {
            return;
        }
        let origin = match self.definition.joins.get(&selected.from.dataset) {
            None => (selected.from.dataset.clone(), selected.column.clone()),
            Some(join) => match join.origins.get(&selected.column) {
                Some(origin) if origin.side == JoinSide::First => (join.first.clone(), origin.column.clone()),
                Some(origin) => (join.second.clone(), origin.column.clone()),
                None => return,
            },
        };
        let (_, known) = found.entry(origin).or_insert_with(|| (selected, BTreeMap::new()));
        for (text, spellings) in groups {
            known.entry(text).or_insert(spellings);
        }
    }

    /// Adds the spellings of keys of a single text column: rows with these keys would be duplicates if they were spelt alike.
    fn add_keys(&mut self, found: &mut SpellingsByColumn) -> PolarsResult<()> {
        for dataset in self.definition.datasets.values() {
            let [key] = dataset.key.as_slice() else { continue };
            if dataset.columns.get(key).is_none_or(|column| column.kind != ColumnKind::Text || column.exact) {
                continue;
            }
            let from = QueryFrom { dataset: dataset.id.clone(), list: None };
            let selected = Selected { from, column: key.clone(), time: None };
            let groups = self.counts(&selected)?.map(|texts| texts.several().clone()).unwrap_or_default();
            self.add(found, selected, groups);
        }
        Ok(())
    }

    /// Reports the rows with the rarer spellings of a column, one finding for each file or sheet.
    fn report_spellings(
        &self,
        dataset: &str,
        column: &str,
        selected: &Selected,
        groups: &SpellingCounts,
        findings: &Findings,
    ) -> PolarsResult<()> {
        let rare: Vec<&str> = groups.values().flat_map(rarer).collect();
        let header = self.definition.datasets.get(dataset).and_then(|dataset| dataset.columns.get(column));
        let header = header.and_then(|column| column.headers.first()).cloned().unwrap_or_default();
        for (source, rows) in self.rows_with(selected, &rare)? {
            let source = self.ingested.sources.get(source as usize);
            let place = Place::Data {
                file: source.map_or_else(String::new, |source| source.file.clone()),
                sheet: source.and_then(|source| source.sheet.clone()),
                row: rows.first_row(),
                column: Some(header.clone()),
                value: rows.values.first().cloned(),
            };
            let finding = Finding::new(Code::SpellingsDiffer, place, message(groups));
            findings.push(finding.advise(advice(groups)).at_all(rows.occurrences()));
        }
        Ok(())
    }

    /// The rows with one of these texts, by source.
    fn rows_with(&self, selected: &Selected, texts: &[&str]) -> PolarsResult<BTreeMap<u32, Tally>> {
        let join = self.definition.joins.get(&selected.from.dataset);
        let side = join.and_then(|join| join.origins.get(&selected.column)).map(|origin| origin.side);
        let (source, row) =
            if side == Some(JoinSide::Second) { (PARTNER_SOURCE, PARTNER_ROW) } else { (SOURCE_COLUMN, ROW_COLUMN) };
        let column = quoted(&selected.column);
        let list: Vec<String> =
            texts.iter().map(|text| Value::SingleQuotedString((*text).to_owned()).to_string()).collect();
        let sql = format!(
            "SELECT DISTINCT {source} AS source, {row} AS row, {column} AS text FROM {}{} ORDER BY source, row",
            selected.from.table(),
            condition(&selected.time, Some(format!("{column} IN ({})", list.join(", "))))
        );
        let mut rows: BTreeMap<u32, Tally> = BTreeMap::new();
        let Some(result) = self.tables.run(&selected.from, &sql)? else { return Ok(rows) };
        let numbers = |name: &str| result.column(name)?.strict_cast(&DataType::UInt32);
        let (sources, numbers, texts) = (numbers("source")?, numbers("row")?, result.column("text")?);
        let found = sources.u32()?.iter().zip(numbers.u32()?.iter()).zip(texts.str()?.iter());
        for ((source, row), text) in found {
            if let (Some(source), Some(row), Some(text)) = (source, row, text) {
                rows.entry(source).or_default().add(row, text);
            }
        }
        Ok(rows)
    }
}

fn condition(time: &Option<Expr>, other: Option<String>) -> String {
    let conditions: Vec<String> = time.iter().map(ToString::to_string).chain(other).collect();
    if conditions.is_empty() { String::new() } else { format!(" WHERE {}", conditions.join(" AND ")) }
}

/// The texts in the engine's order, which depends on hashes. They are not sorted, because there may be millions.
fn read_counts(result: &DataFrame) -> PolarsResult<IndexMap<String, u64>> {
    let rows = result.column("rows")?.strict_cast(&DataType::UInt64)?;
    let texts = result.column("text")?.cast(&DataType::String)?;
    let pairs = texts.str()?.iter().zip(rows.u64()?.iter());
    Ok(pairs.filter_map(|(text, rows)| Some((text?.to_owned(), rows.unwrap_or(0)))).collect())
}

/// The texts that are other spellings of the compared text, or else have other letters for æ, ø and å. Leaves out spellings that
/// the figure compares with too.
fn near(counts: &IndexMap<String, u64>, comparison: &TextComparison, text_use: &TextUse) -> IndexMap<String, u64> {
    let folded = fold_undeclared(&comparison.text);
    let is_known = |text: &String| {
        *text != comparison.text && text_use.comparisons.iter().any(|known| known.part.is_in(&known.text, text))
    };
    let is_near = |text: &str| comparison.part.is_in(&folded, &fold_undeclared(text));
    let plain = danish::in_ascii(&folded);
    let is_rewritten = |text: &str| {
        (!text.is_ascii() || !folded.is_ascii())
            && comparison.part.is_in(&plain, &danish::in_ascii(&fold_undeclared(text)))
    };
    let found = |is_found: &dyn Fn(&str) -> bool| -> IndexMap<String, u64> {
        let found = counts.iter().filter(|(text, _)| is_found(text) && !is_known(text));
        found.map(|(text, rows)| (text.clone(), *rows)).collect()
    };
    let mut near = found(&is_near);
    if near.is_empty() {
        near = found(&is_rewritten);
    }
    near.sort_unstable_keys();
    near
}

/// All spellings but the most frequent.
fn rarer(spellings: &IndexMap<String, u64>) -> impl Iterator<Item = &str> {
    let most = most_frequent(spellings);
    spellings.keys().map(String::as_str).filter(move |text| Some(*text) != most)
}

fn most_frequent(spellings: &IndexMap<String, u64>) -> Option<&str> {
    let most = spellings.values().max();
    spellings.iter().find(|(_, rows)| Some(*rows) == most).map(|(text, _)| text.as_str())
}

fn message(groups: &SpellingCounts) -> String {
    let shown: Vec<String> = groups.values().take(SHOWN).map(in_words).collect();
    let start = match groups.len() {
        1 => "En tekst er stavet på flere måder og bliver talt som forskellige".to_owned(),
        several => format!("{several} tekster er stavet på flere måder og bliver talt som forskellige"),
    };
    let more = if groups.len() > SHOWN { "; …" } else { "" };
    format!("{start}: {}{more}.", shown.join("; "))
}

fn advice(groups: &SpellingCounts) -> String {
    let example = groups.values().next();
    let main = example.and_then(most_frequent).unwrap_or_default();
    format!(
        "Ret cellerne, eller gør kolonnen til en kategori i datasets.toml: type = \"category\", values = [\"{main}\", …]. Er det \
         forskellige ting, så skriv exact = true ved kolonnen."
    )
}

/// Reports a comparison that no row meets although some nearly do, or that is made with a text that is read as empty.
fn near_miss(
    comparison: &TextComparison,
    near: &IndexMap<String, u64>,
    header: &str,
    column: &Column,
    findings: &Findings,
) {
    let text = &comparison.text;
    let (message, advice) = if !near.is_empty() {
        (
            format!("Ingen række har »{text}« i kolonnen »{header}«, men nogle har {}.", in_words(near)),
            "Skriv teksten, som den står i eksporten. Er det forskellige ting, så skriv exact = true ved kolonnen i datasets.toml."
                .to_owned(),
        )
    } else if comparison.is_equal && stands_for_no_value(column, text) {
        (
            format!("»{text}« bliver læst som en tom celle i kolonnen »{header}«, så ingen række har den."),
            format!(
                "Er det en værdi, så skriv real = [\"{text}\"] ved kolonnen i datasets.toml. Ellers skriv IS NULL."
            ),
        )
    } else {
        return;
    };
    findings.push(Finding::new(Code::NearMiss, comparison.at.place(), message).advise(advice));
}
