"""Three invented reports and the contradictions that are planted in them.

A report is a list of blocks: ("h", text), ("p", text), ("list", [items]), ("table", caption, header, rows). Everything in them agrees. A plant is
(name, old, new, mark): `old` occurs once in the report (in a paragraph, or in a row written with " | " between its cells), and a finding must
quote or name `mark`.
"""

CLINICS = [
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

SURVEY = [
    ("h", "Evaluering af efteruddannelsen 2024"),
    ("p", "Skemaet blev sendt til 412 læger. Af dem svarede 309 (75 %). I 2023 svarede 61,2 % (232 af 379). "
          "Svarprocenten er dermed steget fra 61,2 % til 75 %."),
    ("h", "Udbytte"),
    ("p", "Tabel 1 viser, hvad deltagerne svarede. I alt var 262 af 309 (84,8 %) tilfredse eller meget tilfredse."),
    ("table", "Tabel 1: Hvor tilfreds er du med forløbet?",
     ["Svar", "Antal", "Andel"],
     [["Meget tilfreds", "142", "46,0 %"], ["Tilfreds", "120", "38,8 %"], ["Hverken eller", "31", "10,0 %"], ["Utilfreds", "16", "5,2 %"],
      ["I alt", "309", "100 %"]]),
    ("p", "Godt to tredjedele (211 af 309) har brugt det lærte i klinikken, jf. Tabel 2."),
    ("table", "Tabel 2: Har du brugt det lærte?",
     ["Svar", "Antal", "Andel"],
     [["Ja, ofte", "98", "31,7 %"], ["Ja, af og til", "113", "36,6 %"], ["Nej", "74", "23,9 %"], ["Ved ikke", "24", "7,8 %"], ["I alt", "309", "100 %"]]),
    ("h", "Svar efter område"),
    ("p", "Svarprocenten varierer mellem områderne (Tabel 3). Flest svar kom fra Syd: 121 af 151 (80,1 %)."),
    ("table", "Tabel 3: Svar efter område",
     ["Område", "Inviterede", "Svar", "Svarprocent"],
     [["Nord", "139", "98", "70,5 %"], ["Midt", "122", "90", "73,8 %"], ["Syd", "151", "121", "80,1 %"], ["I alt", "412", "309", "75,0 %"]]),
    ("p", "Ventetiden på en plads faldt fra 24 til 18 dage, svarende til et fald på 25 %. Af Tabel 4 fremgår ventetiden i dage."),
    ("table", "Tabel 4: Ventetid i dage",
     ["Område", "2023", "2024", "Ændring"],
     [["Nord", "30", "21", "-30,0 %"], ["Midt", "25", "20", "-20,0 %"], ["Syd", "15", "12", "-20,0 %"], ["Gennemsnit", "24", "18", "-25,0 %"]]),
]

LABORATORY = [
    ("h", "Status for laboratoriekonsulenterne 2022-2024"),
    ("p", "Laboratoriekonsulenterne har i perioden besøgt 1.020 klinikker, og 867 af dem (85 %) fik et nyt kontrolapparat. "
          "Antallet af prøver steg med 12,5 % fra 24.000 til 27.000."),
    ("h", "Kontakter"),
    ("p", "Kontakterne fordeler sig på fire kanaler, se Tabel 1. Antallet af mails er fordoblet fra 410 til 820."),
    ("table", "Tabel 1: Kontakter efter kanal",
     ["Kanal", "2022", "2023", "2024"],
     [["Mail", "410", "605", "820"], ["Telefon", "1.250", "1.180", "1.020"], ["Besøg", "320", "340", "360"], ["Kurser", "45", "52", "60"],
      ["Kontakter i alt", "2.025", "2.177", "2.260"]]),
    ("p", "I 2024 kom 820 af 2.260 kontakter (36,3 %) pr. mail. Telefonkontakterne er faldet fra 1.250 til 1.020."),
    ("h", "Kontroller"),
    ("p", "Af 1.020 klinikker bestod 918 (90 %) den årlige kontrol, mens 102 (10 %) skulle til en ny. Resultaterne ses i Tabel 2."),
    ("table", "Tabel 2: Bestået kontrol efter analyse",
     ["Analyse", "Klinikker", "Bestået", "Pct."],
     [["Hæmoglobin", "940", "893", "95 %"], ["CRP", "1.010", "909", "90 %"], ["Glukose", "980", "833", "85 %"], ["INR", "640", "512", "80 %"]]),
    ("p", "Seks ud af ti klinikker (612 af 1.020) har mere end én konsulent. Der var 60 kurser i 2024, 15 flere end de 45 i 2022. "
          "En fjerdedel af kurserne (15 af 60) blev holdt på nettet."),
    ("table", "Tabel 3: Fordeling af tid pr. konsulent",
     ["Opgave", "2023", "2024"],
     [["Besøg", "52 %", "49 %"], ["Rådgivning", "28 %", "30 %"], ["Undervisning", "12 %", "14 %"], ["Andet", "8 %", "7 %"]]),
    ("p", "Tabel 3 viser, hvordan konsulenternes tid fordeler sig."),
]

REPORTS = {"clinics": CLINICS, "survey": SURVEY, "laboratory": LABORATORY}

PLANTS = {
    "clinics": [
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
    ],
    "survey": [
        ("previous-sentence", "Af dem svarede 309 (75 %)", "Af dem svarede 309 (79 %)", "79"),
        ("share", "61,2 % (232 af 379)", "62,1 % (232 af 379)", "62,1"),
        ("direction-percent", "er dermed steget fra 61,2 %", "er dermed faldet fra 61,2 %", "faldet"),
        ("share-paren", "262 af 309 (84,8 %)", "262 af 309 (88,4 %)", "88,4"),
        ("table-share", "Tilfreds | 120 | 38,8 %", "Tilfreds | 120 | 83,8 %", "83,8"),
        ("table-total", "I alt | 309 | 100 %\nTabel 1", "I alt | 319 | 100 %\nTabel 1", "319"),
        ("two-thirds", "Godt to tredjedele (211 af 309)", "Godt halvdelen (211 af 309)", "godt halvdelen"),
        ("second-table", "Nej | 74 | 23,9 %", "Nej | 74 | 29,3 %", "29,3"),
        ("second-count", "Ja, ofte | 98 | 31,7 %", "Ja, ofte | 89 | 31,7 %", "89"),
        ("share-colon", "121 af 151 (80,1 %)", "121 af 151 (81,1 %)", "81,1"),
        ("rate-column", "Midt | 122 | 90 | 73,8 %", "Midt | 122 | 90 | 78,3 %", "78,3"),
        ("rate-total", "I alt | 412 | 309 | 75,0 %", "I alt | 421 | 309 | 75,0 %", "421"),
        ("fall", "et fald på 25 %", "et fald på 35 %", "35"),
        ("change-column", "Midt | 25 | 20 | -20,0 %", "Midt | 25 | 20 | -25,0 %", "25,0"),
        ("average", "Gennemsnit | 24 | 18 | -25,0 %", "Gennemsnit | 24 | 28 | -25,0 %", "28"),
    ],
    "laboratory": [
        ("of-them-percent", "867 af dem (85 %)", "867 af dem (88 %)", "88"),
        ("growth-before", "med 12,5 % fra 24.000", "med 15,2 % fra 24.000", "15,2"),
        ("doubled", "fordoblet fra 410 til 820", "fordoblet fra 410 til 1.280", "1.280"),
        ("labelled-total", "Kontakter i alt | 2.025 | 2.177 | 2.260", "Kontakter i alt | 2.025 | 2.177 | 2.360", "2.360"),
        ("part-of-total", "Telefon | 1.250 | 1.180 | 1.020", "Telefon | 1.250 | 1.810 | 1.020", "2.177"),
        ("share", "820 af 2.260 kontakter (36,3 %)", "820 af 2.260 kontakter (33,6 %)", "33,6"),
        ("direction", "er faldet fra 1.250", "er steget fra 1.250", "steget"),
        ("whole-first", "bestod 918 (90 %)", "bestod 918 (94 %)", "94"),
        ("rate-column", "CRP | 1.010 | 909 | 90 %", "CRP | 1.010 | 909 | 80 %", "80"),
        ("six-of-ten", "Seks ud af ti klinikker (612 af 1.020)", "Otte ud af ti klinikker (612 af 1.020)", "612 af 1.020"),
        ("than", "15 flere end de 45", "25 flere end de 45", "25 flere"),
        ("quarter", "En fjerdedel af kurserne (15 af 60)", "En tredjedel af kurserne (15 af 60)", "en tredjedel"),
        ("hundred", "Rådgivning | 28 % | 30 %", "Rådgivning | 28 % | 33 %", "33"),
    ],
}
