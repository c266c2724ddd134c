//! `kapreport preview`: the pages for editors, and the baseline of the next night.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::project::{Project, Run};

struct Preview {
    folder: PathBuf,
    facts: Value,
}

impl Preview {
    fn at(project: &Project, folder: &str) -> Self {
        let folder = project.path(folder);
        let text = fs::read_to_string(folder.join("preview.json")).expect("preview.json");
        Self { folder, facts: serde_json::from_str(&text).expect("JSON") }
    }

    fn file(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn figures(&self) -> Vec<&str> {
        self.list("figures", "id")
    }

    /// Page numbers of the pages with this state.
    fn pages(&self, state: &str) -> Vec<u64> {
        let pages = self.facts["pages"].as_array().unwrap().iter();
        pages.filter(|page| page["state"] == state).filter_map(|page| page["number"].as_u64()).collect()
    }

    fn list(&self, list: &str, key: &str) -> Vec<&str> {
        self.facts[list].as_array().unwrap().iter().filter_map(|item| item[key].as_str()).collect()
    }
}

fn preview(project: &Project, arguments: &[&str]) -> Run {
    project.here(&[&["preview", "2024"], arguments].concat())
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            found.insert(entry.path(), fs::read(entry.path()).unwrap());
        }
    }
    found
}

/// The small report with a second chapter, which starts on a new page.
fn with_two_chapters() -> Project {
    Project::new()
        .replacing("skabeloner/lille/report.toml", "chapters = [\"besoeg\"]", "chapters = [\"besoeg\", \"slut\"]")
        .with("skabeloner/lille/slut.toml", "title = \"Slut\"\n")
        .with("skabeloner/lille/slut.typ", "#pagebreak()\n\nTak til alle, der har hjulpet.\n")
}

#[test]
fn a_preview_without_a_baseline_shows_the_current_report() {
    let project = Project::new();
    preview(&project, &[]).ends_with(0).prints("Rapporten kan bygges, og der er intet at rette.\nForhåndsvisning: ");
    let made = Preview::at(&project, "ud/2024/preview");
    assert_eq!(made.facts["light"], "green");
    assert_eq!(made.facts["baseline"], Value::Null);
    assert_eq!((made.figures(), made.facts["counts"]["figures"].as_u64()), (vec![], Some(5)));
    for name in ["index.html", "tal.html", "sider.html", "fund.html"] {
        assert!(made.file(name).starts_with("<!doctype html>\n<html lang=\"da\">"), "{name}");
    }
    let pages = made.facts["counts"]["pages"].as_u64().unwrap();
    for page in 1..=pages {
        for picture in [format!("sider/side-{page:02}.png"), format!("sider/lille/side-{page:02}.png")] {
            assert!(fs::read(made.folder.join(&picture)).unwrap().starts_with(b"\x89PNG"), "{picture}");
        }
    }
    assert!(fs::read(made.folder.join("lille-2024-udkast.pdf")).unwrap().starts_with(b"%PDF-"));
}

#[test]
fn a_preview_without_changes_says_so() {
    let project = Project::new();
    preview(&project, &["--out", "a"]).ends_with(0);
    let run = preview(&project, &["--against", "a", "--out", "b"]).ends_with(0);
    assert!(
        run.out.starts_with(
            "Rapporten kan bygges, og der er intet at rette. Intet er ændret siden forhåndsvisningen fra "
        )
    );
    let quiet = Preview::at(&project, "b");
    assert_eq!((quiet.figures(), quiet.pages("changed")), (vec![], vec![]));
    assert_eq!(quiet.facts["counts"]["pages_changed"], 0);
    assert!(quiet.file("index.html").contains("Intet er ændret siden"));
    assert!(!quiet.folder.join("sider/foer").exists());
}

