//! The fonts of every document.

use std::sync::{LazyLock, OnceLock};

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontInstance, FontStretch, FontStyle, FontVariant, FontVariations, FontWeight};

/// Signs and pictures that Noto Sans lacks, such as ₂, ✓ and 😀, made by `fonts/make`. Typst falls back to them by itself.
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

/// Noto Sans, upright, as Typst uses it for the text.
pub fn face(is_bold: bool) -> Option<&'static FontInstance> {
    static FACES: LazyLock<[Option<FontInstance>; 2]> = LazyLock::new(|| {
        [FontWeight::REGULAR, FontWeight::BOLD].map(|weight| {
            let variant = FontVariant::new(FontStyle::Normal, weight, FontStretch::NORMAL);
            let font =
                fonts().iter().find(|font| font.info().family == "Noto Sans" && font.info().variant == variant)?;
            Some(font.clone().instantiate(variant, Abs::pt(10.0), &FontVariations::default()))
        })
    });
    FACES[usize::from(is_bold)].as_ref()
}
