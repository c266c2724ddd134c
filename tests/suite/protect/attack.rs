//! An attacker who knows all that is published, and solves for what each cell can be. Nothing small may be certain.

use std::collections::BTreeMap;

use microlp::{ComparisonOp, OptimizationDirection, Problem, Solution, Variable};

use super::country::{FIGURES, ROUND, cluster, country, figures_of, rows, shown};
use kapreport::testing::snapshot::Snapshot;

/// What the attacker knows: sums of cells. A cell is at least 0.
pub struct Attack {
    pub cells: usize,
    pub known: Vec<(Vec<usize>, u64)>,
}

impl Attack {
    /// The cells that make an objective as small or as large as can be.
    fn solved(&self, direction: OptimizationDirection, weights: &dyn Fn(usize) -> f64) -> (Solution, Vec<Variable>) {
        let mut problem = Problem::new(direction);
        // Nobody has more than the total, and the solver needs bounds to begin with.
        let most = self.known.iter().map(|(_, sum)| *sum).max().unwrap_or(0) as f64;
        let cells: Vec<Variable> = (0..self.cells).map(|cell| problem.add_var(weights(cell), (0.0, most))).collect();
        for (of, sum) in &self.known {
            let terms: Vec<(Variable, f64)> = of.iter().map(|cell| (cells[*cell], 1.0)).collect();
            problem.add_constraint(terms.as_slice(), ComparisonOp::Eq, *sum as f64);
        }
        let solution = problem.solve().expect("what is published has a solution");
        (solution.into_solution().expect("it was found in time"), cells)
    }

    /// The least and the greatest number that a cell can be.
    pub fn bounds(&self, cell: usize) -> (u64, u64) {
        let end = |direction| {
            let (solution, cells) = self.solved(direction, &|other| f64::from(u8::from(other == cell)));
            solution.var_value(cells[cell])
        };
        let (least, most) = (end(OptimizationDirection::Minimize), end(OptimizationDirection::Maximize));
        ((least - 1e-6).ceil() as u64, (most + 1e-6).floor() as u64)
    }

    /// The cells that can be one number only, with that number.
    pub fn certain(&self) -> Vec<(usize, u64)> {
        let mut same: Vec<Option<f64>> = Vec::new();
        // A cell that differs between two solutions is not certain. That leaves few to be solved for one by one.
        for seed in 0..6_u64 {
            let weight = |cell: usize| ((cell as u64 * 2_654_435_761 + seed * 40_503) % 1009) as f64 - 504.0;
            let (solution, cells) = self.solved(OptimizationDirection::Minimize, &weight);
            let found = cells.iter().map(|cell| solution.var_value(*cell));
            if same.is_empty() {
                same = found.map(Some).collect();
            } else {
                for (same, found) in same.iter_mut().zip(found) {
                    *same = same.filter(|known| (known - found).abs() < 1e-6);
                }
            }
        }
        let shown: BTreeMap<usize, u64> = self.shown().collect();
        let perhaps = same.iter().enumerate().filter(|(cell, same)| same.is_some() && !shown.contains_key(cell));
        let bounds = perhaps.map(|(cell, _)| (cell, self.bounds(cell)));
        let solved = bounds.filter(|(_, (least, most))| least == most).map(|(cell, (least, _))| (cell, least));
        solved.collect::<Vec<_>>().into_iter().chain(shown.clone()).collect()
    }

    /// The cells that are published themselves, and those of a sum of 0.
    fn shown(&self) -> impl Iterator<Item = (usize, u64)> {
        let shown = self.known.iter().filter(|(of, sum)| of.len() == 1 || *sum == 0);
        shown.flat_map(|(of, sum)| of.iter().map(|cell| (*cell, *sum)))
    }
}

/// Two tables over the same eight cells: by county and by size.
fn linked(hidden: &[usize], by_county: bool, by_size: bool) -> Attack {
    let cells = [2, 2, 8, 8, 3, 3, 3, 7];
    let mut known: Vec<(Vec<usize>, u64)> =
        (0..8).filter(|cell| !hidden.contains(cell)).map(|cell| (vec![cell], cells[cell])).collect();
    let mut sum = |of: Vec<usize>| known.push((of.clone(), of.iter().map(|cell| cells[*cell]).sum()));
    if by_county {
        sum(vec![0, 1, 2, 3]);
        sum(vec![4, 5, 6, 7]);
    }
    if by_size {
        sum(vec![5, 6]);
        sum(vec![0, 1, 2, 3, 4, 7]);
    }
    Attack { cells: 8, known }
}

#[test]
fn two_tables_together_tell_what_neither_tells_alone() {
    let (hidden, k) = ([0, 1, 4, 5, 6], 4);
    assert_eq!(linked(&hidden, true, false).bounds(k), (0, 9));
    assert_eq!(linked(&hidden, false, true).bounds(k), (0, 7));
    assert_eq!(linked(&hidden, true, true).bounds(k), (3, 3));
    assert_eq!(linked(&[0, 1, 4, 5, 6, 7], true, true).bounds(k), (0, 10));
}

