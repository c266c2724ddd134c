//! Imitates the cluster overview: one workbook with the registers of clusters and of practices in and outside them.

use std::path::Path;

use crate::dates::{Date, Spell};
use crate::names::CLUSTERS;
use crate::output::{Done, Sheet, Table, row, write_xlsx};
use crate::plan::{Plan, Y2023, Y2024};
use crate::rng::Rng;

/// Clusters that were closed before 2023: their place in the list, and their last day.
const CLOSED_CLUSTERS: [(usize, Date); 3] =
    [(5, Date::ymd(2019, 12, 31)), (12, Date::ymd(2021, 6, 30)), (20, Date::ymd(2022, 12, 31))];
/// The day on which the last cluster in the list was created.
const NEW_CLUSTER: Date = Date::ymd(2024, 4, 10);
/// Practices in clusters that opened in 2024, and their doctors.
const OPENED: (usize, usize) = (8, 12);
/// Practices in clusters that closed in 2024, and their doctors.
const CLOSED: (usize, usize) = (15, 18);
/// Practices that lost a doctor in 2024.
const SHRUNK: usize = 5;
/// Practices that moved to the new cluster.
const MOVED: usize = 3;

/// A cluster.
struct Cluster {
    id: String,
    name: &'static str,
    spell: Spell,
}

/// A row of the register of practices.
#[derive(Clone)]
struct Practice {
    number: String,
    form: &'static str,
    doctors: usize,
    cluster: String,
    spell: Spell,
}

/// Both registers, with their whole history.
pub struct Clinics {
    clusters: Vec<Cluster>,
    practices: Vec<Practice>,
}

impl Clinics {
    /// Invents the registers so that they agree with the plans at the end of 2023 and of 2024.
    pub fn invent() -> Clinics {
        let mut rng = Rng::new("clinics");
        let mut clinics = Clinics { clusters: clusters(&mut rng), practices: Vec::new() };
        clinics.add_lasting(&mut rng);
        clinics.add_opened_and_closed(&mut rng);
        clinics.add_outside(&mut rng);
        clinics
    }

    /// Practices that are in a cluster both before and after 2024, though some change.
    fn add_lasting(&mut self, rng: &mut Rng) {
        let count = Y2024.practices.0 - OPENED.0;
        assert_eq!(count, Y2023.practices.0 - CLOSED.0);
        let (before, after) = (Y2023.practices.1 - CLOSED.1, Y2024.practices.1 - OPENED.1);
        let mut sizes = vec![1; count];
        let mut left = before - count;
        while left > 0 {
            let i = rng.below(count);
            if sizes[i] < 6 {
                sizes[i] += 1;
                left -= 1;
            }
        }
        let (mut grow, mut shrink, mut moving) = (SHRUNK + after - before, SHRUNK, MOVED);
        for (i, size) in sizes.into_iter().enumerate() {
            let practice = self.new_practice(rng, size);
            let change = Date::between(rng, Date::ymd(2024, 1, 1), Date::ymd(2024, 11, 30));
            let mut next = Practice { spell: Spell::since(change), ..practice.clone() };
            if i % 7 == 1 && size >= 2 && grow > 0 {
                next.doctors += 1;
                grow -= 1;
            } else if i % 7 == 2 && size >= 3 && shrink > 0 {
                next.doctors -= 1;
                shrink -= 1;
            } else if i % 7 == 3 && moving > 0 {
                next.cluster = self.clusters[CLUSTERS.len() - 1].id.clone();
                next.spell.from = NEW_CLUSTER;
                moving -= 1;
            } else {
                self.practices.push(practice);
                continue;
            }
            let spell = Spell::ended(practice.spell.from, next.spell.from.plus(-1));
            self.practices.push(Practice { spell, ..practice });
            self.practices.push(next);
        }
        assert_eq!((grow, shrink, moving), (0, 0, 0));
        // One closes on the very last day, and so still counts at the end of the year.
        self.practices[0].spell.last = Some(Date::ymd(2024, 12, 31));
    }

    /// Practices in clusters that came or went in 2024, and some that went long ago.
    fn add_opened_and_closed(&mut self, rng: &mut Rng) {
        let january = Date::ymd(2024, 1, 1);
        let december = Date::ymd(2024, 12, 1);
        for i in 0..OPENED.0 {
            let mut practice = self.new_practice(rng, 1 + usize::from(i < OPENED.1 - OPENED.0));
            let from = if i == 0 { january } else { Date::between(rng, january, december) };
            practice.spell = Spell::since(from);
            self.practices.push(practice);
        }
        for i in 0..CLOSED.0 {
            let mut practice = self.new_practice(rng, 1 + usize::from(i < CLOSED.1 - CLOSED.0));
            let last = Date::between(rng, january, december);
            practice.spell.last = Some(if i == 0 { january.plus(-1) } else { last });
            self.practices.push(practice);
        }
        for (place, closed) in CLOSED_CLUSTERS {
            for _ in 0..6 {
                let mut practice = self.new_practice(rng, 1);
                let from = self.clusters[place].spell.from;
                practice.cluster = self.clusters[place].id.clone();
                practice.spell = Spell::ended(from, closed);
                self.practices.push(practice);
            }
        }
    }

