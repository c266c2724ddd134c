//! The recipes of docs/ci do what docs/ci/README.md says: their steps run here on a report's folder, each in the shell that its
//! service calls, with stand-ins for what is at the service.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;
use serde_yaml::Value;
use tempfile::TempDir;

use crate::project::{PROGRAM, Run, repository, run};

/// How GitHub calls `shell: bash`.
const GITHUB: &[&str] = &["bash", "--noprofile", "--norc", "-eo", "pipefail"];
/// How GitLab calls the shell of an image that has no bash.
const GITLAB: &[&str] = &["sh", "-e"];
/// How Azure calls `bash`; its scripts set what they need.
const AZURE: &[&str] = &["bash", "--noprofile", "--norc"];

/// What a comment begins with that is written again.
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

/// A mapping's keys and texts; none where there is no mapping.
fn texts(value: &Value) -> Vec<(String, String)> {
    value.as_mapping().into_iter().flatten().map(|(key, value)| (text(key), text(value))).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_sequence().map_or(&[], Vec::as_slice)
}

/// The step, job or input of a list that has this value under this key.
fn named<'a>(list: &'a [Value], key: &str, value: &str) -> &'a Value {
    list.iter().find(|item| item[key] == *value).unwrap_or_else(|| panic!("no {key} »{value}«"))
}

/// All values that stand under a key, however deep.
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

/// A text with its `${{ … }}` put in.
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

/// A script with some word for each `${{ … }}`.
fn filled_with_words(script: &str) -> String {
    let parts: Vec<&str> = script.split("${{").collect();
    let rest = parts[1..].iter().map(|part| part.split_once("}}").expect("the end of an expression").1);
    std::iter::once(parts[0]).chain(rest).collect::<Vec<_>>().join("word")
}

/// Whether a program is on this machine. What needs one that is missing is left out.
fn has(tool: &str) -> bool {
    let found = Command::new(tool).arg("--version").output().is_ok();
    if !found {
        println!("left out: no {tool}");
    }
    found
}

/// A machine of a service: a clone of a report's repository, the program, and what else the steps call.
struct Machine {
    root: TempDir,
    variables: BTreeMap<String, String>,
}

impl Machine {
    /// With the folder of `kapreport init` as the clone.
    fn new() -> Self {
        let root = tempfile::tempdir().expect("a temporary folder");
        run(root.path(), &["init", "clone"], &[]).ends_with(0);
        for name in ["tools", "temp"] {
            fs::create_dir(root.path().join(name)).expect("a folder");
        }
        symlink(PROGRAM, root.path().join("tools/kapreport")).expect("a link");
        let machine = Self { root, variables: BTreeMap::new() };
        machine.git(&["init", "--quiet"]);
        machine.commit();
        machine
    }

