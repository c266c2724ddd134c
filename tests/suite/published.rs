//! Golden tests: the tables read back from the finished PDFs equal those of the published reports.

mod kap_h;
mod kap_s;
mod midtkraft;
mod statements;

use std::fs;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::project::{repository, run};
use crate::tags::{Pdf, Tag, squeezed};

/// A published report, built from the sample data and the archived snapshots. What is read from it is built once for all tests.
pub struct Report {
    id: &'static str,
    period: &'static str,
    /// Whether a test builds it or has built it.
    is_claimed: AtomicBool,
    files: OnceLock<Files>,
    pdf: OnceLock<Pdf>,
    figures: OnceLock<String>,
}

/// The files of a built report.
pub struct Files {
    pub pdf: Vec<u8>,
    pub snapshot: String,
    pub workbook: Vec<u8>,
}

pub static KAP_H: Report = Report::new("kap-h", "2024");
pub static KAP_S: Report = Report::new("kap-s", "2023");
pub static MIDTKRAFT: Report = Report::new("midtkraft", "2019-07..2021-07");

/// The report that the tests of the PDF itself look at.
pub fn report() -> &'static Pdf {
    KAP_H.pdf()
}

impl Report {
    const fn new(id: &'static str, period: &'static str) -> Report {
        let is_claimed = AtomicBool::new(false);
        Report { id, period, is_claimed, files: OnceLock::new(), pdf: OnceLock::new(), figures: OnceLock::new() }
    }

    pub fn build(&self) -> Files {
        let out = tempfile::tempdir().expect("a temporary folder");
        let place = out.path().join("rapport");
        let to = place.to_str().expect("a path");
        run(repository(), &["build", self.period, "--report", self.id, "--out", to], &[]).ends_with(0);
        Files {
            pdf: fs::read(place.join(format!("{}-{}.pdf", self.id, self.period))).expect("a PDF"),
            snapshot: fs::read_to_string(place.join("figures.json")).expect("a snapshot"),
            workbook: fs::read(place.join("tables.xlsx")).expect("a workbook"),
        }
    }

    pub fn files(&self) -> &Files {
        // While another test builds this report, this one builds another, whose tests come next.
        if self.is_claimed.swap(true, Ordering::Relaxed) && self.files.get().is_none() {
            let next =
                [&KAP_H, &KAP_S, &MIDTKRAFT].into_iter().find(|next| !next.is_claimed.swap(true, Ordering::Relaxed));
            next.map(|next| next.files.get_or_init(|| next.build()));
        }
        self.files.get_or_init(|| self.build())
    }

    fn pdf(&self) -> &Pdf {
        self.pdf.get_or_init(|| Pdf::read(&self.files().pdf))
    }

    /// All figures as CSV.
    fn figures(&self) -> &str {
        self.figures.get_or_init(|| {
            run(repository(), &["figures", self.period, "--report", self.id, "--format", "csv"], &[]).ends_with(0).out
        })
    }

    /// All text of the PDF without spaces.
    fn text(&self) -> String {
        squeezed(&self.pdf().root.all_text())
    }

    /// The rows of the table with this caption: label and cells as printed. A heading row has no cells.
    fn rows(&self, caption: &str) -> Vec<Vec<String>> {
        let mut tables: Vec<(String, &Tag)> = Vec::new();
        self.pdf().root.visit(&mut |tag| {
            // A table with notes is in a Div together with its caption; other tables contain their caption.
            if let Some(caption) = tag.children.iter().find(|child| child.role == "Caption") {
                let table = if tag.role == "Table" { Some(tag) } else { tag.all("Table").first().copied() };
                tables.extend(table.map(|table| (caption.all_text(), table)));
            }
        });
        let wanted = squeezed(caption);
        let table = tables.iter().find(|(text, _)| squeezed(text).contains(&wanted)).unwrap_or_else(|| {
            panic!("no table »{caption}« among {:?}", tables.iter().map(|(text, _)| text).collect::<Vec<_>>())
        });
        let is_cell = |tag: &&Tag| matches!(tag.role.as_str(), "TH" | "TD");
        let cells = |row: &&Tag| row.children.iter().filter(is_cell).map(|cell| squeezed(&cell.all_text())).collect();
        table.1.all("TR").iter().map(cells).collect()
    }

    /// Asserts that the table has exactly these rows, the header first. Hyphens are ignored, since some come from line breaks.
    #[track_caller]
    fn table_is(&self, caption: &str, expected: &[&[&str]]) {
        let bare = |cell: &str| squeezed(cell).replace('-', "");
        let expected: Vec<Vec<String>> =
            expected.iter().map(|row| row.iter().map(|cell| bare(cell)).collect()).collect();
        let printed: Vec<Vec<String>> =
            self.rows(caption).iter().map(|row| row.iter().map(|cell| bare(cell)).collect()).collect();
        assert_eq!(printed, expected, "{caption}");
    }

    #[track_caller]
    fn figures_are(&self, expected: &[(&str, &str)]) {
        let out = self.figures();
        for (figure, value) in expected {
            let line = out
                .lines()
                .find(|line| line.starts_with(&format!("{figure};")))
                .unwrap_or_else(|| panic!("no {figure}"));
            assert_eq!(line.rsplit(';').nth(1), Some(*value), "{line}");
        }
    }
}
