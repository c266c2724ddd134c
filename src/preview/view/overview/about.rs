//! Facts about the preview, and the files in its folder.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::danish;
use crate::preview::file_names::{FACTS, SNAPSHOT};
use crate::preview::model::Preview;
use crate::preview::time::moment;
use crate::preview::view::short_hash::short_hash;
use crate::preview::words::{counted, whole};
use crate::snapshot::Account;

#[derive(Debug, Serialize)]
pub(super) struct FactItem {
    term: &'static str,
    text: String,
}

/// A file in the folder of the preview.
#[derive(Debug, Serialize)]
pub(super) struct FileItem {
    href: String,
    label: &'static str,
    note: String,
}

pub(super) fn facts(preview: &Preview<'_>) -> Vec<FactItem> {
    let fact = |term, text| FactItem { term, text };
    let mut facts = vec![fact("Lavet", format!("{} (dansk tid)", moment(&preview.built)))];
    match preview.baseline {
        Some(baseline) => {
            let hash = short_hash(&baseline.sha256);
            facts
                .push(fact("Sammenlignet med", format!("{} (SHA-256 {hash} …)", danish::capitalised(&baseline.label))));
        }
        None => facts.push(fact("Sammenlignet med", "Intet: der er ingen tidligere udgave".to_owned())),
    }
    if let Some(figures) = &preview.figures {
        let rows = Account::sum(figures.snapshot.datasets.values()).read;
        let files: BTreeSet<&str> = figures.snapshot.sources.iter().map(|source| source.file.as_str()).collect();
        facts.push(fact("Eksporter", format!("{} med {}", counted(files.len(), "fil", "filer"), danish::rows(rows))));
        facts.push(fact("Nøgletal", whole(figures.snapshot.figures.len() as u64)));
    }
    if let Some(pages) = &preview.pages {
        facts.push(fact("Sider", whole(pages.all.len() as u64)));
    }
    facts
}

pub(super) fn files(preview: &Preview<'_>) -> Vec<FileItem> {
    let mut files = Vec::new();
    if let Some(pages) = &preview.pages {
        let size = danish::number(pages.pdf.bytes as f64 / 1e6, 1);
        let note = format!("{}, {size} MB", counted(pages.all.len(), "side", "sider"));
        files.push(FileItem { href: pages.pdf.name.clone(), label: "Udkastet som PDF", note });
    } else if let Some(kept) = preview.kept {
        let note = format!("fra {}", moment(&kept.built));
        files.push(FileItem { href: kept.pdf.clone(), label: "Det seneste udkast, der kunne bygges", note });
    }
    let all = [
        (SNAPSHOT, "Alle nøgletal", "til kapreport og andre programmer", preview.pages.is_some()),
        (FACTS, "Denne oversigt som data", "til andre programmer", true),
    ];
    let there = all.into_iter().filter(|(.., there)| *there);
    files.extend(there.map(|(href, label, note, _)| FileItem { href: href.to_owned(), label, note: note.to_owned() }));
    files
}
