//! What a published report reveals about the files of protected datasets.
//!
//! With the hash of a file, somebody who knows all but a few of its rows could find these by trial. The number of rows reveals
//! how many inner cells are not empty. Readers need neither; the snapshot on disk, which `trace` compares with the exports, has
//! both.

use std::borrow::Cow;

use crate::definition::Definition;
use crate::snapshot::{Account, Snapshot, SourceFile};

/// The snapshot as it is attached to the PDF.
pub fn attached<'a>(definition: &Definition, snapshot: &'a Snapshot) -> Cow<'a, Snapshot> {
    if snapshot.datasets.keys().all(|id| base(definition, id).is_none()) {
        return Cow::Borrowed(snapshot);
    }
    let mut guarded = snapshot.clone();
    guarded.sources = snapshot.sources.iter().map(|file| source(definition, file)).collect();
    guarded.datasets =
        snapshot.datasets.iter().map(|(id, of)| (id.clone(), account(definition, id, of).into_owned())).collect();
    Cow::Owned(guarded)
}

/// The file without its hash if its dataset is protected.
pub fn source(definition: &Definition, file: &SourceFile) -> SourceFile {
    match base(definition, &file.dataset) {
        Some(base) => SourceFile { sha256: String::new(), ..file.rounded_to(base) },
        None => file.clone(),
    }
}

/// The account with rounded numbers if the dataset is protected.
pub fn account<'a>(definition: &Definition, dataset: &str, account: &'a Account) -> Cow<'a, Account> {
    match base(definition, dataset) {
        Some(base) => Cow::Owned(account.rounded_to(base)),
        None => Cow::Borrowed(account),
    }
}

/// The base to which numbers of rows are rounded; `None` if the dataset is not protected.
fn base(definition: &Definition, dataset: &str) -> Option<u64> {
    let protection = definition.datasets.get(dataset)?.protect.as_ref()?;
    Some(u64::from(protection.threshold))
}
