"""A quarterly report: the total in the first row, percentages of each row, averages, changes between two sentences."""

REPORT = [
    ("h", "Kvartalsrapport for Sundhedsklyngen Vesterø, 4. kvartal 2024"),
    ("p", "Klyngen har i 4. kvartal 2024 modtaget 412 henvisninger mod 386 i 3. kvartal, altså 26 flere."),
    ("p", "Der var 12 medarbejdere i 2024 mod 10 i 2023, en stigning på 20 %. "
          "Der blev udsendt i alt 1.900 indkaldelser, heraf 1.330 digitale (70 %) og 570 pr. brev (30 %)."),
    ("table", "Tabel 1. Henvisninger pr. kvartal",
     ["Kommune", "1. kvt.", "2. kvt.", "3. kvt.", "4. kvt.", "I alt"],
     [["Alle kommuner", "354", "371", "386", "412", "1.523"], ["Lyngby Å", "120", "126", "131", "140", "517"],
      ["Østervig", "98", "101", "108", "115", "422"], ["Sandø", "74", "79", "81", "85", "319"], ["Brokær", "62", "65", "66", "72", "265"]]),
    ("p", "Østervig sendte 115 henvisninger i 4. kvartal (Tabel 1). Mere end hver tredje henvisning i 4. kvartal, 140 af 412 (34,0 %), kom fra Lyngby Å."),
    ("h", "Tilfredshed"),
    ("p", "Svarprocenten i målingen var 64 pct., idet 161 af de 251 borgere svarede. "
          "Af de 161 var 129 (80 pct.) tilfredse, 21 (13 pct.) hverken tilfredse eller utilfredse og 11 (7 pct.) utilfredse. Svarene ses i Tabel 2."),
    ("table", "Tabel 2. Tilfredshed fordelt på svar",
     ["Spørgsmål", "Enig", "Neutral", "Uenig"],
     [["Jeg fik hurtig hjælp", "72 %", "18 %", "10 %"], ["Jeg blev hørt", "81 %", "12 %", "7 %"], ["Jeg vil anbefale det", "78 %", "15 %", "7 %"]]),
    ("p", "To tredjedele af forløbene (167 af 251) blev holdt i hjemmet."),
    ("h", "Ventetid"),
    ("p", "Ventetiden i Østervig faldt fra 24 dage i 2023 til 20 dage i 2024, et fald på fire dage. "
          "Ventetiden er længst i Brokær med 22 dage i 2024, jf. Tabel 3."),
    ("table", "Tabel 3. Gennemsnitlig ventetid i dage",
     ["Kommune", "2022", "2023", "2024"],
     [["Lyngby Å", "21", "19", "17"], ["Østervig", "25", "24", "20"], ["Sandø", "18", "17", "16"], ["Brokær", "30", "26", "22"],
      ["Gennemsnit", "23", "21", "19"]]),
    ("p", "Som det fremgår af Tabel 3, er ventetiden faldet i alle kommuner. I Sandø var den 17 dage i 2023 og 16 dage i 2024, altså en dag mindre."),
    ("p", "Sundhedsplejen aflagde 840 besøg. Det er dobbelt så mange som i 2022, hvor der var 420."),
]

PLANTS = [
    ("against", "altså 26 flere", "altså 36 flere", "36 flere"),
    ("against-percent", "en stigning på 20 %", "en stigning på 25 %", "25"),
    ("second-part", "og 570 pr. brev (30 %)", "og 570 pr. brev (40 %)", "40"),
    ("first-total", "Alle kommuner | 354 | 371 | 386 | 412 | 1.523", "Alle kommuner | 354 | 371 | 386 | 412 | 1.532", "1.532"),
    ("first-part", "Sandø | 74 | 79 | 81 | 85 | 319", "Sandø | 74 | 79 | 81 | 58 | 319", "58|412"),
    ("row-total", "Østervig | 98 | 101 | 108 | 115 | 422", "Østervig | 98 | 101 | 108 | 115 | 442", "442"),
    ("reference", "Østervig sendte 115", "Østervig sendte 151", "151"),
    ("third", "140 af 412 (34,0 %)", "140 af 412 (43,0 %)", "43,0"),
    ("idet", "var 64 pct., idet 161", "var 46 pct., idet 161", "46"),
    ("of-them", "21 (13 pct.) hverken", "21 (18 pct.) hverken", "18"),
    ("of-them-first", "129 (80 pct.) tilfredse", "129 (85 pct.) tilfredse", "85"),
    ("rows-of-hundred", "Jeg fik hurtig hjælp | 72 % | 18 % | 10 %", "Jeg fik hurtig hjælp | 72 % | 13 % | 10 %", "13"),
    ("two-thirds", "To tredjedele af forløbene", "Tre fjerdedele af forløbene", "tre fjerdedele"),
    ("days", "et fald på fire dage", "et fald på seks dage", "seks|men der står 6"),
    ("direction", "Østervig faldt fra 24", "Østervig steg fra 24", "steg"),
    ("before-reference", "længst i Brokær med 22 dage i 2024", "længst i Brokær med 27 dage i 2024", "27"),
    ("average", "Gennemsnit | 23 | 21 | 19", "Gennemsnit | 23 | 21 | 29", "29"),
    ("no-such-table", "Som det fremgår af Tabel 3, er", "Som det fremgår af Tabel 5, er", "Tabel 5"),
    ("less", "altså en dag mindre", "altså tre dage mindre", "tre|3"),
    ("twice", "dobbelt så mange som i 2022, hvor der var 420", "dobbelt så mange som i 2022, hvor der var 240", "240"),
]
