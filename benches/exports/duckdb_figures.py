"""The ten figures of benches/exports.rs with DuckDB: one statement over the file, which DuckDB reads with all cores."""

import sys

import duckdb

STATEMENT = """
SELECT
  COUNT(*) AS "kontakter.i_alt",
  COUNT(*) FILTER (WHERE aktivitet = 'Praksisbesøg') AS "kontakter.praksisbesoeg",
  COUNT(*) FILTER (WHERE aktivitet = 'Klyngemøde' AND dato >= DATE '2024-07-01') AS "kontakter.klyngemoeder_andet_halvaar",
  COUNT(*) FILTER (WHERE note IS NOT NULL) AS "kontakter.med_note",
  COUNT(DISTINCT yder) AS "kontakter.ydere",
  SUM(antal) FILTER (WHERE region = 'Syddanmark') AS "kontakter.antal_syddanmark",
  SUM(beloeb) AS "kontakter.beloeb",
  AVG(beloeb) FILTER (WHERE aktivitet = 'Datatræk') AS "kontakter.beloeb_pr_datatraek",
  MIN(beloeb) FILTER (WHERE region = 'Hovedstaden') AS "kontakter.mindste_beloeb_hovedstaden",
  MAX(beloeb) FILTER (WHERE antal = 0) AS "kontakter.stoerste_beloeb_uden_antal"
FROM read_csv(
  $file,
  delim = ';',
  quote = '"',
  header = true,
  decimal_separator = ',',
  dateformat = '%d-%m-%Y',
  auto_detect = false,
  columns = {
    'dato': 'DATE',
    'yder': 'VARCHAR',
    'aktivitet': 'VARCHAR',
    'region': 'VARCHAR',
    'antal': 'INTEGER',
    'beloeb': 'DOUBLE',
    'note': 'VARCHAR'
  }
)
WHERE dato >= DATE '2024-01-01' AND dato < DATE '2025-01-01'
"""

result = duckdb.connect().execute(STATEMENT, {"file": sys.argv[1]})
names = [column[0] for column in result.description]
print("nøgletal;værdi")
for name, value in zip(names, result.fetchone()):
    print(f"{name};{str(value).replace('.', ',')}")
