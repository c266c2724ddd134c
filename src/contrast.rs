//! Contrast of colours by the Web Content Accessibility Guidelines 2.

/// Minimum contrast of text against its background (success criterion 1.4.3).
pub const TEXT: f64 = 4.5;
/// Minimum contrast of large text (1.4.3) and graphical objects (1.4.11).
pub const LARGE: f64 = 3.0;

/// Minimum contrast of black against the tint of a report: below it the layout finds no text colours for the tint.
pub const BLACK_ON_TINT: f64 = 10.0;

/// The relative luminance, 0–1, of red, green and blue, 0–1 each.
pub fn luminance(rgb: [f32; 3]) -> f64 {
    let [red, green, blue] = rgb.map(|part| {
        let part = f64::from(part);
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// The contrast ratio of two colours, from 1 to 21.
pub fn ratio(one: [f32; 3], other: [f32; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Parses `#rrggbb` into red, green and blue, 0–1 each.
pub fn hexadecimal(text: &str) -> Option<[f32; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok().map(|part| f32::from(part) / 255.0);
    Some([part(0)?, part(2)?, part(4)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_those_of_the_guidelines() {
        let ratio =
            |one, other| (ratio(hexadecimal(one).unwrap(), hexadecimal(other).unwrap()) * 100.0).round() / 100.0;
        assert_eq!(ratio("#000000", "#ffffff"), 21.0);
        // From the guidelines' explanations: `#767676` is the lightest grey that text may have on white.
        assert_eq!(ratio("#767676", "#ffffff"), 4.54);
        assert_eq!(ratio("#ffffff", "#777777"), 4.48);
        assert_eq!(hexadecimal("#12345æ"), None);
    }
}
