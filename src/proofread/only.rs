//! An item that is the only candidate.

/// The item of an iterator that has exactly one; `None` otherwise.
pub(crate) fn only<T>(items: impl IntoIterator<Item = T>) -> Option<T> {
    let mut items = items.into_iter();
    items.next().filter(|_| items.next().is_none())
}
