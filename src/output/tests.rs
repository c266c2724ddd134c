use super::*;

const OURS: [&str; 3] = ["rapport.pdf", "tables.xlsx", "sider"];

fn staging(place: &Path) -> Staging {
    Staging::beside(place, &OURS, Exchange::Whole).unwrap()
}

fn publish(place: &Path, files: &[(&str, &str)]) -> anyhow::Result<PublishedFolder> {
    let staging = staging(place);
    for (name, text) in files {
        staging.write(name, text.as_bytes()).unwrap();
    }
    staging.publish()
}

/// A folder with a report that an earlier run made, and a file of the user.
fn with_old_report() -> (tempfile::TempDir, PathBuf) {
    let root = tempfile::tempdir().unwrap();
    let place = root.path().join("2024");
    publish(&place, &[("rapport.pdf", "gammel")]).unwrap();
    fs::write(place.join("noter.docx"), "mine noter").unwrap();
    (root, place)
}

#[track_caller]
fn reads(path: PathBuf, text: &str) {
    assert_eq!(fs::read_to_string(path).unwrap(), text);
}

#[track_caller]
fn is_alone(root: &tempfile::TempDir) {
    let names: Vec<_> = fs::read_dir(root.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 1, "nothing is left beside it: {names:?}");
}

#[test]
fn a_new_report_takes_the_place_of_the_old_and_leaves_other_files_alone() {
    let (root, place) = with_old_report();
    assert_eq!(publish(&place, &[("rapport.pdf", "ny")]).unwrap(), PublishedFolder::default());
    reads(place.join("rapport.pdf"), "ny");
    reads(place.join("noter.docx"), "mine noter");
    is_alone(&root);
}

#[test]
fn what_is_never_published_leaves_the_old_report_untouched() {
    let (root, place) = with_old_report();
    let staging = staging(&place);
    staging.write("rapport.pdf", b"halv").unwrap();
    drop(staging);
    reads(place.join("rapport.pdf"), "gammel");
    is_alone(&root);
}

#[test]
fn a_foreign_file_in_the_way_is_not_overwritten_and_nothing_else_is_changed() {
    let (root, place) = with_old_report();
    fs::write(place.join("tables.xlsx"), "min").unwrap();
    let error = publish(&place, &[("rapport.pdf", "ny"), ("tables.xlsx", "ny")]).unwrap_err().to_string();
    assert!(error.contains("tables.xlsx er ikke skrevet af kapreport"), "{error}");
    reads(place.join("tables.xlsx"), "min");
    reads(place.join("rapport.pdf"), "gammel");
    is_alone(&root);
}

#[test]
fn a_file_of_ours_that_somebody_has_changed_is_not_overwritten() {
    let (_root, place) = with_old_report();
    fs::write(place.join("rapport.pdf"), "rettet i hånden").unwrap();
    let error = publish(&place, &[("rapport.pdf", "ny")]).unwrap_err().to_string();
    assert!(error.contains("er ændret, siden kapreport skrev den"), "{error}");
    reads(place.join("rapport.pdf"), "rettet i hånden");
}

#[test]
fn foreign_files_in_a_folder_of_ours_stay_and_old_files_of_ours_go() {
    let (root, place) = with_old_report();
    publish(&place, &[("rapport.pdf", "2"), ("sider/side-01.png", "a"), ("sider/lille/side-01.png", "b")]).unwrap();
    fs::write(place.join("sider/ferie.jpg"), "strand").unwrap();
    fs::create_dir(place.join("sider/mine")).unwrap();
    fs::write(place.join("sider/mine/kort.jpg"), "kort").unwrap();
    publish(&place, &[("rapport.pdf", "3"), ("sider/side-01.png", "c")]).unwrap();
    reads(place.join("sider/side-01.png"), "c");
    publish(&place, &[("rapport.pdf", "4")]).unwrap();
    assert!(!place.join("sider/side-01.png").exists() && !place.join("sider/lille").exists());
    reads(place.join("sider/ferie.jpg"), "strand");
    reads(place.join("sider/mine/kort.jpg"), "kort");
    is_alone(&root);
}

#[test]
fn files_of_ours_under_other_names_stay_and_are_still_ours() {
    let (_root, place) = with_old_report();
    let other = Staging::beside(&place, &["andet.pdf"], Exchange::Whole).unwrap();
    other.write("andet.pdf", b"andet").unwrap();
    other.publish().unwrap();
    reads(place.join("rapport.pdf"), "gammel");
    publish(&place, &[("rapport.pdf", "ny")]).unwrap();
    reads(place.join("rapport.pdf"), "ny");
    reads(place.join("andet.pdf"), "andet");
}

