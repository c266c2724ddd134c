"""A year of incidents in a region: three years, an index, degrees of harm."""

REPORT = [
    ("h", "Utilsigtede hændelser i Region Vestland 2024"),
    ("p", "Perioden er 1. januar til 31. december 2024. Der blev rapporteret 1.482 hændelser mod 1.310 i 2023, en stigning på 13 %. Det er "
          "godt fire om dagen og det højeste tal siden 2019, hvor der var 1.530."),
    ("table", "Tabel 1. Hændelser efter type", ["Type", "2022", "2023", "2024", "Indeks (2022 = 100)"], [
        ["Medicin", "512", "548", "611", "119"],
        ["Fald", "398", "402", "437", "110"],
        ["Sektorovergange", "174", "190", "233", "134"],
        ["Andet", "166", "170", "201", "121"],
        ["I alt", "1.250", "1.310", "1.482", "119"],
    ]),
    ("p", "Medicin udgør 41 % af alle hændelser i 2024 (2023: 42 %), jf. tabel 1. Sektorovergange er steget mest, med 34 % siden 2022. Alle "
          "typer er steget fra 2023 til 2024. Der var færre faldhændelser (437) end medicinhændelser (611). Fra 2023 til 2024 steg medicin "
          "med 11 %, mens de over hele perioden er steget 19 %."),
    ("table", "Tabel 2. Alvorlighed 2024", ["Alvorlighed", "Antal", "Andel"], [
        ["Ingen skade", "903", "61 %"],
        ["Mild", "377", "25 %"],
        ["Moderat", "148", "10 %"],
        ["Alvorlig", "46", "3 %"],
        ["Dødelig", "8", "1 %"],
        ["I alt", "1.482", "100 %"],
    ]),
    ("p", "54 hændelser var alvorlige eller dødelige, heraf 8 dødelige (0,5 % af alle). Der var otte dødsfald i 2024, to flere end året før "
          "(6). Tallene i tabel 2 omfatter alle 1.482 hændelser."),
    ("p", "Fra den 1. marts 2024 til den 31. august 2024, i alt 6 måneder, kørte et forsøg med kortere skema. Forsøget blev evalueret onsdag "
          "d. 12. juni 2024. Analysen blev bestilt den 3. maj 2024 og afleveret den 14. juni 2024. Rapporten indeholder tal for 2022-2024, "
          "dvs. tre år. Den blev godkendt af rådet den 14. februar 2025."),
    ("p", "Hændelserne blev rapporteret af 7 sygehuse og 29 kommuner. Andelen med kommentar steg 1,2 procentpoint til 5,6 %. I 2023 var "
          "andelen 4,4 %. Blandt kommunerne lå tallet mellem 3 og 88 hændelser."),
    ("p", "Sagsbehandlingstiden var i gennemsnit 42 dage. 70 % blev afsluttet inden for fristen på 90 dage, 30 % efter fristen. Ud af 120 "
          "tilfældigt valgte sager var 114 (95 %) udfyldt rigtigt, mens 6 havde fejl."),
]

PLANTS = [
    ("wrong-base", "en stigning på 13 %", "en stigning på 12 %", "Fra 1.310 til 1.482 er en stigning på 13,1 %, men der står 12 %"),
    ("index", "233 | 134", "233 | 143", "»Indeks (2022 = 100)« for »Sektorovergange« fra 174 til 233 er 134, men der står 143"),
    ("column-sum", "I alt | 1.250", "I alt | 1.270", "»I alt« er 512 + 398 + 174 + 166 = 1.250 under »2022«, men der står 1.270"),
    ("rise-against-table", "steget mest, med 34 %", "steget mest, med 39 %", "»Sektorovergange« går fra 174 til 233 i Tabel 1, en stigning på 33,9 %, men der står 39 %"),
    ("all-fell", "Alle typer er steget", "Alle typer er faldet", "Teksten siger »alle«, men »Medicin« går fra 548 til 611 i Tabel 1"),
    ("more-than", "Der var færre faldhændelser", "Der var flere faldhændelser", "»Fald« er 437 og »Medicin« 611 i Tabel 1, men der står »flere«"),
    ("share-cell", "377 | 25 %", "377 | 27 %", "»Mild«: 377 af 1.482 er 25,4 %, men der står 27 %"),
    ("sum-two-rows", "54 hændelser var alvorlige", "56 hændelser var alvorlige", "»Alvorlig« og »Dødelig« i Tabel 2 er 46 + 8 = 54, men der står 56"),
    ("two-more", "to flere end året før (6)", "tre flere end året før (6)", "8 er 2 flere end 6, men der står 3 flere"),
    ("no-table", "Tallene i tabel 2", "Tallene i tabel 4", "Teksten henviser til Tabel 4, men den sidste er Tabel 2"),
    ("months", "i alt 6 måneder", "i alt 5 måneder", "Mellem de to datoer er der 6 måneder, men der står fem"),
    ("weekday", "onsdag d. 12. juni 2024", "torsdag d. 12. juni 2024", "Den 12. juni 2024 er en onsdag, men der står »torsdag«"),
    ("date-order", "afleveret den 14. juni 2024", "afleveret den 14. april 2024", "14. april 2024 er før 3. maj 2024, hvor det begyndte"),
    ("years", "2022-2024, dvs. tre år", "2022-2024, dvs. fire år", "2022-2024 er tre år, men der står fire"),
    ("complement", "30 % efter fristen", "20 % efter fristen", "Procenterne giver 70 % + 20 % = 90 %, ikke 100 %"),
]
