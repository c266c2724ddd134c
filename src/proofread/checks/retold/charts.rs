//! Numbers of a chart that a sentence tells wrong: `Figur 1 viser, at tallet faldt fra 31,2 til 26,7`, where the chart has 27,6.

use crate::findings::Code;
use crate::proofread::claim::{Claim, ClaimVerdict, Passage};
use crate::proofread::number::PrintedNumber;
use crate::proofread::quantity::{Quantity, quantities};
use crate::proofread::report::PrintedReport;
use crate::proofread::sentence::PrintedSentence;
use crate::proofread::slip::is_slip;

use super::super::references::named::{captioned, references};

/// Most lines of a chart above or below its caption.
const NEAR: usize = 14;
/// With fewer numbers, what is near the caption is no chart.
const FEWEST: usize = 3;
/// Smaller numbers are often close to another by accident.
const LEAST: f64 = 10.0;

pub(super) fn check(report: &PrintedReport, claims: &mut Vec<Claim>) {
    let captions: Vec<(u32, usize)> = report
        .sentences
        .iter()
        .filter_map(|sentence| captioned(sentence, "figur").map(|(number, own)| (number, own.index)))
        .collect();
    for sentence in report.prose() {
        let named = references(sentence, "figur");
        let [reference] = named.as_slice() else { continue };
        let Some((_, caption)) = captions.iter().find(|(number, _)| *number == reference.number()) else { continue };
        claims.extend(compare(sentence, &chart(report, *caption), &reference.name()));
    }
}

/// The numbers of the lines near the caption that are mostly numbers.
fn chart(report: &PrintedReport, caption: usize) -> Vec<PrintedNumber> {
    let is_near = |sentence: &&PrintedSentence| {
        sentence.index + NEAR >= caption && sentence.index <= caption + NEAR && sentence.index != caption
    };
    let is_chart = |sentence: &&PrintedSentence| {
        let words = sentence.tokens.iter().filter(|placed| placed.word().chars().count() > 1).count();
        let numbers = sentence.tokens.iter().filter(|placed| placed.number().is_some()).count();
        numbers > 0 && words <= 2 * numbers && !sentence.text.ends_with('.')
    };
    let near = report.sentences.iter().filter(is_near).filter(is_chart);
    near.flat_map(|sentence| sentence.tokens.iter().filter_map(|placed| placed.number()))
        .filter(|number| !number.is_year)
        .collect()
}

/// The only number of the sentence that the chart does not have, if it has the others and one that is close.
fn compare(sentence: &PrintedSentence, chart: &[PrintedNumber], name: &str) -> Option<Claim> {
    let all: Vec<Quantity<'_>> =
        quantities(sentence).into_iter().filter(|own| own.is_exact && own.number.value >= LEAST).collect();
    let has = |own: &&Quantity<'_>| chart.iter().any(|number| number.value == own.number.value);
    let missing: Vec<&Quantity<'_>> = all.iter().filter(|own| !has(own)).collect();
    let ([wrong], true) = (missing.as_slice(), chart.len() >= FEWEST && all.iter().any(|own| has(&own))) else {
        return None;
    };
    let is_link = ["fra", "til", "på", "og"].contains(&wrong.word_before());
    let told = |number: &PrintedNumber| all.iter().any(|own| own.number.value == number.value);
    let alike = chart.iter().filter(|number| {
        !told(number) && number.decimals == wrong.number.decimals && is_slip(&wrong.number, number.value)
    });
    let mut alike: Vec<&PrintedNumber> = alike.collect();
    alike.dedup_by(|one, two| one.value == two.value);
    let [meant] = alike.as_slice() else { return None };
    let computation = format!("{name} har {meant}, men der står {} i teksten.", wrong.number);
    let passage = Passage::new(&sentence.line, sentence.quotation(wrong.at.saturating_sub(6), wrong.end));
    is_link.then(|| {
        Claim::new(Code::PrintedTwice, ClaimVerdict::MayContradict, computation, passage)
            .about(sentence.index, [wrong.number])
    })
}