    /// A path beside the clone.
    fn beside(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// A path in the clone.
    fn path(&self, name: &str) -> PathBuf {
        self.beside("clone").join(name)
    }

    fn reads(&self, name: &str) -> String {
        let path = self.path(name);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    fn json(&self, name: &str) -> Json {
        serde_json::from_str(&self.reads(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The same with these environment variables.
    fn with(mut self, variables: impl IntoIterator<Item = (String, String)>) -> Self {
        self.variables.extend(variables);
        self
    }

    /// The same with environment variables that are folders beside the clone.
    fn with_folders(self, folders: &[(&str, &str)]) -> Self {
        let folders: Vec<(String, String)> = folders
            .iter()
            .map(|(name, folder)| ((*name).to_owned(), self.beside(folder).to_str().expect("a path").to_owned()))
            .collect();
        self.with(folders)
    }

    /// The same with a stand-in for a program, which writes its arguments to the file `calls`.
    fn standing_in(self, name: &str, script: &str) -> Self {
        let calls = self.beside("calls");
        let script = format!("#!/bin/sh\nprintf '%s\\n' \"{name} $*\" >> '{}'\n{script}\n", calls.display());
        executable(&self.beside("tools").join(name), &script);
        self
    }

    /// What stand-ins were called with since the last time.
    fn calls(&self) -> String {
        let path = self.beside("calls");
        let calls = fs::read_to_string(&path).unwrap_or_default();
        let _ = fs::remove_file(path);
        calls
    }

    fn git(&self, arguments: &[&str]) -> String {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]);
        let output = git.args(arguments).current_dir(self.path("")).output().expect("git");
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned()
    }

    fn commit(&self) {
        self.git(&["add", "."]);
        self.git(&["commit", "--quiet", "--message", "A change"]);
    }

    /// A sentence more in the report.
    fn says(&self, sentence: &str) {
        let name = "templates/clone/aktiviteter.typ";
        fs::write(self.path(name), format!("{}\n{sentence}\n", self.reads(name))).expect("write");
    }

    /// Runs a script in the clone.
    fn run(&self, shell: &[&str], script: &str, more: &[(String, String)]) -> Run {
        let file = self.beside("script");
        fs::write(&file, script).expect("write");
        let (name, options) = shell.split_first().expect("a shell");
        let tools = self.beside("tools");
        let path = format!("{}:{}", tools.display(), std::env::var("PATH").expect("PATH"));
        let mut command = Command::new(name);
        command.args(options).arg(&file).current_dir(self.path("")).env_clear();
        command.env("PATH", path).env("HOME", self.root.path()).envs(self.variables.clone());
        let output = command.envs(more.iter().cloned()).output().expect("a shell");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

fn executable(path: &Path, script: &str) {
    fs::write(path, script).expect("write");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("permissions");
}

/// GitHub's machine at an event, with the variables of the recipe.
fn github(recipe: &Value, event: &str) -> Machine {
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
        .with(texts(&recipe["env"]))
        .with(files)
        .with(told.map(|(name, value)| (name.to_owned(), value.to_owned())))
        .with_folders(&[("GITHUB_WORKSPACE", "clone"), ("RUNNER_TEMP", "temp")])
}

/// Runs a step of GitHub's.
fn github_step(machine: &Machine, step: &Value) -> Run {
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

/// The steps with scripts that an event runs once the program is there.
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

/// Runs the steps of an event: each up to the first that fails.
fn github_event(machine: &Machine, job: &Value, event: &str) -> Run {
    let mut steps = of_event(job, event).into_iter().map(|step| github_step(machine, step));
    let mut last = steps.next().expect("a step");
    while last.code == Some(0)
        && let Some(next) = steps.next()
    {
        last = next;
    }
    last
}

/// What the preview folder is made of.
#[track_caller]
fn is_a_preview(folder: &Path) {
    for name in ["index.html", "preview.json"] {
        assert!(folder.join(name).is_file(), "{name} is not in {}", folder.display());
    }
}

/// The preview in the clone was compared with another, whose pages are not all the same.
#[track_caller]
fn shows_changed_pages(machine: &Machine) {
    let facts = machine.json("preview/preview.json");
    assert_eq!(facts["baseline"]["pages"], true, "{facts}");
    assert!(facts["counts"]["pages_changed"].as_u64() > Some(0), "{facts}");
}

#[test]
fn a_night_at_github_compares_with_the_night_before_and_keeps_what_has_findings() {
    let recipe = recipe("github-actions.yml");
    let job = &recipe["jobs"]["preview"];
    let upload = &named(list(&job["steps"]), "name", "Keep the preview")["with"];
    let nights = "case \"$1 $2\" in 'run list') cat ../nights ;; 'run download') cp -R \"../night-$3\" \"$7\" ;; esac";
    let machine = github(&recipe, "schedule").standing_in("gh", nights);
    fs::write(machine.beside("nights"), "").expect("write");

    // The first night there is nothing to compare with.
    github_event(&machine, job, "schedule").ends_with(0);
    let preview = machine.path(&text(&upload["path"]));
    is_a_preview(&preview);
    assert!(!machine.path("before").exists());
    assert!(machine.calls().contains("gh run list --workflow kapreport --branch main --event schedule"));

    // The next night the newest run has lost its artifact.
    fs::rename(&preview, machine.beside("night-11")).expect("rename");
    fs::write(machine.beside("nights"), "12\n11\n").expect("write");
    machine.says("Der er en sætning mere.");
    github_event(&machine, job, "schedule").ends_with(0);
    assert!(machine.calls().contains("gh run download 11 --name preview --dir before"));
    shows_changed_pages(&machine);

    // With a finding the step fails, and what the later steps keep is there.
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
fn a_pull_request_at_github_is_compared_with_its_target_and_has_one_comment() {
    let recipe = recipe("github-actions.yml");
    let job = &recipe["jobs"]["preview"];
    let machine = github(&recipe, "pull_request");
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
    github_step(&machine, comment).ends_with(0);
    assert!(machine.calls().contains("--method POST repos/region/rapport/issues/7/comments "));
    let sent: Json =
        serde_json::from_slice(&fs::read(machine.beside("sent.json")).expect("what is sent")).expect("JSON");
    let body = sent["body"].as_str().expect("a body");
    assert!(body.starts_with(MARK) && body.contains(machine.reads("summary.md").trim()), "{body}");
    assert!(body.ends_with("(https://github.example/region/rapport/actions/runs/99).\n"), "{body}");

    let ours = format!(r#"{{"id": 17, "user": {{"type": "Bot"}}, "body": "{MARK}\nfør"}}"#);
    fs::write(machine.beside("comments.json"), format!("[{other}, {ours}]")).expect("write");
    github_step(&machine, comment).ends_with(0);
    assert!(machine.calls().contains("--method PATCH repos/region/rapport/issues/comments/17 "));
}

#[test]
fn a_pull_request_with_findings_fails_with_annotations_and_a_summary() {
    let recipe = recipe("github-actions.yml");
    let machine = github(&recipe, "pull_request");
    machine.says("{{ antal(id=\"aktiviteter.ukendt\") }}");
    machine.commit();
    github_event(&machine, &recipe["jobs"]["preview"], "pull_request")
        .ends_with(1)
        .prints("::error file=templates/clone/aktiviteter.typ,");
    is_a_preview(&machine.path("preview"));
    assert!(machine.reads("summary.md").contains("aktiviteter.ukendt"));
}

/// GitLab's machine, with the variables of the recipe.
fn gitlab(recipe: &Value) -> Machine {
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

fn lines(script: &Value) -> String {
    list(script).iter().map(|part| text(part) + "\n").collect()
}

/// Runs a job of GitLab's.
fn gitlab_job(machine: &Machine, recipe: &Value, name: &str) -> Run {
    let before = match recipe[name]["extends"].as_str() {
        Some(parent) => lines(&recipe[parent]["before_script"]),
        None => String::new(),
    };
    machine.run(GITLAB, &(before + &lines(&recipe[name]["script"])), &[])
}

#[test]
fn a_night_at_gitlab_compares_with_the_night_before_and_keeps_what_has_findings() {
    let recipe = recipe("gitlab-ci.yml");
    let machine = gitlab(&recipe);
    gitlab_job(&machine, &recipe, "nightly").ends_with(0);
    is_a_preview(&machine.path("preview"));
    let kept = text(&recipe["nightly"]["cache"]["paths"][0]);
    is_a_preview(&machine.path(&kept));
    assert_eq!(machine.json("gl-code-quality-report.json"), Json::Array(Vec::new()));

    fs::remove_dir_all(machine.path("preview")).expect("remove");
    machine.says("Der er en sætning mere.");
    gitlab_job(&machine, &recipe, "nightly").ends_with(0);
    shows_changed_pages(&machine);
    // A site is the preview.
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
fn a_merge_request_at_gitlab_is_compared_with_its_base_and_has_one_note() {
    let recipe = recipe("gitlab-ci.yml");
    let machine = gitlab(&recipe);
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
    // Once more, on a machine that has been here before.
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

/// Azure's machine, with the variables of the recipe.
fn azure(recipe: &Value, reason: &str) -> Machine {
    let told = [
        ("TF_BUILD", "True"),
        ("BUILD_REASON", reason),
        ("BUILD_BUILDID", "99"),
        ("BUILD_REPOSITORY_ID", "r"),
        ("SYSTEM_COLLECTIONURI", "https://azure.example/region/"),
        ("SYSTEM_TEAMPROJECTID", "p"),
        ("SYSTEM_PULLREQUEST_PULLREQUESTID", "7"),
        ("SYSTEM_ACCESSTOKEN", "token"),
    ];
    let machine = Machine::new();
    fs::create_dir(machine.beside("pipeline")).expect("a folder");
    machine
        .with(texts(&recipe["variables"]))
        .with(told.map(|(name, value)| (name.to_owned(), value.to_owned())))
        .with_folders(&[("AGENT_TEMPDIRECTORY", "temp"), ("PIPELINE_WORKSPACE", "pipeline")])
}

/// Runs a step of Azure's.
fn azure_step(machine: &Machine, recipe: &Value, name: &str) -> Run {
    let step = named(list(&recipe["jobs"][0]["steps"]), "displayName", name);
    machine.run(AZURE, &text(&step["bash"]), &[])
}

#[test]
fn a_night_at_azure_compares_with_the_night_before_and_keeps_what_has_findings() {
    let recipe = recipe("azure-pipelines.yml");
    let steps = list(&recipe["jobs"][0]["steps"]);
    let machine = azure(&recipe, "Schedule");
    azure_step(&machine, &recipe, "Check and preview")
        .ends_with(0)
        .prints("##vso[task.setvariable variable=previewed]true")
        .prints("##vso[build.addbuildtag]figures");
    for (name, value) in
        steps.iter().filter_map(|step| Some((step["displayName"].as_str()?, step["publish"].as_str()?)))
    {
        assert!(machine.path(value).exists(), "{name}");
    }
    let tests = named(steps, "displayName", "Findings as test results");
    assert!(machine.path(&text(&tests["inputs"]["testResultsFiles"])).is_file());
    is_a_preview(&machine.path("preview"));

    // The next night fetches what this one has tagged and published.
    let before = &named(steps, "displayName", "Last night's preview")["inputs"];
    assert_eq!(text(&before["tags"]), "figures");
    let artifact = named(steps, "displayName", "Keep the preview");
    assert_eq!(before["artifactName"], artifact["artifact"]);
    assert_eq!(text(&before["targetPath"]), "$(Pipeline.Workspace)/before");
    fs::rename(machine.path(&text(&artifact["publish"])), machine.beside("pipeline/before")).expect("rename");
    machine.says("Der er en sætning mere.");
    azure_step(&machine, &recipe, "Check and preview").ends_with(0);
    shows_changed_pages(&machine);

    machine.says("{{ antal(id=\"aktiviteter.ukendt\") }}");
    azure_step(&machine, &recipe, "Check and preview")
        .ends_with(1)
        .prints("##vso[task.setvariable variable=previewed]true");
    is_a_preview(&machine.path("preview"));
    assert!(machine.reads("junit.xml").contains("aktiviteter.ukendt"));
    assert_eq!(machine.json("kapreport.sarif")["version"], "2.1.0");
}

#[test]
fn a_pull_request_at_azure_is_compared_with_its_target_and_has_one_comment() {
    let recipe = recipe("azure-pipelines.yml");
    let machine = azure(&recipe, "PullRequest");
    machine.says("Der er en sætning mere.");
    machine.commit();
    azure_step(&machine, &recipe, "The target branch's preview").ends_with(0);
    let run = azure_step(&machine, &recipe, "Check and preview").ends_with(0);
    assert!(!run.out.contains("addbuildtag"), "a pull request is no night");
    shows_changed_pages(&machine);

    if !has("jq") {
        return;
    }
    let curl = "case \"$*\" in *--data-binary*) cat > ../sent.json ;; *) cat ../threads.json ;; esac";
    let machine = machine.standing_in("curl", curl);
    let comment = "One comment, written again at each push";
    let url = "https://azure.example/region/p/_apis/git/repositories/r/pullRequests/7/threads";
    let sent = || -> Json {
        serde_json::from_slice(&fs::read(machine.beside("sent.json")).expect("what is sent")).expect("JSON")
    };
    fs::write(machine.beside("threads.json"), r#"{"value": []}"#).expect("write");
    azure_step(&machine, &recipe, comment).ends_with(0);
    assert!(
        machine
            .calls()
            .contains(&format!("--request POST --data-binary @- --output /dev/null {url}?api-version=7.1\n"))
    );
    let body = sent()["comments"][0]["content"].as_str().expect("a body").to_owned();
    assert!(body.starts_with(MARK) && body.contains(machine.reads("summary.md").trim()), "{body}");

    let threads = format!(
        r#"{{"value": [{{"id": 2, "isDeleted": true, "comments": [{{"id": 1, "content": "{MARK}"}}]}},
        {{"id": 3, "comments": [{{"id": 1}}]}}, {{"id": 17, "comments": [{{"id": 1, "content": "{MARK}\nfør"}}]}}]}}"#
    );
    fs::write(machine.beside("threads.json"), threads).expect("write");
    azure_step(&machine, &recipe, comment).ends_with(0);
    assert!(
        machine
            .calls()
            .contains(&format!("--request PATCH --data-binary @- --output /dev/null {url}/17/comments/1?api"))
    );
    assert_eq!(sent()["content"].as_str(), Some(body.as_str()));
}

#[test]
fn what_a_release_packs_is_what_the_recipes_fetch() {
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
    github_step(&machine, build).ends_with(0);
    assert!(machine.calls().contains("build --release --locked --bin kapreport --target x86_64-unknown-linux-gnu"));
    let other = [("GITHUB_REF_NAME".to_owned(), "v99.0.0".to_owned())];
    machine.run(GITHUB, &text(&build["run"]), &other).ends_with(1);
    assert_eq!(machine.calls(), "");

    let built = machine.path("target/x86_64-unknown-linux-gnu/release");
    fs::create_dir_all(&built).expect("a folder");
    executable(&built.join("kapreport"), &format!("#!/bin/sh\nexec '{PROGRAM}' \"$@\"\n"));
    github_step(&machine, named(steps, "name", "A report with it")).ends_with(0);
    fs::create_dir_all(machine.path("docs/vejledning")).expect("a folder");
    fs::write(machine.path("docs/vejledning/README.md"), "").expect("write");
    github_step(&machine, named(steps, "name", "Pack")).ends_with(0);
    let archive = format!("kapreport-{version}-x86_64-linux.tar.gz");
    assert!(machine.path(&archive).is_file());

    let machine = machine.standing_in("gh", "");
    github_step(&machine, named(list(&release["jobs"]["release"]["steps"]), "name", "Publish")).ends_with(0);
    assert!(machine.calls().ends_with(&format!("--generate-notes {archive} SHA256SUMS\n")));
    let sums = machine.reads("SHA256SUMS");
    let (sum, name) = sums.trim().split_once("  ").expect("a sum");
    assert_eq!(name, archive);

    for (service, place) in
        [("github-actions.yml", "temp/bin"), ("azure-pipelines.yml", "temp/bin"), ("gitlab-ci.yml", "clone/bin")]
    {
        let recipe = recipe(service);
        let fetched = match service {
            "github-actions.yml" => github(&recipe, "schedule"),
            "gitlab-ci.yml" => gitlab(&recipe),
            _ => azure(&recipe, "Schedule"),
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
            "gitlab-ci.yml" => lines(&recipe["released-program"]["script"]),
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
        // What is fetched must be what was released.
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
fn every_script_is_one_to_its_shell_and_none_is_left_out_here() {
    let mut scripts: Vec<(String, &str, String)> = Vec::new();
    for name in ["github-actions.yml", "release-github.yml"] {
        let recipe = recipe(name);
        for job in recipe["jobs"].as_mapping().expect("jobs").values() {
            for step in list(&job["steps"]).iter().filter(|step| step["run"].is_string()) {
                scripts.push((text(&step["name"]), "bash", filled_with_words(&text(&step["run"]))));
            }
        }
    }
    let azure = recipe("azure-pipelines.yml");
    let mut steps = Vec::new();
    under(&azure["jobs"], "bash", &mut steps);
    scripts.extend(steps.into_iter().map(|script| ("a step of Azure".to_owned(), "bash", text(script))));
    let gitlab = recipe("gitlab-ci.yml");
    for key in ["before_script", "script", "after_script"] {
        let mut found = Vec::new();
        under(&gitlab, key, &mut found);
        scripts.extend(found.into_iter().map(|script| (key.to_owned(), "sh", lines(script))));
    }
    let machine = Machine::new();
    for (name, shell, script) in &scripts {
        let run = machine.run(&[shell, "-n"], script, &[]);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{name}");
    }
    // Those that call the program; a new one must be run above.
    let calls =
        |name: &str| scripts.iter().filter(|(_, _, script)| script.contains(&format!("kapreport {name}"))).count();
    assert_eq!([calls("preview"), calls("check"), calls("build")], [7, 4, 0]);
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
fn the_container_file_gets_all_that_cargo_asks_for() {
    let ignored = fs::read_to_string(folder().join("Containerfile.dockerignore")).expect("the file");
    let kept: Vec<&str> = ignored.lines().filter_map(|line| line.strip_prefix('!')).collect();
    for kept in &kept {
        assert!(repository().join(kept).exists(), "{kept}");
    }
    let manifest = fs::read_to_string(repository().join("Cargo.toml")).expect("Cargo.toml");
    let paths = manifest.lines().filter_map(|line| line.strip_prefix("path = \"")?.strip_suffix('"'));
    for path in paths.chain(["Cargo.toml", "Cargo.lock", "src/main.rs", "templates/shared", "benches/build.rs"]) {
        assert!(kept.iter().any(|kept| Path::new(path).starts_with(kept)), "{path}");
    }
    assert!(
        !kept.iter().any(|kept| Path::new("data-samples/kap-h").starts_with(kept)),
        "exports are no part of an image"
    );
    let file = fs::read_to_string(folder().join("Containerfile")).expect("the file");
    assert!(file.contains("USER 65532") && file.contains("FROM scratch"));
}

#[test]
fn the_readme_names_every_recipe_and_every_variable_and_its_message_is_made_of_the_preview() {
    let readme = fs::read_to_string(folder().join("README.md")).expect("README.md");
    for entry in fs::read_dir(folder()).expect("the folder") {
        let name = entry.expect("an entry").file_name().into_string().expect("a name");
        assert!(name == "README.md" || readme.contains(&format!("]({name})")), "{name}");
    }
    for link in readme.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
        assert!(link.is_empty() || link.contains("://") || folder().join(link).exists(), "{link}");
    }
    let recipes = [("github-actions.yml", "env"), ("gitlab-ci.yml", "variables"), ("azure-pipelines.yml", "variables")];
    for (name, key) in recipes {
        for (variable, _) in texts(&recipe(name)[key]) {
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
