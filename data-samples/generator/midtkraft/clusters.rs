//! Imitates the region's register of practices: one workbook with the clusters and the practices in them.

use std::path::Path;

use super::deliveries::Delivery;
use super::plan::{GROUPS, Group, LAST, TOPICS};
use crate::dates::{Date, Spell};
use crate::output::{Done, Sheet, Table, row, write_xlsx};
use crate::rng::Rng;

/// Clusters: fictional places.
const NAMES: [&str; 29] = [
    "Agerskov Nord",
    "Bavnehede",
    "Brombærdal",
    "Dueholt",
    "Enebærkær",
    "Fiskenæs",
    "Gedemose",
    "Grydehøj",
    "Harekær",
    "Humlebakke",
    "Ibstrand",
    "Jættehøj",
    "Kløvermark",
    "Krageskov",
    "Lyngbjerge",
    "Møllevad",
    "Nattergaledal",
    "Odderkrog",
    "Porsemose",
    "Ravnholt",
    "Revlinghede",
    "Skarvnæs",
    "Skjoldbæk",
    "Storkeeng",
    "Tyttebærskov",
    "Vandrefalk",
    "Vildrosevang",
    "Ækildegård",
    "Åbrinken",
];
/// The clusters that made projects with a hospital.
const CROSS_SECTOR: [usize; 2] = [4, 17];
/// Before any package was delivered: from when practices are registered, and the last day of those that closed.
const REGISTERED: (Date, Date) = (Date::ymd(2018, 1, 1), Date::ymd(2018, 8, 31));
/// How many closed.
const CLOSED: usize = 6;
/// More doctors than this does no practice have.
const MOST_DOCTORS: usize = 8;

/// A practice of a cluster.
pub struct Practice {
    /// Its number.
    pub number: String,
    /// Its doctors.
    pub doctors: usize,
    /// Its patients.
    pub patients: usize,
    /// When it was in the cluster.
    pub spell: Spell,
}

/// A cluster.
pub struct Cluster {
    /// Its number in the register.
    pub id: String,
    /// The group of clusters it belongs to.
    pub group: &'static Group,
    /// Its practices, also those that have closed.
    pub practices: Vec<Practice>,
}

/// The region's clusters.
pub struct Region {
    /// The clusters in the register's order.
    pub clusters: Vec<Cluster>,
}

