//! The committed sample data is what the generator makes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::project::{PROGRAM, repository};

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries
        .map(|path| {
            (path.file_name().expect("a name").to_string_lossy().into_owned(), fs::read(&path).expect("a file"))
        })
        .collect()
}

#[test]
fn the_generator_reproduces_the_committed_samples() {
    let generator = Path::new(PROGRAM).with_file_name("examples").join("generate-samples");
    let out = tempfile::tempdir().expect("a temporary folder");
    let status = Command::new(generator).arg(out.path()).status().expect("`cargo test` builds the example");
    assert!(status.success());
    for folder in
        ["kap-h/2023", "kap-h/2024", "kap-s/2022", "kap-s/2023", "midtkraft/2019-07..2021-07", "klyngepakke/2024"]
    {
        let committed = files(&repository().join("data-samples").join(folder));
        let made = files(&out.path().join(folder));
        assert_eq!(committed.keys().collect::<Vec<_>>(), made.keys().collect::<Vec<_>>());
        for (name, bytes) in &committed {
            assert!(
                made[name] == *bytes,
                "{folder}/{name} differs: run `cargo run --example generate-samples -- data-samples`"
            );
        }
    }
}
