//! Prose: numbers in words and digits, comparisons, and values that look like code.

use crate::project::Project;
use crate::tags::{Pdf, squeezed};

fn printed(project: &Project) -> String {
    let bytes = std::fs::read(project.path("ud/2024/lille-2024.pdf")).expect("a PDF");
    squeezed(&Pdf::read(&bytes).root.all_text())
}

#[track_caller]
fn prints(project: &Project, text: &str) {
    let all = printed(project);
    assert!(all.contains(&squeezed(text)), "»{text}« is not in {all}");
}

const HOSTILE: [&str; 12] = [
    "#read(\"/etc/passwd\")",
    "{{ 1+1 }}",
    "{% raw %}",
    "*fed*",
    "_kursiv_",
    "$x^2$",
    "@besoeg",
    "<etiket>",
    "= Overskrift",
    "\\ // /* `kode`",
    "#\"; panic()",
    "</script>&",
];

#[test]
fn cell_text_that_looks_like_code_is_printed_verbatim() {
    let mut log = String::from("Dato;Slags;Deltagere;Note\n");
    for value in HOSTILE {
        log.push_str(&format!("02-01-2024;Besøg;1;\"{}\"\n", value.replace('"', "\"\"")));
    }
    let project = Project::new().with("data/log-2024.csv", log).replacing(
        "skabeloner/lille/besoeg.typ",
        "#tabel(\"besoeg.noter\")",
        "Noterne er {{ top(id=\"besoeg.noter\", antal=20, uden_tal=true) }}.\n\n#tabel(\"besoeg.noter\")",
    );
    project.build("2024").ends_with(0);
    let all = printed(&project);
    for value in HOSTILE {
        let times = all.matches(&squeezed(value)).count();
        assert!(times >= 2, "»{value}« stands {times} times, not in prose and in the table");
    }
}

#[test]
fn numbers_up_to_ten_are_words_and_agree_with_their_unit() {
    let project = Project::new();
    project.build("2024").ends_with(0);
    prints(&project, "Der var to besøg og 1.016 deltagere; se Tabel 1.");
    let project = Project::new().with("data/log-2024.csv", "Dato;Slags;Deltagere;Note\n02-01-2024;Besøg;1;a\n");
    project.build("2024").ends_with(0);
    prints(&project, "Der var ét besøg og én deltager");
}

/// Builds 2023 with this number of visits, then 2024. Returns the prose of 2024.
fn compared(visits_in_2023: usize) -> String {
    let rows = |year: u32, count: usize| (0..count).map(|_| format!("02-01-{year};Besøg;1;a\n")).collect::<String>();
    let project = Project::new()
        .with("data/log-2024.csv", format!("Dato;Slags;Deltagere;Note\n{}{}", rows(2024, 12), rows(2023, visits_in_2023)))
        .replacing(
            "skabeloner/lille/besoeg.typ",
            "Der var",
            "Vi var på {{ mod(id=\"besoeg.besoeg\", enhed=true) }}. Antallet {{ udvikling(id=\"besoeg.besoeg\") }}. Der var",
        );
    project.build("2023").ends_with(0);
    project.build("2024").ends_with(0);
    printed(&project)
}

#[test]
fn comparisons_read_well_for_up_down_and_unchanged() {
    for (before, sentence) in [
        (9, "Vi var på 12 besøg mod 9 i 2023. Antallet steg fra 9 til 12."),
        (15, "Vi var på 12 besøg mod 15 i 2023. Antallet faldt fra 15 til 12."),
        (12, "Vi var på 12 besøg ligesom i 2023. Antallet var uændret 12."),
    ] {
        let all = compared(before);
        assert!(all.contains(&squeezed(sentence)), "»{sentence}« is not in {all}");
    }
}

#[test]
fn a_figure_whose_definition_has_changed_is_not_compared() {
    let project = Project::new()
        .with(
            "data/log-2024.csv",
            "Dato;Slags;Deltagere;Note\n02-01-2024;Besøg;1;a\n02-01-2023;Besøg;1;a\n02-01-2023;Møde;1;a\n",
        )
        .replacing(
            "skabeloner/lille/besoeg.typ",
            "Der var",
            "Vi var på {{ mod(id=\"besoeg.besoeg\", enhed=true) }}. Der var",
        );
    project.build("2023").ends_with(0);
    let project = project.replacing(
        "skabeloner/lille/besoeg.toml",
        "where = \"slags = 'Besøg'\"",
        "where = \"slags IN ('Besøg', 'Møde')\"",
    );
    project.build("2024").ends_with(0);
    prints(&project, "Vi var på ét besøg. Der var");
}

#[test]
fn an_unknown_figure_in_prose_is_reported_with_its_place_and_the_nearest_id() {
    Project::new()
        .replacing("skabeloner/lille/besoeg.typ", "antal(id=\"besoeg.besoeg\")", "antal(id=\"besoeg.besøgg\")")
        .build("2024")
        .ends_with(1)
        .says("fejl[unknown-figure]: Nøgletallet »besoeg.besøgg« er ikke defineret.")
        .says("lille/besoeg.typ:1:22")
        .says("Mente du »besoeg.besoeg«?")
        .says("Rapporten er ikke bygget. En tidligere rapport er urørt.");
}