#[test]
fn a_folder_of_an_earlier_version_is_known_by_its_figures() {
    let root = tempfile::tempdir().unwrap();
    let place = root.path().join("2024");
    fs::create_dir_all(place.join("sider")).unwrap();
    fs::write(place.join("rapport.pdf"), "gammel").unwrap();
    fs::write(place.join("sider/side-02.png"), "gammel").unwrap();
    fs::write(place.join("sider/ferie.jpg"), "strand").unwrap();
    assert!(publish(&place, &[("rapport.pdf", "ny")]).is_err(), "nobody knows whose it is");
    fs::write(place.join("figures.json"), r#"{"format": 3, "report": "kap-h", "period": "2024"}"#).unwrap();
    publish(&place, &[("rapport.pdf", "ny")]).unwrap();
    reads(place.join("rapport.pdf"), "ny");
    reads(place.join("sider/ferie.jpg"), "strand");
    assert!(!place.join("sider/side-02.png").exists());
}

#[test]
fn a_snapshot_that_git_has_put_in_place_is_replaced() {
    let root = tempfile::tempdir().unwrap();
    let place = root.path().join("2024");
    let snapshot = r#"{"format": 3, "report": "kap-h", "period": "2024"}"#;
    publish(&place, &[("figures.json", snapshot)]).unwrap();
    fs::write(place.join("figures.json"), snapshot.replace('3', "2")).unwrap();
    publish(&place, &[("figures.json", snapshot)]).unwrap();
    reads(place.join("figures.json"), snapshot);
    fs::write(place.join("figures.json"), "[1, 2]").unwrap();
    assert!(publish(&place, &[("figures.json", snapshot)]).is_err(), "figures of another program");
}

#[test]
fn file_by_file_replaces_ours_and_leaves_other_files_alone() {
    let (root, place) = with_old_report();
    publish(&place, &[("rapport.pdf", "2"), ("sider/side-01.png", "a")]).unwrap();
    let staging = Staging::beside(&place, &OURS, Exchange::FileByFile).unwrap();
    staging.write("rapport.pdf", b"ny").unwrap();
    staging.write("tables.xlsx", b"ny").unwrap();
    let published = staging.publish().unwrap();
    assert!(published.notices[0].contains("én ad gangen"), "{published:?}");
    reads(place.join("rapport.pdf"), "ny");
    reads(place.join("tables.xlsx"), "ny");
    reads(place.join("noter.docx"), "mine noter");
    assert!(!place.join("sider").exists());
    is_alone(&root);
    publish(&place, &[("rapport.pdf", "igen")]).unwrap();
    reads(place.join("rapport.pdf"), "igen");
}

#[test]
fn a_run_that_was_killed_after_the_exchange_loses_no_file_of_others() {
    let (root, place) = with_old_report();
    let old = root.path().join(".2024.ny-1-0");
    fs::rename(&place, &old).unwrap();
    publish(&place, &[("rapport.pdf", "ny")]).unwrap();
    reads(place.join("rapport.pdf"), "ny");
    fs::create_dir(&old).ok();
    drop(staging(&place));
    reads(place.join("noter.docx"), "mine noter");
    is_alone(&root);
}

#[test]
fn a_run_that_was_killed_before_the_exchange_leaves_nothing() {
    let (root, place) = with_old_report();
    let left = root.path().join(".2024.ny-1-0");
    fs::create_dir(&left).unwrap();
    Manifest::unfinished().write(&left).unwrap();
    fs::write(left.join("rapport.pdf"), "halv").unwrap();
    // Another one had its lock only.
    fs::write(root.path().join(".2024.ny-1-1.lock"), "").unwrap();
    drop(staging(&place));
    reads(place.join("rapport.pdf"), "gammel");
    is_alone(&root);
}

#[test]
fn a_run_that_goes_on_keeps_its_folder_whatever_its_process_number() {
    let (_root, place) = with_old_report();
    let running = staging(&place);
    running.write("rapport.pdf", b"ny").unwrap();
    // Another run, which could be in another container.
    drop(staging(&place));
    running.publish().unwrap();
    reads(place.join("rapport.pdf"), "ny");
}

#[test]
fn an_exchange_in_steps_that_was_killed_is_mended_by_the_next_run() {
    let (_root, place) = with_old_report();
    fs::rename(&place, place.with_file_name(recover::old_name("2024"))).unwrap();
    drop(staging(&place));
    reads(place.join("rapport.pdf"), "gammel");
    reads(place.join("noter.docx"), "mine noter");
}

#[test]
fn an_exchange_in_steps_swaps_both() {
    let (root, place) = with_old_report();
    let other = root.path().join("ny");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("rapport.pdf"), "ny").unwrap();
    exchange::swap_in_steps(&other, &place).unwrap();
    reads(place.join("rapport.pdf"), "ny");
    reads(other.join("rapport.pdf"), "gammel");
}

