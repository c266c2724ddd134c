//! Reads a PDF by its tag tree in reading order, as a screen reader does.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

#[derive(Debug, Default, Clone)]
pub struct Tag {
    /// `H1`, `P`, `Table`, `TH` …
    pub role: String,
    pub alt: Option<String>,
    pub scope: Option<String>,
    pub summary: Option<String>,
    /// Text directly in this element, without that of its children.
    pub text: String,
    pub children: Vec<Tag>,
}

impl Tag {
    pub fn all_text(&self) -> String {
        let mut text = self.text.clone();
        for child in &self.children {
            text.push_str(&child.all_text());
        }
        text
    }

    pub fn all(&self, role: &str) -> Vec<&Tag> {
        let mut found = Vec::new();
        self.visit(&mut |tag| {
            if tag.role == role {
                found.push(tag);
            }
        });
        found
    }

    /// Visits every element in reading order.
    pub fn visit<'a>(&'a self, see: &mut dyn FnMut(&'a Tag)) {
        see(self);
        for child in &self.children {
            child.visit(see);
        }
    }
}

/// Removes white space and soft hyphens, since they depend on line breaks.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}')).collect()
}

pub struct Pdf {
    pub document: Document,
    pub root: Tag,
}

impl Pdf {
    pub fn read(bytes: &[u8]) -> Self {
        let document = Document::load_mem(bytes).expect("a PDF");
        let texts = Texts::of(&document);
        let tree =
            dictionary(&document, document.catalog().expect("a catalog").get(b"StructTreeRoot").expect("a tag tree"));
        let mut root = Tag { role: "Root".into(), ..Tag::default() };
        collect(&document, tree.get(b"K").expect("tags"), None, &texts, &mut root);
        Self { document, root }
    }

    pub fn catalog(&self, key: &str) -> Option<&Object> {
        self.document
            .catalog()
            .expect("a catalog")
            .get(key.as_bytes())
            .ok()
            .map(|object| resolve(&self.document, object))
    }

    /// The web addresses that the PDF links to.
    pub fn links(&self) -> Vec<String> {
        let objects = self.document.objects.values().filter_map(|object| object.as_dict().ok());
        let uris = objects.filter_map(|dictionary| {
            let action = dictionary
                .get(b"A")
                .map_or(Some(dictionary), |action| resolve(&self.document, action).as_dict().ok())?;
            text(resolve(&self.document, action.get(b"URI").ok()?))
        });
        uris.collect()
    }

    /// The attached files: name, description and content.
    pub fn attachments(&self) -> Vec<(String, String, Vec<u8>)> {
        let Some(Object::Array(files)) = self.catalog("AF") else { return Vec::new() };
        files
            .iter()
            .map(|file| {
                let file = dictionary(&self.document, file);
                let embedded = dictionary(&self.document, file.get(b"EF").expect("an embedded file"));
                let stream =
                    resolve(&self.document, embedded.get(b"F").expect("its content")).as_stream().expect("a stream");
                let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
                (string(&self.document, file, b"UF"), string(&self.document, file, b"Desc"), content)
            })
            .collect()
    }
}

fn resolve<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    match object {
        Object::Reference(id) => document.get_object(*id).expect("an object"),
        other => other,
    }
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> &'a Dictionary {
    match resolve(document, object) {
        Object::Stream(stream) => &stream.dict,
        other => other.as_dict().expect("a dictionary"),
    }
}

fn string(document: &Document, dictionary: &Dictionary, key: &[u8]) -> String {
    dictionary.get(key).ok().and_then(|value| text(resolve(document, value))).unwrap_or_default()
}

/// A text string of a PDF: UTF-16 with a byte order mark, or Latin-1.
pub fn text(object: &Object) -> Option<String> {
    let Object::String(bytes, _) = object else { return None };
    Some(match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(utf16) => {
            let units: Vec<u16> = utf16.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    })
}

