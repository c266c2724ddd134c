//! `datasets.toml`.

use super::super::{KeyKind, TableSchema};
use super::{key, names, required, table};

pub const DATASETS: TableSchema = names(
    "datasets",
    "datasets.toml",
    "The exports that the report reads: a table `[<name>]` for each dataset. Names are of the letters a–z, digits and `_`.",
    KeyKind::Table(&DATASET),
);

const DATASET: TableSchema = table(
    "dataset",
    "[<dataset>]",
    "One kind of export, or two of them joined. Its rows lie in time by `period` (events), by `valid` (a register), or not at all.",
    &[
        required("label", KeyKind::Text, "What it is called in the report and in findings."),
        key("source", KeyKind::Text, "Where it comes from, for the list of sources. Must be there where `files` is."),
        key(
            "files",
            KeyKind::Texts,
            "Patterns of file names below the data folder, with `*` and `?`. Must be there, unless `join` is.",
        ),
        key("sheet", KeyKind::Texts, "The sheets of a workbook that are read; without it the first visible one."),
        key("columns", KeyKind::Named(&COLUMN), "Its columns by the names that figures use."),
        key("period", KeyKind::Text, "The date column by which a row falls in a period."),
        key("valid", KeyKind::Table(&VALID), "The date columns between which a register's row is valid."),
        key("key", KeyKind::Texts, "Columns that together occur once; twice is an error."),
        key(
            "hidden",
            KeyKind::Table(&HIDDEN),
            "What becomes of hidden rows and columns and of rows that are struck through; unless it is said they are read, and that is reported.",
        ),
        key(
            "protect",
            KeyKind::Table(&PROTECT),
            "How few persons are protected: small counts are rounded before any figure is computed, or hidden with those that tell them.",
        ),
        key("ignored", KeyKind::Texts, "Headers of columns that need not be read."),
        key("footers", KeyKind::Texts, "First words of rows that are no data, besides those that are known."),
        key(
            "join",
            KeyKind::Texts,
            "Two datasets: each row of the first with each row of the second that is equal in the columns of `on`. Rows lie in time as the first's; of a register the rows count that are valid on the first's day.",
        ),
        key(
            "on",
            KeyKind::Texts,
            "The columns, of the same name in both, that are equal in a join. An empty cell equals none.",
        ),
        key(
            "whole",
            KeyKind::Choice(&["month", "quarter", "year"]),
            "Of a join with a register: rows count only where the register's row is valid in the whole month, quarter or year that they lie in, so that counts and persons are of the same time.",
        ),
    ],
);

const PROTECT: TableSchema = table(
    "protect",
    "protect = { … }",
    "With `method = \"round\"`, rows that agree in `cells` are added up to one inner cell. Cells with fewer persons than `threshold` become 0 or `threshold`, so that all that figures publish stays close to the true numbers. Not for a register. With `method = \"suppress\"`, numbers of fewer persons are shown as [u], and so are those from which they could be computed; all others are exact. Not in a batch.",
    &[
        key("method", KeyKind::Choice(&["round", "suppress"]), "How: `round`, unless it is said, or `suppress`."),
        key(
            "own",
            KeyKind::Choice(&["rounded", "exact"]),
            "What a member of a batch sees in figures with `scope = \"own\"`: the rounded cells, unless it is said, or its true numbers.",
        ),
        key(
            "open",
            KeyKind::Text,
            "Why the dataset is not protected, in place of all other keys: its rows are no persons, or its numbers are public.",
        ),
        key(
            "cells",
            KeyKind::Texts,
            "The columns that tell inner cells apart, the one that names a practice first. Figures can use these columns only. A date is rounded to its month. Needed to round, and for that only.",
        ),
        key("persons", KeyKind::Text, "The column with the number of persons. Without it each row is a person."),
        key("counts", KeyKind::Texts, "Columns with numbers of events, which follow the persons."),
        key(
            "threshold",
            KeyKind::Count(2, 100),
            "The least number of persons that is published. 5, unless it is said.",
        ),
    ],
);

