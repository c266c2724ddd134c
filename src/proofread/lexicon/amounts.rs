//! Units of what is counted and measured, and words for how exactly a number is given.

use super::classes;

classes! {
    /// Percent signs written as words.
    PERCENT = [pct procent];

    /// Units of money, before or after the number.
    CURRENCY = [kr kroner tkr];

    /// Units that have parts, so that whole numbers of them are rounded.
    UNITS = [mio mia mill timer årsværk fuldtidsstillinger km kg ton tons liter kwh mwh];

    /// Starts of words for money, besides what comes in and goes out.
    MONEY = [beløb budget regnskab økonomi løn resultatopgørelse balance egenkapital];

    /// They scale the number before them.
    SCALE_WORDS = [mio mia mill million millioner milliarder tusind tusinde t promille];

    /// Units of time in the plural: what is measured by them is rounded.
    DURATIONS = [sekunder minutter timer dage døgn uger måneder];

    /// Units of time in the singular: »hver tredje måned« is no share.
    TIME_UNITS = [gang dag uge måned kvartal år time];

    /// A number before them counts how often.
    TIMES = [gang gange];

    /// A number after them is estimated.
    ROUGHLY = [ca cirka omkring omtrent henved anslået små lidt];

    /// A number after them is a little more than what is meant.
    NEARLY = [næsten knap knapt];

    /// A number after them is a little less than what is meant.
    A_LITTLE_OVER = [godt];

    /// A number after them is a lower bound.
    AT_LEAST = [over mindst minimum minimalt min];

    /// A number after them is an upper bound.
    AT_MOST = [under højst maksimum maksimalt maks max];

    /// Starts of words for an average.
    MEANS = [gennemsnit median snit middel gns];

    /// Ends of words for a rate of any kind.
    RATES = [procent procenten andel andelen rate raten grad graden];

    /// Parts of words for what is measured or averaged, not counted.
    MEASURED = [gennemsnit median andel procent minut sekund måned vente tiden alder];

    /// Ends of words for a rate that is given in percent.
    PERCENT_RATES = [
        procent procenten deltagelsesgrad deltagelsesgraden dækningsgrad dækningsgraden svarandel svarandelen
    ];
}
