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
        .with(variables(recipe))
        .with(told.map(|(name, value)| (name.to_owned(), value.to_owned())))
        .with_folders(&[("AGENT_TEMPDIRECTORY", "temp"), ("PIPELINE_WORKSPACE", "pipeline")])
}

/// The variables of the job, each with the default of its parameter.
fn variables(recipe: &Value) -> Vec<(String, String)> {
    let parameters = list(&recipe["parameters"]);
    let value = |expression: &str| {
        let name = expression.trim_start_matches("${{ parameters.").trim_end_matches(" }}");
        text(&named(parameters, "name", name)["default"])
    };
    texts(&recipe["jobs"][0]["variables"]).into_iter().map(|(name, expression)| (name, value(&expression))).collect()
}

fn azure_step(machine: &Machine, recipe: &Value, name: &str) -> Run {
    let step = named(list(&recipe["jobs"][0]["steps"]), "displayName", name);
    machine.run(AZURE, &text(&step["bash"]), &[])
}

#[test]
fn the_nightly_azure_job_compares_with_the_night_before() {
    let recipe = recipe("azure-jobs.yml");
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
    assert_eq!(text(&before["itemPattern"]), "preview-*/**");
    assert_eq!(text(&artifact["artifact"]), "preview-$(System.JobAttempt)", "a job that runs again publishes again");
    assert_eq!(text(&before["targetPath"]), "$(Pipeline.Workspace)/nights");
    let nights = machine.beside("pipeline/nights");
    // The first attempt of that night had no figures.
    fs::create_dir_all(nights.join("preview-1")).expect("a folder");
    fs::rename(machine.path(&text(&artifact["publish"])), nights.join("preview-2")).expect("rename");
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
    let recipe = recipe("azure-jobs.yml");
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

#[test]
fn the_program_is_built_in_a_job_of_its_own_so_that_findings_do_not_lose_its_cache() {
    let recipe = recipe("azure-jobs.yml");
    let condition = "${{ if eq(parameters.program, 'built') }}";
    let program = &recipe["jobs"][1][condition][0];
    let steps = list(&program["steps"]);
    assert!(steps.iter().any(|step| step["task"] == *"Cache@2"));
    assert!(!list(&recipe["jobs"][0]["steps"]).iter().any(|step| step["task"] == *"Cache@2"));
    let published = steps.iter().find(|step| step["publish"].is_string()).expect("the program is kept");
    let fetched = &list(&recipe["jobs"][0]["steps"])
        .iter()
        .find(|step| !step[condition].is_null())
        .expect("steps for a program that was built")[condition];
    assert_eq!(fetched[0]["artifact"], published["artifact"]);
    assert_eq!(recipe["jobs"][0][condition]["dependsOn"], program["job"]);
}
