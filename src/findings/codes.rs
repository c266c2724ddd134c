//! The table of finding codes: name, severities, meaning, usual advice.

use serde::{Deserialize, Serialize};

use super::Severity;

/// Declares the codes. Several severities are written with the usual one first; each of the others is chosen by
/// [`super::Finding::with_severity`] where the finding is made. A code whose advice depends on the case has none here.
macro_rules! codes {
    ($($variant:ident = $name:literal, $severity:ident $(| $other:ident)*, $meaning:literal $(, $advice:literal)?;)+) => {
        /// The kind of a finding. Names are stable: scripts and links may use them. The order is the order of showing.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code {
            $(#[doc = $meaning] #[serde(rename = $name)] $variant,)+
        }

        impl Code {
            /// All codes, in the order of showing.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name that findings and `kapreport explain` show, as `bad-cell`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The severities that findings of this code can have, the usual one first.
            pub fn severities(self) -> &'static [Severity] {
                match self { $(Self::$variant => &[Severity::$severity $(, Severity::$other)*],)+ }
            }

            /// The usual severity.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }

            /// What it means, in Danish.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)+ }
            }

            /// What to do in the usual case, in Danish; "" if that depends on the case.
            pub fn advice(self) -> &'static str {
                match self { $(Self::$variant => concat!($($advice)?),)+ }
            }

            /// What it means, why it matters and how to fix it, with an example, in Danish.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$variant => include_str!(concat!("explanations/", $name, ".md")),)+ }
            }
        }
    };
}

