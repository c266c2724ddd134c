//! `report.toml`.

use super::super::{KeyKind, TableSchema};
use super::{key, names, required, table};

pub const REPORT: TableSchema = table(
    "report",
    "report.toml",
    "What the report is: its title page, its chapters and how it looks.",
    &[
        required("title", KeyKind::Template, "Its title: `\"Årsrapport {{ periode }}\"`."),
        key("subtitle", KeyKind::Text, "What stands below the title."),
        required("author", KeyKind::Text, "Who wrote it; also in the properties of the PDF."),
        key("publisher", KeyKind::Text, "Who publishes it."),
        key("description", KeyKind::Text, "What it is about, for catalogues and screen readers."),
        key("keywords", KeyKind::Texts, "Words to find it by."),
        key(
            "notice",
            KeyKind::Text,
            "What readers must know first, as `\"Eksempel med opfundne data\"`: on the title page, in the colophon and on the first sheet of `tables.xlsx`.",
        ),
        required(
            "chapters",
            KeyKind::Texts,
            "The chapters in their order; each is a pair of files, `<chapter>.toml` and `<chapter>.typ`.",
        ),
        key("published", KeyKind::Table(&PUBLISHED), "When each period's report is published."),
        key(
            "large_change",
            KeyKind::Table(&LARGE_CHANGE),
            "Which changes since the period before the prose must explain.",
        ),
        key("signs", KeyKind::Table(&SIGNS), "From when on signs that an export is not what it seems are reported."),
        key("theme", KeyKind::Table(&THEME), "How it looks."),
        key("batch", KeyKind::Table(&BATCH), "Makes the report once for each member of a register: `kapreport batch`."),
        key(
            "highlights",
            KeyKind::Tables(&HIGHLIGHT),
            "Five to eight numbers with a sentence each, on a page of their own after the contents.",
        ),
        key("highlights_title", KeyKind::Text, "The title of that page. `\"Året kort\"`, unless it is said."),
    ],
);

const HIGHLIGHT: TableSchema = table(
    "highlight",
    "[[highlights]]",
    "A number that a reader in a hurry should see. Its change since the period before is shown with it.",
    &[
        required("figure", KeyKind::Text, "The figure, or a member of a series."),
        required("text", KeyKind::Template, "A sentence about it."),
    ],
);

const PUBLISHED: TableSchema = names(
    "published_dates",
    "[published]",
    "The date on the title page and in the PDF, by the period's label: `2024 = \"2025-05-05\"`. A period without one gets its last day.",
    KeyKind::Date,
);

const LARGE_CHANGE: TableSchema = table(
    "large_change",
    "[large_change]",
    "A number that has changed by more than this since the period before needs words in its chapter, or `forklarer` (finding `large-change`).",
    &[
        key(
            "percent",
            KeyKind::Count(1, 1000),
            "By more than this percentage of the number before; a share by more than so many percentage points. 50, unless it is said.",
        ),
        key("least", KeyKind::Number, "And by at least so much. 0, unless it is said."),
    ],
);

const SIGNS: TableSchema = table(
    "signs",
    "[signs]",
    "From when on signs that an export is not what it seems are reported. 0 switches a sign off.",
    &[
        key(
            "fewer_rows",
            KeyKind::Count(0, 100),
            "A register with fewer rows than in the report before, by more than this percentage: 25, unless it is written.",
        ),
        key(
            "missing_numbers",
            KeyKind::Count(0, 100),
            "The greatest percentage of numbers that a running number may lack and still be one: 25, unless it is written.",
        ),
        key(
            "days_out_of_order",
            KeyKind::Count(0, 10_000),
            "How many days a date may lie from those of the rows beside it in a log that is in order: 7, unless it is written.",
        ),
        key(
            "rows_a_month",
            KeyKind::Count(0, 1_000_000),
            "How many rows each other month must have for an empty month to be a sign: 5, unless it is written.",
        ),
        key(
            "far_years",
            KeyKind::Count(0, 200),
            "How many years the date of an event must lie after all others to be reported: 4, unless it is written. Twice as many before them, \
             five times as many for other dates.",
        ),
        key(
            "shifted_dates",
            KeyKind::Count(0, 1_000_000),
            "How many dates must be written as the last minutes of a day for that to be a sign of another time zone: 3, unless it is written.",
        ),
        key(
            "chance",
            KeyKind::Count(0, 100),
            "How probable it may be, in per cent, that two rows are alike but for their key by chance: 5, unless it is written.",
        ),
    ],
);

const BATCH: TableSchema = table(
    "batch",
    "[batch]",
    "The report is made for each member of a register, such as each practice. A figure with `scope` counts the rows of the member, or of a group that it is part of; prose has `{{ medlem.navn }}`, `{{ medlem.niveau }}` and `{{ medlem.grupper.klynge }}`.",
    &[
        required(
            "register",
            KeyKind::Text,
            "The dataset that says which members there are and which groups they are in. The rows count that are valid on the period's last day.",
        ),
        required(
            "levels",
            KeyKind::Named(&LEVEL),
            "What reports can be made for and what figures can be counted for, the smallest first.",
        ),
    ],
);

const LEVEL: TableSchema = table(
    "level",
    "[batch.levels.<name>]",
    "Members or groups of one size, such as practices, clusters or regions.",
    &[
        required(
            "column",
            KeyKind::Text,
            "The column with its key, in the register and in every dataset that a figure with this scope counts.",
        ),
        key("name", KeyKind::Text, "The column of the register with its name; without it the key is the name."),
        key("label", KeyKind::Text, "What one is called: `\"praksis\"`. The name of the level, unless it is written."),
        required("own", KeyKind::Text, "What it is called in its own report: `\"Jeres praksis\"`."),
        key(
            "naming",
            KeyKind::Choice(&["letters", "names"]),
            "How its members are shown to each other: under letters that differ from batch to batch, or under their names. `\"letters\"`, unless it is written.",
        ),
        key(
            "named_in",
            KeyKind::Texts,
            "The keys of groups of the next level whose members are shown to each other by name all the same: clusters that have chosen it.",
        ),
    ],
);

pub const THEME: TableSchema = table(
    "theme",
    "[theme]",
    "Colours, logo and title page. The colours must stand out from white paper.",
    &[
        key("primary", KeyKind::Colour, "Headings, the title page, the first series of a chart."),
        key("secondary", KeyKind::Colour, "What stands out; the second series."),
        key("tint", KeyKind::Colour, "Bands of tables, boxes and tiles."),
        key(
            "cover",
            KeyKind::Choice(&["field", "band", "plain"]),
            "The title page: a field of colour, a band, or plain paper. `\"field\"`, unless it is said.",
        ),
        key("logo", KeyKind::Text, "An SVG or PNG file in the report's folder."),
        key(
            "logo_alt",
            KeyKind::Text,
            "What the logo shows, for those who cannot see it. Must be there where `logo` is.",
        ),
        key(
            "logo_place",
            KeyKind::Choice(&["top-left", "top-right", "bottom-left", "bottom-right"]),
            "Where it stands on the title page.",
        ),
    ],
);
