//! Drafts of the sample reports with an export that has headers and no rows. `tests/extremes/run` does this for all of them.

use std::fs;

use crate::project::{repository, run};

#[test]
fn a_draft_comes_out_when_an_export_has_no_rows() {
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
        let out = folder.path().join("ud");
        let (data, out) = (data.to_string_lossy(), out.to_string_lossy());
        let build = ["build", "--report", report, period, "--draft", "--lenient", "--data", &data, "--out", &out];
        let built = run(repository(), &build, &[]).prints(".pdf");
        for code in ["outside-page", "printed-over", "typst-error"] {
            assert!(!built.err.contains(&format!("[{code}]")), "{report}: {}", built.err);
        }
    }
}