#[test]
fn cached_pages_keep_their_typst_warnings_and_links() {
    let project = Project::new().replacing(
        "skabeloner/lille/besoeg.typ",
        "Der var {{",
        "#text(font: \"Findes Ikke\")[Her.] Der var {{",
    );
    preview(&project, &["--out", "a"]).ends_with(0).says("advarsel[typst-warning]");
    preview(&project, &["--against", "a", "--out", "b"]).ends_with(0).says("advarsel[typst-warning]");
    let [first, second] = ["a", "b"].map(|folder| Preview::at(&project, folder));
    assert_eq!(
        (second.facts["light"].as_str(), second.facts["counts"]["pages_changed"].as_u64()),
        (Some("yellow"), Some(0))
    );
    let parts = |preview: &Preview| {
        let links = preview.file("fund.html");
        let links = links.split("href=\"sider.html#").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
        (fs::read(preview.folder.join("lille-2024-udkast.pdf")).unwrap(), links.collect::<Vec<_>>())
    };
    assert!(parts(&first) == parts(&second));
    assert!(!parts(&first).1.is_empty());
    // Deleted files are made again.
    fs::remove_file(project.path("b/sider/side-01.png")).unwrap();
    preview(&project, &["--against", "b", "--out", "c"]).ends_with(0);
    assert!(project.path("c/sider/side-01.png").is_file());
}

#[test]
fn a_changed_export_changes_only_its_figures_and_their_pages() {
    let project = with_two_chapters();
    preview(&project, &["--out", "a"]).ends_with(0);
    let project =
        project.replacing("data/log-2024.csv", "Møde;12;almindelig\n", "Møde;14;almindelig\n05-05-2025;Møde;3;\n");
    preview(&project, &["--against", "a", "--out", "b"])
        .ends_with(0)
        .prints("1 nøgletal og 1 side er ændret siden forhåndsvisningen fra ");
    let made = Preview::at(&project, "b");
    assert_eq!(made.figures(), ["besoeg.deltagere"]);
    let figure = &made.facts["figures"][0];
    assert_eq!((figure["before"].as_u64(), figure["now"].as_u64()), (Some(1016), Some(1018)));
    // Page 4 is the chapter. The list of sources, in the appendix, only follows.
    let words = made.facts["pages"].as_array().unwrap().iter().filter(|page| page["state"] == "changed");
    let words: Vec<_> = words.map(|page| (page["title"].as_str().unwrap(), page["words_added"].as_u64())).collect();
    assert_eq!(words[0], ("Besøg og møder", Some(1)));
    assert_eq!(made.list("exports", "state"), ["changed"]);
    assert_eq!(made.facts["exports"][0]["rows"], 5, "those of the file that was read");
    let pages = made.file("sider.html");
    assert!(pages.contains("1.016") && pages.contains("1.018"), "both numbers are listed");
    let changed = made.pages("changed");
    for page in &changed {
        assert!(made.folder.join(format!("sider/foer/side-{page:02}.png")).is_file(), "page {page} as it was");
    }
    assert_eq!(fs::read_dir(made.folder.join("sider/foer")).unwrap().count(), changed.len(), "and no other");
    let pages = made.facts["counts"]["pages"].as_u64().unwrap() as usize;
    assert_eq!(made.pages("unchanged").len() + made.pages("follows").len(), pages - changed.len());
    assert_eq!(made.pages("follows").len(), 1);
    // The figure links to the page that prints it.
    let chapter = changed[0];
    assert!(made.file("tal.html").contains(&format!("href=\"sider.html#side-{chapter}\"")));
}

#[test]
fn a_preview_can_replace_the_one_that_it_is_compared_with() {
    let project = Project::new();
    preview(&project, &["--out", "a"]).ends_with(0);
    let project = project.replacing("data/log-2024.csv", "Møde;12;", "Møde;14;");
    preview(&project, &["--against", "a", "--out", "a"]).ends_with(0);
    let made = Preview::at(&project, "a");
    assert_eq!(made.figures(), ["besoeg.deltagere"]);
    assert!(made.folder.join(format!("sider/foer/side-{:02}.png", made.pages("changed")[0])).is_file());
}

