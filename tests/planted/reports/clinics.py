"""A yearly report of a unit for quality: shares, changes and tables with totals in rows and columns."""

REPORT = [
    ("h", "Årsberetning 2024 for Kvalitetsenheden Fjordbyen"),
    ("p", "Kvalitetsenheden støtter klinikkerne i Fjordbyen. I 2024 var der 224 klinikker, heraf deltog 198 (88,4 %) i mindst ét forløb. "
          "Der kom 712 deltagere til kurserne mod 543 i 2023, altså 169 flere."),
    ("h", "Kurser"),
    ("p", "Tabel 1 viser kurserne efter emne. Antallet af kurser steg fra 18 i 2023 til 22 i 2024, en stigning på 22 %. "
          "Fremmødet var 90,2 % (712 af 789), og 602 af 712 deltagere (84,6 %) var tilfredse. Hver tredje kursist (240 af 712) var læge."),
    ("table", "Tabel 1: Kurser efter emne",
     ["Emne", "2023", "2024", "Forskel"],
     [["Akut sygdom", "6", "7", "+1"], ["Kroniske forløb", "5", "8", "+3"], ["Ledelse", "4", "4", "0"], ["Kommunikation", "3", "3", "0"],
      ["I alt", "18", "22", "+4"]]),
    ("p", "Deltagerne kommer fra tre områder, som det ses af Tabel 2. Halvdelen (356 af 712) kom fra Nord."),
    ("table", "Tabel 2: Deltagere efter område og faggruppe",
     ["Område", "Læger", "Sygeplejersker", "Sekretærer", "I alt"],
     [["Nord", "120", "156", "80", "356"], ["Midt", "75", "90", "41", "206"], ["Syd", "45", "68", "37", "150"], ["I alt", "240", "314", "158", "712"]]),
    ("h", "Besøg i klinikkerne"),
    ("p", "Der blev gennemført 96 besøg, 24 flere end de 72 i 2023. Besøgene handlede om tre emner, se Tabel 3."),
    ("table", "Tabel 3: Besøg efter emne",
     ["Emne", "Antal", "Andel"],
     [["Medicin", "48", "50 %"], ["Arbejdsgange", "30", "31 %"], ["Trivsel", "18", "19 %"], ["I alt", "96", "100 %"]]),
    ("p", "Tre ud af fire klinikker (168 af 224) havde besøg eller kursus. Af de 96 besøg var 24 (25 %) opfølgende."),
]

PLANTS = [
    ("share-after-heraf", "heraf deltog 198 (88,4 %)", "heraf deltog 198 (84,4 %)", "84,4"),
    ("more-against", "altså 169 flere", "altså 196 flere", "196 flere"),
    ("direction", "steg fra 18 i 2023 til 22", "faldt fra 18 i 2023 til 22", "faldt"),
    ("growth", "en stigning på 22 %", "en stigning på 32 %", "32"),
    ("share-before", "90,2 % (712 af 789)", "92,2 % (712 af 789)", "92,2"),
    ("share-after", "602 af 712 deltagere (84,6 %)", "602 af 712 deltagere (86,4 %)", "86,4"),
    ("every-third", "Hver tredje kursist", "Hver anden kursist", "hver anden"),
    ("half", "Halvdelen (356 af 712)", "To tredjedele (356 af 712)", "to tredjedele"),
    ("total", "I alt | 18 | 22 | +4", "I alt | 18 | 23 | +5", "23"),
    ("part", "Kroniske forløb | 5 | 8 | +3", "Kroniske forløb | 5 | 9 | +4", "22"),
    ("difference", "Kroniske forløb | 5 | 8 | +3", "Kroniske forløb | 5 | 8 | +2", "+2|3, men der står 2"),
    ("row-total", "Midt | 75 | 90 | 41 | 206", "Midt | 75 | 90 | 41 | 216", "216"),
    ("row-part", "Syd | 45 | 68 | 37 | 150", "Syd | 45 | 86 | 37 | 150", "86"),
    ("than", "24 flere end de 72", "42 flere end de 72", "42 flere"),
    ("table-share", "Arbejdsgange | 30 | 31 %", "Arbejdsgange | 30 | 13 %", "13"),
    ("out-of", "Tre ud af fire klinikker (168 af 224)", "Tre ud af fire klinikker (128 af 224)", "128 af 224"),
    ("of-them", "var 24 (25 %) opfølgende", "var 24 (35 %) opfølgende", "35"),
]