codes! {
    DefinitionSyntax = "definition-syntax", Error, "En definitionsfil kan ikke læses som TOML.",
        "Se efter et anførselstegn, et lighedstegn, et komma eller en parentes, der mangler på linjen.";
    MissingTemplate = "missing-template", Error | Info, "En fil, som rapporten nævner, findes ikke i skabelonmappen.";
    UnlistedChapter = "unlisted-chapter", Info, "Filerne til et kapitel er der, men kapitlet er ikke med i rapporten.",
        "Skriv kapitlet på listen »chapters« i report.toml. Skal det ikke med, så slet filerne.";
    TemplateEncoding = "template-encoding", Info, "En fil i skabelonmappen er gemt med et andet tegnsæt end UTF-8.",
        "Gem den som UTF-8, så alle programmer læser den ens.";
    UnknownKey = "unknown-key", Error, "En definition har en nøgle, som kapreport ikke kender.";
    MissingKey = "missing-key", Error | Warning, "En definition mangler en nøgle, som skal være der.";
    WrongType = "wrong-type", Error, "En værdi i en definition har en forkert type.";
    BadValue = "bad-value", Error, "En værdi i en definition er ikke blandt de mulige.";
    DuplicateId = "duplicate-id", Error, "To ting i definitionen har samme navn.";
    SqlSyntax = "sql-syntax", Error, "Et SQL-udtryk kan ikke læses.";
    UnknownColumn = "unknown-column", Error, "Et SQL-udtryk bruger en kolonne, som datasættet ikke har.";
    UnknownFunction = "unknown-function", Error, "Et SQL-udtryk bruger en funktion, som kapreport ikke har.";
    UnknownDataset = "unknown-dataset", Error, "Et nøgletal bygger på et datasæt, som ikke er defineret.";
    UnknownFigure = "unknown-figure", Error, "En tabel, en tekst eller et udtryk bruger et nøgletal, som ikke er defineret.";
    UnknownMember = "unknown-member", Error | Warning, "Et nøgletal i en serie har ikke det medlem, der bliver spurgt om.";
    UnknownConcept = "unknown-concept", Error, "Et nøgletal har et begreb, som ikke er defineret.";
    SameConcept = "same-concept", Error, "To nøgletal i en rapport har samme begreb.",
        "En rapport har ét tal for hvert begreb. Lad det stå ved det nøgletal, der passer bedst.";
    ConceptMismatch = "concept-mismatch", Error, "Et nøgletal kan ikke være det, som dets begreb er.";
    UnknownTable = "unknown-table", Error, "Teksten indsætter en tabel eller figur, som ikke er defineret.";
    UnusedTable = "unused-table", Warning, "En tabel eller figur er defineret, men bliver ikke indsat i teksten.",
        "Indsæt den i kapitlets tekst med #tabel(\"…\") eller #figur(\"…\"), eller slet den.";
    FigureCycle = "figure-cycle", Error, "Nøgletal er udregnet af hinanden i ring.";
    SqlType = "sql-type", Error, "Et SQL-udtryk blander typer, der ikke passer sammen, eller har noget, som kapreport ikke regner med.";
    NoData = "no-data", Error, "Der er ingen fil til et datasæt.";
    UnreadableFile = "unreadable-file", Error, "En fil i datamappen kan ikke læses.";
    MisnamedFile = "misnamed-file", Error, "En fil er ikke det, som dens navn siger.";
    EmptyFile = "empty-file", Error | Warning, "En fil i datamappen har ingen rækker.",
        "Hent eksporten igen.";
    MissingSheet = "missing-sheet", Error, "En projektmappe mangler det ark, som datasættet skal læse.";
    MissingHeader = "missing-header", Error, "Ingen række i filen ligner datasættets overskrifter.";
    CprNumber = "cpr-number", Error, "En celle har et CPR-nummer, som ikke må komme ind i en rapport.",
        "Slet det i eksporten.";
    AmbiguousColumn = "ambiguous-column", Error, "To kolonner i en fil har samme overskrift.",
        "Slet den ene, eller giv den en anden overskrift.";
    RowAboveHeader = "row-above-header", Error, "En række, der ligner data, står over overskrifterne.",
        "Flyt overskrifterne op over rækken, eller slet rækken, hvis den ikke er data.";
    StrayQuote = "stray-quote", Error, "Et anførselstegn i en CSV-fil lukkes ikke, hvor det skal.",
        "Slet anførselstegnet. Skal det stå i teksten, så sæt anførselstegn om hele feltet, og skriv det to gange.";
    MissingColumn = "missing-column", Error, "Filen mangler en kolonne, som datasættet kræver.";
    AmbiguousNumber = "ambiguous-number", Error, "Tallene i en kolonne kan læses på to måder.";
    AmbiguousDate = "ambiguous-date", Warning, "Datoerne i en kolonne kan læses på to måder.",
        "Skriv format = \"month-first\" ved kolonnen i datasets.toml, hvis måneden står først. Ellers er der intet at gøre.";
    FarYear = "far-year", Warning, "Et årstal ligger langt fra alle andre i kolonnen.";
    SentinelDate = "sentinel-date", Warning | Info, "En dato er den, som programmer skriver, når der ingen dato er.";
    ShiftedDates = "shifted-dates", Warning, "Datoer med klokkeslæt lige før midnat er nok en dag for tidlige.",
        "Hent eksporten med danske datoer: tiderne er nok skrevet i UTC eller en anden tidszone.";
    EndBeforeStart = "end-before-start", Warning, "En række i et register slutter, før den begynder.",
        "Ret datoerne i eksporten.";
    ShortRow = "short-row", Error | Warning | Info, "En række i en CSV-fil har for få felter.";
    CutFile = "cut-file", Warning, "En tekstfil slutter midt i en række.",
        "Hent eksporten igen: den er formentlig afbrudt undervejs, og rækkerne efter denne mangler.";
    BadCell = "bad-cell", Error | Warning, "En celle passer ikke til kolonnens type.";
    EmptyCell = "empty-cell", Error | Warning, "En celle er tom, men skal være udfyldt.";
    DuplicateRow = "duplicate-row", Error | Warning, "To rækker har samme nøgle.",
        "Slet den ene række. Er det to forskellige ting, så ret nøglen, eller udvid »key« i datasets.toml.";
    DuplicateFile = "duplicate-file", Error, "To filer har nøjagtig samme indhold.",
        "Slet den ene.";
    NoValue = "no-value", Info | Warning, "En celle siger, at der ingen værdi er.",
        "Skriv teksten under »missing« ved kolonnen i datasets.toml, hvis det altid er sådan.";
    RepairedCell = "repaired-cell", Info, "En celle er skrevet anderledes, end den skal, men kan kun betyde ét.";
    FixedYear = "fixed-year", Warning, "En betingelse spørger efter et andet år, end rapporten er om.";
    GarbledText = "garbled-text", Warning, "En tekst har tegn, som ser ud til at være bogstaver, der er gået tabt.",
        "Ret cellerne, eller gem eksporten igen som UTF-8 eller .xlsx fra det system, den kommer fra.";
    RoundedId = "rounded-id", Warning, "Et langt nummer er afrundet af et regneark.",
        "Cifre er gået tabt, så forskellige numre kan være blevet ens. Hent eksporten igen, og åbn den ikke i Excel, før kolonnen er formateret som tekst.";
    SpellingsDiffer = "spellings-differ", Warning, "En tekst, der bliver talt, er stavet på flere måder.";
    NearMiss = "near-miss", Warning, "En betingelse passer ikke på nogen række, men næsten på nogle.";
    DateAmongTexts = "date-among-texts", Warning | Info, "En tekstkolonne har datoer, som et regneark kan have lavet af andre tekster.",
        "Se i kilden, hvad der skal stå: Excel gør »1-2« til 1. februar. Formatér kolonnen som tekst, og skriv cellerne igen.";
    OtherSeparator = "other-separator", Warning, "Værdierne i en liste er adskilt af noget andet end det, der er erklæret.";
    OldEncoding = "old-encoding", Info, "En tekstfil er skrevet i et ældre tegnsæt.",
        "Gem eksporten som UTF-8, hvis systemet kan det.";
    HiddenRow = "hidden-row", Warning | Info, "Et regneark har skjulte rækker.",
        "Skriv hidden = { rows = \"skip\" } ved datasættet, hvis skjulte rækker skal udelades, eller \"read\", hvis de skal med.";
    StruckRow = "struck-row", Warning | Info, "Et regneark har gennemstregede rækker.",
        "Tæller rækken ikke med, så slet den i regnearket, eller skriv hidden = { struck = \"skip\" } ved datasættet. Skal den med, så skriv \"read\".";
    CellComment = "cell-comment", Info, "Celler i et regneark har kommentarer.",
        "Læs kommentaren i regnearket: den kan sige, at et tal er forkert, eller at rækken ikke skal med.";
    HiddenColumn = "hidden-column", Info, "Et regneark har skjulte kolonner.",
        "Skriv hidden = { columns = \"read\" } ved datasættet, hvis skjulte kolonner må læses, eller \"skip\", hvis de ikke må.";
    HiddenSheet = "hidden-sheet", Info, "Et skjult ark er læst.";
    MergedCells = "merged-cells", Info | Warning, "Et regneark har flettede celler.";
    RepeatedHeader = "repeated-header", Info, "Overskrifterne står mere end én gang i en fil.";
    FooterRow = "footer-row", Info, "En sum eller en note er ikke talt med.";
    GroupHeading = "group-heading", Error | Warning | Info, "En række har kun en overskrift til rækkerne under den.",
        "Er den en overskrift eller en note, så slet rækken i eksporten, eller skriv dens første ord under »footers« ved datasættet i datasets.toml. Er den data, så udfyld de andre celler.";
    SecondTable = "second-table", Error | Warning, "En anden tabel står under den, der skal læses.",
        "Slet den, eller flyt den til en fil for sig.";
    DeclaredRows = "declared-rows", Warning, "En note under tabellen siger et andet antal rækker, end filen har, eller at der mangler rækker.",
        "Er eksporten hel? Hent den igen, hvis der mangler rækker.";
    FullSheet = "full-sheet", Warning, "En fil har præcis så mange rækker, som et regneark kan have.",
        "Hent eksporten som .csv eller i mindre dele, og se, om der kommer flere rækker.";
    ReplacedRow = "replaced-row", Info | Warning, "En række er erstattet af en rettet række fra --rejects.";
    TotalRow = "total-row", Warning, "En række er måske en sum af andre rækker.",
        "Er den en sum, så slet den i eksporten, eller skriv dens første ord under »footers« i datasets.toml.";
    ExampleRow = "example-row", Info, "Flere rækker begynder med »Eksempel:« og er ikke talt med.";
    EmptyPeriod = "empty-period", Error, "Et datasæt har ingen rækker i perioden.",
        "Er det den rigtige eksport? Perioden skal ligge i det udtræk, der er i datamappen.";
    UnreadColumn = "unread-column", Info, "Filen har en kolonne, som datasættet ikke læser.";
    UnreadSheet = "unread-sheet", Info | Warning, "En projektmappe har et ark, som intet datasæt har bedt om.",
        "Skriv »sheet« i datasets.toml, hvis det er et andet ark, der skal læses.";
    UnreadFile = "unread-file", Info | Warning, "Datamappen har en fil, som intet datasæt læser.",
        "Se filnavnene under »files« i datasets.toml, eller flyt filen.";
    RowWithoutPartner = "row-without-partner", Warning | Info, "En række er ikke med i et sammenkædet datasæt, fordi den ingen modpart har.";
    OnceDiffers = "once-differs", Info, "Rækker, der tæller én gang, er ikke ens i det, der regnes på.",
        "Se rækkerne med »kapreport trace«, og skriv flere kolonner i »once«, hvis de skal tælle hver for sig.";
    SeriesWithoutMember = "series-without-member", Error, "Rækker i en serie har ingen af seriens medlemmer.";
    HistoryChanged = "history-changed", Warning, "Et tal for en tidligere periode er et andet end i rapporten for den.";
    UnknownFormerName = "unknown-former-name", Warning, "Et gammelt navn, som definitionen nævner, findes ikke i tidligere rapporter.";
    MissingHistory = "missing-history", Info, "En serie over flere perioder mangler en tidligere periode.",
        "Byg den tidligere periode først, eller læg en eksport, der går længere tilbage, i datamappen.";
    OldExport = "old-export", Warning, "En fil er magen til den, som rapporten før er lavet af.",
        "Hent eksporten for den nye periode. Er der virkelig intet nyt, så lad filen hedde det samme som før.";
    FewerRows = "fewer-rows", Warning, "Et register har langt færre rækker end i rapporten før.",
        "Er eksporten hel? Er registret blevet mindre, så sæt grænsen op i report.toml: [signs] fewer_rows.";
    MissingNumber = "missing-number", Warning, "Et løbenummer mangler i en kolonne, hvor de andre følger efter hinanden.",
        "Slå numrene op i systemet: mangler rækkerne i eksporten, så hent den igen.";
    DateOutOfOrder = "date-out-of-order", Warning, "En dato står ikke i orden i en log, der ellers gør.",
        "Er datoen tastet forkert, så ret den, og hent eksporten igen.";
    EmptyMonth = "empty-month", Warning, "En måned er tom i en log, der har rækker i alle andre.",
        "Er måneden kommet med i eksporten? Ellers hent den igen.";
    OtherMonth = "other-month", Warning, "En fil, der hedder efter en måned, har kun datoer i andre måneder.",
        "Er den rigtige måned hentet? Ellers hent eksporten igen, eller ret filens navn.";
    OnlyFirst = "only-first", Warning, "En kolonne er kun udfyldt i den første række af hver gruppe.",
        "Udfyld cellerne nedad. I en pivottabel: Design, Rapportlayout, Gentag alle elementnavne.";
    TwoEditions = "two-editions", Warning, "To filer har næsten de samme rækker.",
        "Er det to udgaver af samme udtræk, så slet den ældste. Ellers tæller rækkerne to gange.";
    AlikeRows = "alike-rows", Warning, "En række er magen til en anden i alt undtagen nøglen.",
        "Er det den samme ting to gange, så slet den ene række, og hent eksporten igen.";
    CountedTwice = "counted-twice", Warning, "Et nøgletal tæller den samme ting flere gange.";
    MixedMeasures = "mixed-measures", Warning, "Et nøgletal regner på antal og andele under ét.";
    SeveralYears = "several-years", Warning, "Et datasæt uden periode har rækker fra flere år.";
    RunningSum = "running-sum", Warning, "En kolonne, der bliver lagt sammen, er nok lagt sammen i forvejen.";
    VoidRow = "void-row", Warning, "En række siger selv, at den er aflyst, en prøve eller en dublet.",
        "Skal rækken ikke med, så slet den i eksporten. Skal den, er der intet at gøre.";
    OverlappingVersions = "overlapping-versions", Warning, "To udgaver af det samme i et register gælder samtidig.",
        "Giv den ældste en slutdato, eller slet den af dem, der er forkert.";
    NegativeNumber = "negative-number", Warning, "Et tal under nul indgår i et antal eller et gennemsnit.";
    FarNumber = "far-number", Warning, "Et tal er mange gange større end alle andre i kolonnen.";
    UnweightedMean = "unweighted-mean", Warning | Info, "Et gennemsnit af andele lader store og små grupper tælle lige meget.";
    EndlessTemplate = "endless-template", Error, "En skabelon bliver ved uden ende eller fylder for meget.",
        "Se efter #for, #while, {% for %} og tekster, der ganges med et stort tal.";
    TooMuch = "too-much", Error, "En serie eller en sammenkædning bliver for stor.";
    NoMembers = "no-members", Error, "Registret har ingen, som rapporten kan laves for.",
        "Se, om perioden er den rigtige, og om registret dækker dens sidste dag.";
    BatchMember = "batch-member", Info, "Rapporten laves for hvert medlem af et register; her er den for ét af dem.",
        "Lav dem alle med »kapreport batch«.";
    Unprotected = "unprotected", Warning, "Tal på få personer er ikke beskyttet.",
        "Beskyt datasættet med »protect« i datasets.toml, eller skriv, hvorfor det ikke er nødvendigt: protect = { open = \"…\" }.";
    FewOfMany = "few-of-many", Warning, "Et lille antal blandt mange personer kan læses i rapporten.",
        "Er det personer, så giv dem rækker for sig: ja og nej som en kolonne i »cells« med personerne i »persons«.";
    ReusedNumber = "reused-number", Warning, "Et nummer har to navne i den samme gruppe i perioden.",
        "Er nummeret givet videre, så skriv et andet nummer for den gamle i alle udtræk. Er det et nyt navn, så skriv det i begge rækker.";
    NoComparator = "no-comparator", Warning, "Et diagram over praksis har ikke noget at sammenligne med.",
        "Skriv fx gruppens gennemsnit og bedste fjerdedel under »compare«, eller et mål under »target«.";
    NoOwnBar = "no-own-bar", Warning, "Et diagram viser gruppens tal, og læseren kan ikke se sit eget.",
        "Del serien op efter niveauets kolonne, fx by = \"ydernr\", eller skriv scope = \"own\".";
    NoHeadline = "no-headline", Warning, "Et diagram i en pakke har ingen sætning, der siger, hvad det viser for læseren.",
        "Skriv #budskab[…] med én sætning til netop denne læser før diagrammet.";
    NoAction = "no-action", Warning, "Et afsnit med et diagram siger ikke, hvad læseren kan gøre.",
        "Skriv #handling[…] med noget, læseren selv kan gøre.";
    QueryFailed = "query-failed", Error, "Et nøgletal kunne ikke beregnes.";
    MembersDiffer = "members-differ", Warning | Info, "Et tal er ukendt, fordi to serier ikke har de samme medlemmer.",
        "Se, om de to eksporter skal have de samme, og om navnene er skrevet ens.";
    NotANumber = "not-a-number", Warning, "Et udregnet nøgletal er ikke et tal, fx fordi der er divideret med nul.",
        "Se, om nævneren skal være nul i denne periode.";
    ShareOutOfRange = "share-out-of-range", Error, "En andel ligger uden for 0–100 %.",
        "Se på definitionens tæller og nævner.";
    BelowZero = "below-zero", Error, "Et antal er under nul.",
        "Se, hvad der trækkes fra. Er det en ændring, der kan være negativ, så skriv negative = true ved nøgletallet.";
    RoundedAway = "rounded-away", Warning, "Et tal er vist uden decimaler, så det meste af det er rundet væk.",
        "Skriv format = \"percent\" ved nøgletallet, hvis det er en andel, eller decimals = 1, hvis det er et tal.";
    ShareDiffers = "share-differs", Warning, "En andel følger ikke af de to tal, som de er vist.",
        "Vis tæller og nævner med så mange decimaler, at en læser kan regne andelen ud.";
    SumDiffers = "sum-differs", Error | Warning, "En sum i en tabel er ikke summen af sine dele.",
        "Ret definitionerne, så delene giver summen. Er rækken ikke en sum, så skriv sums = false ved den i tabellen.";
    MissingMember = "missing-member", Warning, "En tabel viser ikke alle medlemmer af en serie.",
        "Tilføj dem, eller vis hele serien med { series = \"…\" }.";
    GoneMember = "gone-member", Info, "Et medlem af en serie er væk siden perioden før.",
        "Mangler der noget i eksporten? Har medlemmet fået et andet navn, så skriv det gamle med »was«.";
    SameDefinition = "same-definition", Warning, "To nøgletal er defineret ens.",
        "Behold det ene, og brug det begge steder, så tallet kun findes én gang.";
    SameLabel = "same-label", Warning, "To forskellige tal hedder det samme.",
        "Brug det samme nøgletal, giv dem hver sit navn, eller forklar forskellen med »note« ved et af dem.";
    LargeChange = "large-change", Warning, "Et tal har ændret sig meget uden en forklaring.";
    TypedNumber = "typed-number", Error, "Et tal er skrevet i teksten i stedet for at være hentet fra et nøgletal.";
    SwallowedText = "swallowed-text", Error, "Noget i teksten ville forsvinde på siden, fordi Typst bruger tegnet til noget andet.";
    ForeignMarkup = "foreign-markup", Error, "Teksten har Markdown, HTML eller enkelte krøllede parenteser, som ikke virker her.";
    UnknownReference = "unknown-reference", Error, "En henvisning med @ eller et link leder ingen steder hen.";
    PremiseFailed = "premise-failed", Error | Warning, "En sætning bygger på noget, der ikke gælder.",
        "Skriv sætningen om, eller sæt den i {% if gaelder(\"…\") %} … {% endif %}, så den kun kommer med, når den passer.";
    UnguardedSentence = "unguarded-sentence", Warning, "En sætning siger hvorfor eller hvilken vej tal har ændret sig, uden at det bliver prøvet.",
        "Skriv {{ gaelder(\"kapitel.tal > forrige\") }} i sætningen med det, den bygger på, eller skriv den, så den passer til ethvert tal.";
    EmptySentence = "empty-sentence", Warning, "En sætning har intet at nævne eller at sammenligne med.";
    CheckFailed = "check-failed", Error | Warning, "To nøgletal, der skal stemme, stemmer ikke.";
    CheckUnknown = "check-unknown", Info | Warning, "Et tjek kan ikke afgøres, fordi et af tallene er ukendt.";
    ProseSyntax = "prose-syntax", Error, "En skabelontekst kan ikke læses.";
    ValueInTypst = "value-in-code", Error, "Et tal er sat ind i en Typst-tekst i anførselstegn, hvor det ikke kan vises.",
        "Brug kantede parenteser: #boks(titel: [… {{ tal(…) }} …])[…].";
    TypstError = "typst-error", Error, "Typst kan ikke sætte rapporten.";
    TypstWarning = "typst-warning", Warning, "Typst advarer om noget i opsætningen.";
    MissingGlyph = "missing-glyph", Warning, "En tekst har et tegn, som rapportens skrift ikke har.",
        "Skriv det med bogstaver i cellen eller skabelonen, eller slet det.";
    LongTable = "long-table", Error, "En tabel har flere rækker, end en rapport kan vise.",
        "Vis de største med »ranking«, eller del serien op efter færre værdier. Alle tal står i figures.json.";
    OutsidePage = "outside-page", Error | Warning, "Noget på en side går ud over papiret eller margenen.",
        "Giv tabellen færre kolonner eller figuren færre led, skriv navnene kortere, eller gør søjler til bjælker: kind = \"bars\".";
    PrintedOver = "printed-over", Warning, "Noget på en side er trykt oven i noget andet.",
        "Skriv navnene kortere, vis færre tal, eller gør søjler til bjælker: kind = \"bars\".";
    UnseenText = "unseen-text", Warning, "Ord i et kapitel er på ingen side, eller kan ikke ses der.",
        "Giv rammen plads til teksten, eller sæt den større. Se efter clip, height og size på linjen.";
    LowContrast = "low-contrast", Warning | Info, "En tekst har for lidt kontrast til sin baggrund.",
        "Vælg en mørkere farve til teksten, eller en lysere baggrund (WCAG 2.1, 1.4.3).";
    PrintedShare = "printed-share", Error | Warning | Info, "En trykt procent passer ikke til de tal, som den er udregnet af.";
    PrintedSum = "printed-sum", Error | Warning | Info, "En trykt sum passer ikke til sine dele.";
    PrintedChange = "printed-change", Error | Warning | Info, "En trykt ændring passer ikke til de to tal, som den er mellem.";
    PrintedDate = "printed-date", Error | Warning | Info, "En trykt dato, ugedag eller varighed passer ikke.";
    PrintedTwice = "printed-twice", Error | Warning | Info, "Det samme tal er trykt med to værdier.";
    PrintedWords = "printed-words", Warning | Info, "Ord som »flest«, »hvert år« og »nået« passer ikke til de trykte tal.";
    PrintedReference = "printed-reference", Warning | Info, "En henvisning til en tabel eller figur passer ikke.";
    PrintedDiffers = "printed-differs", Error | Info, "Et trykt tal er et andet end det, som kapreport beregner.";
    SnapshotUnreadable = "snapshot-unreadable", Warning | Info, "Et tidligere øjebliksbillede (figures.json) kan ikke læses.";
    SnapshotEdited = "snapshot-edited", Warning | Error, "Et øjebliksbillede (figures.json) er rettet i hånden.",
        "Hent den rigtige fil frem igen, fx fra git, eller byg perioden igen af dens eksporter.";
}