#[test]
fn two_hidden_cells_in_every_row_and_column_do_not_protect() {
    let cells = [[30, 47, 64, 89], [90, 124, 5, 31], [92, 100, 59, 85], [800, 991, 651, 685]];
    let table = |hidden: &[(usize, usize)]| {
        let mut known = Vec::new();
        for i in 0..4 {
            known.push(((0..4).map(|k| i * 4 + k).collect(), cells[i].iter().sum()));
            known.push(((0..4).map(|k| k * 4 + i).collect(), cells.iter().map(|row| row[i]).sum()));
            let shown = (0..4).filter(|k| !hidden.contains(&(i, *k)));
            known.extend(shown.map(|k| (vec![i * 4 + k], cells[i][k])));
        }
        Attack { cells: 16, known }
    };
    let mut hidden = vec![(0, 0), (0, 1), (0, 2), (1, 0), (1, 2), (2, 1), (2, 3), (3, 1), (3, 3)];
    let wb = 1;
    assert_eq!(table(&hidden).bounds(wb), (47, 47));
    hidden.push((1, 3));
    assert_eq!(table(&hidden).bounds(wb), (0, 78));
    hidden.pop();
    hidden.push((1, 1));
    assert_eq!(table(&hidden).bounds(wb), (0, 141));
}

/// A cell that a reader may learn: a practice, drug, sex and age group in a year.
type Group = [String; 5];

fn groups(years: &[i32]) -> Vec<Group> {
    let mut all = Vec::new();
    for year in years {
        for practice in 0..super::country::PRACTICES {
            for drug in ["opioider", "statiner"] {
                for (sex, age) in ["k", "m"].iter().flat_map(|sex| ["18-39", "40-64", "65+"].map(|age| (*sex, age))) {
                    let practice = format!("{:06}", practice + 1000);
                    all.push([practice, drug.to_owned(), sex.to_owned(), age.to_owned(), year.to_string()]);
                }
            }
        }
    }
    all
}

/// What a figure's member is the sum of.
fn is_part(figure: &str, key: &[String], [practice, drug, sex, age, _]: &Group) -> bool {
    let of_cluster = || format!("Klynge {}", cluster(practice.parse::<u32>().unwrap() - 1000));
    let parts: Vec<String> = match figure {
        "i_alt" => Vec::new(),
        "praksis" => vec![practice.clone()],
        "praksis_koen" => vec![practice.clone(), sex.clone()],
        "praksis_middel" => vec![practice.clone(), drug.clone()],
        "praksis_grupper" => vec![practice.clone(), drug.clone(), sex.clone(), age.clone()],
        "klynge" => vec![of_cluster()],
        "klynge_middel_alder" => vec![of_cluster(), drug.clone(), age.clone()],
        "gamle_kvinder" if sex == "k" && age == "65+" => vec![practice.clone()],
        _ => return false,
    };
    parts == key
}

/// All that is published of both years: the numbers that are not hidden.
pub fn attack(snapshots: &[(i32, Snapshot)], is_hidden: impl Fn(u64) -> bool) -> (Attack, Vec<Group>) {
    let groups = groups(&snapshots.iter().map(|(year, _)| *year).collect::<Vec<_>>());
    let mut known = Vec::new();
    for (year, snapshot) in snapshots {
        for figure in FIGURES {
            for (key, number) in shown(snapshot, figure).into_iter().filter(|(_, number)| !is_hidden(*number)) {
                let is_in = |group: &Group| group[4] == year.to_string() && is_part(figure, &key, group);
                let cells = (0..groups.len()).filter(|cell| is_in(&groups[*cell])).collect();
                known.push((cells, number));
            }
        }
    }
    (Attack { cells: groups.len(), known }, groups)
}

pub fn published(protect: &str) -> Vec<(i32, Snapshot)> {
    let project = country(&rows(&[2023, 2024]), protect);
    [2023, 2024].map(|year| (year, figures_of(&project, &year.to_string()))).into()
}

pub fn small(certain: &[(usize, u64)]) -> usize {
    certain.iter().filter(|(_, number)| (1..5).contains(number)).count()
}

#[test]
fn of_rounded_reports_of_two_years_no_small_count_is_certain() {
    let (attack, groups) = attack(&published(ROUND), |_| false);
    let certain = attack.certain();
    assert_eq!(certain.len(), groups.len(), "the attacker knows all rounded numbers");
    assert_eq!(small(&certain), 0);
}

/// The same attack finds what is wrong: without protection, and where only the small numbers themselves are hidden.
#[test]
fn without_protection_and_with_small_counts_merely_hidden_many_are_certain() {
    let exact = published("");
    let all = small(&attack(&exact, |_| false).0.certain());
    assert!(all > 60, "{all} without protection");
    let (attack, groups) = attack(&exact, |number| (1..5).contains(&number));
    assert!(attack.known.len() < groups.len() * 2, "small numbers are hidden");
    let found = small(&attack.certain());
    assert!(found > 20, "{found} of {all} come back");
}
