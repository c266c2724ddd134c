//! How sheets look, on the screen and on paper.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatUnderline, Worksheet};

/// The sheet that lists the others.
pub const CONTENTS: &str = "Indhold";
/// The sheet with the numbers that only charts show.
pub const CHARTS: &str = "Figurer";
/// The sheet about how the figures are computed.
pub const DEFINITIONS: &str = "Definitioner";

/// Formats of cells that all sheets share.
pub struct CellFormats {
    pub title: Format,
    pub header: Format,
    pub number_header: Format,
    pub text: Format,
    pub link: Format,
}

impl CellFormats {
    /// `primary` is a colour as `#rrggbb`.
    pub fn new(primary: &str) -> Self {
        let primary = u32::from_str_radix(primary.trim_start_matches('#'), 16).map_or(Color::Black, Color::RGB);
        let header = Format::new().set_bold().set_text_wrap().set_font_color(primary);
        Self {
            title: Format::new().set_bold().set_font_size(14).set_font_color(primary),
            number_header: header.clone().set_align(FormatAlign::Right),
            header,
            text: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            link: Format::new().set_font_color(primary).set_underline(FormatUnderline::Single),
        }
    }
}

/// Fits the whole width of a sheet on a page of A4.
pub fn fit_to_page(sheet: &mut Worksheet) {
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
}

/// The height of a row whose texts wrap in columns of these widths, because not every program computes it.
pub fn row_height<const N: usize>(cells: [(&str, f64); N]) -> f64 {
    let lines = cells.map(|(text, width)| (text.chars().count() as f64 / (width * 0.95)).ceil());
    15.0 * lines.into_iter().fold(1.0, f64::max)
}
