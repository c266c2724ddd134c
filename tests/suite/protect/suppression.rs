//! Numbers of few persons are hidden, and so are others from which they could be computed.

use kapreport::testing::findings::Findings;
use kapreport::testing::protect::{PublishedSum, SumState, suppress};
use kapreport::testing::snapshot::Value;

use super::attack::{Attack, attack, published, small};
use super::country::{CHAPTER, DATASETS, FIGURES, SUPPRESS, country, definition_of, figures_of, numbers, rows, shown};
use crate::project::Project;
use crate::tags::{Pdf, squeezed};

/// A table of cells and sums over them, of which the cells with these places are sensitive.
fn table(cells: &[u64], totals: &[Vec<u32>], sensitive: &[u32]) -> Vec<PublishedSum> {
    let single = |cell: u32| PublishedSum {
        cells: vec![(cell, 1)],
        state: if sensitive.contains(&cell) { SumState::Sensitive } else { SumState::Free },
    };
    let total =
        |cells: &Vec<u32>| PublishedSum { cells: cells.iter().map(|cell| (*cell, 1)).collect(), state: SumState::Free };
    (0..cells.len() as u32).map(single).chain(totals.iter().map(total)).collect()
}

/// What an attacker knows after suppression.
fn left(cells: &[u64], sums: &[PublishedSum]) -> (Attack, Vec<usize>) {
    let found = suppress(cells, sums, &[]);
    let value = |sum: &PublishedSum| sum.cells.iter().map(|(cell, _)| cells[*cell as usize]).sum();
    let shown = sums.iter().zip(&found.hidden).filter(|(_, hidden)| !**hidden);
    let known = shown.map(|(sum, _)| (sum.cells.iter().map(|(cell, _)| *cell as usize).collect(), value(sum)));
    let attack = Attack { cells: cells.len(), known: known.collect() };
    (attack, (0..sums.len()).filter(|sum| found.hidden[*sum]).collect())
}

#[test]
fn linked_tables_are_one_system() {
    let cells = [2, 2, 8, 8, 3, 3, 3, 7];
    let totals = [vec![0, 1, 2, 3], vec![4, 5, 6, 7], vec![5, 6], vec![0, 1, 2, 3, 4, 7]];
    let (attack, hidden) = left(&cells, &table(&cells, &totals, &[0, 1, 4, 5, 6]));
    // K would be 3 exactly if N were shown.
    assert_eq!(hidden, [0, 1, 4, 5, 6, 7]);
    assert_eq!(attack.bounds(4), (0, 10));
}

#[test]
fn two_hidden_cells_in_every_line_are_no_protection_and_more_is_hidden() {
    let cells = [30, 47, 64, 89, 90, 124, 5, 31, 92, 100, 59, 85, 800, 991, 651, 685];
    let lines = (0..4).flat_map(|i| [(i * 4..i * 4 + 4).collect(), (0..4).map(|k| k * 4 + i).collect()]);
    let sensitive = [0, 1, 2, 4, 6, 9, 11, 13, 15];
    let (attack, hidden) = left(&cells, &table(&cells, &lines.collect::<Vec<_>>(), &sensitive));
    assert!(hidden.len() > sensitive.len());
    for cell in sensitive {
        let (least, most) = attack.bounds(cell as usize);
        assert!(least < most, "{cell} is {least} exactly");
    }
}

/// Three drugs by reason: the smallest other number of each line is hidden with the small one, and all totals stay.
#[test]
fn the_smallest_numbers_are_hidden_and_totals_stay() {
    let cells = [1, 7, 40, 2, 13, 50, 3, 9, 60];
    let totals = [vec![0, 1, 2], vec![3, 4, 5], vec![6, 7, 8], (0..9).collect()];
    let (_, hidden) = left(&cells, &table(&cells, &totals, &[0, 3, 6]));
    assert_eq!(hidden, [0, 1, 3, 4, 6, 7]);
}

/// By equations alone the first cell is open, but its only other values are negative.
#[test]
fn what_cannot_be_another_number_for_want_of_negative_ones_is_hidden_better() {
    let cells = [3, 0, 20, 30];
    let sums = table(&cells, &[vec![0, 1], vec![2, 3], vec![0, 1, 2, 3]], &[0]);
    let (attack, hidden) = left(&cells, &sums);
    let (least, most) = attack.bounds(0);
    assert!(least < most, "{hidden:?} leaves {least}");
}

#[test]
fn of_suppressed_reports_of_two_years_no_small_count_is_certain_and_what_is_shown_is_exact() {
    let (suppressed, exact) = (published(SUPPRESS), published(""));
    let (all, _) = attack(&suppressed, |_| false);
    assert_eq!(small(&all.certain()), 0);
    let (mut kept, mut of) = (0, 0);
    for ((_, suppressed), (_, exact)) in suppressed.iter().zip(&exact) {
        for figure in FIGURES {
            let exact = numbers(exact, figure);
            of += exact.len();
            for number in shown(suppressed, figure) {
                assert!(exact.contains(&number) || number.1 == 0, "{figure} {number:?}");
                kept += 1;
            }
        }
    }
    assert!(kept * 2 > of, "{kept} of {of} numbers are shown");
    assert_eq!(shown(&suppressed[0].1, "i_alt"), shown(&exact[0].1, "i_alt"));
}

