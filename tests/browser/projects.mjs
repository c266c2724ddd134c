// Makes the previews under test with the real program: a small report in the states an editor meets, and KAP-H's.
// node projects.mjs <folder>
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const repository = resolve(import.meta.dirname, "../..");
const out = resolve(process.argv[2]);

const FILES = {
  "kapreport.toml": `report = "lille"
data = "data"
out = "ud/{period}"
templates = "skabeloner"
`,
  "skabeloner/lille/report.toml": `title = "Rapport {{ periode }}"
subtitle = "En lille rapport"
author = "Sekretariatet"
publisher = "Regionen"
description = "En lille rapport til test"
chapters = ["besoeg", "moeder"]
`,
  "skabeloner/lille/datasets.toml": `[log]
label = "Besøgslog"
source = "Et regneark"
files = ["log*.csv"]
period = "dato"

[log.columns]
dato = { header = "Dato", type = "date" }
slags = { header = "Slags", type = "category", values = ["Besøg", "Møde"] }
antal = { header = "Deltagere", type = "integer" }
note = { header = "Note", type = "text", empty = true }
`,
  "skabeloner/lille/besoeg.toml": `title = "Besøg"
owner = "Anders Bro"

[figures.besoeg]
label = "Besøg"
unit = "et besøg|besøg"
from = "log"
where = "slags = 'Besøg'"

[figures.deltagere]
label = "Deltagere"
unit = "en deltager|deltagere"
from = "log"
value = "SUM(antal)"

[figures.slags]
label = "Efter slags"
unit = "en hændelse|hændelser"
from = "log"
by = "slags"

[figures.noter]
label = "Efter note"
from = "log"
where = "note IS NOT NULL"
by = "note"

[tables.oversigt]
caption = "Oversigt {{ periode }}"
summary = "Antal hændelser efter slags."
header = ["Slags", "Antal"]
rows = [{ series = "besoeg.slags" }]

[tables.noter]
caption = "Noter"
summary = "Antal hændelser med hver note."
header = ["Note", "Antal"]
rows = [{ series = "besoeg.noter" }]

[[checks]]
that = "besoeg.deltagere <= 1020"
message = "Der plejer ikke at være så mange deltagere."
severity = "warning"
`,
  "skabeloner/lille/besoeg.typ": `Der var {{ antal(id="besoeg.besoeg") }} og {{ antal(id="besoeg.deltagere") }}; se @tabel:besoeg.oversigt.

#tabel("besoeg.oversigt")

#tabel("besoeg.noter")
`,
  "skabeloner/lille/moeder.toml": `title = "Møder"

[figures.moeder]
label = "Møder på Ærø"
unit = "et møde|møder"
from = "log"
where = "slags = 'Møde'"
`,
  "skabeloner/lille/moeder.typ": `Der var {{ antal(id="moeder.moeder") }}.
`,
  "data/log-2024.csv": `Dato;Slags;Deltagere;Note
02-01-2024;Besøg;4;
15-03-2024;Møde;12;almindelig
31-12-2024;Besøg;1.000;
`,
};

// What came in the night: a visit whose note a browser must not take for a program.
const NIGHT = "17-05-2024;Besøg;8;<script>alert(1)</script>\n";
const MISTAKE = "18-05-2024;Møder;8;\n";

function run(folder, ...args) {
  const [program, ...before] = process.env.KAPREPORT
    ? [resolve(process.env.KAPREPORT)]
    : ["cargo", "run", "--quiet", "--locked", "--manifest-path", join(repository, "Cargo.toml"), "--"];
  const done = spawnSync(program, [...before, ...args], { cwd: folder, encoding: "utf8" });
  // 1 says that there are errors, which is what one of the previews is about.
  if (done.error || done.status > 1 || done.status === null) {
    throw new Error(`kapreport ${args.join(" ")}: ${done.error ?? done.status}\n${done.stdout}${done.stderr}`);
  }
  return done.status;
}

const project = mkdtempSync(join(tmpdir(), "kapreport-preview-"));
try {
  for (const [name, text] of Object.entries(FILES)) write(name, text);
  const log = FILES["data/log-2024.csv"];
  run(project, "preview", "2024", "--out", join(out, "foerste"));
  run(project, "preview", "2024", "--against", join(out, "foerste"), "--out", join(out, "uaendret"));
  write("data/log-2024.csv", log + NIGHT);
  run(project, "preview", "2024", "--against", join(out, "foerste"), "--out", join(out, "aendret"));
  write("data/log-2024.csv", log + NIGHT + MISTAKE);
  const failed = run(project, "preview", "2024", "--against", join(out, "aendret"), "--out", join(out, "fejl"));
  if (failed !== 1) throw new Error("a preview of an export with errors ended as if nothing were wrong");
  // A bracket in one chapter and another word in the other.
  write("data/log-2024.csv", log + NIGHT);
  write("skabeloner/lille/besoeg.typ", FILES["skabeloner/lille/besoeg.typ"] + '\n#boks(titel: "Nu")[her.\n');
  write("skabeloner/lille/moeder.typ", FILES["skabeloner/lille/moeder.typ"].replace("Der var", "I alt var der"));
  run(project, "preview", "2024", "--against", join(out, "aendret"), "--out", join(out, "parentes"),
    "--format", `html=${join(out, "alt.html")}`);
  write("skabeloner/lille/report.toml", "x = [\n");
  run(project, "preview", "2024", "--out", join(out, "ulaeselig"));
} finally {
  rmSync(project, { recursive: true });
}
run(repository, "preview", "2024", "--report", "kap-h", "--against", "2023", "--out", join(out, "kap-h"));

run(repository, "batch", "klyngepakke", "2024", "--by", "praksis", "--only", "012001,012038,012186", "--out", join(out, "pakker", "praksis"));

function write(name, text) {
  const path = join(project, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
