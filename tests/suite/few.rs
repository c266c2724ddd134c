//! Sentences about 0, 1 and 2 of something: "ingen møder", "ét møde", "to møder", and never "nul møder" or "1 gange".

use std::fs;
use std::sync::Arc;

use kapreport::testing::checks;
use kapreport::testing::compose::{Blueprint, Edition, compose};
use kapreport::testing::definition::{self, Templates};
use kapreport::testing::findings::Findings;
use kapreport::testing::snapshot::{Snapshot, Value};
use memchr::memmem;

use crate::project::{Project, repository};
use crate::tags::{Pdf, squeezed};

const SENTENCES: &str = "A: Der var {{ antal(id=\"besoeg.besoeg\") }}.
B: {{ antal(id=\"besoeg.besoeg\", stort=true) }} fandt sted.
C: Der var {{ antal(id=\"besoeg.besoeg\", cifre=true) }}.
D: Heraf handlede {{ tal(id=\"besoeg.besoeg\") }} om noget.
E: Vi tog på {{ mod(id=\"besoeg.besoeg\", enhed=true) }}.
F: Antallet {{ udvikling(id=\"besoeg.besoeg\") }}.
G: Det er {{ forskel(id=\"besoeg.besoeg\") }}.
H: Oftest var det {{ top(id=\"besoeg.noter\", antal=1, smaat=true, uden_tal=true) }}.

#tabel(\"besoeg.oversigt\")

#tabel(\"besoeg.noter\")
";

/// The small report with so many visits in 2023 and in 2024; the text of 2024.
fn text_of(before: usize, now: usize) -> String {
    let rows = |year: u32, count: usize| (0..count).map(|_| format!("02-02-{year};Besøg;1;\n")).collect::<String>();
    let meetings = "03-02-2023;Møde;1;\n03-02-2024;Møde;1;\n";
    let log = format!("Dato;Slags;Deltagere;Note\n{meetings}{}{}", rows(2023, before), rows(2024, now));
    let project = Project::new()
        .with("data/log.csv", log)
        .without("data/log-2024.csv")
        .with("skabeloner/lille/besoeg.typ", SENTENCES);
    for period in ["2023", "2024"] {
        project.here(&["build", period]).ends_with(0);
    }
    squeezed(&Pdf::read(&fs::read(project.path("ud/2024/lille-2024.pdf")).expect("a PDF")).root.all_text())
}

#[track_caller]
fn says(text: &str, sentences: &[&str]) {
    for sentence in sentences {
        let from = text.find("A:").unwrap_or_default();
        let prose: String = text[from..].chars().take(400).collect();
        assert!(text.contains(&squeezed(sentence)), "»{sentence}« is not in {prose}");
    }
}

#[test]
fn none_of_something_is_ingen() {
    says(
        &text_of(2, 0),
        &[
            "A: Der var ingen besøg.",
            "B: Ingen besøg fandt sted.",
            "C: Der var 0 besøg.",
            "D: Heraf handlede ingen om noget.",
            "E: Vi tog på ingen besøg mod to i 2023.",
            "F: Antallet faldt fra to til nul.",
            "G: Det er to færre end i 2023.",
            "H: Oftest var det ingen.",
        ],
    );
    says(&text_of(12, 0), &["E: Vi tog på ingen besøg mod 12 i 2023.", "F: Antallet faldt fra 12 til 0."]);
    says(&text_of(0, 12), &["E: Vi tog på 12 besøg mod ingen i 2023.", "F: Antallet steg fra 0 til 12."]);
    says(&text_of(0, 0), &["E: Vi tog på ingen besøg ligesom i 2023.", "F: Antallet var uændret nul."]);
}

#[test]
fn one_of_something_has_its_gender_and_the_singular() {
    says(
        &text_of(0, 1),
        &[
            "A: Der var ét besøg.",
            "B: Ét besøg fandt sted.",
            "C: Der var 1 besøg.",
            "D: Heraf handlede ét om noget.",
            "E: Vi tog på ét besøg mod ingen i 2023.",
            "F: Antallet steg fra nul til ét.",
            "G: Det er ét mere end i 2023.",
        ],
    );
    says(&text_of(2, 1), &["E: Vi tog på ét besøg mod to i 2023.", "G: Det er ét færre end i 2023."]);
}

#[test]
fn two_of_something_are_a_word_and_the_plural() {
    says(
        &text_of(1, 2),
        &["A: Der var to besøg.", "E: Vi tog på to besøg mod ét i 2023.", "F: Antallet steg fra ét til to."],
    );
}

#[test]
fn an_unknown_number_of_something_says_of_what() {
    let unknown = "[figures.besoeg]\nlabel = \"Besøg\"\nunit = \"et besøg|besøg\"\nunknown = \"Loggen er væk.\"\n\n[figures.deltagere]";
    let chapter = "[figures.besoeg]\nlabel = \"Besøg\"\nunit = \"et besøg|besøg\"\nfrom = \"log\"\nwhere = \"slags = 'Besøg'\"\n\n[figures.deltagere]";
    let project = Project::new()
        .replacing("skabeloner/lille/besoeg.toml", chapter, unknown)
        .with("skabeloner/lille/besoeg.typ", SENTENCES);
    project.here(&["build", "2024", "--draft"]);
    let text = squeezed(&Pdf::read(&fs::read(project.path("ud/2024/lille-2024.pdf")).expect("a PDF")).root.all_text());
    says(
        &text,
        &[
            "A: Der var et ukendt antal besøg.",
            "B: Et ukendt antal besøg fandt sted.",
            "E: Vi tog på et ukendt antal besøg.",
            "F: Antallet er ukendt.",
        ],
    );
}

/// Wording that no number makes right.
const WRONG: [&str; 22] = [
    " 1 gange",
    "én gange",
    "ét gange",
    "ingen gange mod",
    "hver af én",
    "hver af ét",
    "hver af ingen",
    "alle én",
    "alle ét",
    "alle ingen",
    " de én ",
    " de ét ",
    " de ingen ",
    "vælge mellem ingen",
    "vælge mellem én",
    "bestod af ingen",
    "strækker sig over ingen",
    "var et ukendt antal",
    "nul nye",
    "⟨",
    "var .",
    "nul mod",
];

/// The words of a report whose figures are turned, by their number and value: its chapters, tables and charts, as they are composed
/// for the pages.
fn report_with(report: &str, period: &str, earlier: &[&str], turned: &dyn Fn(usize, f64) -> f64) -> String {
    let stored = |period: &str| {
        let path = repository().join(format!("reports/{report}/{period}/figures.json"));
        Snapshot::read(&path).expect("a snapshot")
    };
    let mut snapshot = stored(period);
    let mut number = 0;
    for figure in Arc::make_mut(&mut snapshot.figures).values_mut() {
        let mut turn = |value: &mut Option<f64>| {
            *value = Some(turned(number, value.unwrap_or_default()));
            number += 1;
        };
        match &mut figure.value {
            Value::Scalar(value) => turn(value),
            Value::Series(members) => {
                std::sync::Arc::make_mut(members).iter_mut().for_each(|member| turn(&mut member.value))
            }
        }
    }
    let findings = Findings::default();
    let definition = definition::read(report, Templates::default(), &findings).expect("a definition");
    let earlier: Vec<Snapshot> = earlier.iter().map(|period| stored(period)).collect();
    let premises = checks::Premises::of(&definition).verdicts(&snapshot, earlier.first(), &findings);
    let edition = Edition::new(snapshot.period.last(), true);
    let blueprint = Blueprint::of(&definition).expect("the layout");
    let composed = compose(&blueprint, &snapshot, &earlier, premises, edition, &findings).expect("a document");
    let files = composed.document.files.iter().filter(|(path, _)| !path.starts_with("/shared/"));
    let words: Vec<String> = files
        .filter_map(|(_, bytes)| String::from_utf8(bytes.clone()).ok())
        .map(|text| with_values(&text).replace("\\n", " ").replace('*', ""))
        .flat_map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    assert!(words.len() > 3_000, "{report} has {} words", words.len());
    words.join(" ")
}

/// The source with its values as text again: `#vaerdi(101,116,);` is »et«.
fn with_values(source: &str) -> String {
    let mut parts = source.split("#vaerdi(");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (bytes, rest) = part.split_once(");").expect("the end of a value");
        let bytes: Vec<u8> = bytes.split_terminator(',').map(|byte| byte.parse().expect("a byte")).collect();
        out.push_str(std::str::from_utf8(&bytes).expect("a text"));
        out.push_str(rest);
    }
    out
}

const REPORTS: [(&str, &str, &[&str]); 3] =
    [("kap-h", "2024", &["2023"]), ("kap-s", "2023", &["2022"]), ("midtkraft", "2019-07..2021-07", &[])];

/// The words before a place.
fn before(text: &str, at: usize) -> String {
    text[..at].chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect()
}

#[test]
fn sentences_of_the_reports_hold_for_zero_one_and_two() {
    for (report, period, earlier) in REPORTS {
        for value in [0, 1, 2] {
            let prose = report_with(report, period, earlier, &|_, _| value.into()).to_lowercase();
            let word = [" ingen ", " ét ", " to "][value as usize];
            assert!(prose.contains(word), "{report} has no sentence with »{word}«");
            let wrong: Vec<&&str> = WRONG.iter().filter(|wrong| prose.contains(**wrong)).collect();
            let around = |wrong: &str| before(&prose, prose.find(wrong).unwrap_or_default()) + wrong;
            let wrong: Vec<String> = wrong.iter().map(|wrong| around(wrong)).collect();
            assert!(wrong.is_empty(), "{report} with {value} everywhere: {wrong:#?}");
        }
    }
}

/// A number in a sentence, in digits or as a word.
fn spoken(word: &str) -> Option<f64> {
    const WORDS: [&str; 11] = ["nul", "ét", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti"];
    let word = word.trim_end_matches([',', '.', ';', ')', '%']);
    let place = WORDS.iter().position(|other| *other == word.replace("én", "ét"));
    place.map(|place| place as f64).or_else(|| word.replace('.', "").replace(',', ".").parse().ok())
}

/// Sentences that say another direction than their numbers.
fn contradictions(prose: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (verb, rises) in [("steg fra ", true), ("faldt fra ", false)] {
        for (at, _) in prose.match_indices(verb) {
            // »faldt fra 1.669 i 2020 til 1.663«
            let mut rest = prose[at + verb.len()..].split_whitespace();
            let first = rest.next().and_then(spoken);
            let numbers = first.zip(rest.skip_while(|word| *word != "til").nth(1).and_then(spoken));
            if numbers.is_none_or(|(from, to)| from == to || (to > from) != rises) {
                found.push(before(prose, at) + &prose[at..].chars().take(50).collect::<String>());
            }
        }
    }
    found
}

#[test]
fn sentences_of_the_reports_hold_when_figures_turn_apart() {
    // Each figure goes up, down, to 1 and to 0, while its neighbours do something else.
    let turned = |kind: usize, value: f64| match kind % 4 {
        0 if value.fract() == 0.0 => value * 2.0 + 3.0,
        0 => (value * 1.4).min(0.99),
        1 if value.fract() == 0.0 => (value / 3.0).floor(),
        1 => value * 0.6,
        2 => 1.0,
        _ => 0.0,
    };
    for (report, period, earlier) in REPORTS {
        let definition = definition::read(report, Templates::default(), &Findings::default()).expect("a definition");
        let mut wrong: Vec<String> = WRONG.iter().map(|wrong| (*wrong).to_owned()).collect();
        for unit in definition.figures.values().filter_map(|figure| figure.unit.as_ref()) {
            if unit.one != unit.many {
                wrong.extend(["1", "én", "ét"].map(|number| format!(" {number} {} ", unit.many)));
                wrong.extend(["ingen", "to", "fem", "0", "12"].map(|number| format!(" {number} {} ", unit.one)));
            }
        }
        for round in 0..4 {
            let turn = |number: usize, value: f64| turned(number + round, value);
            let prose = report_with(report, period, earlier, &turn).replace('\u{a0}', " ").to_lowercase();
            // »ingen gruppe 1-sikrede« counts people, not groups.
            let prose = prose.replace("gruppe 1-", "gruppe_1-");
            let mut found = contradictions(&prose);
            for wrong in &wrong {
                // The standard library's search takes a hundred times as long where it is not optimised.
                let place = memmem::find(prose.as_bytes(), wrong.as_bytes());
                found.extend(place.map(|at| before(&prose, at) + wrong));
            }
            assert!(found.is_empty(), "{report}, round {round}: {found:#?}");
        }
    }
}
