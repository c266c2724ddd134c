//! Wrong page numbers in a table of contents: `Efteruddannelse ……… 16`, where the heading is on page 17.
//!
//! The numbers of pages may start anywhere, so most of the headings must be on the pages that the contents give.

use std::collections::BTreeMap;

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::report::ReportLine;

/// With fewer headings found, it may be another kind of list.
const FEWEST: usize = 5;
/// Fewest leaders between a title and its page in one cell.
const LEADERS: usize = 3;
/// Most digits of a page.
const PAGE_DIGITS: usize = 3;

/// A line of the contents: a title and its page.
struct ContentsEntry {
    title: String,
    /// As printed.
    shown: String,
    page: PrintedNumber,
    /// Index of its line.
    at: usize,
}

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    let entries: Vec<ContentsEntry> =
        report.lines.iter().enumerate().flat_map(|(at, line)| entries_of(line, at)).collect();
    let headings = headings(report, &entries);
    let page = |entry: &ContentsEntry| report.lines.get(entry.at).and_then(|line| line.page);
    for entries in entries.chunk_by(|one, two| page(one) == page(two)) {
        let found: Vec<(&ContentsEntry, &[i64])> =
            entries.iter().filter_map(|entry| Some((entry, headings.get(&entry.title)?.as_slice()))).collect();
        let mut shifts: BTreeMap<i64, usize> = BTreeMap::new();
        for (entry, pages) in &found {
            if let [page] = pages {
                *shifts.entry(entry.page.value as i64 - page).or_default() += 1;
            }
        }
        let all: usize = shifts.values().sum();
        let Some((shift, count)) = shifts.into_iter().max_by_key(|(_, count)| *count) else { continue };
        if count >= FEWEST && 5 * count >= 4 * all {
            claims.extend(found.iter().filter_map(|(entry, pages)| claim(report, entry, pages, shift)));
        }
    }
}

/// The titles of the line that a page follows, in a cell of its own or after leaders.
fn entries_of(line: &ReportLine, at: usize) -> Vec<ContentsEntry> {
    let entry = |title: &str, page: &str| {
        let digits = page.trim();
        let is_page = (1..=PAGE_DIGITS).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        let page = PrintedNumber::parse(digits).filter(|_| is_page)?;
        let shown = title.trim_end_matches(['.', '…', '_', ' ']).to_owned();
        Some(ContentsEntry { title: plain_title(&shown)?, shown, page, at })
    };
    let led = line.cells.iter().filter_map(|cell| {
        let title = cell.trim_end_matches(|c: char| c.is_ascii_digit());
        let bare = title.trim_end_matches(['.', '…', '_', ' ']);
        let leaders = title.get(bare.len()..)?.chars().map(|c| if c == '…' { LEADERS } else { usize::from(c != ' ') });
        entry(bare, cell.get(title.len()..)?).filter(|_| leaders.sum::<usize>() >= LEADERS)
    });
    let beside = line.cells.windows(2).filter_map(|pair| entry(pair.first()?, pair.last()?));
    led.chain(beside).collect()
}

/// The title in lower case without its number: `D.1 Metode`. `None` if it has no words.
fn plain_title(text: &str) -> Option<String> {
    let text = text.to_lowercase();
    let words = text.split_whitespace().skip_while(|word| word.contains(|c: char| c.is_ascii_digit()));
    let title = words.collect::<Vec<_>>().join(" ");
    title.contains(char::is_alphabetic).then_some(title)
}

/// The pages of the lines that have the title of an entry and are no entry themselves.
fn headings(report: &ReadReport<'_>, entries: &[ContentsEntry]) -> BTreeMap<String, Vec<i64>> {
    let mut headings: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for (at, line) in report.lines.iter().enumerate() {
        let is_entry = entries.binary_search_by_key(&at, |entry| entry.at).is_ok();
        if let (false, Some(page), Some(title)) = (is_entry, line.page, plain_title(&line.text)) {
            headings.entry(title).or_default().push(i64::from(page));
        }
    }
    headings
}

/// `None` if the page is another than that of several headings with this title.
fn claim(report: &ReadReport<'_>, entry: &ContentsEntry, pages: &[i64], shift: i64) -> Option<Claim> {
    let holds = pages.contains(&(entry.page.value as i64 - shift));
    let page = if holds { entry.page.value as i64 } else { only(pages)? + shift };
    let line = report.sentences.iter().rfind(|sentence| sentence.index <= entry.at)?;
    let ContentsEntry { shown, page: printed, .. } = entry;
    let (verdict, computation) = if holds {
        (ClaimVerdict::Agrees, format!("»{shown}« er på side {page}, som indholdsfortegnelsen siger."))
    } else {
        let computation = format!("Indholdsfortegnelsen siger side {printed} om »{shown}«, som er på side {page}.");
        (ClaimVerdict::MayContradict, computation)
    };
    let text = report.lines.get(entry.at)?.text.clone();
    let claim = Claim::new(Code::PrintedReference, verdict, computation, Passage::new(&line.line, text));
    Some(claim.about(entry.at, [*printed]))
}
