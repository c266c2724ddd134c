//! The descriptions of definition files agree with what the program reads.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use kapreport::testing::schema::{FILES, SchemaFile, TableSchema, json, markdown};
use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};

use crate::project::{Project, repository, run};

/// A key that no table has, and that is not similar to any.
const STRANGER: &str = "qqqqqqqqqqqq";

/// One place in the small report per kind of table: the shape, the file, a text in it, and its replacement, which has an
/// unknown key.
const CONTEXTS: &[(&str, &str, &str, &str)] = &[
    ("report", REPORT, "subtitle", "X\nsubtitle"),
    ("large_change", REPORT, "chapters = [\"besoeg\"]", "chapters = [\"besoeg\"]\n[large_change]\nX"),
    (
        "highlight",
        REPORT,
        "chapters = [\"besoeg\"]",
        "chapters = [\"besoeg\"]\n[[highlights]]\nfigure = \"besoeg.besoeg\"\ntext = \"a\"\nX",
    ),
    ("signs", REPORT, "chapters = [\"besoeg\"]", "chapters = [\"besoeg\"]\n[signs]\nX"),
    ("batch", REPORT, "chapters = [\"besoeg\"]", "chapters = [\"besoeg\"]\n[batch]\nregister = \"log\"\nX"),
    (
        "level",
        REPORT,
        "chapters = [\"besoeg\"]",
        "chapters = [\"besoeg\"]\n[batch]\nregister = \"log\"\n[batch.levels.a]\ncolumn = \"slags\"\nown = \"Vi\"\nX",
    ),
    ("theme", REPORT, "chapters = [\"besoeg\"]", "chapters = [\"besoeg\"]\n[theme]\nX"),
    ("dataset", DATASETS, "source =", "X\nsource ="),
    ("dataset", DATASETS, "[log]", "[andet]\nlabel = \"Andet\"\njoin = [\"log\", \"log\"]\non = \"dato\"\nX\n[log]"),
    ("valid", DATASETS, "period = \"dato\"", "valid = { from = \"dato\", last = \"dato\", X }"),
    ("protect", DATASETS, "period = \"dato\"\n", "period = \"dato\"\nprotect = { X, cells = [\"slags\"] }\n"),
    ("protect", DATASETS, "period = \"dato\"\n", "period = \"dato\"\nprotect = { open = \"ingen personer\", X }\n"),
    ("hidden", DATASETS, "source =", "hidden = { rows = \"skip\", X }\nsource ="),
    ("column", DATASETS, "type = \"text\",", "type = \"text\", X,"),
    ("column", DATASETS, "type = \"text\",", "type = \"decimal\", X,"),
    ("column", DATASETS, "type = \"text\",", "type = \"date\", X,"),
    ("column", DATASETS, "type = \"text\",", "type = \"category\", values = [\"a\"], X,"),
    ("column", DATASETS, "type = \"text\",", "type = \"list\", X,"),
    ("value", DATASETS, "{ value = \"Møde\",", "{ value = \"Møde\", X,"),
    ("chapter", CHAPTER, "title = \"Besøg og møder\"", "title = \"Besøg og møder\"\nX"),
    ("figure", CHAPTER, "[figures.i_alt]", "[figures.i_alt]\nX"),
    (
        "rate",
        CHAPTER,
        "is = \"SUM(besoeg.slags)\"",
        "rate = { events = \"SUM(besoeg.slags)\", persons = \"besoeg.besoeg\", X }",
    ),
    ("check", CHAPTER, "[[checks]]", "[[checks]]\nX"),
    ("table", CHAPTER, "[tables.noter]", "[tables.noter]\nX"),
    ("table", CHAPTER, "rows = [{ series = \"besoeg.noter\" }]", "columns = [\"besoeg.noter\"]\nX"),
    ("table", CHAPTER, "rows = [{ series = \"besoeg.noter\" }]", "ranking = \"besoeg.noter\"\nX"),
    ("row", CHAPTER, "rows = [{ series = \"besoeg.noter\" }]", "rows = [{ series = \"besoeg.noter\", X }]"),
    ("row", CHAPTER, "rows = [{ series = \"besoeg.noter\" }]", "rows = [{ figure = \"besoeg.i_alt\", X }]"),
    ("row", CHAPTER, "rows = [{ series = \"besoeg.noter\" }]", "rows = [{ heading = \"Ord\", X }]"),
    (
        "row",
        CHAPTER,
        "header = [\"Note\", \"Antal\"]\nrows = [{ series = \"besoeg.noter\" }]",
        "header = [\"Note\", \"Antal\", \"Andet\"]\nrows = [{ label = \"a\", figures = [\"besoeg.i_alt\", \"\"], X }]",
    ),
    ("chart", CHAPTER, "[[checks]]", "[charts.a]\ncaption = \"a\"\nkind = \"bars\"\nX\n[[checks]]"),
    ("chart", CHAPTER, "[[checks]]", "[charts.a]\ncaption = \"a\"\nkind = \"lines\"\nX\n[[checks]]"),
    ("chart", CHAPTER, "[[checks]]", "[charts.a]\ncaption = \"a\"\nkind = \"funnel\"\nX\n[[checks]]"),
    ("chart", CHAPTER, "[[checks]]", "[charts.a]\ncaption = \"a\"\nkind = \"pairs\"\nX\n[[checks]]"),
    ("chart", CHAPTER, "[[checks]]", "[charts.a]\ncaption = \"a\"\nkind = \"shares\"\nX\n[[checks]]"),
    ("chart", CHAPTER, "[[checks]]", "[charts.a]\ncaption = \"a\"\nkind = \"organisation\"\nX\n[[checks]]"),
    ("chart", CHAPTER, "[[checks]]", "[charts.a]\ncaption = \"a\"\nkind = \"process\"\nX\n[[checks]]"),
    (
        "node",
        CHAPTER,
        "[[checks]]",
        "[charts.a]\ncaption = \"a\"\nkind = \"organisation\"\nnodes = [{ id = \"a\", label = \"a\", X }]\n[[checks]]",
    ),
    (
        "step",
        CHAPTER,
        "[[checks]]",
        "[charts.a]\ncaption = \"a\"\nkind = \"process\"\nsteps = [{ label = \"a\", X }]\n[[checks]]",
    ),
    ("overview", OVERVIEW, "subtitle =", "X\nsubtitle ="),
    ("kapreport", "kapreport.toml", "report =", "X\nreport ="),
    ("accepted", ACCEPTED, "[[accepted]]", "X\n[[accepted]]"),
    ("approval", ACCEPTED, "[[accepted]]", "[[accepted]]\nX"),
    ("published", PUBLISHED, "[[printed]]", "X\n[[printed]]"),
    ("printed", PUBLISHED, "[[printed]]", "[[printed]]\nX"),
    ("concepts", CONCEPTS, "[chapters]", "X\n[chapters]"),
    ("denominator", CONCEPTS, "[denominators.praksis]", "[denominators.praksis]\nX"),
    ("concept", CONCEPTS, "[concepts.almen_praksis.praksis]", "[concepts.almen_praksis.praksis]\nX"),
];

