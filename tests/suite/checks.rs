//! Checks between figures and numbers typed in prose. Each is tested with a finding and without one.

use indexmap::IndexMap;
use kapreport::testing::checks::{self, Guard};
use kapreport::testing::definition::expression::Expression;
use kapreport::testing::definition::figure::{FigureOrigin, Query};
use kapreport::testing::definition::{self, Definition, Located, Templates};
use kapreport::testing::figure_id::FigureId;
use kapreport::testing::figures::{self, Computed};
use kapreport::testing::findings::{Findings, Severity};
use kapreport::testing::ingest::{self, Ingested, Options, Strictness};
use kapreport::testing::period::Period;

use crate::project::{Project, Run, repository};
use crate::tags::{Pdf, squeezed};

const CHAPTER: &str = "skabeloner/lille/besoeg.toml";
const PROSE: &str = "skabeloner/lille/besoeg.typ";
const REPORT: &str = "skabeloner/lille/report.toml";
const ROWS: &str = "rows = [{ series = \"besoeg.slags\" }, { figure = \"besoeg.i_alt\", total = true }]";

/// The small report with these lines added to its chapter.
fn with_more(more: &str) -> Project {
    let project = Project::new();
    let chapter = std::fs::read_to_string(project.path(CHAPTER)).unwrap();
    project.with(CHAPTER, format!("{chapter}\n{more}"))
}

/// Runs `check 2024` and asserts that there is no finding.
#[track_caller]
fn passes(project: &Project) {
    let run = project.check("2024").ends_with(0);
    assert_eq!(run.err, "", "there is nothing to say");
}

#[track_caller]
fn fails(project: &Project) -> Run {
    project.check("2024").ends_with(1)
}

#[test]
fn a_failed_check_names_figures_values_difference_and_where_they_are_printed() {
    let check = "[[checks]]\nthat = \"SUM(besoeg.slags) = besoeg.besoeg\"\nmessage = \"Alt er besøg.\"\n";
    fails(&with_more(check)).says(
        "fejl[check-failed]: Alt er besøg. Men: besoeg.slags = 2 + 1 (sum 3), besoeg.besoeg = 2. Forskellen er 1.
   besoeg.slags, besoeg.besoeg
   lille/besoeg.toml:48:9
   → Tjekket lyder: SUM(besoeg.slags) = besoeg.besoeg
   → besoeg.slags vises i Tabel 1 (Oversigt 2024).
   → besoeg.besoeg vises i kapitlet Besøg og møder, linje 1.",
    );
    passes(&with_more(&check.replace("besoeg.besoeg", "besoeg.i_alt")));
}

#[test]
fn a_check_accepts_differences_up_to_its_tolerance() {
    let check = |that: &str, tolerance: &str| {
        format!("[[checks]]\nthat = \"{that}\"\nmessage = \"Grund.\"\ntolerance = {tolerance}\n")
    };
    for that in [
        "besoeg.i_alt = besoeg.besoeg",
        "besoeg.i_alt <= besoeg.besoeg",
        "besoeg.besoeg >= besoeg.i_alt",
        "besoeg.i_alt < besoeg.besoeg + 0.5",
    ] {
        fails(&with_more(&check(that, "0"))).says("check-failed");
        passes(&with_more(&check(that, "1")));
    }
    fails(&with_more(&check("besoeg.i_alt = besoeg.besoeg", "0.9"))).says("Forskellen er 1.");
    fails(&with_more(&check("besoeg.i_alt <> besoeg.besoeg", "1"))).says("check-failed");
    fails(&with_more(&check("besoeg.i_alt = 3", "-1"))).says("skal være et tal, der ikke er negativt");
}

#[test]
fn a_check_over_a_series_names_the_member_that_differs_most() {
    let more = "[figures.andre]\nlabel = \"Andre\"\nfrom = \"log\"\nvalue = \"SUM(antal)\"\nby = \"slags\"\n
[[checks]]\nthat = \"besoeg.andre = besoeg.slags\"\nmessage = \"En deltager pr. hændelse.\"\n";
    fails(&with_more(more)).says("Forskellen er størst for »Besøg«: 1.002.");
}

