//! The sheet that explains a form, and holds the lists that its cells choose from.

use chrono::NaiveDate;
use rust_xlsxwriter::utility::cell_range_absolute;
use rust_xlsxwriter::{Format, FormatAlign, Worksheet};

use super::columns::{example, explanation, values};
use super::plan::PlannedForm;
use super::style::FormStyle;
use crate::definition::dataset::Column;
use crate::ingest::GUIDE;
use crate::spreadsheet::shortened;

/// Advice for every form.
const ADVICE: [&str; 7] = [
    "Skriv én række for hver hændelse, person eller ting under overskrifterne på de andre ark.",
    "Mørke overskrifter skal udfyldes i hver række; lyse må være tomme. Hold markøren over en overskrift for at se, hvad der skal stå.",
    "Eksempelrækken (den, der begynder med »Eksempel:«) bliver aldrig talt med. Slet den, eller lad den stå.",
    "Ret ikke i overskrifterne eller i arkenes navne. Kolonnerne må gerne bytte plads.",
    "Indsætter du celler fra et andet regneark, så indsæt kun værdierne, så lister og formater bliver stående.",
    "Skriv aldrig CPR-numre. De stopper rapporten.",
    "Slå filtre fra, før du gemmer, og behold filens navn: det er det, kapreport finder den på.",
];

/// Widths of the columns in characters.
const WIDTHS: [f64; 3] = [30.0, 80.0, 30.0];
/// Height of a line of text in points.
const LINE: f64 = 15.0;

pub struct Guide {
    title: String,
    sections: Vec<SheetGuide>,
    lists: ChoiceLists,
}

/// Explains one sheet of the form.
struct SheetGuide {
    title: String,
    lines: Vec<ColumnGuide>,
}

/// Explains one column.
struct ColumnGuide {
    column: Column,
    header: String,
    explained: String,
    example: String,
}

impl ColumnGuide {
    /// Height of the row for all of its text. Some programs do not compute it when they open a file.
    fn height(&self) -> f64 {
        let texts = [(&self.explained, WIDTHS[1]), (&self.example, WIDTHS[2]), (&self.header, WIDTHS[0])];
        let lines = texts.map(|(text, width)| (text.chars().count() as f64 * 1.15 / width).ceil());
        LINE * lines.into_iter().fold(1.0, f64::max)
    }
}

/// The lists that cells choose from, each in a column of the sheet.
pub struct ChoiceLists {
    /// Row of the titles, from 0.
    top: u32,
    /// Titles and values.
    lists: Vec<(String, Vec<String>)>,
}

impl ChoiceLists {
    /// Formula for the cells of the list with these values.
    pub fn range(&self, values: &[String]) -> Option<String> {
        let place = self.lists.iter().position(|(_, list)| list == values)?;
        let column = u16::try_from(place).ok()?;
        let last = self.top + u32::try_from(values.len()).ok()?;
        Some(format!("={GUIDE}!{}", cell_range_absolute(self.top + 1, column, last, column)))
    }
}

impl Guide {
    pub fn new(file: &PlannedForm<'_>, day: NaiveDate) -> Self {
        let mut sections = Vec::new();
        let mut lists: Vec<(String, Vec<String>)> = Vec::new();
        for sheet in &file.sheets {
            let labels: Vec<&str> = sheet.datasets.iter().map(|dataset| dataset.label.as_str()).collect();
            let mut lines = Vec::new();
            for (dataset, name, column) in sheet.columns() {
                let header = column.headers.first().cloned().unwrap_or_default();
                let values = values(&column.kind);
                if !values.is_empty() && !lists.iter().any(|(_, list)| *list == values) {
                    lists.push((header.clone(), values));
                }
                lines.push(ColumnGuide {
                    column: column.clone(),
                    header,
                    explained: explanation(dataset, name, column),
                    example: example(column, day).to_text(&column.kind),
                });
            }
            sections.push(SheetGuide { title: format!("Arket »{}«: {}", sheet.name, labels.join(" · ")), lines });
        }
        let columns: usize = sections.iter().map(|section| section.lines.len() + 3).sum();
        let top = u32::try_from(ADVICE.len() + 3 + columns).unwrap_or(u32::MAX);
        let name = file.name.rsplit('/').next().unwrap_or_default();
        Self { title: format!("Sådan udfylder du {name}"), sections, lists: ChoiceLists { top, lists } }
    }

    pub fn lists(&self) -> &ChoiceLists {
        &self.lists
    }

    pub fn write(&self, page: &mut Worksheet, style: &FormStyle) -> anyhow::Result<()> {
        let title = Format::new().set_bold().set_font_size(14);
        let bold = Format::new().set_bold();
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        page.write_string_with_format(0, 0, &self.title, &title)?;
        let mut row = 1;
        for advice in ADVICE {
            page.write_string(row, 0, format!("• {advice}"))?;
            row += 1;
        }
        for section in &self.sections {
            row += 1;
            page.write_string_with_format(row, 0, &section.title, &bold)?;
            row += 1;
            for (column, header) in (0..).zip(["Kolonne", "Hvad der skal stå", "Eksempel"]) {
                page.write_string_with_format(row, column, header, &style.required)?;
            }
            row += 1;
            for line in &section.lines {
                page.write_string_with_format(row, 0, &line.header, style.header(&line.column))?;
                page.write_string_with_format(row, 1, shortened(&line.explained), &wrapped)?;
                page.write_string_with_format(row, 2, &line.example, &wrapped)?;
                page.set_row_height(row, line.height())?;
                row += 1;
            }
        }
        for (column, (header, values)) in (0..).zip(&self.lists.lists) {
            page.write_string_with_format(self.lists.top, column, format!("Liste: {header}"), &style.required)?;
            for (row, value) in (self.lists.top + 1..).zip(values) {
                page.write_string_with_format(row, column, value, &wrapped)?;
            }
        }
        for (column, width) in (0..).zip(WIDTHS) {
            page.set_column_width(column, width)?;
        }
        for column in 3..u16::try_from(self.lists.lists.len())? {
            page.set_column_width(column, 30.0)?;
        }
        page.set_landscape();
        page.set_print_fit_to_pages(1, 0);
        Ok(())
    }
}