#[test]
fn unknown_members_tables_and_functions_are_reported_together() {
    Project::new()
        .with(
            "skabeloner/lille/besoeg.typ",
            "{{ tal(id=\"besoeg.slags[Besøge]\") }}\n\n#tabel(\"besoeg.oversigten\")\n\n#noegletal(\"besoeg.besoeg\", \"besoeg.intet\")\n",
        )
        .build("2024")
        .ends_with(1)
        .says("»besoeg.slags[Besøge]« findes ikke: serien har ikke det medlem.")
        .says("lille/besoeg.typ:1:12")
        .says("Tabellen »besoeg.oversigten« er ikke defineret.")
        .says("lille/besoeg.typ:3:9")
        .says("Mente du »besoeg.oversigt«?")
        .says("Nøgletallet »besoeg.intet« er ikke defineret.")
        .says("lille/besoeg.typ:5:30");
}

#[test]
fn a_template_syntax_error_is_reported_with_line_and_column() {
    Project::new()
        .with(
            "skabeloner/lille/besoeg.typ",
            "En linje.\n\nDer var {{ tal(id= }} besøg.\n\n#tabel(\"besoeg.oversigt\")\n",
        )
        .build("2024")
        .ends_with(1)
        .says("fejl[prose-syntax]: Skabelonteksten kan ikke læses")
        .says("lille/besoeg.typ:3:");
}

#[test]
fn a_typst_error_is_reported_with_the_chapters_line_and_a_hint() {
    Project::new()
        .with("skabeloner/lille/besoeg.typ", "Der var {{ antal(id=\"besoeg.besoeg\") }}.\n\n#tabel(\"besoeg.oversigt\")\n\n#tabel(\"besoeg.noter\")\n\n#ukendt[tekst]\n")
        .build("2024")
        .ends_with(1)
        .says("fejl[typst-error]: Ukendt funktion »ukendt«.")
        .says("lille/besoeg.typ:7:2");
}

#[test]
fn a_value_in_a_typst_string_or_comment_is_not_code() {
    let hostile = "Dato;Slags;Deltagere;Note\n02-01-2024;Besøg;4;\"\"\" + str(6*7) + \"\"\"\n03-01-2024;Besøg;4;*/ #str(6*7) /*\n";
    let with = |text: &str| {
        Project::new().with("data/log-2024.csv", hostile).replacing(
            "skabeloner/lille/besoeg.typ",
            "Der var",
            &format!("{text}\nDer var"),
        )
    };
    let commented = with("/* {{ top(id=\"besoeg.noter\") }} */");
    commented.build("2024").ends_with(0);
    assert!(printed(&commented).contains("Dervartobesøg"));
    assert!(!printed(&commented).contains("42"));
    with("#boks(titel: \"Emner {{ top(id=\"besoeg.noter\") }}\")[x]")
        .build("2024")
        .ends_with(1)
        .says("fejl[value-in-code]: Et tal kan ikke stå i en Typst-tekst i anførselstegn.\n   lille/besoeg.typ:1:14");
}

#[test]
fn places_are_right_below_a_skipped_condition_and_on_the_first_line() {
    Project::new()
        .with(
            "skabeloner/lille/besoeg.typ",
            "Se @tabel:besoeg.oversgt.\n{% if periode == \"1999\" %}\nVæk.\n\nVæk.\n{% endif %}\n#tabel(\"besoeg.oversigt\")\n\n#tabel(\"besoeg.noter\")\n",
        )
        .build("2024")
        .ends_with(1)
        .says("lille/besoeg.typ:1:4");
    Project::new()
        .with(
            "skabeloner/lille/besoeg.typ",
            "Et.\n{% if periode == \"1999\" %}\nVæk.\n\nVæk.\n{% endif %}\n#tabel(\"besoeg.oversigt\")\n\n#tabel(\"besoeg.noter\")\n#tabl()\n",
        )
        .build("2024")
        .ends_with(1)
        .says("lille/besoeg.typ:10:2");
}

#[test]
fn a_misspelt_argument_of_a_prose_function_is_an_error() {
    Project::new()
        .replacing(
            "skabeloner/lille/besoeg.typ",
            "antal(id=\"besoeg.besoeg\")",
            "antal(id=\"besoeg.besoeg\", cifer=true)",
        )
        .build("2024")
        .ends_with(1)
        .says("ukendt valg »cifer«");
}

#[test]
fn violations_of_the_pdf_standards_are_findings_with_their_place() {
    Project::new()
        .replacing(
            "skabeloner/lille/besoeg.typ",
            "#tabel(\"besoeg.noter\")",
            "==== For dybt\n\n#tabel(\"besoeg.noter\")",
        )
        .build("2024")
        .ends_with(1)
        .says("fejl[typst-error]")
        .says("lille/besoeg.typ:5:");
}

