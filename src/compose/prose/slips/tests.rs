//! Prose with slips, and what is made of it.

use super::*;
use crate::definition::{self, Templates};
use crate::findings::Place;

/// The mended prose, and the code, column and message of each finding.
fn mended(prose: &str) -> (String, Vec<(Code, u32, String)>) {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join("r").join(name), text).unwrap();
    std::fs::create_dir(folder.path().join("r")).unwrap();
    write("report.toml", "title = \"R\"\nauthor = \"A\"\nchapters = [\"k\"]\n");
    write("datasets.toml", "");
    write("k.toml", "title = \"K\"\n");
    write("k.typ", prose);
    let (definition, findings) = (Findings::default(), Findings::default());
    let definition = definition::read("r", Templates::new(Some(folder.path().to_owned())), &definition).unwrap();
    let mended = mend(&definition.chapters[0], &definition, &findings);
    let found = findings.sorted().into_iter().map(|finding| match finding.place {
        Place::Source { column, .. } => (finding.code, column, finding.message),
        _ => panic!("a finding without a place"),
    });
    (mended.template.value, found.collect())
}

#[track_caller]
fn assert_certain(prose: &str, expected: &str) {
    let (text, found) = mended(prose);
    assert_eq!(found, [], "{prose}");
    assert_eq!(text, expected);
    assert!(!typst::syntax::parse(&text).diagnosis().errors, "{text}");
}

/// One finding, and prose that Typst can read.
#[track_caller]
fn assert_reported(prose: &str, code: Code, column: u32) {
    let (text, found) = mended(prose);
    let places: Vec<_> = found.iter().map(|(code, column, _)| (*code, *column)).collect();
    assert_eq!(places, [(code, column)], "{prose}: {found:?}");
    assert!(!typst::syntax::parse(&without_tags(&text)).diagnosis().errors, "{text}");
}

#[test]
fn words_that_can_only_be_meant_as_words_are_printed() {
    assert_certain("Skriv til a.b-c@x.dk eller {{ x }}.", "Skriv til a.b-c\\@x.dk eller {{ x }}.");
    assert_certain("Brug #sundhed og #KAPH2024, #list.", "Brug \\#sundhed og \\#KAPH2024, \\#list.");
    assert_certain("Vi er #1 og nr. # 5.", "Vi er \\#1 og nr. \\# 5.");
    assert_certain("Læger//personale og ftp://x.dk/a", "Læger/\\/personale og ftp:/\\/x.dk/a");
    assert_certain("En <18 år og <Æ b", "En \\<18 år og \\<Æ b");
    assert_certain("Ca. ~50 besøg", "Ca. \\~50 besøg");
    assert_certain("A ~ B", "A \\~ B");
    assert_certain("Følg #auto og #none her", "Følg \\#auto og \\#none her");
    assert_certain("/ Uden kolon", "\\/ Uden kolon");
    assert_certain("Tak for #a//b til c@d.dk//e", "Tak for \\#a/\\/b til c\\@d.dk/\\/e");
}

#[test]
fn what_would_vanish_is_reported_and_printed_in_a_draft() {
    let swallowed = Code::SwallowedText;
    assert_reported("Læger // personale", swallowed, 7);
    assert_reported("Æ {{ x }} // personale", swallowed, 11);
    assert_reported("Læger /* personale */ ja", swallowed, 7);
    assert_reported("/* personale", swallowed, 1);
    assert_reported("Få <navn> i år", swallowed, 4);
    assert_reported("<navn> i år", swallowed, 1);
    assert_reported("- Få <Hjørring>", swallowed, 6);
    assert_reported("#boks(titel: [A])[Få <navn>]", swallowed, 22);
    assert_reported("Mappen C\\Data her", swallowed, 9);
    assert_reported("Drev C:\\ her", swallowed, 8);
    assert_reported("Kurset *Medicin blev holdt.", swallowed, 8);
    assert_reported("Kurset _Medicin blev holdt.", swallowed, 8);
    assert_reported("Det slutter] her", swallowed, 12);
    assert_reported("Mellem 5 $ og otte $ i alt", swallowed, 10);
    assert_reported("Det er a * b * c i alt", swallowed, 10);
    assert_reported("Et navn _ og _ et", swallowed, 9);
}

