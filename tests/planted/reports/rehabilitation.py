"""A half year of rehabilitation: sub-totals, months of two years."""

REPORT = [
    ("h", "Genoptræning i Nørreå, 1. halvår 2025"),
    ("p", "Rapporten omfatter januar-juni 2025. I samme periode året før (januar-juni 2024) var der 284 forløb, 16 færre. Patienter henvist "
          "før 1. januar 2025 er ikke med. Rapporten blev godkendt den 14. august 2025."),
    ("table", "Tabel 1. Forløb efter diagnose", ["Diagnose", "Forløb", "Afsluttet", "Andel afsluttet"], [
        ["Hofte", "64", "52", "81 %"],
        ["Knæ", "91", "70", "77 %"],
        ["Ben i alt", "155", "122", "79 %"],
        ["Skulder", "47", "39", "83 %"],
        ["Hånd", "38", "29", "76 %"],
        ["Arm i alt", "85", "68", "80 %"],
        ["Ryg", "60", "42", "70 %"],
        ["I alt", "300", "232", "77 %"],
    ]),
    ("p", "Af 300 forløb blev 232 afsluttet (77 %); 68 var i gang ved halvårets udgang. Knæ og hofte udgør tilsammen 52 % af forløbene i "
          "tabel 1. Knæ er den største gruppe med 91 forløb, fulgt af hofte med 64 og ryg med 60. Andelen var højest for skulder (83 %) og "
          "lavest for ryg (70 %). Den lå over 75 % for alle diagnoser undtagen ryg."),
    ("p", "132 af deltagerne var mænd og 168 kvinder, dvs. 56 % kvinder. Den seneste patient i opgørelsen blev henvist den 27. juni 2025. I "
          "løbet af de seks måneder begyndte der i gennemsnit 50 forløb pr. måned."),
    ("table", "Tabel 2. Forløb pr. måned", ["Måned", "2024", "2025", "Udvikling i pct."], [
        ["Januar", "52", "57", "10"],
        ["Februar", "44", "40", "-9"],
        ["Marts", "50", "55", "10"],
        ["April", "41", "46", "12"],
        ["Maj", "49", "54", "10"],
        ["Juni", "48", "48", "0"],
        ["I alt", "284", "300", "6"],
    ]),
    ("p", "Tabel 2 viser, at der kom flere forløb i fire af seks måneder. Februar er den eneste måned med tilbagegang. Flest begyndte i "
          "januar, og i juni var tallet uændret. I marts begyndte 55, fem flere end i marts 2024. I 1. kvartal begyndte 152 forløb."),
    ("p", "Figur 1. Funktionsevne før og efter"),
    ("p", "Som figur 1 viser, steg funktionsevnen fra 42 til 63 point, altså med halvdelen. Målet på 60 point blev dermed nået. 8 ud af 10 "
          "(80 %) ville anbefale forløbet. Dobbelt så mange kvinder som mænd (44 mod 22) trænede hjemme. Den gennemsnitlige alder var 61,4 "
          "år, den yngste var 18 og den ældste 94 år."),
    ("p", "Nærmere om metoden på side 2. De 14 terapeuter fordeler sig på 9 fysioterapeuter og 5 ergoterapeuter. Hver terapeut havde mellem "
          "12 og 31 forløb. Der blev holdt 24 hold à 8 pladser, i alt 192 pladser, hvoraf 173 (90 %) blev brugt."),
    ("h", "Metode"),
    ("p", "Tallene er trukket mandag den 7. juli 2025. Et forløb varede typisk 8-12 uger; to ud af tre (67 %) varede højst ti uger. Indeks "
          "for ressourcer (2023 = 100) var 104 i 2024 og 111 i 2025, en stigning på 7 point. Prisen pr. forløb var 4.250 kr., så de 300 "
          "forløb kostede 1.275.000 kr."),
    ("p", "Tre mål: (1) 75 % afsluttes inden halvåret, (2) ventetiden er højst 14 dage og (3) 9 ud af 10 er tilfredse. To af de tre mål er "
          "nået."),
]

