//! The words of charts: how wide they are, and how they are set.

use std::sync::Arc;

use rustybuzz::{Direction, Feature, Language, Script, ShapePlan, UnicodeBuffer};
use typst::diag::SourceDiagnostic;
use typst::ecow::EcoVec;
use typst::engine::Engine;
use typst::foundations::{Content, NativeElement, Smart, StyleChain};
use typst::introspection::{Locator, SplitLocator};
use typst::layout::{
    Abs, AlignElem, Alignment, Axes, BoxElem, Em, Frame, FrameItem, HAlignment, Length, Point, Region, Size,
};
use typst::model::ParElem;
use typst::syntax::Span;
use typst::text::{
    FontInstance, FontWeight, Glyph, Lang, NumberWidth, TextElem, TextItem, TextSize, is_default_ignorable,
};
use typst::visualize::{Paint, ProcessColor};

use super::super::fonts::face;

/// The size of labels and numbers, in points.
pub const SIZE: f64 = 8.0;
/// Between two lines of a label, in ems.
const LEADING: f64 = 0.42;

/// A text in one style at one place.
#[derive(Clone, Copy)]
pub struct ChartLabel<'a> {
    text: &'a str,
    size: f64,
    is_bold: bool,
    color: ProcessColor,
}

impl<'a> ChartLabel<'a> {
    pub fn new(text: &'a str, color: ProcessColor) -> Self {
        Self { text, size: SIZE, is_bold: false, color }
    }

    pub fn bold(self) -> Self {
        self.bold_if(true)
    }

    pub fn bold_if(self, is_bold: bool) -> Self {
        Self { is_bold, ..self }
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub fn size(self, size: f64) -> Self {
        Self { size, ..self }
    }
}

/// On which side of its place a label is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The place is at the label's left edge.
    Left,
    Centre,
    /// The place is at the label's right edge.
    Right,
}

/// A label that is set.
pub enum Words {
    Line(TextItem),
    /// Lines, or words that need more than one font.
    Lines(Frame),
}

impl Words {
    pub fn width(&self) -> f64 {
        match self {
            Self::Line(line) => line.width().to_pt(),
            Self::Lines(lines) => lines.width().to_pt(),
        }
    }

    /// From the top of capitals in the first line to the foot of the last.
    pub fn height(&self) -> f64 {
        match self {
            Self::Line(line) => ascent(line).to_pt(),
            Self::Lines(lines) => lines.height().to_pt(),
        }
    }

    /// What a frame needs to have the words with their top left corner at `place`.
    pub fn item(self, place: Point) -> (Point, FrameItem) {
        match self {
            Self::Line(line) => (Point::new(place.x, place.y + ascent(&line)), FrameItem::Text(line)),
            Self::Lines(lines) => (place, FrameItem::Group(typst::layout::GroupItem::new(lines))),
        }
    }
}

fn ascent(line: &TextItem) -> Abs {
    line.font.metrics().cap_height.at(line.size)
}

/// Sets labels: single lines by shaping, which takes microseconds, all others by Typst.
pub struct Typesetter<'a, 'e> {
    engine: &'a mut Engine<'e>,
    locator: SplitLocator<'a>,
    styles: StyleChain<'a>,
    errors: EcoVec<SourceDiagnostic>,
}

impl<'a, 'e> Typesetter<'a, 'e> {
    pub fn new(engine: &'a mut Engine<'e>, locator: Locator<'a>, styles: StyleChain<'a>) -> Self {
        Self { engine, locator: locator.split(), styles, errors: EcoVec::new() }
    }

    /// What Typst could not set.
    pub fn take_errors(&mut self) -> EcoVec<SourceDiagnostic> {
        std::mem::take(&mut self.errors)
    }

    /// The width of the label on one line.
    pub fn width(&mut self, label: ChartLabel<'_>) -> f64 {
        self.set(label, f64::INFINITY, Side::Left).width()
    }