#[test]
fn a_changed_sentence_changes_its_page_and_no_figure() {
    let project = Project::new();
    preview(&project, &["--out", "a"]).ends_with(0);
    let project = project.replacing("skabeloner/lille/besoeg.typ", "Der var {{", "I alt var der {{");
    preview(&project, &["--against", "a", "--out", "b"]).ends_with(0).prints("1 side er ændret siden ");
    let made = Preview::at(&project, "b");
    assert_eq!(made.figures(), [""; 0]);
    let page = made.facts["pages"].as_array().unwrap().iter().find(|page| page["state"] == "changed").unwrap();
    assert_eq!((page["words_removed"].as_u64(), page["words_added"].as_u64()), (Some(1), Some(3)));
}

#[test]
fn an_inserted_page_does_not_change_the_pages_after_it() {
    let project = with_two_chapters();
    preview(&project, &["--out", "a"]).ends_with(0);
    let project = project.replacing(
        "skabeloner/lille/slut.typ",
        "#pagebreak()\n\n",
        "#pagebreak()\n\nEt helt nyt afsnit.\n\n#pagebreak()\n\n",
    );
    preview(&project, &["--against", "a", "--out", "b"]).ends_with(0);
    let made = Preview::at(&project, "b");
    assert_eq!(made.pages("new").len(), 1);
    let moved = made.pages("moved");
    assert!(made.file("sider.html").contains(&format!("Var side {}", moved[0] - 1)));
}

#[test]
fn text_that_moves_to_later_pages_is_no_change() {
    let lines = |count: usize| (0..count).map(|i| format!("Afsnit {i} om noget, der er sket.\n\n")).collect::<String>();
    let long = |first: &str| format!("Der var {{{{ antal(id=\"besoeg.besoeg\") }}}}.\n\n{first}{}", lines(150));
    let project = Project::new()
        .with("skabeloner/lille/besoeg.typ", long("") + "#tabel(\"besoeg.oversigt\")\n\n#tabel(\"besoeg.noter\")\n");
    preview(&project, &["--out", "a"]).ends_with(0);
    let new = "Et helt nyt afsnit.\n\n".repeat(8);
    let project = project
        .with("skabeloner/lille/besoeg.typ", long(&new) + "#tabel(\"besoeg.oversigt\")\n\n#tabel(\"besoeg.noter\")\n");
    preview(&project, &["--against", "a", "--out", "b"]).ends_with(0);
    let made = Preview::at(&project, "b");
    let changed = made.facts["pages"].as_array().unwrap().iter().filter(|page| page["state"] == "changed");
    let words: u64 = changed.filter_map(|page| page["words_added"].as_u64()).sum();
    assert_eq!((words, made.pages("changed").len()), (32, 1), "{}", made.facts["pages"]);
    assert_eq!((made.pages("new"), made.list("pages", "state").contains(&"gone")), (vec![], false));
    assert!(made.file("sider.html").contains("eksten er den samme, men står et andet sted"));
}

#[test]
fn a_word_with_new_weight_or_spelling_is_a_change() {
    let project = Project::new();
    preview(&project, &["--out", "a"]).ends_with(0);
    let project = project.replacing("skabeloner/lille/besoeg.typ", "Der var", "Der *var*");
    preview(&project, &["--against", "a", "--out", "b"]).ends_with(0).prints("1 side er ændret");
    assert!(Preview::at(&project, "b").file("sider.html").contains("det markerede ser anderledes ud"));
    let project = project.replacing("skabeloner/lille/besoeg.typ", "Der *var*", "Der va-r");
    preview(&project, &["--against", "a", "--out", "c"]).ends_with(0);
    assert!(Preview::at(&project, "c").file("sider.html").contains("va-r"));
}

