//! The exports of the batch report `klyngepakke`: prescriptions, patients, register, diabetes checks, survey and cooperation.
//!
//! The same rows at two sizes: a sample that is committed, and a whole country that is not.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::output::Done;
use crate::rng::Rng;

/// How many of everything there are.
pub struct Size {
    clusters: usize,
    practices: usize,
    codes: usize,
    regions: usize,
}

/// Three clusters with some thirty practices.
pub const SAMPLE: Size = Size { clusters: 3, practices: 30, codes: 1, regions: 1 };
/// The numbers of KiAP: 115 clusters with 1 675 practices, and some two million rows of prescriptions.
pub const COUNTRY: Size = Size { clusters: 115, practices: 1675, codes: 8, regions: 5 };

const CODES: [&str; 8] = ["J01CA08", "J01XE01", "J01EA01", "N02AX02", "N05BA12", "A02BC01", "C10AA05", "N05AH04"];
const AGES: [&str; 3] = ["18-39", "40-64", "65+"];
const SEXES: [&str; 2] = ["Kvinde", "Mand"];
const REGIONS: [&str; 5] =
    ["Region Østkysten", "Region Vesterhede", "Region Sundet", "Region Fjordene", "Region Åmosen"];
const FIRST: [&str; 12] =
    ["Ask", "Birke", "Eg", "Elle", "Fyrre", "Gran", "Hassel", "Linde", "Pile", "Røn", "Tjørne", "Ahorn"];
const LAST: [&str; 8] = ["bakken", "dalen", "engen", "gården", "holmen", "kæret", "lunden", "toften"];
const PARTNERS: [(&str, usize); 5] =
    [("Kommune", 61), ("Hospital", 38), ("Speciallæger", 19), ("Andet", 13), ("Ingen samarbejde på tværs", 26)];
const QUESTIONS: [&str; 3] = [
    "Samlet udbytte af klyngearbejdet",
    "Klyngemøderne har ført til ændringer i klinikken",
    "Klyngen understøtter kvalitetsudviklingen",
];
const ANSWERS: [&str; 5] = ["Meget lille", "Lille", "Hverken eller", "Stort", "Meget stort"];

struct Practice {
    number: String,
    name: String,
    cluster: usize,
    doctors: usize,
    /// Patients by sex and age.
    patients: [[usize; 3]; 2],
    /// How much more or less than others it prescribes.
    habit: f64,
}

/// Writes the exports of one size.
pub fn write(dir: &Path, size: &Size) -> Done {
    fs::create_dir_all(dir)?;
    let mut rng = Rng::new("klyngepakke");
    let practices: Vec<Practice> = (0..size.practices).map(|i| practice(i, size, &mut rng)).collect();
    fs::write(dir.join("praksisregister.csv"), register(&practices, size))?;
    fs::write(dir.join("sikrede-2023.csv"), patients(&practices, 2023))?;
    fs::write(dir.join("sikrede-2024.csv"), patients(&practices, 2024))?;
    fs::write(dir.join("recepter.csv"), prescriptions(&practices, size, &mut rng))?;
    fs::write(dir.join("diabetes-aarsstatus.csv"), checks(&practices, &mut rng))?;
    fs::write(dir.join("klyngesurvey-2024.csv"), answers(&practices, &mut rng))?;
    fs::write(dir.join("klynger-samarbejde.csv"), cooperation(&mut rng))?;
    Ok(())
}

fn practice(i: usize, size: &Size, rng: &mut Rng) -> Practice {
    let doctors = if i == 0 { 1 } else { 1 + rng.below(4) + rng.below(3) };
    let listed = (doctors * (1300 + rng.below(600))) as f64 * if i == 1 { 1.9 } else { 1.0 };
    let ages = [0.34, 0.38, 0.28 + 0.1 * rng.unit()];
    let patients = [0.52, 0.48].map(|sex| ages.map(|age| (listed * 0.8 * sex * age) as usize));
    let name = format!("Lægehuset {}{}", rng.pick(&FIRST), rng.pick(&LAST));
    let habit = 0.65 + 0.7 * rng.unit();
    Practice { number: format!("{:06}", 12_001 + i * 37), name, cluster: i % size.clusters, doctors, patients, habit }
}

fn region(cluster: usize, size: &Size) -> &'static str {
    REGIONS[cluster * size.regions / size.clusters]
}

fn register(practices: &[Practice], size: &Size) -> String {
    let mut text =
        "Ydernummer;Praksis;Læge;CPR-nr.;Klynge;Klyngens navn;Region;Læger;Gyldig fra;Gyldig til\r\n".to_owned();
    let mut line = |practice: &Practice, name: &str, cluster: usize, from: &str, to: &str| {
        let (number, doctors) = (&practice.number, practice.doctors);
        // The doctor and the person are words, so that the sample has neither.
        let _ = write!(
            text,
            "{number};{name};Læge {number};udeladt;{:03};{};{};{doctors};{from};{to}\r\n",
            cluster + 1,
            cluster_name(cluster),
            region(cluster, size)
        );
    };
    for (i, practice) in practices.iter().enumerate() {
        if i == 5 {
            // The number belonged to another practice in another cluster until the end of the year before.
            line(practice, "Lægehuset Gammelhavn", (practice.cluster + 1) % size.clusters, "01-01-2015", "31-12-2023");
            line(practice, &practice.name, practice.cluster, "01-01-2024", "");
        } else {
            line(practice, &practice.name, practice.cluster, "01-01-2015", "");
        }
    }
    text
}

