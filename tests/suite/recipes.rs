//! Runs the steps of the recipes in docs/ci on the folder of a report, each in the shell that its CI service uses, with
//! stand-ins for the service itself.

mod azure;
mod github;
mod gitlab;
mod image;
mod machine;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;
use serde_yaml::Value;

use crate::project::{PROGRAM, Run, repository, run};
use machine::{Machine, executable};

/// The command line that GitHub uses for `shell: bash`.
const GITHUB: &[&str] = &["bash", "--noprofile", "--norc", "-eo", "pipefail"];
/// The command line that GitLab uses in an image without bash.
const GITLAB: &[&str] = &["sh", "-e"];
/// The command line that Azure uses for `bash`; its scripts set their own options.
const AZURE: &[&str] = &["bash", "--noprofile", "--norc"];

/// The marker by which a later run finds its own comment.
const MARK: &str = "<!-- kapreport -->";

fn folder() -> PathBuf {
    repository().join("docs/ci")
}

fn recipe(name: &str) -> Value {
    let text = fs::read_to_string(folder().join(name)).expect("a recipe");
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        other => panic!("{other:?} is no text"),
    }
}

/// Keys and texts of a mapping. Empty if it is not a mapping.
fn texts(value: &Value) -> Vec<(String, String)> {
    value.as_mapping().into_iter().flatten().map(|(key, value)| (text(key), text(value))).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_sequence().map_or(&[], Vec::as_slice)
}

/// The item of a list with this value under this key.
fn named<'a>(list: &'a [Value], key: &str, value: &str) -> &'a Value {
    list.iter().find(|item| item[key] == *value).unwrap_or_else(|| panic!("no {key} »{value}«"))
}

/// Collects all values of a key at any depth.
fn under<'a>(value: &'a Value, key: &str, found: &mut Vec<&'a Value>) {
    match value {
        Value::Sequence(items) => items.iter().for_each(|item| under(item, key, found)),
        Value::Mapping(pairs) => {
            for (name, value) in pairs {
                if name.as_str() == Some(key) {
                    found.push(value);
                }
                under(value, key, found);
            }
        }
        _ => {}
    }
}

