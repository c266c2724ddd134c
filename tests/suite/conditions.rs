//! Conditions and premises that would never be tried, and names that stand for something else.

use crate::project::Project;

const PROSE: &str = "skabeloner/lille/besoeg.typ";

fn with_prose(line: &str) -> Project {
    Project::new().with(PROSE, format!("{line}\n\n#tabel(\"besoeg.oversigt\")\n\n#tabel(\"besoeg.noter\")\n"))
}

#[test]
fn an_unknown_name_in_a_condition_is_reported_since_it_is_never_true() {
    with_prose("{% if har_forige %}Mod året før.{% endif %}").check("2024").ends_with(1).says(
        "fejl[prose-syntax]: »har_forige« er ikke et navn, som teksten kan bruge, så vilkåret er aldrig opfyldt.\n   lille/besoeg.typ:1:7\n   \
         → Mente du »har_forrige«?",
    );
    for known in [
        "{% if har_forrige and periode == \"2024\" %}Ja.{% endif %}",
        "{% set stor = true %}{% if stor and not har_forrige %}Ja.{% endif %}",
        "{% for navn in [\"a\", \"b\"] %}{% if loop.first %}{{ navn }}{% endif %}{% endfor %}",
    ] {
        let run = with_prose(known).check("2024");
        assert!(!run.err.contains("vilkåret er aldrig"), "{known}: {}", run.err);
    }
}

/// The small report with a year before in which there were more visits.
fn with_year_before(line: &str) -> Project {
    let project = Project::new()
        .with("data/log-2024.csv", "Dato;Slags;Deltagere;Note\n02-01-2024;Besøg;4;\n03-01-2024;Møde;4;a\n");
    let before = "Dato;Slags;Deltagere;Note\n02-01-2023;Besøg;4;\n03-01-2023;Besøg;4;\n04-01-2023;Møde;4;a\n";
    let project = project.with("foer/log-2023.csv", before);
    project.here(&["build", "2023", "--data", "foer"]).ends_with(0);
    project.with(PROSE, format!("{line}\n\n#tabel(\"besoeg.oversigt\")\n\n#tabel(\"besoeg.noter\")\n"))
}

#[test]
fn a_premise_about_a_whole_series_is_reported_and_one_about_its_sum_is_tried() {
    with_year_before("{{ gaelder(\"besoeg.slags > forrige\") }} Det går godt.")
        .check("2024")
        .ends_with(1)
        .says("fejl[wrong-type]: »besoeg.slags« er en serie, så forrige er ikke ét tal.");
    with_year_before("{{ gaelder(\"SUM(besoeg.slags) > forrige\") }} Det går godt.")
        .check("2024")
        .ends_with(1)
        .says("fejl[premise-failed]: Teksten bygger på, at SUM(besoeg.slags) > forrige, men det gælder ikke");
    let run =
        with_year_before("{{ gaelder(\"SUM(besoeg.slags) < forrige\") }} Det går godt.").check("2024").ends_with(0);
    assert!(!run.err.contains("premise"), "{}", run.err);
}

#[test]
fn a_series_where_a_number_is_wanted_is_reported_there_and_not_where_a_series_is_wanted() {
    let text = "Der var {{ tal(id=\"besoeg.slags\") }}.\nDe hyppigste var {{ top(id=\"besoeg.slags\") }}.";
    let run = with_prose(text).check("2024").ends_with(1);
    assert_eq!(run.err.matches("wrong-type").count(), 1, "{}", run.err);
    run.says("fejl[wrong-type]: »besoeg.slags« er en serie, men her skal stå ét tal.\n   lille/besoeg.typ:1:")
        .says("→ Vælg et medlem: »besoeg.slags[Besøg]«.");
    with_prose("#noegletal(\"besoeg.slags\")")
        .check("2024")
        .ends_with(1)
        .says("»besoeg.slags« er en serie, men her skal stå ét tal.");
    with_prose("De største er {{ top(id=\"besoeg.besoeg\") }}.")
        .check("2024")
        .ends_with(1)
        .says("»besoeg.besoeg« er ét tal, men her skal stå en serie.");
}

#[test]
fn a_chapter_that_is_not_on_the_list_is_told() {
    Project::new()
        .with("skabeloner/lille/glemt.toml", "title = \"Glemt\"\n")
        .with("skabeloner/lille/glemt.typ", "Tekst.\n")
        .with("skabeloner/lille/stump.typ", "Tekst.\n")
        .check("2024")
        .ends_with(0)
        .says("oplysning[unlisted-chapter]: Kapitlet »glemt« er ikke med i rapporten: det står ikke på listen »chapters«.\n   lille/report.toml:6:14");
}

#[test]
fn a_draft_comes_out_without_a_picture_that_cannot_be_shown() {
    let project =
        with_prose("#billede(\"hus.png\", alt: \"Et hus\")[Huset]").with("skabeloner/lille/bil.png", "intet billede");
    for project in [project.replacing(PROSE, "hus.png", "bil.png"), with_prose("#billede(\"hus.png\")[Huset]")] {
        project.check("2024").ends_with(1);
        project.here(&["build", "2024", "--draft"]).ends_with(1);
        assert!(project.path("ud/2024/lille-2024.pdf").exists());
    }
}

#[test]
fn the_other_text_of_a_condition_may_be_an_argument_of_typst() {
    let text =
        "#stack(\n{% if gaelder(\"SUM(besoeg.slags) > 1000\") %}\n  [Mange.],\n{% else %}\n  [Få.],\n{% endif %}\n)";
    with_year_before(text).here(&["build", "2024"]).ends_with(0);
}
