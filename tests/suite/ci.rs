//! Formats for CI systems: valid for any cell text and any outcome, with paths of the repository.

mod xml;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::project::{Project, Run, repository, run};
use xml::Element;

const LOG: &str = "data/log-2024.csv";
const PROSE: &str = "skabeloner/lille/besoeg.typ";
const FORMATS: [&str; 6] = ["github", "gitlab", "junit", "sarif", "markdown", "message"];

/// A header that tries to be markup, a command and a mention.
const EVIL: &str =
    "<script>alert(1)</script> | ]]> & 100% `x` [a](https://a.dk) @everyone #1 $x$\n::error::x\u{7}\u{fffe}";

/// A log with a date that is none, and with that header over a column that nobody reads.
fn evil() -> Project {
    let log = format!("Dato;Slags;Deltagere;Note;\"{EVIL}\"\n02-01-2024;Besøg;4;;\nx;Besøg;1;;\n");
    Project::new().with(LOG, log)
}

fn check(project: &Project, format: &str) -> Run {
    project.run(&["check", "2024", "--format", format])
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}:\n{}", run.out))
}

#[test]
fn a_clean_run_says_so_in_every_format() {
    let project = Project::new();
    assert_eq!(check(&project, "github").ends_with(0).out, "");
    assert_eq!(json(&check(&project, "gitlab").ends_with(0)), Value::Array(Vec::new()));
    let sarif = json(&check(&project, "sarif").ends_with(0));
    assert_eq!(sarif["runs"][0]["results"], Value::Array(Vec::new()));
    assert_eq!(sarif["runs"][0]["tool"]["driver"]["rules"], Value::Array(Vec::new()));
    let junit = Element::document(&check(&project, "junit").ends_with(0).out);
    let codes = run(repository(), &["explain"], &[]).out.lines().filter(|line| line.contains("  ")).count();
    let [tests, failures, errors, skipped] = junit.counts();
    assert_eq!([failures, errors, skipped], [0, 0, 0]);
    assert!(tests > 70 && tests <= codes, "{tests} of {codes}");
    assert_eq!(junit.case("bad-cell").attributes["classname"], "kapreport.lille.2024");
    let run = project.run(&["build", "2024", "--format", "markdown"]).ends_with(0);
    assert_eq!(run.err, "");
    assert_eq!(
        run.out,
        "## kapreport build: lille, 2024

**Rapporten er bygget.**

- Rækker: 4 læst, 3 talt med, 1 ikke talt med, 0 udeladt
- 5 nøgletal, 5 sider, uden sammenligning med en tidligere periode
- Rapport: ud/2024/lille-2024.pdf
- Nøgletal: ud/2024/figures.json
- Tabeller: ud/2024/tables.xlsx
"
        .replace("5 sider", &format!("{} sider", pages(&run.out)))
    );
}

/// The number of pages named in a summary.
fn pages(summary: &str) -> &str {
    summary.split(" nøgletal, ").nth(1).and_then(|rest| rest.split(' ').next()).expect("a number of pages")
}

#[test]
fn github_gets_an_annotation_per_finding_at_its_file() {
    let project = Project::new()
        .replacing(PROSE, "besoeg.deltagere", "besoeg.deltager")
        .with("data/andet, nyt.csv", "a;b\n1;2\n");
    let out = check(&project, "github").ends_with(1).out;
    let [error, notice] = out.lines().collect::<Vec<_>>()[..] else { panic!("{out}") };
    assert_eq!(
        error,
        "::error file=skabeloner/lille/besoeg.typ,line=1,col=57,title=kapreport%3A unknown-figure::Nøgletallet \
         »besoeg.deltager« er ikke defineret.%0A→ Mente du »besoeg.deltagere«?"
    );
    assert!(notice.starts_with("::notice file=data/andet%2C nyt.csv,title=kapreport%3A unread-file::"), "{notice}");
    let project = project.replacing(LOG, "15-03-2024", "x");
    let out = project.run(&["build", "2024", "--format", "github"]).ends_with(1).out;
    assert!(
        out.starts_with(
            "::error file=data/log-2024.csv,line=3,title=kapreport%3A bad-cell::Cellen skal være en dato.%0A\
             log-2024.csv, række 3, kolonne »Dato«%0A→ "
        ),
        "{out}"
    );
}

