"""An evaluation: shares of answers, response rates, a table of changes."""

REPORT = [
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

PLANTS = [
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
]
