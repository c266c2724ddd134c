"""A survey among relatives: shares, several answers, mean scores."""

REPORT = [
    ("h", "Tilfredshed blandt pårørende 2024"),
    ("p", "Spørgeskemaet blev sendt til 412 pårørende i uge 10-12. 287 svarede, hvilket giver en svarprocent på 69,7. 125 svarede ikke. I "
          "2022 var svarprocenten 70, idet 280 af 401 svarede."),
    ("p", "Af de 287 var 201 børn til beboeren, 52 ægtefæller og 34 andre. Blandt de 52 ægtefæller var 88 % tilfredse (46 af 52). Hver anden, "
          "nemlig 143 af 287 (49,8 %), besøger beboeren ugentligt."),
    ("table", "Tabel 1. Hvor tilfreds er du samlet set? (n = 287)", ["Svar", "Antal", "Andel"], [
        ["Meget tilfreds", "98", "34,1 %"],
        ["Tilfreds", "121", "42,2 %"],
        ["Hverken eller", "39", "13,6 %"],
        ["Utilfreds", "20", "7,0 %"],
        ["Meget utilfreds", "9", "3,1 %"],
        ["I alt", "287", "100,0 %"],
    ]),
    ("p", "Tabel 1 viser, at mere end tre ud af fire (76,3 %) er tilfredse eller meget tilfredse. 29 er utilfredse eller meget utilfredse, "
          "svarende til godt 10 %. Andelen af tilfredse er steget med 5 procentpoint, fra 71 % i 2022 til 76 % i 2024. Relativt er det en "
          "stigning på 7 %."),
    ("table", "Tabel 2. Hvad er vigtigst for dig? (flere svar muligt, n = 287)", ["Svar", "Antal", "Andel"], [
        ["Personalets tid", "176", "61 %"],
        ["Maden", "133", "46 %"],
        ["Aktiviteter", "97", "34 %"],
        ["Rengøring", "58", "20 %"],
    ]),
    ("p", "Personalets tid nævnes tre gange så ofte som rengøring. Næsten halvdelen (46 %) nævner maden, og hver femte nævner rengøringen. "
          "Der kunne sættes flere kryds, så tallene i tabel 2 giver mere end 287."),
    ("table", "Tabel 3. Gennemsnitlig score (1-5) pr. plejehjem", ["Plejehjem", "Svar", "2022", "2024", "Ændring"], [
        ["Egegården", "71", "3,8", "4,1", "+0,3"],
        ["Lindely", "84", "3,9", "3,7", "-0,2"],
        ["Søparken", "66", "4,0", "4,2", "+0,2"],
        ["Birkehøj", "66", "3,6", "3,6", "0,0"],
        ["Alle", "287", "3,8", "3,9", "+0,1"],
    ]),
    ("p", "Af tabel 3 ses, at Egegården er gået mest frem, fra 3,8 til 4,1. Lindely er det eneste plejehjem, der er gået tilbage. To af de "
          "fire plejehjem er gået frem, og Birkehøj er uændret. Scoren på Søparken er den højeste, 4,2."),
    ("p", "Blandt dem, der bor over 50 km væk, er 18 % utilfredse mod 8 % af de øvrige, en forskel på 10 procentpoint. Mellem 15 og 20 % "
          "ønsker digitale samtaler. De pårørende brugte i gennemsnit 11 minutter på skemaet."),
    ("p", "Skemaet har 24 spørgsmål fordelt på 5 emner: 6 om pleje, 5 om mad, 4 om aktiviteter, 5 om rengøring og 4 om samarbejde. "
          "Undersøgelsen gentages hvert andet år, næste gang i 2026."),
]

PLANTS = [
    ("response", "svarprocent på 69,7", "svarprocent på 67,9", "287 af 412 er 69,7 %, men der står 67,9 %"),
    ("non-response", "125 svarede ikke", "135 svarede ikke", "412 uden 287 er 125, men der står 135"),
    ("parts-of", "52 ægtefæller og 34 andre", "62 ægtefæller og 34 andre", "Delene af 287 er 201 + 62 + 34 = 297, men der står 287"),
    ("sum-of-rows-percent", "tre ud af fire (76,3 %)", "tre ud af fire (78,3 %)", "»Tilfreds« og »Meget tilfreds« i Tabel 1 er 219 af 287 = 76,3 %, men der står 78,3 %"),
    ("sum-of-rows", "29 er utilfredse", "31 er utilfredse", "»Utilfreds« og »Meget utilfreds« i Tabel 1 er 20 + 9 = 29, men der står 31"),
    ("points", "5 procentpoint, fra 71 %", "7 procentpoint, fra 71 %", "Fra 71 % til 76 % er en stigning på 5 procentpoint, men der står 7 procentpoint"),
    ("times-as-often", "nævnes tre gange så ofte", "nævnes fire gange så ofte", "»Personalets tid« er 176 og »Rengøring« 58 i Tabel 2, altså 3,0 gange så meget, men der står fire"),
    ("every-fifth", "hver femte nævner rengøringen", "hver fjerde nævner rengøringen", "»Rengøring« er 20 % i Tabel 2, men der står »hver fjerde«"),
    ("sign", "3,9 | 3,7 | -0,2", "3,9 | 3,7 | +0,2", "»Ændring« for »Lindely« fra 3,9 til 3,7 er −0,2, men der står 0,2"),
    ("most-progress", "Egegården er gået mest frem, fra 3,8 til 4,1", "Søparken er gået mest frem, fra 4,0 til 4,2", "Teksten siger »mest frem« om »Søparken«, men i Tabel 3 er det »Egegården«"),
    ("only", "Lindely er det eneste plejehjem", "Birkehøj er det eneste plejehjem", "I Tabel 3 gælder »tilbage« for »Lindely«, men teksten siger kun »Birkehøj«"),
    ("two-of-four", "To af de fire plejehjem er gået frem", "Tre af de fire plejehjem er gået frem", "I Tabel 3 gælder »frem« for »Egegården« og »Søparken«, men teksten siger tre"),
    ("highest-value", "er den højeste, 4,2", "er den højeste, 4,4", "»Søparken« er 4,2 under »2024« i Tabel 3 og 4,4 i teksten"),
    ("subject-count", "4 om aktiviteter, 5 om rengøring", "4 om aktiviteter, 6 om rengøring", "Delene af 24 er 6 + 5 + 4 + 6 + 4 = 25, men der står 24"),
    ("difference-points", "en forskel på 10 procentpoint", "en forskel på 12 procentpoint", "Mellem 18 % og 8 % er der 10 procentpoint, men der står 12 procentpoint"),
    ("percent-cell", "39 | 13,6 %", "39 | 16,3 %", "»Hverken eller«: 39 af 287 er 13,6 %, men der står 16,3 %"),
]