const REPORT: &str = "skabeloner/lille/report.toml";
const DATASETS: &str = "skabeloner/lille/datasets.toml";
const CHAPTER: &str = "skabeloner/lille/besoeg.toml";
const CONCEPTS: &str = "skabeloner/shared/concepts.toml";
const OVERVIEW: &str = "skabeloner/overblik/overblik.toml";
const ACCEPTED: &str = "skabeloner/lille/accepted.toml";
const PUBLISHED: &str = "published.toml";

/// The keys that the reader offers for an unknown key.
fn possible(file: &str, from: &str, to: &str) -> BTreeSet<String> {
    let concepts = fs::read_to_string(repository().join("templates/shared/concepts.toml")).expect("the concepts");
    let overview = fs::read_to_string(repository().join("templates/overblik/overblik.toml")).expect("the overview");
    let project = Project::new()
        .with(CONCEPTS, concepts)
        .with(OVERVIEW, overview)
        .with(PUBLISHED, "[[printed]]\nplace = \"Tabel 1\"\nfigure = \"besoeg.i_alt\"\nvalue = \"3\"\n")
        .with(
            ACCEPTED,
            "[[accepted]]\nfigure = \"besoeg.i_alt\"\nfrom = \"3\"\nto = \"4\"\nby = \"Anna\"\nwhy = \"Aftalt.\"\n",
        )
        .replacing(file, from, &to.replacen('X', &format!("{STRANGER} = 1"), 1));
    let said = if file == OVERVIEW {
        project.build("2024").ends_with(0);
        project.run(&["compare", "2024", "2024", "-o", "overblik.pdf"]).err
    } else if file == ACCEPTED {
        project.build("2024").ends_with(0);
        project.run(&["diff", "2024", "2024"]).err
    } else {
        project.here(&["check", "2024", "--against", PUBLISHED]).err
    };
    let about = said.split(&format!("Ukendt nøgle »{STRANGER}«.")).nth(1).unwrap_or_else(|| panic!("{to}:\n{said}"));
    let listed = about.split("Mulige nøgler: ").nth(1).unwrap_or_else(|| panic!("{to}:\n{said}"));
    let listed = listed.split('.').next().unwrap_or_default();
    listed.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

fn shapes() -> Vec<&'static TableSchema> {
    FILES.iter().flat_map(SchemaFile::shapes).collect()
}

