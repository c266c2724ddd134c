//! The margins of a page.

use typst::foundations::StyleChain;
use typst::introspection::{Location, Tag};
use typst::layout::FrameItem;
use typst::pdf::{ArtifactElem, ArtifactKind};

/// Distinguishes content from running heads, page numbers, background and watermark.
#[derive(Default)]
pub struct Margin {
    /// The elements of the margin that have begun and not yet ended.
    open: Vec<Location>,
}

impl Margin {
    /// Whether the item is in the margin. Must be called for every item, in order.
    pub fn contains(&mut self, item: &FrameItem) -> bool {
        match item {
            FrameItem::Tag(Tag::Start(content, _)) => {
                if let Some(artifact) = content.to_packed::<ArtifactElem>()
                    && let Some(location) = content.location()
                    && matches!(
                        artifact.kind.get(StyleChain::default()),
                        ArtifactKind::Header
                            | ArtifactKind::Footer
                            | ArtifactKind::Background
                            | ArtifactKind::Watermark
                    )
                {
                    self.open.push(location);
                }
            }
            FrameItem::Tag(Tag::End(location, ..)) => self.open.retain(|open| open != location),
            _ => {}
        }
        !self.open.is_empty()
    }
}
