//! Every total that the samples of KAP-S come out with. They are the ones that KAP-S published in its report for 2023,
//! which has those of 2022 beside them, unless a comment says invented.

use crate::dates::Date;

/// How many of each: a category and its number.
pub type Counts = &'static [(&'static str, usize)];

/// A questionnaire's answers: how many, and how many of them were satisfied, learned something, found it relevant.
pub type Answers = (usize, [usize; 3]);

/// One year's totals. "At the end" means valid on 31 December.
pub struct Plan {
    /// The year.
    pub year: i32,
    /// Capacities and patients on 1 January, for each of [`KINDS`].
    pub key_figures: [(usize, usize); 4],
    /// Practices in contact with KAP-S: those of the first kind, and the others.
    pub in_contact: (usize, usize),
    /// Contacts with the data advisers: how, all of them, and those about clusters.
    pub contacts: &'static [(&'static str, usize, usize)],
    /// Projects of the module model sent out in the region, and to other regions.
    pub projects: (usize, usize),
    /// Plans of action approved.
    pub action_plans: usize,
    /// Activities of the medicine unit: which, on what, how many.
    pub medicine: &'static [(&'static str, &'static str, usize)],
    /// Medicine reviews in a clinic.
    pub reviews: usize,
    /// Calls to the advice line from general practice, and from others.
    pub calls: (usize, usize),
    /// Contacts on organisation and leadership by kind.
    pub organisation: Counts,
    /// Contacts with clusters by telephone and mail, and visits.
    pub cluster_contacts: (usize, usize),
    /// Group leaders that KAP-S talked with.
    pub leaders: usize,
    /// Events: kind, how many, participants in all of them.
    pub events: &'static [(&'static str, usize, usize)],
    /// The evaluation of those events.
    pub answers: Answers,
    /// Newsletters: when, to how many, opened by how many.
    pub newsletters: &'static [(Date, usize, usize)],
    /// Subscribers at the end.
    pub subscribers: usize,
    /// Facebook: followers at the end, new ones, posts.
    pub facebook: (usize, usize, usize),
    /// The posts that most people saw: when, about what, by how many.
    pub seen: &'static [(Date, &'static str, usize)],
    /// LinkedIn: followers at the end, new ones.
    pub linkedin: (usize, usize),
    /// The web site's pages and their views; none where nobody counted.
    pub pages: Counts,
}

/// Kinds of practices.
pub const KINDS: [&str; 4] = ["Alment praktiserende lægepraksis", "Partnerskabsklinik", "Udbudsklinik", "Nærklinik"];

/// Practices at the end of 2022: of each kind, and those outside clusters. The first number is invented.
pub const PRACTICES_2022: [(usize, usize); 4] = [(205, 4), (18, 3), (3, 2), (4, 1)];

/// Groups at each year's end: emnegrupper, supervisionsgrupper, juniorgrupper.
pub const GROUPS: [(i32, [usize; 3]); 5] = [
    (2019, [26, 33, 1]), // invented
    (2020, [27, 33, 1]), // invented
    (2021, [29, 32, 2]), // invented
    (2022, [30, 31, 2]),
    (2023, [33, 30, 3]),
];

/// The plan for a year; years outside the samples borrow the nearest one (only their edges are exported).
pub fn for_year(year: i32) -> &'static Plan {
    if year <= 2022 { &Y2022 } else { &Y2023 }
}