#[test]
fn a_total_that_is_not_the_sum_of_the_rows_above_it_is_an_error() {
    let wrong = || Project::new().replacing(CHAPTER, "is = \"SUM(besoeg.slags)\"", "is = \"SUM(besoeg.slags) + 1\"");
    fails(&wrong()).says(
        "fejl[sum-differs]: I tabellen besoeg.oversigt er besoeg.i_alt 4, men rækkerne, den er summen af, giver 2 + 1 = 3. \
         Forskellen er 1.",
    ).says("→ besoeg.i_alt, besoeg.slags[Besøg] og besoeg.slags[Møde] vises i Tabel 1 (Oversigt 2024).");
    passes(&wrong().replacing(CHAPTER, "total = true", "total = true, sums = false"));
    passes(&wrong().replacing(CHAPTER, ", total = true", ""));
}

#[test]
fn a_parent_that_is_not_the_sum_of_the_rows_below_it_is_an_error() {
    let rows = "rows = [{ figure = \"besoeg.deltagere\", parent = true }, { series = \"besoeg.slags\", indent = 1 }, \"besoeg.besoeg\"]";
    let project = || Project::new().replacing(CHAPTER, ROWS, rows);
    fails(&project()).says("er besoeg.deltagere 1.016, men rækkerne, den er summen af, giver 2 + 1 = 3.");
    passes(&project().replacing(CHAPTER, "figure = \"besoeg.deltagere\"", "figure = \"besoeg.i_alt\""));
    // A row that shows part of a series is not checked as a sum.
    passes(&project().replacing(CHAPTER, "indent = 1 }", "indent = 1, top = 1 }"));
}

#[test]
fn a_table_that_leaves_out_a_member_of_a_series_is_a_warning() {
    let rows = |rows: &str| Project::new().replacing(CHAPTER, ROWS, &format!("rows = [{rows}]"));
    let series = "by = \"CASE WHEN antal < 10 THEN 'få' WHEN antal < 100 THEN 'flere' ELSE 'mange' END\"";
    let by_size = |project: Project| {
        project.replacing(CHAPTER, "from = \"log\"\nby = \"slags\"", &format!("from = \"log\"\n{series}"))
    };
    by_size(rows("\"besoeg.slags[få]\", \"besoeg.slags[mange]\""))
        .check("2024")
        .ends_with(0)
        .says("advarsel[missing-member]: Tabellen besoeg.oversigt viser nogle af seriens medlemmer, men ikke besoeg.slags[flere].");
    passes(&by_size(rows("\"besoeg.slags[få]\", \"besoeg.slags[flere]\", \"besoeg.slags[mange]\"")));
    passes(&by_size(rows("\"besoeg.slags[få]\"")));
}

#[test]
fn a_correct_sum_that_looks_wrong_after_rounding_is_a_warning() {
    let halves = "[figures.halve]\nlabel = \"Halve\"\nis = \"besoeg.slags * 0.75\"\n
[figures.halve_i_alt]\nlabel = \"Halve i alt\"\nis = \"SUM(besoeg.halve)\"\n";
    let rows = "rows = [{ series = \"besoeg.halve\" }, { figure = \"besoeg.halve_i_alt\", total = true }]";
    // 1,5 + 0,75 = 2,25
    with_more(halves)
        .replacing(CHAPTER, ROWS, rows)
        .check("2024")
        .ends_with(0)
        .says("advarsel[sum-differs]: I tabellen besoeg.oversigt er besoeg.halve_i_alt 2, men rækkerne, den er summen af, giver 2 + 1 = 3.");
    let decimals = halves.replace("label = \"Halve", "format = \"decimal\"\ndecimals = 2\nlabel = \"Halve");
    passes(&with_more(&decimals).replacing(CHAPTER, ROWS, rows));
}

