//! The recipe for Azure Pipelines.

use super::*;

/// A machine with the variables of the recipe.
pub fn machine(recipe: &Value, reason: &str) -> Machine {
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

fn azure_step(machine: &Machine, recipe: &Value, name: &str) -> Run {
    let step = named(list(&recipe["jobs"][0]["steps"]), "displayName", name);
    machine.run(AZURE, &text(&step["bash"]), &[])
}

#[test]
fn the_nightly_azure_job_compares_with_the_night_before() {
    let recipe = recipe("azure-pipelines.yml");
    let steps = list(&recipe["jobs"][0]["steps"]);
    let machine = machine(&recipe, "Schedule");
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

    // The next night downloads the artifact that this run tagged and published.
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
fn an_azure_pull_request_is_compared_with_its_target_and_has_one_comment() {
    let recipe = recipe("azure-pipelines.yml");
    let machine = machine(&recipe, "PullRequest");
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
