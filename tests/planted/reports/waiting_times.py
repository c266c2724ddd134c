"""Referrals, waiting times and attendance of a clinic."""

REPORT = [
    ("h", "Ventetid i Fysiatrisk Ambulatorium, 2023 og 2024"),
    ("table", "Tabel 1. Henvisninger", ["Henvist fra", "2023", "2024", "Forskel"], [
        ["Alle", "1.904", "2.057", "153"],
        ["Egen læge", "1.122", "1.190", "68"],
        ["Speciallæge", "418", "471", "53"],
        ["Sygehus", "364", "396", "32"],
    ]),
    ("p", "Antallet af henvisninger steg med 8,0 % (fra 1.904 til 2.057), se tabel 1. Speciallæger stod for godt hver femte henvisning i "
          "2024. Sygehus henviste 32 flere end i 2023. Antallet fra egen læge var i 2024 højere end i 2023."),
    ("table", "Tabel 2. Ventetid i dage, 2024", ["Kvartal", "Mindst", "Gennemsnit", "Størst"], [
        ["1. kvartal", "4", "21,3", "66"],
        ["2. kvartal", "6", "24,8", "71"],
        ["3. kvartal", "3", "30,1", "88"],
        ["4. kvartal", "5", "26,0", "64"],
    ]),
    ("p", "Ventetiden var længst i 3. kvartal (30,1 dage) og kortest i 1. kvartal (21,3 dage). Fra 1. til 3. kvartal voksede den "
          "gennemsnitlige ventetid med 8,8 dage. Målet er højst 25 dage. Det blev overholdt i to af fire kvartaler. Ifølge tabel 2 ventede "
          "ingen mere end 88 dage. Gennemsnittet for hele året var 25,4 dage, vægtet efter antallet af patienter."),
    ("p", "De fleste patienter (58 %) var kvinder, 42 % var mænd. Åbningstiden er otte en halv time om dagen, fra kl. 7.30 til 16.00. "
          "Ambulatoriet har 12 læger, 9 sygeplejersker og 7 sekretærer, i alt 28 ansatte. Hver læge så i gennemsnit 171 patienter (2.057 "
          "fordelt på 12 læger). 11 af de 12 læger (92 %) deltog i interviewet."),
    ("p", "Otte ud af ti patienter var tilfredse med ventetiden, lidt flere end i 2023, hvor det var tre ud af fire. 1 ud af 4 patienter blev "
          "flyttet mindst én gang, og 15 % blev flyttet to gange eller mere. Knap 2.100 henvisninger er det højeste hidtil. Den længste "
          "ventetid er mere end tre gange så lang som målet."),
    ("p", "Budgettet var 14,6 mio. kr., hvoraf løn udgør 11,7 mio. kr. (80 %) og husleje 1,9 mio. kr. (13 %). Resten, 1,0 mio. kr., går til "
          "udstyr. Nærmere om metoden i tabel 2 i årsrapporten for 2023."),
    ("table", "Tabel 3. Fremmøde pr. ugedag", ["Ugedag", "Aftaler", "Mødt", "Andel"], [
        ["Mandag", "420", "391", "93 %"],
        ["Tirsdag", "455", "419", "92 %"],
        ["Onsdag", "398", "354", "89 %"],
        ["Torsdag", "441", "406", "92 %"],
        ["Fredag", "343", "295", "86 %"],
    ]),
    ("p", "Fremmødet i tabel 3 var bedst om mandagen og dårligst om fredagen. Tirsdag var den travleste dag med 455 aftaler, tre gange nåede "
          "fremmødet over 90 %. I alt var der 2.057 aftaler, og 192 patienter udeblev."),
]

