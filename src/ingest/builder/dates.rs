//! Findings about the dates of a column of a file: years that lie far from all others, days that stand for no date, times of day
//! that are midnight in another time zone, and days that may be months.

use chrono::{NaiveDate, NaiveTime, Timelike};

use super::TableBuilder;
use crate::danish;
use crate::definition::dataset::{ColumnKind, DateFormat};
use crate::findings::{Code, Finding, Place};
use crate::ingest::causes::Tally;
use crate::ingest::column::date::{self, DateRole};
use crate::ingest::column::{ColumnReader, DateEvidence, OrderDoubt, SeasonTime, TimeEvidence, YearEvidence};

impl TableBuilder<'_> {
    pub(super) fn report_dates(&self, reader: &ColumnReader, dates: &DateEvidence, header: &str) {
        let ColumnKind::Date(format) = reader.column.kind else { return };
        self.report_far_years(reader.role, dates, header);
        if !format.is_span() {
            self.report_late_times(&dates.times, header);
        }
        if format == DateFormat::DayFirst {
            self.report_order(dates, header);
            self.report_parts(dates, header);
        }
    }

    /// Reports years that lie far from the years of nearly all rows.
    fn report_far_years(&self, role: DateRole, dates: &DateEvidence, header: &str) {
        let all = dates.years();
        let far = far_years(&all, role, self.limits.far_years as i32);
        let (placeholders, far): (Vec<_>, Vec<_>) =
            far.into_iter().partition(|year| year.first.iter().all(|(_, day)| date::is_placeholder(*day)));
        if !placeholders.is_empty() {
            let message = "Datoen er den, som programmer skriver, når der ingen dato er";
            let advice = "Ret datoen i eksporten, eller lad cellen være tom.";
            self.report_days(Code::SentinelDate, message, advice, &placeholders, header);
        }
        // Cells with an earlier year were left out and reported.
        let far: Vec<_> = far.into_iter().filter(|year| year.year >= date::FIRST_YEAR).collect();
        if far.is_empty() {
            return;
        }
        let others: Vec<i32> =
            all.iter().filter(|year| !far.iter().any(|far| far.year == year.year)).map(|year| year.year).collect();
        let others = match (others.first(), others.last()) {
            (Some(first), Some(last)) if first == last => format!("fra {first}"),
            (Some(first), Some(last)) => format!("fra {first}–{last}"),
            _ => return,
        };
        let years: Vec<String> = far.iter().map(|year| year.year.to_string()).collect();
        let word = if years.len() == 1 { "Årstallet" } else { "Årstallene" };
        let years = danish::list(&years);
        let message = format!("{word} {years} ligger langt fra alle andre i kolonnen, som er {others}");
        let typed = far.iter().flat_map(|year| &year.first).find_map(|(_, day)| date::typed_year(*day));
        let advice = match typed {
            Some(year) => format!("Cellen har nok årstallet {year} med datoformat. Skriv hele datoen."),
            None => "Ret årstallet i eksporten, hvis det er skrevet forkert.".to_owned(),
        };
        self.report_days(Code::FarYear, &message, &advice, &far, header);
    }

    fn report_days(&self, code: Code, message: &str, advice: &str, years: &[&YearEvidence], header: &str) {
        let mut days: Vec<(u32, NaiveDate)> = years.iter().flat_map(|year| year.first.iter().copied()).collect();
        days.sort_unstable();
        let mut tally = Tally::default();
        days.iter().for_each(|(row, day)| tally.add(*row, &day.format("%d-%m-%Y").to_string()));
        tally.count = years.iter().map(|year| year.count).sum();
        let rows = if tally.count == 1 { String::new() } else { format!(" ({})", danish::rows(tally.count)) };
        let finding = Finding::new(code, self.tally_place(&tally, header), format!("{message}{rows}."));
        self.findings.push(finding.advise(advice).at_all(tally.occurrences()));
    }

    /// Reports dates that are most likely a day early: midnight in Denmark, written in the time of another zone.
    fn report_late_times(&self, times: &TimeEvidence, header: &str) {
        let late = &times.late;
        let least = u64::from(self.limits.shifted_dates);
        if least == 0 || late.count < least || !(is_midnight_elsewhere(times) || is_before_midnight(times)) {
            return;
        }
        let message = format!(
            "Alle klokkeslæt i kolonnen ligger lige før midnat i dansk tid, så {} nok skal være en dag senere.",
            match late.count {
                1 => "1 dato".to_owned(),
                count => format!("{} datoer", danish::number(count as f64, 0)),
            }
        );
        let finding = Finding::new(Code::ShiftedDates, self.tally_place(late, header), message);
        self.findings.push(finding.at_all(late.occurrences()));
    }

    /// Reports dates that may be written month first.
    fn report_order(&self, dates: &DateEvidence, header: &str) {
        let message = match dates.orders.doubt() {
            None => return,
            Some(OrderDoubt::Firsts(count)) => {
                format!(
                    "Datoerne kan være dage i januar eller den første i {count} måneder, hvis måneden står først. De er læst som januar."
                )
            }
            Some(OrderDoubt::Any) => {
                "Ingen dag i kolonnen er efter den 12., så måneden kan stå først. Datoerne er læst med dagen først."
                    .to_owned()
            }
        };
        let place = self.place(Some(dates.orders.first_row), Some(header), None);
        self.findings.push(Finding::new(Code::AmbiguousDate, place, message));
    }

    /// Reports days and months that a program most likely swapped, and years of two digits that most likely come first.
    fn report_parts(&self, dates: &DateEvidence, header: &str) {
        if let Some(cell) = dates.exchanged.doubt() {
            let message = "Alle dage til og med den 12. er datoer i regnearket, og alle andre er tekster: et engelsk Excel har nok byttet \
                           om på dag og måned i datoerne.";
            let advice = "Hent eksporten igen, og læg den i datamappen uden at gemme den i Excel.";
            let place = self.sample_place(&cell, header);
            self.findings.push(Finding::new(Code::AmbiguousDate, place, message).advise(advice));
        }
        if let Some(text) = dates.year_first.doubt() {
            let message = "Årstallet står nok først i kolonnens datoer, men de er læst med dagen først.";
            let advice = "Skriv årstallet med fire cifre: 2024-05-13.";
            let place = self.sample_place(text, header);
            self.findings.push(Finding::new(Code::AmbiguousDate, place, message).advise(advice));
        }
    }

    pub(super) fn tally_place(&self, tally: &Tally, header: &str) -> Place {
        self.place(tally.first_row(), Some(header), tally.values.first().map(String::as_str))
    }
}

