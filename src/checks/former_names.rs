//! Checks former names (`was`, `members_was`) of figures and members: an earlier period must have them.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::danish;
use crate::definition::{At, Definition};
use crate::figure_id::FigureId;
use crate::findings::{Code, Finding, Findings, Severity};
use crate::snapshot::{Snapshot, Value};

/// Whether the definition declares any former name.
pub fn has_former_names(definition: &Definition) -> bool {
    let figures = &definition.figures;
    figures.values().any(|figure| figure.was.is_some() || definition.member_renames(figure).iter().next().is_some())
}

/// Reports names that no earlier snapshot has, neither as the old name nor as the new one.
pub fn former_names(definition: &Definition, earlier: &[Snapshot], findings: &Findings) {
    if earlier.is_empty() {
        return;
    }
    for (id, figure) in &definition.figures {
        let Some(was) = &figure.was else { continue };
        let is_known = |snapshot: &Snapshot| [id, was].into_iter().any(|id| snapshot.figures.contains_key(id));
        if !earlier.iter().any(is_known) {
            findings.push(unknown(&figure.at, was, id, "nøgletal"));
        }
    }
    for declared in declared(definition) {
        let known: BTreeSet<String> = declared
            .figures
            .iter()
            .flat_map(|id| earlier.iter().flat_map(|snapshot| parts(definition, snapshot, id)))
            .collect();
        if !known.is_empty() && !known.contains(&declared.was) && !known.contains(&declared.now) {
            findings.push(unknown(&declared.at, &declared.was, &declared.now, "medlem af serierne"));
        }
    }
}

/// Reports new names of members that no series has now.
pub fn new_names(definition: &Definition, snapshot: &Snapshot, findings: &Findings) {
    let declared = declared(definition).into_iter();
    declared.filter_map(|one| missing_name(definition, snapshot, &one)).for_each(|finding| findings.push(finding));
}

/// A declaration that a member had another name.
struct DeclaredRename {
    now: String,
    was: String,
    at: At,
    /// The series that it concerns.
    figures: Vec<FigureId>,
}

/// Each declaration once, however many series use it.
fn declared(definition: &Definition) -> Vec<DeclaredRename> {
    let mut declared: IndexMap<(u32, u32, String), DeclaredRename> = IndexMap::new();
    for (id, figure) in &definition.figures {
        for (now, was) in definition.member_renames(figure).iter() {
            let key = (was.at.line, was.at.column, was.at.file.to_string());
            let (now, was, at) = (now.to_owned(), was.value.clone(), was.at.clone());
            let entry = declared.entry(key).or_insert_with(|| DeclaredRename { now, was, at, figures: Vec::new() });
            entry.figures.push(id.clone());
        }
    }
    declared.into_values().collect()
}

/// The finding for a new name that no series has, if it is most likely a typing error: a series still has the old name, or a
/// similar one.
fn missing_name(definition: &Definition, snapshot: &Snapshot, declared: &DeclaredRename) -> Option<Finding> {
    let DeclaredRename { now, was, at, figures } = declared;
    let known: BTreeSet<String> = figures.iter().flat_map(|id| parts(definition, snapshot, id)).collect();
    if known.is_empty() || known.contains(now) {
        return None;
    }
    let near = danish::nearest(now, known.iter().map(String::as_str).filter(|name| *name != was));
    let (message, advice) = match near {
        Some(near) => (format!("Ingen serie har medlemmet »{now}«."), format!("Mente du »{near}«?")),
        None if known.contains(was) => (
            format!("Ingen serie har medlemmet »{now}«, men »{was}« er der stadig."),
            "Skriv det nye navn, som det står i serien, eller slet linjen.".to_owned(),
        ),
        None => return None,
    };
    Some(Finding::new(Code::UnknownMember, at.place(), message).with_severity(Severity::Warning).advise(advice))
}

/// The parts of the keys of a series in a snapshot.
fn parts(definition: &Definition, snapshot: &Snapshot, id: &FigureId) -> Vec<String> {
    let was = definition.figures.get(id).and_then(|figure| figure.was.as_ref());
    let figure = snapshot.figures.get(id).or_else(|| snapshot.figures.get(was?));
    match figure.map(|figure| &figure.value) {
        Some(Value::Series(members)) => members.iter().flat_map(|member| member.key.clone()).collect(),
        _ => Vec::new(),
    }
}

fn unknown(at: &At, was: &str, now: &str, kind: &str) -> Finding {
    let message = format!("»{now}« hed ikke »{was}« før: ingen tidligere rapport har {was} eller {now} som {kind}.");
    Finding::new(Code::UnknownFormerName, at.place(), message)
        .advise("Skriv navnet, som det står i den tidligere rapports figures.json, eller slet linjen.")
}
