//! The preview of a report: a folder of web pages that shows its editors what has changed since a baseline, and what is wrong.
//!
//! It opens from disk and fetches nothing from the network. Beside the web pages the folder contains the snapshot and the content
//! of the report's pages, so that the next preview can compare with them.
//!
//! [`model`] has what a preview shows, [`view`] puts it into words for the templates, and [`site`] renders the files.

mod affected;
pub(crate) mod baseline;
mod causes;
pub(crate) mod changes;
mod chapters;
mod figure_places;
pub(crate) mod file_names;
mod json;
mod marks;
pub(crate) mod model;
mod moved;
mod scene;
pub(crate) mod single;
pub(crate) mod site;
mod status;
pub(crate) mod stored;
pub(crate) mod time;
pub(crate) mod view;
mod words;
