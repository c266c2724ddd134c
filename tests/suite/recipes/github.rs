//! The recipe for GitHub Actions.

use super::*;

/// A machine for this event, with the variables of the recipe.
pub fn machine(recipe: &Value, event: &str) -> Machine {
    let machine = Machine::new();
    let (github_path, output) = (machine.beside("github-path"), machine.beside("summary.md"));
    for file in [&github_path, &output] {
        fs::write(file, "").expect("write");
    }
    let files = [("GITHUB_PATH", github_path), ("GITHUB_STEP_SUMMARY", output)];
    let files = files.map(|(name, path)| (name.to_owned(), path.to_str().expect("a path").to_owned()));
    let told = [
        ("CI", "true"),
        ("GITHUB_ACTIONS", "true"),
        ("GITHUB_EVENT_NAME", event),
        ("GITHUB_REF_NAME", "main"),
        ("GITHUB_WORKFLOW", "kapreport"),
    ];
    machine
        .with(texts(&recipe["env"]).into_iter().map(|(name, value)| (name, without_input(&value))))
        .with(files)
        .with(told.map(|(name, value)| (name.to_owned(), value.to_owned())))
        .with_folders(&[("GITHUB_WORKSPACE", "clone"), ("RUNNER_TEMP", "temp")])
}

/// The value of a variable where nobody calls the workflow: the text in `${{ inputs.period || '2024' }}`.
pub fn without_input(value: &str) -> String {
    let default = value.strip_prefix("${{ inputs.").and_then(|value| value.split_once("|| '")?.1.strip_suffix("' }}"));
    default.unwrap_or(value).to_owned()
}

pub fn run_step(machine: &Machine, step: &Value) -> Run {
    let expressions = [
        ("github.token", "token".to_owned()),
        ("github.repository", "region/rapport".to_owned()),
        ("github.event.pull_request.number", "7".to_owned()),
        ("github.server_url", "https://github.example".to_owned()),
        ("github.run_id", "99".to_owned()),
        ("matrix.name", "x86_64-linux".to_owned()),
    ];
    let variables: Vec<(String, String)> =
        texts(&step["env"]).into_iter().map(|(name, value)| (name, filled(&value, &expressions))).collect();
    machine.run(GITHUB, &filled(&text(&step["run"]), &expressions), &variables)
}

/// The script steps that an event runs after the program has been installed.
fn of_event<'a>(job: &'a Value, event: &str) -> Vec<&'a Value> {
    list(&job["steps"])
        .iter()
        .filter(|step| step["run"].is_string())
        .filter(|step| match step["if"].as_str().unwrap_or_default() {
            "" => true,
            "github.event_name == 'pull_request'" => event == "pull_request",
            "github.event_name != 'pull_request'" => event != "pull_request",
            condition => {
                assert!(condition.contains("hashFiles('Cargo.toml')"), "unknown condition »{condition}«");
                false
            }
        })
        .collect()
}

/// Runs the steps of an event up to the first that fails.
fn github_event(machine: &Machine, job: &Value, event: &str) -> Run {
    let mut steps = of_event(job, event).into_iter().map(|step| run_step(machine, step));
    let mut last = steps.next().expect("a step");
    while last.code == Some(0)
        && let Some(next) = steps.next()
    {
        last = next;
    }
    last
}

#[test]
fn the_nightly_github_job_compares_with_the_night_before() {
    let recipe = recipe("github-actions.yml");
    let job = &recipe["jobs"]["preview"];
    let upload = &named(list(&job["steps"]), "name", "Keep the preview")["with"];
    let nights = "case \"$1 $2\" in 'run list') cat ../nights ;; 'run download') cp -R \"../night-$3\" \"$7\" ;; esac";
    let machine = machine(&recipe, "schedule").standing_in("gh", nights);
    fs::write(machine.beside("nights"), "").expect("write");

    // The first night has no baseline.
    github_event(&machine, job, "schedule").ends_with(0);
    let preview = machine.path(&text(&upload["path"]));
    is_a_preview(&preview);
    assert!(!machine.path("before").exists());
    assert!(machine.calls().contains("gh run list --workflow kapreport --branch main --event schedule"));

    // The next night the artifact of the newest run has expired.
    fs::rename(&preview, machine.beside("night-11")).expect("rename");
    fs::write(machine.beside("nights"), "12\n11\n").expect("write");
    machine.says("Der er en sætning mere.");
    github_event(&machine, job, "schedule").ends_with(0);
    assert!(machine.calls().contains("gh run download 11 --name preview --dir before"));
    shows_changed_pages(&machine);

    // With a finding the step fails, but the files for the later steps exist.
    machine.says("{{ antal(id=\"aktiviteter.ukendt\") }}");
    github_event(&machine, job, "schedule").ends_with(1).prints("::error");
    is_a_preview(&preview);
    let summary = fs::read_to_string(machine.beside("summary.md")).expect("the summary");
    assert!(summary.contains("aktiviteter.ukendt"), "{summary}");
    for step in ["Keep the preview", "Keep the summary for the comment", "Keep the site"] {
        let condition = text(&named(list(&job["steps"]), "name", step)["if"]);
        assert!(condition.contains("!cancelled()"), "{step} runs after a failure");
    }
}

