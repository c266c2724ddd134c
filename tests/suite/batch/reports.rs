//! The reports of a batch, and what each of them shows.

use std::fs;

use page_validation::ValidationProfile;
use serde_json::Value;

use super::small::project;
use crate::project::{Project, repository, run};
use crate::tags::Pdf;

const PRACTICES: [&str; 5] = ["011111", "022222", "033333", "044444", "055555"];

fn pdf(project: &Project, level: &str, key: &str) -> Pdf {
    let path = project.path(&format!("ud/2024/{level}/pakke-2024-{key}.pdf"));
    Pdf::read(&fs::read(path).expect("the report"))
}

fn manifest(project: &Project, level: &str) -> Value {
    let text = fs::read_to_string(project.path(&format!("ud/2024/{level}/batch.json"))).expect("the manifest");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn every_practice_gets_a_report_with_its_own_numbers_and_those_of_its_cluster() {
    let project = project();
    project.run(&["batch", "pakke", "2024"]).ends_with(0).prints("5 rapporter lavet");
    let text = pdf(&project, "praksis", "022222").root.all_text();
    assert!(text.contains("Pakke til Lægehuset Birk"), "{text}");
    assert!(text.contains("222.001 af 666.004 besøg. I alt 1.776.007"), "{text}");
    assert!(text.contains("Jeres praksis ("), "{text}");
}

#[test]
fn without_a_name_the_report_is_that_of_the_configuration() {
    let project = project().replacing("kapreport.toml", "report = \"lille\"", "report = \"pakke\"");
    project.run(&["batch", "2024", "--only", "011111"]).ends_with(0).prints("1 rapport lavet");
}

#[test]
fn a_register_without_members_says_whether_it_is_empty_or_has_ended() {
    let header = "Ydernummer;Navn;Læge;Klynge;Klyngens navn;Region;Fra;Til\n";
    let ended = format!("{header}011111;Lægehuset Ask;Ane Ask;2;Bækken;Nord;01-01-2010;30-06-2024\n");
    for (register, why) in [
        (header, "Registret »register« er tomt, så der er ingen praksis at lave en rapport til."),
        (&ended, "har 1 række, men ingen, der gælder på periodens sidste dag, 31."),
    ] {
        let project = project().with("data/register.csv", register);
        project.run(&["batch", "pakke", "2024"]).ends_with(1).says("fejl[no-members]").says(why).says("register.csv");
    }
}

#[test]
fn a_number_that_was_used_again_belongs_to_the_practice_that_had_it_on_the_day() {
    let project = project();
    project.run(&["batch", "pakke", "2024", "--only", "011111"]).ends_with(0);
    let text = pdf(&project, "praksis", "011111").root.all_text();
    assert!(text.contains("Pakke til Lægehuset Alm") && text.contains("111.002 af"), "{text}");
    assert!(!text.contains("111.001"), "{text}");
}

/// Everything that a report says: its text, its alternative texts and its attached files.
fn everything(project: &Project, level: &str, key: &str) -> String {
    let pdf = pdf(project, level, key);
    let attached = pdf.attachments().into_iter().map(|(_, _, bytes)| String::from_utf8_lossy(&bytes).into_owned());
    let mut text = pdf.root.all_text();
    pdf.root.visit(&mut |tag| text.push_str(&tag.alt.clone().unwrap_or_default()));
    let text = attached.fold(text, |text, attached| text + &attached);
    // Numbers are printed with points and stored without.
    text.clone() + &text.replace('.', "")
}

#[test]
fn no_report_has_a_number_of_another_cluster_or_the_name_of_another_practice() {
    let project = project();
    project.run(&["batch", "pakke", "2024"]).ends_with(0);
    let cluster = |key: &str| if ["011111", "022222", "033333"].contains(&key) { 1 } else { 2 };
    let marks = ["111002", "222001", "333001", "444001", "555001"];
    let names = ["Alm", "Birk", "Eg", "Fyr", "Gran"];
    for (reader, own_name) in PRACTICES.iter().zip(names) {
        let text = everything(&project, "praksis", reader);
        for ((practice, mark), name) in PRACTICES.iter().zip(marks).zip(names) {
            assert_eq!(text.contains(mark), cluster(reader) == cluster(practice), "{mark} in {reader}");
            assert_eq!(text.contains(&format!("Lægehuset {name}")), name == own_name, "{name} in {reader}");
            assert_eq!(text.contains(&format!("\"{practice}\"")), practice == reader, "{practice} in {reader}");
        }
        for doctor in ["Ane", "Carl", "Dina", "Finn"] {
            assert!(!text.contains(doctor), "{doctor} in {reader}");
        }
    }
}

#[test]
fn a_figure_of_the_members_own_rows_is_in_no_other_report() {
    let project = project().replacing(
        "skabeloner/pakke/besoeg.toml",
        "by = \"ydernr\"\nscope = \"klynge\"",
        "by = \"ydernr\"\nscope = \"own\"",
    );
    let project = project.replacing("skabeloner/pakke/besoeg.toml", "SUM(besoeg.praksis) =", "SUM(besoeg.praksis) <=");
    project.run(&["batch", "pakke", "2024"]).ends_with(0);
    for reader in PRACTICES {
        let text = everything(&project, "praksis", reader);
        let seen = ["111002", "222001", "333001", "444001", "555001"].map(|mark| text.contains(mark));
        assert_eq!(seen.iter().filter(|seen| **seen).count(), 1, "{reader}: {seen:?}");
    }
}

#[test]
fn a_cluster_gets_a_report_about_its_practices_without_an_own_one() {
    let project = project();
    project.run(&["batch", "pakke", "2024", "--by", "klynge"]).ends_with(0).prints("2 rapporter lavet");
    let text = pdf(&project, "klynge", "1").root.all_text();
    assert!(text.contains("Pakke til Åen") && text.contains("Praksis A") && text.contains("Praksis C"), "{text}");
    assert!(!text.contains("Jeres praksis"), "{text}");
}

#[test]
fn resuming_sets_only_reports_that_are_missing_or_would_differ() {
    let project = project();
    project.run(&["batch", "pakke", "2024"]).ends_with(0);
    fs::remove_file(project.path("ud/2024/praksis/pakke-2024-033333.pdf")).expect("a report");
    project.run(&["batch", "pakke", "2024", "--resume"]).ends_with(0).prints("1 rapport lavet, 4 rapporter er uændret");
    let states: Vec<(String, String)> = manifest(&project, "praksis")["members"]
        .as_array()
        .expect("members")
        .iter()
        .map(|entry| (entry["key"].as_str().unwrap_or("").to_owned(), entry["state"].as_str().unwrap_or("").to_owned()))
        .collect();
    assert_eq!(
        states.iter().filter(|(_, state)| state == "made").map(|(key, _)| key.as_str()).collect::<Vec<_>>(),
        ["033333"]
    );
}

#[test]
fn a_report_with_errors_is_left_out_and_the_others_are_made() {
    let project = project();
    project.run(&["batch", "pakke", "2024"]).ends_with(0);
    let project = project.replacing(
        "skabeloner/pakke/besoeg.toml",
        "[[checks]]",
        "[[checks]]\nthat = \"besoeg.egne < 500000\"\nmessage = \"Så mange besøg er der ikke.\"\n\n[[checks]]",
    );
    let run = project.run(&["batch", "pakke", "2024"]).ends_with(1);
    run.prints("4 rapporter lavet").prints("Lægehuset Gran").says("fejl[check-failed]");
    assert!(!project.path("ud/2024/praksis/pakke-2024-055555.pdf").exists(), "an old report shows numbers that failed");
    let manifest = manifest(&project, "praksis");
    let failed = manifest["members"].as_array().expect("members").iter().find(|entry| entry["key"] == "055555");
    assert_eq!(failed.expect("the member")["findings"][0]["code"], "check-failed");
    let index = fs::read_to_string(project.path("ud/2024/praksis/index.html")).expect("the page");
    assert!(index.contains("Ikke lavet") && index.contains("pakke-2024-044444.pdf"), "{index}");
    assert!(index.contains("Bækken <span class=\"quiet\">2</span>"), "groups are found by their keys too: {index}");
}

#[test]
fn keys_that_differ_in_case_only_are_told_before_one_report_overwrites_the_other() {
    let project = project().replacing(
        "data/register.csv",
        "022222;Lægehuset Birk;Carl Birk;1;",
        "022222;Lægehuset Birk;Carl Birk;å;",
    );
    let project = project.replacing(
        "data/register.csv",
        "055555;Lægehuset Gran;Finn Gran;2;",
        "055555;Lægehuset Gran;Finn Gran;Å;",
    );
    let run = project.run(&["batch", "pakke", "2024", "--by", "klynge"]).ends_with(1);
    run.says("fejl[duplicate-row]: »").says("har samme filnavn i Windows.");
    project.run(&["batch", "pakke", "2024"]).ends_with(0);
}

#[test]
fn only_the_named_members_are_made_and_other_files_stay() {
    let project = project().with("ud/2024/praksis/noter.txt", "mine");
    project.run(&["batch", "pakke", "2024"]).ends_with(0);
    project
        .run(&["batch", "pakke", "2024", "--only", "022222,044444"])
        .ends_with(0)
        .prints("2 rapporter lavet, 3 rapporter er fra en tidligere kørsel");
    assert_eq!(fs::read_to_string(project.path("ud/2024/praksis/noter.txt")).expect("the file"), "mine");
    assert!(project.path("ud/2024/praksis/pakke-2024-033333.pdf").exists());
}

#[test]
fn a_member_that_does_not_exist_is_told_with_what_it_may_be() {
    let project = project().replacing(
        "data/register.csv",
        "044444;Lægehuset Fyr;Eva Fyr;2;Bækken;Nord;01-01-2010;",
        "044444;Lægehuset Fyr;Eva Fyr;2;Bækken;Nord;01-01-2010;30-06-2024",
    );
    let asked =
        |by: &str, only: &str| project.run(&["batch", "pakke", "2024", "--by", by, "--only", only]).ends_with(2);
    asked("praksis", "022223").says("Mente du »022222«?");
    asked("praksis", "022222,1,9")
        .says("»1« og »9« er ikke i registret")
        .says("Det hører til et andet niveau: skriv --by klynge.");
    asked("praksis", "lægehuset birk").says("Skriv nummeret i stedet for navnet: »022222«.");
    asked("praksis", "044444").says("Det var der tidligere i perioden.");
    asked("klynge", "Å").says("Registret har 1 og 2.");
    project
        .run(&["batch", "pakke", "2024", "--by", "kommune"])
        .ends_with(2)
        .says("Skriv --by praksis, klynge eller region.");
    crate::project::run(crate::project::repository(), &["batch", "klyngepakke", "2024", "--only", "1"], &[])
        .ends_with(2)
        .says("Numrene er dem i »praksisregister«, fx »012001«.");
}

#[test]
fn a_member_of_a_report_that_has_no_members_is_refused() {
    crate::project::Project::new()
        .here(&["build", "2024", "--member", "022222"])
        .ends_with(2)
        .says("fejl: Rapporten »lille« laves ikke for hver praksis eller klynge. Udelad --member");
}

#[test]
fn the_reports_of_a_batch_are_accessible_and_archivable() {
    let project = project();
    project.run(&["batch", "pakke", "2024", "--only", "022222"]).ends_with(0);
    let bytes = fs::read(project.path("ud/2024/praksis/pakke-2024-022222.pdf")).expect("the report");
    crate::pdf::conforms(&bytes, ValidationProfile::PdfUa1);
    crate::pdf::conforms(&bytes, ValidationProfile::PdfA3a);
}

#[test]
fn a_single_report_of_a_batch_can_be_checked_and_built() {
    let project = project();
    project.here(&["check", "2024", "--report", "pakke"]).ends_with(0).says("oplysning[batch-member]");
    project.here(&["build", "2024", "--report", "pakke", "--member", "klynge:2"]).ends_with(0);
    let text = Pdf::read(&fs::read(project.path("ud/2024/pakke-2024.pdf")).expect("the report")).root.all_text();
    assert!(text.contains("Pakke til Bækken"), "{text}");
}

#[test]
fn mistakes_in_the_batch_and_its_scopes_are_findings() {
    let chapter = "skabeloner/pakke/besoeg.toml";
    let wrong = |file: &str, from: &str, to: &str| {
        project().replacing(file, from, to).here(&["check", "2024", "--report", "pakke"])
    };
    wrong(chapter, "scope = \"own\"", "scope = \"kommune\"").ends_with(1).says("»kommune« er ikke et niveau");
    wrong(chapter, "from = \"besoeg\"\nvalue = \"SUM(antal)\"\nscope = \"own\"", "from = \"log\"\nscope = \"own\"")
        .ends_with(1)
        .says("siger ikke, hvem de hører til: »klynge«, »region« mangler");
    let report = "skabeloner/pakke/report.toml";
    wrong(report, "register = \"register\"", "register = \"registre\"").ends_with(1).says("Mente du »register«?");
    wrong(report, "column = \"region\"", "column = \"regioner\"").ends_with(1).says("ingen kolonne »regioner«");
}

#[test]
fn the_package_of_the_sample_region_shows_its_clusters_without_a_warning() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("ud");
    let arguments = ["batch", "klyngepakke", "2024", "--by", "region", "--out", out.to_str().expect("a path")];
    let made = run(repository(), &arguments, &[]).ends_with(0);
    assert_eq!(made.err, "");
    let bytes = fs::read(out.join("klyngepakke-2024-Region_Østkysten.pdf")).expect("the package");
    let text = Pdf::read(&bytes).root.all_text().replace('\u{a0}', " ");
    assert!(!text.contains("Der er ingen tal at vise"), "{text}");
    // What 113 clusters answered, as it is published.
    assert!(text.contains("113 klynger har svaret") && text.contains("77 % af klyngerne"), "{text}");
}

