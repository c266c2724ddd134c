"""A yearly report in the words of such reports: sums in the text, »mod«, »ud af«, changes in points, tables with »Samlet«."""

REPORT = [
    ("h", "Årsrapport 2024 for Praksisenheden i Søndermark"),
    ("p", "Praksisenheden har i 2024 gennemført 146 aktiviteter (mod 128 i 2023), og det er en fremgang på 14 %. "
          "Aktiviteterne fordeler sig på 64 besøg, 52 kurser og 30 møder."),
    ("p", "I alt 342 personer deltog i kurserne, heraf 120 læger, 150 sygeplejersker og 72 sekretærer. Lægerne udgjorde således 35,1 % af deltagerne."),
    ("p", "Andelen af klinikker med en forløbsplan er vokset fra 58,2 % i 2022 til 71,5 % i 2024, altså 13,3 procentpoint. "
          "Lidt over en tredjedel af klinikkerne (36,4 %) har mere end to læger."),
    ("h", "Besøg"),
    ("p", "Enheden tilbyder besøg om fem temaer: medicin, ledelse, it, hygiejne og akut sygdom. Tabel 1 viser, hvordan besøgene fordelte sig."),
    ("table", "Tabel 1 – Besøg fordelt på tema og år",
     ["Tema", "2022", "2023", "2024", "Ændring 2023-2024"],
     [["Medicin", "14", "16", "20", "25,0 %"], ["Ledelse", "11", "12", "15", "25,0 %"], ["It", "10", "10", "11", "10,0 %"],
      ["Hygiejne", "8", "8", "10", "25,0 %"], ["Akut sygdom", "5", "5", "8", "60,0 %"], ["Samlet", "48", "51", "64", "25,5 %"]]),
    ("p", "Som det ses af tabel 1, steg besøgene om akut sygdom fra 5 til 8, mens besøg om medicin nu udgør 20 af de 64 besøg (31 %)."),
    ("p", "Der blev aflyst 6 besøg i 2024. I 2023 blev der aflyst 9, så antallet er faldet med en tredjedel."),
    ("h", "Kurser"),
    ("table", "Tabel 2 – Kurser, deltagere og tilfredshed",
     ["Kursus", "Hold", "Deltagere", "Pr. hold", "Tilfredse"],
     [["Konsultation på video", "18", "126", "7,0", "112 (89 %)"], ["Sårpleje", "14", "91", "6,5", "77 (85 %)"],
      ["Ledelse i klinikken", "12", "72", "6,0", "54 (75 %)"], ["Hjertestop", "8", "53", "6,6", "50 (94 %)"], ["I alt", "52", "342", "6,6", "293 (86 %)"]]),
    ("p", "Tabel 2 viser kurserne. De 18 hold i konsultation på video havde 126 deltagere, og 293 af samtlige 342 deltagere (86 %) var tilfredse."),
    ("p", "Gennemsnittet var 6,6 deltagere pr. hold mod 6,1 året før."),
]

PLANTS = [
    ("against-bracket", "(mod 128 i 2023), og det er en fremgang på 14 %", "(mod 128 i 2023), og det er en fremgang på 24 %", "24"),
    ("sum-in-text", "på 64 besøg, 52 kurser og 30 møder", "på 64 besøg, 52 kurser og 40 møder", "40"),
    ("parts-in-text", "heraf 120 læger, 150 sygeplejersker og 72 sekretærer", "heraf 120 læger, 105 sygeplejersker og 72 sekretærer", "105|297"),
    ("share-of-above", "Lægerne udgjorde således 35,1 %", "Lægerne udgjorde således 53,1 %", "53,1"),
    ("points-comma", "altså 13,3 procentpoint", "altså 15,3 procentpoint", "15,3"),
    ("a-third", "Lidt over en tredjedel af klinikkerne (36,4 %)", "Lidt over en fjerdedel af klinikkerne (36,4 %)", "fjerdedel"),
    ("inline-list", "besøg om fem temaer:", "besøg om seks temaer:", "seks"),
    ("percent-change", "Hygiejne | 8 | 8 | 10 | 25,0 %", "Hygiejne | 8 | 8 | 10 | 20,0 %", "20,0"),
    ("named-total", "Samlet | 48 | 51 | 64 | 25,5 %", "Samlet | 48 | 51 | 65 | 25,5 %", "65"),
    ("cell", "Medicin | 14 | 16 | 20 | 25,0 %", "Medicin | 14 | 18 | 20 | 25,0 %", "18|51"),
    ("retold", "akut sygdom fra 5 til 8, mens", "akut sygdom fra 8 til 5, mens", "fra 8 til 5"),
    ("share-before", "udgør 20 af de 64 besøg (31 %)", "udgør 20 af de 64 besøg (36 %)", "36"),
    ("fallen-by-third", "antallet er faldet med en tredjedel", "antallet er steget med en tredjedel", "steget"),
    ("cell-share", "Ledelse i klinikken | 12 | 72 | 6,0 | 54 (75 %)", "Ledelse i klinikken | 12 | 72 | 6,0 | 54 (57 %)", "57"),
    ("per", "Sårpleje | 14 | 91 | 6,5 | 77 (85 %)", "Sårpleje | 14 | 91 | 5,6 | 77 (85 %)", "5,6"),
    ("total-column", "I alt | 52 | 342 | 6,6 | 293 (86 %)", "I alt | 54 | 342 | 6,6 | 293 (86 %)", "54"),
    ("two-of-row", "havde 126 deltagere, og", "havde 162 deltagere, og", "162"),
    ("of-all", "293 af samtlige 342 deltagere (86 %)", "293 af samtlige 342 deltagere (68 %)", "68"),
]