#[test]
fn a_snapshot_baseline_is_typeset_again_to_compare_pages() {
    let project = Project::new();
    project.build("2024").ends_with(0);
    let project = project.replacing("data/log-2024.csv", "Møde;12;", "Møde;14;");
    preview(&project, &[]).ends_with(0).prints("er ændret siden rapporten, som den sidst er bygget.");
    let made = Preview::at(&project, "ud/2024/preview");
    assert_eq!(made.figures(), ["besoeg.deltagere"]);
    assert!(!made.pages("changed").is_empty());
    assert!(made.file("sider.html").contains("De gamle sider er sat med de nuværende tekster"));
    // A snapshot holds no prose, so a changed sentence cannot be compared.
    let project = project.replacing("data/log-2024.csv", "Møde;14;", "Møde;12;");
    let project = project.replacing("skabeloner/lille/besoeg.typ", "Der var {{", "I alt var der {{");
    preview(&project, &[])
        .ends_with(0)
        .prints("Ingen nøgletal er ændret siden rapporten, som den sidst er bygget; teksten er ikke sammenlignet.");
    // A build does not touch the preview, and a preview does not touch the build.
    project.build("2024").ends_with(0);
    assert!(project.path("ud/2024/preview/index.html").is_file() && project.path("ud/2024/lille-2024.pdf").is_file());
}

#[test]
fn another_period_is_compared_by_figures_only() {
    let project = Project::new().replacing("data/log-2024.csv", "02-01-2024", "05-05-2023;Besøg;3;\n02-01-2024");
    project.build("2023").ends_with(0);
    preview(&project, &["--against", "2023"]).ends_with(0).prints("nøgletal er ændret siden rapporten for 2023.");
    let made = Preview::at(&project, "ud/2024/preview");
    assert!(made.figures().contains(&"besoeg.besoeg"));
    assert_eq!(made.pages("changed"), [0; 0]);
    assert!(made.file("sider.html").contains("Siderne er ikke sammenlignet"));
}

#[test]
fn a_failed_build_has_a_preview_and_the_next_one_uses_the_last_good_baseline() {
    // A failing check, which is skipped when a cell is wrong.
    let project = Project::new().replacing("skabeloner/lille/besoeg.toml", "besoeg.besoeg <= ", "besoeg.besoeg > ");
    preview(&project, &["--out", "a"]).ends_with(1);
    let project = project.replacing("data/log-2024.csv", "15-03-2024", "31-02-2024");
    let run = preview(&project, &["--against", "a", "--out", "b"]).ends_with(1).says("fejl[bad-cell]");
    assert!(run.out.starts_with("Udkastet er bygget med det, der er: 1 fejl skal rettes, før "), "{}", run.out);
    let red = Preview::at(&project, "b");
    assert_eq!((red.facts["light"].as_str(), red.facts["report_built"].as_bool()), (Some("red"), Some(true)));
    let page = red.file("fund.html");
    assert!(page.contains("bad-cell") && page.contains("log-2024.csv"), "{page}");
    assert!(red.file("sider.html").contains("sider/lille/side-01.png"), "pages with the last good figures");
    assert_eq!(red.list("solved", "code"), [""; 0], "what has not been tried is not solved");
    let project = project.replacing("data/log-2024.csv", "31-02-2024;Møde;12", "15-03-2024;Møde;13");
    preview(&project, &["--against", "b", "--out", "c"]).ends_with(1);
    let mended = Preview::at(&project, "c");
    assert_eq!(mended.figures(), ["besoeg.deltagere"]);
    assert_eq!(mended.facts["figures"][0]["before"], 1016);
}

#[test]
fn a_chapter_that_cannot_be_set_leaves_the_night_its_figures_and_pages() {
    let project = Project::new();
    let night = |day: u32, code: i32| {
        let epoch = (1_700_000_000 + day * 86_400).to_string();
        let arguments = ["preview", "2024", "--out", "a", "--against", "a"];
        let arguments = if day == 1 { &arguments[..4] } else { &arguments[..] };
        project.here_at(&epoch, arguments).ends_with(code)
    };
    let change = |name: &str, from: &str, to: &str| {
        let text = fs::read_to_string(project.path(name)).unwrap();
        fs::write(project.path(name), text.replace(from, to)).unwrap();
    };
    night(1, 0);
    change("data/log-2024.csv", "Møde;12;", "Møde;14;");
    change("skabeloner/lille/besoeg.typ", "Der var {{", "#foo( Der var {{");
    let red = night(2, 1);
    assert!(!red.out.contains("Intet er ændret"), "{}", red.out);
    assert_eq!(Preview::at(&project, "a").figures(), ["besoeg.deltagere"]);
    change("skabeloner/lille/besoeg.typ", "#foo( Der var {{", "Der var {{");
    let mended = night(3, 0).out;
    assert!(mended.contains("forhåndsvisningen fra 16.\u{a0}november 2023"), "{mended}");
    assert_eq!(Preview::at(&project, "a").figures(), [""; 0]);
}