#[test]
fn a_check_that_cannot_be_computed_is_reported_and_others_still_run() {
    let check = |that: &str| format!("[[checks]]\nthat = \"{that}\"\nmessage = \"Grund.\"\n");
    for that in [
        "besoeg.besoeg / (besoeg.i_alt - 3) > 1",
        "(besoeg.i_alt - 3) / (besoeg.i_alt - 3) <> 1",
        "(besoeg.i_alt - 3) / (besoeg.i_alt - 3) = 1",
    ] {
        with_more(&check(that))
            .check("2024")
            .ends_with(0)
            .says("advarsel[check-unknown]: Tjekket kan ikke afgøres, fordi der divideres med nul: Grund.");
    }
    let both = check("besoeg.slags = besoeg.noter") + &check("besoeg.besoeg = 99");
    fails(&with_more(&both))
        .says("fejl[query-failed]: Tjekket kunne ikke udregnes: »besoeg.noter« har andre medlemmer end de øvrige serier i udtrykket.\n   lille/besoeg.toml:")
        .says("fejl[check-failed]: Grund. Men: besoeg.besoeg = 2. Forskellen er 97.");
}

#[test]
fn a_negative_count_is_an_error_unless_the_definition_allows_it() {
    let figure = "[figures.tilbage]\nlabel = \"Tilbage\"\nis = \"besoeg.besoeg - besoeg.deltagere\"\n";
    fails(&with_more(figure)).says("fejl[below-zero]: »Tilbage« er −1.014 og dermed under nul.\n   besoeg.tilbage");
    let series = "[figures.rest]\nlabel = \"Rest\"\nfrom = \"log\"\nby = \"slags\"\nvalue = \"0 - SUM(antal)\"\n";
    let run = fails(&with_more(series)).says("fejl[below-zero]: »Rest« er under nul for Besøg (−1.004) og Møde (−12).");
    assert_eq!(run.err.matches("[below-zero]").count(), 1, "{}", run.err);
    passes(&with_more(&format!("{figure}negative = true\n")));
}

#[test]
fn a_share_that_does_not_follow_from_the_numbers_as_printed_is_a_warning() {
    let figures = "[figures.halve]\nlabel = \"Halve\"\nis = \"besoeg.besoeg * 0.7\"\n
[figures.andel]\nlabel = \"Andel\"\nformat = \"percent\"\nis = \"besoeg.halve / besoeg.i_alt\"\n";
    with_more(figures)
        .check("2024")
        .ends_with(0)
        .says("advarsel[share-differs]: »Andel« vises som 46,7\u{a0}%, men 1 af 3 er 33,3\u{a0}%.");
    passes(&with_more(&figures.replace("label = \"Halve\"", "label = \"Halve\"\nformat = \"decimal\"")));
}

#[test]
fn the_numbers_of_a_share_are_rounded_as_they_are_printed() {
    // 1.005 is stored as 1.00499999…, and printed as 1,01.
    let figures =
        "[figures.halve]\nlabel = \"Halve\"\nformat = \"decimal\"\ndecimals = 2\nis = \"besoeg.besoeg * 0.5025\"\n
[figures.andel]\nlabel = \"Andel\"\nformat = \"percent\"\nis = \"besoeg.halve / besoeg.besoeg\"\n";
    with_more(figures)
        .check("2024")
        .ends_with(0)
        .says("advarsel[share-differs]: »Andel« vises som 50,3\u{a0}%, men 1,01 af 2 er 50,5\u{a0}%.");
}

#[test]
fn two_figures_with_one_definition_are_a_warning() {
    let figure = "[figures.igen]\nlabel = \"Igen\"\nfrom = \"log\"\nwhere = \"slags = 'Besøg'\"\n";
    with_more(figure)
        .check("2024")
        .ends_with(0)
        .says("advarsel[same-definition]: Nøgletallene besoeg.besoeg og besoeg.igen er defineret ens.");
    passes(&with_more(&figure.replace("Besøg'", "Møde'")));
}

#[test]
fn two_numbers_with_one_label_are_a_warning_unless_a_note_distinguishes_them() {
    let rows = "rows = [\"besoeg.besoeg\", \"besoeg.moeder\"]";
    let figure = "[figures.moeder]\nlabel = \"Besøg\"\nfrom = \"log\"\nwhere = \"slags = 'Møde'\"\n";
    let project = |figure: &str| with_more(figure).replacing(CHAPTER, ROWS, rows);
    project(figure).check("2024").ends_with(0).says(
        "»Besøg« står med forskellige tal i rapportens tabeller: besoeg.besoeg = 2 og besoeg.moeder = 1. Forskellen er 1.",
    );
    passes(&project(&figure.replace("label = \"Besøg\"", "label = \"Møder\"")));
    passes(&project(&format!("{figure}note = \"Her tæller møder med.\"\n")));
}

