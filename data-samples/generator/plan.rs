//! Every total that the samples come out with, in one place. Those of 2024 are the ones KAP-H published (its
//! annual report, and the regional key figures) unless a comment says invented; 2023 and before are invented.

use crate::dates::Date;

/// How many of each: a category and its number.
pub type Counts = &'static [(&'static str, usize)];

/// A course or meeting with its day and number of participants: title, type, audience.
pub type Event = (&'static str, &'static str, &'static str, Date, usize);

/// One year's totals. "At the end" means valid on 31 December.
pub struct Plan {
    /// The year.
    pub year: i32,
    /// Advisers in the Medicine team at the end.
    pub medicine_consultants: usize,
    /// Persons with the role Praksiskonsulent at the end, of whom three have two rows.
    pub practice_consultants: usize,
    /// The Medicine team's practice visits.
    pub medicine_visits: usize,
    /// Topics at those visits, one to three a visit.
    pub medicine_topics: Counts,
    /// Cluster meetings about a package, and follow-up meetings without one.
    pub cluster_meetings: (usize, usize),
    /// Data extractions, at least one for each order.
    pub medicine_extracts: usize,
    /// Teaching sessions.
    pub teaching: usize,
    /// Ordered cluster packages by topic.
    pub orders: Counts,
    /// Packages in the catalogue at the end: Medicine team, Organisation team.
    pub catalogue: (usize, usize),
    /// The Organisation team's simple activities: activity, topic, rows.
    pub organisation: &'static [(&'static str, &'static str, usize)],
    /// Cluster visits: rows and distinct meetings.
    pub cluster_visits: (usize, usize),
    /// Quality visits, and the practices they covered.
    pub quality_visits: (usize, usize),
    /// Sessions: quality workshop, leadership course, seminar on settling in practice.
    pub workshops: (usize, usize, usize),
    /// Clusters at the end.
    pub clusters: usize,
    /// Practices in clusters, and their doctors, at the end.
    pub practices: (usize, usize),
    /// Practices outside clusters at the end.
    pub outside: Counts,
    /// Materials for continuing education groups at the end.
    pub materials: Counts,
    /// Evening meetings: for older doctors, and others apart from the seminars.
    pub evening_meetings: (usize, usize),
    /// Other meetings: Gå-hjem-møde, Lokal praksisdag, Virtuel praksisdag.
    pub meetings: (usize, usize, usize),
    /// Events with a known day.
    pub events: &'static [Event],
    /// Registrations for Store Praksisdag by kind.
    pub registrations: Counts,
    /// How many of them came on the first day of registration.
    pub first_day: usize,
    /// Sessions at Store Praksisdag, and how many on its main theme.
    pub sessions: (usize, usize),
    /// Stands at Store Praksisdag: held, their participants, cancelled.
    pub stands: (usize, usize, usize),
    /// Representations at the end.
    pub councils: Counts,
    /// Care pathway descriptions: all, updated in this year or the one before, of those in this year.
    pub pathways: (usize, usize, usize),
    /// Newsletters: ordinary, meetings and courses, extra.
    pub newsletters: (usize, usize, usize),
    /// Newsletter subscribers on 1 April of the year after.
    pub subscribers: usize,
    /// LinkedIn: followers at the end, new followers, posts.
    pub linkedin: (usize, usize, usize),
    /// Facebook: followers at the end, new followers, posts.
    pub facebook: (usize, usize, usize),
}

/// Regional key figures on 1 January: year, practices, capacities, patients.
pub const KEY_FIGURES: [(i32, usize, usize, usize); 5] = [
    (2021, 622, 1_094, 1_862_310), // invented
    (2022, 611, 1_099, 1_880_827),
    (2023, 595, 1_099, 1_910_157),
    (2024, 580, 1_107, 1_916_863),
    (2025, 573, 1_121, 1_938_440),
];

/// Continuing education at each year's end: groups (DGE-gruppe, Juniorgruppe, Supervisionsgruppe) and
/// doctors (Praktiserende læge, Uddannelseslæge, Anden læge).
pub const EDUCATION: [(i32, [usize; 3], [usize; 3]); 6] = [
    (2019, [87, 14, 88], [831, 105, 24]),
    (2020, [88, 15, 90], [833, 120, 25]),
    (2021, [90, 17, 92], [830, 148, 26]),
    (2022, [92, 19, 93], [830, 176, 27]),
    (2023, [94, 22, 95], [830, 204, 28]),
    (2024, [96, 24, 97], [830, 231, 30]), // the groups and 1091 doctors are real, their split is invented
];

/// The plan for a year; years outside the samples borrow the nearest one (only their edges are exported).
pub fn for_year(year: i32) -> &'static Plan {
    if year <= 2023 { &Y2023 } else { &Y2024 }
}