#[test]
fn no_format_of_ci_has_the_text_of_a_cell() {
    let project = Project::new().replacing(LOG, "15-03-2024", "Birthe Dato").replacing(LOG, "Møde;", "Carla Slags;");
    for format in ["github", "gitlab", "junit", "sarif", "markdown"] {
        let out = check(&project, format).ends_with(1).out;
        assert!(out.contains("kolonne »Dato«") && !out.contains("Birthe") && !out.contains("Carla"), "{format}: {out}");
    }
    assert!(check(&project, "json").ends_with(1).out.contains("Birthe Dato"), "JSON is what the terminal shows");
}

#[test]
fn names_in_a_file_never_become_a_command_markup_or_a_mention() {
    let project = evil();
    let name = EVIL.replace('\u{7}', "\u{fffd}");
    let github = check(&project, "github").ends_with(1).out;
    assert!(
        github.lines().all(|line| line.starts_with("::error file=") || line.starts_with("::notice file=")),
        "{github}"
    );
    assert!(github.contains("100%25 `x`"), "{github}");
    assert!(json(&check(&project, "gitlab").ends_with(1))[1]["description"].is_string());
    Element::document(&check(&project, "junit").ends_with(1).out);
    let sarif = json(&check(&project, "sarif").ends_with(1));
    let text = sarif["runs"][0]["results"][1]["message"]["text"].as_str().unwrap();
    assert!(!text.replace("\\](", "").contains("]("), "{text}");
    let markdown = check(&project, "markdown").ends_with(1).out;
    assert!(!markdown.contains('\u{7}'));
    assert!(!markdown.lines().any(|line| line.starts_with(':') || line.starts_with('/')), "{markdown}");
    let name = name.replace("&amp;", "&");
    let quoted = name.split_whitespace().collect::<Vec<_>>().join(" ").replace('`', "'");
    assert!(markdown.contains(&quoted), "{markdown}");
}

#[test]
fn a_message_that_quotes_a_template_is_escaped() {
    let project = Project::new().replacing(PROSE, "besoeg.deltagere", "<b>@alle|#1 100%");
    let github = check(&project, "github").ends_with(1).out;
    assert!(github.contains("»<b>@alle|#1 100%25«"), "{github}");
    let markdown = check(&project, "markdown").ends_with(1).out;
    assert!(markdown.contains("»\\<b\\>@\u{200b}alle\\|\\#\u{200b}1 100%«"), "{markdown}");
    assert!(markdown.contains("<br>`skabeloner/lille/besoeg.typ:1:57`"), "{markdown}");
}

#[test]
fn the_github_step_summary_is_appended_to() {
    let project = evil().with("sammendrag.md", "Før\n");
    let file = project.path("sammendrag.md");
    let environment = [("GITHUB_STEP_SUMMARY", file.to_str().unwrap())];
    let github = project.run_in("", &["check", "2024", "--format", "github"], &environment).ends_with(1).out;
    assert_eq!(github.lines().count(), 2);
    let summary = std::fs::read_to_string(&file).unwrap();
    assert_eq!(summary, format!("Før\n{}", check(&project, "markdown").out));
    // Other formats do not write it, and failing to write it does not fail the run.
    project.run_in("", &["check", "2024", "--format", "sarif"], &environment).ends_with(1);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), summary);
    let nowhere = [("GITHUB_STEP_SUMMARY", "findes/ikke/her.md")];
    Project::new()
        .run_in("", &["check", "2024", "--format", "github"], &nowhere)
        .ends_with(0)
        .prints("::warning title=kapreport check::Sammendraget kan ikke skrives: ");
}

