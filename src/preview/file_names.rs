//! Names of the files in a preview's folder.

/// The facts, for programs.
pub(crate) const FACTS: &str = "preview.json";
pub(crate) const SNAPSHOT: &str = "figures.json";
/// What the pages say, for the next preview.
pub(crate) const PAGES: &str = "pages.json";

/// What the report was made from, for the next preview.
pub(crate) const BASIS: &str = "basis.json";

/// Image of the page with this index.
pub(crate) fn image(page: usize) -> String {
    format!("sider/side-{:02}.png", page + 1)
}

pub(crate) fn thumbnail(page: usize) -> String {
    format!("sider/lille/side-{:02}.png", page + 1)
}

/// Image of a page of the baseline.
pub(crate) fn old_image(page: usize) -> String {
    format!("sider/foer/side-{:02}.png", page + 1)
}