/// Adds the content of a tag's `K` entry to it.
fn collect(document: &Document, kids: &Object, page: Option<ObjectId>, texts: &Texts, into: &mut Tag) {
    match resolve(document, kids) {
        Object::Array(all) => all.iter().for_each(|kid| collect(document, kid, page, texts, into)),
        Object::Integer(mcid) => append(into, texts.get(page, *mcid)),
        Object::Dictionary(kid) => {
            let page = kid.get(b"Pg").ok().and_then(|page| page.as_reference().ok()).or(page);
            match kid.get(b"Type").ok().and_then(|kind| kind.as_name().ok()) {
                Some(b"MCR") => {
                    let mcid = kid.get(b"MCID").and_then(Object::as_i64).expect("a number");
                    append(into, texts.get(page, mcid));
                }
                Some(b"OBJR") => {}
                _ => {
                    let mut tag = element(document, kid);
                    if let Ok(kids) = kid.get(b"K") {
                        collect(document, kids, page, texts, &mut tag);
                    }
                    into.children.push(tag);
                }
            }
        }
        _ => {}
    }
}

/// Adds text to a tag. Text after a child becomes a child itself, to keep the reading order.
fn append(into: &mut Tag, text: &str) {
    if into.children.is_empty() {
        into.text.push_str(text);
    } else {
        into.children.push(Tag { text: text.to_owned(), ..Tag::default() });
    }
}

fn element(document: &Document, kid: &Dictionary) -> Tag {
    let name = |object: &Object| object.as_name().ok().map(|name| String::from_utf8_lossy(name).into_owned());
    let mut tag = Tag {
        role: kid.get(b"S").ok().and_then(name).unwrap_or_default(),
        alt: kid.get(b"Alt").ok().and_then(|alt| text(resolve(document, alt))),
        ..Tag::default()
    };
    let attributes: Vec<&Object> = match kid.get(b"A").ok().map(|a| resolve(document, a)) {
        Some(Object::Array(all)) => all.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    for attribute in attributes {
        if let Object::Dictionary(attribute) = resolve(document, attribute) {
            tag.scope = attribute.get(b"Scope").ok().and_then(name).or(tag.scope);
            tag.summary =
                attribute.get(b"Summary").ok().and_then(|summary| text(resolve(document, summary))).or(tag.summary);
        }
    }
    tag
}

/// The text of marked content by page and number.
struct Texts(BTreeMap<(ObjectId, i64), String>);

impl Texts {
    fn get(&self, page: Option<ObjectId>, mcid: i64) -> &str {
        page.and_then(|page| self.0.get(&(page, mcid))).map_or("", String::as_str)
    }

    fn of(document: &Document) -> Self {
        let mut texts = BTreeMap::new();
        for page in document.get_pages().into_values() {
            let fonts = document.get_page_fonts(page).expect("fonts");
            let encodings: BTreeMap<Vec<u8>, lopdf::Encoding<'_>> = fonts
                .iter()
                .filter_map(|(name, font)| Some((name.clone(), font.get_font_encoding(document).ok()?)))
                .collect();
            let content = document.get_and_decode_page_content(page).expect("page content");
            let mut open: Vec<Option<i64>> = Vec::new();
            let mut encoding = None;
            for operation in &content.operations {
                match operation.operator.as_str() {
                    "BDC" | "BMC" => open.push(operation.operands.get(1).and_then(|properties| match properties {
                        Object::Dictionary(properties) => properties.get(b"MCID").and_then(Object::as_i64).ok(),
                        _ => None,
                    })),
                    "EMC" => {
                        open.pop();
                    }
                    "Tf" => encoding = operation.operands.first().and_then(|name| encodings.get(name.as_name().ok()?)),
                    "Tj" | "TJ" => {
                        let Some(mcid) = open.iter().rev().flatten().next() else { continue };
                        let Some(encoding) = encoding else { continue };
                        let entry: &mut String = texts.entry((page, *mcid)).or_default();
                        for operand in &operation.operands {
                            push_text(operand, encoding, entry);
                        }
                    }
                    _ => {}
                }
            }
        }
        Self(texts)
    }
}

fn push_text(operand: &Object, encoding: &lopdf::Encoding<'_>, into: &mut String) {
    match operand {
        Object::String(bytes, _) => into.push_str(&Document::decode_text(encoding, bytes).expect("text")),
        Object::Array(parts) => parts.iter().for_each(|part| push_text(part, encoding, into)),
        _ => {}
    }
}