#[test]
fn the_packages_of_the_sample_practices_are_accessible_and_round_small_counts() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("ud");
    let arguments = [
        "batch",
        "klyngepakke",
        "2024",
        "--by",
        "praksis",
        "--only",
        "012001,012186",
        "--out",
        out.to_str().expect("a path"),
    ];
    run(repository(), &arguments, &[]).ends_with(0).prints("2 rapporter lavet");
    for key in ["012001", "012186"] {
        let bytes = fs::read(out.join(format!("klyngepakke-2024-{key}.pdf"))).expect("the package");
        crate::pdf::conforms(&bytes, ValidationProfile::PdfUa1);
        crate::pdf::conforms(&bytes, ValidationProfile::PdfA3a);
        let pdf = Pdf::read(&bytes);
        let text = pdf.root.all_text();
        assert!(text.contains("Jeres praksis (") && text.contains("Hvad I kan gøre"), "{text}");
        assert!(!text.contains("Læge 012001") && !text.contains("Lægehuset Birkelunden"), "{text}");
    }
}

#[test]
fn reports_in_the_folder_that_are_not_on_the_list_are_told() {
    let project = project();
    project.run(&["batch", "pakke", "2024", "--out", "pakker"]).ends_with(0);
    let run = project.run(&["batch", "pakke", "2024", "--by", "klynge", "--out", "pakker"]).ends_with(0);
    run.prints("I mappen ligger også 5 PDF'er, som ikke står i oversigten, fx pakke-2024-011111.pdf.");
}

#[test]
fn of_two_batches_in_one_folder_at_once_one_is_refused_or_comes_after_the_other() {
    let project = project();
    let run = |key: &str| project.run(&["batch", "pakke", "2024", "--only", key]);
    let runs = std::thread::scope(|scope| {
        PRACTICES.map(|key| scope.spawn(move || (key, run(key)))).map(|thread| thread.join().expect("a run"))
    });
    let listed = manifest(&project, "praksis")["members"].to_string();
    for (key, run) in runs {
        match run.code {
            Some(0) => assert!(listed.contains(&format!("pakke-2024-{key}.pdf")), "{key} is not on the list: {listed}"),
            _ => drop(run.ends_with(2).says("En anden kørsel af kapreport arbejder i")),
        }
    }
}
