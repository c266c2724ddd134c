"""A year of a maternity ward: forms of birth over three years, staffing."""

REPORT = [
    ("h", "Fødeafdelingen på Strandby Sygehus: årsopgørelse 2024"),
    ("p", "I 2024 var der 1.864 fødsler på afdelingen, 52 færre end i 2023, hvor tallet var 1.916. Kejsersnit udgjorde 21 % (391 fødsler), og "
          "112 kvinder (6 %) fødte hjemme."),
    ("table", "Tabel 1. Fødsler efter form", ["Form", "2022", "2023", "2024"], [
        ["Spontan", "1.310", "1.287", "1.248"],
        ["Sugekop", "211", "229", "225"],
        ["Planlagt kejsersnit", "188", "192", "183"],
        ["Akut kejsersnit", "199", "208", "208"],
        ["I alt", "1.908", "1.916", "1.864"],
    ]),
    ("p", "Tabel 1 viser, at antallet af spontane fødsler er faldet hvert år. To ud af tre fødsler (67 %) er spontane. Akut kejsersnit er den "
          "eneste form, der er uændret fra 2023 til 2024. Planlagt kejsersnit er faldet med 9 siden 2023. Sugekop er faldet fra 229 til 225. "
          "Planlagte og akutte kejsersnit udgør tilsammen 391 fødsler i 2024."),
    ("p", "Gennemsnitsalderen for førstegangsfødende var 29,8 år mod 29,5 år i 2023, altså 0,3 år højere. Den yngste var 17 og den ældste 46 "
          "år. 46 % af kvinderne var førstegangsfødende, og 54 % havde født før."),
    ("table", "Tabel 2. Bemanding pr. vagtlag", ["Vagtlag", "Normerede", "Besatte", "Dækning"], [
        ["Dag", "24", "23", "96 %"],
        ["Aften", "16", "13", "81 %"],
        ["Nat", "12", "9", "75 %"],
        ["I alt", "52", "45", "87 %"],
    ]),
    ("p", "Dækningen er bedst om dagen og dårligst om natten, se tabel 2. Natten har den laveste dækning, 75 %. Om aftenen er 13 af de 16 "
          "stillinger besat. Syv stillinger er ubesatte, heraf tre om natten og tre om aftenen. Ingen vagtlag har fuld dækning."),
    ("p", "Fra den 1. april 2024 til den 30. september 2024, i alt seks måneder, var der visitationsstop om natten. I den periode blev 38 "
          "fødende omvisiteret, i gennemsnit godt seks om måneden."),
]

PLANTS = [
    ("fewer", "52 færre end i 2023", "62 færre end i 2023", "1.864 er 52 færre end 1.916, men der står 62 færre"),
    ("share-count", "udgjorde 21 % (391 fødsler)", "udgjorde 24 % (391 fødsler)", "391 af 1.864 er 21,0 %, men der står 24 %"),
    ("fell-years", "er faldet hvert år. To", "er steget hvert år. To", "Teksten siger »steget hvert år«, men tallet falder fra 1.310 til 1.287 i 2023 i Tabel 1"),
    ("spontaneous", "To ud af tre fødsler (67 %)", "To ud af tre fødsler (77 %)", "2 af 3 er 66,7 %, men der står 77 %"),
    ("only-same", "Akut kejsersnit er den eneste form", "Sugekop er den eneste form", "I Tabel 1 gælder »uændret« for »Akut kejsersnit«, men teksten siger kun »Sugekop«"),
    ("fell-by", "er faldet med 9 siden 2023", "er faldet med 11 siden 2023", "»Planlagt kejsersnit« går fra 192 til 183 i Tabel 1, et fald på 9, men der står 11"),
    ("years-higher", "altså 0,3 år højere", "altså 0,5 år højere", "Fra 29,5 til 29,8 er en stigning på 0,3, men der står 0,5"),
    ("best", "bedst om dagen", "bedst om aftenen", "»Aften« er hverken først eller sidst i Tabel 2, men der står »bedst«"),
    ("lowest", "den laveste dækning, 75 %", "den laveste dækning, 72 %", "»Nat« er 75 % under »Dækning« i Tabel 2 og 72 % i teksten"),
    ("of-posts", "13 af de 16 stillinger", "13 af de 18 stillinger", "»Aften« er 16 i Tabel 2 og 18 i teksten"),
    ("months", "i alt seks måneder", "i alt fem måneder", "Mellem de to datoer er der 6 måneder, men der står fem"),
    ("cover-cell", "16 | 13 | 81 %", "16 | 13 | 86 %", "»Aften«: 13 af 16 er 81,3 %, men der står 86 %"),
    ("no-table", "se tabel 2", "se tabel 5", "Teksten henviser til Tabel 5, men den sidste er Tabel 2"),
    ("total-cell", "Spontan | 1.310 | 1.287 | 1.248", "Spontan | 1.310 | 1.287 | 1.284", "»I alt« er 1.284 + 225 + 183 + 208 = 1.900 under »2024«, men der står 1.864"),
]
