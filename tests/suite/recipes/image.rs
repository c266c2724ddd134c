//! The recipe for an image with the program alone.

use super::*;

/// The paths outside of `src` that the program includes when it is compiled.
fn included_from_outside() -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![repository().join("src")];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let Ok(source) = fs::read_to_string(&path) else { continue };
            for start in ["include_str!(\"../", "include_dir!(\"$CARGO_MANIFEST_DIR/"] {
                let names = source.split(start).skip(1).filter_map(|rest| rest.split('"').next());
                found.extend(names.map(|name| name.trim_start_matches("../").to_owned()));
            }
        }
    }
    found
}

#[test]
fn the_container_context_has_everything_that_cargo_needs() {
    let ignored = fs::read_to_string(folder().join("Containerfile.dockerignore")).expect("the file");
    let kept: Vec<&str> = ignored.lines().filter_map(|line| line.strip_prefix('!')).collect();
    for kept in &kept {
        assert!(repository().join(kept).exists(), "{kept}");
    }
    let manifest = fs::read_to_string(repository().join("Cargo.toml")).expect("Cargo.toml");
    let paths = manifest.lines().filter_map(|line| line.strip_prefix("path = \"")?.strip_suffix('"'));
    let included = included_from_outside();
    assert!(included.contains(&"LICENSE-MIT".to_owned()) && included.contains(&"docs/vejledning".to_owned()));
    let paths = paths.chain(["Cargo.toml", "Cargo.lock", "src/main.rs", "templates/shared", "benches/build.rs"]);
    for path in paths.chain(included.iter().map(String::as_str)) {
        assert!(kept.iter().any(|kept| Path::new(path).starts_with(kept)), "{path}");
    }
    assert!(
        !kept.iter().any(|kept| Path::new("data-samples/kap-h").starts_with(kept)),
        "exports are no part of an image"
    );
    let file = fs::read_to_string(folder().join("Containerfile")).expect("the file");
    assert!(file.contains("USER 65532") && file.contains("FROM scratch"));
}
