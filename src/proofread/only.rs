//! The only item of several that may be meant.

/// The item of an iterator that has no other.
pub(crate) fn only<T>(items: impl IntoIterator<Item = T>) -> Option<T> {
    let mut items = items.into_iter();
    items.next().filter(|_| items.next().is_none())
}
