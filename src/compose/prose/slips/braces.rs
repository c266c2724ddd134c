//! Functions of the prose without double braces: `{ antal(…) }` or `antal(…)`, which would be printed literally.

use super::markup::MarkupText;
use super::{Slip, quoted};
use crate::definition::Definition;
use crate::findings::Code;

/// The functions of prose.
pub const FUNCTIONS: [&str; 12] = [
    "tal",
    "antal",
    "mod",
    "udvikling",
    "forskel",
    "aendringer",
    "top",
    "dato",
    "foerste",
    "fast",
    "forklarer",
    "gaelder",
];
/// Functions of the layout whose first argument is a name in quotes.
const LAYOUT: [&str; 4] = ["tabel", "figur", "noegletal", "billede"];
/// Values without arguments.
const VALUES: [&str; 3] = ["periode", "forrige", "har_forrige"];

pub fn find(text: &MarkupText<'_>, definition: &Definition) -> Vec<Slip> {
    let figures = braced(&text.words).filter(|(_, inner)| definition.figures.get(*inner).is_some());
    let figures = figures.map(|(start, inner)| slip(start, &format!("{{{inner}}}"), &format!("antal(id=\"{inner}\")")));
    in_text(&text.words).into_iter().chain(figures).chain(layout_calls(&text.words)).collect()
}

/// Calls of layout functions without `#` in front, which would be printed literally: `tabel("kapitel.navn")`.
fn layout_calls(words: &str) -> Vec<Slip> {
    let calls = LAYOUT
        .iter()
        .flat_map(|name| words.match_indices(&format!("{name}(\"")).map(|(start, _)| start).collect::<Vec<_>>());
    let is_bare = |start: &usize| {
        let before = words.get(..*start).and_then(|before| before.chars().next_back());
        !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '#' | '\\'))
    };
    let slip = |start: usize| {
        let call = words.get(start..).unwrap_or_default().split_inclusive(')').next().unwrap_or_default();
        let message = format!("{} bliver trykt, som det står.", quoted(call));
        Slip::reported(start, Code::ForeignMarkup, message, format!("Skriv # foran: #{call}."))
    };
    calls.filter(is_bare).map(slip).collect()
}

/// What is in single braces on one line, with the place of the brace.
fn braced(words: &str) -> impl Iterator<Item = (usize, &str)> {
    words.match_indices('{').filter_map(|(start, _)| {
        let (inner, _) = words.get(start + 1..)?.split_once('}')?;
        (!inner.contains('\n')).then_some((start, inner.trim()))
    })
}

/// The slips of a text in which tags and code are blanked.
pub fn in_text(words: &str) -> Vec<Slip> {
    let mut slips = Vec::new();
    for (start, inner) in braced(words) {
        if FUNCTIONS.contains(&inner) {
            slips.push(slip(start, &format!("{{{inner}}}"), &format!("{inner}(id=\"…\")")));
        } else if VALUES.contains(&inner) || called(inner).is_some() {
            slips.push(slip(start, &format!("{{ {inner} }}"), inner));
        }
    }
    for (start, end) in ["}}", "%}", "#}"].into_iter().flat_map(|end| words.match_indices(end)) {
        let line = words.get(..start).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
        if !line.contains('{') {
            let message = format!("»{end}« slutter noget, der ikke er begyndt, og bliver trykt.");
            let open = end.replace('}', "{").chars().rev().collect::<String>();
            slips.push(Slip::reported(
                start,
                Code::ForeignMarkup,
                message,
                format!("Skriv {open} dér, hvor det begynder, eller slet tegnene."),
            ));
        }
    }
    for name in FUNCTIONS {
        for (start, _) in words.match_indices(&format!("{name}(")) {
            let before = words.get(..start).unwrap_or_default();
            let line = before.rsplit('\n').next().unwrap_or_default();
            let is_in_braces =
                line.rfind('{').is_some_and(|open| line.get(open..).is_some_and(|rest| !rest.contains('}')));
            let is_word = before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '#'));
            let call = words.get(start..).unwrap_or_default().split_inclusive(')').next().unwrap_or_default();
            if !is_word && !is_in_braces && names_an_argument(call) {
                slips.push(slip(start, call, call));
            }
        }
    }
    slips
}

/// The function that is called.
fn called(inner: &str) -> Option<&str> {
    let (name, _) = inner.split_once('(')?;
    FUNCTIONS.contains(&name.trim()).then_some(name)
}

/// Whether the call has a named argument with a text, as no running text has.
fn names_an_argument(call: &str) -> bool {
    let plain: String = call.lines().next().unwrap_or_default().chars().filter(|c| !c.is_whitespace()).collect();
    ["id=", "tal=", "kapitel=", "dag="].iter().any(|argument| {
        plain.contains(&format!("({argument}\""))
            || plain.contains(&format!("({argument}'"))
            || plain.contains(&format!("({argument}”"))
    })
}

fn slip(start: usize, written: &str, inner: &str) -> Slip {
    let message = format!("{} bliver trykt, som det står, og ikke som et tal.", quoted(written));
    Slip::reported(
        start,
        Code::ForeignMarkup,
        message,
        format!("Skriv to krøllede parenteser på hver side: {{{{ {inner} }}}}."),
    )
}