#[test]
fn a_mail_address_a_price_and_a_hashtag_are_words() {
    let text = "Skriv til os@regionen.dk om #sundhed, $ og <Åse, https://regionen.dk//a eller b//c.";
    let project = Project::new().replacing("skabeloner/lille/besoeg.typ", "Der var", &format!("{text}\n\nDer var"));
    project.here(&["check", "2024"]).ends_with(0).prints("Rapporten kan bygges.");
    project.build("2024").ends_with(0);
    prints(&project, text);
}

#[test]
fn what_typst_would_swallow_stops_the_report_and_is_printed_in_a_draft() {
    let text = "Hos C\\Data er *mange <navn> // og flere i { antal(id=\"besoeg.besoeg\") }, se @tabel:x.";
    let project = Project::new().replacing("skabeloner/lille/besoeg.typ", "Der var", &format!("{text}\n\nDer var"));
    let checked = project.here(&["check", "2024"]).ends_with(1).prints("Der er fejl at rette.");
    let checked = checked.says("[swallowed-text]: Den omvendte").says("[swallowed-text]: Stjernen");
    checked.says("»<navn>«").says("[foreign-markup]").says("[unknown-reference]").says("lille/besoeg.typ:1:6");
    project.here(&["build", "2024", "--draft"]).ends_with(1).prints("lille-2024.pdf");
    prints(&project, &text.replacen('"', "“", 1).replacen('"', "”", 1));
}

#[test]
fn a_template_that_a_windows_program_saved_is_read_and_it_is_said() {
    let windows = b"L\xe6ger p\xe5 \xc6r\xf8: {{ antal(id=\"besoeg.besoeg\") }}.\n\n#tabel(\"besoeg.oversigt\")\n\n#tabel(\"besoeg.noter\")\n";
    let project = Project::new().with("skabeloner/lille/besoeg.typ", windows);
    project.build("2024").ends_with(0).says("oplysning[template-encoding]").says("Windows-1252");
    prints(&project, "Læger på Ærø: to besøg.");
}

#[test]
fn a_second_ending_is_named_and_the_figures_of_the_chapter_are_still_there() {
    let project = Project::new().without("skabeloner/lille/besoeg.typ").with("skabeloner/lille/Besoeg.typ.txt", "x");
    let checked = project.here(&["check", "2024"]).ends_with(1).says("Omdøb »Besoeg.typ.txt« til »besoeg.typ«.");
    assert!(!checked.err.contains("unknown-figure"));
}

#[test]
fn a_draft_prints_a_chapter_that_cannot_be_set_as_it_was_written() {
    for (slip, code) in [
        ("#boks(titel: \"x\"[a] her", "fejl[typst-error]: En parentes eller et tegn bliver ikke lukket."),
        ("#image(\"foto.png\", alt: \"x\")", "fejl[typst-error]: Filen »foto.png« findes ikke her."),
        (
            "{{ antl(id=\"besoeg.besoeg\") }}",
            "fejl[prose-syntax]: Skabelonteksten kan ikke læses: ukendt funktion »antl«.",
        ),
        ("{% if x %}", "fejl[prose-syntax]: Skabelonteksten kan ikke læses: teksten slutter"),
    ] {
        let project = Project::new().replacing("skabeloner/lille/besoeg.typ", "Der var", &format!("{slip} Der var"));
        project.here(&["check", "2024"]).ends_with(1).says(code).prints("Der er fejl at rette.");
        project.here(&["build", "2024", "--draft"]).ends_with(1).says(code).prints("lille-2024.pdf");
        prints(&project, slip);
        prints(&project, "Tabel 1: Oversigt 2024");
    }
}

#[test]
fn a_character_that_the_font_lacks_is_found_at_its_cell_and_its_line() {
    let log =
        "Dato;Slags;Deltagere;Note\n02-01-2024;Besøg;4;Fest 字\n03-01-2024;Møde;4;Fest 字\n04-01-2024;Møde;4;⟨b⟩\n";
    let project = Project::new().with("data/log-2024.csv", log).replacing(
        "skabeloner/lille/besoeg.typ",
        "Der var",
        "Med 文 og 本 var der",
    );
    let checked = project.here(&["check", "2024"]).ends_with(0).prints("Rapporten kan bygges.");
    checked
        .says("advarsel[missing-glyph]: Tegnet »字« (U+5B57) findes ikke i rapportens skrift og bliver trykt som □.")
        .says("log-2024.csv, kolonne »Note«, række 2, 3, fx værdi »Fest 字«")
        .says("Tegnene »文« (U+6587) og »本« (U+672C) findes ikke i rapportens skrift")
        .says("lille/besoeg.typ:1:5");
    project.build("2024").ends_with(0);
    prints(&project, "Fest □2");
    prints(&project, "‹b›");
}