/// 2024, as published.
pub const Y2024: Plan = Plan {
    year: 2024,
    medicine_consultants: 9,
    practice_consultants: 37,
    medicine_visits: 53,
    medicine_topics: &[
        ("Generelt/overblik", 14),
        ("Afhængighedsskabende medicin", 20),
        ("Opioider", 12),
        ("Antidiabetika", 11),
        ("Benzodiazepiner", 14),
        ("Antibiotika", 7),
        ("Antidepressiva og/eller antipsykotika", 6),
    ],
    cluster_meetings: (30, 3),
    medicine_extracts: 33,
    teaching: 3,
    orders: &[
        ("ADHD", 10),
        ("Astma hos børn og unge", 4),
        ("Osteoporose", 3),
        ("Polyfarmaci", 3),
        ("Psykofarmaka", 2),
        ("KOL", 1),
        ("Urge-inkontinens", 1),
        ("Øjenbetændelse hos børn", 1),
        ("Andet emne", 3),
    ],
    catalogue: (12, 4),
    organisation: &[
        ("Arrangement", "Informationsmøde for nynedsatte og yngre læger", 2),
        ("Praksisbesøg", "Organisering", 18),
        ("Praksisbesøg", "Strukturering af diabetesbehandling", 1),
        ("Praksisbesøg", "Trivsel", 11),
        ("Praksisbesøg", "Salgsproces", 3),
        ("Praksisbesøg", "Værdi i klinikken", 1),
        ("Praksisbesøg", "Uddelegering", 4),
        ("Praksisbesøg", "Kvalitetsudvikling", 2),
        ("Praksisbesøg", "Andet", 1),
        ("Lægehøringsbesøg", "", 16),
        ("Nynedsat", "Organisering", 6),
        ("Nynedsat", "Uddelegering", 2),
        ("Nynedsat", "Trivsel", 1),
        ("Datatræk", "", 4),
        ("Støtte til klyngekoordinator", "", 2),
    ],
    cluster_visits: (11, 9),
    quality_visits: (14, 15),
    workshops: (2, 6, 3),
    clusters: 34,
    practices: (556, 1080),
    outside: &[("Sololæge", 3), ("Kompagniskabspraksis", 3), ("Delepraksis", 2), ("Partnerskabsklinik", 7)],
    materials: &[("Journal Club", 7), ("Refleksionsark", 3), ("Learning Loop", 2)],
    evening_meetings: (2, 2),
    meetings: (2, 6, 3),
    events: &[
        ("Møde for nynedsatte", "DGE-arrangement", "Læger", Date::ymd(2024, 2, 29), 23),
        ("Minigruppeledertræf", "DGE-arrangement", "Læger", Date::ymd(2024, 5, 7), 49),
        ("Store Praksisdag", "Store Praksisdag", EVERYONE, Date::ymd(2024, 5, 16), 402),
        ("Nordisk Kongres i Almen Medicin", "Kongres", "KAP-H; Læger", Date::ymd(2024, 6, 12), 22),
        ("Tips, tricks og it-sikkerhed", "Webinar", CLINIC, Date::ymd(2024, 8, 22), 40),
        (
            DIALOGUE,
            "Dialogmøde",
            "KAP-H; Læger",
            Date::ymd(2024, 9, 24),
            64, // both invented
        ),
        ("Gruppeledertræf", "DGE-arrangement", "Læger", Date::ymd(2024, 10, 23), 31),
    ],
    registrations: &[("Praktiserende læger", 171), ("Praksispersonale", 176), ("Uddannelseslæger", 55)],
    first_day: 281,
    sessions: (24, 12),
    stands: (15, 22, 1),
    councils: &[
        ("Sundhedsfaglige råd", 39),
        ("Midlertidige arbejdsgrupper", 28),
        ("Faste råd og udvalg", 6),
        ("Faglige Sundhedsklynger", 5),
        ("Driftsfora for voksen og børne-ungepsykiatri", 8),
    ],
    pathways: (219, 128, 68), // 68 is invented
    newsletters: (11, 4, 13),
    subscribers: 2328,
    linkedin: (341, 13, 31),
    facebook: (321, 18, 45),
};

