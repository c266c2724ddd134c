//! Where a report prints its figures, from its definition alone.

pub mod explanations;
pub mod premises;
pub mod scan;

use indexmap::IndexMap;
use serde::Serialize;

use super::figure::FigureOrigin;
use super::table::Template;
use super::{At, Definition};
use crate::figure_id::{FigureId, FigureRef};
use scan::{Call, InsertedKind};

/// How many characters of a text are shown at most around a figure.
const EXCERPT: usize = 110;

/// Every place where a report uses a figure, by the figure's id.
#[derive(Debug, Default)]
pub struct Usage {
    uses: IndexMap<FigureId, Vec<Use>>,
}

/// A place where the report uses a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Use {
    /// The member of a series that is used; None for the figure as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// Where the figure is named.
    pub at: At,
    /// The element that uses it, such as a table or a sentence.
    #[serde(flatten)]
    pub what: UsedIn,
}

/// What a figure is used in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "in", rename_all = "kebab-case")]
pub enum UsedIn {
    /// A row or a column of a table.
    Table(Inserted),
    /// The words of a table: its caption, a label or a note.
    TableText(Inserted),
    Chart(Inserted),
    /// The words of a chart.
    ChartText(Inserted),
    /// The running text of a chapter.
    Prose {
        chapter: String,
        /// The sentence around the figure, shortened.
        text: String,
    },
    /// A tile with a big number.
    Tile {
        chapter: String,
    },
    /// Another figure, which is derived from it.
    Figure {
        id: FigureId,
        label: String,
    },
    Check {
        message: String,
    },
}

/// A table or a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Inserted {
    pub id: String,
    /// Its number, counted as if every condition in the prose held; `None` if it has no number or is not shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<usize>,
    /// Its caption, with `⟨periode⟩` for the period.
    pub caption: String,
}

impl Usage {
    /// Where this definition uses its figures: tables and charts first, then the text, then other figures and checks.
    pub fn of(definition: &Definition) -> Self {
        let mut usage = Self::default();
        let numbers = InsertedNumbers::of(definition);
        usage.add_tables(definition, &numbers);
        usage.add_charts(definition, &numbers);
        let highlights = &definition.report.highlights;
        for highlight in &highlights.numbers {
            let figure = &highlight.figure;
            let what = || UsedIn::Tile { chapter: highlights.title.clone() };
            let used = Use { member: figure.value.member.clone(), at: figure.at.clone(), what: what() };
            usage.push(&figure.value.id, used);
            usage.add_names(&highlight.text, what);
        }
        for chapter in &definition.chapters {
            for (id, offset) in scan::tiles(&chapter.prose.value) {
                usage.add(id, scan::at(&chapter.prose, offset), UsedIn::Tile { chapter: chapter.title.clone() });
            }
            for (name, offset) in scan::quoted_names(&chapter.prose.value) {
                let text = excerpt(&chapter.prose.value, name, offset);
                let prose = UsedIn::Prose { chapter: chapter.title.clone(), text };
                usage.add(name, scan::at(&chapter.prose, offset), prose);
            }
        }
        for figure in definition.figures.values() {
            let FigureOrigin::Derived(expression) = &figure.origin else { continue };
            for reference in expression.references() {
                let what = UsedIn::Figure { id: figure.id.clone(), label: figure.label.clone() };
                usage.push(&reference.figure, Use { member: reference.member, at: reference.at, what });
            }
        }
        for check in definition.chapters.iter().flat_map(|chapter| &chapter.checks) {
            for reference in check.that.references() {
                let what = UsedIn::Check { message: check.message.clone() };
                usage.push(&reference.figure, Use { member: reference.member, at: reference.at, what });
            }
        }
        // Removes other quoted words, such as the period in a condition.
        usage.uses.retain(|id, _| definition.figures.contains_key(id));
        usage
    }

    /// Where a figure is used. For a member, where that member or the whole series is used.
    pub fn of_figure<'a>(&'a self, figure: &'a FigureRef) -> impl Iterator<Item = &'a Use> {
        let uses = self.uses.get(&figure.id).map_or(&[][..], Vec::as_slice);
        uses.iter().filter(move |used| match (&figure.member, &used.member) {
            (Some(wanted), Some(member)) => member == wanted,
            _ => true,
        })
    }

