//! Shares in running text: »84 % (198 af 224)«.

mod exact;
mod phrases;

use super::number::Printed;
use super::sentence::{Placed, Sentence, Token, tokens};
use super::statement::{Spot, Statement, Verdict};
use crate::findings::Code;
use exact::{is_exact, is_unread_percentage};

pub use exact::is_about;

/// Words after which a number is a name.
const NUMBERED: [&str; 12] =
    ["side", "s", "nr", "nummer", "tabel", "figur", "afsnit", "kapitel", "bilag", "kl", "type", "fase"];
/// Words that may stand before the whole: »198 af de i alt 224«.
const BEFORE_WHOLE: [&str; 9] = ["de", "i", "alt", "samtlige", "alle", "vores", "regionens", "hele", "sammenlagt"];
/// Words that say that a share and its percentage are the same thing.
const EQUAL: [&str; 8] = ["svarende", "svarer", "dvs", "altså", "lig", "hvilket", "udgør", "nemlig"];
/// Words that say that a percentage in brackets is of another time or thing.
const ELSEWHERE: [&str; 9] = ["mod", "forrige", "sidste", "tidligere", "året", "fra", "gennemsnit", "landsplan", "mål"];
/// How many tokens may stand between a share and its percentage.
const NEAR: usize = 12;
/// The longest quotation, in characters.
const QUOTED: usize = 160;

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratio {
    /// The part.
    pub part: Printed,
    /// The whole.
    pub whole: Printed,
}

impl Ratio {
    /// What it comes to, in percent.
    pub fn percent(&self) -> f64 {
        100.0 * self.part.value / self.whole.value
    }

    /// Whether it can be one: whole numbers, the part not more than the whole.
    pub fn is_plausible(&self) -> bool {
        let counts = [self.part, self.whole].iter().all(|number| !number.percent && number.decimals == 0);
        counts && self.whole.value > 0.0 && self.part.value <= self.whole.value
    }

    /// The verdict on a percentage that is said to be it, with the computation.
    pub fn judge(&self, percent: &Printed) -> (Verdict, String) {
        let Self { part, whole } = self;
        if percent.is_rounded_from(self.percent()) {
            (Verdict::Agrees, format!("{part} af {whole} er {percent}, som der står."))
        } else {
            let computed = percent.corrected(self.percent());
            (Verdict::Contradicts, format!("{part} af {whole} er {computed}, men der står {percent}."))
        }
    }
}

/// What is printed: a number, or a percentage with the ratio that it is said to be: `84 % (198 af 224)`.
pub fn printed(text: &str) -> Option<(Printed, Option<Ratio>)> {
    if let Some(number) = Printed::parse_signed(text) {
        return Some((number, None));
    }
    let tokens = tokens(text);
    let [percent, open, .., close] = tokens.as_slice() else { return None };
    let number = percent.number().filter(|number| number.percent)?;
    let (ratio, end) = ratio(&tokens, 2)?;
    (open.is('(') && close.is(')') && end + 1 == tokens.len()).then_some((number, Some(ratio)))
}

/// The shares of a sentence that are printed with their percentage.
pub fn statements(sentence: &Sentence) -> Vec<Statement> {
    let tokens = &sentence.tokens;
    let mut statements = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((ratio, end)) = ratio(tokens, at)
            .or_else(|| share_of(tokens, at))
            .or_else(|| phrases::named_part(tokens, at))
            .or_else(|| phrases::whole_first(tokens, at))
        else {
            at += 1;
            continue;
        };
        if let Some(percent) = percentage(tokens, at, end) {
            let (verdict, computation) = ratio.judge(&percent.0);
            let spot = Spot::new(&sentence.line, quotation(sentence, at.min(percent.1), end.max(percent.1 + 1)));
            statements.push(Statement { code: Code::PrintedShare, verdict, computation, spot, other: None });
        }
        at = end;
    }
    statements
}

/// The ratio that starts at `at`, and the token after it: `198 af 224`, `198 ud af de 224`, `(198/224)`.
fn ratio(tokens: &[Placed], at: usize) -> Option<(Ratio, usize)> {
    let part = tokens.get(at)?.number()?;
    let before = tokens.iter().take(at).rev().find(|placed| !placed.is('.'));
    if is_about(tokens, at) || before.is_some_and(|before| NUMBERED.contains(&before.word())) {
        return None;
    }
    let mut next = at + 1;
    let mut words = Vec::new();
    while let Some(word) = tokens.get(next).map(Placed::word).filter(|word| !word.is_empty()) {
        words.push(word);
        next += 1;
    }
    let of = match words.as_slice() {
        ["ud", "af", rest @ ..] | ["af", rest @ ..] => rest,
        _ => return None,
    };
    let whole = tokens.get(next)?.number()?;
    let ratio = Ratio { part, whole };
    let follows_date = tokens.get(next + 1).is_some_and(|after| after.is('.'))
        && tokens.get(next + 2).is_some_and(|after| crate::danish::MONTHS.contains(&after.word()));
    let fits = of.iter().all(|word| BEFORE_WHOLE.contains(word)) && ratio.is_plausible() && !follows_date;
    fits.then_some((ratio, next + 1))
}