#[test]
fn a_character_that_the_font_lacks_is_found_in_a_list_and_in_the_name_of_a_file() {
    let project = Project::new()
        .replacing(
            "skabeloner/lille/datasets.toml",
            "note = { header = \"Note\", type = \"text\", empty = true }",
            "note = { header = \"Note\", type = \"list\", separator = \",\", empty = true }",
        )
        .replacing(
            "skabeloner/lille/besoeg.toml",
            "from = \"log\"\nwhere = \"note IS NOT NULL\"",
            "from = \"log.note\"",
        )
        .without("data/log-2024.csv")
        .with("data/log-文.csv", "Dato;Slags;Deltagere;Note\n02-01-2024;Besøg;4;\n03-01-2024;Møde;4;Kage, Fest 字\n");
    let checked = project.check("2024").ends_with(0);
    assert_eq!(checked.err.matches("[missing-glyph]").count(), 2, "{}", checked.err);
    checked.says("log-文.csv, række 3, kolonne »Note«, værdi »Fest 字«").says("Tegnet »文« (U+6587)");
}

#[test]
fn a_chapter_can_begin_with_a_list_or_a_heading() {
    for (start, role) in [("- Et punkt", "LI"), ("== En overskrift", "H2")] {
        let prose = format!("{start}\n\n#tabel(\"besoeg.noter\")\n");
        let project = Project::new().with("skabeloner/lille/besoeg.typ", prose);
        project.build("2024").ends_with(0);
        let bytes = std::fs::read(project.path("ud/2024/lille-2024.pdf")).expect("a PDF");
        let words = start.trim_start_matches(['-', '=', ' ']);
        let pdf = Pdf::read(&bytes);
        assert!(pdf.root.all(role).iter().any(|tag| squeezed(&tag.all_text()).ends_with(&squeezed(words))), "{start}");
    }
}

/// The report of 2024 after one of 2023 with three visits; 2024 has two.
fn with_premise(prose: &str) -> Project {
    let log = "Dato;Slags;Deltagere;Note\n02-01-2023;Besøg;4;a\n03-01-2023;Besøg;4;a\n04-01-2023;Besøg;4;a\n02-01-2024;Besøg;4;a\n03-01-2024;Besøg;4;a\n";
    let project = Project::new().with("data/log.csv", log).without("data/log-2024.csv");
    project.build("2023").ends_with(0);
    project.replacing("skabeloner/lille/besoeg.typ", "Der var", &format!("{prose}\n\nDer var"))
}

#[test]
fn a_premise_that_does_not_hold_stops_the_report_and_says_the_values() {
    let holds = with_premise("Vi holdt færre. {{ gaelder(\"besoeg.besoeg < forrige\") }}");
    holds.build("2024").ends_with(0);
    prints(&holds, "Vi holdt færre. Der var to besøg");
    let fails = with_premise("Vi holdt flere. {{ gaelder(\"besoeg.besoeg > forrige\") }}");
    let message = "fejl[premise-failed]: Teksten bygger på, at besoeg.besoeg > forrige, men det gælder ikke: besoeg.besoeg = 2, forrige = 3.";
    fails.check("2024").ends_with(1).says(message).says("lille/besoeg.typ:1:29");
    fails.here(&["build", "2024", "--draft"]).ends_with(1).says(message).prints("lille-2024.pdf");
    // There is nothing before the first year.
    fails.check("2023").ends_with(0);
    with_premise("Ja. {{ gaelder(\"besoeg.besoeg >\") }}").check("2024").ends_with(1).says("fejl[sql-syntax]");
    let draft = with_premise("Ja. {{ gaelder(\"besoeg.besoeg\") }}");
    draft.run(&["build", "2024", "--draft"]).ends_with(1).says("fejl[sql-type]").prints("lille-2024.pdf");
    let word = with_premise("Ja. {{ gaelder(\"besoeg.besoeg > forige\") }}");
    word.check("2024")
        .ends_with(1)
        .says("»forige« i »besoeg.besoeg > forige« er ikke et nøgletal.")
        .says("Mente du »forrige«?");
    let unknown = with_premise("Ja. {{ gaelder(\"besoeg.besog > forrige(besoeg.i_alt)\") }}");
    unknown.check("2024").ends_with(1).says("Mente du »besoeg.besoeg«?");
}

#[test]
fn a_caption_that_says_what_its_numbers_show_needs_a_premise() {
    let chapter = "skabeloner/lille/besoeg.toml";
    for (caption, warned) in [
        ("Noterne er steget", true),
        ("Stigende antal noter", true),
        ("»almindelig« er den største", true),
        ("Knap en tredjedel", true),
        ("Noter fra de største klinikker", false),
        ("Ældre, der falder", false),
        ("Stigende antal noter {{ gaelder('besoeg.besoeg < forrige') }}", false),
    ] {
        let project =
            with_premise("Ja.").replacing(chapter, "caption = \"Noter\"", &format!("caption = \"{caption}\""));
        let run = project.check("2024").ends_with(0);
        assert_eq!(run.err.contains("advarsel[unguarded-sentence]"), warned, "{caption}\n{}", run.err);
    }
}

