//! A report's look: its colours, its title page and its logo.

use super::reader::{Located, TomlTable};
use crate::contrast;
use crate::findings::{Code, Finding, Severity};

#[derive(Debug, Clone)]
pub struct Theme {
    /// Headings, the title page, the first series of a chart, as `#rrggbb`.
    pub primary: String,
    /// Accents, as `#rrggbb`.
    pub secondary: String,
    /// Bands and boxes, as `#rrggbb`.
    pub tint: String,
    /// How the title page is filled.
    pub cover: Cover,
    /// The publisher's logo, on the title page.
    pub logo: Option<Logo>,
}

/// How the title page is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cover {
    /// A coloured field with an ornament, over most of the page.
    Field,
    /// A coloured band behind the title.
    Band,
    Plain,
}

/// A picture on the title page.
#[derive(Debug, Clone)]
pub struct Logo {
    /// Its file, in the report's folder.
    pub file: Located<String>,
    /// Alternative text.
    pub alt: String,
    pub place: Corner,
}

/// A corner of the title page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Corner {
    TopLeft,
    TopRight,
    BottomLeft,
    BottomRight,
}

impl Theme {
    /// Whether both look the same, regardless of their places in the definition.
    pub fn same_as(&self, other: &Self) -> bool {
        let logo =
            |theme: &Self| theme.logo.as_ref().map(|logo| (logo.file.value.clone(), logo.alt.clone(), logo.place));
        let colours = |theme: &Self| [theme.primary.clone(), theme.secondary.clone(), theme.tint.clone()];
        colours(self) == colours(other) && self.cover == other.cover && logo(self) == logo(other)
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self {
            primary: "#1f4e5f".into(),
            secondary: "#ad4f19".into(),
            tint: "#eaf1f3".into(),
            cover: Cover::Field,
            logo: None,
        }
    }
}

impl Theme {
    /// Reads a theme; its mistakes become findings.
    pub(crate) fn read(toml: TomlTable<'_>) -> Self {
        let default = Self::default();
        let covers = [("field", Cover::Field), ("band", Cover::Band), ("plain", Cover::Plain)];
        let theme = Self {
            primary: colour(&toml, "primary", default.primary),
            secondary: colour(&toml, "secondary", default.secondary),
            tint: colour(&toml, "tint", default.tint),
            cover: toml.choice("cover", &covers).unwrap_or(default.cover),
            logo: read_logo(&toml),
        };
        theme.check_contrast(&toml);
        toml.finish();
        theme
    }
}

impl Theme {
    /// Reports colours with too little contrast. The layout darkens text colours by itself, but no text is readable on a dark
    /// tint.
    fn check_contrast(&self, toml: &TomlTable<'_>) {
        const WHITE: [f32; 3] = [1.0; 3];
        const BLACK: [f32; 3] = [0.0; 3];
        let in_words = |ratio: f64| format!("{:.1}", (ratio * 10.0).floor() / 10.0).replace('.', ",");
        let tint = contrast::hexadecimal(&self.tint).unwrap_or(WHITE);
        let on_tint = contrast::ratio(BLACK, tint);
        if on_tint < contrast::BLACK_ON_TINT {
            let message = format!(
                "Baggrunden »{}« er for mørk til tekst: sort har kun kontrasten {} mod den.",
                self.tint,
                in_words(on_tint)
            );
            let advice = "Vælg en lysere »tint«, hvor sort har mindst 10. Tekst skal have mindst 4,5 i alle rapportens farver (WCAG 2.1).";
            toml.report(Code::LowContrast, &toml.at_key("tint"), message, advice);
        }
        for (key, colour) in [("primary", &self.primary), ("secondary", &self.secondary)] {
            let ratio = contrast::ratio(contrast::hexadecimal(colour).unwrap_or(BLACK), tint);
            if toml.has(key) && ratio < contrast::TEXT && on_tint >= contrast::BLACK_ON_TINT {
                let message = format!(
                    "Farven »{colour}« har kontrasten {} mod baggrunden »{}«, men tekst skal have mindst 4,5. Rapporten bruger en mørkere udgave.",
                    in_words(ratio),
                    self.tint
                );
                let finding = Finding::new(Code::LowContrast, toml.at_key(key).place(), message);
                toml.report_finding(finding.with_severity(Severity::Info));
            }
        }
    }
}

fn colour(toml: &TomlTable<'_>, key: &'static str, default: String) -> String {
    let Some(colour) = toml.text(key) else { return default };
    let digits = colour.value.strip_prefix('#').unwrap_or_default();
    if digits.len() == 6 && digits.chars().all(|c| c.is_ascii_hexdigit()) {
        return colour.value;
    }
    let message = format!("»{}« er ikke en farve.", colour.value);
    toml.report(Code::BadValue, &colour.at, message, "Skriv den som #00546b.");
    default
}

fn read_logo(toml: &TomlTable<'_>) -> Option<Logo> {
    let corners = [
        ("top-left", Corner::TopLeft),
        ("top-right", Corner::TopRight),
        ("bottom-left", Corner::BottomLeft),
        ("bottom-right", Corner::BottomRight),
    ];
    let (file, alt, place) = (toml.text("logo"), toml.text("logo_alt"), toml.choice("logo_place", &corners));
    let Some(file) = file else {
        for key in ["logo_alt", "logo_place"].into_iter().filter(|key| toml.has(key)) {
            toml.report(Code::MissingKey, &toml.at_key(key), format!("»{key}« hører til et »logo«."), "");
        }
        return None;
    };
    let alt = alt.map(|alt| alt.value).filter(|alt| !alt.trim().is_empty());
    if alt.is_none() {
        let message = "Et logo skal have »logo_alt«.";
        let advice = "Skriv, hvad logoet viser, til dem, der ikke kan se det: logo_alt = \"Regionens logo\".";
        toml.report(Code::MissingKey, &file.at, message, advice);
    }
    Some(Logo { file, alt: alt?, place: place.unwrap_or(Corner::TopLeft) })
}
