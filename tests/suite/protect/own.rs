//! A practice may see its own numbers exactly. All that it sees of others comes from rounded cells.

use super::batch::{batch, figures};
use super::country::{PRACTICES, ROUND, rows};
use crate::project::Project;

const EXACT: &str = ", own = \"exact\" }";

fn key(practice: u32) -> String {
    format!("{:06}", practice + 1000)
}

fn made(protect: &str, level: &str) -> Project {
    let project = batch(protect);
    project.run(&["batch", "lille", "2024", "--by", level]).ends_with(0);
    project
}

/// The persons of a practice by sex and age, as they are in the exports.
fn truth(practice: u32) -> Vec<u64> {
    let rows = rows(&[2024]);
    let persons = |sex: &str, age: &str| {
        let own = rows.iter().filter(|row| row.practice == practice && row.sex == sex && row.age == age);
        own.map(|row| row.persons).sum()
    };
    ["k", "m"].iter().flat_map(|sex| ["18-39", "40-64", "65+"].map(|age| persons(sex, age))).collect()
}

/// Whoever subtracts what it knows of itself from what it sees learns nothing: no other number depends on its true ones.
#[test]
fn a_practice_sees_its_own_numbers_exactly_and_all_others_as_everybody_does() {
    let (rounded, exact) = (made(ROUND, "praksis"), made(&ROUND.replace(" }", EXACT), "praksis"));
    let mut differing = 0;
    for practice in 0..PRACTICES {
        let (of_rounded, of_exact) =
            (figures(&rounded, "praksis", &key(practice)), figures(&exact, "praksis", &key(practice)));
        assert_eq!(of_exact["besoeg.egne"], truth(practice));
        differing += usize::from(of_exact["besoeg.egne"] != of_rounded["besoeg.egne"]);
        for shared in ["besoeg.i_alt", "besoeg.klynge", "besoeg.praksis"] {
            assert_eq!(of_exact[shared], of_rounded[shared], "{shared} of {practice}");
        }
    }
    assert!(differing > 0, "rounding changes some");
}

#[test]
fn the_report_of_a_cluster_has_no_exact_numbers_of_its_own() {
    let (rounded, exact) = (made(ROUND, "klynge"), made(&ROUND.replace(" }", EXACT), "klynge"));
    for cluster in 1..=3 {
        let key = format!("Klynge {cluster}");
        assert_eq!(figures(&rounded, "klynge", &key), figures(&exact, "klynge", &key));
    }
}
