//! Concepts: each must be declared, used by one figure per report, and of the figure's kind.

use crate::project::Project;

const CHAPTER: &str = "skabeloner/lille/besoeg.toml";
const DATASETS: &str = "skabeloner/lille/datasets.toml";
const CONCEPTS: &str = "skabeloner/shared/concepts.toml";

/// The concepts of these tests. They take precedence over the embedded ones.
const DECLARED: &str = "[chapters]
besoeg = \"Besøg\"

[denominators.praksis]
concept = \"besoeg.praksis\"
scale = 100
unit = \"en praksis|praksis\"

[concepts.besoeg.antal]
label = \"Besøg\"
definition = \"Besøg hos praksis.\"
kind = \"flow\"
per = [\"praksis\"]

[concepts.besoeg.praksis]
label = \"Praksis\"
definition = \"Praksis i regionen.\"
kind = \"stock\"

[concepts.besoeg.andel]
label = \"Andel\"
definition = \"Andelen af besøg.\"
kind = \"share\"
";

/// The small report with this concept on the figure `besoeg`.
fn with_concept(concept: &str) -> Project {
    Project::new().with(CONCEPTS, DECLARED).replacing(
        CHAPTER,
        "unit = \"et besøg|besøg\"\n",
        &format!("unit = \"et besøg|besøg\"\nconcept = \"{concept}\"\n"),
    )
}

#[test]
fn a_declared_concept_is_stored_in_the_snapshot() {
    let project = with_concept("besoeg.antal");
    project.build("2024").ends_with(0);
    let snapshot: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(project.path("ud/2024/figures.json")).expect("a snapshot"))
            .expect("JSON");
    assert_eq!(snapshot["figures"]["besoeg.besoeg"]["concept"], "besoeg.antal");
}

#[test]
fn an_unknown_concept_is_reported_with_the_nearest_one() {
    with_concept("besoeg.antall").check("2024").ends_with(1).says(
        "fejl[unknown-concept]: Begrebet »besoeg.antall« er ikke defineret.\n   lille/besoeg.toml:6:12\n   → Mente du »besoeg.antal«?",
    );
    with_concept("zzz").check("2024").ends_with(1).says(
        "Begrebet »zzz« er ikke defineret.\n   lille/besoeg.toml:6:12\n   → Begreberne står i shared/concepts.toml.",
    );
}

#[test]
fn two_figures_with_the_same_concept_are_reported() {
    with_concept("besoeg.antal")
        .replacing(CHAPTER, "label = \"Deltagere\"", "label = \"Deltagere\"\nconcept = \"besoeg.antal\"")
        .check("2024")
        .ends_with(1)
        .says("fejl[same-concept]: »besoeg.deltagere« og »besoeg.besoeg« har samme begreb, »besoeg.antal«.\n   lille/besoeg.toml:12:12");
}

#[test]
fn a_share_cannot_have_the_concept_of_a_count_nor_the_reverse() {
    with_concept("besoeg.andel").check("2024").ends_with(1).says(
        "fejl[concept-mismatch]: »besoeg.besoeg« kan ikke have begrebet »besoeg.andel«: begrebet er en andel, og nøgletallet er et antal.",
    );
    let share = "is = \"besoeg.besoeg / besoeg.i_alt\"\nformat = \"percent\"\nconcept = ";
    let figure = |concept: &str| {
        Project::new().with(CONCEPTS, DECLARED).replacing(
            CHAPTER,
            "[figures.noter]",
            &format!("[figures.andel]\nlabel = \"Andel\"\n{share}\"{concept}\"\n\n[figures.noter]"),
        )
    };
    figure("besoeg.andel").check("2024").ends_with(0);
    figure("besoeg.antal").check("2024").ends_with(1).says(
        "»besoeg.andel« kan ikke have begrebet »besoeg.antal«: begrebet er et antal, og nøgletallet er en andel.",
    );
}

#[test]
fn a_series_cannot_have_a_concept() {
    Project::new()
        .with(CONCEPTS, DECLARED)
        .replacing(CHAPTER, "label = \"Efter slags\"", "label = \"Efter slags\"\nconcept = \"besoeg.antal\"")
        .check("2024")
        .ends_with(1)
        .says("»besoeg.slags« kan ikke have begrebet »besoeg.antal«: det er en serie, og et begreb er ét tal.");
}

#[test]
fn a_stock_cannot_have_the_concept_of_a_flow() {
    let register = |concept: &str| {
        with_concept(concept)
            .replacing(DATASETS, "period = \"dato\"", "valid = { from = \"dato\", last = \"slut\" }")
            .replacing(
                DATASETS,
                "note = { header",
                "slut = { header = \"Slut\", type = \"date\", empty = true }\nnote = { header",
            )
            .with(
                "data/log-2024.csv",
                "Dato;Slags;Deltagere;Slut;Note\n02-01-2024;Besøg;4;;\n15-03-2024;Møde;12;;almindelig\n",
            )
    };
    register("besoeg.praksis").check("2024").ends_with(0);
    register("besoeg.antal").check("2024").ends_with(1).says(
        "»besoeg.besoeg« kan ikke have begrebet »besoeg.antal«: begrebet tæller over perioden, og nøgletallet tæller på én dag.",
    );
}

#[test]
fn mistakes_in_concept_declarations_are_reported_with_their_places() {
    let project = with_concept("besoeg.antal");
    project
        .replacing(CONCEPTS, "concept = \"besoeg.praksis\"", "concept = \"besoeg.antal\"")
        .replacing(CONCEPTS, "kind = \"share\"", "kind = \"share\"\nper = [\"praksiss\"]")
        .replacing(CONCEPTS, "[concepts.besoeg.praksis]", "[concepts.moede.praksis]")
        .replacing(CONCEPTS, "kind = \"stock\"", "kind = \"lager\"")
        .check("2024")
        .ends_with(1)
        .says("»besoeg.antal« kan ikke være nævner.\n   shared/concepts.toml:5:12\n   → En nævner er et antal på en dag: kind = \"stock\".")
        .says("Nævneren »praksiss« findes ikke.\n   shared/concepts.toml:24:9\n   → Mente du »praksis«?")
        .says("»besoeg.andel« er en andel og kan ikke have nævnere.")
        .says("Kapitlet »moede« findes ikke.\n   shared/concepts.toml:15:17")
        .says("»lager« er ikke en mulig værdi for »kind«.");
}

#[test]
fn the_embedded_concepts_are_used_if_the_templates_folder_has_none() {
    Project::new()
        .replacing(
            CHAPTER,
            "unit = \"et besøg|besøg\"\n",
            "unit = \"et besøg|besøg\"\nconcept = \"it.praksisbesoeg\"\n",
        )
        .check("2024")
        .ends_with(0);
}
