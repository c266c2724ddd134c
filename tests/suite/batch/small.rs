//! A small batch: five practices in two clusters of a region, and one that has moved.

use crate::project::Project;

const REPORT: &str = "title = \"Pakke til {{ medlem.navn }}\"
subtitle = \"Besøg {{ periode }}\"
author = \"Sekretariatet\"
publisher = \"Regionen\"
description = \"En rapport til hver praksis\"
chapters = [\"besoeg\"]

[batch]
register = \"register\"

[batch.levels.praksis]
column = \"ydernr\"
name = \"navn\"
own = \"Jeres praksis\"

[batch.levels.klynge]
column = \"klynge\"
name = \"klyngenavn\"
own = \"Jeres klynge\"

[batch.levels.region]
column = \"region\"
own = \"Jeres region\"
";

const DATASETS: &str = "[log]
label = \"Besøg\"
source = \"Et udtræk\"
files = [\"besoeg*.csv\"]
period = \"dato\"

[log.columns]
dato = { header = \"Dato\", type = \"date\" }
ydernr = { header = \"Ydernummer\", type = \"ydernummer\" }
antal = { header = \"Besøg\", type = \"integer\" }

[register]
label = \"Register\"
source = \"Et udtræk\"
files = [\"register*.csv\"]
valid = { from = \"fra\", last = \"til\" }

[register.columns]
ydernr = { header = \"Ydernummer\", type = \"ydernummer\" }
navn = { header = \"Navn\", type = \"text\" }
laege = { header = \"Læge\", type = \"text\", drop = true }
klynge = { header = \"Klynge\", type = \"text\" }
klyngenavn = { header = \"Klyngens navn\", type = \"text\" }
region = { header = \"Region\", type = \"text\" }
fra = { header = \"Fra\", type = \"date\" }
til = { header = \"Til\", type = \"date\", empty = true }

[besoeg]
label = \"Besøg efter klynge\"
join = [\"log\", \"register\"]
on = \"ydernr\"
";

const CHAPTER: &str = "title = \"Besøg\"

[figures.egne]
label = \"Egne besøg\"
from = \"besoeg\"
value = \"SUM(antal)\"
scope = \"own\"

[figures.i_klyngen]
label = \"Besøg i klyngen\"
from = \"besoeg\"
value = \"SUM(antal)\"
scope = \"klynge\"

[figures.i_alt]
label = \"Besøg i alt\"
from = \"besoeg\"
value = \"SUM(antal)\"

[figures.praksis]
label = \"Besøg efter praksis\"
from = \"besoeg\"
value = \"SUM(antal)\"
by = \"ydernr\"
scope = \"klynge\"

[figures.andele]
label = \"Andel af klyngens besøg\"
is = \"besoeg.praksis / besoeg.i_klyngen\"
format = \"percent\"

[charts.praksis]
caption = \"Besøg\"
kind = \"bars\"
series = \"besoeg.praksis\"

[tables.andele]
caption = \"Andele\"
summary = \"Andel af klyngens besøg.\"
header = [\"Praksis\", \"Andel\"]
rows = [{ series = \"besoeg.andele\" }]

[[checks]]
that = \"SUM(besoeg.praksis) = besoeg.i_klyngen\"
message = \"Klyngens besøg er summen af dens praksis.\"
";

const PROSE: &str =
    "I har haft {{ tal(id=\"besoeg.egne\") }} af {{ tal(id=\"besoeg.i_klyngen\") }} besøg. I alt {{ tal(id=\"besoeg.i_alt\") }}.

#figur(\"besoeg.praksis\")

#tabel(\"besoeg.andele\")
";

/// The number 011111 belonged to another practice in another cluster until June.
const REGISTER: &str = "Ydernummer;Navn;Læge;Klynge;Klyngens navn;Region;Fra;Til
011111;Lægehuset Ask;Ane Ask;2;Bækken;Nord;01-01-2010;30-06-2024
011111;Lægehuset Alm;Bo Alm;1;Åen;Nord;01-07-2024;
022222;Lægehuset Birk;Carl Birk;1;Åen;Nord;01-01-2010;
033333;Lægehuset Eg;Dina Eg;1;Åen;Nord;01-01-2010;
044444;Lægehuset Fyr;Eva Fyr;2;Bækken;Nord;01-01-2010;
055555;Lægehuset Gran;Finn Gran;2;Bækken;Nord;01-01-2010;
";

const LOG: &str = "Dato;Ydernummer;Besøg
03-02-2024;011111;111001
03-08-2024;011111;111002
03-02-2024;022222;222001
03-02-2024;033333;333001
03-02-2024;044444;444001
03-02-2024;055555;555001
";

/// The report `pakke` and its exports.
pub fn project() -> Project {
    Project::new()
        .with("skabeloner/pakke/report.toml", REPORT)
        .with("skabeloner/pakke/datasets.toml", DATASETS)
        .with("skabeloner/pakke/besoeg.toml", CHAPTER)
        .with("skabeloner/pakke/besoeg.typ", PROSE)
        .with("data/besoeg-2024.csv", LOG)
        .with("data/register.csv", REGISTER)
        .without("data/log-2024.csv")
}
