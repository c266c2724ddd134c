//! Spellings of one text that figures count, group by or compare as different texts.

use crate::project::{Project, Run};

const LOG: &str = "data/log-2024.csv";
const DATASETS: &str = "skabeloner/lille/datasets.toml";
const CHAPTER: &str = "skabeloner/lille/besoeg.toml";

/// The small report with these notes from row 2, and a figure with this definition instead of that by note.
fn project(notes: &[&str], figure: &str) -> Project {
    let rows: Vec<String> = notes.iter().map(|note| format!("02-01-2024;Besøg;4;{note}\n")).collect();
    Project::new()
        .with(LOG, format!("Dato;Slags;Deltagere;Note\n{}02-01-2023;Besøg;4;HOLD 1\n", rows.concat()))
        .replacing(
            CHAPTER,
            "[figures.noter]",
            &format!("[figures.proeve]\nlabel = \"P\"\nfrom = \"log\"\n{figure}\n\n[figures.noter]"),
        )
        .replacing(CHAPTER, "where = \"note IS NOT NULL\"\nby = \"note\"", "where = \"antal > 1\"\nby = \"slags\"")
}

fn figures(project: &Project) -> Run {
    project.figures("2024", "csv").ends_with(0)
}

const DISTINCT: &str = "value = \"COUNT(DISTINCT note)\"";

#[test]
fn spellings_that_are_counted_as_different_are_a_warning_with_their_rows() {
    let notes = ["Hold A", "Hold A", "HOLD-A", "hold  a", "Hold–A", "Hold B"];
    let run = figures(&project(&notes, DISTINCT))
        .says("advarsel[spellings-differ]: En tekst er stavet på flere måder og bliver talt som forskellige: »Hold A« (2 rækker)")
        .says("log-2024.csv, kolonne »Note«, række 4–6, fx værdi »HOLD-A«, »hold  a«")
        .says("exact = true");
    assert_eq!(run.err.matches("advarsel").count(), 1, "{}", run.err);
    for figure in ["by = \"note\"", "once = [\"note\"]", "value = \"COUNT(DISTINCT note) * 2\""] {
        figures(&project(&notes, figure)).says("advarsel[spellings-differ]");
    }
}

#[test]
fn the_sign_of_a_footnote_makes_no_other_text() {
    for note in ["Hold¹", "Hold*", "»Hold«", "Hold:"] {
        figures(&project(&["Hold", note], DISTINCT)).says("advarsel[spellings-differ]").says(note);
    }
}

#[test]
fn the_number_of_a_footnote_and_a_code_beside_a_name_make_no_other_text() {
    for note in ["Hold 1)", "Hold[2]", "259 Hold", "Hold (259)", "259: hold"] {
        figures(&project(&["Hold", "Klynge", note], DISTINCT)).says("advarsel[spellings-differ]").says(note);
    }
    for note in ["Hold (1)", "1 hold", "Hold 259", "2023 hold", "259 Klynger"] {
        assert_eq!(figures(&project(&["Hold", "Klynge", note], DISTINCT)).err, "", "{note}");
    }
}

#[test]
fn the_name_of_the_column_makes_no_other_text() {
    for note in ["Hold Note", "note Hold"] {
        figures(&project(&["Hold", note], DISTINCT)).says("advarsel[spellings-differ]").says(note);
    }
    assert_eq!(figures(&project(&["Note A", "Note B", "Notehold"], DISTINCT)).err, "");
}

#[test]
fn spellings_that_no_figure_tells_apart_are_not_reported() {
    let notes = ["Hold A", "HOLD-A"];
    for figure in
        ["", "where = \"note IS NOT NULL\"", "value = \"COUNT(DISTINCT LOWER(note))\"", "where = \"note = 'Andet'\""]
    {
        assert_eq!(figures(&project(&notes, figure)).err, "", "{figure}");
    }
    let exact = project(&notes, DISTINCT).replacing(DATASETS, "empty = true", "empty = true, exact = true");
    assert_eq!(figures(&exact).err, "");
    let in_another_year = project(&["Hold 1", "Hold 2"], DISTINCT);
    assert_eq!(figures(&in_another_year).err, "");
}

#[test]
fn texts_that_differ_in_more_are_different() {
    for notes in
        [["KOL", "KOL 1"], ["KOL 1", "KOL 2"], ["1-2", "12"], ["1-12", "11-2"], ["B-", "B"], ["Å", "A"], ["a/b", "ab"]]
    {
        assert_eq!(figures(&project(&notes, DISTINCT)).err, "", "{notes:?}");
    }
}