#[test]
fn a_file_in_the_place_of_the_folder_is_refused_and_left_alone() {
    let (_root, place) = with_old_report();
    let file = place.join("noter.docx");
    assert!(Staging::beside(&file, &OURS, Exchange::Whole).is_err());
    reads(file, "mine noter");
}

#[test]
fn the_root_of_the_file_system_is_refused() {
    assert!(Staging::beside(Path::new("/"), &OURS, Exchange::Whole).is_err());
}

#[cfg(unix)]
#[test]
fn the_folder_keeps_its_mode() {
    use std::os::unix::fs::PermissionsExt;
    let (_root, place) = with_old_report();
    fs::set_permissions(&place, fs::Permissions::from_mode(0o2700)).unwrap();
    publish(&place, &[("rapport.pdf", "ny")]).unwrap();
    assert_eq!(place.metadata().unwrap().permissions().mode() & 0o7777, 0o2700);
}

#[cfg(unix)]
#[test]
fn a_link_to_the_folder_stays_a_link() {
    let (root, place) = with_old_report();
    let link = root.path().join("link");
    std::os::unix::fs::symlink(&place, &link).unwrap();
    publish(&link, &[("rapport.pdf", "ny")]).unwrap();
    assert!(link.is_symlink());
    reads(place.join("rapport.pdf"), "ny");
    reads(place.join("noter.docx"), "mine noter");
}

#[test]
fn runs_at_one_place_at_once_leave_one_report_and_nothing_else() {
    let (root, place) = with_old_report();
    std::thread::scope(|scope| {
        for number in 0..8 {
            let place = &place;
            scope.spawn(move || {
                let text = number.to_string();
                publish(place, &[("rapport.pdf", &text), ("tables.xlsx", &text)]).unwrap();
            });
        }
    });
    let [report, tables] = ["rapport.pdf", "tables.xlsx"].map(|name| fs::read_to_string(place.join(name)).unwrap());
    assert_eq!(report, tables, "both are of one run");
    assert_eq!(fs::read_dir(&place).unwrap().count(), 4, "the manifest and the notes besides");
    is_alone(&root);
}

#[test]
fn a_folder_in_which_another_run_works_stays_where_it_is() {
    let (_root, place) = with_old_report();
    let working = lock_for_work(&place.join("preview"), false).unwrap();
    assert!(
        lock_for_work(&place.join("preview"), false).is_err_and(|error| error.to_string().contains("En anden kørsel"))
    );
    let published = publish(&place, &[("rapport.pdf", "ny")]).unwrap();
    assert!(published.notices[0].contains("én ad gangen"), "{published:?}");
    drop(working);
    assert_eq!(publish(&place, &[("rapport.pdf", "igen")]).unwrap(), PublishedFolder::default());
    assert!(lock_for_work(&place.join("preview"), false).is_ok());
}

#[test]
fn a_folder_that_was_made_for_a_lock_goes_with_it() {
    let root = tempfile::tempdir().unwrap();
    drop(lock_for_work(&root.path().join("a/b/c"), false).unwrap());
    assert!(!root.path().join("a").exists());
}

#[test]
fn a_file_that_cannot_be_written_leaves_the_others_as_they_were() {
    let (_root, place) = with_old_report();
    fs::write(place.join("sider"), "en fil").unwrap();
    let staging = Staging::beside(&place, &OURS, Exchange::FileByFile).unwrap();
    staging.write("rapport.pdf", b"ny").unwrap();
    staging.write("sider/side-01.png", b"ny").unwrap();
    let error = staging.publish().unwrap_err();
    assert!(error.downcast_ref::<HalfPublished>().is_none(), "{error:#}");
    reads(place.join("rapport.pdf"), "gammel");
    reads(place.join("sider"), "en fil");
}

#[test]
fn a_report_that_somebody_has_protected_is_not_replaced() {
    let (root, place) = with_old_report();
    let report = place.join("rapport.pdf");
    let mut access = report.metadata().unwrap().permissions();
    access.set_readonly(true);
    fs::set_permissions(&report, access).unwrap();
    let error = publish(&place, &[("rapport.pdf", "ny")]).unwrap_err().to_string();
    assert!(error.contains("rapport.pdf er skrivebeskyttet"), "{error}");
    reads(report, "gammel");
    is_alone(&root);
}
