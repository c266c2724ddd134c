//! Figures in words: what the functions of prose return.

use super::lexicon::{EmptyCall, Lexicon, PreviousNumber};
use crate::danish::{self, NBSP};
use crate::definition::figure::NumberFormat;
use crate::diff::{Change, ChangeLimit, Diff, Difference, NumberPair};
use crate::figure_id::FigureRef;
use crate::snapshot::{HIDDEN, Member};

/// How a number is written in running text.
#[derive(Debug, Clone, Copy, Default)]
pub struct ProseStyle {
    /// Use digits also for numbers up to ten.
    pub digits: bool,
    /// The unit of the figure follows: "12 besøg" instead of "12".
    pub unit: bool,
    /// With a capital first letter.
    pub capital: bool,
    /// Zero is »nul«, because the number is an amount (»faldt til nul«), and not »ingen« as for things (»ingen møder«).
    pub is_amount: bool,
}

impl ProseStyle {
    /// The style of numbers beside each other: if one is too large for a word, all are in digits.
    fn beside(self, values: [Option<f64>; 2]) -> Self {
        let large = |value: f64| danish::small_number_word(value, danish::Gender::Common).is_none();
        Self { digits: self.digits || values.into_iter().flatten().any(large), ..self }
    }

    fn without_unit(self) -> Self {
        Self { unit: false, ..self }
    }
}

impl Lexicon {
    /// The number in running text.
    pub fn number(&self, reference: &FigureRef, style: ProseStyle) -> String {
        match self.current(reference) {
            None => format!("⟨{reference}⟩"),
            Some(value) => finish(self.write(reference, value, style), style),
        }
    }

    /// "53 mod 47 i 2023", "53 ligesom i 2023", or "53" if there is nothing to compare with.
    pub fn compared(&self, reference: &FigureRef, style: ProseStyle) -> String {
        let Some(now) = self.current(reference) else { return format!("⟨{reference}⟩") };
        let text = match self.before(reference) {
            Some(PreviousNumber { value, when }) if self.is_printed_alike(reference, value, now) => {
                format!("{} ligesom {when}", self.write(reference, now, style))
            }
            Some(PreviousNumber { value, when }) => {
                // Zero stays a word beside a large number: "ingen møder mod 12 i 2023".
                let beside = style.beside([now, Some(value)]);
                let style_of = |value| if value == 0.0 { style } else { beside };
                let number = self.write(reference, now, now.map_or(style, style_of));
                let before = self.write(reference, Some(value), style_of(value).without_unit());
                format!("{number} mod{NBSP}{before} {when}")
            }
            None => self.write(reference, now, style),
        };
        finish(text, style)
    }

    /// "steg fra 47 til 53", "faldt fra 60 til 53", "var uændret 53", or "var 53" if there is nothing to compare with.
    ///
    /// The subject is an amount, so zero is "nul" and an unknown amount "er ukendt".
    pub fn development(&self, reference: &FigureRef, style: ProseStyle) -> String {
        let Some(now) = self.current(reference) else { return format!("⟨{reference}⟩") };
        let style = ProseStyle { is_amount: true, ..style };
        let text = match self.before(reference) {
            _ if self.current.is_hidden(reference) => format!("er udeladt {HIDDEN}"),
            _ if now.is_none() => "er ukendt".to_owned(),
            Some(before) if self.is_printed_alike(reference, before.value, now) => {
                format!("var uændret {}", self.write(reference, now, style))
            }
            Some(PreviousNumber { value, .. }) => {
                let verb = if now > Some(value) { "steg" } else { "faldt" };
                let style = style.beside([now, Some(value)]);
                let before = self.write(reference, Some(value), style.without_unit());
                format!("{verb} fra{NBSP}{before} til{NBSP}{}", self.write(reference, now, style))
            }
            None => format!("var {}", self.write(reference, now, style)),
        };
        finish(text, style)
    }

    /// "seks flere end i 2023", "én færre end i 2023", "1,9 procentpoint højere end i 2023", "lige så mange som i 2023"; in
    /// percent with `percent`.
    pub fn difference(&self, reference: &FigureRef, style: ProseStyle, percent: bool) -> String {
        let Some(now) = self.current(reference) else { return format!("⟨{reference}⟩") };
        let (Some(now), Some(PreviousNumber { value: before, when })) = (now, self.before(reference)) else {
            self.record_empty(EmptyCall::Difference(reference.clone()));
            return finish("uden et tal at sammenligne med".to_owned(), style);
        };
        let Some(figure) = self.style(reference) else { return format!("⟨{reference}⟩") };
        let format = figure.format;
        let unit = figure.unit.as_ref().filter(|_| format == NumberFormat::Decimal(0));
        let change = Change::between(before, now, format);
        if change.is_zero() {
            let same = if unit.is_some() { "lige så mange som" } else { "det samme som" };
            return finish(format!("{same} {when}"), style);
        }
        let size = change.difference.abs();
        let (amount, one) = match change.percent_size().filter(|_| percent) {
            Some(amount) => (amount, false),
            None if unit.is_some() => (self.write(reference, Some(size), style), size == 1.0),
            None => (change.size(), false),
        };
        let word = match (unit, change.difference > 0.0) {
            (Some(_), true) if one => "mere",
            (Some(_), true) => "flere",
            (Some(_), false) => "færre",
            (None, true) => "højere",
            (None, false) => "lavere",
        };
        finish(format!("{amount} {word} end {when}"), style)
    }

