//! Parses XML into elements and checks the structure of a JUnit report.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub children: Vec<Self>,
    /// Text directly in this element, without that of its children.
    pub text: String,
}

impl Element {
    /// Parses a document. Panics if it is not well-formed or has characters that XML 1.0 forbids.
    #[track_caller]
    pub fn document(text: &str) -> Self {
        let forbidden = |c: char| (c < ' ' && !"\t\n\r".contains(c)) || matches!(c, '\u{fffe}' | '\u{ffff}');
        assert!(!text.contains(forbidden), "{text:?}");
        let mut reader = quick_xml::Reader::from_str(text);
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().unwrap() {
                Event::Start(tag) => open.push(Self::new(&tag)),
                Event::Empty(tag) => open.last_mut().unwrap().children.push(Self::new(&tag)),
                Event::End(_) => {
                    let element = open.pop().unwrap();
                    open.last_mut().unwrap().children.push(element);
                }
                Event::Text(text) => open.last_mut().unwrap().text.push_str(&text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let letter = reference.resolve_char_ref().unwrap().map(String::from).unwrap_or_else(|| {
                        let name = reference.xml10_content();
                        quick_xml::escape::resolve_predefined_entity(&name).expect("an entity of XML").to_owned()
                    });
                    open.last_mut().unwrap().text.push_str(&letter);
                }
                Event::Eof => break,
                Event::Decl(_) => {}
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(open.len(), 1, "every element ends");
        open.pop().unwrap().children.pop().unwrap()
    }

    fn new(tag: &BytesStart<'_>) -> Self {
        let attributes = tag.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap().into_owned();
            (attribute.key.as_ref().to_owned(), value)
        });
        Self { name: tag.name().as_ref().to_owned(), attributes: attributes.collect(), ..Self::default() }
    }

    /// The first child with this name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    #[track_caller]
    pub fn case(&self, name: &str) -> &Self {
        let case = self.children[0].children.iter().find(|case| case.attributes["name"] == name);
        case.unwrap_or_else(|| panic!("no testcase »{name}«"))
    }

    /// The counts in the attributes, after checking that they equal the number of elements.
    #[track_caller]
    pub fn counts(&self) -> [usize; 4] {
        assert_eq!((self.name.as_str(), self.children.len()), ("testsuites", 1));
        let suite = &self.children[0];
        let number = |element: &Self, name: &str| element.attributes[name].parse::<usize>().unwrap();
        let written = |element: &Self| ["tests", "failures", "errors", "skipped"].map(|name| number(element, name));
        let with = |name| suite.children.iter().filter(|case| case.child(name).is_some()).count();
        assert_eq!(written(suite), [suite.children.len(), with("failure"), with("error"), with("skipped")]);
        self.is_valid_junit();
        assert!(["tests", "failures", "errors"].iter().all(|name| number(self, name) == number(suite, name)));
        written(suite)
    }

    /// Checks elements, their order, attributes and text by the rules of Jenkins' schema for JUnit reports (`junit-10.xsd`).
    #[track_caller]
    fn is_valid_junit(&self) {
        let rule = Rule::of(&self.name);
        let known = |name: &&String| rule.required.contains(&name.as_str()) || rule.optional.contains(&name.as_str());
        assert!(self.attributes.keys().all(|name| known(&name)), "{}: {:?}", self.name, self.attributes);
        assert!(rule.required.iter().all(|name| self.attributes.contains_key(*name)), "{}", self.name);
        assert!(rule.has_text || self.text.trim().is_empty(), "{}: {}", self.name, self.text);
        for child in &self.children {
            assert!(rule.children.contains(&child.name.as_str()), "{} in {}", child.name, self.name);
            child.is_valid_junit();
        }
    }
}

/// What an element of a JUnit report may have.
#[derive(Default)]
struct Rule {
    required: &'static [&'static str],
    optional: &'static [&'static str],
    children: &'static [&'static str],
    has_text: bool,
}

impl Rule {
    #[track_caller]
    fn of(element: &str) -> Self {
        match element {
            "testsuites" => Self {
                optional: &["name", "time", "tests", "failures", "errors"],
                children: &["testsuite"],
                ..Self::default()
            },
            "testsuite" => Self {
                required: &["name", "tests", "failures", "errors"],
                optional: &["time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url", "group"],
                children: &["testsuite", "properties", "testcase", "system-out", "system-err"],
                has_text: false,
            },
            "testcase" => Self {
                required: &["name"],
                optional: &["time", "classname", "group"],
                children: &["skipped", "error", "failure", "system-out", "system-err"],
                has_text: false,
            },
            "failure" | "error" | "skipped" => {
                Self { optional: &["type", "message"], has_text: true, ..Self::default() }
            }
            "system-out" | "system-err" => Self { has_text: true, ..Self::default() },
            other => panic!("»{other}« is no element of a JUnit report"),
        }
    }
}
