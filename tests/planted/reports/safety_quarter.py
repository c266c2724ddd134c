"""A quarter of incidents at a hospital: months, medians, targets."""

REPORT = [
    ("h", "Patientsikkerhed på Lindholm Hospital, 1. kvartal 2025"),
    ("p", "I perioden januar-marts 2025 blev der indberettet 412 utilsigtede hændelser mod 388 i samme kvartal året før. Stigningen er på 24 "
          "hændelser eller 6 %. 309 hændelser (75 %) var uden betydning for patienten."),
    ("table", "Tabel 1. Hændelser pr. måned", ["Afsnit", "Januar", "Februar", "Marts", "1. kvartal"], [
        ["Akutmodtagelsen", "48", "51", "62", "161"],
        ["Kirurgisk afsnit", "30", "27", "33", "90"],
        ["Medicinsk afsnit", "41", "36", "44", "121"],
        ["Ambulatorier", "12", "15", "13", "40"],
        ["I alt", "131", "129", "152", "412"],
    ]),
    ("p", "Tabel 1 viser, at akutmodtagelsen står for 39 % af hændelserne. Der blev indberettet flest hændelser i marts og færrest i februar. "
          "Fra februar til marts steg antallet med 23. Alle afsnit undtagen ambulatorierne havde flere hændelser i marts end i januar og "
          "februar. I januar kom 48 af de 131 hændelser fra akutmodtagelsen."),
    ("p", "Ambulatorierne havde fire gange færre hændelser end akutmodtagelsen. Kirurgisk afsnit har 24 senge og havde 3,8 hændelser pr. "
          "seng. Gennemsnittet var 137 hændelser pr. måned."),
    ("table", "Tabel 2. Sagsbehandlingstid i dage", ["Afsnit", "Median", "Andel inden 90 dage", "Mål"], [
        ["Akutmodtagelsen", "54", "88 %", "90 %"],
        ["Kirurgisk afsnit", "41", "95 %", "90 %"],
        ["Medicinsk afsnit", "47", "91 %", "90 %"],
        ["Ambulatorier", "38", "97 %", "90 %"],
    ]),
    ("p", "Tre af de fire afsnit opfylder målet på 90 %. Akutmodtagelsen ligger 2 procentpoint under målet og har den længste median, 54 "
          "dage. Forskellen mellem den korteste og den længste median er 16 dage. Hurtigst er ambulatorierne."),
    ("p", "Der blev lavet 5 dybdegående analyser, hvoraf de 3 er afsluttet og 2 stadig er i gang. Et kursus i analyse samlede 36 deltagere "
          "fordelt på to hold à 18. Kurset begyndte onsdag den 5. februar 2025 og sluttede fredag den 14. marts 2025, altså lidt over fem "
          "uger."),
    ("p", "I spørgeskemaet til personalet svarede 540 ud af 720 (75 %). Heraf var 405 kvinder (75 %) og 135 mænd. 81 % svarer, at de ved, "
          "hvordan man indberetter, 12 % er i tvivl, og 7 % ved det ikke."),
]

PLANTS = [
    ("rise-count", "Stigningen er på 24 hændelser", "Stigningen er på 34 hændelser", "Fra 388 til 412 er en stigning på 24, men der står 34"),
    ("rise-percent", "hændelser eller 6 %", "hændelser eller 9 %", "Fra 388 til 412 er en stigning på 6,2 %, men der står 9 %"),
    ("stands-for", "står for 39 %", "står for 49 %", "161 af 412 er 39,1 % i Tabel 1, men der står 49 %"),
    ("most-month", "flest hændelser i marts", "flest hændelser i januar", "Teksten siger »flest« om »Januar« (131), men »Marts« har 152 i Tabel 1"),
    ("least-month", "færrest i februar", "færrest i januar", "Teksten siger »færrest« om »Januar« (131), men »Februar« har 129 i Tabel 1"),
    ("rose-with", "steg antallet med 23", "steg antallet med 32", "»I alt« går fra 129 til 152 i Tabel 1, en stigning på 23, men der står 32"),
    ("of-the", "48 af de 131 hændelser", "48 af de 141 hændelser", "»I alt« er 131 under »Januar« i Tabel 1 og 141 i teksten"),
    ("mean-month", "137 hændelser pr. måned", "173 hændelser pr. måned", "412 delt med 3 er 137, men der står 173"),
    ("three-of-four", "Tre af de fire afsnit", "To af de fire afsnit", "I Tabel 2 gælder »opfylder« for »Kirurgisk afsnit«, »Medicinsk afsnit« og »Ambulatorier«, men teksten siger to"),
    ("under-target", "ligger 2 procentpoint under", "ligger 4 procentpoint under", "»Akutmodtagelsen« er 88 % i Tabel 2, 2 procentpoint under 90 %, men der står 4 under"),
    ("longest", "den længste median, 54 dage", "den længste median, 45 dage", "»Akutmodtagelsen« er 54 under »Median« i Tabel 2 og 45 i teksten"),
    ("apart", "længste median er 16 dage", "længste median er 26 dage", "Fra 38 til 54 i Tabel 2 er 16, men der står 26"),
    ("teams", "fordelt på to hold à 18", "fordelt på to hold à 16", "2 gange 16 er 32, men der står 36"),
    ("weekday-end", "fredag den 14. marts", "torsdag den 14. marts", "Den 14. marts 2025 er en fredag, men der står »torsdag«"),
    ("weeks", "lidt over fem uger", "lidt over syv uger", "Mellem de to datoer er der 5,4 uger, men der står syv"),
    ("staff", "540 ud af 720 (75 %)", "540 ud af 720 (70 %)", "540 af 720 er 75,0 %, men der står 70 %"),
    ("women", "405 kvinder (75 %) og 135 mænd", "405 kvinder (75 %) og 153 mænd", "Delene af 540 er 405 + 153 = 558, men der står 540"),
    ("sum-100", "12 % er i tvivl", "22 % er i tvivl", "Procenterne giver 81 % + 22 % + 7 % = 110 %, ikke 100 %"),
    ("cell-sum", "30 | 27 | 33 | 90", "30 | 27 | 33 | 93", "»I alt« er 161 + 93 + 121 + 40 = 415 under »1. kvartal«, men der står 412"),
]
