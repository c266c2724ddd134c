//! Files that belong to no report.

use super::super::{Kind, Shape};
use super::report::THEME;
use super::{key, names, required, table};

pub const CONFIG: Shape = table(
    "kapreport",
    "kapreport.toml",
    "Defaults for the command line, found from any folder below it. Paths are relative to the file; `{report}` and `{period}` are filled in.",
    &[
        key("report", Kind::Text, "The report that is built when none is named. `\"kap-h\"`, unless it is said."),
        key("data", Kind::Text, "Where exports are. `\"data-samples/{report}/{period}\"`, unless it is said."),
        key("out", Kind::Text, "Where reports are put. `\"reports/{report}/{period}\"`, unless it is said."),
        key("templates", Kind::Text, "The folder whose files go before the embedded templates."),
    ],
);

pub const CONCEPTS: Shape = table(
    "concepts",
    "shared/concepts.toml",
    "What the reports of the regions share, so that `kapreport compare` can put their figures side by side.",
    &[
        key("chapters", Kind::NamedTexts, "The titles of the chapters by their names, in order."),
        key("denominators", Kind::Named(&DENOMINATOR), "What numbers can be put in proportion to."),
        key("concepts", Kind::Named(&CONCEPT_CHAPTER), "The concepts of each chapter."),
    ],
);

const DENOMINATOR: Shape = table(
    "denominator",
    "[denominators.<name>]",
    "What a number can be put in proportion to.",
    &[
        required("concept", Kind::Text, "The concept that counts it."),
        key("scale", Kind::Count(1, 1_000_000), "A number is shown per so many. 1, unless it is said."),
        required("unit", Kind::Text, "What is counted: `\"en praksis|praksis\"`."),
    ],
);

const CONCEPT_CHAPTER: Shape =
    names("concept_chapter", "[concepts.<chapter>]", "The concepts of a chapter.", Kind::Table(&CONCEPT));

const CONCEPT: Shape = table(
    "concept",
    "[concepts.<chapter>.<name>]",
    "What figures of several reports measure: `concept = \"<chapter>.<name>\"`. A report has at most one figure for it.",
    &[
        required("label", Kind::Text, "What it is called."),
        required("definition", Kind::Text, "What it means, in Danish."),
        required(
            "kind",
            Kind::Choice(&["flow", "stock", "share", "reach"]),
            "Counted over the period, on a day, a share, or once for each however long the period is.",
        ),
        key("per", Kind::Texts, "The denominators that it can be put in proportion to."),
    ],
);

pub const OVERVIEW: Shape = table(
    "overview",
    "overblik/overblik.toml",
    "What the overview that `kapreport compare` typesets is called, and what it dwells on.",
    &[
        required("title", Kind::Text, "Its title."),
        key("subtitle", Kind::Text, "What stands below the title."),
        required("author", Kind::Text, "Who wrote it."),
        key("publisher", Kind::Text, "Who publishes it."),
        key("description", Kind::Text, "What it is about, for catalogues and screen readers."),
        key("keywords", Kind::Texts, "Words to find it by."),
        key("told", Kind::Texts, "The concepts that the first page tells about in words, where two reports know them."),
        key("bars", Kind::NamedTexts, "Concepts that are drawn as bars, each with one of its denominators."),
        key("theme", Kind::Table(&THEME), "How it looks."),
    ],
);

pub const PUBLISHED: Shape = table(
    "published",
    "published.toml",
    "The numbers of a printed report, for `kapreport check --against`.",
    &[key("printed", Kind::Tables(&PRINTED), "The numbers.")],
);

const PRINTED: Shape = table(
    "printed",
    "[[printed]]",
    "A printed number (`figure` or `label`, and `value`), or several at one place (`values`).",
    &[
        required("place", Kind::Text, "Where it stands: `\"Tabel 10\"`."),
        key("figure", Kind::Text, "The figure that it is."),
        key("label", Kind::Text, "What it is called, where it is no figure."),
        key(
            "value",
            Kind::Text,
            "The number as it is printed: `\"1.016\"`, `\"58,5 % (128 af 219)\"`; `\"*\"` is an unknown one.",
        ),
        key("values", Kind::NamedTexts, "Several figures and their numbers."),
        key("sum_of", Kind::Texts, "The figures or labels that it is the sum of."),
        key("share_of", Kind::Texts, "The two figures or labels that it is the share of: the part and the whole."),
        key("explained", Kind::Text, "Why the printed number is another than the computed one; then it is no error."),
    ],
);
