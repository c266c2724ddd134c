//! Rates with intervals, in a report that is no batch.

use crate::project::Project;

const REPORT: &str = "title = \"Rater {{ periode }}\"
subtitle = \"Fødsler\"
author = \"Sekretariatet\"
publisher = \"Regionen\"
description = \"Rater\"
chapters = [\"om\"]
";

const DATASETS: &str = "[foedsler]
label = \"Fødsler\"
source = \"Et udtræk\"
files = [\"foedsler*.csv\"]

[foedsler.columns]
alder = { header = \"Alder\", type = \"text\" }
tilfaelde = { header = \"Tilfælde\", type = \"integer\" }
antal = { header = \"Fødsler\", type = \"integer\" }

[besoeg]
label = \"Besøg\"
source = \"Et udtræk\"
files = [\"besoeg*.csv\"]

[besoeg.columns]
region = { header = \"Region\", type = \"text\" }
antal = { header = \"Besøg\", type = \"integer\" }

[praksis]
label = \"Praksis\"
source = \"Et udtræk\"
files = [\"praksis*.csv\"]

[praksis.columns]
region = { header = \"Region\", type = \"text\" }
antal = { header = \"Praksis\", type = \"integer\" }
";

/// Mothers' age, cases of Down's syndrome among fifth children and later, births, and all births of the state: Fleiss 1981, table 14.4.
const BIRTHS: &str = "Alder;Tilfælde;Fødsler
-19;0;327
20-24;8;30666
25-29;63;123419
30-34;112;149919
35-39;262;104088
40-;295;34392
";

const CHAPTER: &str = "title = \"Om\"

[figures.tilfaelde]
label = \"Tilfælde\"
from = \"foedsler\"
value = \"SUM(tilfaelde)\"
by = \"alder\"

[figures.foedsler]
label = \"Fødsler\"
from = \"foedsler\"
value = \"SUM(antal)\"
by = \"alder\"

[figures.alle]
label = \"Alle fødsler\"
note = \"Fleiss 1981, tabel 14.4\"
given = { \"-19\" = 319933, \"20-24\" = 931318, \"25-29\" = 786511, \"30-34\" = 488235, \"35-39\" = 237863, \"40-\" = 61313 }

[figures.gamma]
label = \"Standardiseret\"
rate = { events = \"om.tilfaelde\", persons = \"om.foedsler\", per = 100000, standard = \"om.alle\", interval = \"fay-feuer\" }
format = \"decimal\"
decimals = 5

[figures.besoeg]
label = \"Besøg\"
from = \"besoeg\"
value = \"SUM(antal)\"
by = \"region\"

[figures.praksis]
label = \"Praksis\"
from = \"praksis\"
value = \"SUM(antal)\"
by = \"region\"

[figures.rate]
label = \"Besøg pr. praksis\"
rate = { events = \"om.besoeg\", persons = \"om.praksis\", per = 100 }
format = \"decimal\"
decimals = 5

[figures.andel]
label = \"Andel med besøg\"
rate = { events = \"om.besoeg\", persons = \"om.praksis\" }
format = \"percent\"
decimals = 3
";

fn project() -> Project {
    Project::new()
        .with("skabeloner/rater/report.toml", REPORT)
        .with("skabeloner/rater/datasets.toml", DATASETS)
        .with("skabeloner/rater/om.toml", CHAPTER)
        .with("skabeloner/rater/om.typ", "Tal.\n")
        .with("data/foedsler.csv", BIRTHS)
        .with("data/besoeg.csv", "Region;Besøg\nNord;65\nSyd;5\nØst;7\n")
        .with("data/praksis.csv", "Region;Praksis\nNord;100\nSyd;100\n")
        .without("data/log-2024.csv")
}

#[test]
fn rates_and_the_ends_of_their_intervals_are_those_that_were_published() {
    let run = project().run(&["figures", "2024", "--report", "rater"]).ends_with(0);
    let published = [
        // Fay and Feuer 1997.
        ("om.gamma", "75,52901"),
        ("om.gamma_nedre", "67,70212"),
        ("om.gamma_oevre", "188,30017"),
        // Byar's from 10, exact below.
        ("om.rate_nedre[Nord]", "50,16319"),
        ("om.rate_oevre[Nord]", "82,84914"),
        ("om.rate_nedre[Syd]", "1,62349"),
        ("om.rate_oevre[Syd]", "11,66833"),
        // Wilson's.
        ("om.andel_nedre[Nord]", "55,254"),
        ("om.andel_oevre[Nord]", "73,636"),
    ];
    for (figure, number) in published {
        let line = run.out.lines().find(|line| line.split_whitespace().next() == Some(figure));
        assert!(line.is_some_and(|line| line.contains(number)), "{figure} {number}: {}", run.out);
    }
}

#[test]
fn a_member_that_one_of_two_series_lacks_is_unknown_and_the_others_have_their_numbers() {
    project()
        .run(&["figures", "2024", "--report", "rater"])
        .ends_with(0)
        .says("advarsel[members-differ]")
        .says("er ukendt for »Øst«, som ikke findes i »om.praksis«")
        .prints("om.rate[Nord]");
}

#[test]
fn a_rate_that_cannot_have_its_interval_is_an_error() {
    let chapter = CHAPTER.replace("interval = \"fay-feuer\"", "interval = \"wilson\"");
    let project = project().with("skabeloner/rater/om.toml", &chapter);
    project.run(&["figures", "2024", "--report", "rater"]).ends_with(1).says("Et standardiseret tal kan ikke have dette interval.");
}
