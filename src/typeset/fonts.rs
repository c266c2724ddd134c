//! The fonts of every document.

use std::sync::OnceLock;

use typst::foundations::Bytes;
use typst::text::Font;

/// The embedded fonts, parsed once.
pub fn fonts() -> &'static [Font] {
    static FONTS: OnceLock<Vec<Font>> = OnceLock::new();
    FONTS.get_or_init(|| {
        [notosans::REGULAR_TTF, notosans::ITALIC_TTF, notosans::BOLD_TTF, notosans::BOLD_ITALIC_TTF]
            .into_iter()
            .filter_map(|font| Font::new(Bytes::new(font), 0))
            .collect()
    })
}
