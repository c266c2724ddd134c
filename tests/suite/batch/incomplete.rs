//! The sample package with extracts that lack something: persons of a practice, all counts of persons but one, answers.

use std::fs;

use crate::project::{Project, repository};
use crate::tags::{Pdf, squeezed};

/// The sample package with its data.
fn sample() -> Project {
    let config = "report = \"klyngepakke\"\ndata = \"data\"\nout = \"ud/{period}\"\ntemplates = \"skabeloner\"\n";
    let project = Project::new().with("kapreport.toml", config).without("data/log-2024.csv");
    let files = fs::read_dir(repository().join("data-samples/klyngepakke/2024")).expect("samples");
    files.map(|file| file.expect("a file")).fold(project, |project, file| {
        let name = format!("data/{}", file.file_name().to_string_lossy());
        project.with(&name, fs::read(file.path()).expect("an export"))
    })
}

/// The project without these lines of an export.
fn without_lines(project: Project, name: &str, is_left_out: impl Fn(&str) -> bool) -> Project {
    let text = fs::read_to_string(project.path(name)).expect("an export");
    let kept: String = text.split_inclusive('\n').filter(|line| !is_left_out(line)).collect();
    project.with(name, kept)
}

fn number(project: &Project, figure: &str) -> f64 {
    let json = project.run(&["figures", "2024", "--member", "012112", "--format", "json"]).ends_with(0).out;
    let figures = serde_json::from_str::<serde_json::Value>(&json).expect("JSON")["figures"].take();
    figures[figure]["value"].as_f64().expect("a number")
}

#[test]
fn a_practice_without_persons_makes_no_mean_higher_and_is_told() {
    let lacks = |line: &str| line.starts_with("012001");
    let whole = sample();
    assert!(!whole.check("2024").ends_with(0).err.contains("check-failed"));
    let without = without_lines(sample(), "data/sikrede-2024.csv", lacks);
    without
        .check("2024")
        .ends_with(0)
        .says("advarsel[check-failed]: Nogle praksis har recepter, men ingen sikrede i udtrækket.");
    let neither = without_lines(without_lines(sample(), "data/sikrede-2024.csv", lacks), "data/recepter.csv", lacks);
    assert_eq!(number(&without, "antibiotika.klynge_rate"), number(&neither, "antibiotika.klynge_rate"));
    assert_eq!(number(&without, "antibiotika.region_rate"), number(&neither, "antibiotika.region_rate"));
}

#[test]
fn who_opens_in_a_year_with_one_count_of_persons_is_told_that_the_number_is_too_low() {
    let opened = "012112;Lægehuset Egbakken;Læge 012112;udeladt;001;Klynge Askbakken;Region Østkysten;3;01-01-2015;";
    let once =
        without_lines(sample(), "data/sikrede-2024.csv", |line| line.contains("2024") && !line.contains("31-12-2024"));
    let project = once.replacing("data/praksisregister.csv", opened, &opened.replace("01-01-2015", "15-05-2024"));
    let text = |member: &str| {
        project.here(&["build", "2024", "--member", member]).ends_with(0);
        let pdf = fs::read(project.path("ud/2024/klyngepakke-2024.pdf")).expect("a PDF");
        squeezed(&Pdf::read(&pdf).root.all_text())
    };
    let new = text("012112");
    for said in ["Jeres tal er for lavt", "Jeres punkt ligger for lavt", "I har ikke været her i begge år"] {
        assert!(new.contains(&squeezed(said)), "»{said}« is not in {new}");
    }
    assert!(!new.contains(&squeezed("fjerdedel af regionens praksis, der har færrest")), "{new}");
    let old = text("012223");
    assert!(
        !old.contains(&squeezed("Jeres tal er for lavt")) && old.contains(&squeezed("har et for lavt tal")),
        "{old}"
    );
}
