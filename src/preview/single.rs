//! The whole preview as one web page, for readers who get it in a mail: style and pictures are inside, and there is no script.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Largest size of the page in bytes. Mail servers refuse more.
const MOST_BYTES: usize = 5_000_000;
/// Bytes that are reserved for what comes after the pictures of a page.
const RESERVED: usize = 200_000;

/// The web pages in the order in which they are put together: file and id.
const PARTS: [(&str, &str); 4] =
    [("index.html", "overblik"), ("fund.html", "fund"), ("sider.html", "sider"), ("tal.html", "tal")];

/// Puts the web pages of a preview together. `picture` reads a picture of its folder.
pub(crate) fn page(files: &[(&'static str, String)], picture: &dyn Fn(&str) -> Option<Vec<u8>>) -> String {
    let file = |name: &str| files.iter().find(|(file, _)| *file == name).map_or("", |(_, text)| text.as_str());
    let index = file("index.html");
    let title = between(index, "<title>", "</title>").unwrap_or_default();
    let sprite = between(index, "<svg class=\"sprite\"", "</svg>\n<a class=\"skip\"").unwrap_or_default();
    let banner = between(index, "<header class=\"banner\">", "</header>").unwrap_or_default();
    let foot = between(index, "<footer class=\"foot\">", "</footer>").unwrap_or_default();
    let mut html = format!(
        "<!doctype html>\n<html lang=\"da\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>\n{}</style>\n</head>\n<body class=\"page-single\">\n\
         <svg class=\"sprite\"{sprite}</svg>\n<a class=\"skip\" href=\"#indhold\">Gå til indholdet</a>\n\
         <header class=\"banner\">{banner}</header>\n{}<main id=\"indhold\" class=\"wrap\" tabindex=\"-1\">\n",
        file("preview.css"),
        navigation(),
    );
    for (name, id) in PARTS {
        let main =
            between(file(name), "<main id=\"indhold\" class=\"wrap\" tabindex=\"-1\">", "</main>").unwrap_or_default();
        let part = own_ids(main, id).replacen("<h1", &format!("<h1 id=\"{id}\""), 1);
        let room = MOST_BYTES.saturating_sub(html.len() + RESERVED + rest(files, name));
        html.push_str(&embedded(&part, room, picture));
    }
    html.push_str(&format!("</main>\n<footer class=\"foot\">{foot}</footer>\n</body>\n</html>\n"));
    html
}

/// Bytes of the web pages after this one.
fn rest(files: &[(&'static str, String)], name: &str) -> usize {
    let after = PARTS.iter().skip_while(|(part, _)| *part != name).skip(1);
    after.filter_map(|(part, _)| files.iter().find(|(file, _)| file == part)).map(|(_, text)| text.len()).sum()
}

fn navigation() -> String {
    let items = [("overblik", "Overblik"), ("fund", "Fejl og advarsler"), ("sider", "Sider"), ("tal", "Nøgletal")];
    let items =
        items.map(|(id, label)| format!("<li><a href=\"#{id}\"><span class=\"label\">{label}</span></a></li>\n"));
    format!(
        "<nav class=\"tabs\" aria-label=\"Forhåndsvisningens dele\">\n<ul class=\"wrap\">\n{}</ul>\n</nav>\n",
        items.concat()
    )
}

/// Headings of different web pages may have the same id.
fn own_ids(html: &str, part: &str) -> String {
    html.replace("id=\"h-", &format!("id=\"{part}-h-")).replace("labelledby=\"h-", &format!("labelledby=\"{part}-h-"))
}

/// The part with its pictures inside, while there is room, and with links that lead to places of the same page.
fn embedded(html: &str, room: usize, picture: &dyn Fn(&str) -> Option<Vec<u8>>) -> String {
    let mut out = String::with_capacity(html.len());
    let mut left = room;
    let mut rest = html;
    while let Some((at, attribute)) = next(rest) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let value = &from[attribute.len()..];
        let Some((value, after)) = value.split_once('"') else { break };
        if attribute == " src=\"" {
            let data = picture(value).map(|bytes| format!("data:image/png;base64,{}", STANDARD.encode(bytes)));
            // Without a picture its alternative text is shown.
            if let Some(data) = data.filter(|data| data.len() <= left) {
                left -= data.len();
                out.push_str(&format!(" src=\"{data}\""));
            }
        } else if let Some(target) = target(value) {
            out.push_str(&format!(" href=\"#{target}\""));
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The next picture or link of an `a`, and where it begins. Icons (`use`) refer to this page already.
fn next(html: &str) -> Option<(usize, &'static str)> {
    let [src, href] = [" src=\"", " href=\""].map(|attribute| html.find(attribute).map(|at| (at, attribute)));
    src.into_iter().chain(href).min()
}

/// The place on this page that a link leads to; `None` for files, which are not included.
fn target(link: &str) -> Option<&str> {
    match link.split_once('#') {
        Some((_, anchor)) => Some(anchor),
        None => PARTS.iter().find(|(file, _)| *file == link).map(|(_, id)| *id),
    }
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let from = text.find(start)? + start.len();
    let length = text.get(from..)?.find(end)?;
    text.get(from..from + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_inside_while_there_is_room_and_links_lead_to_the_same_page() {
        let html = "<a href=\"sider.html#side-1\"><img src=\"sider/a.png\" alt=\"x\"></a><a href=\"tal.html\">t</a>\
                    <a href=\"rapport.pdf\">p</a><use href=\"#icon-red\"/>";
        let small = |_: &str| Some(vec![0; 3]);
        assert_eq!(
            embedded(html, 100, &small),
            "<a href=\"#side-1\"><img src=\"data:image/png;base64,AAAA\" alt=\"x\"></a><a href=\"#tal\">t</a>\
             <a>p</a><use href=\"#icon-red\"/>"
        );
        assert!(embedded(html, 10, &small).starts_with("<a href=\"#side-1\"><img alt=\"x\"></a>"), "no room");
    }
}
