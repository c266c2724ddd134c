//! What a typeset page shows: words and shapes with their boxes.
//!
//! A preview stores pages as JSON for the next preview, so words, shapes and boxes are written as short lists without keys.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// The title of the chapter that the page begins with or continues; "" without chapters.
    pub title: String,
    /// The chapters that begin on it, each with its distance from the top in points.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chapters: Vec<(f32, String)>,
    /// Width and height in points.
    pub size: [f32; 2],
    /// Hash of the content and its places, without running heads, page numbers and watermark.
    pub content: String,
    /// Hash of everything that is drawn.
    pub picture: String,
    /// Its words in reading order, without running heads and page numbers.
    pub words: Vec<PageWord>,
    /// Everything that is drawn other than text.
    pub shapes: Vec<PageShape>,
}

impl Page {
    /// The title of the chapter that is this far down the page, in points.
    pub fn chapter_at(&self, top: f32) -> &str {
        let above = self.chapters.iter().rev().find(|(start, _)| *start <= top);
        above.map_or(self.title.as_str(), |(_, title)| title)
    }
}

/// A word of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "(String, PageBox, u32)", into = "(String, PageBox, u32)")]
pub struct PageWord {
    /// The whole word, even if it is hyphenated.
    pub text: String,
    /// Where it is; the first part of a word that is broken between lines.
    pub area: PageBox,
    /// Hash of font, size and colour.
    pub style: u32,
}

impl PageWord {
    /// The key by which two pages are compared: it has the style, but no soft hyphens.
    pub fn key(&self) -> (String, u32) {
        (self.text.replace('\u{ad}', ""), self.style)
    }
}

impl From<(String, PageBox, u32)> for PageWord {
    fn from((text, area, style): (String, PageBox, u32)) -> Self {
        Self { text, area, style }
    }
}

impl From<PageWord> for (String, PageBox, u32) {
    fn from(PageWord { text, area, style }: PageWord) -> Self {
        (text, area, style)
    }
}

/// A line, curve, surface or picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "(String, PageBox)", into = "(String, PageBox)")]
pub struct PageShape {
    /// Hash of how it is drawn, regardless of its place.
    pub look: String,
    pub area: PageBox,
}

impl From<(String, PageBox)> for PageShape {
    fn from((look, area): (String, PageBox)) -> Self {
        Self { look, area }
    }
}

impl From<PageShape> for (String, PageBox) {
    fn from(PageShape { look, area }: PageShape) -> Self {
        (look, area)
    }
}

/// A rectangle on a page, in points from the upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(from = "[f32; 4]", into = "[f32; 4]")]
pub struct PageBox {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl PageBox {
    /// A box with these edges, from left clockwise.
    pub const fn new(left: f32, top: f32, right: f32, bottom: f32) -> Self {
        Self { left, top, right, bottom }
    }

    /// How far the box reaches out of a room, in points; at most zero if it is inside.
    pub fn beyond(self, room: Self) -> f32 {
        let sides = [room.left - self.left, room.top - self.top, self.right - room.right, self.bottom - room.bottom];
        sides.into_iter().fold(f32::MIN, f32::max)
    }

    /// What both boxes cover; with its edges in the wrong order if that is nothing.
    pub const fn within(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }
}

impl From<[f32; 4]> for PageBox {
    fn from([left, top, right, bottom]: [f32; 4]) -> Self {
        Self { left, top, right, bottom }
    }
}

impl From<PageBox> for [f32; 4] {
    fn from(PageBox { left, top, right, bottom }: PageBox) -> Self {
        [left, top, right, bottom]
    }
}