const VALID: TableSchema = table(
    "valid",
    "valid = { … }",
    "When a row of a register is valid. An empty end means still.",
    &[
        required("from", KeyKind::Text, "The column of the first day."),
        key("last", KeyKind::Text, "The column of the last day. Either this or `until`."),
        key("until", KeyKind::Text, "The column of the day after the last."),
    ],
);

const HIDDEN: TableSchema = table(
    "hidden",
    "hidden = { … }",
    "What becomes of what a workbook hides or strikes through; a filter hides rows too.",
    &[
        key("rows", KeyKind::Choice(&["read", "skip"]), "Hidden rows."),
        key("columns", KeyKind::Choice(&["read", "skip"]), "Hidden columns."),
        key(
            "struck",
            KeyKind::Choice(&["read", "skip"]),
            "Rows of which at least half of the filled cells are struck through.",
        ),
    ],
);

const COLUMN: TableSchema = table(
    "column",
    "[<dataset>.columns] <name> = { … }",
    "A column of an export. What does not fit its type is a finding with row and value.",
    &[
        required(
            "header",
            KeyKind::Texts,
            "The header, or several that it is known under. Case and spaces make no difference.",
        ),
        required(
            "type",
            KeyKind::Choice(&["text", "integer", "decimal", "date", "boolean", "category", "ydernummer", "list"]),
            "What its cells hold. A `list` has several values in a cell, a row for each in `from = \"dataset.column\"`.",
        ),
        key(
            "values",
            KeyKind::TablesOrTexts(&VALUE),
            "What a category or list may hold, in the order that members of series have.",
        ),
        key("separator", KeyKind::Text, "What stands between the values of a list. `;`, unless it is said."),
        key(
            "decimals",
            KeyKind::Choice(&[",", "."]),
            "The decimal mark of a column of numbers, where numbers such as `1.299` could be two things. The other one is between thousands.",
        ),
        key(
            "min",
            KeyKind::AnyNumber,
            "The least value of a column of numbers. A cell with a smaller one is an error.",
        ),
        key("max", KeyKind::AnyNumber, "Its greatest value."),
        key(
            "format",
            KeyKind::Choice(&["day-first", "month-first", "month", "quarter", "year"]),
            "How a date column is written, where that is not the Danish way. `month` (`marts 2024`, `2024-03`), `quarter` (`1. kvartal 2024`, `2024K1`) and `year` are their first day, and their last one in `last` of a register.",
        ),
        key("empty", KeyKind::Flag, "A cell may be empty."),
        key("missing", KeyKind::Texts, "What stands for an empty cell: `[\"–\", \"ved ikke\"]`."),
        key(
            "real",
            KeyKind::Texts,
            "Texts that are values here, although they usually say that there is none: `[\"-\", \"ingen\"]`.",
        ),
        key(
            "exact",
            KeyKind::Flag,
            "Texts that differ only in case, spaces or hyphens are different things, and nothing is reported.",
        ),
        key("optional", KeyKind::Flag, "A file may lack the column."),
        key(
            "persons",
            KeyKind::Choice(&["none"]),
            "Numbers in it that look like CPR numbers are those of something else, and `reason` says of what.",
        ),
        key("reason", KeyKind::Text, "With `persons`: whose numbers they are. The report's appendix shows it."),
        key("drop", KeyKind::Flag, "Its cells are never read: for CPR numbers and other things that nobody needs."),
    ],
);

const VALUE: TableSchema = table(
    "value",
    "{ value = …, spellings = […], was = … }",
    "A value of a category and how else it is written. Case, spaces and hyphens make no difference.",
    &[
        required("value", KeyKind::Text, "The value that figures see."),
        key("spellings", KeyKind::Texts, "Other spellings."),
        key(
            "was",
            KeyKind::Text,
            "What the value was called in earlier periods. Old exports may need it as a spelling too.",
        ),
    ],
);
