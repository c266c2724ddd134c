//! Words for changes, comparisons and ranks.

use super::classes;

classes! {
    /// Verbs, participles and nouns that express a rise.
    RISES = [
        steg stiger steget stige vokse voksede vokset vokser øgedes øgede øget forøget stigning stigningen vækst væksten
        fremgang fremgangen fordoblet fordobledes fordobling tredoblet tredobledes firedoblet
    ];

    /// Verbs, participles and nouns that express a fall.
    FALLS = [
        faldt falder faldet falde fald reduceres reducere reduceret reducerede reduceredes mindsket sænket nedbragt sank nedgang
        nedgangen reduktion reduktionen tilbagegang tilbagegangen halveret halveredes halverede
    ];

    /// Verbs of a change that may come before their subject.
    FINITE = [steg stiger voksede vokser faldt falder];

    /// Participles of a change, after »er« and »har«.
    MOVED = [steget vokset øget faldet];

    /// Nouns for a change: an amount follows with »på«.
    CHANGE_NOUNS = [stigning vækst fremgang forøgelse fald nedgang reduktion tilbagegang];

    /// Those with an article: »faldet er på 4«.
    THE_CHANGE = [faldet nedgangen reduktionen tilbagegangen stigningen væksten fremgangen];

    /// Starts of words for a change. »Fremmøde« and »voksne« are none.
    CHANGE_STARTS = [steg stig fald vokse vækst øge øgning reduc reduk fremgang nedgang tilbagegang forøg];

    /// Comparatives of a larger number.
    MORE = [flere højere længere større];

    /// Comparatives of a smaller number.
    LESS = [færre lavere kortere];

    /// Comparatives that may be of anything.
    VAGUE = [mere mindre];

    /// Superlatives of the largest number.
    MOST = [flest fleste størst største højest højeste længst længste hyppigst hyppigste dyrest dyreste];

    /// Verbs for a rank among times: »toppede i 2022«.
    PEAKS = [toppede topper toppet kulminerede];

    /// Superlatives of the smallest number.
    LEAST = [færrest færreste mindst mindste lavest laveste kortest korteste billigst billigste];

    /// Superlatives whose side depends on what is measured.
    BEST = [bedst bedste værst værste dårligst dårligste];

    /// They say that nothing changed.
    UNCHANGED = [uændret uændrede uforandret];

    /// They make »uændret« roughly so.
    ABOUT_SO = [stort næsten nogenlunde omtrent stor nærmest ikke];


    /// Forms of »gå«, which »frem« and »tilbage« belong to.
    GONE = [gået gik går];

    /// Adverbs of »gå frem« and »gå tilbage«.
    ONWARD = [frem tilbage];

    /// Nouns for how far two numbers are apart.
    DIFFERENCES = [forskel forskellen afstand afstanden spredningen];

    /// Nouns for a comparison that is neither of two counts.
    DEVIATIONS = [ændring ændringen forskel forskellen afvigelse afvigelsen forhold forbedring];

    /// First words in the name of a column of changes.
    CHANGE_COLUMNS = [forskel ændring udvikling difference diff stigning vækst indeks afvigelse afvig];
}