#[test]
fn the_schema_describes_exactly_the_keys_that_are_read() {
    let mut read: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (shape, file, from, to) in CONTEXTS {
        read.entry(shape).or_default().extend(possible(file, from, to));
    }
    for shape in shapes().into_iter().filter(|shape| !shape.keys.is_empty()) {
        let described: BTreeSet<String> = shape.keys.iter().map(|key| key.name.to_owned()).collect();
        assert_eq!(read.get(shape.name), Some(&described), "{}", shape.written);
    }
}

#[test]
fn the_reference_and_schemas_in_docs_are_up_to_date() {
    let advice = "run: kapreport schema --reference > docs/reference.md; kapreport schema --out docs/schema";
    let stored = |path: &str| fs::read_to_string(repository().join("docs").join(path)).unwrap_or_default();
    assert_eq!(run(repository(), &["schema", "--reference"], &[]).ends_with(0).out, markdown());
    assert_eq!(stored("reference.md"), markdown(), "{advice}");
    for file in FILES {
        assert_eq!(stored(&format!("schema/{}.schema.json", file.name)), json(file), "{advice}");
        assert_eq!(run(repository(), &["schema", file.name], &[]).ends_with(0).out, json(file));
    }
}

/// Validates with an independent validator.
fn valid(file: &SchemaFile, text: &str) -> Result<(), String> {
    let schema: Value = serde_json::from_str(&json(file)).expect("the schema is JSON");
    let mut compiler = boon::Compiler::new();
    let mut schemas = boon::Schemas::new();
    compiler.add_resource("memory:///schema.json", schema).expect("a schema");
    let schema = compiler.compile("memory:///schema.json", &mut schemas).expect("a schema");
    let value = to_json(&DeTable::parse(text).expect("TOML").into_inner());
    schemas.validate(&value, schema).map_err(|error| error.to_string())
}

fn to_json(table: &DeTable<'_>) -> Value {
    let entries = table.iter().map(|(name, value)| (name.get_ref().to_string(), value_to_json(value.get_ref())));
    Value::Object(entries.collect::<Map<_, _>>())
}

fn value_to_json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::from(text.to_string()),
        DeValue::Integer(number) => Value::from(number.as_str().parse::<i64>().expect("a whole number")),
        DeValue::Float(number) => Value::from(number.as_str().parse::<f64>().expect("a number")),
        DeValue::Boolean(flag) => Value::from(*flag),
        DeValue::Datetime(moment) => Value::from(moment.to_string()),
        DeValue::Array(items) => items.iter().map(|item| value_to_json(item.get_ref())).collect(),
        DeValue::Table(table) => to_json(table),
    }
}

fn kind_of(path: &Path) -> &'static SchemaFile {
    let name = path.file_name().expect("a name").to_string_lossy();
    let kind = match name.as_ref() {
        "report.toml" => "report",
        "datasets.toml" => "datasets",
        "concepts.toml" => "concepts",
        "overblik.toml" => "overblik",
        "kapreport.toml" => "kapreport",
        name if name.starts_with("published") => "published",
        "accepted.toml" => "accepted",
        _ => "chapter",
    };
    FILES.iter().find(|file| file.name == kind).expect("a kind")
}

fn definition_files(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let files = paths.flat_map(|path| if path.is_dir() { definition_files(&path) } else { vec![path] });
    files.filter(|path| path.extension().is_some_and(|extension| extension == "toml")).collect()
}

#[test]
fn every_definition_file_of_the_repository_fits_its_schema() {
    let folders = ["templates", "data-samples"].map(|folder| definition_files(&repository().join(folder)));
    for path in folders.concat().into_iter().chain([repository().join("kapreport.toml")]) {
        let text = fs::read_to_string(&path).expect("a definition file");
        valid(kind_of(&path), &text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}

#[test]
fn a_schema_refuses_what_the_program_refuses() {
    let chapter = FILES.iter().find(|file| file.name == "chapter").expect("a kind");
    let figure = |line: &str| format!("title = \"a\"\n[figures.a]\nlabel = \"a\"\nfrom = \"log\"\n{line}\n");
    valid(chapter, &figure("by = [\"slags\", \"dato\"]")).expect("a good chapter");
    for wrong in ["lable = \"a\"", "format = \"procent\"", "decimals = \"2\"", "over = 0", "negative = \"ja\""] {
        assert!(valid(chapter, &figure(wrong)).is_err(), "{wrong}");
    }
    assert!(valid(chapter, "[figures.a]\nlabel = \"a\"\n").is_err(), "a chapter has a title");
}
