//! Findings about the file that a table is built from.

use super::{Batch, FileLayout, TableBuilder};
use crate::cell::RawCell;
use crate::danish::{self, Gender, did_you_mean};
use crate::definition::dataset::{Dataset, RowTime};
use crate::findings::{Code, Finding, Place, Severity};
use crate::ingest::ROW_COLUMN;
use crate::ingest::batch::FOOTER;
use crate::ingest::causes::{Cause, Tally};
use crate::ingest::cut_row::CutRow;
use crate::ingest::declared_rows::{declared_rows, tells_of_a_part};
use crate::ingest::header::{self, FoundColumn};

const BLANK_BEFORE_QUOTE: &str = "Mellem felterne står et mellemrum, så anførselstegnene bliver en del af teksten. Hent eksporten uden \
                                  mellemrum efter skilletegnet, eller som .xlsx.";
const OTHERWISE_NAMED: &str =
    "Hedder den noget andet i filen, så skriv også den overskrift under »header« ved kolonnen i datasets.toml.";
const RENAMED: &str = "Ret overskriften i filen, eller skriv den også under »header« ved kolonnen i datasets.toml.";

const OTHER_UNIT: &str = " Se først, om tallene er i den enhed, som kolonnen skal have.";

/// Quotes that do not keep a field of delimited text together.
const OTHER_QUOTES: [char; 7] = ['\'', '‘', '’', '“', '”', '»', '«'];
const QUOTED: &str = "Der står andre anførselstegn end \" om felterne. Hent eksporten med \" om felterne, eller uden.";
const SIDE_BY_SIDE: &str = "Mellem dem er en kolonne uden overskrift, så det er nok to tabeller ved siden af hinanden. Slet den, der ikke skal \
                            læses.";
const JSON: &str = "Filen er JSON. Hent eksporten som CSV eller Excel.";
const UNSPLIT: &str = "Overskrifterne står i ét felt. Mellem felter skal stå semikolon, komma, tabulator eller en lodret streg (|): hent \
                       eksporten sådan, eller som .xlsx.";

/// Message for a column of years in a dataset without a period.
pub fn several_years(header: &str, years: impl IntoIterator<Item = i32>) -> String {
    let years: Vec<String> = years.into_iter().map(|year| year.to_string()).collect();
    format!(
        "Kolonnen »{header}« har rækker fra {}, og de tæller alle med, for datasættet har ingen periode.",
        danish::list(&years)
    )
}

/// Columns that nobody reads and that are reported one by one.
const MOST_UNREAD: usize = 50;

