//! Upgrades snapshots of earlier formats. `tests/snapshots/` has files of each format as they were written.
//!
//! | format | what it lacks                                                                                           |
//! |--------|---------------------------------------------------------------------------------------------------------|
//! | 1      | as 2; hashes of definitions leave out the kinds of columns, so some figures cannot be compared with later ones |
//! | 2      | titles of chapters, how a figure was counted and is printed, and what it is derived from                |
//! | 3      | –                                                                                                       |

use serde_json::{Map, Value as Json, json};

/// The snapshot in the current format. `None` if this format does not exist.
pub(super) fn upgrade(mut json: Json, format: u32) -> Option<Json> {
    if !(1..super::FORMAT).contains(&format) {
        return None;
    }
    describe_figures(&mut json);
    json["format"] = super::FORMAT.into();
    Some(json)
}

/// From 2 to 3: uses ids as titles of chapters, and prints numbers with the decimals that they have.
fn describe_figures(json: &mut Json) {
    let mut chapters = Map::new();
    if let Some(figures) = json.get_mut("figures").and_then(Json::as_object_mut) {
        for (id, figure) in figures {
            let chapter = id.split('.').next().unwrap_or(id);
            chapters.entry(chapter).or_insert_with(|| chapter.into());
            let format = printed(figure);
            if let Some(figure) = figure.as_object_mut() {
                figure.entry("format").or_insert(format);
                figure.entry("how").or_insert_with(|| "".into());
            }
        }
    }
    if let Some(snapshot) = json.as_object_mut() {
        snapshot.entry("chapters").or_insert(Json::Object(chapters));
    }
}

/// How the figure was most likely printed: a share is a number from 0 to 1 without a unit.
fn printed(figure: &Json) -> Json {
    let members = figure.get("members").and_then(Json::as_array).into_iter().flatten();
    let numbers = members.chain([figure]).filter_map(|holder| holder.get("value")?.as_f64());
    let numbers: Vec<f64> = numbers.collect();
    let has_fraction = numbers.iter().any(|number| number.fract() != 0.0);
    let is_share = figure.get("unit").is_none() && numbers.iter().all(|number| (0.0..=1.0).contains(number));
    match (has_fraction, is_share) {
        (true, true) => json!({ "percent": 1 }),
        (true, false) => json!({ "decimal": 1 }),
        (false, _) => json!({ "decimal": 0 }),
    }
}
