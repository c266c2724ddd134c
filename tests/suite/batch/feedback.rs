//! A report of a batch without what makes feedback work is told of it.

use super::small::project;
use crate::project::Project;

const CHAPTER: &str = "skabeloner/pakke/besoeg.toml";
const PROSE: &str = "skabeloner/pakke/besoeg.typ";

/// The small batch with everything that feedback needs.
fn complete() -> Project {
    project()
        .replacing("kapreport.toml", "lille", "pakke")
        .replacing(
            CHAPTER,
            "series = \"besoeg.praksis\"\n",
            "series = \"besoeg.praksis\"\ncompare = [\"besoeg.i_klyngen\"]\n",
        )
        .replacing(
            PROSE,
            "I har haft",
            "#budskab[I har haft besøg.]\n\n#handling[Ring til en anden praksis.]\n\nI har haft",
        )
}

#[test]
fn a_complete_report_has_no_such_finding() {
    let run = complete().check("2024").ends_with(0);
    for code in ["no-comparator", "no-own-bar", "no-headline", "no-action"] {
        assert!(!run.err.contains(code), "{}", run.err);
    }
}

#[test]
fn bars_of_practices_without_a_number_to_hold_them_against_are_told() {
    let project = complete().replacing(CHAPTER, "compare = [\"besoeg.i_klyngen\"]\n", "");
    let run = project.check("2024").ends_with(0).says("advarsel[no-comparator]: Diagrammet »besoeg.praksis«");
    assert!(run.err.contains("besoeg.toml:"), "{}", run.err);
    let project = project.replacing(CHAPTER, "kind = \"bars\"", "kind = \"bars\"\ntarget = \"besoeg.i_klyngen\"");
    assert!(!project.check("2024").err.contains("no-comparator"), "a target is something to compare with");
}

#[test]
fn a_chart_of_the_group_without_the_readers_own_number_is_told() {
    let project = complete().replacing(CHAPTER, "by = \"ydernr\"", "by = \"antal\"");
    project.check("2024").says("advarsel[no-own-bar]: Diagrammet »besoeg.praksis«");
    let own = project.replacing(CHAPTER, "by = \"antal\"\nscope = \"klynge\"", "by = \"antal\"\nscope = \"own\"");
    assert!(!own.check("2024").err.contains("no-own-bar"));
}

#[test]
fn a_chart_needs_a_headline_before_it_and_its_section_something_to_do() {
    let without = complete().replacing(PROSE, "#budskab[I har haft besøg.]\n", "// #budskab[I har haft besøg.]\n");
    without.check("2024").ends_with(0).says("advarsel[no-headline]: Diagrammet »besoeg.praksis«");
    let behind = without.replacing(
        PROSE,
        "#figur(\"besoeg.praksis\")",
        "#figur(\"besoeg.praksis\")\n\n#budskab[I har haft besøg.]",
    );
    behind.check("2024").says("advarsel[no-headline]");
    let empty = complete().replacing(PROSE, "#handling[Ring til en anden praksis.]", "#handling[ ]");
    empty.check("2024").ends_with(0).says("advarsel[no-action]: Kapitlet »Besøg«");
}

#[test]
fn each_chart_needs_a_headline_of_its_own_unless_it_is_shown_instead_of_another() {
    let second = "\n[charts.igen]\ncaption = \"Igen\"\nkind = \"bars\"\nseries = \"besoeg.praksis\"\ncompare = [\"besoeg.i_klyngen\"]\n\n[[checks]]";
    let figure = "#figur(\"besoeg.praksis\")";
    let instead = |text: &str| complete().replacing(CHAPTER, "\n[[checks]]", second).replacing(PROSE, figure, text);
    let with = |text: &str| instead(&format!("{figure}\n\n{text}")).check("2024").ends_with(0);
    with("#figur(\"besoeg.igen\")").says("advarsel[no-headline]: Diagrammet »besoeg.igen«");
    let run = with("#budskab[Og igen.]\n\n#figur(\"besoeg.igen\")");
    assert!(!run.err.contains("no-headline"), "{}", run.err);
    let run = instead(
            "{% if medlem.niveau == \"klynge\" %}\n#figur(\"besoeg.igen\")\n{% else %}\n#figur(\"besoeg.praksis\")\n{% endif %}",
        )
        .check("2024")
        .ends_with(0);
    assert!(!run.err.contains("no-headline") && !run.err.contains("unused-table"), "{}", run.err);
}

#[test]
fn each_section_with_a_chart_needs_something_to_do() {
    let project = complete().replacing(
        PROSE,
        "#figur(\"besoeg.praksis\")",
        "== Mere\n\n#budskab[I har.]\n\n#figur(\"besoeg.praksis\")",
    );
    project.check("2024").ends_with(0).says("advarsel[no-action]: Afsnittet »Mere« siger ikke");
}

#[test]
fn a_report_that_is_not_made_for_members_needs_none_of_it() {
    let chart = "[charts.slags]\ncaption = \"Slags\"\nkind = \"bars\"\nseries = \"besoeg.slags\"\n\n[[checks]]";
    let project = Project::new().replacing("skabeloner/lille/besoeg.toml", "[[checks]]", chart).replacing(
        "skabeloner/lille/besoeg.typ",
        "#tabel(\"besoeg.noter\")",
        "#tabel(\"besoeg.noter\")\n\n#figur(\"besoeg.slags\")",
    );
    let run = project.check("2024").ends_with(0);
    assert!(!run.err.contains("advarsel"), "{}", run.err);
}