    /// The figures that have changed by more than `limit` since the period before, "praksisbesøg (53 mod 47) og udsendelser
    /// (28 mod 31)", of one chapter or of all.
    pub fn changes(&self, chapter: Option<&str>, limit: f64) -> String {
        let diff = self.previous.as_ref().map(|previous| Diff::between(previous, &self.current));
        let entries = diff.iter().flat_map(Diff::figures);
        let items: Vec<String> = entries
            .filter(|entry| chapter.is_none_or(|chapter| entry.id.chapter() == chapter))
            .filter(|entry| entry.exceeds(ChangeLimit { share: limit, least: 0.0 }))
            .filter_map(|entry| match entry.difference {
                Difference::Number { numbers: NumberPair::Both(Some(then), Some(now)), .. } => {
                    let label = danish::uncapitalised(&entry.label);
                    Some(format!("{label} ({} mod{NBSP}{})", entry.format.print(now), entry.format.print(then)))
                }
                _ => None,
            })
            .collect();
        if items.is_empty() { "ingen nøgletal".to_owned() } else { danish::list(&items) }
    }

    /// The members with the largest values: "Opioider (12), Antibiotika (7) og Migræne (3)". "ingen" if all are zero, "ukendte"
    /// if none is known: sentences around these are wrong, so the call is recorded.
    pub fn top(&self, reference: &FigureRef, count: usize, numbers: bool, lower: bool) -> String {
        let Some(members) = self.series(reference) else { return format!("⟨{reference}⟩") };
        let is_unknown = !members.is_empty() && members.iter().all(|member| member.value.is_none());
        let mut members: Vec<&Member> =
            members.iter().filter(|member| member.value.is_some_and(|value| value != 0.0)).collect();
        members.sort_by(|a, b| b.value.unwrap_or_default().total_cmp(&a.value.unwrap_or_default()));
        // Members that tie with the last one are named too, because the order among them is arbitrary.
        let last = members.get(count.saturating_sub(1)).and_then(|member| member.value);
        let items: Vec<String> = members
            .into_iter()
            .enumerate()
            .take_while(|(i, member)| *i < count || member.value == last)
            .map(|(_, member)| {
                let label = if lower { danish::uncapitalised(&member.label) } else { member.label.clone() };
                if numbers { format!("{label} ({})", self.print_member(&reference.id, member)) } else { label }
            })
            .collect();
        if items.is_empty() {
            self.record_empty(EmptyCall::Top(reference.clone()));
            return if is_unknown { "ukendte".to_owned() } else { danish::NONE.to_owned() };
        }
        danish::list(&items)
    }

    /// Whether both numbers are printed alike.
    fn is_printed_alike(&self, reference: &FigureRef, before: f64, now: Option<f64>) -> bool {
        self.print(&reference.id, Some(before)) == self.print(&reference.id, now)
    }

    /// A number in words or digits: "tre besøg", "ét besøg", "ingen besøg", "et ukendt antal besøg".
    fn write(&self, reference: &FigureRef, value: Option<f64>, style: ProseStyle) -> String {
        let figure = self.style(reference);
        let whole = figure.is_some_and(|figure| figure.format == NumberFormat::Decimal(0));
        let unit = figure.and_then(|figure| figure.unit.as_ref());
        // An average of 0.99 that is printed without decimals counts as one: "én læge", not "1 læger".
        let value = if whole && self.print(&reference.id, value) == "1" { Some(1.0) } else { value };
        let gender = unit.map_or(danish::Gender::Common, |unit| unit.gender);
        let number = match value {
            None if self.current.is_hidden(reference) => HIDDEN.to_owned(),
            None => self.unknown(reference).to_owned(),
            Some(value) => match danish::small_number_word(value, gender).filter(|_| whole && !style.digits) {
                Some(_) if value == 0.0 && !style.is_amount => danish::NONE.to_owned(),
                Some(word) => word.to_owned(),
                None => self.print(&reference.id, Some(value)),
            },
        };
        match unit.filter(|_| style.unit) {
            Some(unit) => danish::with_unit(&number, if value == Some(1.0) { &unit.one } else { &unit.many }),
            None => number,
        }
    }

    /// The words for an unknown number.
    fn unknown(&self, reference: &FigureRef) -> &'static str {
        let figure = self.style(reference);
        match figure.map(|figure| figure.format) {
            Some(NumberFormat::Percent(_)) => "en ukendt andel",
            // "et ukendt antal opslag om måneden", but an index is "et ukendt tal".
            Some(NumberFormat::Decimal(1..)) if figure.is_some_and(|figure| figure.unit.is_none()) => "et ukendt tal",
            _ => "et ukendt antal",
        }
    }
}

fn finish(text: String, style: ProseStyle) -> String {
    if style.capital { danish::capitalised(&text) } else { text }
}
