//! Function words: what ties a number to its noun, to other numbers and to the sentences around it.

use super::classes;

classes! {
    /// Forms of »være« and »blive«: they say nothing but that a number is so.
    BE = [er var blev bliver];

    /// Forms of »have«, which say nothing but that a number is so.
    HAVE = [har havde];

    /// Other verbs that say nothing but that a number is so.
    STANDING = [kom kommer fik får stod står lå ligger ses tog gik deltog];

    /// Other verbs in the past that have no ending of it.
    STRONG_PAST = [modtog foretog tog sagde valgte holdt afholdt gav fandt skrev trak drog sad];

    /// Verbs that make a number a part of a whole.
    MAKING_UP = [udgør udgjorde stod står tegner tegnede];

    /// What persons did who are counted: they came, answered, took part.
    ANSWERING = [svarede deltog kom];

    /// They tie a number to its place, time or noun.
    PREPOSITIONS = [i på af om for til fra ved hos med];

    /// Prepositions that put a number before or after another time.
    TIMES_OF = [efter før inden siden];

    /// They join the items of a list.
    AND = [og samt];

    /// They start a clause of its own.
    BUT = [mens men];

    /// Articles of a noun that is known.
    ARTICLES = [de den det];

    /// Articles of a noun that is new.
    ONE = [en et];

    /// They point to the sentence before.
    THIS = [det dette];

    /// Subjects that stand for what was counted before.
    SUBJECTS = [det der den de dette];

    /// What was counted before, after »af« and »blandt«.
    THEM = [dem disse];

    /// They restate a number in another way.
    THAT_IS = [altså dvs nemlig];

    /// They lead to a number that follows from others.
    THEREFORE = [dermed således derfor];

    /// Adverbs that say nothing about what is counted.
    ADVERBS = [derimod dog imidlertid desuden samtidig generelt tilsvarende igen atter omvendt modsat ellers];

    /// They say that two numbers are the same thing.
    EQUALS = [svarende svarer hvilket lig];

    /// As [`EQUALS`], but persons give something too.
    GIVES = [giver gav];

    /// They lead to the reason for a number.
    BECAUSE = [idet da fordi];

    /// They start a clause about the word before.
    RELATIVE = [der som hvor];

    /// All of what is counted.
    ALL = [alle samtlige];

    /// Words before the whole that a part is of, besides [`ALL`].
    WHOLE = [de hele vores regionens kommunens];

    /// They make a number the sum of others. »Alt« is that of »i alt«.
    TOGETHER = [alt ialt tilsammen sammenlagt samlet];

    /// They leave a number as it is.
    ONLY = [kun blot];

    /// They deny what a clause says.
    DENIALS = [ikke hverken aldrig uden];

    /// They count nothing: none is there.
    NOBODY = [ingen intet nul];

    /// They take something out of all: »alle på nær Nord«.
    EXCEPT = [undtagen bortset pånær nær];

    /// Verbs of what has not happened.
    PLANS = [forventes kan vil skal];

    /// They make the numbers after them parts of what was counted before.
    PARTITIVES = [heraf hvoraf deraf];

    /// They make a list one of some only.
    EXAMPLES = [bl fx blandt eksempelvis herunder især heriblandt];

    /// They say that counts overlap.
    OVERLAPS = [flere samme begge];

    /// They compare a number with one of another time or place.
    AGAINST = [mod imod];

    /// A number is for each of something.
    EACH = [hver hvert];

    /// As [`EACH`], before the noun in the singular.
    PER = [pr per à á];

    /// Another time than that of the report, in words.
    EARLIER = [året før sidste forrige];

    /// They lead from the first of a ranking to the next.
    FOLLOWING = [fulgt efterfulgt dernæst derefter];

    /// What is left of a whole.
    LEFT = [resten resterende øvrige restgruppen tilbageværende];

    /// Starts of labels of rows that have what is left, and are not ranked.
    REST_ROWS = [andet andre øvrige øvrigt ukendt uoplyst ingen ikke];

    /// They count only what came to something.
    NEW = [nye ny ekstra yderligere];

    /// Words for the number itself, not for what it counts.
    COUNTS = [antal antallet tal tallet];

    /// Groups that are all persons together.
    SEXES = [kvinder mænd piger drenge];
}
