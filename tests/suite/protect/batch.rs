//! In a batch, what every member's report says comes from the same rounded cells.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use super::country::{CHAPTER, PRACTICES, ROUND, cluster, country, rows};
use crate::project::Project;
use crate::tags::Pdf;

const BATCH: &str = "
[batch]
register = \"praksis\"

[batch.levels.praksis]
column = \"praksis\"
own = \"Jeres praksis\"

[batch.levels.klynge]
column = \"klynge\"
own = \"Jeres klynge\"
";

/// The country as a batch: each practice sees its own numbers and those of its cluster.
pub fn batch(protect: &str) -> Project {
    let figure = |name: &str, by: &str, scope: &str| {
        format!(
            "[figures.{name}]\nlabel = \"{name}\"\nfrom = \"i_klynger\"\nvalue = \"SUM(personer)\"\n{by}\nscope = \"{scope}\"\n\n"
        )
    };
    let chapter = [
        "title = \"Recepter\"\n\n".to_owned(),
        figure("i_alt", "", "all"),
        figure("egne", "by = [\"koen\", \"alder\"]", "own"),
        figure("klynge", "", "klynge"),
        figure("praksis", "by = \"praksis\"", "klynge"),
    ];
    let project = country(&rows(&[2024]), protect).with(CHAPTER, chapter.concat());
    let report = fs::read_to_string(project.path("skabeloner/lille/report.toml")).unwrap();
    project.with("skabeloner/lille/report.toml", report + BATCH)
}

/// The figures that are attached to a member's report.
pub fn figures(project: &Project, level: &str, key: &str) -> BTreeMap<String, Vec<u64>> {
    let folder = project.path(&format!("ud/2024/{level}"));
    let manifest: Value = serde_json::from_str(&fs::read_to_string(folder.join("batch.json")).unwrap()).unwrap();
    let entry = manifest["members"].as_array().unwrap().iter().find(|entry| entry["key"] == key).expect("a report");
    let file = folder.join(entry["file"].as_str().unwrap());
    let attached = Pdf::read(&fs::read(file).unwrap()).attachments();
    let json = attached.into_iter().find(|(name, _, _)| name.contains("figures")).expect("the figures").2;
    let json: Value = serde_json::from_slice(&json).unwrap();
    let number = |value: &Value| value.as_f64().unwrap_or(0.0) as u64;
    let figures = json["figures"].as_object().unwrap().iter().map(|(id, figure)| {
        let members =
            figure["members"].as_array().map(|members| members.iter().map(|member| number(&member["value"])).collect());
        (id.clone(), members.unwrap_or_else(|| vec![number(&figure["value"])]))
    });
    figures.collect()
}

#[test]
fn reports_of_practices_and_clusters_add_up_and_have_no_small_count() {
    let project = batch(ROUND);
    project.run(&["batch", "lille", "2024"]).ends_with(0);
    project.run(&["batch", "lille", "2024", "--by", "klynge"]).ends_with(0);
    let mut own: BTreeMap<u32, u64> = BTreeMap::new();
    for practice in 0..PRACTICES {
        let seen = figures(&project, "praksis", &format!("{:06}", practice + 1000));
        let total: u64 = seen["besoeg.egne"].iter().sum();
        assert!(seen.values().flatten().all(|number| !(1..5).contains(number)), "{seen:?}");
        assert!(seen["besoeg.praksis"].contains(&total), "a practice sees its own total in the cluster: {seen:?}");
        assert_eq!(seen["besoeg.praksis"].iter().sum::<u64>(), seen["besoeg.klynge"][0]);
        *own.entry(cluster(practice)).or_default() += total;
    }
    for (cluster, total) in &own {
        let seen = figures(&project, "klynge", &format!("Klynge {cluster}"));
        assert_eq!(seen["besoeg.klynge"][0], *total, "the cluster's report has the sum of its practices");
        assert_eq!(seen["besoeg.i_alt"][0], own.values().sum::<u64>());
    }
}
