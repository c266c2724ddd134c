//! `report.toml`: what the report is.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::batch::BatchDefinition;
use super::highlights::Highlights;
use super::names::check_name;
use super::reader::{Located, TomlTable, values};
use super::table::Template;
use super::theme::Theme;
use crate::findings::Code;
use crate::period::Period;

#[derive(Debug, Clone)]
pub struct Report {
    /// The name of its folder.
    pub id: String,
    /// A template in which `periode` is the period's label.
    pub title: Template,
    /// The line below the title.
    pub subtitle: String,
    pub author: String,
    pub publisher: String,
    /// What the report is about, for catalogues and screen readers.
    pub description: String,
    /// Keywords in the metadata of the PDF.
    pub keywords: Vec<String>,
    /// What readers must know before they read, such as that the data are invented; "" if nothing.
    pub notice: String,
    /// The date of publication of each period's report, by the period's label.
    pub published: BTreeMap<String, NaiveDate>,
    /// From when on signs that an export is not what it seems are reported.
    pub signs: SignLimits,
    /// Changes since the period before that the prose must explain; `None` if it need not explain any.
    pub large_change: Option<LargeChange>,
    pub theme: Theme,
    /// `None` for a report that is made once.
    pub batch: Option<BatchDefinition>,
    pub highlights: Highlights,
}

/// A change that needs an explanation.
#[derive(Debug, Clone, Copy)]
pub struct LargeChange {
    /// Relative change above which a change is large, as a share (0.2 is 20 %); of a share, the difference (0.05 is five
    /// percentage points).
    pub share: f64,
    /// The absolute change that is also required; ignored for shares.
    pub least: f64,
}

/// Limits above which signs of a faulty export are reported. 0 switches a sign off.
#[derive(Debug, Clone, Copy)]
pub struct SignLimits {
    /// A register has fewer rows than in the report before, by more than this percentage.
    pub fewer_rows: u32,
    /// The greatest percentage of numbers that a running number may lack.
    pub missing_numbers: u32,
    /// How many days a date may lie from the dates of the rows beside it.
    pub days_out_of_order: u32,
    /// How many rows each other month must have for an empty one to be a sign.
    pub rows_a_month: u32,
    /// How many years the date of an event must lie after all others.
    pub far_years: u32,
    /// How many dates must have a time in the last minutes of a day.
    pub shifted_dates: u32,
    /// Probability, in per cent, below which equal rows are not taken for chance.
    pub chance: u32,
}

impl Default for SignLimits {
    fn default() -> Self {
        Self {
            fewer_rows: 25,
            missing_numbers: 25,
            days_out_of_order: 7,
            rows_a_month: 5,
            far_years: 4,
            shifted_dates: 3,
            chance: 5,
        }
    }
}

impl SignLimits {
    fn read(toml: TomlTable<'_>) -> Self {
        let usual = Self::default();
        let percent = |key, usual| toml.count_within(key, 0, 100).unwrap_or(usual);
        let limits = Self {
            fewer_rows: percent("fewer_rows", usual.fewer_rows),
            missing_numbers: percent("missing_numbers", usual.missing_numbers),
            days_out_of_order: toml.count_within("days_out_of_order", 0, 10_000).unwrap_or(usual.days_out_of_order),
            rows_a_month: toml.count_within("rows_a_month", 0, 1_000_000).unwrap_or(usual.rows_a_month),
            far_years: toml.count_within("far_years", 0, 200).unwrap_or(usual.far_years),
            shifted_dates: toml.count_within("shifted_dates", 0, 1_000_000).unwrap_or(usual.shifted_dates),
            chance: percent("chance", usual.chance),
        };
        toml.finish();
        limits
    }
}

impl Report {
    /// The date that is printed on the report: that of publication, or else the last day of the period.
    pub fn date(&self, period: &Period) -> NaiveDate {
        self.published.get(&period.label).copied().unwrap_or_else(|| period.last())
    }
}

/// Reads the file; returns the report and the ids of its chapters.
pub(super) fn read(id: &str, toml: TomlTable<'_>) -> (Report, Vec<Located<String>>) {
    let text = |key| toml.text(key).map_or_else(String::new, |text| text.value);
    let published = toml.table("published").map(read_published).unwrap_or_default();
    let theme = toml.table("theme").map_or_else(Theme::default, Theme::read);
    let large_change = toml.table("large_change").map(|toml| {
        let percent = toml.count_within("percent", 1, 1000).unwrap_or(50);
        let change =
            LargeChange { share: f64::from(percent) / 100.0, least: toml.non_negative_number("least").unwrap_or(0.0) };
        toml.finish();
        change
    });
    let chapters = toml.required_texts("chapters");
    for (i, chapter) in chapters.iter().enumerate() {
        if chapters[..i].iter().any(|earlier| earlier.value == chapter.value) {
            toml.report(Code::DuplicateId, &chapter.at, format!("Kapitlet »{}« er nævnt to gange.", chapter.value), "");
        }
        check_name(&toml, chapter);
    }
    let report = Report {
        id: id.to_owned(),
        title: toml.required_text("title"),
        subtitle: text("subtitle"),
        author: toml.required_text("author").value,
        publisher: text("publisher"),
        description: text("description"),
        keywords: values(toml.texts("keywords")),
        notice: text("notice"),
        published,
        signs: toml.table("signs").map(SignLimits::read).unwrap_or_default(),
        large_change,
        theme,
        batch: toml.table("batch").map(BatchDefinition::read),
        highlights: Highlights::read(&toml),
    };
    toml.finish();
    (report, chapters)
}

fn read_published(toml: TomlTable<'_>) -> BTreeMap<String, NaiveDate> {
    let mut dates = BTreeMap::new();
    for (period, date) in toml.text_entries() {
        match date.value.parse() {
            Ok(day) => {
                dates.insert(period, day);
            }
            Err(_) => toml.report(
                Code::BadValue,
                &date.at,
                format!("»{}« er ikke en dato.", date.value),
                "Skriv den som 2025-05-05.",
            ),
        }
    }
    dates
}