#[test]
fn a_baseline_that_cannot_be_read_is_a_warning_and_the_preview_is_whole() {
    let project = Project::new();
    project.build("2024").ends_with(0);
    let good = fs::read_to_string(project.path("ud/2024/figures.json")).unwrap();
    let cut = good.chars().take(good.len() / 2).collect::<String>();
    for (content, said) in [
        (good.replace("\"report\": \"lille\"", "\"report\": \"stor\""), "sammenlignes med samme rapport"),
        (good.replace("\"format\": 3", "\"format\": 99"), "er fra en nyere kapreport: filen har format 99"),
        (cut, "slutter midt i det hele"),
        (good.replace("  \"chapters\"", "<<<<<<< HEAD\n  \"chapters\""), "har en konflikt fra git i linje 9"),
        (format!("\u{feff}{good}"), "begynder med et usynligt tegn (BOM)"),
        (String::new(), "er tom"),
    ] {
        fs::write(project.path("gammel.json"), content).unwrap();
        preview(&project, &["--against", "gammel.json"])
            .ends_with(0)
            .says("advarsel[snapshot-unreadable]: Der er ikke sammenlignet: ")
            .says(said)
            .prints("Rapporten kan bygges, men se på ");
    }
    preview(&project, &["--against", "findes-ikke"]).ends_with(0).says("»findes-ikke« er hverken");
    preview(&project, &["--report", "nej"]).ends_with(2).says("Der er ingen rapport »nej«");
    assert_eq!(Preview::at(&project, "ud/2024/preview").facts["baseline"], Value::Null);
}

#[test]
fn a_damaged_baseline_is_ignored() {
    let project = Project::new();
    preview(&project, &["--out", "a"]).ends_with(0);
    fs::write(project.path("a/pages.json"), b"\xff").unwrap();
    preview(&project, &["--against", "a", "--out", "a"]).ends_with(0);
    assert_eq!(Preview::at(&project, "a").pages("changed"), [0; 0]);
}

#[test]
fn a_first_preview_without_its_export_has_pages_and_unknown_figures() {
    let project = Project::new().replacing("data/log-2024.csv", "15-03-2024", "31-02-2024");
    let run = preview(&project, &["--out", "a"]).ends_with(1);
    assert!(run.out.contains("»Besøgslog« mangler eller kan ikke læses; 5 nøgletal er ukendte."), "{}", run.out);
    let first = Preview::at(&project, "a");
    assert!(first.facts["counts"]["pages"].as_u64() > Some(3));
    assert_eq!(first.list("findings", "code"), ["bad-cell"], "one finding for one cause");
    let project = project.replacing("data/log-2024.csv", "31-02-2024", "15-03-2024");
    preview(&project, &["--against", "a", "--out", "b"]).ends_with(0);
    assert!(Preview::at(&project, "b").figures().contains(&"besoeg.deltagere"), "known now");
}

#[test]
fn a_first_preview_whose_definition_cannot_be_read_is_no_baseline() {
    let project = Project::new();
    let chapter = fs::read_to_string(project.path("skabeloner/lille/besoeg.toml")).unwrap();
    let project = project.with("skabeloner/lille/besoeg.toml", format!("{chapter}x = ["));
    preview(&project, &["--out", "a"]).ends_with(1);
    assert!(Preview::at(&project, "a").file("sider.html").contains("ingen tidligere sider at vise"));
    let project = project.with("skabeloner/lille/besoeg.toml", chapter);
    preview(&project, &["--against", "a", "--out", "b"]).ends_with(0).says("a har ingen tal at sammenligne med");
    assert_eq!(Preview::at(&project, "b").facts["baseline"], Value::Null);
}