/// 2023, invented.
pub const Y2023: Plan = Plan {
    year: 2023,
    medicine_consultants: 8,
    practice_consultants: 36,
    medicine_visits: 47,
    medicine_topics: &[
        ("Generelt/overblik", 12),
        ("Afhængighedsskabende medicin", 18),
        ("Opioider", 11),
        ("Antidiabetika", 9),
        ("Benzodiazepiner", 12),
        ("Antibiotika", 6),
        ("Antidepressiva og/eller antipsykotika", 6),
    ],
    cluster_meetings: (26, 3),
    medicine_extracts: 30,
    teaching: 3,
    orders: &[
        ("ADHD", 2),
        ("Astma hos børn og unge", 4),
        ("Osteoporose", 4),
        ("Polyfarmaci", 6),
        ("Psykofarmaka", 3),
        ("KOL", 3),
        ("Urge-inkontinens", 1),
        ("Andet emne", 2),
    ],
    catalogue: (11, 3),
    organisation: &[
        ("Arrangement", "Informationsmøde for nynedsatte og yngre læger", 2),
        ("Praksisbesøg", "Organisering", 15),
        ("Praksisbesøg", "Strukturering af diabetesbehandling", 2),
        ("Praksisbesøg", "Trivsel", 9),
        ("Praksisbesøg", "Salgsproces", 2),
        ("Praksisbesøg", "Værdi i klinikken", 1),
        ("Praksisbesøg", "Uddelegering", 4),
        ("Praksisbesøg", "Kvalitetsudvikling", 2),
        ("Praksisbesøg", "Andet", 1),
        ("Lægehøringsbesøg", "", 18),
        ("Nynedsat", "Organisering", 5),
        ("Nynedsat", "Uddelegering", 3),
        ("Nynedsat", "Trivsel", 1),
        ("DGE-oplæg", "", 2),
        ("Datatræk", "", 3),
        ("Støtte til klyngekoordinator", "", 5),
    ],
    cluster_visits: (8, 7),
    quality_visits: (13, 14),
    workshops: (2, 6, 0),
    clusters: 33,
    practices: (563, 1071),
    outside: &[("Sololæge", 4), ("Kompagniskabspraksis", 3), ("Delepraksis", 2), ("Partnerskabsklinik", 7)],
    materials: &[("Journal Club", 2), ("Refleksionsark", 0), ("Learning Loop", 0)],
    evening_meetings: (2, 4),
    meetings: (2, 7, 2),
    events: &[
        ("Møde for nynedsatte", "DGE-arrangement", "Læger", Date::ymd(2023, 3, 2), 26),
        ("Minigruppeledertræf", "DGE-arrangement", "Læger", Date::ymd(2023, 5, 3), 45),
        ("Store Praksisdag", "Store Praksisdag", EVERYONE, Date::ymd(2023, 5, 11), 395),
        (DIALOGUE, "Dialogmøde", "KAP-H; Læger", Date::ymd(2023, 9, 26), 58),
        ("Gruppeledertræf", "DGE-arrangement", "Læger", Date::ymd(2023, 10, 25), 33),
    ],
    registrations: &[("Praktiserende læger", 168), ("Praksispersonale", 172), ("Uddannelseslæger", 55)],
    first_day: 253,
    sessions: (22, 10),
    stands: (14, 20, 0),
    councils: &[
        ("Sundhedsfaglige råd", 39),
        ("Midlertidige arbejdsgrupper", 24),
        ("Faste råd og udvalg", 6),
        ("Faglige Sundhedsklynger", 5),
        ("Driftsfora for voksen og børne-ungepsykiatri", 8),
    ],
    pathways: (214, 121, 60),
    newsletters: (11, 11, 9),
    subscribers: 2611,
    linkedin: (328, 41, 27),
    facebook: (303, 25, 52),
};

/// Audience of events for whole clinics.
const CLINIC: &str = "Læger; Praksispersonale";
/// Audience of the yearly congress.
const EVERYONE: &str = "Læger; Praksispersonale; Uddannelseslæger";
/// The yearly meeting with the hospitals.
pub const DIALOGUE: &str = "Dialogmøde mellem hospitaler og almen praksis";
