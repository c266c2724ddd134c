"""The ten figures of benches/exports.rs with pandas: only the types are declared, and the rows of the period are taken once."""

import sys

import pandas as pd

log = pd.read_csv(
    sys.argv[1],
    sep=";",
    decimal=",",
    parse_dates=["dato"],
    date_format="%d-%m-%Y",
    dtype={
        "yder": "category",
        "aktivitet": "category",
        "region": "category",
        "antal": "int32",
        "beloeb": "float64",
        "note": "str",
    },
)
log = log[(log["dato"] >= "2024-01-01") & (log["dato"] < "2025-01-01")]
cluster_meeting = log["aktivitet"] == "Klyngemøde"

figures = {
    "kontakter.i_alt": len(log),
    "kontakter.praksisbesoeg": (log["aktivitet"] == "Praksisbesøg").sum(),
    "kontakter.klyngemoeder_andet_halvaar": (cluster_meeting & (log["dato"] >= "2024-07-01")).sum(),
    "kontakter.med_note": log["note"].notna().sum(),
    "kontakter.ydere": log["yder"].nunique(),
    "kontakter.antal_syddanmark": log.loc[log["region"] == "Syddanmark", "antal"].sum(),
    "kontakter.beloeb": log["beloeb"].sum(),
    "kontakter.beloeb_pr_datatraek": log.loc[log["aktivitet"] == "Datatræk", "beloeb"].mean(),
    "kontakter.mindste_beloeb_hovedstaden": log.loc[log["region"] == "Hovedstaden", "beloeb"].min(),
    "kontakter.stoerste_beloeb_uden_antal": log.loc[log["antal"] == 0, "beloeb"].max(),
}
print("nøgletal;værdi")
for name, value in figures.items():
    print(f"{name};{str(value).replace('.', ',')}")