#[test]
fn calls_without_their_sign_and_members_that_are_not_there_get_a_way_out() {
    for (prose, code, words) in [
        ("tabel(\"besoeg.noter\")", 1, "»tabel(\"besoeg.noter\")« bliver trykt, som det står."),
        ("Se #tabel-en og tabel (1).", 0, ""),
        ("{{ tal(id=\"besoeg.noter[Almindelig]\") }}", 1, "Mente du »almindelig«?"),
        ("{{ tal(id=\"besoeg.slags[Xyz]\") }}", 1, "Serien har: Besøg; Møde."),
    ] {
        let project =
            Project::new().replacing("skabeloner/lille/besoeg.typ", "Der var", &format!("{prose}\n\nDer var"));
        let run = project.check("2024");
        assert!(run.err.contains(words), "{prose}\n{}", run.err);
        assert_eq!(
            run.err.contains("foreign-markup") || run.err.contains("unknown-member"),
            code == 1,
            "{prose}\n{}",
            run.err
        );
    }
}

#[test]
fn what_typst_says_is_told_in_danish() {
    for (prose, words) in [
        ("$ x = 5 + y $", "En formel kan ikke sættes: rapporten har ingen skrift til formler."),
        ("#let f(x) = f(x)\n#f(1)", "En funktion kalder sig selv uden ende."),
        ("#while true { [x] }", "Løkken slutter aldrig."),
        ("#import \"@preview/cetz:0.2.0\": *", "En pakke fra nettet kan ikke hentes."),
        ("#let a = 5 #a", "»#« kan ikke stå i kode."),
        ("#assert(false)", "Typst forstår ikke, hvad der står her: »assertion failed«."),
    ] {
        let project =
            Project::new().replacing("skabeloner/lille/besoeg.typ", "Der var", &format!("{prose}\n\nDer var"));
        project.here(&["check", "2024"]).ends_with(1).says(words).says("lille/besoeg.typ:1:");
    }
}

#[test]
fn a_premise_about_a_number_that_was_counted_in_another_way_is_a_warning() {
    let project = with_premise("Vi holdt færre. {{ gaelder(\"besoeg.besoeg < forrige\") }}").replacing(
        "skabeloner/lille/besoeg.toml",
        "where = \"slags = 'Besøg'\"",
        "where = \"slags = 'Besøg' AND antal > 0\"",
    );
    let run = project.check("2024").ends_with(0);
    run.says("advarsel[premise-failed]: Teksten bygger på, at besoeg.besoeg < forrige, men det kan ikke afgøres: besoeg.besoeg er opgjort på en anden måde i perioden før.");
}

#[test]
fn an_unreadable_premise_in_a_caption_leaves_the_draft_to_be_built() {
    let chapter = "skabeloner/lille/besoeg.toml";
    for premise in ["besoeg.besoeg", "besoeg.besoeg >", "besoeg.besog > 1"] {
        let caption = format!("caption = \"Noter {{{{ gaelder('{premise}') }}}}\"");
        let project = with_premise("Ja.").replacing(chapter, "caption = \"Noter\"", &caption);
        project.here(&["build", "2024", "--draft"]).ends_with(1).says("lille/besoeg.toml:").prints("lille-2024.pdf");
    }
}

#[test]
fn a_condition_on_numbers_prints_what_holds() {
    let text = "{% if gaelder(\"besoeg.besoeg < forrige\") %}Færre.{% else %}Ikke færre.{% endif %} {% if gaelder(\"besoeg.deltagere > 1000\") %}Mange.{% endif %}";
    let project = with_premise(text);
    project.build("2024").ends_with(0);
    prints(&project, "Færre. Der var to besøg");
    // A premise in a branch that is left out is not tried.
    let project =
        with_premise("{% if gaelder(\"besoeg.besoeg > forrige\") %}A {{ gaelder(\"besoeg.besoeg > 9\") }}{% endif %}");
    project.check("2024").ends_with(0);
}