impl Region {
    /// Invents the register so that the clusters of each topic come to what is published.
    pub fn invent() -> Region {
        let mut rng = Rng::new("midtkraft clusters");
        let mut clusters: Vec<(&'static Group, Vec<Practice>)> = Vec::new();
        for group in &GROUPS {
            clusters.extend(divided(&mut rng, group).into_iter().map(|practices| (group, practices)));
        }
        rng.shuffle(&mut clusters);
        let cluster = |(i, (group, practices))| Cluster { id: format!("M{:02}", i + 1), group, practices };
        let mut region = Region { clusters: clusters.into_iter().enumerate().map(cluster).collect() };
        region.add_closed(&mut rng);
        region.number(&mut rng);
        region.agree();
        region
    }

    /// The numbers of all practices that are in a cluster.
    pub fn numbers(&self) -> Vec<String> {
        let practices = self.clusters.iter().flat_map(|cluster| &cluster.practices);
        practices.filter(|practice| practice.spell.last.is_none()).map(|practice| practice.number.clone()).collect()
    }

    /// Adds practices that closed before the first delivery.
    fn add_closed(&mut self, rng: &mut Rng) {
        let (from, last) = REGISTERED;
        for i in 0..CLOSED {
            let (doctors, spell) = (1 + rng.below(2), Spell::ended(from, last));
            let patients = doctors * (1_480 + rng.below(300));
            let closed = Practice { number: String::new(), doctors, patients, spell };
            self.clusters[i * 4].practices.push(closed);
        }
    }

    /// Gives every practice a number of its own.
    fn number(&mut self, rng: &mut Rng) {
        let mut numbers: Vec<usize> = (0..900).collect();
        rng.shuffle(&mut numbers);
        for (practice, number) in self.clusters.iter_mut().flat_map(|cluster| &mut cluster.practices).zip(numbers) {
            practice.number = format!("{:06}", 96_0100 + number);
        }
    }

    /// Stops where the groups of the plan do not come to the published sums.
    fn agree(&self) {
        for (topic, expected) in TOPICS {
            let with: Vec<&Cluster> =
                self.clusters.iter().filter(|cluster| cluster.group.topics.contains(&topic)).collect();
            let sums =
                with.iter().map(|cluster| totals(cluster)).fold([0; 3], |[a, b, c], [x, y, z]| [a + x, b + y, c + z]);
            assert_eq!([with.len(), sums[0], sums[1], sums[2]], expected, "{topic}");
        }
    }

    /// Writes the register as it was at the period's end.
    pub fn write(&self, dir: &Path, deliveries: &[Delivery]) -> Done {
        let mut rng = Rng::new("midtkraft register");
        let (mut clusters, mut practices) = (Vec::new(), Vec::new());
        for (i, (cluster, name)) in self.clusters.iter().zip(NAMES).enumerate() {
            let [count, doctors, patients] = totals(cluster);
            let first = deliveries.iter().filter(|delivery| delivery.cluster == i && delivery.day <= LAST);
            let first = first.map(|delivery| delivery.day).min();
            let founded = Date::ymd(2018, 4 + rng.below(5) as i32, 1);
            let cross_sector = CROSS_SECTOR.contains(&i);
            clusters.push(row![&cluster.id, name, founded, count, doctors, patients, first, cross_sector]);
            for Practice { number, doctors, patients, spell } in &cluster.practices {
                practices.push(row![number, &cluster.id, *doctors, *patients, spell.from, spell.last]);
            }
        }
        let clusters = Table::new(
            &[
                "Klynge",
                "Navn",
                "Oprettet",
                "Praksis",
                "Læger",
                "Sikrede",
                "Første klyngepakke",
                "Tværsektorielt projekt",
            ],
            clusters,
        );
        let practices = Table::new(&["Ydernummer", "Klynge", "Læger", "Gruppe 1-sikrede", "Fra", "Til"], practices);
        let sheets = [Sheet::plain("Klynger", clusters), Sheet::plain("Praksis", practices)];
        write_xlsx(&dir.join("klyngeregister-2021-06.xlsx"), &sheets)
    }
}

/// A cluster's practices, doctors and patients now.
fn totals(cluster: &Cluster) -> [usize; 3] {
    let now = cluster.practices.iter().filter(|practice| practice.spell.last.is_none());
    now.fold([0; 3], |[count, doctors, patients], practice| {
        [count + 1, doctors + practice.doctors, patients + practice.patients]
    })
}

/// The practices of each cluster of a group, which together have the group's totals.
fn divided(rng: &mut Rng, group: &Group) -> Vec<Vec<Practice>> {
    let mut doctors = vec![1; group.practices];
    let mut left = group.doctors - group.practices;
    while left > 0 {
        let at = rng.below(group.practices);
        if doctors[at] < MOST_DOCTORS {
            doctors[at] += 1;
            left -= 1;
        }
    }
    let weights: Vec<f64> = doctors.iter().map(|doctors| *doctors as f64 * (0.86 + 0.28 * rng.unit())).collect();
    let weight: f64 = weights.iter().sum();
    let mut patients: Vec<usize> =
        weights.iter().map(|own| (own / weight * group.patients as f64).floor() as usize).collect();
    let missing = group.patients - patients.iter().sum::<usize>();
    patients[0] += missing;
    let mut practices = doctors.into_iter().zip(patients).map(|(doctors, patients)| Practice {
        number: String::new(),
        doctors,
        patients,
        spell: Spell::since(REGISTERED.0),
    });
    sizes(rng, group).into_iter().map(|size| practices.by_ref().take(size).collect()).collect()
}

/// How many practices each cluster of a group has: about equally many.
fn sizes(rng: &mut Rng, group: &Group) -> Vec<usize> {
    let count = group.clusters;
    let mut sizes: Vec<usize> =
        (0..count).map(|i| group.practices / count + usize::from(i < group.practices % count)).collect();
    for _ in 0..2 * count {
        let (from, to) = (rng.below(count), rng.below(count));
        if sizes[from] > 6 {
            sizes[from] -= 1;
            sizes[to] += 1;
        }
    }
    sizes
}