#[test]
fn a_condition_that_rows_only_nearly_meet_is_a_warning_where_it_is_written() {
    for (figure, place) in [
        ("where = \"note = 'hold a'\"", "besoeg.toml:"),
        ("where = \"note IN ('hold-a', 'B')\"", "besoeg.toml:"),
        ("where = \"note <> 'HOLD A'\"", "besoeg.toml:"),
        ("where = \"note LIKE 'hold%'\"", "besoeg.toml:"),
        ("where = \"note LIKE '%LD A%'\"", "besoeg.toml:"),
        ("value = \"SUM(CASE note WHEN 'HoldA' THEN antal ELSE 0 END)\"", "besoeg.toml:"),
    ] {
        figures(&project(&["Hold A", "Hold A", "B"], figure))
            .says("advarsel[near-miss]: Ingen række har »")
            .says("i kolonnen »Note«, men nogle har »Hold A« (2 rækker).")
            .says(place);
    }
    for figure in [
        "where = \"note = 'Hold A'\"",
        "where = \"note = 'Hold C'\"",
        "where = \"note LIKE 'Hold%'\"",
        "where = \"note LIKE 'kursus%'\"",
        "where = \"LOWER(note) = 'hold a'\"",
    ] {
        assert_eq!(figures(&project(&["Hold A", "Hold A", "B"], figure)).err, "", "{figure}");
    }
}

#[test]
fn a_condition_with_a_misspelt_name_nearly_meets_rows_with_the_right_one() {
    let run = |notes: &[&str], figure: &str| figures(&project(notes, figure));
    run(&["Sårpleje 2", "Demens"], "where = \"note = 'Sårplej 2'\"").says(
        "advarsel[near-miss]: Ingen række har »Sårplej 2« i kolonnen »Note«, men nogle har »Sårpleje 2« (1 række).",
    );
    for (note, text) in [
        ("Klynge 2", "Klynge 3"),
        ("Region Syd", "Region Øst"),
        ("Norby", "Sorby"),
        ("Medicin", "Demens"),
        ("Hold A", "Hold B"),
    ] {
        assert_eq!(run(&[note, "B"], &format!("where = \"note = '{text}'\"")).err, "", "{note} {text}");
    }
    // Both names are asked for, so both are known.
    assert_eq!(run(&["Norddal", "B"], "where = \"note IN ('Norddal', 'Sorddal')\"").err, "");
}

#[test]
fn a_condition_without_danish_letters_nearly_meets_rows_with_them() {
    for (text, note) in
        [("Ost", "Øst"), ("Saerlig", "Særlig"), ("Aarhus", "Århus"), ("Århus N", "Aarhus N"), ("oest", "Øst")]
    {
        figures(&project(&[note, note, "B"], &format!("where = \"note = '{text}'\"")))
            .says(&format!("»{text}« i kolonnen »Note«, men nogle har »{note}« (2 rækker)."));
    }
    for (text, note) in [("Ost", "Vest"), ("Mal", "Maal"), ("Øre", "Ære"), ("År", "Ar 2")] {
        assert_eq!(figures(&project(&[note, "B"], &format!("where = \"note = '{text}'\""))).err, "", "{text}");
    }
    // Rows that meet the condition are what its author means.
    assert_eq!(figures(&project(&["Ost", "Øst"], "where = \"note = 'Ost'\"")).err, "");
}

#[test]
fn a_condition_that_only_some_spellings_meet_is_a_warning_at_the_other_rows() {
    figures(&project(&["DataSam", "Datasam", "DataSam", "KOL"], "where = \"note = 'DataSam'\""))
        .says("advarsel[spellings-differ]")
        .says("log-2024.csv, række 3, kolonne »Note«, værdi »Datasam«");
}

#[test]
fn a_condition_that_names_all_spellings_is_in_order() {
    for figure in [
        "where = \"note IN ('DataSam', 'Datasam')\"",
        "where = \"note = 'Datasam' OR note = 'DataSam' OR note = 'datasam'\"",
    ] {
        assert_eq!(figures(&project(&["DataSam", "Datasam", "KOL"], figure)).err, "", "{figure}");
    }
}

#[test]
fn a_condition_with_a_text_that_is_read_as_empty_is_a_warning() {
    figures(&project(&["A", "B"], "where = \"note = 'Ingen'\""))
        .says("advarsel[near-miss]: »Ingen« bliver læst som en tom celle i kolonnen »Note«, så ingen række har den.")
        .says("real = [\"Ingen\"]");
    let real = project(&["A", "Ingen"], "where = \"note = 'Ingen'\"").replacing(
        DATASETS,
        "empty = true",
        "empty = true, real = [\"ingen\"]",
    );
    assert_eq!(figures(&real).err, "");
}

#[test]
fn a_key_that_is_spelt_in_two_ways_is_a_warning() {
    let keyed = |notes: &[&str]| {
        project(notes, "").replacing(DATASETS, "period = \"dato\"", "period = \"dato\"\nkey = [\"note\"]")
    };
    figures(&keyed(&["L0001", "L0002", "l0002"]))
        .says("advarsel[spellings-differ]")
        .says("»L0002« (1 række) og »l0002« (1 række)");
    assert_eq!(figures(&keyed(&["L0001", "L0002", "L00022"])).err, "");
}
