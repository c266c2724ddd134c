//! What stands on the pages of a typeset report: words and shapes with their places, which lines of the chapters they come
//! from, and what tells whether a page looks as it did.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};
use typst::foundations::{NativeElement, Packed, StyleChain};
use typst::introspection::{Introspector, Tag};
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::model::HeadingElem;
use typst::pdf::{ArtifactElem, ArtifactKind};
use typst::syntax::{FileId, Source, Span, SpanKind};
use typst::text::TextItem;
use typst::utils::hash128;
use typst_layout::{PagedDocument, PagedIntrospector};

use super::words::{Run, words};
use crate::compose::{ChapterSource, Document};

/// A page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// The title of the chapter that its first words belong to; "" before the first.
    pub title: String,
    /// How wide and high it is, in points.
    pub size: [f32; 2],
    /// What tells whether its content is as it was: all but running heads, page numbers and watermark, with its place.
    pub content: String,
    /// What tells whether its picture is as it was: all that is drawn.
    pub picture: String,
    /// Its words in reading order, without running heads and page numbers.
    pub words: Vec<Word>,
    /// What is drawn on it other than text.
    pub shapes: Vec<Shape>,
}

/// A word of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Word(
    /// The word, whole where it is hyphenated.
    pub String,
    /// Where it is; the first part of one that is hyphenated.
    pub Area,
    /// What tells how it looks from other looks: type, size and colour.
    pub u32,
);

/// A line, curve, surface or picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shape(
    /// What tells it from others, wherever it stands.
    pub String,
    /// Where it is.
    pub Area,
);

/// A rectangle on a page: left, top, right and bottom in points from the upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Area(pub f32, pub f32, pub f32, pub f32);

/// On which pages, from 1, a report shows what its definition names.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Whereabouts {
    /// The pages of each line of a chapter's template, by the template's path.
    lines: BTreeMap<String, BTreeMap<u32, BTreeSet<usize>>>,
    /// The page where a table (`tabel:id`) or chart (`figur:id`) begins.
    labels: BTreeMap<String, usize>,
}

impl Whereabouts {
    /// The pages of this line of a template; those of the line before it that is printed, where itself is not.
    pub fn line(&self, template: &str, line: u32) -> Vec<usize> {
        let lines = self.lines.get(template);
        let nearest = lines.and_then(|lines| lines.range(..=line).next_back());
        nearest.map(|(_, pages)| pages.iter().copied().collect()).unwrap_or_default()
    }

    /// The page where the table with this id begins.
    pub fn table(&self, id: &str) -> Option<usize> {
        self.labels.get(&format!("tabel:{id}")).copied()
    }

    /// The page with the chart of this id.
    pub fn chart(&self, id: &str) -> Option<usize> {
        self.labels.get(&format!("figur:{id}")).copied()
    }

    /// Reads the labels of tables and charts, and the lines that the runs of text come from.
    fn new(pages: &PagedDocument, document: &Document, spans: &[Vec<Span>]) -> Self {
        let introspector = pages.introspector();
        let labelled = introspector.query_labelled();
        let labels = labelled.iter().filter_map(|content| {
            let page = introspector.page(content.location()?)?;
            Some((content.label()?.resolve().as_str().to_owned(), page.get()))
        });
        let labels = labels.collect();
        let mut chapters: HashMap<FileId, Option<(Source, &ChapterSource)>> = HashMap::new();
        let mut lines: BTreeMap<String, BTreeMap<u32, BTreeSet<usize>>> = BTreeMap::new();
        for (number, span) in (1..).zip(spans).flat_map(|(number, spans)| spans.iter().map(move |span| (number, span)))
        {
            let SpanKind::Number { id, num } = span.get() else { continue };
            let chapter = chapters.entry(id).or_insert_with(|| {
                let path = format!("/{}", id.vpath().get_without_slash());
                let text = String::from_utf8_lossy(document.files.get(&path)?).into_owned();
                Some((Source::new(id, text), document.chapters.get(&path)?))
            });
            let Some((source, chapter)) = chapter else { continue };
            let place = source.range(num, None).and_then(|range| source.lines().byte_to_line_column(range.start));
            let Some((line, column)) = place else { continue };
            let of_chapter = lines.entry(chapter.template.clone()).or_default();
            of_chapter.entry(chapter.place(line, column).0).or_default().insert(number);
        }
        Self { lines, labels }
    }
}

/// The pages of a document, and where they show what.
pub fn read(pages: &PagedDocument, document: &Document) -> (Vec<Page>, Whereabouts) {
    let titles = titles(pages);
    let mut spans = Vec::new();
    let all = pages.pages().iter().zip(titles).map(|(page, title)| {
        let mut reader = Reader::default();
        reader.frame(&page.frame, Transform::identity());
        spans.push(reader.spans);
        let size = page.frame.size();
        Page {
            title,
            size: [size.x.to_pt() as f32, size.y.to_pt() as f32],
            content: hash(&Look { frame: &page.frame, all: false }),
            picture: hash(&Look { frame: &page.frame, all: true }),
            words: words(reader.runs),
            shapes: reader.shapes,
        }
    });
    let all = all.collect();
    (all, Whereabouts::new(pages, document, &spans))
}

/// How far down a page a chapter may begin that the page is said to begin with, in points: 60 mm.
const TOP: f64 = 170.08;

