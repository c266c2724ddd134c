//! Charts: their alternative texts, and that they can be typeset.

use std::fs;

use crate::project::Project;
use crate::tags::Pdf;

const CHAPTER: &str = "skabeloner/lille/besoeg.toml";

/// Prescriptions of five regions in fourteen quarters. One quarter of the last region is missing.
fn prescriptions() -> String {
    let regions = ["Hovedstaden", "Midtjylland", "Nordjylland", "Sjælland", "Syddanmark"];
    let mut log = "Dato;Region;Antal\n".to_owned();
    for (number, region) in (0..).zip(regions) {
        for quarter in (0..14).filter(|quarter| (number, *quarter) != (4, 6)) {
            // Rises to the fifth quarter, then falls.
            let value = 300 + 20 * number + 10 * if quarter < 5 { quarter } else { 9 - quarter };
            let (year, month) = (2021 + (quarter + 2) / 4, (quarter + 2) % 4 * 3 + 1);
            log.push_str(&format!("15-{month:02}-{year};{region};{value}\n"));
        }
    }
    log
}

/// The small report with prescriptions, targets and this chart, for the last quarter of 2024.
fn with_chart(chart: &str) -> Project {
    let dataset = "
[recepter]
label = \"Recepter\"
source = \"Et register\"
files = [\"recepter*.csv\"]
period = \"dato\"

[recepter.columns]
dato = { header = \"Dato\", type = \"date\" }
region = { header = \"Region\", type = \"text\" }
antal = { header = \"Antal\", type = \"integer\" }
";
    let figures = "
[figures.recepter]
label = \"Recepter\"
from = \"recepter\"
by = \"region\"
over = 14
value = \"MAX(antal)\"

[figures.maal]
label = \"Mål\"
from = \"recepter\"
time = \"all\"
value = \"MIN(antal) + 50\"
";
    let project = Project::new().with("data/recepter.csv", prescriptions());
    let add = |project: Project, file: &str, more: &str| {
        let text = fs::read_to_string(project.path(file)).expect("a file");
        project.with(file, format!("{text}{more}"))
    };
    let project = add(project, "skabeloner/lille/datasets.toml", dataset);
    let chart = format!("{figures}\n[charts.kurve]\ncaption = \"Recepter\"\n{chart}\n");
    add(add(project, CHAPTER, &chart), "skabeloner/lille/besoeg.typ", "\n#figur(\"besoeg.kurve\")\n")
}

#[track_caller]
fn alternative(project: &Project) -> String {
    project.build("2024-10..2025-01").ends_with(0);
    let pdf = fs::read(project.path("ud/2024-10..2025-01/lille-2024-10..2025-01.pdf")).expect("a PDF");
    let alternatives: Vec<String> =
        Pdf::read(&pdf).root.all("Figure").into_iter().filter_map(|figure| figure.alt.clone()).collect();
    let chart = alternatives.into_iter().find(|alt| alt.contains("diagram"));
    chart.expect("a chart").replace('\u{a0}', " ")
}

const LINES: &str = "kind = \"lines\"\nseries = \"besoeg.recepter\"\ny_label = \"Recepter pr. 1.000\"";

#[test]
fn the_alt_text_of_many_points_names_first_last_highest_lowest_and_target() {
    let line = |region: &str, first: u32| {
        format!(
            " {region} faldt fra {first} i 3. kvartal 2021 til {} i 4. kvartal 2024; højest {} i 3. kvartal 2022, \
             lavest {} i 4. kvartal 2024.",
            first - 40,
            first + 40,
            first - 40
        )
    };
    let lines: Vec<String> = [300, 320, 340, 360, 380]
        .into_iter()
        .zip(["Hovedstaden", "Midtjylland", "Nordjylland", "Sjælland", "Syddanmark"])
        .map(|(first, region)| line(region, first))
        .collect();
    let expected = format!(
        "Kurvediagram. Recepter pr. 1.000:{} Den stiplede linje er Mål: 310. Senest ligger Sjælland og Syddanmark over den \
         og Hovedstaden, Midtjylland og Nordjylland under den.",
        lines.concat()
    );
    assert_eq!(alternative(&with_chart(&format!("{LINES}\ntarget = \"besoeg.maal\""))), expected);
}

#[test]
fn a_funnel_is_drawn_around_a_known_number_only() {
    let chart = |overall: &str| {
        let figures = format!(
            "[figures.deltog]\nlabel = \"Deltog\"\nfrom = \"log\"\nvalue = \"SUM(antal)\"\nby = \"slags\"\n\n\
             [figures.hver]\nlabel = \"Deltagere pr. gang\"\nis = \"besoeg.deltog / besoeg.slags\"\n\n\
             [figures.samlet]\nlabel = \"Alle\"\nis = \"{overall}\"\n\n[charts.tragt]\ncaption = \"Tragt\"\nkind = \"funnel\"\n\
             series = \"besoeg.hver\"\nsize = \"besoeg.slags\"\ntarget = \"besoeg.samlet\"\nper = 1\nx_label = \"gange\"\ny_label = \"Hver\"\n\n"
        );
        Project::new()
            .replacing(CHAPTER, "[tables.oversigt]", &format!("{figures}[tables.oversigt]"))
            .with("skabeloner/lille/besoeg.typ", "#figur(\"besoeg.tragt\")\n")
    };
    let alternative = |project: Project| {
        project.build("2024").ends_with(0);
        let pdf = Pdf::read(&fs::read(project.path("ud/2024/lille-2024.pdf")).expect("a PDF"));
        pdf.root.all("Figure").into_iter().filter_map(|figure| figure.alt.clone()).collect::<String>()
    };
    let known = alternative(chart("besoeg.i_alt - 1"));
    assert!(known.ends_with("2 ligger uden for begge grænser. Midterlinjen er Alle: 2."), "{known}");
    let unknown = alternative(chart("besoeg.i_alt / (besoeg.besoeg - besoeg.besoeg)"));
    assert_eq!(unknown, "Der er ingen tal at vise.");
}

#[test]
fn a_series_by_region_and_quarter_is_drawn_over_time_with_gaps_for_quarters_without_data() {
    let by = "by = [\"region\", \"kvartal\"]";
    let project = with_chart(&format!("{LINES}\ntarget = \"besoeg.maal\""))
        .replacing(CHAPTER, "by = \"region\"\nover = 14", &format!("{by}\ntime = \"all\""))
        .replacing(
            "skabeloner/lille/datasets.toml",
            "region = { header = \"Region\", type = \"text\" }",
            "region = { header = \"Region\", type = \"text\" }\nkvartal = { header = \"Kvartal\", type = \"text\" }",
        );
    let log = "Dato;Region;Kvartal;Antal
15-10-2024;Nord;2024-K1;10
15-10-2024;Syd;2024-K1;30
15-10-2024;Nord;2024-K4;30
15-10-2024;Syd;2024-K4;20
";
    let alt = alternative(&project.with("data/recepter.csv", log));
    assert_eq!(
        alt,
        "Kurvediagram. Recepter pr. 1.000: Nord steg fra 10 i 1. kvartal 2024 til 30 i 4. kvartal 2024. \
         Syd faldt fra 30 i 1. kvartal 2024 til 20 i 4. kvartal 2024. Den stiplede linje er Mål: 60. \
         Senest ligger Nord og Syd under den."
    );
}

#[test]
fn the_alt_text_of_bars_and_columns_names_the_target() {
    let columns = "kind = \"columns\"\nseries = \"besoeg.recepter\"\ny_label = \"Recepter\"\ntarget = \"besoeg.maal\"";
    let alt = alternative(&with_chart(columns));
    assert!(alt.ends_with(" Den stiplede linje er Mål: 310. Senest ligger I alt over den."), "{alt}");
    let bars = "kind = \"bars\"\nseries = \"besoeg.slags\"\nvalue_label = \"Antal\"\ntarget = \"besoeg.besoeg\"";
    let alt = alternative(&with_chart(bars));
    assert_eq!(
        alt,
        "Søjlediagram. Antal: Besøg 1; Møde 0. Den stiplede linje er Besøg: 1. Af søjlerne ligger Besøg på den og Møde \
         under den."
    );
}

#[test]
fn a_target_must_be_a_single_number() {
    with_chart(&format!("{LINES}\ntarget = \"besoeg.slags\""))
        .here(&["check", "2024"])
        .ends_with(1)
        .says("fejl[wrong-type]: »besoeg.slags« er en serie, men her skal stå ét tal.");
    with_chart(&format!("{LINES}\ntarget = \"besoeg.maalet\""))
        .here(&["check", "2024"])
        .ends_with(1)
        .says("fejl[unknown-figure]: Nøgletallet »besoeg.maalet« er ikke defineret.");
}

#[test]
fn labels_of_the_months_name_the_axis_and_those_of_the_curves_the_curves() {
    let figure = "[figures.maaneder]\nlabel = \"Efter slags og måned\"\nfrom = \"log\"\nby = [\"slags\", \"EXTRACT(MONTH FROM dato)\"]\n\
                  labels = { \"1\" = \"jan.\", \"12\" = \"dec.\", \"Møde\" = \"Møder\" }\n\n\
                  [charts.kurve]\ncaption = \"Måneder\"\nkind = \"lines\"\nseries = \"besoeg.maaneder\"\ny_label = \"Antal\"\n\n[figures.i_alt]";
    let project = Project::new().replacing(CHAPTER, "[figures.i_alt]", figure).replacing(
        "skabeloner/lille/besoeg.typ",
        "#tabel(\"besoeg.noter\")",
        "#tabel(\"besoeg.noter\")\n\n#figur(\"besoeg.kurve\")",
    );
    project.build("2024").ends_with(0);
    let pdf = fs::read(project.path("ud/2024/lille-2024.pdf")).expect("a PDF");
    let alternatives: Vec<String> =
        Pdf::read(&pdf).root.all("Figure").into_iter().filter_map(|figure| figure.alt.clone()).collect();
    let chart = alternatives.into_iter().find(|alt| alt.contains("diagram")).expect("a chart").replace('\u{a0}', " ");
    assert!(chart.contains("Besøg var 1 både i jan. og i dec."), "{chart}");
    assert!(chart.contains("Møder var 0 både i jan. og i dec."), "{chart}");
}

/// The small report with the visits of four years. In 2022 only small ones were counted.
fn four_years(chart: &str) -> Project {
    let log = |year: u32| {
        let row = |number: u32| format!("0{number}-03-{year};{};4;\n", if number == 1 { "Møde" } else { "Besøg" });
        format!("Dato;Slags;Deltagere;Note\n{}", (1..=year - 2019).map(row).collect::<String>())
    };
    let where_ = "where = \"slags = 'Besøg'\"";
    let mut project = Project::new().replacing(CHAPTER, where_, "where = \"slags = 'Besøg' AND antal < 9\"");
    for year in [2022, 2021, 2023] {
        let file = format!("data/log-{year}.csv");
        project = project.with(&file, log(year));
        if year == 2021 {
            project = project.replacing(CHAPTER, "antal < 9", "antal > 1");
        }
        let figures = project.figures(&year.to_string(), "json").ends_with(0).out;
        project = project.without(&file).with(&format!("ud/{year}/figures.json"), figures);
    }
    let chapter = fs::read_to_string(project.path(CHAPTER)).unwrap();
    let chart = format!("\n[charts.kurve]\ncaption = \"År for år\"\nkind = \"lines\"\nperiods = 4\n{chart}\n");
    let prose = fs::read_to_string(project.path("skabeloner/lille/besoeg.typ")).unwrap();
    project
        .with(CHAPTER, format!("{chapter}{chart}"))
        .with("skabeloner/lille/besoeg.typ", format!("{prose}\n#figur(\"besoeg.kurve\")\n"))
        .with("data/log-2024.csv", log(2024))
}

#[track_caller]
fn alternative_of_2024(project: &Project) -> String {
    project.build("2024").ends_with(0);
    let pdf = Pdf::read(&fs::read(project.path("ud/2024/lille-2024.pdf")).expect("a PDF"));
    let mut alternatives = pdf.root.all("Figure").into_iter().filter_map(|figure| figure.alt.clone());
    let chart = alternatives.find(|alt| alt.contains("diagram"));
    chart.expect("a chart").replace('\u{a0}', " ")
}

#[test]
fn a_chart_over_stored_periods_has_a_gap_where_the_figure_was_counted_in_another_way() {
    let number = four_years("series = \"besoeg.besoeg\"\ny_label = \"Besøg\"");
    assert_eq!(
        alternative_of_2024(&number),
        "Kurvediagram. Besøg: Besøg steg fra 1 i 2021 til 4 i 2024. Tallet for 2022 er opgjort på en anden måde og kan ikke \
         sammenlignes."
    );
    let history = number.run(&["history", "besoeg.besoeg", "--to", "2023"]).ends_with(0).out;
    assert!(history.replace('\u{a0}', " ").contains("1  brud     3"), "the same numbers: {history}");
}

#[test]
fn a_chart_over_stored_periods_shows_a_member_or_all_of_a_series() {
    let member = four_years("series = \"besoeg.slags[Møde]\"\ny_label = \"Møder\"");
    assert_eq!(alternative_of_2024(&member), "Kurvediagram. Møder: Møde var 1 både i 2021 og i 2024.");
    let all = four_years("series = \"besoeg.slags\"\ny_label = \"Hændelser\"");
    let all = alternative_of_2024(&all);
    assert_eq!(all, "Kurvediagram. Hændelser: Besøg steg fra 1 i 2021 til 4 i 2024. Møde var 1 både i 2021 og i 2024.");
}

#[test]
fn the_workbook_has_the_numbers_of_a_chart_over_stored_periods() {
    let project = four_years("series = \"besoeg.slags\"\ny_label = \"Hændelser\"");
    project.build("2024").ends_with(0);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(project.path("ud/2024/tables.xlsx")).expect("a workbook");
    let sheet = calamine::Reader::worksheet_range(&mut book, "Figurer").expect("a sheet");
    let rows: Vec<Vec<String>> =
        sheet.rows().skip(5).map(|row| row.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(rows[0], ["Nøgletal", "Gruppe", "Periode", "Værdi"]);
    assert_eq!(rows[1], ["Efter slags", "Besøg", "2021", "1"]);
    assert!(rows.contains(&["Efter slags", "Besøg", "2024", "4"].map(str::to_owned).to_vec()), "{rows:?}");
}

#[test]
fn a_bar_without_anything_to_divide_says_so_and_a_chart_of_such_bars_is_left_out() {
    let log = |visits: u32, meetings: u32| {
        format!(
            "Dato;Slags;Deltagere;Note\n02-01-2024;Besøg;{visits};a\n03-01-2024;Møde;{meetings};a\n04-01-2024;Møde;{meetings};b\n"
        )
    };
    let project = Project::new();
    let chapter = fs::read_to_string(project.path(CHAPTER)).unwrap();
    let chart = "\n[figures.svar]\nlabel = \"Svar\"\nfrom = \"log\"\nvalue = \"SUM(antal)\"\nby = [\"slags\", \"note\"]\n\n[charts.svar]\n\
                 caption = \"Svar\"\nkind = \"shares\"\nseries = \"besoeg.svar\"\n";
    let prose = fs::read_to_string(project.path("skabeloner/lille/besoeg.typ")).unwrap();
    let project = project
        .with(CHAPTER, format!("{chapter}{chart}"))
        .with("skabeloner/lille/besoeg.typ", format!("{prose}\n#figur(\"besoeg.svar\")\n"));
    let pdf = |visits: u32, meetings: u32| {
        let project = project.path("data/log-2024.csv");
        fs::write(&project, log(visits, meetings)).unwrap();
    };
    pdf(0, 2);
    project.build("2024").ends_with(0);
    let read = || Pdf::read(&fs::read(project.path("ud/2024/lille-2024.pdf")).expect("a PDF"));
    let alternatives =
        || read().root.all("Figure").into_iter().filter_map(|figure| figure.alt.clone()).collect::<String>();
    let said = alternatives().replace('\u{a0}', " ");
    assert!(said.contains("Besøg: ingen. Møde (4 svar): a 50 % og b 50 %."), "{said}");
    pdf(0, 0);
    project.build("2024").ends_with(0);
    assert!(read().root.all_text().contains("Der er ingen tal at vise."), "{}", read().root.all_text());
}

#[test]
fn the_names_of_a_legend_have_the_room_that_they_need() {
    let project = Project::new();
    let chapter = fs::read_to_string(project.path(CHAPTER)).unwrap();
    let prose = fs::read_to_string(project.path("skabeloner/lille/besoeg.typ")).unwrap();
    let long = "Deltagere i hver slags i begyndelsen af året og i tiden før";
    let figures = format!(
        "\n[figures.foer]\nlabel = \"{long}\"\nfrom = \"log\"\nvalue = \"MAX(antal)\"\nby = \"slags\"\n\n[figures.nu]\nlabel = \"Deltagere i hver slags ved \
         årets udgang og i tiden efter\"\nfrom = \"log\"\nvalue = \"SUM(antal)\"\nby = \"slags\"\n"
    );
    let charts = "\n[charts.par]\ncaption = \"Før og nu\"\nkind = \"pairs\"\nseries = \"besoeg.nu\"\nbefore = \"besoeg.foer\"\n\n\
                  [charts.stave]\ncaption = \"Begge serier\"\nkind = \"bars\"\nseries = \"besoeg.nu\"\nbeside = \"besoeg.foer\"\n";
    let run = project
        .with(CHAPTER, format!("{chapter}{figures}{charts}"))
        .with("skabeloner/lille/besoeg.typ", format!("{prose}\n#figur(\"besoeg.par\")\n\n#figur(\"besoeg.stave\")\n"))
        .check("2024")
        .ends_with(0);
    assert!(!run.err.contains("printed-over"), "{}", run.err);
}