fn cluster_name(cluster: usize) -> String {
    format!("Klynge {}{}", FIRST[cluster % FIRST.len()], LAST[(cluster / FIRST.len()) % LAST.len()])
}

/// Counted each quarter, so that a practice that opens or moves counts with the quarters in which it was there.
fn patients(practices: &[Practice], year: usize) -> String {
    let mut text = "Ydernummer;Køn;Aldersgruppe;Sikrede;Opgjort\r\n".to_owned();
    for (quarter, day) in ["31-03", "30-06", "30-09", "31-12"].into_iter().enumerate() {
        let quarters_left = (2024 - year) * 4 + 3 - quarter;
        for practice in practices {
            for (sex, ages) in SEXES.iter().zip(practice.patients) {
                for (age, listed) in AGES.iter().zip(ages) {
                    let count = listed - listed * quarters_left / 400;
                    let _ = write!(text, "{};{sex};{age};{count};{day}-{year}\r\n", practice.number);
                }
            }
        }
    }
    text
}

fn prescriptions(practices: &[Practice], size: &Size, rng: &mut Rng) -> String {
    let mut text = "Ydernummer;ATC-kode;Måned;Køn;Aldersgruppe;Recepter;Personer\r\n".to_owned();
    for practice in practices {
        for (code, name) in CODES.iter().enumerate().take(size.codes) {
            for month in 0..24 {
                for (sex, ages) in SEXES.iter().zip(practice.patients) {
                    for (band, (age, listed)) in AGES.iter().zip(ages).enumerate() {
                        let share = if *sex == "Kvinde" { 0.0075 } else { 0.0016 } * (1.0 + band as f64 * 0.6);
                        let fall = 1.0 - month as f64 * 0.006;
                        let mean = listed as f64 * share * practice.habit * fall / (1.0 + code as f64 * 0.2);
                        let count = (mean * (0.6 + 0.8 * rng.unit())).round() as usize;
                        if count == 0 && size.codes < 4 {
                            continue;
                        }
                        let persons = count - count * rng.below(12) / 100;
                        let (year, month) = (2023 + month / 12, month % 12 + 1);
                        let number = &practice.number;
                        let _ = write!(text, "{number};{name};01-{month:02}-{year};{sex};{age};{count};{persons}\r\n");
                    }
                }
            }
        }
    }
    text
}

fn checks(practices: &[Practice], rng: &mut Rng) -> String {
    let mut text = "Ydernummer;Opgjort;Årsstatus;Patienter med diabetes\r\n".to_owned();
    for practice in practices {
        let patients = practice.patients.iter().flatten().sum::<usize>() * 7 / 100 + 3;
        let may = 0.42 + 0.3 * rng.unit();
        let december = (may + 0.22 * rng.unit() - 0.02).min(0.97);
        for (day, share) in [("01-05-2024", may), ("01-12-2024", december)] {
            let done = (patients as f64 * share) as usize;
            for (answer, count) in [("Ja", done), ("Nej", patients - done)] {
                let _ = write!(text, "{};{day};{answer};{count}\r\n", practice.number);
            }
        }
    }
    text
}

fn answers(practices: &[Practice], rng: &mut Rng) -> String {
    let mut text = "Svar;Dato;Klynge;Spørgsmål;Svaret\r\n".to_owned();
    let mut number = 0;
    for practice in practices {
        for _ in 0..practice.doctors {
            if rng.one_in(3) {
                continue;
            }
            number += 1;
            for question in QUESTIONS {
                let answer = ANSWERS[(rng.below(3) + rng.below(4)).saturating_sub(1).min(4)];
                let _ = write!(text, "S{number:05};15-11-2024;{:03};{question};{answer}\r\n", practice.cluster + 1);
            }
        }
    }
    text
}

/// What 113 clusters answered about 2022: how many named each partner is published, which ones is invented.
fn cooperation(rng: &mut Rng) -> String {
    let mut text = "Klynge;Partner\r\n".to_owned();
    let mut clusters: Vec<usize> = (1..=113).collect();
    rng.shuffle(&mut clusters);
    let (alone, together) = clusters.split_at(26);
    // Partners take the clusters by turns, so that each of them has one.
    let mut turns = together.iter().cycle();
    for (partner, count) in PARTNERS {
        let of: Vec<usize> =
            if count == alone.len() { alone.to_vec() } else { turns.by_ref().take(count).copied().collect() };
        for cluster in of {
            let _ = write!(text, "{cluster:03};{partner}\r\n");
        }
    }
    text
}