    fn add_tables(&mut self, definition: &Definition, numbers: &InsertedNumbers) {
        for table in definition.tables() {
            let inserted = || Inserted {
                id: table.id.clone(),
                number: numbers.tables.get(&table.id).copied(),
                caption: scan::readable(&table.caption.value),
            };
            for figure in table.figures() {
                let used =
                    Use { member: figure.value.member.clone(), at: figure.at.clone(), what: UsedIn::Table(inserted()) };
                self.push(&figure.value.id, used);
            }
            for template in table.templates() {
                self.add_names(template, || UsedIn::TableText(inserted()));
            }
        }
    }

    fn add_charts(&mut self, definition: &Definition, numbers: &InsertedNumbers) {
        for chart in definition.charts() {
            let inserted = || Inserted {
                id: chart.id.clone(),
                number: numbers.charts.get(&chart.id).copied(),
                caption: scan::readable(&chart.caption.value),
            };
            let figures =
                chart.series().into_iter().chain(chart.beside()).chain(chart.target()).chain(chart.compared());
            for figure in figures {
                let used =
                    Use { member: figure.value.member.clone(), at: figure.at.clone(), what: UsedIn::Chart(inserted()) };
                self.push(&figure.value.id, used);
            }
            for template in chart.templates() {
                self.add_names(template, || UsedIn::ChartText(inserted()));
            }
        }
    }

    fn add_names(&mut self, template: &Template, what: impl Fn() -> UsedIn) {
        for (name, offset) in scan::quoted_names(&template.value) {
            self.add(name, scan::at(template, offset), what());
        }
    }

    fn add(&mut self, name: &str, at: At, what: UsedIn) {
        let FigureRef { id, member } = FigureRef::parse(name);
        self.push(&id, Use { member, at, what });
    }

    fn push(&mut self, figure: &FigureId, used: Use) {
        self.uses.entry(figure.clone()).or_default().push(used);
    }
}

impl Use {
    /// The place in one line: "Tabel 2 (Nøgletal Medicinteam 2024)", "kapitlet Klynger, linje 12".
    pub fn describe(&self, period: &str) -> String {
        match &self.what {
            UsedIn::Table(table) => table.describe("Tabel", "tabellen", period),
            UsedIn::TableText(table) => format!("teksten i {}", table.describe("Tabel", "tabellen", period)),
            UsedIn::Chart(chart) => chart.describe("Figur", "figuren", period),
            UsedIn::ChartText(chart) => format!("teksten i {}", chart.describe("Figur", "figuren", period)),
            UsedIn::Prose { chapter, .. } => format!("kapitlet {chapter}, linje {}", self.at.line),
            UsedIn::Tile { chapter } => format!("boksen med nøgletal i kapitlet {chapter}, linje {}", self.at.line),
            UsedIn::Figure { id, label } => format!("nøgletallet {id} ({label}), der er udregnet af det"),
            UsedIn::Check { message } => format!("tjekket »{message}«"),
        }
    }

    /// Whether a reader of the report sees it there.
    pub fn is_printed(&self) -> bool {
        match &self.what {
            UsedIn::Figure { .. } | UsedIn::Check { .. } => false,
            UsedIn::Table(_)
            | UsedIn::TableText(_)
            | UsedIn::Chart(_)
            | UsedIn::ChartText(_)
            | UsedIn::Prose { .. }
            | UsedIn::Tile { .. } => true,
        }
    }
}

impl Inserted {
    fn describe(&self, numbered: &str, unnumbered: &str, period: &str) -> String {
        let caption = self.caption.replace("⟨periode⟩", period);
        match self.number {
            Some(number) => format!("{numbered} {number} ({caption})"),
            None => format!("{unnumbered} »{caption}«"),
        }
    }
}

/// The numbers of tables and charts by id.
#[derive(Debug, Default)]
pub struct InsertedNumbers {
    pub tables: IndexMap<String, usize>,
    pub charts: IndexMap<String, usize>,
}

