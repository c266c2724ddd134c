//! A stand-in for a CI machine: a clone of a report, tools and environment variables.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::*;

pub struct Machine {
    root: TempDir,
    pub variables: BTreeMap<String, String>,
}

impl Machine {
    /// Uses the folder made by `kapreport init` as the clone.
    pub fn new() -> Self {
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

    pub fn beside(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.beside("clone").join(name)
    }

    pub fn reads(&self, name: &str) -> String {
        let path = self.path(name);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    pub fn json(&self, name: &str) -> Json {
        serde_json::from_str(&self.reads(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn with(mut self, variables: impl IntoIterator<Item = (String, String)>) -> Self {
        self.variables.extend(variables);
        self
    }

    /// Sets environment variables to folders beside the clone.
    pub fn with_folders(self, folders: &[(&str, &str)]) -> Self {
        let folders: Vec<(String, String)> = folders
            .iter()
            .map(|(name, folder)| ((*name).to_owned(), self.beside(folder).to_str().expect("a path").to_owned()))
            .collect();
        self.with(folders)
    }

    /// Adds a stand-in for a program. It appends its arguments to the file `calls` and then runs `script`.
    pub fn standing_in(self, name: &str, script: &str) -> Self {
        let calls = self.beside("calls");
        let script = format!("#!/bin/sh\nprintf '%s\\n' \"{name} $*\" >> '{}'\n{script}\n", calls.display());
        executable(&self.beside("tools").join(name), &script);
        self
    }

    /// The calls of stand-ins since the last time this was asked.
    pub fn calls(&self) -> String {
        let path = self.beside("calls");
        let calls = fs::read_to_string(&path).unwrap_or_default();
        let _ = fs::remove_file(path);
        calls
    }

    pub fn git(&self, arguments: &[&str]) -> String {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]);
        let output = git.args(arguments).current_dir(self.path("")).output().expect("git");
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned()
    }

    pub fn commit(&self) {
        self.git(&["add", "."]);
        self.git(&["commit", "--quiet", "--message", "A change"]);
    }

    /// Adds a sentence to the report.
    pub fn says(&self, sentence: &str) {
        let name = "templates/clone/aktiviteter.typ";
        fs::write(self.path(name), format!("{}\n{sentence}\n", self.reads(name))).expect("write");
    }

    pub fn run(&self, shell: &[&str], script: &str, more: &[(String, String)]) -> Run {
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

pub fn executable(path: &Path, script: &str) {
    fs::write(path, script).expect("write");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("permissions");
}