/// `af de 224 ydernumre (198)` after a percentage.
fn share_of(tokens: &[Placed], at: usize) -> Option<(Ratio, usize)> {
    let before = tokens.get(at.checked_sub(1)?)?.number()?;
    if !before.percent || tokens.get(at)?.word() != "af" {
        return None;
    }
    let mut next = at + 1;
    while BEFORE_WHOLE.contains(&tokens.get(next)?.word()) {
        next += 1;
    }
    let whole = tokens.get(next)?.number()?;
    next += 1;
    let noun = next;
    while !tokens.get(next)?.word().is_empty() && next < noun + 5 {
        next += 1;
    }
    let [open, part, close] = tokens.get(next..next + 3)? else { return None };
    let ratio = Ratio { part: part.number()?, whole };
    let fits = open.is('(') && close.is(')') && ratio.is_plausible() && !ratio.part.is_year && !whole.is_year;
    fits.then_some((ratio, next + 3))
}

/// The percentage that is said to be the ratio in `start..end`, and its index.
fn percentage(tokens: &[Placed], start: usize, end: usize) -> Option<(Printed, usize)> {
    percentage_before(tokens, start)
        .or_else(|| percentage_after(tokens, end))
        .or_else(|| phrases::rate_before(tokens, start, end))
}

/// `84 % … (198 af 224)`, `84 %, svarende til 198 af 224`, `84 % af …`.
fn percentage_before(tokens: &[Placed], start: usize) -> Option<(Printed, usize)> {
    let mut is_linked = tokens.get(start).is_some_and(|token| token.word() == "af");
    let mut is_bracketed = false;
    for back in 1..=start {
        let at = start - back;
        let placed = tokens.get(at)?;
        match &placed.token {
            Token::Number(number) if number.percent => {
                let fits = is_bracketed || is_linked && back <= NEAR;
                let exact = is_exact(tokens, at);
                return (fits && exact).then_some((*number, at));
            }
            Token::Number(number) if !is_bracketed && !number.is_year => return None,
            _ if is_unread_percentage(placed) => return None,
            Token::Mark('(') if back <= 4 && !is_bracketed => is_bracketed = true,
            Token::Mark(')' | ';') if !is_bracketed => return None,
            Token::Mark('=') => is_linked = true,
            Token::Word(word) if EQUAL.contains(&word.as_str()) => is_linked = true,
            Token::Word(word) if is_bracketed && back <= 4 && ELSEWHERE.contains(&word.as_str()) => return None,
            Token::Number(_) | Token::Word(_) | Token::Mark(_) => {}
        }
    }
    None
}

/// `198 af 224 … (84 %)`, `198 af 224, svarende til 84 %`, `198 af 224 = 84 %`.
fn percentage_after(tokens: &[Placed], end: usize) -> Option<(Printed, usize)> {
    let mut is_linked = false;
    let mut is_bracketed = false;
    for (at, placed) in tokens.iter().enumerate().skip(end).take(NEAR) {
        match &placed.token {
            Token::Number(number) if number.percent => {
                let exact = is_exact(tokens, at);
                return ((is_linked || is_bracketed) && exact).then_some((*number, at));
            }
            Token::Number(_) | Token::Mark(')' | ';') => return None,
            _ if is_unread_percentage(placed) => return None,
            Token::Mark('(') => is_bracketed = true,
            Token::Mark('=') => is_linked = true,
            Token::Word(word) if EQUAL.contains(&word.as_str()) => is_linked = true,
            Token::Word(word) if ELSEWHERE.contains(&word.as_str()) => return None,
            Token::Word(_) | Token::Mark(_) => {}
        }
    }
    None
}

/// What the sentence says between two tokens, with as much around it as fits.
pub fn quotation(sentence: &Sentence, from: usize, to: usize) -> String {
    if sentence.text.chars().count() <= QUOTED {
        return sentence.text.clone();
    }
    let start = sentence.tokens.get(from).map_or(0, |placed| placed.start);
    let end = to.checked_sub(1).and_then(|last| sentence.tokens.get(last)).map_or(sentence.text.len(), |last| last.end);
    let end = if sentence.text.get(end..).is_some_and(|rest| rest.starts_with(')')) { end + 1 } else { end };
    let quoted = sentence.text.get(start..end).unwrap_or_default();
    let before = if start > 0 { "… " } else { "" };
    let after = if end < sentence.text.len() { " …" } else { "" };
    format!("{before}{quoted}{after}")
}