impl InsertedNumbers {
    pub fn of(definition: &Definition) -> Self {
        let mut numbers = Self::default();
        let calls = definition.chapters.iter().flat_map(|chapter| scan::calls(&chapter.prose.value));
        for Call { kind, id, .. } in calls.filter(|call| call.numbered) {
            let of_kind = match kind {
                InsertedKind::Table => &mut numbers.tables,
                InsertedKind::Chart => &mut numbers.charts,
            };
            let next = of_kind.len() + 1;
            of_kind.entry(id.to_owned()).or_insert(next);
        }
        numbers
    }
}

/// The sentence of a text that names a figure at this place, in readable form and shortened around the figure.
fn excerpt(text: &str, name: &str, offset: usize) -> String {
    let start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[offset..].find('\n').map_or(text.len(), |newline| offset + newline);
    let mut sentence = start..end;
    for (at, stop) in text[start..end].match_indices(". ") {
        let after = start + at + stop.len();
        if after <= offset {
            sentence.start = after;
        } else {
            sentence.end = after;
            break;
        }
    }
    let plain = scan::readable(text[sentence].trim());
    let length = plain.chars().count();
    if length <= EXCERPT {
        return plain;
    }
    let before = plain.find(&format!("⟨{name}⟩")).map_or(0, |at| plain[..at].chars().count());
    let skipped = before.saturating_sub(EXCERPT / 2).min(length - EXCERPT);
    let shown: String = plain.chars().skip(skipped).take(EXCERPT).collect();
    let head = if skipped > 0 { "… " } else { "" };
    let tail = if skipped + EXCERPT < length { " …" } else { "" };
    format!("{head}{}{tail}", shown.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::{self, Templates};
    use crate::findings::Findings;

    fn places(figure: &str) -> Vec<String> {
        let definition = definition::read("kap-h", Templates::default(), &Findings::default()).unwrap();
        Usage::of(&definition).of_figure(&FigureRef::parse(figure)).map(|used| used.describe("2024")).collect()
    }

    #[test]
    fn a_figure_is_found_in_tables_tiles_prose_figures_and_checks() {
        let places = places("medicin.klyngemoeder");
        assert_eq!(places[0], "teksten i Tabel 6 (Nøgletal Kvalitetsklynger 2024)");
        assert!(places[1].starts_with("boksen med nøgletal i kapitlet Lægemiddelrådgivning, linje "), "{places:?}");
        assert!(places[2].starts_with("kapitlet Lægemiddelrådgivning, linje "), "{places:?}");
        let derived = "nøgletallet klynger.moeder (Facilitering af klyngemøder), der er udregnet af det".to_owned();
        assert!(places.contains(&derived), "{places:?}");
        assert!(self::places("klynger.moeder").iter().any(|place| place.starts_with("tjekket »Der kan ikke")));
    }

    #[test]
    fn a_member_is_used_where_its_series_is_and_where_another_member_is_not() {
        let member = places("om.teams[IT-team]");
        assert!(member.iter().any(|place| place.starts_with("kapitlet ")), "{member:?}");
        assert!(member.len() < places("om.teams").len());
        assert!(places("medicin.emner[Opioider]").contains(&"Tabel 3 (Emner på praksisbesøg 2024)".to_owned()));
        let chart = "figuren »Medicinteamets praksisbesøg efter emne 2024«".to_owned();
        assert!(places("medicin.emner").contains(&chart));
    }

    #[test]
    fn what_stands_around_a_figure_is_shown_without_tags_and_shortened() {
        let text = "Et. Der var {{ tal(id=\"a.b\") }} besøg{% if x %} og{% endif %}. To.\nTre {{ tal(id=\"c.d\") }}";
        assert_eq!(excerpt(text, "a.b", text.find("a.b").unwrap()), "Der var ⟨a.b⟩ besøg og.");
        assert_eq!(excerpt(text, "c.d", text.find("c.d").unwrap()), "Tre ⟨c.d⟩");
        let long = format!("{}{{{{ tal(id=\"a.b\") }}}}{}", "før ".repeat(60), " efter".repeat(60));
        let shown = excerpt(&long, "a.b", long.find("a.b").unwrap());
        assert!(shown.starts_with("… ") && shown.ends_with(" …") && shown.contains("⟨a.b⟩"), "{shown}");
    }
}