#[test]
fn a_preview_with_errors_is_red_and_links_them_to_their_pages() {
    let project = Project::new().replacing("skabeloner/lille/besoeg.toml", "besoeg.besoeg <= ", "besoeg.besoeg > ");
    preview(&project, &[])
        .ends_with(1)
        .prints("Udkastet er bygget, men 1 fejl skal rettes, før rapporten kan udgives.");
    let made = Preview::at(&project, "ud/2024/preview");
    assert_eq!((made.facts["light"].as_str(), made.facts["report_built"].as_bool()), (Some("red"), Some(true)));
    let page = made.file("fund.html");
    assert!(page.contains("href=\"sider.html#side-") && page.contains("href=\"tal.html#tal-besoeg.besoeg\""), "{page}");
    assert!(made.file("tal.html").contains("href=\"fund.html#fund-1\""));
}

#[test]
fn new_and_resolved_findings_are_marked() {
    let is_new = |preview: &Preview| preview.file("fund.html").contains("ny siden sidst");
    let (holds, broken) = ("besoeg.besoeg <= ", "besoeg.besoeg > ");
    // One finding from the figures and one from the prose.
    let project = Project::new().replacing("skabeloner/lille/besoeg.toml", holds, broken).replacing(
        "skabeloner/lille/besoeg.typ",
        "Der var {{",
        "Der var 17 eller {{",
    );
    preview(&project, &["--out", "a"]).ends_with(1);
    preview(&project, &["--against", "a", "--out", "b"]).ends_with(1);
    assert!(!is_new(&Preview::at(&project, "b")), "both are known");
    let project = project.replacing("skabeloner/lille/besoeg.toml", broken, holds);
    preview(&project, &["--against", "b", "--out", "c"]).ends_with(1);
    let third = Preview::at(&project, "c");
    assert_eq!(
        (third.list("solved", "code"), third.list("findings", "code")),
        (vec!["check-failed"], vec!["typed-number"])
    );
    assert!(!is_new(&third));
    let project = project.replacing("skabeloner/lille/besoeg.toml", holds, broken);
    preview(&project, &["--against", "c", "--out", "d"]).ends_with(1);
    assert!(is_new(&Preview::at(&project, "d")));
}

#[test]
fn a_script_in_a_cell_is_shown_as_text() {
    let project = Project::new().replacing("data/log-2024.csv", "almindelig", "<script>alert(1)</script>");
    preview(&project, &[]).ends_with(0);
    let made = Preview::at(&project, "ud/2024/preview");
    for name in ["index.html", "tal.html", "sider.html", "fund.html"] {
        assert!(!made.file(name).contains("<script>alert"), "{name}");
    }
    assert!(made.file("tal.html").contains("&lt;script&gt;alert(1)"), "{}", made.file("tal.html"));
}

#[test]
fn preview_pages_refer_to_nothing_outside_their_folder() {
    let project = Project::new();
    preview(&project, &[]).ends_with(0);
    let made = Preview::at(&project, "ud/2024/preview");
    for name in ["index.html", "tal.html", "sider.html", "fund.html", "preview.css", "preview.js"] {
        // The icon is a data URL.
        let text = made.file(name).replace("http://www.w3.org/2000/svg", "");
        assert!(!text.contains("://") && !text.contains("=\"//") && !text.contains("=\"/"), "{name}");
        let links = text.split(" href=\"").skip(1).chain(text.split(" src=\"").skip(1));
        for link in links.map(|rest| rest.split('"').next().unwrap()).filter(|link| !link.starts_with("data:")) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { name } else { file };
            assert!(made.folder.join(target).is_file(), "{link} of {name}");
            if !anchor.is_empty() {
                assert!(made.file(target).contains(&format!("id=\"{anchor}\"")), "{link} of {name}");
            }
        }
    }
}

