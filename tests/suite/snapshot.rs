//! The snapshot: what stands in `figures.json`.

use serde_json::Value;

use crate::project::{Project, repository, run};

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn a_figure_has_its_value_unit_definition_and_number_of_rows() {
    let snapshot = json(&Project::new().run(&["figures", "2024", "--format", "json"]).ends_with(0).out);
    let figure = &snapshot["figures"]["besoeg.deltagere"];
    assert_eq!(figure["value"], 1016);
    assert_eq!(figure["unit"], "deltagere");
    assert_eq!(figure["rows"], 3);
    assert_eq!(figure["dataset"], "log");
    assert_eq!(figure["definition"].as_str().map(str::len), Some(16));
    let source = &snapshot["sources"][0];
    assert_eq!(source["file"], "log-2024.csv");
    assert_eq!(source["sha256"].as_str().map(str::len), Some(64));
    assert_eq!(source["rows"], 4);
    let member = &snapshot["figures"]["besoeg.slags"]["members"][1];
    assert_eq!(
        (member["key"][0].as_str(), member["value"].as_i64(), member["rows"].as_i64()),
        (Some("Møde"), Some(1), Some(1))
    );
}

#[test]
fn the_definition_hash_changes_with_what_a_figure_is_derived_from_and_not_with_its_words() {
    let hash = |project: &Project, id: &str| {
        json(&project.run(&["figures", "2024", "--format", "json"]).ends_with(0).out)["figures"][id]["definition"]
            .to_string()
    };
    let chapter = "skabeloner/lille/besoeg.toml";
    let before = Project::new();
    let words = Project::new().replacing(chapter, "label = \"I alt\"", "label = \"Alle\"");
    let operand =
        Project::new().replacing(chapter, "label = \"Efter slags\"", "where = \"antal > 0\"\nlabel = \"Efter slags\"");
    assert_eq!(hash(&before, "besoeg.i_alt"), hash(&words, "besoeg.i_alt"));
    assert_ne!(hash(&before, "besoeg.i_alt"), hash(&operand, "besoeg.i_alt"));
    assert_eq!(hash(&before, "besoeg.besoeg"), hash(&operand, "besoeg.besoeg"));
}

#[test]
fn every_row_of_kap_hs_exports_is_accounted_for() {
    for year in ["2023", "2024"] {
        let snapshot = json(&run(repository(), &["figures", year, "--format", "json"], &[]).ends_with(0).out);
        let datasets = snapshot["datasets"].as_object().expect("datasets");
        assert_eq!(datasets.len(), 25);
        for (id, account) in datasets {
            let count = |key: &str| account[key].as_u64().expect("a count");
            assert_eq!(count("read"), count("used") + count("outside") + count("left_out"), "{id} {year}");
            assert!(count("used") > 0, "{id} {year}");
        }
    }
}

#[test]
fn the_archived_snapshot_of_2023_is_what_the_exports_of_2023_give() {
    let archived =
        std::fs::read_to_string(repository().join("reports/kap-h/2023/figures.json")).expect("the archived snapshot");
    let now = run(repository(), &["figures", "2023", "--format", "json"], &[]).ends_with(0).out;
    assert!(
        json(&archived)["figures"] == json(&now)["figures"],
        "build 2023 again and commit reports/kap-h/2023/figures.json"
    );
}

#[test]
fn a_stock_is_counted_on_its_day_and_a_series_over_time_on_the_last_day_of_each_year() {
    let snapshot = json(&run(repository(), &["figures", "2024", "--format", "json"], &[]).ends_with(0).out);
    assert_eq!(snapshot["figures"]["kommunikation.abonnenter"]["as_of"], "2025-04-01");
    assert_eq!(snapshot["figures"]["klynger.klynger"]["as_of"], "2024-12-31");
    let groups = &snapshot["figures"]["efteruddannelse.grupper_aar"]["members"];
    let of = |kind: &str, year: &str| {
        groups.as_array().unwrap().iter().find(|member| member["key"] == serde_json::json!([kind, year])).unwrap()["value"].as_i64()
    };
    assert_eq!((of("DGE-gruppe", "2020"), of("DGE-gruppe", "2024")), (Some(88), Some(96)));
    assert_eq!(snapshot["figures"]["efteruddannelse.grupper_type"]["members"][0]["value"], 96);
}
