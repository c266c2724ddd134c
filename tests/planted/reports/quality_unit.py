"""A year of a quality unit: visits by theme and clusters."""

REPORT = [
    ("h", "Årsrapport 2024 for Kvalitetsenheden i Østregionen"),
    ("p", "Enheden har i 2024 gennemført 318 klinikbesøg hos 204 af regionens 261 klinikker (78 %). Det er 27 besøg mere end i 2023, hvor der "
          "blev gennemført 291. Besøgene varede i gennemsnit 48 minutter, kortest 15 og længst 120 minutter. 57 klinikker har endnu ikke haft "
          "besøg."),
    ("table", "Tabel 1. Besøg fordelt på tema", ["Tema", "2023", "2024", "Andel 2024"], [
        ["Diabetes", "84", "97", "31 %"],
        ["KOL", "62", "58", "18 %"],
        ["Medicingennemgang", "71", "89", "28 %"],
        ["Kræft", "40", "40", "13 %"],
        ["Øvrige", "34", "34", "11 %"],
        ["I alt", "291", "318", "100 %"],
    ]),
    ("p", "Som det fremgår af tabel 1, er diabetes fortsat det hyppigste tema, og næsten hvert tredje besøg handlede om det. "
          "Medicingennemgang er vokset mest, fra 71 til 89 besøg, svarende til 25 %. Kun KOL er gået tilbage, mens kræft ligger på samme "
          "niveau som året før. Diabetes og medicingennemgang dækker tilsammen knap 60 % af besøgene."),
    ("p", "I 2023 tegnede diabetes sig for 29 % af besøgene. Der var flere besøg om KOL end om kræft i begge år. Temaet KOL faldt med 4 "
          "besøg. Fire af de fem temaer har mindst 40 besøg i 2024."),
    ("table", "Tabel 2. Klynger og deltagelse", ["Klynge", "Klinikker", "Deltog", "Deltagelse", "Møder"], [
        ["Fjorden", "28", "25", "89 %", "6"],
        ["Højderyggen", "34", "26", "76 %", "4"],
        ["Sundet", "41", "38", "93 %", "5"],
        ["Åmarken", "22", "15", "68 %", "4"],
        ["Samlet", "125", "104", "83 %", "19"],
    ]),
    ("p", "Deltagelsen varierer fra 68 % i Åmarken til 93 % i Sundet, jf. tabel 2. Halvdelen af klyngerne ligger over 85 %. Klyngerne holdt i "
          "alt 19 møder, dvs. knap fem i gennemsnit. Målet om 80 % deltagelse er nået samlet set, men to klynger ligger under. Højderyggen "
          "mangler 8 klinikker, og Sundet mangler 3."),
    ("p", "Af de 104 deltagende klinikker har 86 svaret på evalueringen (83 %). 61 er meget tilfredse, 19 tilfredse og 6 hverken eller. Ingen "
          "er utilfredse. Syv ud af ti er altså meget tilfredse."),
    ("p", "Enhedens budget var 9,2 mio. kr. Forbruget blev 8,9 mio. kr., et mindreforbrug på 0,3 mio. kr. Lønudgifterne udgjorde 6,5 mio. "
          "kr., hvilket er 73 % af forbruget. Enheden har 11 medarbejdere: 6 konsulenter, 3 sekretærer, en statistiker og en leder."),
]

PLANTS = [
    ("visits-share", "204 af regionens 261 klinikker (78 %)", "204 af regionens 261 klinikker (87 %)", "204 af 261 er 78,2 %, men der står 87 %"),
    ("more-than", "27 besøg mere end i 2023", "37 besøg mere end i 2023", "Fra 291 til 318 er en stigning på 27, men der står 37"),
    ("mean-range", "i gennemsnit 48 minutter", "i gennemsnit 148 minutter", "Der står »gennemsnit« om 148, men det mindste 15 og det største 120"),
    ("commonest", "er diabetes fortsat det hyppigste tema", "er medicingennemgang fortsat det hyppigste tema", "Teksten siger »hyppigste« om »Medicingennemgang« (71), men »Diabetes« har 84 i Tabel 1"),
    ("every-third", "næsten hvert tredje besøg", "næsten hvert andet besøg", "»Diabetes« er 31 % i Tabel 1, men der står »næsten hvert andet«"),
    ("grown-most", "fra 71 til 89 besøg, svarende til 25 %", "fra 71 til 89 besøg, svarende til 20 %", "Fra 71 til 89 er en stigning på 25,4 %, men der står 20 %"),
    ("only-back", "Kun KOL er gået tilbage", "Kun kræft er gået tilbage", "I Tabel 1 gælder »tilbage« for »KOL«, men teksten siger kun »Kræft«"),
    ("together", "dækker tilsammen knap 60 %", "dækker tilsammen knap 70 %", "»Diabetes« og »Medicingennemgang« i Tabel 1 er 31 % + 28 % = 59 %, men der står 70 %"),
    ("share-2023", "sig for 29 % af besøgene", "sig for 34 % af besøgene", "84 af 291 er 28,9 % i Tabel 1, men der står 34 %"),
    ("more-about", "flere besøg om KOL end om kræft", "flere besøg om kræft end om KOL", "»Kræft« er 13 % og »KOL« 18 % i Tabel 1, men der står »flere«"),
    ("fell-by", "faldt med 4 besøg", "faldt med 6 besøg", "»KOL« går fra 62 til 58 i Tabel 1, et fald på 4, men der står 6"),
    ("four-of-five", "Fire af de fem temaer", "Alle fem temaer", "I Tabel 1 gælder »mindst 40« for fire rækker, men teksten siger alle"),
    ("varies", "fra 68 % i Åmarken til 93 % i Sundet", "fra 68 % i Åmarken til 89 % i Sundet", "»Sundet« er 93 % under »Deltagelse« i Tabel 2 og 89 % i teksten"),
    ("half-of", "Halvdelen af klyngerne ligger over 85 %", "Tre af de fire klynger ligger over 85 %", "I Tabel 2 gælder »over 85 %« for »Fjorden« og »Sundet«, men teksten siger tre"),
    ("meetings", "i alt 19 møder", "i alt 21 møder", "»Fjorden«, »Højderyggen«, »Sundet« og »Åmarken« i Tabel 2 er 6 + 4 + 5 + 4 = 19, men der står 21"),
    ("answered", "har 86 svaret på evalueringen (83 %)", "har 86 svaret på evalueringen (88 %)", "86 af 104 er 82,7 %, men der står 88 %"),
    ("underspend", "et mindreforbrug på 0,3", "et mindreforbrug på 0,5", "9,2 mio. og 8,9 mio. giver en forskel på 0,3, men der står 0,5"),
    ("wages", "hvilket er 73 % af forbruget", "hvilket er 83 % af forbruget", "af 8.900.000 er 73,0 %, men der står 83 %|6,5 af 8,9 er 73,0 %, men der står 83 %"),
    ("employees", "6 konsulenter, 3 sekretærer", "6 konsulenter, 4 sekretærer", "Delene af 11 er 6 + 4 + 1 + 1 = 12, men der står 11"),
]