/// For each page the title of the chapter it begins with or in; of the first that begins on it, where there is none before.
fn titles(pages: &PagedDocument) -> Vec<String> {
    let introspector = pages.introspector();
    let headings = introspector.query(&HeadingElem::ELEM.select());
    let chapters = headings.iter().filter_map(Packed::<HeadingElem>::from_ref);
    let chapters = chapters.filter(|heading| heading.resolve_level(StyleChain::default()).get() == 1);
    let starts: Vec<(usize, bool, String)> = chapters
        .filter_map(|heading| {
            let at = PagedIntrospector::position(introspector, heading.location()?)?;
            Some((at.page.get(), at.point.y.to_pt() < TOP, heading.body.plain_text().trim().to_owned()))
        })
        .collect();
    // As the running heads of the layout have it.
    let title = |number: usize| {
        let at_its_top = starts.iter().find(|(page, top, _)| *page == number && *top);
        let before = || starts.iter().rev().find(|(page, ..)| *page < number);
        let on_it = || starts.iter().find(|(page, ..)| *page == number);
        let found = at_its_top.or_else(before).or_else(on_it);
        found.map(|(.., title)| title.clone()).unwrap_or_default()
    };
    (1..=pages.pages().len()).map(title).collect()
}

/// Goes through a frame.
#[derive(Default)]
struct Reader {
    runs: Vec<Run>,
    shapes: Vec<Shape>,
    spans: Vec<Span>,
    margin: Margin,
}

impl Reader {
    fn frame(&mut self, frame: &Frame, transform: Transform) {
        for (position, item) in frame.items() {
            let here = transform.pre_concat(Transform::translate(position.x, position.y));
            if self.margin.passes(item) {
                continue;
            }
            match item {
                FrameItem::Group(group) => self.frame(&group.frame, here.pre_concat(group.transform)),
                FrameItem::Text(text) => {
                    self.spans.extend(text.glyphs.first().map(|glyph| glyph.span.0));
                    self.runs.push(run(text, here));
                }
                FrameItem::Shape(shape, _) => {
                    let bounds = shape.bbox(true);
                    self.shapes.push(Shape(hash(shape), area(bounds.min, bounds.max, here)));
                }
                FrameItem::Image(image, size, _) => {
                    self.shapes.push(Shape(hash(&(image, size)), area(Point::zero(), size.to_point(), here)));
                }
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }
}

/// Whether what comes is in the margins of the page: heads, feet, ground and watermark, which say nothing of their own.
#[derive(Default)]
struct Margin(Vec<typst::introspection::Location>);

impl Margin {
    fn passes(&mut self, item: &FrameItem) -> bool {
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
                    self.0.push(location);
                }
            }
            FrameItem::Tag(Tag::End(location, ..)) => self.0.retain(|open| open != location),
            _ => {}
        }
        !self.0.is_empty()
    }
}

/// A run of text on the page.
fn run(text: &TextItem, transform: Transform) -> Run {
    let size = text.size;
    let area = area(Point::new(Abs::zero(), -size * 0.8), Point::new(text.width(), size * 0.22), transform);
    let ends = text.glyphs.iter().scan(0.0, |end, glyph| {
        *end += glyph.x_advance.at(size).to_pt() as f32;
        Some((glyph.range(), *end))
    });
    let style = hash128(&(&text.font, size, &text.fill, &text.stroke)) as u32;
    Run { style, text: text.text.to_string(), ends: ends.collect(), size: size.to_pt() as f32, area }
}

/// The rectangle around these corners, where the transformation puts them.
fn area(min: Point, max: Point, transform: Transform) -> Area {
    let corners = [(min.x, min.y), (max.x, min.y), (min.x, max.y), (max.x, max.y)];
    let corners = corners.map(|(x, y)| Point::new(x, y).transform(transform));
    let tenths = |value: Abs| (value.to_pt() * 10.0).round() as f32 / 10.0;
    let least = corners.iter().copied().reduce(Point::min).unwrap_or_default();
    let most = corners.iter().copied().reduce(Point::max).unwrap_or_default();
    Area(tenths(least.x), tenths(least.y), tenths(most.x), tenths(most.y))
}

/// What is drawn, without what says where in the sources it comes from.
struct Look<'a> {
    frame: &'a Frame,
    /// Whether the margins are part of it.
    all: bool,
}

impl Hash for Look<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.add(self.frame, &mut Margin::default(), state);
    }
}

impl Look<'_> {
    fn add<H: Hasher>(&self, frame: &Frame, margin: &mut Margin, state: &mut H) {
        frame.size().hash(state);
        for (position, item) in frame.items() {
            if margin.passes(item) && !self.all {
                continue;
            }
            match item {
                FrameItem::Group(group) => {
                    (0, position, group.transform, &group.clip).hash(state);
                    self.add(&group.frame, margin, state);
                }
                FrameItem::Text(text) => {
                    (1, position, &text.text, text.size, &text.fill, &text.stroke, &text.font).hash(state);
                    for glyph in &text.glyphs {
                        (glyph.id, glyph.x_advance, glyph.x_offset, glyph.y_advance, glyph.y_offset).hash(state);
                    }
                }
                FrameItem::Shape(shape, _) => (2, position, shape).hash(state),
                FrameItem::Image(image, size, _) => (3, position, image, size).hash(state),
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }
}

/// A hash that is the same on every run, in hexadecimal.
fn hash(of: &impl Hash) -> String {
    format!("{:032x}", hash128(of))
}
