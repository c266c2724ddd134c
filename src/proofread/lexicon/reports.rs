//! The vocabulary of reports: their parts, targets, lists and accounts.

use super::classes;

classes! {
    /// Parts of a report whose number is a name, even if a point follows.
    NAMED_PARTS = [tabel figur bilag kapitel afsnit];

    /// As [`NAMED_PARTS`], for whatever else has a number for its name.
    NUMBERED = [side s nr nummer kl klokken type fase uge ugerne];

    /// Other documents that a sentence may be about.
    DOCUMENTS = [
        bilag bilaget rapport rapporten årsrapport årsrapporten årsberetningen artiklen notatet publikationen
        appendiks hjemmesiden
    ];

    /// They name a table without its number.
    NEARBY = [tabellen figuren nedenfor nedenstående følgende herunder];

    /// What a report calls itself.
    THIS_REPORT = [
        rapporten opgørelsen perioden redegørelsen notatet årsrapporten kvartalsrapporten statusrapporten beretningen
        årsberetningen publikationen undersøgelsen evalueringen årsregnskabet regnskabet
    ];

    /// Who a report is by: a subject that says nothing about what is counted.
    REPORTERS = [
        enheden centret afdelingen kommunen regionen foreningen klinikken hospitalet vi teamet sekretariatet projektet
        skolen forvaltningen selskabet styrelsen biblioteket museet
    ];

    /// Who is asked or counted, in the form that means all of them.
    PEOPLE = [
        borgerne patienterne deltagerne respondenterne medarbejderne forældrene brugerne familierne beboerne eleverne
        medlemmerne kursisterne pårørende de adspurgte
    ];

    /// Verbs between a report and its period.
    COVERS = [dækker omfatter gælder vedrører dækkede omhandler];

    /// Words between such a verb and the dates.
    PERIODS = [perioden tiden fra den i hele];

    /// Verbs with which a text says what a table shows.
    SHOWS = [viser lister ses fremgår oplister indeholder opregner];

    /// They make a number a goal.
    TARGETS = [mål målet måltal måltallet målsætning målsætningen krav kravet succeskriteriet];

    /// Words after »end« for the budget that spending is compared with.
    BUDGETED = [budgettet budgetteret budgetterede budget ventet forventet forventede planlagt planlagte];

    /// Participles and passives of a target that was reached.
    MET = [nået nåede opfyldt indfriet opnået nås overholdt opfyldes indfries mødt];

    /// Verbs before a target that is reached.
    MEETS = [opfylder opfyldte når nåede lever levede indfrier overholder];

    /// Starts of words for a split of a whole.
    SPLITS = [fordel sammensætning opdelt opdeling];

    /// Forms of »fordele«, before parts that are all of a whole.
    DIVIDED = [fordeler fordeles fordelte fordelt];

    /// Starts of words for what comes in.
    REVENUE = [indtægt omsætning indtjening];

    /// Parts of words for what there is to spend.
    GRANTS = [bevilling bevilg budget tilskud ramme afsat];

    /// Starts of words for what goes out.
    COSTS = [udgift omkostning];

    /// Starts of words for what was spent.
    SPENT = [forbrug brugt brugte udgjorde regnskab løb];

    /// Ends of nouns that a list has one item for. A list of persons or visits may have several in each item.
    LISTED = [
        områder områderne emner emnerne temaer temaerne indsatser indsatserne mål punkter spor typer former modeller
        pakker pakkerne kampagner projekter aktiviteter opgaver initiativer anbefalinger årsager grunde spørgsmål krav
        kriterier trin faser dele niveauer kanaler kilder principper værdier kategorier moduler indikatorer
        udfordringer fordele ulemper muligheder redskaber metoder afsnit
    ];

    /// Participles of a list in order.
    ORDERED = [ordnet sorteret rangeret rangordnet opstillet];

    /// Verbs for making something, which a label and a sentence may choose differently.
    MAKING = [udarbejdet udviklet lavet udgivet udformet produceret skrevet];

    /// They explain how something was counted.
    COUNTING = [tabel tabellen tæller tælles talt opgjort heraf dog kun inklusive inkl også medregnet];

    /// Names of rows that a text has without meaning the row.
    GENERIC = [
        andet andre øvrige øvrigt ukendt ja nej antal andel samlet mindst størst højst lavest højest fald stigning
        alle ingen begge gennemsnit median procent pct dage år flere nye type resultat
    ];

    /// Starts of names of columns that are summed so far.
    RUNNING = [løbende kumul akkumul];

    /// What persons did who are left of a whole.
    ABSENT = [ikke udeblev fra afbud manglede mangler stoppede afslog nej];

    /// Starts of words before a range of what is averaged.
    RANGES = [varier spænd spredning svinge lå interval];
}