impl Code {
    /// Whether a draft can be made in spite of findings of this code: the numbers are there, but do not agree.
    pub fn may_stand_in_draft(self) -> bool {
        matches!(
            self,
            Self::CheckFailed
                | Self::SumDiffers
                | Self::ShareDiffers
                | Self::ShareOutOfRange
                | Self::BelowZero
                | Self::TypedNumber
                | Self::SwallowedText
                | Self::ForeignMarkup
                | Self::UnknownReference
                | Self::TypstError
                | Self::LongTable
                | Self::OutsidePage
                | Self::PremiseFailed
                | Self::ProseSyntax
                | Self::ValueInTypst
                | Self::UnknownFigure
                | Self::UnknownMember
                | Self::UnknownTable
                | Self::DuplicateId
                | Self::WrongType
                | Self::QueryFailed
                | Self::EmptyPeriod
        )
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;
    use crate::findings::{Finding, Place};

    #[test]
    fn codes_are_unique_kebab_case_and_documented() {
        let names: BTreeSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        for code in Code::ALL {
            assert!(code.name().chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", code.name());
            assert!(code.meaning().ends_with('.'), "{}", code.name());
            assert!(code.advice().is_empty() || code.advice().ends_with('.'), "{}", code.name());
            for heading in ["Hvad det betyder", "Hvorfor det er vigtigt", "Sådan retter du det", "Eksempel"] {
                let below = code.explanation().split_once(&format!("{heading}\n")).map_or("", |(_, below)| below);
                assert!(below.starts_with("  "), "{}: {heading}", code.name());
            }
        }
    }

    #[test]
    fn a_finding_has_the_first_severity_and_the_advice_of_its_code() {
        for code in Code::ALL {
            let finding = Finding::new(*code, Place::Nowhere, "");
            assert_eq!((finding.severity, finding.advice.as_str()), (code.severity(), code.advice()));
            assert_eq!(code.severities().first(), Some(&code.severity()));
            let different: BTreeSet<_> = code.severities().iter().collect();
            assert_eq!(different.len(), code.severities().len(), "{} names a severity twice", code.name());
        }
    }

    /// Severities and usual advice belong in the table: a code with one severity is never given another, and a text of
    /// the table is not repeated elsewhere.
    #[test]
    fn every_code_is_used_and_its_advice_stands_in_the_table_only() {
        let mut sources = Vec::new();
        read_sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut sources);
        for code in Code::ALL {
            let variant = format!("Code::{code:?}");
            let is_used = |text: &String| {
                text.match_indices(&variant)
                    .any(|(start, _)| !text[start + variant.len()..].starts_with(|c: char| c.is_ascii_alphanumeric()))
            };
            assert!(sources.iter().any(is_used), "no finding has the code {}", code.name());
            let advice = format!("{:?}", code.advice());
            assert!(
                code.advice().is_empty() || !sources.iter().any(|text| text.contains(&advice)),
                "the usual advice of {} is written again",
                code.name()
            );
        }
    }

    /// Reads all Rust files of the folder except this one.
    fn read_sources(folder: &Path, sources: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read_sources(&path, sources);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && !path.ends_with("findings/codes.rs")
            {
                sources.push(std::fs::read_to_string(&path).unwrap());
            }
        }
    }
}