    /// The width of the widest label; 0 without labels.
    pub fn widest<'l>(&mut self, labels: impl IntoIterator<Item = ChartLabel<'l>>) -> f64 {
        labels.into_iter().map(|label| self.width(label)).fold(0.0, f64::max)
    }

    /// The label on one line if it is no wider than `width`, otherwise in lines of that width, with words hyphenated.
    pub fn set(&mut self, label: ChartLabel<'_>, width: f64, side: Side) -> Words {
        if label.is_empty() {
            return Words::Lines(Frame::soft(Size::zero()));
        }
        match line(label).filter(|line| line.width().to_pt() <= width + 1e-6) {
            Some(line) => Words::Line(line),
            None => Words::Lines(self.lines(label, width, side)),
        }
    }

    /// How high the label is in a column of that width.
    pub fn height(&mut self, label: ChartLabel<'_>, width: f64) -> f64 {
        self.set(label, width, Side::Left).height()
    }

    /// How many lines the label takes in a column of that width.
    pub fn line_count(&mut self, label: ChartLabel<'_>, width: f64) -> f64 {
        let capital = face(label.is_bold).map_or(0.714, |face| face.metrics().cap_height.get());
        let height = self.height(label, width) / label.size;
        ((height + LEADING) / (capital + LEADING)).round().max(1.0)
    }

    fn lines(&mut self, label: ChartLabel<'_>, width: f64, side: Side) -> Frame {
        let content = styled(label, side);
        // In a column of infinite width, the frame is as wide as the words.
        let region = Region::new(Size::new(Abs::pt(width), Abs::inf()), Axes::new(width.is_finite(), false));
        let locator = self.locator.next(&Span::detached());
        typst_layout::layout_frame(self.engine, &content, locator, self.styles, region).unwrap_or_else(|errors| {
            self.errors.extend(errors);
            Frame::soft(Size::zero())
        })
    }
}

fn styled(label: ChartLabel<'_>, side: Side) -> Content {
    let side = match side {
        Side::Left => HAlignment::Left,
        Side::Centre => HAlignment::Center,
        Side::Right => HAlignment::Right,
    };
    let em = |ems| Length::from(Em::new(ems));
    content(label.text)
        .set(TextElem::size, TextSize(Abs::pt(label.size).into()))
        .set(TextElem::weight, if label.is_bold { FontWeight::BOLD } else { FontWeight::REGULAR })
        .set(TextElem::fill, Paint::from(label.color))
        .set(TextElem::hyphenate, Smart::Custom(true))
        .set(TextElem::number_width, Smart::Custom(NumberWidth::Tabular))
        .set(ParElem::leading, em(LEADING))
        .set(ParElem::justify, false)
        .set(AlignElem::alignment, Alignment::H(side))
}

/// The text, in which long words with digits or signs, such as addresses of pages, may break anywhere: no hyphenation knows them.
fn content(text: &str) -> Content {
    let is_code =
        |word: &str| word.len() >= 24 && word.contains(|sign: char| sign.is_ascii_digit() || "@/_".contains(sign));
    if !text.split(' ').any(is_code) {
        return TextElem::packed(text);
    }
    let mut parts = Vec::new();
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            parts.push(TextElem::packed(' '));
        }
        if is_code(word) {
            // Between two boxes a line may break, and nothing is added to the text that is copied out of the PDF.
            let boxed = |piece: &str| {
                BoxElem::new().with_body(Some(TextElem::packed(piece).set(TextElem::overhang, false))).pack()
            };
            parts.extend(pieces(word).map(boxed));
        } else {
            parts.push(TextElem::packed(word));
        }
    }
    Content::sequence(parts)
}

/// The word in parts that end at a sign or are no longer than 18 letters.
fn pieces(word: &str) -> impl Iterator<Item = &str> {
    const LONGEST: usize = 18;
    word.split_inclusive(['_', '/', '\\', '.', '-', ':']).flat_map(|piece| {
        let starts = piece.char_indices().map(|(start, _)| start).step_by(LONGEST);
        starts.map(move |start| {
            let rest = piece.get(start..).unwrap_or_default();
            rest.char_indices().nth(LONGEST).map_or(rest, |(end, _)| rest.get(..end).unwrap_or(rest))
        })
    })
}

/// The label on one line; `None` if it has line breaks, invisible characters, or characters of another font.
fn line(label: ChartLabel<'_>) -> Option<TextItem> {
    let text = label.text;
    let needs_typst =
        |sign: char| sign.is_control() || is_default_ignorable(sign) || matches!(sign, '\u{2028}' | '\u{2029}');
    if text.is_empty() || text.trim() != text || text.len() > usize::from(u16::MAX) || text.chars().any(needs_typst) {
        return None;
    }
    let font = face(label.is_bold)?;
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.set_direction(Direction::LeftToRight);
    buffer.guess_segment_properties();
    let plan = plan(font, buffer.script().tag().as_u32());
    buffer.set_language(danish()?);
    let shaped = rustybuzz::shape_with_plan(font.rusty(), &plan, buffer);
    let (infos, positions) = (shaped.glyph_infos(), shaped.glyph_positions());
    let mut glyphs = Vec::with_capacity(infos.len());
    for (index, (info, position)) in infos.iter().zip(positions).enumerate() {
        if info.glyph_id == 0 {
            return None;
        }
        let next = infos.get(index..)?.iter().map(|later| later.cluster).find(|cluster| *cluster != info.cluster);
        let end = next.map_or(text.len(), |cluster| cluster as usize);
        glyphs.push(Glyph {
            id: info.glyph_id as u16,
            x_advance: font.to_em(position.x_advance),
            x_offset: font.to_em(position.x_offset),
            y_advance: Em::zero(),
            y_offset: font.to_em(position.y_offset),
            range: info.cluster as u16..end as u16,
            span: (Span::detached(), 0),
        });
    }
    Some(TextItem {
        font: font.clone(),
        size: Abs::pt(label.size),
        fill: Paint::from(label.color),
        stroke: None,
        lang: Lang::DANISH,
        region: None,
        text: text.into(),
        glyphs,
    })
}

