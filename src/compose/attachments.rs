//! Files inside the PDF: the figures as JSON, and each table as CSV.

use indexmap::IndexMap;

use super::document::{ATTACHMENTS, Document};
use super::view::{Attachment, AttachmentRole, MediaType, TableView};
use super::{guarded, tables};
use crate::definition::Definition;
use crate::snapshot::Snapshot;

/// Adds the files to the document and lists them for the layout; `order` is the order of the tables in the report.
pub fn add(
    definition: &Definition,
    snapshot: &Snapshot,
    tables: &IndexMap<String, TableView>,
    order: &[String],
    document: &mut Document,
) -> anyhow::Result<Vec<Attachment>> {
    let mut add = |attachment: Attachment, bytes: Vec<u8>| {
        document.files.insert(format!("{ATTACHMENTS}{}", attachment.path), bytes);
        attachment
    };
    let figures = Attachment {
        path: "figures.json".to_owned(),
        mime: MediaType::Json,
        relationship: AttachmentRole::Data,
        description: format!("Alle nøgletal i rapporten for {}, med kilder", snapshot.period.in_words()),
    };
    let attached = guarded::attached(definition, snapshot);
    // A batch attaches one to each report, each with the series of a whole region: without whitespace they are written and
    // compressed faster.
    let json = if snapshot.member.is_some() { attached.to_compact_json() } else { attached.to_json() };
    let mut attachments = vec![add(figures, json.into_bytes())];
    for (number, id) in (1..).zip(order) {
        let Some(table) = tables.get(id) else { continue };
        let csv = Attachment {
            path: format!("tabel-{number:02}-{}.csv", id.replace(['.', '_'], "-")),
            mime: MediaType::Csv,
            relationship: AttachmentRole::Data,
            description: format!("Tabel {number}: {}", table.caption),
        };
        attachments.push(add(csv, tables::csv(table)?));
    }
    Ok(attachments)
}
