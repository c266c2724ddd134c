//! The table of modules in CONTRIBUTING.md is what the `use` lines and paths in `src/` say, and nothing depends on itself in a circle. What is
//! fuzzed is built from the same versions as the program.

mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::LazyLock;

use crate::project::repository;
use source::Tree;

static TREE: LazyLock<Tree> = LazyLock::new(|| Tree::read(&repository().join("src")));

const HEADING: &str = "## Which module may use which";

/// The rows of the table in CONTRIBUTING.md: a module and the modules that it may use.
fn table() -> Vec<(String, BTreeSet<String>)> {
    let text = fs::read_to_string(repository().join("CONTRIBUTING.md")).expect("CONTRIBUTING.md");
    let section = text.split(HEADING).nth(1).and_then(|rest| rest.split("\n## ").next()).expect("the section");
    let names = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    section
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| {
            let (module, uses) = line.trim_matches('|').split_once('|').expect("two cells");
            (names(module).swap_remove(0), names(uses).into_iter().collect())
        })
        .collect()
}

/// The modules that each module uses, with the first place where it does.
fn uses() -> BTreeMap<&'static str, BTreeMap<&'static str, &'static str>> {
    let mut uses: BTreeMap<_, BTreeMap<_, _>> = TREE.modules().map(|module| (module, BTreeMap::new())).collect();
    for arrow in &TREE.arrows {
        let (from, to) = (source::module(&arrow.from), source::module(&arrow.named));
        if from != to && uses.contains_key(from) && uses.contains_key(to) {
            uses.entry(from).or_default().entry(to).or_insert(arrow.place.as_str());
        }
    }
    uses
}

/// The table as the code is now, the modules that use fewest others first. Modules in a cycle come last.
fn current_table() -> String {
    let mut left = uses();
    let mut rows = String::from("| module | uses |\n|---|---|\n");
    while !left.is_empty() {
        let ready: Vec<_> = left
            .iter()
            .filter(|(_, uses)| uses.keys().all(|used| !left.contains_key(used)))
            .map(|(module, _)| *module)
            .collect();
        let ready = if ready.is_empty() { left.keys().copied().collect() } else { ready };
        for module in ready {
            let uses = left.remove(module).into_iter().flatten().map(|(used, _)| format!("`{used}`"));
            let uses = uses.collect::<Vec<_>>().join(", ");
            rows += &format!("| `{module}` | {} |\n", if uses.is_empty() { "–" } else { &uses });
        }
    }
    rows
}

#[track_caller]
fn none(problems: &[String]) {
    assert!(
        problems.is_empty(),
        "{}\n\nThe table of the code as it is now, for »{HEADING}« in CONTRIBUTING.md:\n{}",
        problems.join("\n"),
        current_table()
    );
}

#[test]
fn modules_use_only_what_the_table_allows() {
    let table: BTreeMap<_, _> = table().into_iter().collect();
    let mut problems = Vec::new();
    for (module, uses) in uses() {
        let Some(allowed) = table.get(module) else {
            problems.push(format!("`{module}` has no row in the table"));
            continue;
        };
        let forbidden = uses.iter().filter(|(used, _)| !allowed.contains(**used));
        problems.extend(forbidden.map(|(used, place)| format!("{place}: `{module}` may not use `{used}`")));
    }
    none(&problems);
}

#[test]
fn every_entry_of_the_table_is_used() {
    let uses = uses();
    let mut problems = Vec::new();
    for (module, allowed) in table() {
        let used = uses.get(module.as_str());
        if used.is_none() {
            problems.push(format!("there is no module `{module}`"));
        }
        let unused = allowed.iter().filter(|name| used.is_some_and(|used| !used.contains_key(name.as_str())));
        problems.extend(unused.map(|name| format!("`{module}` does not use `{name}` any more")));
    }
    none(&problems);
}

#[test]
fn each_row_of_the_table_uses_only_rows_above_it() {
    let mut above = BTreeSet::new();
    let mut problems = Vec::new();
    for (module, allowed) in table() {
        let below = allowed.iter().filter(|name| !above.contains(*name));
        problems.extend(below.map(|name| format!("`{module}` uses `{name}`, which is not above it")));
        assert!(above.insert(module.clone()), "`{module}` has two rows");
    }
    none(&problems);
}

#[test]
fn the_files_of_a_module_do_not_use_each_other_in_a_cycle() {
    let mut uses: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for arrow in &TREE.arrows {
        let from = arrow.from.as_str();
        // Both the file that a path names and, behind a `pub use`, the file that defines it.
        for to in [arrow.named.as_str(), arrow.defined.as_str()] {
            // A file may use what its parent defines for all its children.
            let to_parent = from.strip_prefix(to).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"));
            if source::module(from) == source::module(to) && !to_parent {
                uses.entry(from).or_default().entry(to).or_insert(&arrow.place);
            }
        }
    }
    let cycles: Vec<String> = source::cycles(&uses)
        .into_iter()
        .map(|group| {
            let within = |name: &&str| group.contains(name);
            let lines = group.iter().flat_map(|from| {
                uses[from].iter().filter(move |(to, _)| within(to)).map(|(to, place)| format!("  {place} uses {to}\n"))
            });
            format!("a cycle of {} files:\n{}", group.len(), lines.collect::<String>())
        })
        .collect();
    assert!(cycles.is_empty(), "{}", cycles.join("\n"));
}

#[test]
fn the_fuzz_targets_are_locked_to_the_versions_of_the_program() {
    let read = |path: &str| fs::read_to_string(repository().join(path)).expect("a file");
    let (program, fuzzed) = (read("Cargo.lock"), read("tests/fuzz/Cargo.lock"));
    // Name and version are the first lines of a package.
    let packages = |lock: &str| -> BTreeMap<String, String> {
        let packages = lock.split("[[package]]\n").skip(1);
        packages.map(|one| (one.lines().take(2).collect::<Vec<_>>().join(", "), one.to_owned())).collect()
    };
    let (program, fuzzed) = (packages(&program), packages(&fuzzed));
    let others: Vec<&String> = fuzzed.keys().filter(|package| !program.contains_key(*package)).collect();
    assert_eq!(others.len(), 3, "only the targets need libFuzzer and what it reads: {others:?}");
    // A dependency that is new in Cargo.toml is in both, or Cargo changes the lock file when the targets are built.
    let kapreport =
        fuzzed.iter().find(|(package, _)| package.starts_with("name = \"kapreport\"")).expect("kapreport").1;
    let manifest = read("Cargo.toml");
    let section =
        manifest.split("\n[dependencies]\n").nth(1).and_then(|rest| rest.split("\n[").next()).expect("a section");
    for name in section.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name) {
        let is_locked = [format!(" \"{name}\""), format!(" \"{name} ")].iter().any(|listed| kapreport.contains(listed));
        assert!(is_locked, "{name} is not in tests/fuzz/Cargo.lock");
    }
}
