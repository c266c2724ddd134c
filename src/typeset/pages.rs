//! Reads the pages of a typeset report.

use typst_layout::PagedDocument;

use super::frames::FrameContent;
use super::look::hash_frame;
use super::page::Page;
use super::titles::{PageTitles, titles};
use super::whereabouts::Whereabouts;
use super::words::words;
use crate::compose::Document;

/// The pages, and where they show the tables, charts and lines of the chapters.
pub fn read(pages: &PagedDocument, document: &Document) -> (Vec<Page>, Whereabouts) {
    let mut spans = Vec::new();
    let all = pages.pages().iter().zip(titles(pages)).map(|(page, PageTitles { title, chapters })| {
        let content = FrameContent::read(&page.frame);
        spans.push(content.spans);
        let size = page.frame.size();
        Page {
            title,
            chapters,
            size: [size.x.to_pt() as f32, size.y.to_pt() as f32],
            content: hash_frame(&page.frame, false),
            picture: hash_frame(&page.frame, true),
            words: words(content.runs),
            shapes: content.shapes,
        }
    });
    let all = all.collect();
    (all, Whereabouts::find(pages, document, &spans))
}
