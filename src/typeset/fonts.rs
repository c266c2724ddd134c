//! The fonts of every document.

use std::sync::OnceLock;

use typst::foundations::Bytes;
use typst::text::Font;

/// Signs and pictures that Noto Sans lacks, such as ₂, ✓ and 😀, made by `fonts/make`. Typst falls back on them by itself.
const FALLBACKS: [&[u8]; 3] = [
    include_bytes!("fonts/symbols.ttf"),
    include_bytes!("fonts/symbols-bold.ttf"),
    include_bytes!("fonts/pictures.ttf"),
];

/// The embedded fonts, parsed once.
pub fn fonts() -> &'static [Font] {
    static FONTS: OnceLock<Vec<Font>> = OnceLock::new();
    FONTS.get_or_init(|| {
        [notosans::REGULAR_TTF, notosans::ITALIC_TTF, notosans::BOLD_TTF, notosans::BOLD_ITALIC_TTF]
            .into_iter()
            .chain(FALLBACKS)
            .filter_map(|font| Font::new(Bytes::new(font), 0))
            .collect()
    })
}
