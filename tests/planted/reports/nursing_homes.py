"""A quarter of four nursing homes: falls by home and month."""

REPORT = [
    ("h", "Plejehjemmene i Søndermark, 2. kvartal 2025"),
    ("p", "Rapporten dækker perioden april til juni 2025. De fire plejehjem havde 248 beboere den 30. juni, heraf 160 kvinder (65 %)."),
    ("p", "I kvartalet blev der registreret 74 fald, 12 færre end i 1. kvartal, hvor tallet var 86. Knap en tredjedel af faldene (24 af 74) "
          "skete om natten. Af de 74 fald skete 40 i boligen og 41 med hjælpemiddel; nogle er talt med begge steder."),
    ("p", "Elleve fald førte til indlæggelse, heraf syv med brud og to med hovedtraume. Udgiften til hjælpemidler var 1,2 mio. kr. mod 1,1 "
          "mio. kr. året før, en stigning på 6 %."),
    ("table", "Tabel 1. Fald fordelt på plejehjem og måned", ["Plejehjem", "April", "Maj", "Juni", "I alt"], [
        ["Egegården", "9", "7", "0", "16"],
        ["Lindely", "6", "8", "5", "19"],
        ["Søparken", "11", "4", "7", "22"],
        ["Birkehøj", "5", "6", "6", "17"],
        ["I alt", "31", "25", "18", "74"],
    ]),
    ("p", "Som tabel 1 viser, havde Egegården ingen fald i juni, mens Søparken havde syv. Flest fald var der på Søparken (22), færrest på "
          "Egegården (16)."),
    ("p", "Antallet faldt måned for måned på Egegården, mens det svingede på de andre. April alene stod for 42 % af kvartalets fald. I "
          "gennemsnit var der 24,7 fald om måneden."),
    ("p", "Plejehjemmene ordnet efter antal fald:"),
    ("list", ["Søparken: 22", "Lindely: 19", "Birkehøj: 17", "Egegården: 16"]),
    ("p", "Målet er højst 60 fald i kvartalet; med 74 fald blev målet ikke nået. Andelen af faldene, der blev fulgt op inden syv dage, var "
          "92, 95 og 90 % på tre af plejehjemmene og 84 % på det fjerde; målet på 90 % er altså nået på tre af fire."),
    ("p", "Medicingennemgang: Kun 6 af de 9 afdelinger indberettede i alle måneder; de øvrige 3 manglede mindst én måned. Andelen af beboere "
          "med sovemedicin faldt fra 12 % til 9 %, svarende til en fjerdedel."),
    ("p", "Tre beboere over 100 år deltog i onsdagsturen. Der er 25 % færre sygedage end i 2024 (60 mod 80). Personalet består af 96 ansatte: "
          "41 assistenter, 38 hjælpere samt 17 i køkken og vask."),
]

PLANTS = [
    ("fewer-than", "12 færre end i 1. kvartal", "14 færre end i 1. kvartal", "74 er 12 færre end 86, men der står 14 færre"),
    ("third", "(24 af 74)", "(34 af 74)", "34 af 74 er 45,9 %, men der står »knap en tredjedel«"),
    ("none-month", "ingen fald i juni", "ingen fald i maj", "»Egegården« er 7 under »Maj« i Tabel 1, men der står »ingen« i teksten"),
    ("word-against-cell", "Søparken havde syv", "Søparken havde otte", "»Søparken« er 7 under »Juni« i Tabel 1 og 8 i teksten"),
    ("fewest", "færrest på Egegården (16)", "færrest på Birkehøj (17)", "Teksten siger »færrest« om »Birkehøj« (17), men »Egegården« har 16 i Tabel 1"),
    ("month-by-month", "måned for måned på Egegården", "måned for måned på Lindely", "Teksten siger »faldt måned for måned«, men tallet stiger fra 6 til 8 i maj i Tabel 1"),
    ("share-of-total", "stod for 42 %", "stod for 47 %", "31 af 74 er 41,9 % i Tabel 1, men der står 47 %"),
    ("mean-month", "24,7 fald om måneden", "26,4 fald om måneden", "74 delt med 3 er 24,7, men der står 26,4"),
    ("target", "blev målet ikke nået", "blev målet nået", "74 mod et mål på 60, men der står »nået«"),
    ("rest", "de øvrige 3 manglede", "de øvrige 4 manglede", "9 uden 6 er 3, men der står 4"),
    ("parts-colon", "41 assistenter, 38 hjælpere samt 17", "41 assistenter, 36 hjælpere samt 17", "Delene af 96 er 41 + 36 + 17 = 94, men der står 96"),
    ("fewer-percent", "25 % færre sygedage", "35 % færre sygedage", "60 er 25,0 % færre end 80, men der står 35 % færre"),
    ("women", "heraf 160 kvinder (65 %)", "heraf 150 kvinder (65 %)", "150 af 248 er 60,5 %, men der står 65 %"),
]