#[test]
fn a_sentence_that_compares_and_gives_a_cause_needs_a_premise() {
    let compared = "Antallet {{ udvikling(id=\"besoeg.besoeg\") }}";
    for (prose, warned) in [
        (format!("{compared}, og derfor skrev vi det."), true),
        (format!("{compared}, og derfor skrev vi det. {{{{ gaelder(\"besoeg.besoeg < forrige\") }}}}"), false),
        (format!("{{% if gaelder(\"besoeg.besoeg < forrige\") %}}{compared}, dog ikke nok.{{% endif %}}"), false),
        (format!("{compared}. Derfor skrev vi det."), true),
        (format!("{compared}. En del af stigningen er nye klinikker."), true),
        (format!("{compared}. {{{{ gaelder(\"besoeg.besoeg < forrige\") }}}} Det skyldes ferien."), false),
        (format!("{compared}.\n\nDerfor skrev vi det."), false),
        (format!("{compared}. Vi skriver det derfor."), true),
        (format!("{compared}. Vi mødtes en enkelt gang om det, og derfor skrev vi."), false),
        (format!("{compared}. Derfor skrev vi det. {{{{ gaelder(\"besoeg.besoeg < forrige\") }}}}"), false),
        (format!("{compared}. Det skyldes vejret."), true),
        (format!("{compared}. Stigningen kom sent."), true),
        (format!("{compared}. Besøgene varer en time, og derfor er der kaffe."), false),
        (format!("{compared}.\n\nDerfor har vi kaffe."), false),
        (format!("Arbejdet er vokset. {compared}."), true),
        (format!("Arbejdet er vokset.\n\n{compared}."), false),
        (format!("Arbejdet er nyt. {compared}. Flere kommer til."), false),
        (format!("{compared}."), false),
        (format!("{compared} på grund af ferien."), true),
        ("Antallet er steget fra {{ tal(id=\"besoeg.besoeg\") }} til {{ tal(id=\"besoeg.i_alt\") }}.".to_owned(), true),
        ("Antallet faldt til {{ tal(id=\"besoeg.besoeg\") }}.".to_owned(), true),
        ("Der var {{ antal(id=\"besoeg.besoeg\") }}, færre end de {{ tal(id=\"besoeg.i_alt\") }}.".to_owned(), true),
        ("Vi holdt {{ antal(id=\"besoeg.besoeg\") }}, og det faldt i god jord.".to_owned(), false),
        ("Der var {{ antal(id=\"besoeg.besoeg\") }} hos læger med flere end {{ tal(id=\"besoeg.i_alt\") }} patienter.".to_owned(), false),
        ("@tabel:besoeg.oversigt viser, at antallet er faldet.".to_owned(), true),
        ("For tredje år i træk voksede antallet til {{ tal(id=\"besoeg.i_alt\") }}.".to_owned(), true),
        ("Antallet voksede igen: {{ tal(id=\"besoeg.i_alt\") }}.".to_owned(), true),
        ("Der var {{ antal(id=\"besoeg.besoeg\") }}, og det er flere end møderne.".to_owned(), true),
        ("Der er flere end {{ tal(id=\"besoeg.i_alt\") }} læger i regionen.".to_owned(), false),
        ("Der var flere besøg end møder: {{ tal(id=\"besoeg.besoeg\") }} mod {{ tal(id=\"besoeg.i_alt\") }}.".to_owned(), true),
        ("Vi fik flere svar, end vi havde ventet: {{ tal(id=\"besoeg.besoeg\") }}.".to_owned(), false),
        ("Besøgene var flest med {{ antal(id=\"besoeg.besoeg\") }}.".to_owned(), true),
        ("De største klinikker holdt {{ antal(id=\"besoeg.besoeg\") }}.".to_owned(), false),
        ("De fleste af de {{ tal(id=\"besoeg.i_alt\") }} hændelser var besøg.".to_owned(), true),
        ("De fleste besøg varede en time. Der var {{ antal(id=\"besoeg.besoeg\") }}.".to_owned(), false),
        ("{{ antal(id=\"besoeg.besoeg\") }} er rekord.".to_owned(), true),
        ("Der var lige mange af hver: {{ antal(id=\"besoeg.besoeg\") }} og {{ tal(id=\"besoeg.i_alt\") }}.".to_owned(), true),
        ("De fleste besøg var om {{ top(id=\"besoeg.slags\", antal=1) }}.".to_owned(), true),
        ("Størstedelen var besøg, i alt {{ antal(id=\"besoeg.besoeg\") }}.".to_owned(), true),
        ("De hyppigste var {{ top(id=\"besoeg.slags\", antal=1) }}.".to_owned(), false),
        ("Besøg er halvdelen: {{ antal(id=\"besoeg.besoeg\") }} af {{ tal(id=\"besoeg.i_alt\") }}.".to_owned(), true),
        ("Knap en tredjedel ({{ antal(id=\"besoeg.besoeg\") }}) var besøg.".to_owned(), true),
        ("{{ antal(id=\"besoeg.besoeg\") }} er under målet.".to_owned(), true),
        ("{{ antal(id=\"besoeg.besoeg\") }} er under målet. {{ gaelder(\"besoeg.besoeg < 5\") }}".to_owned(), false),
        ("Målet er flere besøg; der var {{ antal(id=\"besoeg.besoeg\") }}.".to_owned(), false),
        ("== Stigende aktivitet\n\nTekst.".to_owned(), true),
        ("== Flere veje til hjælp\n\nTekst.".to_owned(), false),
        ("{{ antal(id=\"besoeg.besoeg\") }}, flest nogensinde.".to_owned(), true),
        ("#boks(titel: \"Flere møder end nogensinde\")[Der var {{ antal(id=\"besoeg.besoeg\") }}.]".to_owned(), true),
        ("Det er gået tilbage: {{ antal(id=\"besoeg.besoeg\") }}.".to_owned(), true),
        ("Interessen er dalende med {{ antal(id=\"besoeg.besoeg\") }}.".to_owned(), true),
        ("Besøg overhalede møder: {{ antal(id=\"besoeg.besoeg\") }} mod {{ tal(id=\"besoeg.i_alt\") }}.".to_owned(), true),
        ("Der var {{ antal(id=\"besoeg.besoeg\") }}, altså uændret.".to_owned(), true),
        ("Vi er gået over til {{ antal(id=\"besoeg.besoeg\") }}.".to_owned(), false),
        ("Den stigende uro gav {{ antal(id=\"besoeg.besoeg\") }}.".to_owned(), false),
        ("Kurset varer {{ tal(id=\"besoeg.i_alt\") }} dage i træk.".to_owned(), false),
        ("Vi når målet, når målet er {{ tal(id=\"besoeg.i_alt\") }} besøg.".to_owned(), false),
        ("Beløbet gælder, når det overstiger {{ tal(id=\"besoeg.i_alt\") }} kr.".to_owned(), false),
        ("For anden gang i træk holdt vi {{ antal(id=\"besoeg.besoeg\") }}.".to_owned(), true),
        ("Vi holdt højst {{ tal(id=\"besoeg.i_alt\") }} og mindst {{ antal(id=\"besoeg.besoeg\") }}.".to_owned(), false),
        ("Den største klinik har {{ tal(id=\"besoeg.i_alt\") }} læger.".to_owned(), false),
        ("@tabel:besoeg.oversigt viser flere emner.".to_owned(), false),
        ("@tabel:besoeg.oversigt viser, at det faldt. {{ gaelder(\"besoeg.besoeg < forrige\") }}".to_owned(), false),
    ] {
        let run = with_premise(&prose).check("2024").ends_with(0);
        assert_eq!(run.err.contains("advarsel[unguarded-sentence]"), warned, "{prose}\n{}", run.err);
    }
}

