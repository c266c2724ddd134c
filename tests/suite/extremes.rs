//! Drafts of the sample reports with an export that has headers and no rows, or is not there. `tests/extremes/run` does this for all.

use std::fs;
use std::path::Path;

use crate::project::{Run, repository, run};

#[test]
fn a_draft_comes_out_when_an_export_has_no_rows_and_when_it_is_missing() {
    for (report, period, export) in [
        ("midtkraft", "2019-07..2021-07", "antibiotika-noegletal.csv"),
        ("kap-s", "2023", "klyngeteam-2023.csv"),
        ("klyngepakke", "2024", "recepter.csv"),
    ] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data = folder.path().join("data");
        fs::create_dir(&data).expect("a folder");
        let samples = repository().join("data-samples").join(report).join(period);
        for file in fs::read_dir(&samples).expect("samples") {
            let file = file.expect("a file");
            fs::copy(file.path(), data.join(file.file_name())).expect("a copy");
        }
        let whole = fs::read(data.join(export)).expect("the export");
        let header = whole.split_inclusive(|byte| *byte == b'\n').next().expect("a line");
        fs::write(data.join(export), header).expect("write the export");
        draft(report, period, &data).prints(".pdf");
        fs::remove_file(data.join(export)).expect("remove the export");
        draft(report, period, &data).ends_with(1).prints(" mangler eller kan ikke læses. ").prints(".pdf");
    }
}

/// A draft from the exports in this folder, all of it inside its pages.
fn draft(report: &str, period: &str, data: &Path) -> Run {
    let out = data.with_file_name("ud");
    let (data, out) = (data.to_string_lossy(), out.to_string_lossy());
    let built = run(
        repository(),
        &["build", "--report", report, period, "--draft", "--lenient", "--data", &data, "--out", &out],
        &[],
    );
    for code in ["outside-page", "printed-over", "typst-error"] {
        assert!(!built.err.contains(&format!("[{code}]")), "{report}: {}", built.err);
    }
    built
}