PLANTS = [
    ("difference-cell", "418 | 471 | 53", "418 | 471 | 63", "»Alle« er 68 + 63 + 32 = 163 under »Forskel«, men der står 153"),
    ("total-first", "Alle | 1.904", "Alle | 1.940", "»Alle« er 1.122 + 418 + 364 = 1.904 under »2023«, men der står 1.940"),
    ("wrong-base", "steg med 8,0 %", "steg med 7,4 %", "Fra 1.904 til 2.057 er en stigning på 8,0 %, men der står 7,4 %"),
    ("every-third", "godt hver femte henvisning", "godt hver tredje henvisning", "»Speciallæge«: 471 af 2.057 er 22,9 %, men der står »godt hver tredje«"),
    ("more-than-year", "Sygehus henviste 32 flere", "Sygehus henviste 36 flere", "»Sygehus« går fra 364 til 396 i Tabel 1, en stigning på 32, men der står 36"),
    ("higher", "var i 2024 højere end i 2023", "var i 2024 lavere end i 2023", "»Egen læge« går fra 1.122 til 1.190 i Tabel 1, men der står »lavere«"),
    ("mean-cell", "5 | 26,0 | 64", "5 | 76,0 | 64", "»4. kvartal« har i gennemsnit 76,0, men går fra 5 til 64"),
    ("shortest", "kortest i 1. kvartal (21,3 dage)", "kortest i 4. kvartal (26,0 dage)", "Teksten siger »kortest« om »4. kvartal« (26,0), men »1. kvartal« har 21,3 i Tabel 2"),
    ("grew", "ventetid med 8,8 dage", "ventetid med 9,8 dage", "Fra 21,3 til 30,1 i Tabel 2 er en stigning på 8,8, men der står 9,8"),
    ("kept", "i to af fire kvartaler", "i tre af fire kvartaler", "I Tabel 2 gælder »overholdt« for »1. kvartal« og »2. kvartal«, men teksten siger tre"),
    ("nobody-over", "ingen mere end 88 dage", "ingen mere end 78 dage", "»3. kvartal« har 88 i Tabel 2, men der står ingen over 78"),
    ("complement", "42 % var mænd", "32 % var mænd", "Procenterne giver 58 % + 32 % = 90 %, ikke 100 %"),
    ("hours", "fra kl. 7.30 til 16.00", "fra kl. 7.30 til 15.30", "Mellem de to klokkeslæt er der 8 timer, men der står 8,5"),
    ("staff", "i alt 28 ansatte", "i alt 26 ansatte", "Delene af 26 er 12 + 9 + 7 = 28, men der står 26"),
    ("mean-each", "i gennemsnit 171 patienter", "i gennemsnit 181 patienter", "2.057 delt med 12 er 171, men der står 181"),
    ("budget-share", "11,7 mio. kr. (80 %)", "11,7 mio. kr. (85 %)", "11,7 af 14,6 er 80,1 %, men der står 85 %"),
    ("budget-rest", "Resten, 1,0 mio. kr.", "Resten, 1,6 mio. kr.", "Resten er 1,0, men der står 1,6"),
    ("best", "bedst om mandagen", "bedst om onsdagen", "»Onsdag« er hverken først eller sidst i Tabel 3, men der står »bedst«"),
    ("busiest", "Tirsdag var den travleste dag med 455", "Torsdag var den travleste dag med 441", "»Torsdag« er hverken først eller sidst i Tabel 3, men der står »travleste«"),
    ("attendance-cell", "398 | 354 | 89 %", "398 | 354 | 98 %", "»Onsdag«: 354 af 398 er 88,9 %, men der står 98 %"),
    ("all-visits", "I alt var der 2.057 aftaler", "I alt var der 2.075 aftaler", "Alle rækker i Tabel 3 er 420 + 455 + 398 + 441 + 343 = 2.057, men der står 2.075"),
    ("mean-year", "for hele året var 25,4 dage", "for hele året var 32,4 dage", "Gennemsnittet er 32,4 i teksten, men rækkerne i Tabel 2 går fra 21,3 til 30,1"),
]