PLANTS = [
    ("subtotal", "Arm i alt | 85", "Arm i alt | 87", "»Arm i alt« er 47 + 38 = 85 under »Forløb«, men der står 87"),
    ("share-cell", "60 | 42 | 70 %", "60 | 42 | 75 %", "»Ryg«: 42 af 60 er 70,0 %, men der står 75 %"),
    ("together", "tilsammen 52 %", "tilsammen 57 %", "»Knæ« og »Hofte« i Tabel 1 er 155 af 300 = 51,7 %, men der står 57 %"),
    ("largest", "gruppe med 91 forløb", "gruppe med 94 forløb", "»Knæ« er 91 under »Forløb« i Tabel 1 og 94 i teksten"),
    ("highest", "højest for skulder (83 %)", "højest for hofte (81 %)", "Teksten siger »højest« om »Hofte« (81 %), men »Skulder« har 83 % i Tabel 1"),
    ("all-over", "for alle diagnoser undtagen ryg", "for alle diagnoser", "I Tabel 1 gælder »over 75 %« for fire rækker, men teksten siger alle"),
    ("women", "dvs. 56 % kvinder", "dvs. 54 % kvinder", "168 af 300 er 56,0 %, men der står 54 %"),
    ("change-cell", "Marts | 50 | 55 | 10", "Marts | 50 | 55 | 15", "»Udvikling i pct.« for »Marts« fra 50 til 55 er 10, men der står 15"),
    ("four-of-six", "i fire af seks måneder", "i fem af seks måneder", "I Tabel 2 gælder »flere« for fire rækker, men teksten siger fem"),
    ("only-month", "Februar er den eneste måned", "Juni er den eneste måned", "I Tabel 2 gælder »tilbagegang« for »Februar«, men teksten siger kun »Juni«"),
    ("most-in", "Flest begyndte i januar", "Flest begyndte i marts", "Teksten siger »flest« om »Marts« (50), men »Januar« har 52 i Tabel 2"),
    ("unchanged", "i juni var tallet uændret", "i april var tallet uændret", "»April« går fra 41 til 46 i Tabel 2, men der står »uændret«"),
    ("five-more", "fem flere end i marts 2024", "seks flere end i marts 2024", "»Marts« går fra 50 til 55 i Tabel 2, en stigning på 5, men der står 6"),
    ("quarter", "I 1. kvartal begyndte 152", "I 1. kvartal begyndte 125", "»Januar«, »Februar« og »Marts« i Tabel 2 er 52 + 44 + 50 = 146, men der står 125"),
    ("half", "med halvdelen", "med en tredjedel", "Fra 42 til 63 er 50,0 %, men der står »en tredjedel«"),
    ("target", "blev dermed nået", "blev dermed ikke nået", "63 mod et mål på 60, men der står »ikke nået«"),
    ("double", "(44 mod 22)", "(44 mod 32)", "44 er 1,4 gange 32, men der står 2"),
    ("therapists", "9 fysioterapeuter og 5", "9 fysioterapeuter og 6", "Delene af 14 er 9 + 6 = 15, men der står 14"),
    ("places", "i alt 192 pladser", "i alt 182 pladser", "173 af 182 er 95,1 %, men der står 90 %"),
    ("used", "hvoraf 173 (90 %)", "hvoraf 137 (90 %)", "137 af 192 er 71,4 %, men der står 90 %"),
    ("weekday", "mandag den 7. juli 2025", "tirsdag den 7. juli 2025", "Den 7. juli 2025 er en mandag, men der står »tirsdag«"),
    ("index-points", "en stigning på 7 point", "en stigning på 9 point", "Fra 104 til 111 er en stigning på 7, men der står 9"),
    ("price", "kostede 1.275.000 kr.", "kostede 1.257.000 kr.", "4.250 gange 300 er 1.275.000, men der står 1.257.000"),
    ("age", "den ældste 94 år", "den ældste 54 år", "Der står »gennemsnitlige« om 61,4, men det mindste 18 og det største 54"),
]
