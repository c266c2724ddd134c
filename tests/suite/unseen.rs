//! No word of a chapter is lost on its page: what is hidden, cut off, tiny or of the colour of its ground is told.

use std::fs;

use crate::project::{Project, Run};

const PROSE: &str = "skabeloner/lille/besoeg.typ";
const REPORT: &str = "skabeloner/lille/report.toml";

fn writing(more: &str) -> Run {
    let project = Project::new();
    let prose = fs::read_to_string(project.path(PROSE)).expect("the chapter");
    project.with(PROSE, format!("{prose}\n{more}\n")).here(&["check", "2024"])
}

#[test]
fn words_that_are_on_no_page_are_told_where_they_are_written() {
    let run = writing(
        "Et #hide[skjult ord] her.\n\n#let gemt = [gemt ord]\n\n#if 1 > 2 [umuligt ord]\n\nSynligt igen. #metadata[mere]",
    );
    let run = run.ends_with(0).says("advarsel[unseen-text]: »skjult ord« står i kapitlet, men på ingen side.");
    run.says("»gemt ord umuligt ord«").says("»mere«").omits("Synligt");
}

#[test]
fn words_that_are_cut_off_or_tiny_are_told() {
    let run =
        writing("#box(width: 40pt, height: 11pt, clip: true)[Afklippede ord står her]\n\n#text(size: 0pt)[Intet]");
    let run = run.says("skåret af en ramme, der er for lille").says("»Intet« så småt, at det ikke kan læses");
    run.says("advarsel[unseen-text]");
    writing("#box(width: 100%, clip: true, inset: 3pt)[Plads nok, på *fed* og _kursiv_ måde.]").quiet("unseen-text");
}

#[test]
fn a_text_that_its_ground_swallows_is_told_with_the_contrast() {
    let white = "har »Hvidt« kontrasten 1,0 mod baggrunden, men skal have mindst 4,5 for at kunne læses.";
    writing("#text(fill: white)[Hvidt]").says(white).says("advarsel[low-contrast]");
    writing("#text(fill: rgb(\"#00000000\"))[Glas]").says("har »Glas« kontrasten 1,0");
    writing("#box(fill: black)[Sort]").says("har »Sort« kontrasten");
    // #949494 has 3.03, which is enough for large text.
    writing("#text(fill: rgb(\"#949494\"))[Gråt]").says("har »Gråt« kontrasten 3,0");
    writing("#text(size: 20pt, fill: rgb(\"#949494\"))[Stort] #box(fill: black, text(fill: white)[Hvidt på sort])")
        .quiet("low-contrast");
}

#[test]
fn colours_of_the_theme_are_measured_before_anything_is_built() {
    let themed = |theme: &str| {
        let project = Project::new();
        let report = fs::read_to_string(project.path(REPORT)).expect("the report");
        project.with(REPORT, format!("{report}\n[theme]\n{theme}\n")).here(&["check", "2024"])
    };
    // Each text on it would be another finding for the same cause.
    let dark = themed("tint = \"#1f4e5f\"").says("advarsel[low-contrast]: Baggrunden »#1f4e5f« er for mørk til tekst");
    dark.omits("På side");
    themed("primary = \"#f5a623\"")
        .ends_with(0)
        .says("oplysning[low-contrast]: Farven »#f5a623« har kontrasten")
        .says("Rapporten bruger en mørkere udgave.")
        .omits("advarsel[low-contrast]");
    themed("primary = \"#1f4e5f\"\ntint = \"#ffffff\"").quiet("low-contrast");
}

trait Silent {
    /// The text is in no finding.
    fn omits(&self, text: &str) -> &Self;
    fn quiet(&self, code: &str) -> &Self;
}

impl Silent for Run {
    #[track_caller]
    fn omits(&self, text: &str) -> &Self {
        assert!(!self.err.contains(text), "{}", self.err);
        self
    }

    #[track_caller]
    fn quiet(&self, code: &str) -> &Self {
        self.omits(&format!("[{code}]"))
    }
}