#[test]
fn a_premise_about_an_unknown_number_stops_the_report() {
    let unknown = "[figures.ukendt]\nlabel = \"Ukendt\"\nunknown = \"Loggen er væk.\"\n\n[figures.deltagere]";
    let project = with_premise("Det er lavt. {{ gaelder(\"besoeg.ukendt < 5\") }}").replacing(
        "skabeloner/lille/besoeg.toml",
        "[figures.deltagere]",
        unknown,
    );
    let message = "fejl[premise-failed]: Teksten bygger på, at besoeg.ukendt < 5, men det kan ikke afgøres: besoeg.ukendt = ukendt.";
    project.check("2024").ends_with(1).says(message);
}

#[test]
fn a_text_that_claims_something_because_a_condition_cannot_be_decided_is_a_warning() {
    let unknown = "[figures.ukendt]\nlabel = \"Ukendt\"\nunknown = \"Loggen er væk.\"\n\n[figures.deltagere]";
    let project =
        |prose: &str| with_premise(prose).replacing("skabeloner/lille/besoeg.toml", "[figures.deltagere]", unknown);
    let run = |prose: &str| project(prose).check("2024").ends_with(0);
    let chain = "{% if gaelder(\"besoeg.ukendt > 5\") %}Mange.{% elif gaelder(\"besoeg.ukendt < 5\") %}Få.{% else %}Uændret.{% endif %}";
    run(chain)
        .says("advarsel[premise-failed]: Teksten med »Uændret« kommer med, som om besoeg.ukendt > 5 ikke gjaldt, men det kan ikke afgøres: besoeg.ukendt = ukendt.")
        .says("lille/besoeg.typ:1:16");
    run("{% if not gaelder(\"besoeg.ukendt > 5\") %}Der var færre.{% endif %}").says("advarsel[premise-failed]");
    let other =
        "{% if gaelder(\"besoeg.besoeg > 1\") or gaelder(\"besoeg.ukendt > 5\") %}Ja.{% else %}Færre.{% endif %}";
    for quiet in [
        chain.replace("Uændret", "Tallet er ikke kendt, så vi ved ikke, om der var færre"),
        chain.replace("Uændret", "Klinikkerne skriver selv"),
        chain.replace("besoeg.ukendt", "besoeg.besoeg"),
        "{% if gaelder(\"besoeg.ukendt > 5\") %}Der var færre.{% endif %}".to_owned(),
        other.to_owned(),
    ] {
        let run = run(&quiet);
        assert!(!run.err.contains("premise-failed"), "{quiet}: {}", run.err);
    }
    // There is no number to compare with in the first year.
    let first = "{% if gaelder(\"besoeg.besoeg > forrige\") %}Ja.{% else %}Der var ikke flere.{% endif %}";
    project(first).check("2023").ends_with(0).says("men det kan ikke afgøres: tallet for perioden før er ikke kendt.");
    assert!(!run(first).err.contains("premise-failed"));
}

