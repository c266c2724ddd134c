"""Three years of contacts and controls: totals, rates without a sign, a split in percent."""

REPORT = [
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

PLANTS = [
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
]