#[test]
fn a_large_change_needs_an_explanation_in_the_chapter() {
    let log_2023 = "Dato;Slags;Deltagere;Note\n02-01-2023;Besøg;4;\n05-01-2023;Møde;4;almindelig\n";
    let project = |large: &str, prose: &str| {
        let project = Project::new().with("data/log-2023.csv", log_2023);
        let report = std::fs::read_to_string(project.path(REPORT)).unwrap();
        let chapter = std::fs::read_to_string(project.path(PROSE)).unwrap();
        let project = project.with(REPORT, format!("{report}{large}")).with(PROSE, format!("{prose}{chapter}"));
        project.build("2023").ends_with(0);
        project
    };
    let limit = "[large_change]\npercent = 100\nleast = 2\n";
    let run = project(limit, "").check("2024").ends_with(0).says(
        "advarsel[large-change]: »Deltagere« er steget fra 8 i 2023 til 1.016 i 2024 (12.600\u{a0}%), og kapitlet forklarer det ikke.
   lille/besoeg.typ:1:57",
    );
    assert!(!run.err.contains("»Besøg«"), "one more is not two: {}", run.err);
    let explained = "{{ forklarer(id=\"besoeg.deltagere\", periode=\"2024\") }}";
    passes(&project(limit, explained));
    project(limit, &explained.replace("2024", "2023")).check("2024").ends_with(0).says("large-change");
    passes(&project("", ""));
    let misspelt = Project::new().replacing(PROSE, "Der var", &explained.replace("deltagere", "deltager"));
    fails(&misspelt).says("Nøgletallet »besoeg.deltager« er ikke defineret.").says("Mente du »besoeg.deltagere«?");
}