#[test]
fn the_cargo_build_is_kept_before_the_report_is_built() {
    let recipe = recipe("github-actions.yml");
    let steps = list(&recipe["jobs"]["preview"]["steps"]);
    let place = |name: &str| steps.iter().position(|step| step["name"] == *name).expect(name);
    assert!(place("The program built from source") < place("Keep the cargo build"));
    assert!(place("Keep the cargo build") < place("The night's preview"));
    let (restored, kept) = (&steps[place("The cargo build of an earlier run")], &steps[place("Keep the cargo build")]);
    assert_eq!(restored["with"]["path"], kept["with"]["path"]);
}

#[test]
fn a_github_pull_request_is_compared_with_its_target_and_has_one_comment() {
    let recipe = recipe("github-actions.yml");
    let job = &recipe["jobs"]["preview"];
    let machine = machine(&recipe, "pull_request");
    machine.says("Der er en sætning mere.");
    machine.commit();
    github_event(&machine, job, "pull_request").ends_with(0);
    is_a_preview(&machine.path("preview"));
    is_a_preview(&machine.path("before"));
    shows_changed_pages(&machine);
    assert!(!machine.reads("summary.md").trim().is_empty());

    if !has("jq") {
        return;
    }
    let api = "[ \"$1\" = api ] || exit 1
        if [ \"$2\" = --paginate ]; then jq --raw-output \"$5\" ../comments.json; else cp \"$6\" ../sent.json; fi";
    let machine = machine.standing_in("gh", api);
    let comment = named(list(&recipe["jobs"]["comment"]["steps"]), "name", "One comment, written again at each push");
    let other = r#"{"id": 1, "user": {"type": "User"}, "body": "<!-- kapreport --> skriver jeg selv"}"#;
    fs::write(machine.beside("comments.json"), format!("[{other}]")).expect("write");
    run_step(&machine, comment).ends_with(0);
    assert!(machine.calls().contains("--method POST repos/region/rapport/issues/7/comments "));
    let sent: Json =
        serde_json::from_slice(&fs::read(machine.beside("sent.json")).expect("what is sent")).expect("JSON");
    let body = sent["body"].as_str().expect("a body");
    assert!(body.starts_with(MARK) && body.contains(machine.reads("summary.md").trim()), "{body}");
    assert!(body.ends_with("(https://github.example/region/rapport/actions/runs/99).\n"), "{body}");

    let ours = format!(r#"{{"id": 17, "user": {{"type": "Bot"}}, "body": "{MARK}\nfør"}}"#);
    fs::write(machine.beside("comments.json"), format!("[{other}, {ours}]")).expect("write");
    run_step(&machine, comment).ends_with(0);
    assert!(machine.calls().contains("--method PATCH repos/region/rapport/issues/comments/17 "));
}

#[test]
fn a_pull_request_with_findings_fails_with_annotations_and_a_summary() {
    let recipe = recipe("github-actions.yml");
    let machine = machine(&recipe, "pull_request");
    machine.says("{{ antal(id=\"aktiviteter.ukendt\") }}");
    machine.commit();
    github_event(&machine, &recipe["jobs"]["preview"], "pull_request")
        .ends_with(1)
        .prints("::error file=templates/clone/aktiviteter.typ,");
    is_a_preview(&machine.path("preview"));
    assert!(machine.reads("summary.md").contains("aktiviteter.ukendt"));
}
