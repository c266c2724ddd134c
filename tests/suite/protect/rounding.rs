//! Small counts become 0 or the base, and published sums stay close to the true ones.

use std::time::{Duration, Instant};

use kapreport::testing::protect::{CountedCell, Sums, follow, round};

const BASE: u64 = 5;

/// The table of the paper: five columns of three rows, with its margins.
const COLUMNS: [[u64; 3]; 5] = [[6, 1, 0], [0, 2, 1], [1, 3, 1], [3, 1, 0], [4, 2, 2]];

fn cells() -> Vec<u64> {
    COLUMNS.as_flattened().to_vec()
}

fn rows(cells: &[u64]) -> Vec<u64> {
    (0..3).map(|row| cells.iter().skip(row).step_by(3).sum()).collect()
}

fn columns(cells: &[u64]) -> Vec<u64> {
    cells.chunks(3).map(|column| column.iter().sum()).collect()
}

/// The margins of the table, and its cells if they are published too.
fn margins(with_cells: bool) -> Sums {
    let mut sums = Sums::default();
    sums.add((0..15).collect());
    (0..3).for_each(|row| sums.add((row..15).step_by(3).collect()));
    (0..5).for_each(|column| sums.add((column * 3..column * 3 + 3).collect()));
    if with_cells {
        (0..15).for_each(|cell| sums.add(vec![cell]));
    }
    sums
}

#[test]
fn the_table_of_the_paper_is_rounded_as_the_package_does() {
    let rounded = round(&cells(), &margins(true), BASE, 1);
    let by_row: Vec<Vec<u64>> = (0..3).map(|row| rounded.iter().copied().skip(row).step_by(3).collect()).collect();
    assert_eq!(by_row, [[6, 0, 0, 5, 5], [0, 0, 5, 0, 0], [0, 0, 0, 0, 5]]);
    assert_eq!((rows(&rounded), rounded.iter().sum::<u64>()), (vec![16, 5, 5], 26));
}

/// Only the cells of margins below 5 are rounded there: the others are given to the function as large as they are, which it leaves.
#[test]
fn the_margins_of_the_paper_are_rounded_as_the_package_does() {
    let needed = [4, 5, 8, 9, 10, 14];
    let kept = 1000;
    let marked: Vec<u64> =
        cells().iter().enumerate().map(|(i, count)| if needed.contains(&i) { *count } else { count + kept }).collect();
    let rounded: Vec<u64> = round(&marked, &margins(false), BASE, 1)
        .iter()
        .enumerate()
        .map(|(i, count)| if needed.contains(&i) { *count } else { count - kept })
        .collect();
    assert_eq!(rows(&rounded), [16, 6, 5]);
    assert_eq!(columns(&rounded), [7, 5, 4, 5, 6]);
}

#[test]
fn large_counts_and_zeros_stay() {
    let mut sums = Sums::default();
    sums.add(vec![0, 1, 2, 3]);
    let rounded = round(&[0, 5, 3, 17], &sums, BASE, 1);
    assert_eq!((rounded[0], rounded[1], rounded[3]), (0, 5, 17));
    assert!(rounded[2] == 0 || rounded[2] == 5);
}

#[test]
fn the_same_counts_and_seed_give_the_same_cells() {
    let counts = vec![2; 40];
    let mut sums = Sums::default();
    sums.add((0..40).collect());
    let first = round(&counts, &sums, BASE, 7);
    assert_eq!(first, round(&counts, &sums, BASE, 7));
    assert_ne!(first, round(&counts, &sums, BASE, 8), "ties are decided by the seed");
    assert_eq!(first.iter().sum::<u64>(), 80);
}

/// A country in miniature: 1,675 practices, two periods, two sexes, nine age groups; practices lie in clusters and regions.
struct Country {
    counts: Vec<u64>,
    sums: Sums,
    /// For each published sum, of what it is.
    kinds: Vec<&'static str>,
}