/// The years that lie far from those of nearly all dates.
///
/// Dates that are not those of events may lie far in the future, and a log may have some old rows.
fn far_years<'e>(years: &[&'e YearEvidence], role: DateRole, limit: i32) -> Vec<&'e YearEvidence> {
    if limit == 0 {
        return Vec::new();
    }
    let is_odd = |year: &YearEvidence| {
        year.first.iter().all(|(_, day)| date::is_placeholder(*day) || date::typed_year(*day).is_some())
    };
    let mut groups: Vec<Vec<&YearEvidence>> = Vec::new();
    let least = if role == DateRole::Event { limit } else { 5 * limit };
    for year in years {
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|last| year.year - last.year < least) => group.push(year),
            _ => groups.push(vec![year]),
        }
    }
    let count = |group: &[&YearEvidence]| group.iter().map(|year| year.count).sum::<u64>();
    let plausible = groups.iter().filter(|group| !group.iter().all(|year| is_odd(year)));
    let Some(main) = plausible.max_by_key(|group| count(group)).cloned() else { return Vec::new() };
    let (Some(first), Some(last)) = (main.first(), main.last()) else { return Vec::new() };
    let is_far = |group: &&Vec<&YearEvidence>| {
        let is_rare = count(group) * 2 <= count(&main);
        let is_placeholder = || group.iter().all(|year| year.first.iter().all(|(_, day)| date::is_placeholder(*day)));
        match (role, group.first(), group.last()) {
            (DateRole::LastDay | DateRole::End | DateRole::Start, _, Some(end)) if end.year < first.year => false,
            (DateRole::LastDay | DateRole::End, ..) => false,
            (DateRole::Other, _, Some(end)) if end.year < first.year => is_placeholder(),
            (DateRole::Event, _, Some(end)) if end.year < first.year => {
                group.iter().all(|year| is_odd(year)) || (is_rare && first.year - end.year >= 2 * limit)
            }
            (DateRole::Event, Some(start), _) => start.year > last.year && is_rare,
            (DateRole::Start, Some(start), _) => start.year > last.year && is_rare,
            (DateRole::Other, Some(start), _) => {
                start.year > last.year && is_rare && !group.iter().all(|year| is_open_end(year))
            }
            _ => false,
        }
    };
    groups.iter().filter(is_far).flatten().copied().collect()
}

/// Whether the dates are days that stand for "for ever": the last or the first day of a far year.
fn is_open_end(year: &YearEvidence) -> bool {
    use chrono::Datelike;
    year.first.iter().all(|(_, day)| matches!((day.month(), day.day()), (12, 30 | 31) | (1, 1)))
}

/// Whether each season has one time of day, which is 22:00 or 23:00, or midnight in the other season.
fn is_midnight_elsewhere(times: &TimeEvidence) -> bool {
    let fits = |season| match season {
        SeasonTime::None => true,
        SeasonTime::One(time) => matches!(time.num_seconds_from_midnight(), 0 | 79_200 | 82_800),
        SeasonTime::Several => false,
    };
    fits(times.summer) && fits(times.winter)
}

/// Whether all times lie in the last ten minutes of the day.
fn is_before_midnight(times: &TimeEvidence) -> bool {
    NaiveTime::from_hms_opt(23, 50, 0).is_some_and(|least| times.earliest.is_some_and(|earliest| earliest >= least))
}
