"""A quarter of a practice: contacts by month."""

REPORT = [
    ("h", "Lægehuset Engvej – kvartalsstatus, 3. kvartal 2024"),
    ("p", "Lægehuset har 6.240 tilmeldte patienter fordelt på fire læger, dvs. 1.560 pr. læge. Kvartalets 5.115 konsultationer er 4 % flere "
          "end i 2. kvartal (4.918). I juli var der ferielukket i to uger."),
    ("table", "Tabel 1. Kontakter i 3. kvartal", ["Kontakt", "Juli", "August", "September"], [
        ["Fremmøde", "905", "1.312", "1.404"],
        ["Video", "118", "164", "171"],
        ["E-mail", "310", "352", "379"],
        ["I alt", "1.333", "1.828", "1.954"],
    ]),
    ("p", "Som tabel 1 viser, var september den travleste måned med 1.954 kontakter. Fra juli til august steg antallet med 495. Video står "
          "for 9 % af kontakterne i september. Der var flere videokontakter i september end i august. E-mail er i alle tre måneder den "
          "næststørste gruppe. Færrest kontakter var der i juli."),
    ("p", "312 patienter fik en årskontrol for diabetes. 281 af dem (90 %) har fået målt langtidsblodsukker, 31 mangler. Målet er, at mindst "
          "85 % får målingen; målet er dermed nået. Halvdelen af de 312 (156) fik også øjenundersøgelse."),
    ("p", "Vaccinationer: 410 mod influenza, 388 mod covid-19 og 64 mod pneumokokker, i alt 862. Prisen for de 64 pneumokokvacciner var "
          "19.200 kr., dvs. 300 kr. pr. vaccine. Ventetiden på telefonen var 3,4 minutter i gennemsnit, men den svingede mellem 1 og 14 "
          "minutter."),
]

PLANTS = [
    ("per-doctor", "dvs. 1.560 pr. læge", "dvs. 1.650 pr. læge", "6.240 delt med 4 er 1.560, men der står 1.650"),
    ("rose", "steg antallet med 495", "steg antallet med 459", "»I alt« går fra 1.333 til 1.828 i Tabel 1, en stigning på 495, men der står 459"),
    ("share-month", "Video står for 9 %", "Video står for 14 %", "»Video«: 171 af 1.954 er 8,8 %, men der står 14 %"),
    ("more-video", "Der var flere videokontakter", "Der var færre videokontakter", "»September« har 171 og »August« 164 i Tabel 1, men der står »færre«"),
    ("second", "E-mail er i alle tre måneder den næststørste", "Video er i alle tre måneder den næststørste", "Teksten siger »næststørste« om »Video« (118), men »E-mail« har 310 i Tabel 1"),
    ("fewest", "Færrest kontakter var der i juli", "Færrest kontakter var der i august", "Teksten siger »færrest« om »August« (1.828), men »Juli« har 1.333 i Tabel 1"),
    ("measured", "281 af dem (90 %)", "281 af dem (95 %)", "281 af 312 er 90,1 %, men der står 95 %"),
    ("target", "målet er dermed nået", "målet er dermed ikke nået", "90 % mod et mål på 85 %, men der står »ikke nået«"),
    ("half", "Halvdelen af de 312 (156)", "Halvdelen af de 312 (106)", "106 af 312 er 34,0 %, men der står »halvdelen«"),
    ("vaccines", "i alt 862", "i alt 852", "Delene af 852 er 410 + 388 + 64 = 862, men der står 852"),
    ("price", "dvs. 300 kr. pr. vaccine", "dvs. 350 kr. pr. vaccine", "19.200 delt med 64 er 300, men der står 350"),
    ("mean-between", "var 3,4 minutter i gennemsnit", "var 34 minutter i gennemsnit", "Der står »gennemsnit« om 34, men det mindste 1 og det største 14"),
    ("sum-cell", "310 | 352 | 379", "310 | 352 | 397", "»I alt« er 1.404 + 171 + 397 = 1.972 under »September«, men der står 1.954"),
]