    /// Practices outside clusters; those that the plan for 2024 has fewer of closed in that year.
    fn add_outside(&mut self, rng: &mut Rng) {
        for (&(form, now), &(_, before)) in Y2024.outside.iter().zip(Y2023.outside) {
            for i in 0..before.max(now) {
                let mut practice = self.new_practice(rng, 1);
                practice.form = form;
                practice.doctors = if form == "Sololæge" { 1 } else { 2 + rng.below(3) };
                practice.cluster.clear();
                practice.spell.last = (i >= now).then_some(Date::ymd(2024, 6, 30));
                self.practices.push(practice);
            }
        }
    }

    /// A practice with a new number, in a cluster that lasts.
    fn new_practice(&self, rng: &mut Rng, doctors: usize) -> Practice {
        let lasting: Vec<&Cluster> =
            self.clusters.iter().filter(|cluster| cluster.spell.holds(Date::ymd(2023, 1, 1))).collect();
        let cluster = rng.pick(&lasting);
        let count = self.practices.len() + 1;
        let number = if count.is_multiple_of(5) { 12_000 + count } else { 990_000 + count };
        let form = match (doctors, rng.below(10)) {
            (1, 0..8) => "Sololæge",
            (1, _) => "Delepraksis",
            (_, 0..7) => "Kompagniskabspraksis",
            (_, 7) => "Partnerskabsklinik",
            _ => "Delepraksis",
        };
        let from = Date::between(rng, Date::ymd(2018, 3, 1), Date::ymd(2021, 12, 31));
        Practice {
            number: format!("{number:06}"),
            form,
            doctors,
            cluster: cluster.id.clone(),
            spell: Spell::since(from.max(cluster.spell.from)),
        }
    }

    /// Numbers of the practices in clusters (or outside) on a day.
    pub fn numbers(&self, in_cluster: bool, day: Date) -> Vec<String> {
        let rows = self.practices.iter().filter(|practice| practice.spell.holds(day));
        rows.filter(|practice| practice.cluster.is_empty() != in_cluster)
            .map(|practice| practice.number.clone())
            .collect()
    }

    /// Clusters that exist on a day.
    pub fn clusters(&self, day: Date) -> Vec<String> {
        let rows = self.clusters.iter().filter(|cluster| cluster.spell.holds(day));
        rows.map(|cluster| cluster.id.clone()).collect()
    }

    /// Writes the workbook as exported in the middle of January after the plan's year.
    pub fn write(&self, dir: &Path, plan: &Plan) -> Done {
        let exported = Date::ymd(plan.year + 1, 1, 15);
        let clusters = self.clusters.iter().filter_map(|cluster| {
            let Spell { from, last } = cluster.spell.known_by(exported)?;
            Some(row![&cluster.id, format!("Klynge {}", cluster.name), from, last])
        });
        let practices = self.practices.iter().filter_map(|practice| {
            let Spell { from, last } = practice.spell.known_by(exported)?;
            let Practice { number, form, doctors, cluster, .. } = practice;
            Some(row![number, *form, *doctors, cluster, from, last])
        });
        let cluster_headers = ["Klynge", "Navn", "Oprettet", "Nedlagt"];
        let practice_headers = ["Ydernr.", "Praksisform", "Antal læger", "Klynge", "Fra", "Til"];
        write_xlsx(
            &dir.join(format!("klyngeregister-{}.xlsx", plan.year)),
            &[
                Sheet::plain("Klynger", Table::new(&cluster_headers, clusters.collect())),
                Sheet::plain("Praksis", Table::new(&practice_headers, practices.collect())),
            ],
        )
    }
}

/// All clusters there have ever been; the last one is the one created in 2024.
fn clusters(rng: &mut Rng) -> Vec<Cluster> {
    assert_eq!(CLUSTERS.len(), Y2023.clusters + CLOSED_CLUSTERS.len() + 1);
    assert_eq!(Y2024.clusters, Y2023.clusters + 1);
    let cluster = |(place, &name): (usize, &&'static str)| {
        let first = Date::between(rng, Date::ymd(2018, 3, 1), Date::ymd(2019, 6, 30));
        let closed = CLOSED_CLUSTERS.iter().find(|(closed, _)| *closed == place);
        let from = if place + 1 == CLUSTERS.len() { NEW_CLUSTER } else { first };
        let spell = Spell { from, last: closed.map(|(_, day)| *day) };
        Cluster { id: format!("KL{:02}", place + 1), name, spell }
    };
    CLUSTERS.iter().enumerate().map(cluster).collect()
}