#[test]
fn a_premise_of_which_the_printed_numbers_say_the_opposite_is_a_warning() {
    let share = "[figures.andel]\nlabel = \"Andel\"\nformat = \"percent\"\ndecimals = 0\nis = \"(besoeg.besoeg + 395) / 400\"\n\n[figures.deltagere]";
    let project = |prose: &str| {
        let project = with_premise("Ja.").replacing("skabeloner/lille/besoeg.toml", "[figures.deltagere]", share);
        project.build("2023").ends_with(0);
        project.replacing("skabeloner/lille/besoeg.typ", "Der var", &format!("{prose}\n\nDer var"))
    };
    // 99.25 % after 99.5 %.
    project("Andelen faldt. {{ gaelder(\"besoeg.andel < forrige\") }}").check("2024").ends_with(0);
    let run = project("Andelen er god. {{ gaelder(\"besoeg.andel > 0.99\") }}").check("2024");
    run.says("advarsel[premise-failed]: Teksten bygger på, at besoeg.andel > 0.99 gælder, men for tallene, som de bliver vist, gælder det ikke: besoeg.andel = 99\u{a0}%.");
    let run =
        project("{% if gaelder(\"besoeg.andel = 0.99\") %}Ja.{% else %}Nej.{% endif %}").check("2024").ends_with(0);
    run.says("at besoeg.andel = 0.99 ikke gælder, men for tallene, som de bliver vist, gælder det godt: besoeg.andel = 99\u{a0}%.");
    let run = project("Ja. {{ gaelder(\"besoeg.andel * 400 > 396\") }}").check("2024").ends_with(0);
    assert!(!run.err.contains("premise-failed"), "{}", run.err);
}

#[test]
fn a_sentence_with_nothing_to_name_or_compare_with_is_reported_where_it_is() {
    let top = "De hyppigste var {{ top(id=\"besoeg.noter\") }}.";
    let nothing = "Dato;Slags;Deltagere;Note\n02-01-2024;Besøg;4;\n";
    let without_notes = |prose: &str| {
        with_premise(prose).with("data/log.csv", nothing).replacing(
            "skabeloner/lille/besoeg.toml",
            "by = \"note\"",
            "by = \"note\"\nmembers = [\"a\"]",
        )
    };
    let run = without_notes(top).check("2024").ends_with(0);
    run.says("advarsel[empty-sentence]: Sætningen har intet at nævne: alle tal i »besoeg.noter« er nul eller ukendte.\n   lille/besoeg.typ:1:29");
    let guarded = format!("{{% if gaelder(\"SUM(besoeg.noter) > 0\") %}}{top}{{% endif %}}");
    assert!(!without_notes(&guarded).check("2024").ends_with(0).err.contains("empty-sentence"));
    assert!(!with_premise(top).check("2024").ends_with(0).err.contains("empty-sentence"));
    // There is nothing before the first year.
    let compared = with_premise("Det er {{ forskel(id=\"besoeg.besoeg\") }}.");
    compared.check("2023").ends_with(0).says("advarsel[empty-sentence]: Sætningen har intet at sammenligne med");
    assert!(!compared.check("2024").ends_with(0).err.contains("empty-sentence"));
}

#[test]
fn captions_notes_labels_and_highlights_can_have_premises_and_conditions() {
    let chapter = "skabeloner/lille/besoeg.toml";
    let with = |caption: &str, note: &str, highlight: &str| {
        let report =
            format!("chapters = [\"besoeg\"]\n[[highlights]]\nfigure = \"besoeg.besoeg\"\ntext = '{highlight}'\n");
        with_premise("Ja.")
            .replacing(chapter, "caption = \"Noter\"", &format!("caption = '{caption}'\nnotes = ['{note}']"))
            .replacing("skabeloner/lille/report.toml", "chapters = [\"besoeg\"]", &report)
    };
    let caption = "{% if gaelder(\"besoeg.besoeg < forrige\") %}Noter fra færre besøg{% else %}Noter{% endif %}";
    let holds = with(
        caption,
        "Der er ikke mange. {{ gaelder(\"besoeg.besoeg < 9\") }}",
        "Det er få. {{ gaelder(\"besoeg.besoeg < 9\") }}",
    );
    holds.build("2024").ends_with(0);
    prints(&holds, "Noter fra færre besøg");
    let fails = with(
        "Noter",
        "Mange. {{ gaelder(\"besoeg.besoeg > 90\") }}",
        "Flest. {{ gaelder(\"besoeg.besoeg > forrige\") }}",
    );
    let run = fails.check("2024").ends_with(1);
    let run = run.says(
        "Teksten bygger på, at besoeg.besoeg > 90, men det gælder ikke: besoeg.besoeg = 2.\n   lille/besoeg.toml:",
    );
    let run = run.says(
        "at besoeg.besoeg > forrige, men det gælder ikke: besoeg.besoeg = 2, forrige = 3.\n   lille/report.toml:",
    );
    assert_eq!(run.err.matches("[premise-failed]").count(), 2, "{}", run.err);
}