/// 2022.
pub const Y2022: Plan = Plan {
    year: 2022,
    key_figures: [(431, 762_480), (24, 43_870), (3, 6_240), (4, 11_905)], // invented
    in_contact: (171, 16),                                                // invented
    contacts: &[
        ("Fysisk besøg", 38, 5), // the split of 70 and 12 visits is invented
        ("Virtuelt besøg", 32, 7),
        ("Mail", 788, 453),
        ("Telefon", 166, 32),
    ],
    projects: (46, 20),
    action_plans: 8,
    medicine: &[
        ("Statistikudsendelse", "Opioider", 4),
        ("Statistikudsendelse", "Antibiotika", 3), // the split of the other five is invented
        ("Statistikudsendelse", "Polyfarmaci", 2),
        ("Udleveringstilladelse", "", 5),
        ("Idégenereringsmøde", "Opioider", 1),
        ("Undervisning af KBU-læger", "", 3),
        ("Klyngemøde", "", 5),
        ("Data til klyngemøde", "", 1),
        ("DGE-møde", "", 2),
        ("Møde i lægepraksis", "", 5),
    ],
    reviews: 430,
    calls: (44, 31), // the second is invented
    organisation: &[
        ("Generel sparring", 10),
        ("Generationsskifte", 2),
        ("En god start", 5),
        ("Klinikbesøg", 7),
        ("Workshop/temadag", 3),
        ("Klyngeunderstøttelse", 1),
        ("Arrangement for fase 1-3-læger", 1),
        ("Lounge", 2),
    ],
    cluster_contacts: (400, 19),
    leaders: 41, // invented
    events: &[
        ("Store Praksisdag", 1, 118), // invented, as are all that are neither meetings of coordinators nor of leaders
        ("Praksispersonaledag", 2, 287),
        ("Klyngekoordinatortræf", 2, 22),
        ("Gruppeledertræf", 1, 16),
        ("Temadag for fase 1-3-læger", 1, 24),
        ("Kursus", 14, 196),
        ("Fyraftensmøde", 9, 171),
        ("Webinar", 8, 243),
    ],
    answers: (118, [114, 109, 108]), // the published shares; how many answered is invented
    newsletters: &[
        (Date::ymd(2022, 2, 10), 381, 275), // one by one invented, 68 % in all
        (Date::ymd(2022, 4, 21), 385, 262),
        (Date::ymd(2022, 6, 16), 389, 258),
        (Date::ymd(2022, 9, 15), 392, 255),
        (Date::ymd(2022, 11, 24), 396, 271),
    ],
    subscribers: 397,
    facebook: (340, 29, 133), // the second is invented
    seen: &[
        (Date::ymd(2022, 9, 6), "Program for Store Praksisdag", 388), // invented
        (Date::ymd(2022, 3, 3), "Nye implementeringsprojekter i Modul-modellen", 352),
        (Date::ymd(2022, 5, 18), "Kursus i forløbsplaner", 297),
    ],
    linkedin: (112, 34), // invented
    pages: &[
        ("Forside", 6_412), // invented
        ("Modul-modellen", 2_240),
        ("Arrangementer", 1_987),
        ("Klyngepakker", 1_301),
        ("DGE-grupper", 846),
        ("It-sikkerhedsbesøg", 592),
        ("Om KAP-S", 431),
    ],
};

/// 2023.
pub const Y2023: Plan = Plan {
    year: 2023,
    key_figures: [(423, 755_815), (28, 51_295), (3, 6_182), (4, 12_234)],
    in_contact: (180, 18),
    contacts: &[
        ("Fysisk besøg", 27, 10), // the split of 42 and 18 visits is invented
        ("Virtuelt besøg", 15, 8),
        ("Mail", 834, 235),
        ("Telefon", 147, 22),
    ],
    projects: (12, 8),
    action_plans: 27,
    medicine: &[
        ("Statistikudsendelse", "Opioider", 4),
        ("Statistikudsendelse", "Antibiotika", 3), // the split of the other six is invented
        ("Statistikudsendelse", "Polyfarmaci", 3),
        ("Udleveringstilladelse", "", 11),
        ("Undervisning af KBU-læger", "", 3),
        ("Klyngemøde", "", 5),
        ("Data til klyngemøde", "", 8),
        ("DGE-møde", "Opioider", 1),
        ("Møde i lægepraksis", "", 4),
    ],
    reviews: 439,
    calls: (76, 38), // the second is invented
    organisation: &[
        ("Generationsskifte", 1),
        ("En god start", 5),
        ("Workshop/temadag", 1),
        ("Arrangement for fase 1-3-læger", 2),
        ("Lounge", 1),
    ],
    cluster_contacts: (277, 18),
    leaders: 66,
    events: &[
        ("Store Praksisdag", 1, 126),
        ("Praksispersonaledag", 2, 302),
        ("Klyngekoordinatortræf", 2, 24),
        ("Gruppeledertræf", 1, 18),
        ("Temadag for fase 1-3-læger", 2, 41), // the rest is invented, but 49 events of 9 kinds are published
        ("Kursus", 14, 188),
        ("Fyraftensmøde", 8, 149),
        ("Webinar", 9, 264),
        ("Workshop", 10, 112),
    ],
    answers: (142, [134, 129, 133]), // 142 and the shares are published, the numbers behind the shares are invented
    newsletters: &[
        (Date::ymd(2023, 1, 26), 399, 252), // one by one invented, 58 % in all
        (Date::ymd(2023, 3, 9), 402, 246),
        (Date::ymd(2023, 4, 20), 405, 231),
        (Date::ymd(2023, 6, 1), 410, 240),
        (Date::ymd(2023, 8, 24), 413, 226),
        (Date::ymd(2023, 9, 28), 417, 233),
        (Date::ymd(2023, 11, 2), 421, 243),
        (Date::ymd(2023, 12, 7), 425, 238),
    ],
    subscribers: 426,
    facebook: (353, 13, 117), // the second follows from the followers at both ends
    seen: &[
        (Date::ymd(2023, 11, 15), "Vinderen af idékonkurrencen", 407),
        (Date::ymd(2023, 1, 19), "Podcast om, hvor mange diagnoser der er brug for", 407),
        (Date::ymd(2023, 5, 21), "Podcast om Modul-modellen", 306),
    ],
    linkedin: (137, 25), // the second is invented
    pages: &[],
};