#[test]
fn a_typed_number_is_an_error_that_names_its_place_and_the_matching_figure() {
    let typed = Project::new().replacing(
        PROSE,
        "#tabel(\"besoeg.noter\")",
        "Heraf var *1.016* i alt.\n\n#tabel(\"besoeg.noter\")",
    );
    fails(&typed).says(
        "fejl[typed-number]: Tallet »1.016« er skrevet i teksten og følger ikke med, når tallene ændrer sig.
   lille/besoeg.typ:5:12
   → »besoeg.deltagere« har samme værdi: {{ tal(id=\"besoeg.deltagere\", cifre=true) }}.",
    );
    fails(&Project::new().replacing(
        CHAPTER,
        "caption = \"Noter\"",
        "caption = \"Noter\"\nnotes = [\"Kun tolv svar.\"]",
    ))
    .says("Tallet »tolv« er skrevet")
    .says("lille/besoeg.toml:39:15");
}

#[test]
fn a_fixed_number_needs_a_reason() {
    let fixed = |call: &str| Project::new().replacing(PROSE, "Der var", &format!("Af {call} hold var"));
    passes(&fixed("{{ fast(tal=\"14\", fordi=\"Aftalen siger det\") }}"));
    fails(&fixed("{{ fast(tal=\"14\", fordi=\" \") }}")).says("skal have en grund");
    fails(&fixed("{{ fast(tal=\"14\") }}")).says("prose-syntax");
}

#[test]
fn errors_go_into_the_appendix_of_a_draft_and_stop_a_report() {
    let check = "[[checks]]\nthat = \"besoeg.i_alt = 4\"\nmessage = \"Der skal være fire hændelser.\"\n";
    let project = with_more(check).replacing(PROSE, "Der var", "De 7 hold: Der var");
    project.build("2024").ends_with(1).says("check-failed").says("Rapporten er ikke bygget.");
    assert!(!project.path("ud").exists());
    project.here(&["build", "2024", "--draft"]).ends_with(1).prints("lille-2024.pdf");
    let pdf = Pdf::read(&std::fs::read(project.path("ud/2024/lille-2024.pdf")).unwrap());
    let text = squeezed(&pdf.root.all_text());
    for expected in ["Fejl og advarsler i udkastet", "Der skal være fire hændelser.", "Tallet »7« er skrevet i teksten"]
    {
        assert!(text.contains(&squeezed(expected)), "»{expected}« is not in the draft:\n{text}");
    }
    let project = project.replacing(PROSE, "besoeg.deltagere", "besoeg.deltager");
    project.here(&["build", "2024", "--draft"]).ends_with(1).says("unknown-figure").prints("lille-2024.pdf");
    let pdf = Pdf::read(&std::fs::read(project.path("ud/2024/lille-2024.pdf")).unwrap());
    assert!(pdf.root.all_text().contains("‹besoeg.deltager›"), "the name in brackets that the font has");
}

#[test]
fn coverage_lists_the_figures_that_no_check_guards() {
    Project::new().here(&["check", "2024", "--coverage"]).ends_with(0).prints(
        "Tjekkene opdager det, når et af 1 af 5 nøgletal er forkert med én.

Kun nogle fejl opdages i (for højt eller for lavt, eller kun store fejl):
  besoeg.besoeg
  besoeg.slags

Intet tjek vogter:
  besoeg.deltagere
  besoeg.noter
",
    );
}

#[test]
fn every_broken_figure_of_kap_h_is_caught_or_listed_as_unguarded() {
    let findings = Findings::default();
    let mut definition = definition::read("kap-h", Templates::default(), &findings).unwrap();
    let period = Period::parse("2024").unwrap();
    let options = Options { strictness: Strictness::Strict, keep_rejects: false };
    let data = repository().join("data-samples/kap-h/2024");
    let mut ingested = ingest::ingest(&definition, &data, options, &findings).unwrap();
    let said = |definition: &Definition, values: &IndexMap<FigureId, Computed>| {
        let findings = Findings::default();
        checks::run(definition, &period, values, &findings);
        findings.sorted()
    };
    let values = figures::compute(&definition, &ingested, &[], &period, &findings).values;
    let sound = said(&definition, &values);
    assert!(!sound.iter().any(|finding| finding.severity == Severity::Error), "{sound:?}");
    let coverage = checks::coverage(&definition, &values);
    assert!(coverage.guards.len() > 100, "{}", coverage.guards.len());
    // `check --coverage` must list exactly the others.
    for id in coverage.guards.iter().filter(|(_, guard)| **guard == Guard::Full).map(|(id, _)| id) {
        let whole = definition.figures[id].origin.clone();
        let one_more = |expression: &Expression| {
            let one =
                Expression::parse(Located { value: format!("{} + 1", expression.text), at: expression.at.clone() });
            one.unwrap_or_else(|finding| panic!("{id}: {finding:?}"))
        };
        let mut broken = values.clone();
        match whole.clone() {
            FigureOrigin::Query(query) => {
                // Only this figure and its dataset have to be computed again.
                let (dataset, table) = ingested.tables.swap_remove_entry(&query.from.dataset).unwrap();
                let mut alone = Ingested { tables: [(dataset, table)].into(), ..Ingested::default() };
                definition.figures[id].origin =
                    FigureOrigin::Query(Box::new(Query { value: one_more(&query.value), ..*query }));
                let figure = [(id.clone(), definition.figures[id].clone())].into();
                let all = std::mem::replace(&mut definition.figures, figure);
                let derived = std::mem::take(&mut definition.derived_order);
                let wrong = figures::compute(&definition, &alone, &[], &period, &Findings::default()).values;
                (definition.figures, definition.derived_order) = (all, derived);
                broken.insert(id.clone(), wrong[id].clone());
                ingested.tables.append(&mut alone.tables);
            }
            FigureOrigin::Derived(expression) => {
                definition.figures[id].origin = FigureOrigin::Derived(Box::new(one_more(&expression)));
            }
            FigureOrigin::Given(_) | FigureOrigin::Unknown(_) => continue,
        }
        figures::compute_derived(&definition, &mut broken, &Findings::default());
        let caught = said(&definition, &broken)
            .iter()
            .any(|finding| !sound.contains(finding) && matches!(finding.severity, Severity::Error | Severity::Warning));
        definition.figures[id].origin = whole;
        assert!(caught, "{id} is listed as guarded, but adding one to it is not noticed");
    }
}

#[test]
fn a_member_that_is_gone_is_an_error_and_a_draft_can_still_be_made() {
    let project = Project::new()
        .replacing(
            "skabeloner/lille/besoeg.toml",
            "[figures.noter]",
            "[figures.dobbelt]\nlabel = \"Dobbelt\"\nis = \"besoeg.noter[almindelig] * 2\"\n\n[figures.noter]",
        )
        .replacing(
            "skabeloner/lille/besoeg.toml",
            "besoeg.besoeg <= besoeg.i_alt",
            "besoeg.noter[almindelig] <= besoeg.i_alt",
        );
    project.check("2024").ends_with(0);
    let project = project.replacing("data/log-2024.csv", ";almindelig", ";");
    let run = project.build("2024").ends_with(1).says("Rapporten er ikke bygget.");
    assert_eq!(
        run.err.matches("»besoeg.noter« har intet medlem »almindelig« i denne periode.").count(),
        2,
        "{}",
        run.err
    );
    project.here(&["build", "2024", "--draft"]).ends_with(1).prints("Det er et udkast med fejl.");
}

#[test]
fn figures_that_cannot_be_computed_are_unknown_in_a_draft() {
    let check = |that: &str| format!("[[checks]]\nthat = \"{that}\"\nmessage = \"Grund.\"\n");
    let more = "[figures.gaestebesoeg]\nlabel = \"Gæstebesøg\"\nis = \"besoeg.noter[Gæst]\"\n\n\
        [figures.andel]\nlabel = \"Andel gæster\"\nis = \"besoeg.gaestebesoeg / besoeg.i_alt\"\n\n\
        [figures.forhold]\nlabel = \"Forhold\"\nis = \"besoeg.noter / besoeg.slags\"\n";
    let project = with_more(&format!("{more}{}{}", check("besoeg.noter[Gæst] <= 3"), check("besoeg.andel < 1")));
    let prose = "Gæster: {{ tal(id=\"besoeg.gaestebesoeg\") }} og {{ tal(id=\"besoeg.andel\") }}. \
        {% if gaelder(\"besoeg.noter[Gæst] > 1\") %}Flere.{% endif %} {{ gaelder(\"besoeg.andel < 2\") }}\n";
    let project = project.with("skabeloner/lille/besoeg.typ", prose);
    let built = project.here(&["build", "2024"]).ends_with(1);
    let said = built.says("fejl[query-failed]: Nøgletallet kunne ikke udregnes: »besoeg.slags« har andre medlemmer");
    assert_eq!(said.err.matches("[query-failed]").count(), 1, "one for each cause: {}", said.err);
    let draft = project.here(&["build", "2024", "--draft"]);
    let text =
        squeezed(&Pdf::read(&std::fs::read(project.path("ud/2024/lille-2024.pdf")).expect("a draft")).root.all_text());
    assert!(text.contains(&squeezed("Gæster: et ukendt antal og et ukendt antal.")), "{text}\n{}", draft.err);
}

#[test]
fn a_member_that_is_gone_since_the_year_before_is_told() {
    let log = |year: &str, notes: &[&str]| {
        let rows: String = notes.iter().map(|note| format!("02-01-{year};Besøg;4;{note}\n")).collect();
        format!("Dato;Slags;Deltagere;Note\n{rows}")
    };
    let project = Project::new().with("data/log-2023.csv", log("2023", &["Nord", "Syd", "Øst", "Øst"]));
    let project = project.with("data/log-2024.csv", log("2024", &["Nord", "Øst"]));
    project.here(&["build", "2023"]).ends_with(0);
    let gone = "oplysning[gone-member]: »Efter note« havde i 2023 også »Syd« (1), som ikke er i dataene for 2024.";
    project.check("2024").ends_with(0).says(gone);
    // Where a table shows both years, its readers see it.
    let one = "header = [\"Note\", \"Antal\"]";
    let project = project.replacing("skabeloner/lille/besoeg.toml", one, "header = [\"Note\"]\nperiods = 2");
    let run = project.check("2024").ends_with(0);
    assert!(!run.err.contains("gone-member"), "{}", run.err);
    // New names each year, as titles of courses are.
    let project = project.replacing("skabeloner/lille/besoeg.toml", "header = [\"Note\"]\nperiods = 2", one);
    let project = project.with("data/log-2024.csv", log("2024", &["Nord", "Vest", "Midt"]));
    let run = project.check("2024").ends_with(0);
    assert!(!run.err.contains("gone-member"), "{}", run.err);
}
