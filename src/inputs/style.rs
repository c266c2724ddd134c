//! How the cells of forms look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::definition::dataset::Column;
use crate::definition::theme::Theme;

pub struct FormStyle {
    /// Header of a column that must be filled in.
    pub required: Format,
    /// Header of a column that may be empty.
    pub free: Format,
    pub example: Format,
}

impl FormStyle {
    /// In the colours of the report.
    pub fn new(theme: &Theme) -> Self {
        let colour =
            |hex: &str| u32::from_str_radix(hex.trim_start_matches('#'), 16).map_or(Color::Default, Color::RGB);
        let header = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_border(FormatBorder::Thin)
            .set_border_color(colour(&theme.primary));
        Self {
            required: header.clone().set_font_color(Color::White).set_background_color(colour(&theme.primary)),
            free: header.set_font_color(colour(&theme.primary)).set_background_color(colour(&theme.tint)),
            example: Format::new()
                .set_italic()
                .set_font_color(Color::RGB(0x0059_5959))
                .set_background_color(Color::RGB(0x00F2_F2F2)),
        }
    }

    pub fn header(&self, column: &Column) -> &Format {
        if column.empty || column.optional { &self.free } else { &self.required }
    }
}
