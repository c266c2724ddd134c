//! What a member sees of itself and of its groups: also where it has no numbers, and where a group is smaller than itself.

use std::fs;

use serde_json::Value;

use super::small::project;
use crate::project::Project;
use crate::tags::Pdf;

const CHAPTER: &str = "skabeloner/pakke/besoeg.toml";
const PROSE: &str = "skabeloner/pakke/besoeg.typ";

fn pdf(project: &Project, level: &str, key: &str) -> Pdf {
    Pdf::read(&fs::read(project.path(&format!("ud/2024/{level}/pakke-2024-{key}.pdf"))).expect("the report"))
}

fn alts(pdf: &Pdf) -> String {
    let mut alts = String::new();
    pdf.root.visit(&mut |tag| alts.push_str(&tag.alt.clone().unwrap_or_default()));
    alts.replace('\u{a0}', " ")
}

#[test]
fn figures_of_smaller_groups_are_unknown_in_the_report_of_a_larger_one_without_a_warning() {
    let project = project().replacing(
        PROSE,
        "I har haft {{ tal(id=\"besoeg.egne\") }} af {{ tal(id=\"besoeg.i_klyngen\") }} besøg.",
        "I har haft {{ tal(id=\"besoeg.egne\") }} besøg. Klyngen {% if gaelder(\"besoeg.i_klyngen >= 0\") %}kendt{% else %}ukendt{% endif %}.",
    );
    let run = project.run(&["batch", "pakke", "2024", "--by", "region"]).ends_with(0);
    assert!(!run.err.contains("not-a-number") && !run.err.contains("check-failed"), "{}", run.err);
    let text = pdf(&project, "region", "Nord").root.all_text();
    assert!(text.contains("Klyngen ukendt."), "{text}");
}

#[test]
fn a_reader_without_rows_has_a_place_in_the_chart_with_a_star_that_is_explained() {
    let project = project().replacing("data/besoeg-2024.csv", "03-02-2024;022222;222001\n", "").replacing(
        PROSE,
        "I har haft {{ tal(id=\"besoeg.egne\") }} af",
        "I har",
    );
    project.run(&["batch", "pakke", "2024", "--only", "022222,033333"]).ends_with(0);
    let without = pdf(&project, "praksis", "022222");
    assert!(alts(&without).contains("Jeres praksis *"), "{}", alts(&without));
    assert!(without.root.all_text().contains("*: Tallet er ukendt."), "{}", without.root.all_text());
    let with = pdf(&project, "praksis", "033333");
    assert!(!alts(&with).contains('*') && !with.root.all_text().contains("ukendt"), "{}", alts(&with));
}

/// The visits by quarter: of the reader, and of its cluster.
fn over_time() -> Project {
    let quarter = "CONCAT(STRFTIME(dato, '%Y'), CASE WHEN EXTRACT(QUARTER FROM dato) = 1 THEN '-K1' ELSE '-K3' END)";
    let figure = |name: &str, label: &str, scope: &str| {
        format!(
            "[figures.{name}]\nlabel = \"{label}\"\nfrom = \"besoeg\"\nvalue = \"SUM(antal)\"\nby = \"{quarter}\"\nscope = \"{scope}\"\n\n"
        )
    };
    let chart = "[charts.kurve]\ncaption = \"Kurve\"\nkind = \"lines\"\nseries = \"besoeg.egne_kurve\"\ny_label = \"Besøg\"\ncompare = [\"besoeg.klynge_kurve\"]\n\n";
    let added = [
        figure("egne_kurve", "Egne kvartaler", "own"),
        figure("klynge_kurve", "Klyngens kvartaler", "klynge"),
        chart.to_owned(),
    ];
    project().replacing(CHAPTER, "[[checks]]", &format!("{}[[checks]]", added.concat())).replacing(
        PROSE,
        "#tabel(\"besoeg.andele\")",
        "#figur(\"besoeg.kurve\")\n\n#tabel(\"besoeg.andele\")",
    )
}

#[test]
fn members_of_the_same_name_have_their_numbers_in_charts() {
    let project = project()
        .replacing(
            "skabeloner/pakke/report.toml",
            "own = \"Jeres praksis\"",
            "own = \"Jeres praksis\"\nnaming = \"names\"",
        )
        .replacing("data/register.csv", "Lægehuset Eg;", "Lægehuset Birk;");
    project.run(&["batch", "pakke", "2024", "--only", "011111"]).ends_with(0);
    let alts = alts(&pdf(&project, "praksis", "011111"));
    for label in ["Jeres praksis 111.002", "Lægehuset Birk (022222) 222.001", "Lægehuset Birk (033333) 333.001"] {
        assert!(alts.contains(label), "{label}: {alts}");
    }
}

/// 011111 was Lægehuset Ask in the other cluster until June.
#[test]
fn a_number_that_was_used_again_has_the_name_of_the_practice_that_had_it_in_that_group() {
    let project = project().replacing(
        "skabeloner/pakke/report.toml",
        "own = \"Jeres praksis\"",
        "own = \"Jeres praksis\"\nnaming = \"names\"",
    );
    project.run(&["batch", "pakke", "2024", "--only", "022222,055555"]).ends_with(0);
    let (first, second) = (alts(&pdf(&project, "praksis", "022222")), alts(&pdf(&project, "praksis", "055555")));
    assert!(first.contains("Lægehuset Alm 111.002") && !first.contains("Lægehuset Ask"), "{first}");
    assert!(second.contains("Lægehuset Ask 111.001") && !second.contains("Lægehuset Alm"), "{second}");
}

