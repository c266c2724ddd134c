//! The totals that the exports add up to: those of MidtKraft's published status, and invented ones, which say so.

use crate::dates::Date;

/// The period's first day.
pub const START: Date = Date::ymd(2019, 7, 1);
/// Its last day.
pub const LAST: Date = Date::ymd(2021, 6, 30);

/// Clusters that got packages about the same of the three published topics, and what they come to together.
///
/// How the published sums divide into such groups is invented.
pub struct Group {
    /// Which of [`TOPICS`] they got.
    pub topics: &'static [&'static str],
    /// Whether they got any package.
    pub served: bool,
    /// Clusters.
    pub clusters: usize,
    /// Practices.
    pub practices: usize,
    /// Doctors.
    pub doctors: usize,
    /// Patients.
    pub patients: usize,
}

const ANTIBIOTICS: &str = "Antibiotika";
const OPIOIDS: &str = "Opioider";
const INFLUENZA: &str = "Influenzavaccination";

/// The groups; together 29 clusters, of which 28 are served.
pub const GROUPS: [Group; 9] = [
    group(&[ANTIBIOTICS, OPIOIDS, INFLUENZA], true, [5, 55, 135, 231_415]),
    group(&[ANTIBIOTICS, OPIOIDS], true, [6, 60, 165, 309_868]),
    group(&[ANTIBIOTICS, INFLUENZA], true, [1, 9, 24, 45_602]),
    group(&[OPIOIDS, INFLUENZA], true, [5, 85, 155, 226_114]),
    group(&[ANTIBIOTICS], true, [3, 24, 63, 125_361]),
    group(&[OPIOIDS], true, [3, 47, 84, 110_446]),
    group(&[INFLUENZA], true, [2, 30, 67, 136_402]),
    group(&[], true, [3, 33, 72, 115_308]),
    group(&[], false, [1, 9, 19, 30_412]),
];

/// A group with its four totals.
const fn group(topics: &'static [&'static str], served: bool, totals: [usize; 4]) -> Group {
    let [clusters, practices, doctors, patients] = totals;
    Group { topics, served, clusters, practices, doctors, patients }
}

/// The three topics with their published clusters, practices, doctors and patients.
pub const TOPICS: [(&str, [usize; 4]); 3] =
    [(ANTIBIOTICS, [15, 148, 387, 712_246]), (OPIOIDS, [19, 247, 539, 877_843]), (INFLUENZA, [13, 179, 381, 639_533])];

/// Deliveries of each topic until the period's end, 202 in all; how they divide into topics is invented, but that about half of
/// them, here the first five topics, are about medicines.
pub const DELIVERIES: [(&str, usize); 9] = [
    (ANTIBIOTICS, 18),
    (OPIOIDS, 25),
    ("Polyfarmaci", 22),
    ("Benzodiazepiner", 19),
    ("Antipsykotika", 16),
    (INFLUENZA, 16),
    ("Diabetes", 27),
    ("KOL", 23),
    ("Kræft", 36),
];

/// Deliveries in each stretch of time (invented): fewer in the first months of the pandemic.
pub const DELIVERY_DAYS: [(Date, Date, usize); 4] = [
    (Date::ymd(2018, 10, 1), Date::ymd(2019, 6, 28), 44),
    (START, Date::ymd(2020, 3, 10), 62),
    (Date::ymd(2020, 3, 11), Date::ymd(2020, 8, 31), 19),
    (Date::ymd(2020, 9, 1), Date::ymd(2021, 6, 29), 77),
];

/// Active education groups at the period's end.
pub const GROUPS_OF_EDUCATION: usize = 144;

/// Courses: series, title, and in the period how many and participants. Those of the first two series are published.
pub const COURSES: [(&str, &str, usize, usize); 10] = [
    ("Systematisk efteruddannelse", "Opdatering i børn og unge", 4, 106),
    ("Systematisk efteruddannelse", "Den svære pædiatri", 3, 69),
    ("Systematisk efteruddannelse", "Den tunge psykiatri", 3, 75),
    ("Systematisk efteruddannelse", "Astma og allergi", 2, 64),
    ("Systematisk efteruddannelse", "Patienten med svimmelhed", 1, 25),
    ("Praksispersonale", "KOL", 11, 253),
    ("Praksispersonale", "Diabetes", 10, 187),
    ("Frivillig efteruddannelse", "Kræft i almen praksis", 4, 92),
    ("Frivillig efteruddannelse", "Smerter i almen praksis", 3, 67),
    ("Gruppeledertræf", "Træf for gruppeledere", 3, 158),
];
/// It courses in each half-year from January 2019 to December 2020: 9 in all, the halves invented.
pub const IT_COURSES: [(Date, Date, usize); 4] = [
    (Date::ymd(2019, 1, 7), Date::ymd(2019, 6, 28), 3),
    (Date::ymd(2019, 8, 12), Date::ymd(2019, 12, 13), 3),
    (Date::ymd(2020, 1, 6), Date::ymd(2020, 3, 6), 1),
    (Date::ymd(2020, 8, 17), Date::ymd(2020, 12, 11), 2),
];