/// Replaces each `${{ … }}` by its value.
fn filled(text: &str, expressions: &[(&str, String)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${{") {
        let (expression, after) = after.split_once("}}").expect("the end of an expression");
        let (_, value) = expressions
            .iter()
            .find(|(name, _)| *name == expression.trim())
            .unwrap_or_else(|| panic!("unknown expression »{expression}«"));
        filled += before;
        filled += value;
        rest = after;
    }
    filled + rest
}

/// Replaces each `${{ … }}` by some word.
fn filled_with_words(script: &str) -> String {
    let parts: Vec<&str> = script.split("${{").collect();
    let rest = parts[1..].iter().map(|part| part.split_once("}}").expect("the end of an expression").1);
    std::iter::once(parts[0]).chain(rest).collect::<Vec<_>>().join("word")
}

/// Whether a program is on this machine. If not, the rest of the test is skipped, and standard error says so: written there directly,
/// since the test harness shows what `println!` prints only for tests that fail.
fn has(tool: &str) -> bool {
    let found = Command::new(tool).arg("--version").output().is_ok();
    if !found {
        let test = std::thread::current().name().unwrap_or_default().to_owned();
        writeln!(std::io::stderr(), "SKIPPED in part: {test} needs {tool}").expect("standard error");
    }
    found
}

/// Asserts that the folder holds a preview.
#[track_caller]
fn is_a_preview(folder: &Path) {
    for name in ["index.html", "preview.json"] {
        assert!(folder.join(name).is_file(), "{name} is not in {}", folder.display());
    }
}

/// Asserts that the preview in the clone was compared with another and has changed pages.
#[track_caller]
fn shows_changed_pages(machine: &Machine) {
    let facts = machine.json("preview/preview.json");
    assert_eq!(facts["baseline"]["pages"], true, "{facts}");
    assert!(facts["counts"]["pages_changed"].as_u64() > Some(0), "{facts}");
}

#[test]
fn the_recipes_fetch_what_a_release_packs() {
    let release = recipe("release-github.yml");
    let steps = list(&release["jobs"]["program"]["steps"]);
    let matrix = list(&release["jobs"]["program"]["strategy"]["matrix"]["include"]);
    let linux = named(matrix, "name", "x86_64-linux");
    let version = env!("CARGO_PKG_VERSION");
    let machine = Machine::new().with_folders(&[("RUNNER_TEMP", "temp")]).with(
        [("GITHUB_REF_NAME", format!("v{version}")), ("RUNNER_OS", "Linux".to_owned())]
            .into_iter()
            .chain([("TARGET", text(&linux["target"])), ("RUST_VERSION", text(&release["env"]["RUST_VERSION"]))])
            .map(|(name, value)| (name.to_owned(), value)),
    );
    // The tag's version must be that of Cargo.toml.
    let machine = machine.standing_in("cargo", "");
    fs::copy(repository().join("Cargo.toml"), machine.path("Cargo.toml")).expect("copy");
    let build = named(steps, "name", "Build");
    github::run_step(&machine, build).ends_with(0);
    assert!(machine.calls().contains("build --release --locked --bin kapreport --target x86_64-unknown-linux-gnu"));
    let other = [("GITHUB_REF_NAME".to_owned(), "v99.0.0".to_owned())];
    machine.run(GITHUB, &text(&build["run"]), &other).ends_with(1);
    assert_eq!(machine.calls(), "");

    let built = machine.path("target/x86_64-unknown-linux-gnu/release");
    fs::create_dir_all(&built).expect("a folder");
    executable(&built.join("kapreport"), &format!("#!/bin/sh\nexec '{PROGRAM}' \"$@\"\n"));
    github::run_step(&machine, named(steps, "name", "A report with it")).ends_with(0);
    fs::create_dir_all(machine.path("docs/vejledning")).expect("a folder");
    for file in ["docs/vejledning/README.md", "docs/third-party.txt", "LICENSE-MIT", "LICENSE-APACHE"] {
        fs::write(machine.path(file), "").expect("write");
    }
    github::run_step(&machine, named(steps, "name", "Pack")).ends_with(0);
    let archive = format!("kapreport-{version}-x86_64-linux.tar.gz");
    assert!(machine.path(&archive).is_file());

    let machine = machine.standing_in("gh", "");
    github::run_step(&machine, named(list(&release["jobs"]["release"]["steps"]), "name", "Publish")).ends_with(0);
    assert!(machine.calls().ends_with(&format!("--generate-notes {archive} SHA256SUMS\n")));
    let sums = machine.reads("SHA256SUMS");
    let (sum, name) = sums.trim().split_once("  ").expect("a sum");
    assert_eq!(name, archive);

    for (service, place) in
        [("github-actions.yml", "temp/bin"), ("azure-jobs.yml", "temp/bin"), ("gitlab-ci.yml", "clone/bin")]
    {
        let recipe = recipe(service);
        let fetched = match service {
            "github-actions.yml" => github::machine(&recipe, "schedule"),
            "gitlab-ci.yml" => gitlab::machine(&recipe),
            _ => azure::machine(&recipe, "Schedule"),
        };
        let fetched = fetched.standing_in(
            "curl",
            &format!(
                "while [ $# -gt 1 ]; do if [ \"$1\" = --output ]; then cp '{}' \"$2\"; fi; shift; done",
                machine.path(&archive).display()
            ),
        );
        let script = match service {
            "github-actions.yml" => {
                text(&named(list(&recipe["jobs"]["preview"]["steps"]), "name", "The released program")["run"])
            }
            "gitlab-ci.yml" => gitlab::lines(&recipe["released-program"]["script"]),
            _ => {
                let mut scripts = Vec::new();
                under(&recipe, "bash", &mut scripts);
                text(scripts.into_iter().find(|script| text(script).contains("sha256sum")).expect("the step"))
            }
        };
        let shell = if service == "gitlab-ci.yml" { GITLAB } else { GITHUB };
        let told = |sum: &str| {
            vec![("KAPREPORT_SHA256".to_owned(), sum.to_owned()), ("KAPREPORT_VERSION".to_owned(), version.to_owned())]
        };
        // The checksum of the download must be that of the release.
        let _ = fs::remove_file(fetched.path("bin/kapreport"));
        assert_ne!(fetched.run(shell, &script, &told(&"0".repeat(64))).code, Some(0), "{service}");
        assert!(!fetched.beside(place).join("kapreport").exists(), "{service}");
        fetched.run(shell, &script, &told(sum)).ends_with(0);
        assert!(fetched.calls().contains(&format!("/v{version}/{archive}\n")), "{service}");
        let program = fetched.beside(place).join("kapreport");
        assert!(Command::new(program).arg("--version").output().expect("the program").status.success(), "{service}");
    }
}

#[test]
fn cargo_binstall_knows_the_archive_of_each_system() {
    let manifest = fs::read_to_string(repository().join("Cargo.toml")).expect("Cargo.toml");
    let release = recipe("release-github.yml");
    let matrix = list(&release["jobs"]["program"]["strategy"]["matrix"]["include"]);
    for system in matrix {
        let (name, target) = (text(&system["name"]), text(&system["target"]));
        let suffix = if name.ends_with("windows") { "zip" } else { "tar.gz" };
        let address = format!("{{ repo }}/releases/download/v{{ version }}/{{ name }}-{{ version }}-{name}.{suffix}");
        let known = format!("[package.metadata.binstall.overrides.{target}]\npkg-url = \"{address}\"\n");
        assert!(manifest.contains(&known), "{known}");
    }
    assert_eq!(manifest.matches("binstall.overrides.").count(), matrix.len());
}

#[test]
fn every_script_has_valid_syntax_and_every_call_of_the_program_is_tested() {
    let mut scripts: Vec<(String, &str, String)> = Vec::new();
    for name in ["github-actions.yml", "release-github.yml"] {
        let recipe = recipe(name);
        for job in recipe["jobs"].as_mapping().expect("jobs").values() {
            for step in list(&job["steps"]).iter().filter(|step| step["run"].is_string()) {
                scripts.push((text(&step["name"]), "bash", filled_with_words(&text(&step["run"]))));
            }
        }
    }
    let azure = recipe("azure-jobs.yml");
    let mut steps = Vec::new();
    under(&azure["jobs"], "bash", &mut steps);
    scripts.extend(steps.into_iter().map(|script| ("a step of Azure".to_owned(), "bash", text(script))));
    let gitlab = recipe("gitlab-ci.yml");
    for key in ["before_script", "script", "after_script"] {
        let mut found = Vec::new();
        under(&gitlab, key, &mut found);
        scripts.extend(found.into_iter().map(|script| (key.to_owned(), "sh", gitlab::lines(script))));
    }
    let machine = Machine::new();
    for (name, shell, script) in &scripts {
        let run = machine.run(&[shell, "-n"], script, &[]);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{name}");
    }
    // Scripts that call the program. A new one needs a test above that runs it.
    let calls =
        |name: &str| scripts.iter().filter(|(_, _, script)| script.contains(&format!("kapreport {name}"))).count();
    assert_eq!([calls("preview"), calls("check"), calls("build")], [7, 4, 0]);
}

#[test]
fn init_writes_short_recipes_whose_parameters_the_long_ones_take() {
    let root = tempfile::tempdir().expect("a temporary folder");
    run(root.path(), &["init", "vores"], &[]).ends_with(0);
    let own = root.path().join("vores");
    let made = |service: &str, path: &str| -> Value {
        run(&own, &["init", "--ci", service], &[]).ends_with(0).prints(path);
        let text = fs::read_to_string(own.join(path)).expect("the recipe");
        assert!(text.lines().count() <= 26 && !text.contains("{version}"), "{text}");
        serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{service}: {error}"))
    };
    let version = env!("CARGO_PKG_VERSION");
    let github = made("github", ".github/workflows/kapreport.yml");
    let call = &github["jobs"]["report"];
    assert_eq!(text(&call["uses"]), format!("OWNER/kapreport/.github/workflows/kapreport.yml@v{version}"));
    let long = recipe("github-actions.yml");
    let takes = &long["on"]["workflow_call"]["inputs"];
    let given = texts(&call["with"]);
    assert!(given.contains(&("period".to_owned(), "2024".to_owned())), "{given:?}");
    for (input, _) in given {
        assert!(!takes[&input].is_null(), "{input}");
    }
    for (input, options) in takes.as_mapping().expect("inputs") {
        assert!(options["required"] != true || !call["with"][input].is_null(), "{input:?} is missing");
    }
    for job in long["jobs"].as_mapping().expect("jobs").values() {
        for (permission, level) in texts(&job["permissions"]) {
            let granted = text(&call["permissions"][&permission]);
            assert!(granted == level || granted == "write", "{permission}");
        }
    }

    let gitlab = made("gitlab", ".gitlab-ci.yml");
    assert!(repository().join(text(&gitlab["include"][0]["file"])).is_file());
    let takes = texts(&recipe("gitlab-ci.yml")["variables"]);
    for (variable, _) in texts(&gitlab["variables"]) {
        assert!(takes.iter().any(|(name, _)| *name == variable), "{variable}");
    }

    let azure = made("azure", "azure-pipelines.yml");
    for pipeline in [&azure, &recipe("azure-pipelines.yml")] {
        let call = &pipeline["jobs"][0];
        let file = text(&call["template"]);
        assert_eq!(file.trim_start_matches("docs/ci/").trim_end_matches("@kapreport"), "azure-jobs.yml");
        for (parameter, _) in texts(&call["parameters"]) {
            named(list(&recipe("azure-jobs.yml")["parameters"]), "name", &parameter);
        }
    }
    // A recipe that somebody has changed stays.
    run(&own, &["init", "--ci", "azure"], &[]).ends_with(2).says("azure-pipelines.yml findes");
    run(root.path(), &["init", "--ci", "azure"], &[]).ends_with(2).says("kapreport.toml");
}

#[test]
fn only_official_actions_are_used_and_only_a_job_that_builds_nothing_may_write() {
    for name in ["github-actions.yml", "release-github.yml"] {
        let recipe = recipe(name);
        let mut uses = Vec::new();
        under(&recipe, "uses", &mut uses);
        for used in uses.into_iter().map(text) {
            let version =
                used.strip_prefix("actions/").and_then(|used| used.split_once("@v")).map(|(_, version)| version);
            assert!(version.is_some_and(|version| version.parse::<u32>().is_ok()), "{name}: {used}");
        }
        assert_eq!(recipe["permissions"], Value::Mapping(serde_yaml::Mapping::new()), "{name}");
        for (job, content) in recipe["jobs"].as_mapping().expect("jobs") {
            let writes = texts(&content["permissions"]).iter().any(|(_, permission)| permission == "write");
            let checks_out = list(&content["steps"]).iter().any(|step| {
                step["uses"].as_str().is_some_and(|uses| uses.starts_with("actions/checkout"))
                    || step["run"].as_str().is_some_and(|run| run.contains("kapreport check") || run.contains("cargo "))
            });
            assert!(!(writes && checks_out), "{name}: {job:?}");
        }
        assert!(!fs::read_to_string(folder().join(name)).expect("a recipe").contains("pull_request_target"));
    }
}

#[test]
fn the_readme_of_the_recipes_names_every_recipe_and_variable() {
    let readme = fs::read_to_string(folder().join("README.md")).expect("README.md");
    for entry in fs::read_dir(folder()).expect("the folder") {
        let name = entry.expect("an entry").file_name().into_string().expect("a name");
        assert!(name == "README.md" || readme.contains(&format!("]({name})")), "{name}");
    }
    for link in readme.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
        assert!(link.is_empty() || link.contains("://") || folder().join(link).exists(), "{link}");
    }
    let azure = recipe("azure-jobs.yml");
    let of_azure = texts(&azure["jobs"][0]["variables"]);
    let (github, gitlab) = (texts(&recipe("github-actions.yml")["env"]), texts(&recipe("gitlab-ci.yml")["variables"]));
    for variables in [github, gitlab, of_azure] {
        for (variable, _) in variables {
            assert!(readme.contains(&format!("`{variable}`")), "{variable}");
        }
    }

    let machine = Machine::new();
    machine.run(GITHUB, "kapreport preview 2024 --out preview", &[]).ends_with(0);
    if !has("jq") {
        return;
    }
    let message = readme.split("```sh\n").find(|block| block.starts_with("jq ")).expect("the message");
    let message = message.split("```").next().expect("its end");
    let sent = machine
        .standing_in("curl", "cat")
        .run(GITHUB, message, &[("CHAT_URL".to_owned(), "x".to_owned())])
        .ends_with(0);
    let text: Json = serde_json::from_str(&sent.out).unwrap_or_else(|error| panic!("{error}: {}", sent.out));
    let text = text["text"].as_str().expect("a text");
    assert!(text.contains("clone 2024") && !text.contains("null"), "{text}");
}
