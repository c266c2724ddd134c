//! The recipe for GitLab.

use std::os::unix::fs::symlink;

use super::*;

/// A machine with the variables of the recipe.
pub fn machine(recipe: &Value) -> Machine {
    let machine = Machine::new().standing_in("apk", "");
    fs::create_dir(machine.path("bin")).expect("a folder");
    symlink(PROGRAM, machine.path("bin/kapreport")).expect("a link");
    let base = machine.git(&["rev-parse", "HEAD"]);
    let told = [
        ("CI", "true"),
        ("GITLAB_CI", "true"),
        ("CI_API_V4_URL", "https://gitlab.example/api/v4"),
        ("CI_PROJECT_ID", "5"),
        ("CI_MERGE_REQUEST_IID", "7"),
        ("CI_JOB_URL", "https://gitlab.example/jobs/99"),
        ("CI_MERGE_REQUEST_DIFF_BASE_SHA", &base),
    ];
    machine
        .with(texts(&recipe["variables"]))
        .with(told.map(|(name, value)| (name.to_owned(), value.to_owned())))
        .with_folders(&[("CI_PROJECT_DIR", "clone")])
}

pub fn lines(script: &Value) -> String {
    list(script).iter().map(|part| text(part) + "\n").collect()
}

fn gitlab_job(machine: &Machine, recipe: &Value, name: &str) -> Run {
    let before = match recipe[name]["extends"].as_str() {
        Some(parent) => lines(&recipe[parent]["before_script"]),
        None => String::new(),
    };
    machine.run(GITLAB, &(before + &lines(&recipe[name]["script"])), &[])
}

#[test]
fn the_nightly_gitlab_job_compares_with_the_night_before() {
    let recipe = recipe("gitlab-ci.yml");
    let machine = machine(&recipe);
    gitlab_job(&machine, &recipe, "nightly").ends_with(0);
    is_a_preview(&machine.path("preview"));
    let kept = text(&recipe["nightly"]["cache"]["paths"][0]);
    is_a_preview(&machine.path(&kept));
    assert_eq!(machine.json("gl-code-quality-report.json"), Json::Array(Vec::new()));

    fs::remove_dir_all(machine.path("preview")).expect("remove");
    machine.says("Der er en sætning mere.");
    gitlab_job(&machine, &recipe, "nightly").ends_with(0);
    shows_changed_pages(&machine);
    // The published site is the preview.
    machine.run(GITLAB, &lines(&recipe["pages"]["script"]), &[]).ends_with(0);
    is_a_preview(&machine.path(&text(&recipe["pages"]["artifacts"]["paths"][0])));

    machine.says("{{ antal(id=\"aktiviteter.ukendt\") }}");
    gitlab_job(&machine, &recipe, "nightly").ends_with(1);
    is_a_preview(&machine.path("preview"));
    let findings = machine.json("gl-code-quality-report.json");
    assert_eq!(findings[0]["location"]["path"], "templates/clone/aktiviteter.typ");
    assert_eq!(text(&recipe[".preview"]["artifacts"]["when"]), "always");
    assert_eq!(text(&recipe["nightly"]["cache"]["when"]), "always");
}

#[test]
fn a_gitlab_merge_request_is_compared_with_its_base_and_has_one_note() {
    let recipe = recipe("gitlab-ci.yml");
    let machine = machine(&recipe);
    machine.says("Der er en sætning mere.");
    machine.commit();
    gitlab_job(&machine, &recipe, "merge-request").ends_with(0);
    is_a_preview(&machine.path("preview"));
    shows_changed_pages(&machine);
    for report in [&recipe[".preview"]["artifacts"]["reports"], &recipe["merge-request"]["artifacts"]["reports"]] {
        for (_, file) in texts(report) {
            assert!(!machine.reads(&file).is_empty(), "{file}");
        }
    }
    // Again on a machine that still has the files of the first run.
    gitlab_job(&machine, &recipe, "merge-request").ends_with(0);

    let note = lines(&recipe["merge-request"]["after_script"]);
    machine.run(GITLAB, &note, &[]).ends_with(0).prints("no note");
    if !has("jq") {
        return;
    }
    let machine =
        machine.standing_in("curl", "for last; do :; done\ncase \"$last\" in *per_page*) cat ../notes.json ;; esac");
    let token = [("NOTES_TOKEN".to_owned(), "token".to_owned())];
    let url = "https://gitlab.example/api/v4/projects/5/merge_requests/7/notes";
    fs::write(machine.beside("notes.json"), "[]").expect("write");
    machine.run(GITLAB, &note, &token).ends_with(0);
    assert!(
        machine.calls().contains(&format!("--request POST --data-urlencode body@note.md --output /dev/null {url}\n"))
    );
    let body = machine.reads("note.md");
    assert!(body.starts_with(MARK) && body.contains(machine.reads("summary.md").trim()), "{body}");

    let notes = format!(r#"[{{"id": 3, "body": "nej"}}, {{"id": 17, "body": "{MARK}\nfør"}}]"#);
    fs::write(machine.beside("notes.json"), notes).expect("write");
    machine.run(GITLAB, &note, &token).ends_with(0);
    assert!(
        machine.calls().contains(&format!("--request PUT --data-urlencode body@note.md --output /dev/null {url}/17\n"))
    );
}