#[test]
fn a_cluster_that_has_chosen_it_shows_names_and_the_others_do_not() {
    let project = project().replacing(
        "skabeloner/pakke/report.toml",
        "own = \"Jeres praksis\"",
        "own = \"Jeres praksis\"\nnamed_in = [\"1\", \"8\"]",
    );
    let run = project.run(&["batch", "pakke", "2024", "--only", "022222,055555"]).ends_with(0);
    run.says("advarsel[unknown-member]: »8« i »named_in« er ikke en gruppe i registret");
    let (open, closed) = (pdf(&project, "praksis", "022222"), pdf(&project, "praksis", "055555"));
    assert!(alts(&open).contains("Lægehuset Eg 333.001"), "{}", alts(&open));
    assert!(open.root.all_text().contains("Gruppen har valgt"), "{}", open.root.all_text());
    assert!(!alts(&closed).contains("Lægehuset"), "{}", alts(&closed));
    assert!(closed.root.all_text().contains("De andre står under bogstaver"), "{}", closed.root.all_text());
}

#[test]
fn a_cluster_that_is_shown_to_other_clusters_by_name_does_not_say_that_its_practices_are() {
    let by_cluster = "[figures.klynger]\nlabel = \"Besøg efter klynge\"\nfrom = \"besoeg\"\nvalue = \"SUM(antal)\"\nby = \"klynge\"\nscope = \"region\"\n\n[charts.praksis]";
    let project = project()
        .replacing(
            "skabeloner/pakke/report.toml",
            "own = \"Jeres klynge\"",
            "own = \"Jeres klynge\"\nnaming = \"names\"",
        )
        .replacing(CHAPTER, "[charts.praksis]", by_cluster);
    project.run(&["batch", "pakke", "2024", "--by", "klynge", "--only", "1"]).ends_with(0);
    let text = pdf(&project, "klynge", "1").root.all_text();
    assert!(!text.contains("Gruppen har valgt"), "{text}");
    assert!(text.contains("De, der er vist enkeltvis, står under bogstaver"), "{text}");
}

#[test]
fn a_curve_has_the_reader_by_name_and_its_group_beside_it() {
    let project = over_time();
    project.run(&["batch", "pakke", "2024", "--only", "011111"]).ends_with(0);
    let alts = alts(&pdf(&project, "praksis", "011111"));
    // The practice came into the cluster in the third quarter.
    assert!(alts.contains("Jeres praksis var 111.002 i 3. kvartal 2024."), "{alts}");
    assert!(alts.contains("Klyngens kvartaler faldt fra 555.002 i 1. kvartal 2024 til 111.002"), "{alts}");
    project.run(&["batch", "pakke", "2024", "--by", "klynge", "--only", "1"]).ends_with(0);
    let alts = self::alts(&pdf(&project, "klynge", "1"));
    assert!(alts.contains("Jeres klynge faldt fra 555.002 i 1. kvartal 2024 til 111.002"), "{alts}");
    assert!(!alts.contains("Klyngens kvartaler"), "a cluster is not held against itself: {alts}");
}

#[test]
fn a_curve_is_held_against_series_only() {
    over_time()
        .replacing(CHAPTER, "compare = [\"besoeg.klynge_kurve\"]", "compare = [\"besoeg.i_klyngen\"]")
        .run(&["check", "2024", "--report", "pakke"])
        .ends_with(1)
        .says("»besoeg.i_klyngen« er ét tal, men her skal stå en serie");
}

#[test]
fn limits_of_a_funnel_are_figures_that_sentences_can_rest_on() {
    let limits = "[figures.nedre]\nlabel = \"Nedre\"\nis = \"FUNNEL_LOWER(besoeg.i_klyngen)\"\n\n[figures.oevre]\nlabel = \"Øvre\"\nis = \"FUNNEL_UPPER(besoeg.i_klyngen)\"\n\n[[checks]]";
    let project = project()
        .replacing(CHAPTER, "[[checks]]", limits)
        .replacing("data/besoeg-2024.csv", "111002", "4")
        .replacing("data/besoeg-2024.csv", "222001", "3")
        .replacing("data/besoeg-2024.csv", "333001", "3");
    let run =
        project.run(&["figures", "2024", "--report", "pakke", "--member", "022222", "--format", "json"]).ends_with(0);
    let figures: Value = serde_json::from_str(&run.out).expect("JSON");
    let text = figures.to_string();
    let value = |id: &str| -> f64 {
        let at = text.find(&format!("\"{id}\"")).expect("the figure");
        figures["figures"][id]["value"].as_f64().unwrap_or_else(|| panic!("{}", &text[at..(at + 200).min(text.len())]))
    };
    // Exact limits of a count with mean 10, between those of the steps 4 and 17.
    assert!((3.0..5.0).contains(&value("besoeg.nedre")), "{}", value("besoeg.nedre"));
    assert!((16.0..17.5).contains(&value("besoeg.oevre")), "{}", value("besoeg.oevre"));
}