#[test]
fn events_are_hidden_where_persons_are_few_and_where_they_would_tell() {
    let snapshot = figures_of(&country(&rows(&[2024]), SUPPRESS), "2024");
    let exact = figures_of(&country(&rows(&[2024]), ""), "2024");
    let persons = numbers(&exact, "praksis");
    let Value::Series(events) = &snapshot.figures["besoeg.recepter"].value else { panic!("a series") };
    for member in events.iter() {
        let few = persons.iter().any(|(key, number)| *key == member.key && (1..5).contains(number));
        assert!(!few || member.hidden, "{member:?}");
        assert_eq!(member.hidden, member.value.is_none());
    }
    assert_eq!(snapshot.figures["besoeg.recepter"].rows, None);
}

/// A report of eight patients, of whom three are men.
fn patients(protect: &str) -> Project {
    let datasets = format!(
        "[patienter]
label = \"Patienter\"
source = \"Et udtræk\"
files = [\"patienter*.csv\"]
{protect}

[patienter.columns]
koen = {{ header = \"Køn\", type = \"category\", values = [\"kvinde\", \"mand\"] }}
sted = {{ header = \"By\", type = \"text\" }}
"
    );
    let chapter = "title = \"Patienter\"

[figures.i_alt]
label = \"Alle\"
unit = \"en patient|patienter\"
from = \"patienter\"

[figures.koen]
label = \"Efter køn\"
from = \"patienter\"
by = \"koen\"

[figures.maend]
label = \"Mænd\"
unit = \"en mand|mænd\"
from = \"patienter\"
where = \"koen = 'mand'\"

[figures.andel]
label = \"Andel mænd\"
is = \"besoeg.maend / besoeg.i_alt\"
format = \"percent\"

[tables.koen]
caption = \"Patienter efter køn\"
summary = \"Antal patienter efter køn\"
header = [\"Køn\", \"Antal\"]
rows = [{ series = \"besoeg.koen\" }]

[charts.koen]
caption = \"Patienter efter køn\"
kind = \"bars\"
series = \"besoeg.koen\"
value_label = \"Patienter\"
";
    let rows = "kvinde;Nord\nkvinde;Nord\nkvinde;Syd\nkvinde;Syd\nkvinde;Syd\nmand;Nord\nmand;Nord\nmand;Syd\n";
    Project::new()
        .without("data/log-2024.csv")
        .with("data/patienter.csv", format!("Køn;By\n{rows}"))
        .with(DATASETS, datasets)
        .with(CHAPTER, chapter)
        .with(
            "skabeloner/lille/besoeg.typ",
            "Af {{ tal(id=\"besoeg.i_alt\") }} var {{ tal(id=\"besoeg.maend\") }} mænd, {{ tal(id=\"besoeg.andel\") }}.\n\n#tabel(\"besoeg.koen\")\n\n#figur(\"besoeg.koen\")\n",
        )
}

const FEW: &str = "protect = { method = \"suppress\" }";

#[test]
fn a_hidden_number_has_its_mark_in_table_prose_chart_and_alternative_text() {
    let project = patients(FEW);
    project.build("2024").ends_with(0);
    let pdf = Pdf::read(&std::fs::read(project.path("ud/2024/lille-2024.pdf")).unwrap());
    let text = pdf.root.all_text();
    assert!(squeezed(&text).contains("Afottevar[u]mænd,[u]."), "{text}");
    assert!(squeezed(&text).contains("Talleterudeladt"), "the mark is explained: {text}");
    let charts = pdf.root.all("Figure");
    let alt = charts.first().and_then(|chart| chart.alt.clone()).expect("a chart");
    assert!(alt.contains("kvinde [u]; mand [u]") && alt.contains("[u]: Tallet er udeladt"), "{alt}");
    let snapshot = std::fs::read_to_string(project.path("ud/2024/figures.json")).unwrap();
    assert!(snapshot.contains("\"hidden\": true"), "{snapshot}");
    let json: serde_json::Value = serde_json::from_str(&snapshot).unwrap();
    assert_eq!(json["datasets"]["patienter"]["read"], 10, "a number of rows would be one of persons");
    assert_eq!(json["sources"][0]["rows"], 10);
}

#[test]
fn differences_of_hidden_numbers_are_hidden() {
    let project = patients(FEW);
    project.build("2023").ends_with(0);
    project.build("2024").ends_with(0);
    project.run(&["diff", "2023", "2024", "--all"]).prints("[u]").prints("Tallet er udeladt");
}

#[track_caller]
fn refuses(project: &Project, message: &str) {
    let findings = Findings::default();
    assert!(definition_of(project, &findings).is_none());
    let found: Vec<String> = findings.sorted().iter().map(|finding| finding.message.clone()).collect();
    assert!(found.iter().any(|found| found.contains(message)), "»{message}« is not in {found:#?}");
}

#[test]
fn only_sums_can_be_suppressed() {
    let average = patients(FEW).replacing(
        CHAPTER,
        "from = \"patienter\"\nby",
        "from = \"patienter\"\nvalue = \"COUNT(DISTINCT sted)\"\nby",
    );
    refuses(&average, "Værdien skal være COUNT(*) eller SUM");
}

#[test]
fn the_files_of_a_protected_dataset_are_read_by_no_other() {
    let project = patients(FEW);
    let datasets = std::fs::read_to_string(project.path(DATASETS)).unwrap();
    for other in ["protect = { cells = [\"koen\"] }", FEW, ""] {
        let again = datasets.replace("[patienter", "[igen").replace(FEW, other);
        refuses(
            &patients(FEW).with(DATASETS, format!("{datasets}\n{again}")),
            "»patienter« og »igen« læser de samme filer, som er beskyttet.",
        );
    }
    refuses(&patients("protect = { method = \"suppress\", cells = [\"koen\"] }"), "»cells« hører til afrunding");
}
