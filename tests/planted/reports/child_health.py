"""A year of health visitors: groups by school step."""

REPORT = [
    ("h", "Sundhedsplejen i Bakkeå Kommune, 2024"),
    ("p", "Sundhedsplejen besøgte 842 familier i 2024. Det er 38 flere end året før, hvor tallet var 804. I alt blev der gennemført 3.368 "
          "besøg, svarende til fire pr. familie. 612 familier (73 %) fik besøg inden for den første uge."),
    ("table", "Tabel 1. Børn efter BMI-gruppe og skoletrin", ["Gruppe", "Indskoling", "Mellemtrin", "Udskoling", "I alt"], [
        ["Undervægt", "14", "11", "9", "34"],
        ["Normalvægt", "402", "377", "318", "1.097"],
        ["Overvægt", "61", "72", "80", "213"],
        ["Svær overvægt", "18", "24", "29", "71"],
        ["I alt", "495", "484", "436", "1.415"],
    ]),
    ("p", "Af tabel 1 ses, at 284 børn har overvægt eller svær overvægt. Det svarer til 20 % af alle børn. I indskolingen er 16 % overvægtige "
          "eller svært overvægtige, i udskolingen er det 25 %. Antallet af børn med svær overvægt stiger for hvert skoletrin, fra 18 i "
          "indskolingen til 29 i udskolingen. Normalvægt er den største gruppe på alle tre trin."),
    ("p", "Otte ud af ti børn i indskolingen er normalvægtige (81 %). Der er færre børn i udskolingen end på mellemtrinnet. 11 børn på "
          "mellemtrinnet er undervægtige. Andelen af normalvægtige falder fra 81 % til 73 %."),
    ("table", "Tabel 2. Amning ved fire måneder", ["År", "Fuld amning", "Delvis amning", "Ingen amning"], [
        ["2021", "52 %", "21 %", "27 %"],
        ["2022", "54 %", "20 %", "26 %"],
        ["2023", "55 %", "22 %", "23 %"],
        ["2024", "58 %", "21 %", "21 %"],
    ]),
    ("p", "Andelen med fuld amning er steget hvert år siden 2021, i alt med 6 procentpoint, jf. tabel 2. I 2024 var der lige mange med delvis "
          "og ingen amning. Andelen uden amning er faldet fra 27 % til 21 %. Målet er, at mindst 55 % ammer fuldt; det blev nået i 2023 og "
          "2024. Den laveste andel med fuld amning var 52 % i 2021."),
    ("p", "Sundhedsplejen har 21 medarbejdere, hvoraf de 17 er sundhedsplejersker, 2 er læger og 2 er sekretærer. Hver sundhedsplejerske har "
          "i gennemsnit 50 familier. Fem ud af 21 er over 60 år (24 %). Sygefraværet var 4,1 % mod 5,3 % i 2023, altså 1,2 procentpoint "
          "lavere."),
]

PLANTS = [
    ("than-where", "38 flere end året før", "48 flere end året før", "842 er 38 flere end 804, men der står 48 flere"),
    ("first-week", "612 familier (73 %)", "612 familier (78 %)", "612 af 842 er 72,7 %, men der står 78 %"),
    ("two-groups", "at 284 børn har overvægt", "at 274 børn har overvægt", "»Overvægt« og »Svær overvægt« i Tabel 1 er 213 + 71 = 284, men der står 274"),
    ("largest", "Normalvægt er den største gruppe", "Overvægt er den største gruppe", "Teksten siger »største« om »Overvægt« (61), men »Normalvægt« har 402 i Tabel 1"),
    ("eight-ten", "normalvægtige (81 %)", "normalvægtige (71 %)", "8 af 10 er 80,0 %, men der står 71 %"),
    ("fewer", "færre børn i udskolingen end på mellemtrinnet", "flere børn i udskolingen end på mellemtrinnet", "»Udskoling« har 436 og »Mellemtrin« 484 i Tabel 1, men der står »flere«"),
    ("every-year", "Andelen med fuld amning er steget hvert år", "Andelen med fuld amning er faldet hvert år", "Teksten siger »faldet hvert år«, men tallet stiger fra 52 % til 54 % i 2022 i Tabel 2"),
    ("parts", "de 17 er sundhedsplejersker", "de 15 er sundhedsplejersker", "Delene af 21 er 15 + 2 + 2 = 19, men der står 21"),
    ("over-60", "Fem ud af 21 er over 60 år (24 %)", "Fem ud af 21 er over 60 år (28 %)", "5 af 21 er 23,8 %, men der står 28 %"),
    ("sick", "altså 1,2 procentpoint lavere", "altså 1,2 procentpoint højere", "Fra 5,3 % til 4,1 % er et fald, men der står »højere«"),
    ("percent-row", "2022 | 54 % | 20 % | 26 %", "2022 | 54 % | 20 % | 29 %", "»2022« giver 54 % + 20 % + 29 % = 103 %, ikke 100 %"),
    ("total-cell", "Svær overvægt | 18 | 24 | 29 | 71", "Svær overvægt | 18 | 24 | 29 | 77", "»I alt« er 34 + 1.097 + 213 + 77 = 1.421 under »I alt«, men der står 1.415"),
]
