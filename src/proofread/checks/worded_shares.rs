//! Shares in words beside their numbers: `hver tredje (12 af 35)`, `halvdelen (48 %)`, `12 af 24, altså halvdelen`.

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;

/// Words between numbers and the words for them.
const EQUAL: [WordClass; 3] = [THAT_IS, EQUALS, words![til er eller det vil]];
/// Most tokens between the words and the bracket: »halvdelen af de adspurgte klinikker (12 af 24)«.
const NEAR: usize = 5;
/// Most words between the words and a ratio at the end of the sentence.
const SENTENCE: usize = 8;
/// A bracket after these is about the rest of the sentence: »halvdelen af dem var nye (84 %)«.
const VERBS: [WordClass; 4] = [BE, HAVE, ANSWERING, words![fik får kan som der og]];

/// A printed share that the words are compared with, in percent.
struct PrintedShare {
    percent: f64,
    /// `12 af 35 er 34,3 %`, `Der står 48 %`.
    told: String,
    numbers: Vec<PrintedNumber>,
    end: usize,
}

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    for sentence in &report.prose {
        claims.extend((0..sentence.tokens.len()).filter_map(|at| claim(sentence, at)));
    }
}

fn claim(sentence: &PrintedSentence, at: usize) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let words = WordedShare::at(tokens, at)?;
    let share = if words.is_ratio {
        share_after(tokens, words.end).filter(|share| share.numbers.len() == 2)?
    } else {
        share_after(tokens, words.end).or_else(|| share_before(tokens, words.start, words.end))?
    };
    let (verdict, computation) = words.judge(share.percent, &share.told);
    let passage = sentence.passage(words.start, share.end.max(words.end));
    Some(Claim::new(Code::PrintedShare, verdict, computation, passage).about(sentence.index, share.numbers))
}

/// `hver tredje klinik i 2024 (12 af 35)`, `halvdelen af klinikkerne (48 %)`.
fn share_after(tokens: &[PlacedToken], end: usize) -> Option<PrintedShare> {
    let is_noun = |placed: &&PlacedToken| {
        let is_year = placed.number().is_some_and(|number| number.is_year);
        is_year || !placed.word().is_empty() && !placed.is_in(&VERBS)
    };
    let words = tokens.iter().skip(end).take(NEAR).take_while(is_noun).count();
    let open = end + words;
    if let Some(share) = ratio_at_end(tokens, end) {
        return Some(share);
    }
    tokens.get(open).filter(|placed| placed.is('('))?;
    let share = share_at(tokens, open + 1)?;
    tokens.get(share.end).filter(|placed| placed.is(')') || placed.is(',') || placed.is(';'))?;
    Some(share)
}

/// `Ni ud af ti er tilfredse (241 af 268).` with nothing but words between.
fn ratio_at_end(tokens: &[PlacedToken], end: usize) -> Option<PrintedShare> {
    let words = tokens.iter().skip(end).take_while(|placed| !placed.word().is_empty()).count();
    let open = end + words;
    tokens.get(open).filter(|mark| mark.is('('))?;
    let share = share_at(tokens, open + 1).filter(|share| share.numbers.len() == 2)?;
    let is_last = tokens.get(share.end).is_some_and(|mark| mark.is(')')) && share.end + 2 >= tokens.len();
    // »Halvdelen kom, og af dem svarede …« refers to two.
    let is_one = tokens.get(end..open)?.iter().all(|placed| !placed.is_in(&[words![og men dem heraf af]]));
    (is_last && is_one && words <= SENTENCE).then_some(share)
}

/// `12 af 24, altså halvdelen`, `12 af 35 (hver tredje)`.
fn share_before(tokens: &[PlacedToken], start: usize, end: usize) -> Option<PrintedShare> {
    let is_link = |placed: &&PlacedToken| placed.is_in(&EQUAL) || placed.is('.');
    let links = tokens.iter().take(start).rev().take_while(is_link).count();
    let mark = start.checked_sub(links + 1)?;
    let is_bracketed = links == 0 && tokens.get(mark)?.is('(') && tokens.get(end)?.is(')');
    let is_said = links > 0 && tokens.get(mark)?.is(',');
    if !is_bracketed && !is_said {
        return None;
    }
    (mark.saturating_sub(6)..mark).find_map(|at| share_at(tokens, at).filter(|share| mark - share.end <= 1))
}

/// A ratio or a percentage that starts at `at`.
fn share_at(tokens: &[PlacedToken], at: usize) -> Option<PrintedShare> {
    if let Some((ratio, end)) = ratio(tokens, at) {
        let rounded = ratio.shown();
        let told = format!("{} af {} er {rounded}", ratio.part, ratio.whole);
        return Some(PrintedShare { percent: ratio.percent(), told, numbers: vec![ratio.part, ratio.whole], end });
    }
    let percent = tokens.get(at)?.number().filter(|number| number.percent && is_exact(tokens, at))?;
    Some(PrintedShare {
        percent: percent.value,
        told: format!("Der står {percent}"),
        numbers: vec![percent],
        end: at + 1,
    })
}