#[test]
fn markup_of_other_programs_is_reported() {
    let foreign = Code::ForeignMarkup;
    assert_reported("= Et kapitel\n", foreign, 1);
    assert_reported("• Et punkt\n• Et til\n• Og ét til\n", foreign, 1);
    assert_reported("a) Et punkt\nb) Et til\n", foreign, 1);
    assert_reported("1) Et punkt\n2) Et til\n", foreign, 1);
    assert_certain("Han gik\n– og kom igen\nuden at sige det.", "Han gik\n– og kom igen\nuden at sige det.");
    assert_reported("Se [kurserne](https://eksempel.dk/kurser) her.", foreign, 4);
    assert_reported("![Et foto](foto.png)", foreign, 1);
    assert_reported("# Overskrift\n\nTekst", foreign, 1);
    assert_reported("## Overskrift #1", foreign, 1);
    assert_reported("=Overskrift", foreign, 1);
    assert_reported("Det er **vigtigt** nu", foreign, 8);
    assert_reported("Det er <strong>mange</strong> nu", foreign, 8);
    assert_reported("Et<br/>to", foreign, 3);
    assert_reported("Se <a href=\"x\">her</a>", foreign, 4);
    assert_reported("Fem&nbsp;besøg", foreign, 4);
    assert_reported("> Et citat\n> til", foreign, 1);
    assert_reported("| a | b |\n| c | d |", foreign, 1);
    assert_reported("Der var { antal(id=\"k.antal\") } i alt", foreign, 9);
    assert_reported("Der var {antal(id='k.antal')} i alt", foreign, 9);
    assert_reported("Der var antal(id=\"k.antal\") i alt", foreign, 9);
    assert_reported("Der var #antal(id: \"k.antal\") i alt", foreign, 10);
    assert_reported("Fra { forrige } nu", foreign, 5);
    assert_reported("Der var {antal} i alt", foreign, 9);
    assert_reported("Der var antal }} i alt", foreign, 15);
    assert_reported("Slut %} her", foreign, 6);
    assert_reported("Se ~~væk~~ nu", foreign, 4);
    assert_reported("Udledt CO~2~ i alt", foreign, 10);
    assert_reported("* et\n* to\n* tre", foreign, 1);
    assert_reported("Tekst\n\n* et", foreign, 1);
    assert_reported("Se [kurserne][a] her.", foreign, 4);
}

#[test]
fn references_and_functions_that_do_not_exist_are_reported() {
    assert_reported("Se @tabel:k.mangler.", Code::UnknownReference, 4);
    assert_reported("Følg @kapnord nu", Code::UnknownReference, 6);
    assert_reported("#tabl(\"k.t\")", Code::TypstError, 2);
    assert_reported("Tak #for alt", Code::TypstError, 5);
    assert_reported("Læs #show her", Code::TypstError, 5);
    assert_reported("#boks(titel=\"X\")[Ja]", Code::TypstError, 2);
    assert_reported("Se #link(\"www.x.dk\")[siden].", Code::UnknownReference, 11);
    assert_reported("Se #link(\"x.dk/kurser\") her", Code::UnknownReference, 11);
    assert_reported("#link(\"post@x.dk\")[Skriv]", Code::UnknownReference, 8);
    assert_reported("#link(\"https://x.dk/en side\")[Siden]", Code::UnknownReference, 8);
    let (_, found) = mended("#tabl(\"k.t\")");
    assert!(found[0].2.contains("tabl"));
}

#[test]
fn typst_that_is_meant_stays_as_it_is() {
    for prose in [
        "// En note\nTekst",
        "/* En note */\nTekst",
        "#pagebreak() // en note om siden",
        "== Overskrift <sted>\nSe @sted.",
        "Et punkt <her> og @her.",
        "$x^2$ <formel>",
        "Et\\\nto \\ tre \\@ \\# \\u{e6}",
        "*fed* og _kursiv_, snake_case og 2*3, a < b, 5 > 3, `x // y <z>`",
        "#link(\"https://x.dk/a\")[Her], #link(\"mailto:a@x.dk\")[mail], #link(<her>)[sted] og https://x.dk//b?c=1#d",
        "#let navn = [Nord]\n#navn og #navn.len()",
        "#for x in (1, 2) [#x]",
        "Side~4, 2020--2021, Kvalitets-?udvikling, 1. maj, 10 %, kl. 8 [og 9] (se her)",
        "#text(fill: red)[Rød] #sym.arrow #pagebreak()\n#v(1em)",
        "{% if x %}Et{% else %}*To*{% endif %} {# note // her #} {{ antal(id=\"a.b\") }}",
        "Prisen er 5 kr.#footnote[Se // ikke det her.\n]",
        "- punkt\n+ nummer\n/ Ord: forklaring",
        "*Fed: *tekst, a *b* c, #boks[a][b] og #refleksion[a][b], [1] [2]",
        "#quote(attribution: [Hun])[Citat & mere]",
    ] {
        let (text, found) = mended(prose);
        if prose.contains("// ikke") {
            assert_eq!(found.len(), 1, "{prose}");
            continue;
        }
        assert_eq!((text.as_str(), found.as_slice()), (prose, [].as_slice()));
    }
}
