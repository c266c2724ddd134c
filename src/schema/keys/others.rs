//! Files that belong to no report.

use super::super::{KeyKind, TableSchema};
use super::report::THEME;
use super::{key, names, required, table};

pub const CONFIG: TableSchema = table(
    "kapreport",
    "kapreport.toml",
    "Defaults for the command line, found from any folder below it. Paths are relative to the file; `{report}` and `{period}` are filled in.",
    &[
        key("report", KeyKind::Text, "The report that is built when none is named. `\"kap-h\"`, unless it is said."),
        key("data", KeyKind::Text, "Where exports are. `\"data-samples/{report}/{period}\"`, unless it is said."),
        key("out", KeyKind::Text, "Where reports are put. `\"reports/{report}/{period}\"`, unless it is said."),
        key("templates", KeyKind::Text, "The folder whose files go before the embedded templates."),
    ],
);

pub const CONCEPTS: TableSchema = table(
    "concepts",
    "shared/concepts.toml",
    "What the reports of the regions share, so that `kapreport compare` can put their figures side by side.",
    &[
        key("chapters", KeyKind::NamedTexts, "The titles of the chapters by their names, in order."),
        key("denominators", KeyKind::Named(&DENOMINATOR), "What numbers can be put in proportion to."),
        key("concepts", KeyKind::Named(&CONCEPT_CHAPTER), "The concepts of each chapter."),
    ],
);

const DENOMINATOR: TableSchema = table(
    "denominator",
    "[denominators.<name>]",
    "What a number can be put in proportion to.",
    &[
        required("concept", KeyKind::Text, "The concept that counts it."),
        key("scale", KeyKind::Count(1, 1_000_000), "A number is shown per so many. 1, unless it is said."),
        required("unit", KeyKind::Text, "What is counted: `\"en praksis|praksis\"`."),
    ],
);

const CONCEPT_CHAPTER: TableSchema =
    names("concept_chapter", "[concepts.<chapter>]", "The concepts of a chapter.", KeyKind::Table(&CONCEPT));

const CONCEPT: TableSchema = table(
    "concept",
    "[concepts.<chapter>.<name>]",
    "What figures of several reports measure: `concept = \"<chapter>.<name>\"`. A report has at most one figure for it.",
    &[
        required("label", KeyKind::Text, "What it is called."),
        required("definition", KeyKind::Text, "What it means, in Danish."),
        required(
            "kind",
            KeyKind::Choice(&["flow", "stock", "share", "reach"]),
            "Counted over the period, on a day, a share, or once for each however long the period is.",
        ),
        key("per", KeyKind::Texts, "The denominators that it can be put in proportion to."),
    ],
);

pub const OVERVIEW: TableSchema = table(
    "overview",
    "overblik/overblik.toml",
    "What the overview that `kapreport compare` typesets is called, and what it dwells on.",
    &[
        required("title", KeyKind::Text, "Its title."),
        key("subtitle", KeyKind::Text, "What stands below the title."),
        required("author", KeyKind::Text, "Who wrote it."),
        key("publisher", KeyKind::Text, "Who publishes it."),
        key("description", KeyKind::Text, "What it is about, for catalogues and screen readers."),
        key("keywords", KeyKind::Texts, "Words to find it by."),
        key(
            "told",
            KeyKind::Texts,
            "The concepts that the first page tells about in words, where two reports know them.",
        ),
        key("bars", KeyKind::NamedTexts, "Concepts that are drawn as bars, each with one of its denominators."),
        key("theme", KeyKind::Table(&THEME), "How it looks."),
    ],
);

pub const ACCEPTED: TableSchema = table(
    "accepted",
    "accepted.toml",
    "Changes that somebody has looked at, so that `kapreport diff --fail-over` does not fail because of them.",
    &[key("accepted", KeyKind::Tables(&APPROVAL), "The changes.")],
);

const APPROVAL: TableSchema = table(
    "approval",
    "[[accepted]]",
    "A change that is as it should be.",
    &[
        required("figure", KeyKind::Text, "The figure, or a member of it: `\"medicin.emner[KOL]\"`."),
        required(
            "from",
            KeyKind::Text,
            "The number before, as it is printed: `\"18\"`. Another change is not approved.",
        ),
        required(
            "to",
            KeyKind::Text,
            "The number now: `\"22\"`, `\"ukendt\"`, `\"findes ikke\"`, `\"opgjort på en anden måde\"`.",
        ),
        required("by", KeyKind::Text, "Who approved it."),
        required("why", KeyKind::Text, "Why it is as it should be."),
    ],
);

pub const PUBLISHED: TableSchema = table(
    "published",
    "published.toml",
    "The numbers of a printed report, for `kapreport check --against`.",
    &[key("printed", KeyKind::Tables(&PRINTED), "The numbers.")],
);

const PRINTED: TableSchema = table(
    "printed",
    "[[printed]]",
    "A printed number (`figure` or `label`, and `value`), or several at one place (`values`).",
    &[
        required("place", KeyKind::Text, "Where it stands: `\"Tabel 10\"`."),
        key("figure", KeyKind::Text, "The figure that it is."),
        key("label", KeyKind::Text, "What it is called, where it is no figure."),
        key(
            "value",
            KeyKind::Text,
            "The number as it is printed: `\"1.016\"`, `\"58,5 % (128 af 219)\"`; `\"*\"` is an unknown one.",
        ),
        key("values", KeyKind::NamedTexts, "Several figures and their numbers."),
        key("sum_of", KeyKind::Texts, "The figures or labels that it is the sum of."),
        key("share_of", KeyKind::Texts, "The two figures or labels that it is the share of: the part and the whole."),
        key(
            "explained",
            KeyKind::Text,
            "Why the printed number is another than the computed one; then it is no error.",
        ),
    ],
);