fn country() -> Country {
    let (practices, periods, sexes, ages) = (1675_u32, 2_u32, 2_u32, 9_u32);
    let cells: Vec<[u32; 4]> = (0..practices)
        .flat_map(|practice| (0..periods).map(move |period| [practice, period]))
        .flat_map(|[practice, period]| {
            (0..sexes * ages).map(move |group| [practice, period, group / ages, group % ages])
        })
        .collect();
    let mut state = 17_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / f64::from(1_u32 << 31)
    };
    let counts = cells.iter().map(|[_, _, _, age]| (random().powi(2) * f64::from(3 + age * 3)) as u64).collect();
    let region = |practice: u32| practice % 5;
    let cluster = |practice: u32| practice % 115;
    let mut published: std::collections::BTreeMap<(&'static str, [u32; 4]), Vec<u32>> =
        std::collections::BTreeMap::new();
    for (i, [practice, period, sex, age]) in (0..).zip(&cells) {
        let (practice, period) = (*practice, *period);
        let (cluster, region) = (cluster(practice), region(practice));
        for key in [
            ("practice", [practice, period, 0, 0]),
            ("practice and sex", [practice, period, *sex, 0]),
            ("cluster", [cluster, period, 0, 0]),
            ("cluster, sex and age", [cluster, period, *sex, *age]),
            ("region", [region, period, 0, 0]),
            ("country", [period, 0, 0, 0]),
        ] {
            published.entry(key).or_default().push(i);
        }
    }
    let mut sums = Sums::default();
    let kinds = published.keys().map(|(kind, _)| *kind).collect();
    published.into_values().for_each(|cells| sums.add(cells));
    Country { counts, sums, kinds }
}

/// Mean and greatest difference of the sums of a kind.
fn differences(country: &Country, rounded: &[u64], kind: &str) -> (f64, i64) {
    let all: Vec<i64> = country
        .sums
        .iter()
        .zip(&country.kinds)
        .filter(|(_, of)| **of == kind)
        .map(|(cells, _)| cells.iter().map(|i| rounded[*i as usize] as i64 - country.counts[*i as usize] as i64).sum())
        .collect::<Vec<i64>>();
    let size = all.iter().map(|difference: &i64| difference.abs());
    (size.clone().sum::<i64>() as f64 / all.len() as f64, size.max().unwrap_or(0))
}

#[test]
fn a_country_is_rounded_in_seconds_and_its_sums_stay_close() {
    let country = country();
    let begun = Instant::now();
    let rounded = round(&country.counts, &country.sums, BASE, 1);
    let taken = begun.elapsed();
    assert!(rounded.iter().all(|count| !(1..BASE).contains(count)));
    for (kind, mean, greatest) in [
        ("practice", 1.65, 6),
        ("practice and sex", 1.65, 7),
        ("cluster", 2.0, 8),
        ("cluster, sex and age", 1.71, 11),
        ("region", 2.0, 4),
        ("country", 3.0, 3),
    ] {
        let (found, most) = differences(&country, &rounded, kind);
        assert!(found <= mean && most <= greatest, "{kind}: {found:.2} on average, {most} at most");
    }
    assert!(taken < Duration::from_secs(4), "{taken:?}");
}

#[test]
fn events_follow_the_rounded_persons_and_never_tell_of_the_few() {
    let cell = |persons, rounded, events, kind| CountedCell { persons, rounded, events, kind };
    let cells = [
        cell(10, 10, 30.0, 0),
        cell(20, 20, 45.0, 0),
        // One person with 400 prescriptions, and two who got none.
        cell(1, 5, 400.0, 0),
        cell(2, 0, 9.0, 0),
        // Of this kind there are only small cells.
        cell(3, 5, 7.0, 1),
    ];
    // 75 prescriptions of 30 persons: 2.5 each.
    assert_eq!(follow(&cells), [30.0, 45.0, 13.0, 0.0, 13.0]);
}
