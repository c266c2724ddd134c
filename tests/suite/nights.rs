//! Twenty nights: one thing is changed in a report, and its editors read in the morning what it was, what it moved, and that the
//! rest of the report is as it was.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

use crate::project::{Project, Run, here, here_at, run};

/// 26 November 2026 in the early morning, and the night after.
const FIRST: &str = "1795658400";
const SECOND: &str = "1795744800";

const DATASETS: &str = "[log]
label = \"Besøgslog\"
source = \"Et regneark\"
files = [\"log*.csv\"]
period = \"dato\"

[log.columns]
dato = { header = \"Dato\", type = \"date\" }
slags = { header = \"Slags\", type = \"category\", values = [\"Besøg\", \"Møde\"] }
antal = { header = \"Deltagere\", type = \"integer\" }

[kurser]
label = \"Kursuskalenderen\"
source = \"Et system\"
files = [\"kurser*\"]
key = [\"nummer\"]
period = \"dato\"

[kurser.columns]
nummer = { header = \"Nr\", type = \"integer\" }
dato = { header = \"Dato\", type = \"date\" }
emne = { header = \"Emne\", type = \"category\", values = [\"Antibiotika\", \"Antidiabetika\", \"Opioider\"] }
";

const COURSES: &str = "title = \"Kurser\"
owner = \"Bente Ager\"

[figures.kurser]
label = \"Kurser i alt\"
unit = \"et kursus|kurser\"
from = \"kurser\"

[figures.emner]
label = \"Kurser efter emne\"
unit = \"et kursus|kurser\"
from = \"kurser\"
by = \"emne\"

[tables.oversigt]
caption = \"Kurser {{ periode }}\"
summary = \"Antal kurser efter emne.\"
header = [\"Emne\", \"Antal\"]
rows = [{ series = \"kurser.emner\" }, { figure = \"kurser.kurser\", total = true }]

[tables.kort]
caption = \"Kort om kurser\"
summary = \"Antal kurser.\"
header = [\"Hvad\", \"Antal\"]
rows = [{ figure = \"kurser.kurser\" }]

[[checks]]
that = \"kurser.kurser >= besoeg.besoeg\"
message = \"Der skal være mindst lige så mange kurser som besøg.\"
";

const COURSES_PROSE: &str =
    "Der blev holdt {{ antal(id=\"kurser.kurser\") }}, som @tabel:kurser.oversigt og @tabel:kurser.kort viser.

Kurserne bliver holdt sammen med kommunerne.

De fleste deltagere kommer fra små klinikker.

#tabel(\"kurser.oversigt\")

#tabel(\"kurser.kort\")

#pagebreak()
";

fn courses() -> String {
    let row = |number: u32| {
        let topic = ["Antibiotika", "Antidiabetika", "Opioider"][number as usize % 3];
        format!("{number};{:02}-{:02}-2024;{topic}\n", number % 27 + 1, number % 12 + 1)
    };
    format!("Nr;Dato;Emne\n{}", (1..=30).map(row).collect::<String>())
}

/// A report of three chapters, and the preview of it that the nights are held against.
fn first_night() -> &'static Project {
    static FIRST_NIGHT: OnceLock<Project> = OnceLock::new();
    FIRST_NIGHT.get_or_init(|| {
        let chapter = "title = \"Besøg og møder\"\nowner = \"Anders Bro\"\n";
        let project = Project::new()
            .replacing("skabeloner/lille/report.toml", "\"besoeg\"]", "\"besoeg\", \"kurser\", \"slut\"]")
            .with("skabeloner/lille/datasets.toml", DATASETS)
            .replacing("skabeloner/lille/besoeg.toml", "title = \"Besøg og møder\"\n", chapter)
            .replacing("skabeloner/lille/besoeg.typ", "#tabel(\"besoeg.noter\")", "#pagebreak()")
            .with("skabeloner/lille/kurser.toml", COURSES)
            .with("skabeloner/lille/kurser.typ", COURSES_PROSE)
            .with("skabeloner/lille/slut.toml", "title = \"Slut\"\n")
            .with(
                "skabeloner/lille/slut.typ",
                "Tak til alle, der har hjulpet; se @tabel:kurser.kort.\n\n#pagebreak()\n",
            )
            .with("data/kurser.csv", courses());
        let text = fs::read_to_string(project.path("skabeloner/lille/besoeg.toml")).expect("the chapter");
        let (start, end) = (text.find("[figures.noter]").unwrap(), text.find("[tables.oversigt]").unwrap());
        let (table, checks) = (text.find("[tables.noter]").unwrap(), text.find("[[checks]]").unwrap());
        let text = [&text[..start], &text[end..table], &text[checks..]].concat();
        let project = project.with("skabeloner/lille/besoeg.toml", text).with(
            "data/log-2024.csv",
            "Dato;Slags;Deltagere\n02-01-2024;Besøg;4\n15-03-2024;Møde;12\n31-12-2024;Besøg;9\n",
        );
        project.here_at(FIRST, &["preview", "2024", "--out", "i-gaar"]).ends_with(0);
        project
    })
}

/// A copy of the first night's project, in which something is changed.
struct Night {
    folder: TempDir,
}

/// What editors read in the morning.
struct Morning {
    run: Run,
    facts: Value,
    index: String,
    folder: PathBuf,
    /// The copy for a browser.
    kept: Option<PathBuf>,
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)
        } else {
            fs::copy(entry.path(), target).map(drop).unwrap()
        }
    }
}

/// Keeps a copy of the preview in the folder `$NIGHTS`, where `tests/browser` reads it in Chromium.
fn kept(preview: &Path) -> Option<PathBuf> {
    let nights = PathBuf::from(std::env::var_os("NIGHTS")?);
    let test = std::thread::current().name()?.rsplit("::").next()?.to_owned();
    let free = (1..).map(|number| nights.join(format!("{test}-{number}"))).find(|folder| !folder.exists())?;
    copy(preview, &free);
    Some(free)
}

impl Night {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        copy(&first_night().path(""), folder.path());
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn with(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        fs::write(self.path(name), text).expect("written");
        self
    }

    #[track_caller]
    fn replacing(self, name: &str, from: &str, to: &str) -> Self {
        let text = fs::read_to_string(self.path(name)).expect("a text");
        assert!(text.contains(from), "»{from}« is not in {name}");
        let text = text.replace(from, to);
        self.with(name, text)
    }

    fn without(self, name: &str) -> Self {
        fs::remove_file(self.path(name)).expect("removed");
        self
    }

    #[track_caller]
    fn preview(&self, code: i32) -> Morning {
        self.preview_of("2024", code)
    }

    #[track_caller]
    fn preview_of(&self, period: &str, code: i32) -> Morning {
        let arguments = ["preview", period, "--against", "i-gaar", "--out", "i-dag"];
        let run = here_at(self.folder.path(), SECOND, &arguments).ends_with(code);
        let folder = self.path("i-dag");
        let read = |name: &str| fs::read_to_string(folder.join(name)).expect("a file of the preview");
        let (facts, index) = (serde_json::from_str(&read("preview.json")).expect("JSON"), read("index.html"));
        Morning { run, facts, index, kept: kept(&folder), folder }
    }
}

impl Morning {
    /// Asserts that the lines below the verdict begin with these.
    #[track_caller]
    fn says(&self, lines: &[&str]) -> &Self {
        let out = self.run.out.replace('\u{a0}', " ");
        let told: Vec<&str> = out.lines().skip(1).filter_map(|line| line.strip_prefix("- ")).collect();
        for (at, line) in lines.iter().enumerate() {
            assert!(told.get(at).is_some_and(|told| told.starts_with(line)), "»{line}« is not line {at} of:\n{out}");
            let sentence = line.split(". ").next().unwrap_or(line);
            assert!(self.text().contains(sentence), "»{sentence}« is not on the overview");
        }
        if let Some(kept) = &self.kept {
            fs::write(kept.join("sentences.json"), serde_json::to_vec(lines).expect("JSON")).expect("written");
        }
        self
    }

    /// Asserts that nothing has changed, and that these lines are all there is to say.
    #[track_caller]
    fn is_quiet(&self, lines: &[&str]) -> &Self {
        assert!(self.run.out.contains("Intet er ændret siden"), "{}", self.run.out);
        assert_eq!((&self.facts["counts"]["figures_changed"], self.pages("changed")), (&0.into(), vec![]));
        self.says(lines)
    }

    /// The overview as text.
    fn text(&self) -> String {
        self.index.replace('\u{a0}', " ").replace("&gt;", ">").replace("&lt;", "<").replace("&quot;", "\"")
    }

    fn pages(&self, state: &str) -> Vec<u64> {
        let pages = self.facts["pages"].as_array().expect("pages").iter();
        pages.filter(|page| page["state"] == state).filter_map(|page| page["number"].as_u64()).collect()
    }

    /// The titles of the chapters whose pages have changed.
    fn changed_chapters(&self) -> Vec<&str> {
        let pages = self.facts["pages"].as_array().expect("pages").iter();
        pages.filter(|page| page["state"] == "changed").filter_map(|page| page["title"].as_str()).collect()
    }

    fn figures(&self) -> Vec<&str> {
        self.facts["figures"].as_array().expect("figures").iter().filter_map(|figure| figure["id"].as_str()).collect()
    }
}

#[test]
fn a_night_without_changes_says_so() {
    let morning = Night::new().preview(0);
    morning.is_quiet(&[]);
    assert_eq!(morning.run.out.lines().count(), 2);
}

#[test]
fn an_export_in_another_order_with_another_column_and_name_is_no_change() {
    let rows = courses();
    let mut lines: Vec<String> = rows.lines().map(|line| format!("{line};x")).collect();
    lines[1..].reverse();
    lines[0] = "Nr;Dato;Emne;Bemærkning".to_owned();
    let morning = Night::new().without("data/kurser.csv").with("data/kurser-ny.csv", lines.join("\r\n")).preview(0);
    morning.is_quiet(&["kurser.csv hedder nu kurser-ny.csv; rækkerne er de samme.", "1 side følger med"]);
}

#[test]
fn new_rows_are_told_with_every_figure_and_member_that_they_moved() {
    let new = "31;01-02-2024;Opioider\n32;02-02-2024;Opioider\n33;03-02-2024;Antibiotika\n";
    let morning = Night::new().with("data/kurser.csv", courses() + new).preview(0);
    morning.says(&["kurser.csv: 30 → 33 rækker; 3 rækker er nye. Kurser efter emne: Opioider: 10 → 12 (+20,0 %); \
                    Kurser i alt: 30 → 33 (+10,0 %); Kurser efter emne: Antibiotika: 10 → 11 (+10,0 %)"]);
    assert!(morning.text().contains("Nye: række 32–34 i kurser.csv"));
    assert_eq!(
        (morning.figures(), morning.changed_chapters()),
        (vec!["kurser.kurser", "kurser.emner"], vec!["Kurser"])
    );
}

#[test]
fn a_corrected_cell_is_one_row_with_both_members() {
    let rows = courses().replacen("Antidiabetika", "Antibiotika", 1);
    let morning = Night::new().with("data/kurser.csv", rows).preview(0);
    morning.says(&["kurser.csv: 1 række er ændret. Kurser efter emne: Antibiotika: 10 → 11 (+10,0 %); \
                    Kurser efter emne: Antidiabetika: 10 → 9 (−10,0 %)"]);
    assert!(morning.text().contains("Ændret: række 2 i kurser.csv"));
}

#[test]
fn a_cut_export_comes_first() {
    let rows: String = courses().lines().take(16).map(|line| format!("{line}\n")).collect();
    let morning = Night::new()
        .with("data/kurser.csv", rows)
        .replacing("skabeloner/lille/slut.typ", "Tak til alle", "Mange tak til alle")
        .replacing("data/log-2024.csv", "Møde;12", "Møde;13")
        .preview(0);
    morning.says(&[
        "kurser.csv: 30 → 15 rækker; 15 rækker er væk.",
        "log-2024.csv: 1 række er ændret.",
        "Teksten i »Slut« er ændret",
    ]);
}

#[test]
fn an_export_that_is_missing_broken_or_has_errors_leaves_its_last_good_figures() {
    let missing = Night::new().without("data/kurser.csv");
    let broken = Night::new().without("data/kurser.csv").with("data/kurser.xlsx", b"PK\x03\x04 cut in half");
    let misspelt = Night::new().with("data/kurser.csv", courses().replacen("Opioider", "Opioder", 3));
    let duplicated = Night::new().with("data/kurser.csv", courses() + "30;01-01-2024;Opioider\n");
    for (night, found) in [
        (missing, "fejl[no-data]: Der er ingen fil til »Kursuskalenderen«"),
        (broken, "fejl[misnamed-file]"),
        (misspelt, "fejl[bad-cell]: 3 celler"),
        (duplicated, "fejl[duplicate-row]"),
    ] {
        let night = night.replacing("data/log-2024.csv", "Møde;12", "Møde;13");
        let morning = night.preview(1);
        assert!(morning.run.err.contains(found), "{}", morning.run.err);
        assert!(
            morning.run.out.starts_with("Udkastet er bygget med det, der er: 1 fejl skal rettes"),
            "{}",
            morning.run.out
        );
        morning.says(&[
            "»Kursuskalenderen« mangler eller kan ikke læses; 2 nøgletal er fra den 26. november 2026.",
            "log-2024.csv: 1 række er ændret.",
        ]);
        // Compared are all other figures, and the pages of both chapters.
        assert_eq!(morning.figures(), ["besoeg.deltagere"]);
        assert_eq!(morning.changed_chapters(), ["Besøg og møder", "Kurser"]);
        assert!(morning.text().contains(
            "<strong>Kurser</strong> <span class=\"hide\">Rødt lys</span> <span class=\"tag\">Bente Ager</span>"
        ));
        let figures = fs::read_to_string(morning.folder.join("tal.html")).unwrap().replace('\u{a0}', " ");
        assert!(figures.contains("Tallet er fra den 26. november 2026, fordi »Kursuskalenderen« mangler"));
    }
}

#[test]
fn a_figure_that_is_kept_for_two_nights_is_still_from_the_first_and_no_report_is_built_from_it() {
    let night = Night::new().without("data/kurser.csv");
    night.preview(1);
    let arguments = ["preview", "2024", "--against", "i-dag", "--out", "i-dag"];
    let third = here_at(night.folder.path(), "1795831200", &arguments).ends_with(1);
    assert!(third.out.contains("2 nøgletal er fra den 26.\u{a0}november 2026."), "{}", third.out);
    assert!(third.out.contains("Resten er uændret siden forhåndsvisningen fra 27.\u{a0}november"), "{}", third.out);
    here(night.folder.path(), &["build", "2024", "--from-snapshot", "i-dag/figures.json"])
        .ends_with(2)
        .says("er fra en forhåndsvisning, hvor kurser.kurser ikke kunne beregnes");
    // The export is back: only now its rows are compared, with those of the last good night.
    let night = night.with("data/kurser.csv", courses().replacen("Antidiabetika", "Antibiotika", 1));
    let mended = here_at(night.folder.path(), "1795917600", &arguments).ends_with(0);
    assert!(mended.out.contains("kurser.csv: 1 række er ændret."), "{}", mended.out);
}

#[test]
fn a_missing_data_folder_leaves_a_page_that_says_so() {
    let night = Night::new();
    fs::remove_dir_all(night.path("data")).unwrap();
    let morning = night.preview(1);
    assert!(morning.run.err.contains("fejl[no-data]: Datamappen "), "{}", morning.run.err);
    morning.says(&["»Besøgslog« mangler eller kan ikke læses; 4 nøgletal er fra den 26. november 2026."]);
    assert!(morning.figures().is_empty());
}

#[test]
fn a_chapter_that_cannot_be_set_says_so_in_its_place_and_the_others_are_set() {
    let night = Night::new().replacing(
        "skabeloner/lille/kurser.typ",
        "Kurserne bliver",
        "#boks(titel: \"Nu\")[Kurserne bliver",
    );
    let morning = night.preview(1);
    morning.says(&[
        "Kapitlet »Kurser« kan ikke sættes: linje 3. En parentes",
        "Teksten i »Kurser« er ændret: 1 afsnit har andre ord.",
    ]);
    assert_eq!(morning.run.err.matches("typst-error").count(), 1, "{}", morning.run.err);
    assert!(morning.text().contains("En parentes eller et tegn bliver ikke lukket."));
    assert_eq!(morning.changed_chapters().first(), Some(&"Kurser"));
    assert!(!morning.changed_chapters().contains(&"Besøg og møder"));
    let words = fs::read_to_string(morning.folder.join("sider.html")).unwrap();
    assert!(words.contains("Kapitlet kan ikke sættes: linje 3."), "{words}");
}

#[test]
fn a_file_of_the_definition_that_cannot_be_read_is_read_as_it_was() {
    for (name, chapters) in [("kurser.toml", vec!["Kurser"]), ("report.toml", vec![]), ("datasets.toml", vec![])] {
        let name = format!("skabeloner/lille/{name}");
        let night = Night::new();
        let text = fs::read_to_string(night.path(&name)).unwrap();
        let morning =
            night.with(&name, text + "\nx = [").replacing("data/log-2024.csv", "Møde;12", "Møde;13").preview(1);
        let file = name.strip_prefix("skabeloner/").unwrap();
        morning.says(&[
            &format!("{file} kan ikke læses; rapporten er sat efter filen fra den 26. november 2026."),
            "log-2024.csv: 1 række er ændret.",
        ]);
        assert_eq!(morning.changed_chapters(), [vec!["Besøg og møder"], chapters].concat(), "{file}");
    }
}

#[test]
fn a_figure_that_does_not_exist_is_told_with_its_line_and_the_nearest_name() {
    let night =
        Night::new().replacing("skabeloner/lille/slut.typ", "Tak", "Der var {{ tal(id=\"kurser.kursr\") }}. Tak");
    let morning = night.preview(1);
    assert!(morning.run.err.contains("lille/slut.typ:1:") && morning.run.err.contains("Mente du »kurser.kurser«?"));
    assert_eq!(morning.changed_chapters(), ["Slut"]);
    assert!(morning.text().contains("<strong>Slut</strong> <span class=\"hide\">Rødt lys</span>"));
}

#[test]
fn a_failing_check_moves_only_its_figures_and_the_list_of_findings_is_folded() {
    let rows: String = courses().lines().take(2).map(|line| format!("{line}\n")).collect();
    let morning = Night::new().with("data/kurser.csv", rows).preview(1);
    assert!(morning.run.err.contains("fejl[check-failed]: Der skal være mindst lige så mange kurser som besøg."));
    morning.says(&["kurser.csv: 30 → 1 rækker; 29 rækker er væk."]);
    assert_eq!(morning.changed_chapters(), ["Kurser"]);
    assert!(!morning.pages("follows").is_empty(), "contents and findings");
}

#[test]
fn a_table_that_is_removed_is_told_and_the_numbers_of_others_are_folded() {
    let night = Night::new().replacing("skabeloner/lille/besoeg.typ", "#tabel(\"besoeg.oversigt\")", "").replacing(
        "skabeloner/lille/besoeg.typ",
        "; se @tabel:besoeg.oversigt",
        "",
    );
    let morning = night.preview(0);
    morning.says(&["Tabel 1 (Oversigt 2024) er væk; de følgende har fået nye numre."]);
    assert_eq!(morning.changed_chapters(), ["Besøg og møder"]);
}

#[test]
fn a_new_chapter_is_new_and_chapters_that_change_places_are_moved() {
    let new = Night::new()
        .replacing("skabeloner/lille/report.toml", "\"kurser\", ", "\"kurser\", \"nyt\", ")
        .with("skabeloner/lille/nyt.toml", "title = \"Noget nyt\"\n")
        .with("skabeloner/lille/nyt.typ", "Her står noget helt nyt om noget helt andet.\n\n#pagebreak()\n");
    let morning = new.preview(0);
    morning.says(&["Kapitlet »Noget nyt« er nyt."]);
    let swapped = Night::new().replacing(
        "skabeloner/lille/report.toml",
        "\"besoeg\", \"kurser\", \"slut\"",
        "\"besoeg\", \"slut\", \"kurser\"",
    );
    let morning = swapped.preview(0);
    morning.says(&["Kapitlet »"]);
    assert!(morning.run.out.contains("« er flyttet."), "{}", morning.run.out);
}

#[test]
fn a_word_is_told_with_its_line_and_a_paragraph_elsewhere_is_moved() {
    let word = Night::new().replacing("skabeloner/lille/kurser.typ", "sammen med kommunerne", "sammen med regionen");
    let morning = word.preview(0);
    morning.says(&[
        "Teksten i »Kurser« er ændret: 1 afsnit har andre ord. Linje 3: … holdt sammen med »kommunerne.« → »regionen.«",
    ]);
    assert_eq!(morning.changed_chapters(), ["Kurser"]);
    let moved = Night::new()
        .replacing("skabeloner/lille/kurser.typ", "Kurserne bliver holdt sammen med kommunerne.\n\n", "")
        .replacing(
            "skabeloner/lille/kurser.typ",
            "små klinikker.\n",
            "små klinikker.\n\nKurserne bliver holdt sammen med kommunerne.\n",
        );
    moved.preview(0).says(&["Teksten i »Kurser« er ændret: 1 afsnit er flyttet."]);
}

#[test]
fn a_figure_counted_in_another_way_is_told_in_words_before_and_now() {
    let file = "skabeloner/lille/kurser.toml";
    let night = Night::new()
        .replacing(
            file,
            "from = \"kurser\"\n\n[figures.emner]",
            "from = \"kurser\"\nwhere = \"emne <> 'Opioider'\"\n\n[figures.emner]",
        )
        .replacing(file, ", { figure = \"kurser.kurser\", total = true }", "");
    let morning = night.preview(0);
    assert!(morning.run.out.contains("»Kurser i alt« er opgjort på en anden måde."), "{}", morning.run.out);
    assert!(morning.text().contains("Før: Antal rækker"), "{}", morning.text());
    let renamed = Night::new()
        .replacing(
            file,
            "[figures.kurser]\nlabel = \"Kurser i alt\"",
            "[figures.alle]\nwas = \"kurser.kurser\"\nlabel = \"Kurser i alt\"",
        )
        .replacing(file, "figure = \"kurser.kurser\"", "figure = \"kurser.alle\"")
        .replacing(file, "that = \"kurser.kurser", "that = \"kurser.alle")
        .replacing("skabeloner/lille/kurser.typ", "kurser.kurser", "kurser.alle");
    let morning = renamed.preview(0);
    assert!(
        morning.run.out.contains("»Kurser i alt« har fået nyt navn eller ny enhed: før kurser.kurser."),
        "{}",
        morning.run.out
    );
    assert!(morning.figures().is_empty());
}

#[test]
fn another_colour_is_one_line() {
    let report = "skabeloner/lille/report.toml";
    let night = Night::new();
    let text = fs::read_to_string(night.path(report)).unwrap();
    let morning = night.with(report, text + "\n[theme]\nprimary = \"#7a1f5f\"\n").preview(0);
    assert!(morning.run.out.contains("Kun udseendet er ændret siden"), "{}", morning.run.out);
    assert!(
        morning.run.out.contains("Rapportens udseende er ændret; det gælder alle sider. Farven: #1f4e5f → #7a1f5f"),
        "{}",
        morning.run.out
    );
    assert!(morning.figures().is_empty() && !morning.run.out.contains("Ændrede sider"), "{}", morning.run.out);
}

#[test]
fn a_new_year_with_few_exports_says_which_are_there_and_what_it_is_compared_with() {
    let night = Night::new().without("data/kurser.csv");
    let morning = night.replacing("data/log-2024.csv", "-2024;", "-2025;").preview_of("2025", 1);
    assert!(
        morning.run.out.contains("»Kursuskalenderen« mangler eller kan ikke læses; 2 nøgletal er ukendte."),
        "{}",
        morning.run.out
    );
    assert!(morning.run.out.contains("Sammenlignet med 2024: "), "{}", morning.run.out);
    assert!(morning.facts["counts"]["pages"].as_u64().unwrap_or(0) > 3, "{}", morning.facts["counts"]);
}

#[test]
fn a_new_year_without_exports_does_not_say_that_its_numbers_have_changed() {
    let morning = Night::new().preview_of("2025", 1);
    let out = &morning.run.out;
    assert!(out.contains("er ukendte"), "{out}");
    assert!(!out.contains("er ændret siden") && !out.contains("andre end dengang"), "{out}");
    assert_eq!(morning.facts["counts"]["figures_changed"], 0, "{}", morning.facts["counts"]);
}

#[test]
fn a_night_can_fail_on_what_is_new_only_and_be_sent_as_one_file_with_a_short_text() {
    let night =
        Night::new().replacing("skabeloner/lille/slut.typ", "Tak", "Der var {{ tal(id=\"kurser.kursr\") }}. Tak");
    let preview = |against: &str, arguments: &[&str]| {
        let all = [&["preview", "2024", "--against", against, "--out", "i-dag"], arguments].concat();
        run(night.folder.path(), &all, &[("SOURCE_DATE_EPOCH", SECOND)])
    };
    let sent =
        preview("i-gaar", &["--fail-on", "new", "--format", "html=alt.html", "--format", "message"]).ends_with(1);
    assert!(
        sent.out.starts_with("kapreport preview: lille, 2024\n\nUdkastet er bygget, men 1 fejl skal rettes"),
        "{}",
        sent.out
    );
    assert!(
        sent.out.contains("- Teksten i »Slut« er ændret") && sent.out.contains("\nSkal rettes:\n- "),
        "{}",
        sent.out
    );
    let page = fs::read_to_string(night.path("alt.html")).expect("one file");
    assert!(page.len() < 5_000_000 && page.contains("src=\"data:image/png;base64,"));
    for text in ["Hvad er sket", "Kurser i alt", "Mente du »kurser.kurser«?", "Nu: side "] {
        assert!(page.replace('\u{a0}', " ").contains(text), "{text}");
    }
    let links = page.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    for link in links.filter(|link| !link.starts_with("data:")) {
        let target = link.strip_prefix('#').unwrap_or_else(|| panic!("{link} leads out of the file"));
        assert!(page.contains(&format!("id=\"{target}\"")), "{link}");
    }
    // The next night knows the error.
    preview("i-dag", &["--fail-on", "new"]).ends_with(0);
    preview("i-dag", &["--fail-on", "never"]).ends_with(0);
    preview("i-dag", &[]).ends_with(1);
}
