"""Nine months of rehabilitation at home: hours before and after."""

REPORT = [
    ("h", "Status for hjemmerehabilitering i Vestermark, januar-september 2024"),
    ("p", "Rapporten dækker de første ni måneder af 2024. 268 borgere afsluttede et forløb, og 174 af dem (65 %) har ikke længere behov for "
          "hjælp. Resten, 94 borgere, får fortsat hjælp. I samme periode i 2023 afsluttede 231 borgere et forløb, så der er tale om en "
          "stigning på 16 %."),
    ("table", "Tabel 1. Forløb og visiteret tid før og efter", ["Område", "Forløb", "Timer før", "Timer efter", "Ændring"], [
        ["By", "96", "4,2", "1,9", "-2,3"],
        ["Kyst", "71", "5,1", "3,0", "-2,1"],
        ["Land", "64", "3,8", "2,4", "-1,4"],
        ["Ø", "37", "4,6", "3,3", "-1,3"],
        ["I alt", "268", "4,4", "2,5", "-1,9"],
    ]),
    ("p", "Tabel 1 viser, at behovet for hjælp er faldet i alle fire områder. Faldet er størst i By, hvor timetallet er mere end halveret, "
          "fra 4,2 til 1,9 timer om ugen. By og Kyst står for 167 af forløbene (62 %). Land har færrest forløb efter Ø. Der er 25 flere "
          "forløb i By end i Kyst."),
    ("p", "Før forløbet fik borgerne i Kyst mest hjælp (5,1 timer), og borgerne i Land fik mindst (3,8 timer). I gennemsnit sparer hvert "
          "forløb 1,9 timer om ugen. Ingen områder har haft stigende behov. I to områder er faldet over 2 timer. I Land faldt timetallet med "
          "1,4 timer."),
    ("list", ["Fysioterapi: 118 borgere", "Ergoterapi: 92 borgere", "Sygepleje: 58 borgere"]),
    ("p", "Forløbene varer i snit 9 uger; det korteste varede 3 uger og det længste 26. Ni ud af ti borgere er tilfredse eller meget "
          "tilfredse (241 af 268). Projektet begyndte 1. februar 2023 og løber til 31. januar 2026, i alt tre år. Der er bevilget 7,2 mio. "
          "kr., dvs. 2,4 mio. kr. om året. Halvdelen af bevillingen (3,6 mio. kr.) er brugt."),
    ("p", "Af de 94 borgere, der fortsat får hjælp, er 52 kvinder og 42 mænd. 31 er over 85 år, hvilket er hver tredje. Medarbejderne "
          "fordeler sig på 12 terapeuter, 8 sygeplejersker og 5 hjælpere, samlet 25 personer. Tre af de 25 er ansat på deltid (12 %)."),
]

PLANTS = [
    ("of-them", "174 af dem (65 %)", "174 af dem (61 %)", "174 af 268 er 64,9 %, men der står 61 %"),
    ("rest", "Resten, 94 borgere", "Resten, 84 borgere", "268 uden 174 er 94, men der står 84"),
    ("all-areas", "i alle fire områder", "i alle fem områder", "Teksten siger fem, men Tabel 1 har fire rækker"),
    ("largest-fall", "Faldet er størst i By", "Faldet er størst i Kyst", "Teksten siger »størst« om »Kyst«, men i Tabel 1 er det »By«"),
    ("halved", "er mere end halveret, fra 4,2 til 1,9", "er mere end halveret, fra 4,2 til 2,9", "2,9 er 0,7 gange 4,2, men der står »mere end halveret«"),
    ("two-areas", "står for 167 af forløbene", "står for 157 af forløbene", "»By« og »Kyst« i Tabel 1 er 96 + 71 = 167, men der står 157"),
    ("two-areas-share", "af forløbene (62 %)", "af forløbene (67 %)", "»By« og »Kyst« i Tabel 1 er 167 af 268 = 62,3 %, men der står 67 %"),
    ("difference", "25 flere forløb i By end i Kyst", "35 flere forløb i By end i Kyst", "»By« er 96 og »Kyst« 71 i Tabel 1, men der står »35 flere«"),
    ("mean-range", "varer i snit 9 uger", "varer i snit 29 uger", "Der står »snit« om 29, men det mindste 3 og det største 26"),
    ("nine-ten", "(241 af 268)", "(214 af 268)", "214 af 268 er 79,9 %, men der står »ni ud af ti«"),
    ("years", "i alt tre år", "i alt fire år", "Mellem de to datoer er der 3 år, men der står fire"),
    ("pair", "er 52 kvinder og 42 mænd", "er 52 kvinder og 32 mænd", "Delene af 94 er 52 + 32 = 84, men der står 94"),
    ("staff", "samlet 25 personer", "samlet 27 personer", "Delene af 27 er 12 + 8 + 5 = 25, men der står 27"),
    ("part-time", "Tre af de 25 er ansat på deltid (12 %)", "Tre af de 25 er ansat på deltid (15 %)", "3 af 25 er 12,0 %, men der står 15 %"),
    ("mean-hours", "I alt | 268 | 4,4", "I alt | 268 | 5,4", "»Ændring« for »I alt« fra 5,4 til 2,5 er −2,9, men der står −1,9"),
]