#[test]
fn gitlab_gets_a_file_a_line_and_a_fingerprint_that_survives_other_changes() {
    let project = Project::new()
        .replacing(PROSE, "besoeg.deltagere", "besoeg.deltager")
        .replacing(PROSE, "#tabel(\"besoeg.noter\")", "{{ tal(id=\"besoeg.deltager\") }}")
        .replacing("skabeloner/lille/besoeg.toml", "besoeg.besoeg <= besoeg.i_alt", "besoeg.i_alt <= besoeg.besoeg");
    let before = json(&check(&project, "gitlab").ends_with(1));
    let issues = before.as_array().unwrap();
    let field = |name: &str| issues.iter().map(|issue| issue[name].as_str().unwrap()).collect::<Vec<_>>();
    assert_eq!(field("check_name"), ["unknown-figure", "unknown-figure", "check-failed", "unused-table"]);
    // Critical is what stops a draft too; a draft shows unknown figures by their id.
    assert_eq!(field("severity"), ["major", "major", "major", "minor"]);
    assert_eq!(field("fingerprint").iter().collect::<BTreeSet<_>>().len(), issues.len());
    assert!(field("fingerprint").iter().all(|text| text.len() == 64));
    assert_eq!(issues[0]["location"], serde_json::json!({ "path": PROSE, "lines": { "begin": 1 } }));
    // A finding between figures is at the line of the check.
    let chapter = std::fs::read_to_string(project.path("skabeloner/lille/besoeg.toml")).unwrap();
    let line = chapter.lines().position(|line| line.starts_with("that = ")).unwrap() + 1;
    let place = serde_json::json!({ "path": "skabeloner/lille/besoeg.toml", "lines": { "begin": line } });
    assert_eq!(issues[2]["location"], place);
    assert!(issues[2]["description"].as_str().unwrap().ends_with(" (besoeg.i_alt, besoeg.besoeg)"), "{before}");
    let text = std::fs::read_to_string(project.path(PROSE)).unwrap();
    let project = project.with(PROSE, format!("Et afsnit mere.\n\n{text}"));
    let after = json(&check(&project, "gitlab").ends_with(1));
    assert_eq!(after[0]["location"]["lines"]["begin"], 3);
    let fingerprints = |report: &Value| {
        report.as_array().unwrap().iter().map(|issue| issue["fingerprint"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(fingerprints(&before), fingerprints(&after));
}

#[test]
fn junit_has_a_testcase_per_code_and_marks_the_skipped_ones() {
    let project = Project::new()
        .replacing(PROSE, "besoeg.deltagere", "besoeg.deltager")
        .replacing(PROSE, "#tabel(\"besoeg.noter\")", "{{ tal(id=\"besoeg.deltager\") }}\n\n#tabel(\"besoeg.noter\")")
        .with("data/andet.csv", "a;b\n1;2\n");
    let junit = Element::document(&check(&project, "junit").ends_with(1).out);
    let [tests, failures, errors, skipped] = junit.counts();
    assert_eq!([failures, errors, skipped], [1, 0, 0]);
    let failure = junit.case("unknown-figure").child("failure").unwrap();
    assert_eq!(failure.attributes["message"], "Nøgletallet »besoeg.deltager« er ikke defineret. (og 1 til)");
    assert_eq!(failure.text.matches("skabeloner/lille/besoeg.typ:").count(), 2, "{}", failure.text);
    let out = junit.case("unread-file").child("system-out").unwrap();
    assert!(out.text.contains("andet.csv") && junit.case("unread-file").child("failure").is_none());
    // After a bad cell no figure is computed, so checks of figures are skipped.
    let stopped = project.replacing(LOG, "15-03-2024", "x");
    let junit = Element::document(&check(&stopped, "junit").ends_with(1).out);
    assert_eq!(junit.counts(), [tests, 1, 0, tests - 1]);
    assert!(junit.case("check-failed").child("skipped").is_some());
}

#[test]
fn sarif_has_rules_results_and_relative_uris() {
    let project = Project::new()
        .without(LOG)
        .with(
            "data/log å 100%.csv",
            "Dato;Slags;Deltagere;Note\nx;Besøg;4;\n02-01-2024;Besøg;;\n03-01-2024;Besøg;1;{0}\n",
        )
        .with("data/andet.csv", "a;b\n1;2\n");
    let log = json(&check(&project, "sarif").ends_with(1));
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    let driver = &run["tool"]["driver"];
    assert_eq!((&driver["name"], &driver["semanticVersion"]), (&"kapreport".into(), &env!("CARGO_PKG_VERSION").into()));
    let rules = driver["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert_eq!(result["locations"].as_array().unwrap().len(), 1);
        let fingerprints = &result["partialFingerprints"];
        assert_eq!(fingerprints.as_object().unwrap().len(), 2);
        let [own, hash] = ["finding/v1", "primaryLocationLineHash"].map(|name| fingerprints[name].as_str().unwrap());
        assert_eq!(hash, format!("{}:1", &own[..16]), "the hash does not change with the line");
    }
    let of = |code: &str| results.iter().find(|result| result["ruleId"] == code).expect("a result");
    assert_eq!((&of("bad-cell")["level"], &of("unread-file")["level"]), (&"error".into(), &"note".into()));
    let place = &of("bad-cell")["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "data/log%20%C3%A5%20100%25.csv");
    assert_eq!(place["region"], serde_json::json!({ "startLine": 2 }));
    assert_eq!(
        rules.len(),
        results.iter().filter_map(|result| result["ruleId"].as_str()).collect::<BTreeSet<_>>().len()
    );
    assert!(rules[0]["help"]["text"].as_str().unwrap().contains("Hvad det betyder"));
    let prose = Project::new().replacing(PROSE, "besoeg.deltagere", "besoeg.deltager");
    let log = json(&check(&prose, "sarif").ends_with(1));
    let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["region"], serde_json::json!({ "startLine": 1, "startColumn": 57 }));
}

#[test]
fn a_command_that_could_not_run_says_why_in_every_format() {
    let project = Project::new();
    for command in ["build", "check"] {
        for format in FORMATS.into_iter().chain(["json"]) {
            let run = project.run(&[command, "2024", "--data", "intet <her>", "--format", format]).ends_with(2);
            assert!(run.err.starts_with("fejl: Datamappen intet <her> findes ikke."), "{}", run.err);
            let why = "Datamappen intet <her> findes ikke.";
            let said = match format {
                "github" => {
                    assert!(run.out.starts_with(&format!("::error title=kapreport {command}::{why}")), "{}", run.out);
                    continue;
                }
                "markdown" => {
                    assert!(run.out.contains("Datamappen intet \\<her\\> findes ikke."), "{}", run.out);
                    continue;
                }
                "message" => {
                    assert!(run.out.contains(&format!("Kommandoen kunne ikke køre: {why}")), "{}", run.out);
                    continue;
                }
                "gitlab" => {
                    let issue = json(&run)[0].clone();
                    assert_eq!(
                        (&issue["severity"], &issue["location"]["path"]),
                        (&"blocker".into(), &"kapreport.toml".into())
                    );
                    issue["description"].clone()
                }
                "sarif" => {
                    let invocation = json(&run)["runs"][0]["invocations"][0].clone();
                    assert_eq!(invocation["executionSuccessful"], false);
                    invocation["toolExecutionNotifications"][0]["message"]["text"].clone()
                }
                "junit" => {
                    let junit = Element::document(&run.out);
                    assert_eq!(junit.counts(), [1, 0, 1, 0]);
                    junit.case("run").child("error").unwrap().text.clone().into()
                }
                _ => json(&run)["error"].clone(),
            };
            assert!(said.as_str().unwrap().starts_with(why), "{said}");
        }
    }
    // Even an invalid period or configuration gives valid output.
    let project = project.with("kapreport.toml", [0xff]);
    for format in FORMATS {
        let run = project.run(&["check", "24", "--format", format]).ends_with(2);
        assert!(run.out.contains("24"), "{}", run.out);
    }
}

#[test]
fn a_long_summary_is_cut_to_fit_a_comment_and_says_how_much_is_missing() {
    let long = "x".repeat(2_000);
    let mut prose = String::from("#tabel(\"besoeg.oversigt\")\n\n#tabel(\"besoeg.noter\")\n\n");
    (0..80).for_each(|i| prose.push_str(&format!("{{{{ tal(id=\"nr{i}\") }}}}\n\n")));
    let many = Project::new().with(PROSE, &prose);
    let out = check(&many, "markdown").ends_with(1).out;
    assert!(out.contains("\n### Fejl (80)\n\n"), "{out}");
    assert_eq!(out.matches("\n- `unknown-figure`").count(), 50);
    assert!(out.ends_with("\n- … og 30 mere\n"), "{out}");
    let many = many.with(PROSE, prose.replace("nr", &format!("nr{long}<<")));
    let out = check(&many, "markdown").ends_with(1).out;
    assert!(out.len() < 65_536 && out.contains(" …<br>"), "{}", out.len());
    let more: usize = out.rsplit(" og ").next().unwrap().split(' ').next().unwrap().parse().unwrap();
    // Names of that length also run off the page.
    let all: usize = out.split("### Fejl (").nth(1).unwrap().split(')').next().unwrap().parse().unwrap();
    assert!(all >= 80 && out.matches("\n- `unknown-figure`").count() + more == all, "{all}");
}

#[test]
fn paths_are_relative_to_the_repository_root() {
    let project = Project::new()
        .with("tal/kapreport.toml", "report = \"lille\"\ndata = \"../data\"\ntemplates = \"../skabeloner\"\n")
        .with(".git/HEAD", "")
        .replacing(PROSE, "besoeg.deltagere", "besoeg.deltager")
        .with("data/andet.csv", "a;b\n1;2\n");
    let check = |arguments: &[&str]| {
        let arguments = [&["check", "2024", "--format", "github"], arguments].concat();
        project.run_in("tal", &arguments, &[]).ends_with(1).out
    };
    let out = check(&[]);
    assert!(out.contains("file=skabeloner/lille/besoeg.typ,") && out.contains("file=data/andet.csv,"), "{out}");
    // An export outside the repository has no path; it is named in words.
    let elsewhere = Project::new().with("data/andet.csv", "a;b\n1;2\n");
    let out = check(&["--data", elsewhere.path("data").to_str().unwrap()]);
    assert!(out.contains("::notice title=kapreport%3A unread-file::") && out.contains("%0Aandet.csv"), "{out}");
}

#[test]
fn an_embedded_template_is_named_in_words_without_a_path() {
    let project = Project::new();
    let run = project.run(&["check", "2024", "--report", "kap-s", "--format", "gitlab"]).ends_with(1);
    let issues = json(&run);
    assert!(issues.as_array().unwrap().len() > 1);
    for issue in issues.as_array().unwrap() {
        let path = issue["location"]["path"].as_str().unwrap();
        assert!(project.path(path).is_file(), "{issue}");
    }
}

#[test]
fn settings_and_printed_reports_have_repository_paths_too() {
    let project = Project::new()
        .replacing("kapreport.toml", "out =", "udd =")
        .with("trykt/2024.toml", "[[printed]]\nfigure = \"besoeg.besoeg\"\nplace = \"Side 1\"\nvalue = \"3\"\n");
    let out = project.run(&["check", "2024", "--against", "trykt/2024.toml", "--format", "github"]).ends_with(1).out;
    assert!(out.contains("::error file=kapreport.toml,line=3,col=1,title=kapreport%3A unknown-key::"), "{out}");
    let project = project.replacing("kapreport.toml", "udd =", "out =");
    let run = project.run(&["check", "2024", "--against", "trykt/2024.toml", "--format", "github"]).ends_with(1);
    assert!(run.out.contains("file=trykt/2024.toml,line=4,"), "{}", run.out);
    let run = project.run(&["check", "2024", "--against", "trykt/2024.toml", "--format", "markdown"]).ends_with(1);
    assert!(run.out.contains("**Rapporten kan bygges, men den trykte rapport siger noget andet.**"), "{}", run.out);
}

#[test]
fn no_format_shows_a_cpr_number() {
    // 30 February does not exist, so this cannot be a CPR number.
    let log = "Dato;Slags;Deltagere;Note\n300298-1111;Besøg;4;om 300298-1111\n";
    let project = Project::new().with(LOG, log);
    for format in FORMATS {
        let run = check(&project, format).ends_with(1);
        assert!(run.out.to_lowercase().contains("cpr-num") && !run.out.contains("1111"), "{}", run.out);
    }
}

#[test]
fn contradictions_in_a_finished_report_are_in_every_format() {
    let project = Project::new().with("rapport.txt", "Indledning\n\n84 % svarede (198 af 224).\n");
    for format in FORMATS {
        let run = project.run(&["proofread", "rapport.txt", "--format", format]).ends_with(1);
        assert!(run.out.contains("198 af 224 er 88,4") && run.out.contains("rapport.txt"), "{format}: {}", run.out);
    }
}

#[test]
fn several_forms_are_written_in_one_run_and_the_log_stays_readable() {
    let project = Project::new().replacing(PROSE, "besoeg.deltagere", "besoeg.deltager");
    let run = project
        .run(&[
            "check",
            "2024",
            "--format",
            "sarif=fund.sarif",
            "--format",
            "junit=fund.xml",
            "--format=message=besked.txt",
        ])
        .ends_with(1)
        .says("fejl[unknown-figure]: Nøgletallet »besoeg.deltager« er ikke defineret.");
    assert!(run.out.ends_with("Der er fejl at rette.\n"), "{}", run.out);
    let file = |name: &str| std::fs::read_to_string(project.path(name)).expect("written");
    assert_eq!(file("fund.sarif"), check(&project, "sarif").out);
    assert_eq!(file("fund.xml"), check(&project, "junit").out);
    assert_eq!(
        file("besked.txt"),
        "kapreport check: lille, 2024\n\nDer er fejl at rette.\n- Rækker: 4 læst, 3 talt med, 1 ikke talt med, 0 udeladt\n\nSkal rettes:\n\
         - Nøgletallet »besoeg.deltager« er ikke defineret. (skabeloner/lille/besoeg.typ:1:57)\n"
            .replace("- Rækker: 4 læst, 3 talt med, 1 ikke talt med, 0 udeladt\n", &facts(&file("besked.txt")))
    );
    for arguments in [&["--format", "sarif", "--format", "junit"][..], &["--format", "sarif=a", "--format", "junit=a"]]
    {
        project.run(&[&["check", "2024"], arguments].concat()).ends_with(2);
    }
    project
        .run(&["check", "2024", "--format", "html=a.html"])
        .ends_with(2)
        .says("html er kun en form af »kapreport preview«");
}

/// The lines of facts in a message.
fn facts(message: &str) -> String {
    let after = message.split("rette.\n").nth(1).and_then(|rest| rest.split("\nSkal").next());
    after.unwrap_or_default().to_owned()
}

#[test]
fn a_mistake_in_the_arguments_is_reported_in_every_form() {
    let project = Project::new();
    for format in FORMATS.into_iter().chain(["json"]) {
        let run = project.run(&["check", "2024", "--drft", "--format", format]).ends_with(2);
        let why = "»--drft« er ikke et valg";
        assert!(run.err.contains(why), "{}", run.err);
        match format {
            "junit" => assert_eq!(Element::document(&run.out).counts(), [1, 0, 1, 0]),
            "gitlab" => assert!(json(&run)[0]["description"].as_str().unwrap().contains(why)),
            "sarif" => assert_eq!(json(&run)["runs"][0]["invocations"][0]["executionSuccessful"], false),
            "json" => assert!(json(&run)["error"].as_str().unwrap().contains(why)),
            _ => assert!(run.out.contains("drft"), "{}", run.out),
        }
    }
    project.run(&["preview", "--format", "sarif=fund.sarif"]).ends_with(2);
    let written = std::fs::read_to_string(project.path("fund.sarif")).expect("written");
    assert!(written.contains("Her mangler <PERIODE>."), "{written}");
}