/// Practices that asked for help with leadership and organisation: all, ended after the first visit, ended.
pub const ORGANISATION: (usize, usize, usize) = (37, 6, 7);

/// Practices that try things out, before and after the reduction.
pub const DEVELOPMENT_PRACTICES: (usize, usize) = (10, 5);

/// Applications to Spirekassen: year, received, granted. Granted are 37 in all and 5 since July 2019; the years are invented.
pub const GRANTS: [(i32, usize, usize); 7] =
    [(2015, 13, 8), (2016, 14, 9), (2017, 11, 8), (2018, 9, 7), (2019, 4, 2), (2020, 3, 2), (2021, 2, 1)];

/// National prescriptions of antibiotics per 1000 inhabitants, and penicillin V's share in percent: those of 2016 and 2019 are
/// published.
pub const ANTIBIOTIC_YEARS: [(i32, usize, f64); 4] =
    [(2016, 462, 31.0), (2017, 437, 30.9), (2018, 409, 30.7), (2019, 382, 30.5)];
/// Goals: name, direction, value, unit, year.
pub const GOALS: [(&str, &str, f64, &str, usize); 3] = [
    ("Recepter på antibiotika", "Højst", 350.0, "Recepter pr. 1.000 indbyggere", 2020),
    ("Andel penicillin V", "Mindst", 36.0, "Procent", 2020),
    ("Influenzavaccination af 65-årige og ældre", "Mindst", 75.0, "Procent", 2020),
];
/// Vaccinated and citizens of 65 years and more in 2020. That pneumococcal vaccination reached 56 % is published, and that
/// influenza vaccination reached its goal of 75 %; the numbers of citizens are invented.
pub const VACCINATED: [(&str, usize, usize); 2] = [("Influenza", 201_318, 262_480), ("Pneumokok", 146_989, 262_480)];
/// Citizens with both a medicine for dementia and an antipsychotic in each quarter of 2020; the two in the middle are invented.
pub const DEMENTIA: [usize; 4] = [471, 488, 505, 523];

/// Letters sent: the share of yellow and red ones is published, their number invented.
pub const LETTERS: [(&str, usize); 3] = [("Grøn", 1_166_760), ("Gul", 36_240), ("Rød", 4_830)];
/// Audited letters: colour, fitting, not fitting. 356 and 74 in all are published, the colours invented.
pub const AUDIT: [(&str, usize, usize); 3] = [("Grøn", 190, 0), ("Gul", 107, 47), ("Rød", 59, 27)];

/// Adverse events: where, area, and how many in each of the period's two years (invented, but for their size: 800 to 1000 and
/// about 100 a year).
pub const EVENTS: [(&str, &str, [usize; 2]); 8] = [
    ("Almen praksis", "Medicinering", [297, 331]),
    ("Almen praksis", "Prøver, undersøgelser, prøvesvar og patientidentifikation", [236, 268]),
    ("Almen praksis", "Henvisninger, visitation og overlevering", [201, 219]),
    ("Almen praksis", "Andet", [114, 123]),
    ("Lægevagten", "Visitation og overlevering af information", [41, 44]),
    ("Lægevagten", "Medicinering", [24, 27]),
    ("Lægevagten", "Behandling og pleje", [19, 22]),
    ("Lægevagten", "Andet", [12, 11]),
];

/// Visits by data consultants and their topics (topics invented).
pub const DATA_VISITS: [(&str, usize); 6] = [
    ("Video", 84),
    ("Forløbsplaner", 61),
    ("FMK", 47),
    ("Indberetning til kvalitetsdatabaser", 38),
    ("Nynedsat praksis", 29),
    ("WebReq", 21),
];
/// Municipalities, and those that can hold video conferences.
pub const MUNICIPALITIES: (usize, usize) = (19, 18);
/// Practices in the pilot of video consultations.
pub const VIDEO_PILOT: usize = 7;
/// Video consultations per month from March 2020 to June 2021 (invented, but for the fall in the autumn of 2020).
pub const VIDEO_CONSULTATIONS: [usize; 16] = [
    9_840, 24_310, 21_760, 18_480, 14_150, 15_020, 11_640, 7_910, 6_330, 5_870, 5_720, 5_560, 5_480, 5_390, 5_120,
    4_980,
];

/// Visits by medicine consultants and their topics: over 200 (here 214), the topics invented.
pub const MEDICINE_VISITS: [(&str, usize); 5] =
    [("Polyfarmaci", 63), ("Antibiotika", 48), ("Opioider", 44), ("Ældre patienter", 32), ("Antipsykotika", 27)];
/// Reviews of a patient's medicines: those in Lemvig are published, those in nursing homes invented.
pub const REVIEWS: [(&str, usize); 2] = [("Regionsklinikken i Lemvig", 250), ("Plejehjem", 118)];
/// Participants of the meetings of Medicin i Midt since autumn 2017: 9 meetings, 241 in all.
pub const MEETING_PARTICIPANTS: [usize; 9] = [34, 29, 31, 26, 28, 22, 25, 19, 27];

/// News by mail in each of the period's two years (invented, but for their size: over 300 a year), and local issues a year.
pub const NEWS: ([usize; 2], usize) = ([318, 341], 4);