fn danish() -> Option<Language> {
    "da".parse().ok()
}

/// The shaping plan of a script, cached because making it takes longer than shaping; with tabular lining figures, as in the
/// report.
#[comemo::memoize]
fn plan(font: &FontInstance, script: u32) -> Arc<ShapePlan> {
    let feature = |tag: &[u8; 4]| Feature::new(rustybuzz::ttf_parser::Tag::from_bytes(tag), 1, ..);
    let script = Script::from_iso15924_tag(rustybuzz::ttf_parser::Tag(script));
    let features = [feature(b"lnum"), feature(b"tnum")];
    Arc::new(ShapePlan::new(font.rusty(), Direction::LeftToRight, script, danish().as_ref(), &features))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::compose::Document;
    use crate::typeset::passes::lay_out;
    use crate::typeset::world::{DocumentFiles, PinnedWorld};

    /// The lines that Typst sets, each with its width.
    fn set_by_typst(texts: &[&str], is_bold: bool) -> Vec<(String, f64)> {
        let weight = if is_bold { "bold" } else { "regular" };
        let rules = format!(
            "#set page(width: auto, height: auto)\n#set text(font: \"Noto Sans\", lang: \"da\", size: 8pt, weight: \"{weight}\", \
             number-type: \"lining\", number-width: \"tabular\")\n"
        );
        let lines: Vec<String> = texts.iter().map(|text| format!("#{text:?}")).collect();
        let mut document = Document::new("/main.typ", String::new(), String::new());
        document.files.insert("/main.typ".to_owned(), format!("{rules}{}", lines.join("\n\n")).into_bytes());
        let files = DocumentFiles::of(&document);
        let world = PinnedWorld::new(&files, &BTreeSet::new(), chrono::NaiveDate::default()).unwrap();
        let pages = lay_out(&world, None).unwrap().pages;
        let mut found = Vec::new();
        pages.pages().iter().for_each(|page| collect(&page.frame, &mut found));
        found
    }

    fn collect(frame: &Frame, found: &mut Vec<(String, f64)>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => collect(&group.frame, found),
                FrameItem::Text(text) => found.push((text.text.to_string(), text.width().to_pt())),
                _ => {}
            }
        }
    }

    #[test]
    fn a_label_on_one_line_is_as_wide_as_typst_sets_it() {
        let texts = [
            "1.234,5",
            "58,4\u{a0}%",
            "AVATAR på Fyn",
            "Østjylland – Tåstrup",
            "fi ffl 1/2",
            "\u{2212}3",
            "[u]",
            "2021–2023",
        ];
        for is_bold in [false, true] {
            let expected = set_by_typst(&texts, is_bold);
            assert_eq!(expected.len(), texts.len());
            for (text, (of_typst, width)) in texts.iter().zip(expected) {
                let line =
                    line(ChartLabel::new(text, crate::typeset::charts::palette::WHITE).bold_if(is_bold)).unwrap();
                assert_eq!(line.text, of_typst);
                assert!((line.width().to_pt() - width).abs() < 1e-9, "{text}: {} and {width}", line.width().to_pt());
            }
        }
    }

    #[test]
    fn labels_that_need_another_font_or_a_line_of_their_own_are_left_to_typst() {
        for text in ["CO₂", "to\nlinjer", "blødt\u{ad}skilt", " luft", ""] {
            assert!(line(ChartLabel::new(text, crate::typeset::charts::palette::WHITE)).is_none(), "{text:?}");
        }
    }

    #[test]
    fn long_codes_are_cut_after_signs_and_after_eighteen_letters() {
        let parts: Vec<&str> = pieces("https://kapnord.example/en_meget_lang_adresse-øøøøøøøøøøøøøøøøøøøøøø").collect();
        assert_eq!(parts.concat(), "https://kapnord.example/en_meget_lang_adresse-øøøøøøøøøøøøøøøøøøøøøø");
        assert!(parts.iter().all(|part| part.chars().count() <= 18), "{parts:?}");
    }
}