#[test]
fn previews_are_reproducible() {
    let project = Project::new();
    let run = |out: &str| {
        project.run_in("", &["preview", "2024", "--out", out], &[("SOURCE_DATE_EPOCH", "1732590720")]).ends_with(0);
        files(&project.path(out)).into_values().collect::<Vec<_>>()
    };
    assert!(run("a") == run("b"));
    assert!(
        Preview::at(&project, "a").file("index.html").contains("26.\u{a0}november 2024 kl.\u{a0}4.12"),
        "Danish time"
    );
}

#[test]
fn a_preview_that_cannot_run_keeps_the_earlier_one() {
    let project = Project::new();
    preview(&project, &[]).ends_with(0);
    let before = files(&project.path("ud"));
    preview(&project, &["--report", "nej"])
        .ends_with(2)
        .says("Forhåndsvisningen er ikke lavet. En tidligere er urørt.");
    assert!(files(&project.path("ud")) == before);
}

#[test]
fn a_preview_never_shows_a_cpr_number() {
    let in_export = Project::new().replacing("data/log-2024.csv", "almindelig", "310200-4001");
    let in_text = Project::new().replacing("skabeloner/lille/besoeg.toml", "Efter note", "Efter 310200-4001");
    for project in [in_export, in_text] {
        preview(&project, &[]).ends_with(1);
        for (name, bytes) in files(&project.path("ud/2024/preview")) {
            assert!(!String::from_utf8_lossy(&bytes).contains("310200"), "{}", name.display());
        }
    }
}

#[test]
fn a_preview_without_figures_names_the_exports_that_were_read() {
    // The number is only there once the text has been put together.
    let project =
        Project::new().replacing("skabeloner/lille/besoeg.typ", "Der var", "Ring til {{ \"31\" }}0200-4001. Der var");
    preview(&project, &[]).ends_with(1);
    let facts = Preview::at(&project, "ud/2024/preview").facts;
    assert_eq!(facts["figures"].as_array().map(Vec::len), Some(0));
    assert_eq!((&facts["exports"][0]["file"], &facts["exports"][0]["rows"]), (&"log-2024.csv".into(), &4.into()));
}

#[test]
fn preview_json_has_the_documented_keys() {
    let project = with_two_chapters();
    preview(&project, &["--out", "a"]).ends_with(0);
    let project = project.replacing("data/log-2024.csv", "Møde;12;", "Møde;14;");
    preview(&project, &["--against", "a", "--out", "b"]).ends_with(0);
    let facts = Preview::at(&project, "b").facts;
    let documentation = fs::read_to_string(crate::project::repository().join("docs/preview.md")).unwrap();
    let mut wanted: Vec<String> = facts.as_object().unwrap().keys().cloned().collect();
    for part in ["counts", "baseline"] {
        wanted.extend(facts[part].as_object().unwrap().keys().map(|key| format!("{part}.{key}")));
    }
    for part in ["causes", "chapters", "exports", "figures", "pages"] {
        wanted.extend(facts[part][0].as_object().unwrap().keys().map(|key| format!("{part}[].{key}")));
    }
    for key in wanted {
        assert!(documentation.contains(&format!("| `{key}` |")), "{key} is not in docs/preview.md");
    }
    assert_eq!(facts["exports"][0]["same_rows"], false);
    assert_eq!((&facts["causes"][0]["kind"], &facts["chapters"][0]["light"]), (&"export".into(), &"green".into()));
    // Saved again with its rows turned around.
    let text = fs::read_to_string(project.path("data/log-2024.csv")).unwrap();
    let (header, rows) = text.split_once('\n').unwrap();
    let turned: Vec<&str> = rows.lines().rev().collect();
    let project = project.with("data/log-2024.csv", format!("{header}\n{}\n", turned.join("\n")));
    preview(&project, &["--against", "b", "--out", "c"]).ends_with(0);
    let facts = Preview::at(&project, "c").facts;
    assert_eq!(facts["exports"][0]["state"], "changed");
    assert_eq!((&facts["exports"][0]["same_rows"], &facts["causes"]), (&true.into(), &serde_json::json!([])));
}
