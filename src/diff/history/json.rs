//! The history as JSON, for programs.

use serde::Serialize;

use super::{FigureHistory, HistoryRow, PastNumber, ReportHistory};
use crate::snapshot::Number;

/// The version of the format, raised when older readers would misread it.
const FORMAT: u32 = 1;

/// What `history --format json` prints. Numbers are as in the snapshots: shares are 0–1, and null is unknown.
#[derive(Serialize)]
struct HistoryJson<'a> {
    format: u32,
    report: &'a str,
    periods: &'a [String],
    cautions: &'a [String],
    chapters: Vec<HistoryChapterJson<'a>>,
}

#[derive(Serialize)]
struct HistoryChapterJson<'a> {
    id: &'a str,
    title: &'a str,
    figures: Vec<FigureHistoryJson<'a>>,
}

#[derive(Serialize)]
struct FigureHistoryJson<'a> {
    id: &'a str,
    label: &'a str,
    share: bool,
    rows: Vec<HistoryRowJson<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    remarks: &'a [String],
}

#[derive(Serialize)]
struct HistoryRowJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    numbers: Vec<PastNumberJson>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum PastNumberJson {
    Value(Number),
    Absent,
    Break,
}

/// # Errors
/// Not expected: JSON can represent everything in a history.
pub(super) fn render(history: &ReportHistory) -> anyhow::Result<String> {
    let chapters = history.chapters.iter().map(|chapter| HistoryChapterJson {
        id: &chapter.id,
        title: &chapter.title,
        figures: chapter.figures.iter().map(figure).collect(),
    });
    let document = HistoryJson {
        format: FORMAT,
        report: &history.report,
        periods: &history.periods,
        cautions: &history.cautions,
        chapters: chapters.collect(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

fn figure(figure: &FigureHistory) -> FigureHistoryJson<'_> {
    FigureHistoryJson {
        id: &figure.id,
        label: &figure.label,
        share: figure.format.is_share(),
        rows: figure.rows.iter().map(row).collect(),
        remarks: &figure.remarks,
    }
}

fn row(row: &HistoryRow) -> HistoryRowJson<'_> {
    let number = |number: &PastNumber| match number {
        PastNumber::Known(value) => PastNumberJson::Value(Number(*value)),
        PastNumber::Hidden => PastNumberJson::Value(Number(None)),
        PastNumber::Absent => PastNumberJson::Absent,
        PastNumber::Break => PastNumberJson::Break,
    };
    HistoryRowJson {
        key: row.member.as_ref().map(|member| member.key.as_slice()),
        label: row.member.as_ref().map(|member| member.label.as_str()),
        numbers: row.numbers.iter().map(number).collect(),
    }
}
