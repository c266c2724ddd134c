//! The chapters of the guide, in Markdown, made into one page that needs no other file.

use include_dir::{Dir, include_dir};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

static CHAPTERS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/docs/vejledning");
const PAGE: &str = include_str!("page.html");
/// The file with the title and the list of chapters.
const FRONT: &str = "README";

/// The whole guide: its front with the list of chapters, then the chapters.
pub fn page() -> String {
    let mut chapters: Vec<(&str, &str)> =
        CHAPTERS.files().filter_map(|file| Some((file.path().file_stem()?.to_str()?, file.contents_utf8()?))).collect();
    // Their names begin with their numbers.
    chapters.sort_by_key(|(name, _)| (*name != FRONT, *name));
    let mut body = String::new();
    for (name, text) in &chapters {
        let events = events(name, text);
        if *name == FRONT {
            html::push_html(&mut body, events.into_iter());
        } else {
            body.push_str(&format!("<section id=\"{name}\">\n"));
            html::push_html(&mut body, events.into_iter());
            body.push_str("</section>\n");
        }
    }
    let title = chapters.first().and_then(|(_, text)| text.lines().next()).unwrap_or_default();
    PAGE.replace("{title}", title.trim_start_matches(['#', ' '])).replace("{body}", &body)
}

/// The Markdown events of a chapter, with ids for its headings, and with links to places on the page.
fn events<'a>(chapter: &str, text: &'a str) -> Vec<Event<'a>> {
    let events: Vec<Event<'a>> = Parser::new_ext(text, Options::ENABLE_TABLES).collect();
    let mut made = Vec::with_capacity(events.len());
    let mut is_link_kept = true;
    for (at, event) in events.iter().enumerate() {
        made.push(match event.clone() {
            Event::Start(Tag::Heading { level, classes, attrs, .. }) => {
                let id = format!("{chapter}-{}", slug(&heading_text(&events[at + 1..])));
                Event::Start(Tag::Heading { level: below(level, chapter), id: Some(id.into()), classes, attrs })
            }
            Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below(level, chapter))),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => match on_page(chapter, &dest_url) {
                Some(dest_url) => {
                    is_link_kept = true;
                    Event::Start(Tag::Link { link_type, dest_url: dest_url.into(), title, id })
                }
                None => {
                    is_link_kept = false;
                    continue;
                }
            },
            Event::End(TagEnd::Link) if !is_link_kept => continue,
            // Comments for the tests that follow the guide.
            Event::Html(_) | Event::InlineHtml(_) => continue,
            other => other,
        });
    }
    made
}

/// The level of a chapter's heading on the page, where only the front has the first level.
fn below(level: HeadingLevel, chapter: &str) -> HeadingLevel {
    match level {
        _ if chapter == FRONT => level,
        HeadingLevel::H1 => HeadingLevel::H2,
        HeadingLevel::H2 => HeadingLevel::H3,
        _ => HeadingLevel::H4,
    }
}

fn heading_text(events: &[Event<'_>]) -> String {
    let of_heading = events.iter().take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
    of_heading
        .filter_map(|event| match event {
            Event::Text(text) | Event::Code(text) => Some(CowStr::as_ref(text)),
            _ => None,
        })
        .collect()
}

/// The anchor that GitHub and GitLab make of a heading, so that the same links work there.
fn slug(heading: &str) -> String {
    let kept = heading.to_lowercase().replace(' ', "-");
    kept.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect()
}

/// The target of a chapter's link on the page. `None` for a file that is not part of the guide.
fn on_page(chapter: &str, address: &str) -> Option<String> {
    if address.starts_with("https://") || address.starts_with("mailto:") {
        return Some(address.to_owned());
    }
    let (file, heading) = address.split_once('#').unwrap_or((address, ""));
    let chapter =
        if file.is_empty() { chapter } else { file.strip_suffix(".md").filter(|name| !name.contains('/'))? };
    Some(if heading.is_empty() { format!("#{chapter}") } else { format!("#{chapter}-{heading}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values of an attribute on the page, in document order.
    fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
        page.split(&format!(" {attribute}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
    }

    #[test]
    fn every_link_leads_to_a_heading_of_the_page() {
        let page = page();
        let decoded = |link: &str| link.replace("%C3%A6", "æ").replace("%C3%B8", "ø").replace("%C3%A5", "å");
        let places = values(&page, "id");
        for link in values(&page, "href").into_iter().filter(|link| !link.starts_with("https://")) {
            let place = decoded(link.strip_prefix('#').unwrap());
            assert!(places.contains(&place.as_str()), "{link}");
        }
        assert!(values(&page, "href").contains(&"#00-i-windows"));
    }

    #[test]
    fn the_page_has_all_chapters_as_sections_and_one_title() {
        let page = page();
        assert_eq!(page.matches("<section ").count(), CHAPTERS.files().count() - 1);
        assert_eq!(page.matches("<h1").count(), 1);
        assert!(!page.contains("<!-- celle"), "comments are for tests");
    }

    #[test]
    fn a_file_outside_the_guide_is_named_without_a_link() {
        assert_eq!(on_page("01-a", "../../README.md"), None);
        assert_eq!(on_page("01-a", "06-b.md#når-et-tal"), Some("#06-b-når-et-tal".to_owned()));
        assert_eq!(on_page("01-a", "#slut"), Some("#01-a-slut".to_owned()));
    }
}