impl TableBuilder<'_> {
    /// Reports a row above the header that looks like data. Others are titles.
    pub(super) fn report_above(&self, layout: &FileLayout, number: u32, cells: &[RawCell<'_>]) {
        let filled = cells.iter().filter(|cell| **cell != RawCell::Empty).count();
        let mut batch = Batch::new(&std::sync::Arc::new(layout.clone()), self.strictness, 1);
        batch.row(number, cells);
        let looks_like_data = filled > 1 && (batch.len() == 1 || layout.fits_mostly(cells));
        if looks_like_data {
            let place = self.place(Some(number), None, None);
            self.findings.push(Finding::new(
                Code::RowAboveHeader,
                place,
                "Rækken ligner data, men står over overskrifterne og bliver ikke talt.",
            ));
        }
    }

    /// Reports a CPR number in a row above the data.
    pub(super) fn report_cpr_numbers(&self, number: u32, cells: &[RawCell<'_>]) {
        if cells.iter().any(RawCell::has_cpr_number) {
            let message = "Rækken over tabellen har et CPR-nummer. Det må ikke komme ind i en rapport.";
            let place = self.place(Some(number), None, None);
            self.findings.push(Finding::new(Code::CprNumber, place, message));
        }
    }

    /// Reports a quote that opens on this line and would swallow the lines below.
    pub fn stray_quote(&self, line: u32) {
        self.findings.push(Finding::new(
            Code::StrayQuote,
            self.place(Some(line), None, None),
            "Et anførselstegn åbner her og lukkes ikke i samme række. Rækkerne under det ville gå tabt.",
        ));
    }

    /// Reports something about a column of the current file.
    pub fn tell(&self, finding: Finding, column: &str) {
        self.findings.push(Finding { place: self.place(None, Some(column), None), ..finding });
    }

    pub(super) fn place(&self, row: Option<u32>, column: Option<&str>, value: Option<&str>) -> Place {
        Place::Data {
            file: self.current.name.file.clone(),
            sheet: self.current.name.sheet.clone(),
            row,
            column: column.map(str::to_owned),
            value: value.map(str::to_owned),
        }
    }

    /// Reports columns that nobody reads, and columns with the same header.
    pub(super) fn report_columns(&self, texts: &[String], found: &[Option<FoundColumn>]) {
        let is_same = |found: &FoundColumn, header: &str| header::is_same(&found.header, header);
        for found in found.iter().flatten().filter(|found| found.ambiguous) {
            let places = texts.iter().enumerate().filter(|(_, header)| is_same(found, header));
            let places: Vec<usize> = places.map(|(place, _)| place).collect();
            let numbers: Vec<String> = places.iter().map(|place| format!("nr. {}", place + 1)).collect();
            let gap = places.first().zip(places.last()).and_then(|(first, last)| texts.get(*first..*last));
            let are_tables = gap.is_some_and(|between| between.iter().any(String::is_empty));
            let advice = if are_tables { SIDE_BY_SIDE } else { Code::AmbiguousColumn.advice() };
            let count = danish::small_number_word(numbers.len() as f64, Gender::Common)
                .map_or_else(|| numbers.len().to_string(), danish::capitalised);
            let message = format!("{count} kolonner har samme overskrift: {}.", danish::list(&numbers));
            let place = self.place(None, Some(&found.header), None);
            self.findings.push(Finding::new(Code::AmbiguousColumn, place, message).advise(advice));
        }
        for found in found.iter().flatten().filter(|found| !found.rivals.is_empty()) {
            let rivals = danish::list(&found.rivals.iter().map(|rival| format!("»{rival}«")).collect::<Vec<_>>());
            let message = format!(
                "Datasættet har én kolonne, der kan hedde »{}« og {rivals}, men filen har dem alle.",
                found.header
            );
            let advice = "Slet den i eksporten, der ikke skal læses, eller nævn den under »ignored« ved datasættet i datasets.toml.";
            let place = self.place(None, Some(&found.header), None);
            self.findings.push(Finding::new(Code::AmbiguousColumn, place, message).advise(advice));
        }
        let mut unread = 0_usize;
        for (i, header) in texts.iter().enumerate() {
            let read = found.iter().flatten().any(|found| {
                found.place == i || (found.ambiguous && is_same(found, header)) || found.rivals.contains(header)
            });
            let ignored = self.dataset.ignored.iter().any(|ignored| header::is_same(ignored, header));
            if !header.is_empty() && !read && !ignored && !header::is_own(header) {
                unread += 1;
                if unread <= MOST_UNREAD {
                    let message = "Kolonnen er ikke med i datasættet og bliver ikke læst.";
                    self.findings.push(Finding::new(Code::UnreadColumn, self.place(None, Some(header), None), message));
                }
            }
        }
        if let Some(more) = unread.checked_sub(MOST_UNREAD).filter(|more| *more > 0) {
            let message = format!(
                "{} er heller ikke med i datasættet og bliver ikke læst.",
                danish::counted(more as u64, "kolonne mere", "kolonner mere")
            );
            self.findings.push(Finding::new(Code::UnreadColumn, self.place(None, None, None), message));
        }
    }

    /// The column of years that is not read, if nothing else tells which rows are of the period.
    pub(super) fn year_place(&self, layout: &FileLayout) -> Option<usize> {
        let is_wanted = |place: &usize| {
            let header = layout.headers.get(*place).map_or("", String::as_str);
            header::is_of_years(header) && !self.dataset.ignored.iter().any(|ignored| header::is_same(ignored, header))
        };
        let is_timeless = self.dataset.time == RowTime::Timeless;
        layout.unread.iter().copied().find(|place| is_timeless && is_wanted(place))
    }

    /// Reports years of a column that is not read: without a period, rows of all of them count.
    pub(super) fn report_years(&self, layout: &FileLayout) {
        let Some(place) = layout.year_place.filter(|_| self.current.years.len() > 1) else { return };
        let header = layout.header(place);
        let message = several_years(&header, self.current.years.iter().copied());
        let advice = format!(
            "Skriv kolonnen i datasets.toml: aar = {{ header = \"{header}\", type = \"date\", format = \"year\" }}, og period = \"aar\" ved \
             datasættet. Skal alle år tælle med, så nævn den under »ignored«."
        );
        let place = self.place(None, Some(&header), None);
        self.findings.push(Finding::new(Code::SeveralYears, place, message).advise(advice));
    }

    /// Reports that there are no rows of data. An input workbook with only its example was not filled in.
    pub(super) fn report_no_rows(&self, examples: u64) {
        let finding = |message: &str| Finding::new(Code::EmptyFile, self.place(None, None, None), message);
        self.findings.push(if examples > 0 {
            finding("Skemaet er ikke udfyldt: kun eksempelrækken står under overskrifterne.")
                .advise("Udfyld det. Er der intet at skrive for perioden, så slet eksempelrækken. Ligger tallene i en anden fil, så slet skemaet.")
        } else {
            finding("Der er overskrifter, men ingen rækker under dem.")
                .with_severity(Severity::Warning)
                .advise("Er det den rigtige eksport?")
        });
    }

    /// Turns the last possible notes into footer rows, since no data follow.
    pub(super) fn report_notes(&mut self) {
        // Without rows of data, they are not below any, so they are rows.
        if self.rows_of_file() == self.current.notes.len() as u64 {
            let layout = self.current.layout.clone();
            return layout.iter().for_each(|layout| self.notes_are_rows(layout));
        }
        for note in std::mem::take(&mut self.current.notes) {
            self.read -= 1;
            let is_dropped = |place| self.current.layout.as_ref().is_some_and(|layout| layout.is_dropped(place));
            let filled = note.cells.iter().enumerate().filter(|(_, cell)| **cell != RawCell::Empty);
            let shown = filled.filter(|(place, _)| !is_dropped(*place)).map(|(_, cell)| cell.display());
            let text = shown.collect::<Vec<_>>().join(" · ");
            let cause = Cause::noted(Code::FooterRow, FOOTER);
            self.current.causes.add(cause, note.row, &text);
        }
    }

    /// Records that the file ends within this row, if the row was kept or taken for a note. A row that was left out has been
    /// reported.
    pub fn cut_off(&mut self, cut: CutRow) {
        let numbers = self.frame.column(ROW_COLUMN).ok().and_then(|rows| rows.u32().ok());
        let is_kept = numbers.and_then(|rows| rows.last()) == Some(cut.row);
        if is_kept || self.current.notes.last().is_some_and(|note| note.row == cut.row) {
            self.current.cut_row = Some(cut);
        }
    }

    /// Reports that the file ends within a row.
    pub(super) fn report_cut_row(&self, layout: &FileLayout) {
        let Some(CutRow { row, value, fields }) = &self.current.cut_row else { return };
        let headers = layout.headers.len();
        let how = if *fields < headers {
            format!("den har {fields} af {headers} felter")
        } else {
            "dens sidste felt er kortere end alle andre i kolonnen".to_owned()
        };
        let message = format!("Filen slutter midt i en række: {how}, og linjen er ikke afsluttet.");
        let place = self.place(Some(*row), layout.headers.get(fields - 1).map(String::as_str), Some(value));
        self.findings.push(Finding::new(Code::CutFile, place, message));
    }

    /// Whether a cause is only about the row within which the file ends.
    pub(super) fn is_about_cut_row(&self, cause: &Cause, tally: &Tally) -> bool {
        let row = self.current.cut_row.as_ref().map(|cut| cut.row);
        let is_told = matches!(cause.code, Code::ShortRow | Code::FooterRow) && !cause.leaves_out;
        is_told && tally.count == 1 && row.is_some() && tally.first_row() == row
    }

    /// Reports files that were not read although corrected rows replace some of theirs.
    pub(super) fn report_unread_replaced(&self) {
        for file in self.mended.files() {
            if !self.sources.iter().any(|source| source.file == file) {
                let message = "Filen har rækker, som er rettet i en fil fra --rejects, men er ikke læst.";
                self.findings.push(
                    Finding::new(Code::ReplacedRow, Place::data_file(file), message)
                        .with_severity(Severity::Warning)
                        .advise("Er den hentet på ny under et andet navn, så se efter, at de rettede rækker ikke tæller to gange."),
                );
            }
        }
    }

    /// Reports a note below the data that states another number of rows than the file has, or that rows are missing.
    pub(super) fn report_declared_rows(&self) {
        let rows = self.rows_of_file();
        let notes = self.current.causes.of(Code::FooterRow).flat_map(Tally::samples);
        for (row, note) in notes {
            let message = match declared_rows(note) {
                Some(declared) if declared == rows => continue,
                Some(declared) => format!(
                    "Noten under tabellen siger {}, men der er {}.",
                    danish::rows(declared),
                    danish::number(rows as f64, 0)
                ),
                None if tells_of_a_part(note) => "Noten under tabellen siger, at ikke alle rækker er med.".to_owned(),
                None => continue,
            };
            self.findings.push(Finding::new(Code::DeclaredRows, self.place(Some(row), None, Some(note)), message));
        }
    }

    /// Reports that the file has as many rows as a sheet can have: others may not have fitted.
    pub(super) fn report_full_sheet(&self) {
        let at = self.frame.height().checked_sub(1).filter(|at| *at >= self.current.first_row);
        let rows = self.frame.column(ROW_COLUMN).ok().and_then(|rows| rows.u32().ok());
        let last_kept = rows.zip(at).and_then(|(rows, at)| rows.get(at));
        let Some(last) = last_kept.max(self.current.causes.last_row()) else { return };
        // Records with line breaks in them are fewer than lines.
        let counted = self.rows_of_file() + 1;
        let limits = [
            (65_536, "65.536 rækker, det meste en .xls-fil kan have"),
            (1_048_576, "1.048.576 rækker, det meste et Excel-ark kan have"),
        ];
        let is_full = |limit: u32| last == limit || counted == u64::from(limit);
        let Some((_, what)) = limits.into_iter().find(|(limit, _)| is_full(*limit)) else { return };
        let message = format!("Der er præcis {what}. Resten mangler sandsynligvis.");
        self.findings.push(Finding::new(Code::FullSheet, self.place(Some(last), None, None), message));
    }

    /// Reports that there is no header, and what it lacks.
    pub(super) fn report_no_header(&self) {
        let place = || self.place(None, None, None);
        if self.current.above.is_empty() {
            self.findings.push(Finding::new(Code::EmptyFile, place(), "Der er ingen rækker."));
            return;
        }
        if let Some(other) = self.owner_of_headers() {
            let message =
                format!("Overskrifterne er dem til »{}«, ikke dem til »{}«.", other.label, self.dataset.label);
            let advice =
                "Ligger filen under et forkert navn, så giv den det rigtige. Ellers ret »files« i datasets.toml.";
            self.findings.push(Finding::new(Code::MissingHeader, place(), message).advise(advice));
            return;
        }
        if self.current.matches == 0 {
            let wanted = self.dataset.columns.values().filter_map(|column| column.headers.first());
            let wanted: Vec<_> = wanted.map(String::as_str).collect();
            let message = format!("Ingen række ligner overskrifterne til »{}«.", self.dataset.label);
            let advice = match self.pointer().or_else(|| self.unsplit_headers()) {
                Some(how) => how.to_owned(),
                None => format!("Ventede overskrifter: {}.", wanted.join(", ")),
            };
            self.findings.push(Finding::new(Code::MissingHeader, place(), message).advise(advice));
            return;
        }
        let headers: Vec<_> =
            self.current.best.iter().map(String::as_str).filter(|header| !header.is_empty()).collect();
        for (column, found) in self.dataset.columns.values().zip(header::find_columns(self.dataset, &self.current.best))
        {
            if found.is_none() && !column.optional && !column.drop {
                let wanted = column.headers.first().map_or("", String::as_str);
                let free = headers.iter().copied().filter(|header| !header::is_known(self.dataset, header));
                let message = format!("Kolonnen »{}« mangler.", column.headers.join("« eller »"));
                let near = did_you_mean(wanted, free);
                let quoted = format!("\"{wanted}\"");
                let mend = if headers.contains(&quoted.as_str()) {
                    format!(" {BLANK_BEFORE_QUOTE}")
                } else if near.is_empty() {
                    self.nameless_column().unwrap_or_else(|| format!(" {OTHERWISE_NAMED}"))
                } else {
                    let unit = if near.contains('(') && !wanted.contains('(') { OTHER_UNIT } else { "" };
                    format!(" {near} {RENAMED}{unit}")
                };
                let advice = format!("Overskrifter i filen: {}.{mend}", headers.join(", "));
                self.findings.push(Finding::new(Code::MissingColumn, place(), message).advise(advice.trim()));
            }
        }
    }

    /// Advice if the file is only a pointer of Git LFS or git-annex.
    fn pointer(&self) -> Option<&'static str> {
        let (_, first) = self.current.above.first()?;
        let line: String = first.iter().map(|cell| cell.display().into_owned()).collect();
        if line.contains("git-lfs") {
            return Some("Filen er kun en henvisning fra Git LFS. Hent filen selv med »git lfs pull«.");
        }
        line.contains("/annex/objects/")
            .then_some("Filen er kun en henvisning fra git-annex. Hent filen selv med »git annex get«.")
    }

    /// Why the headers were not found although the file has them: they were not split, or other quotes are around them.
    fn unsplit_headers(&self) -> Option<&'static str> {
        let wanted: Vec<&str> = self
            .dataset
            .columns
            .values()
            .filter(|column| !column.optional && !column.drop)
            .filter_map(|column| column.headers.first().map(String::as_str))
            .collect();
        self.current.above.iter().find_map(|(_, cells)| {
            let texts = header::row_texts(cells);
            let is_quoted = |text: &String| {
                let bare = text.trim_matches(OTHER_QUOTES);
                bare.len() < text.len() && header::is_known(self.dataset, bare)
            };
            let [text] = texts.as_slice() else { return texts.iter().any(is_quoted).then_some(QUOTED) };
            let lower = text.to_lowercase();
            let has_all = wanted.len() > 1 && wanted.iter().all(|name| lower.contains(&name.to_lowercase()));
            has_all.then_some(if text.starts_with(['{', '[']) { JSON } else { UNSPLIT })
        })
    }

    /// The other dataset that a row of the file has all headers of.
    fn owner_of_headers(&self) -> Option<&Dataset> {
        let rows = || self.current.above.iter().map(|(_, cells)| header::row_texts(cells));
        let has_all = |dataset: &&&Dataset| {
            rows().any(|row| {
                let found = header::find_columns(dataset, &row);
                let count = found.iter().flatten().count();
                count > 1 && count > self.current.matches && header::is_complete(dataset, &found)
            })
        };
        self.all.iter().filter(|dataset| dataset.id != self.dataset.id).find(has_all).copied()
    }

    /// What to say about the first column without a header between others, which may be the one that is missing.
    fn nameless_column(&self) -> Option<String> {
        let at = self.current.best.iter().position(String::is_empty)?;
        Some(format!(" Kolonne nr. {} har ingen overskrift: er det den, så skriv den i filen.", at + 1))
    }
}
