//! Reads which module uses which from Rust source: `use` lines and paths, without comments, texts and test modules.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// One use of another module.
pub struct Arrow {
    /// The module of the file, as `figures::plan`.
    pub from: String,
    /// The module in which the path names something.
    pub named: String,
    /// The module that defines it, after following `use` and `pub use`.
    pub defined: String,
    /// File and line.
    pub place: String,
}

/// The modules of a crate and their uses of each other.
pub struct Tree {
    files: BTreeMap<String, File>,
    pub arrows: Vec<Arrow>,
}

/// A file: its path, its items, and the paths in it.
#[derive(Default)]
struct File {
    path: String,
    items: BTreeSet<String>,
    /// Names that `use` brings into scope, with their full paths.
    imports: BTreeMap<String, Vec<String>>,
    globs: Vec<Vec<String>>,
    children: Vec<String>,
    paths: Vec<(usize, Vec<String>)>,
}

/// The top-level module of a module.
pub fn module(path: &str) -> &str {
    path.split("::").next().unwrap_or_default()
}

impl Tree {
    /// Reads a crate from its `lib.rs`.
    pub fn read(src: &Path) -> Self {
        let mut tree = Self { files: BTreeMap::new(), arrows: Vec::new() };
        let root = File::parse("lib.rs", &fs::read_to_string(src.join("lib.rs")).expect("lib.rs"));
        let mut waiting: Vec<String> = root.children.clone();
        tree.files.insert(String::new(), root);
        while let Some(module) = waiting.pop() {
            let name = format!("{}.rs", module.replace("::", "/"));
            let text = fs::read_to_string(src.join(&name)).unwrap_or_else(|error| panic!("{name}: {error}"));
            let file = File::parse(&name, &text);
            waiting.extend(file.children.iter().map(|child| format!("{module}::{child}")));
            tree.files.insert(module, file);
        }
        tree.arrows = tree.files.iter().flat_map(|(from, file)| tree.arrows_of(from, file)).collect();
        tree
    }

    /// The top-level modules.
    pub fn modules(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str).filter(|module| !module.is_empty() && !module.contains("::"))
    }

    fn arrows_of(&self, from: &str, file: &File) -> Vec<Arrow> {
        let mut arrows = Vec::new();
        for (line, path) in &file.paths {
            let Some((named, defined)) = self.resolve(from, path, 0) else { continue };
            if !from.is_empty() && !named.is_empty() && (from != named || from != defined) {
                let place = format!("src/{}:{line}", file.path);
                arrows.push(Arrow { from: from.to_owned(), named, defined, place });
            }
        }
        arrows
    }

    /// The module in which a path names something, and the one that defines it. `None` for paths of other crates.
    fn resolve(&self, from: &str, path: &[String], depth: usize) -> Option<(String, String)> {
        let parent = |module: &str| module.rsplit_once("::").map_or("", |(parent, _)| parent).to_owned();
        let mut at = from.to_owned();
        let mut rest = path;
        let mut rooted = false;
        while let Some((first, more)) = rest.split_first() {
            match first.as_str() {
                "crate" => at = String::new(),
                "self" => {}
                "super" => at = parent(&at),
                _ => break,
            }
            (rest, rooted) = (more, true);
        }
        for (number, name) in rest.iter().enumerate() {
            let file = self.files.get(&at)?;
            if file.children.contains(name) {
                at = if at.is_empty() { name.clone() } else { format!("{at}::{name}") };
                continue;
            }
            if file.items.contains(name) {
                return Some((at.clone(), at));
            }
            // A cycle of `pub use` does not compile, but globs can lead back here.
            if depth < 8 {
                if let Some(import) = file.imports.get(name) {
                    let full = [import.as_slice(), &rest[number + 1..]].concat();
                    let (_, defined) = self.resolve(&at, &full, depth + 1)?;
                    return Some((at, defined));
                }
                for glob in &file.globs {
                    let full = [glob.as_slice(), &rest[number..]].concat();
                    if let Some((_, defined)) = self.resolve(&at, &full, depth + 1)
                        && self.files[&defined].items.contains(name)
                    {
                        return Some((at, defined));
                    }
                }
            }
            return (rooted || number > 0).then(|| (at.clone(), at));
        }
        Some((at.clone(), at))
    }
}

/// The groups of names that use each other in a circle.
pub fn cycles<'a>(uses: &BTreeMap<&'a str, BTreeMap<&'a str, &'a str>>) -> Vec<BTreeSet<&'a str>> {
    let reached = |from: &'a str| {
        let mut reached = BTreeSet::new();
        let mut waiting = vec![from];
        while let Some(name) = waiting.pop() {
            waiting
                .extend(uses.get(name).into_iter().flat_map(BTreeMap::keys).copied().filter(|to| reached.insert(*to)));
        }
        reached
    };
    let reached: BTreeMap<&str, BTreeSet<&str>> = uses.keys().map(|from| (*from, reached(from))).collect();
    let circle = |from: &str| -> BTreeSet<&str> {
        reached[from].iter().copied().filter(|to| reached.get(to).is_some_and(|back| back.contains(from))).collect()
    };
    let groups: BTreeSet<BTreeSet<&str>> =
        uses.keys().map(|from| circle(from)).filter(|group| !group.is_empty()).collect();
    groups.into_iter().collect()
}

impl File {
    fn parse(path: &str, text: &str) -> Self {
        let mut parser =
            Parser { tokens: tokens(text), at: 0, file: Self { path: path.to_owned(), ..Self::default() } };
        parser.file();
        parser.file
    }
}

/// The words of a source text and their lines: names, `::`, and single signs. Comments, texts and characters are left out.
fn tokens(text: &str) -> Vec<(usize, String)> {
    let mut tokens: Vec<(usize, String)> = Vec::new();
    let mut rest = text;
    let mut line = 1;
    while let Some(first) = rest.chars().next() {
        let name = rest.len() - rest.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_').len();
        let raw = rest.strip_prefix('b').unwrap_or(rest);
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if raw.starts_with("r\"") || raw.starts_with("r#") && raw.trim_start_matches(['r', '#']).starts_with('"')
        {
            let start = rest.len() - raw.len() + 1;
            let hashes = rest[start..].find('"').unwrap_or_default();
            let close = format!("\"{}", "#".repeat(hashes));
            let body = start + hashes + 1;
            rest[body..].find(&close).map_or(rest.len(), |end| body + end + close.len())
        } else if first == '"' {
            quoted(rest)
        } else if first == '\'' {
            character(rest)
        } else if name > 0 {
            tokens.push((line, rest[..name].to_owned()));
            name
        } else {
            let length = if rest.starts_with("::") { 2 } else { first.len_utf8() };
            if !first.is_whitespace() {
                tokens.push((line, rest[..length].to_owned()));
            }
            length
        };
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    tokens
}

/// The length of a text in quotes.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of a character in quotes, or 1 for the quote of a lifetime.
fn character(text: &str) -> usize {
    let mut rest = text.char_indices().skip(1);
    match rest.next() {
        Some((_, '\\')) => text[3..].find('\'').map_or(text.len(), |end| end + 4),
        Some(_) => match rest.next() {
            Some((at, '\'')) => at + 1,
            _ => 1,
        },
        None => 1,
    }
}

struct Parser {
    tokens: Vec<(usize, String)>,
    at: usize,
    file: File,
}

impl Parser {
    fn peek(&self) -> &str {
        self.ahead(0)
    }

    fn ahead(&self, by: usize) -> &str {
        self.tokens.get(self.at + by).map_or("", |(_, token)| token)
    }

    fn next(&mut self) -> String {
        let token = self.peek().to_owned();
        self.at += 1;
        token
    }

    fn line(&self) -> usize {
        self.tokens.get(self.at).map_or(0, |(line, _)| *line)
    }

    /// Reads a whole file: items at the top, and paths everywhere.
    fn file(&mut self) {
        let mut depth = 0_usize;
        while self.at < self.tokens.len() {
            let token = self.peek();
            match token {
                "{" => depth += 1,
                "}" => depth = depth.saturating_sub(1),
                "#" if self.is_test_attribute() => {
                    self.skip_group("[", "]");
                    self.skip_item();
                    continue;
                }
                "use" => {
                    self.at += 1;
                    self.use_tree(&[], depth == 0);
                    continue;
                }
                "mod" if depth == 0 && self.ahead(2) == ";" => {
                    let child = self.ahead(1).to_owned();
                    self.file.children.push(child);
                }
                "struct" | "enum" | "union" | "trait" | "type" | "fn" | "const" | "static" if depth == 0 => {
                    let item = self.ahead(1).to_owned();
                    self.file.items.insert(item);
                }
                _ if self.ahead(1) == "::" && is_name(token) => {
                    self.path();
                    continue;
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    fn path(&mut self) {
        let line = self.line();
        let mut path = vec![self.next()];
        while self.peek() == "::" && is_name(self.ahead(1)) {
            self.at += 1;
            path.push(self.next());
        }
        // A path continues after the arguments of a type: `Vec::<u8>::new`.
        if self.peek() == "::" {
            self.at += 1;
        }
        self.file.paths.push((line, path));
    }

    /// Reads what follows `use`, up to and with the `;` of the outermost tree.
    fn use_tree(&mut self, before: &[String], in_scope: bool) {
        let line = self.line();
        let mut path = before.to_vec();
        loop {
            match self.next().as_str() {
                "{" => {
                    while self.peek() != "}" && !self.peek().is_empty() {
                        self.use_tree(&path, in_scope);
                        if self.peek() == "," {
                            self.at += 1;
                        }
                    }
                    self.at += 1;
                    break;
                }
                "*" => {
                    self.file.paths.push((line, path.clone()));
                    if in_scope {
                        self.file.globs.push(path.clone());
                    }
                    break;
                }
                "::" => continue,
                // `use a::{self, b}` imports `a` itself.
                "self" if !before.is_empty() => {}
                name => path.push(name.to_owned()),
            }
            if self.peek() != "::" {
                self.import(line, &path, in_scope);
                break;
            }
        }
        if before.is_empty() && self.peek() == ";" {
            self.at += 1;
        }
    }

    fn import(&mut self, line: usize, path: &[String], in_scope: bool) {
        let mut name = path.last().cloned().unwrap_or_default();
        if self.peek() == "as" {
            self.at += 1;
            name = self.next();
        }
        self.file.paths.push((line, path.to_vec()));
        if in_scope {
            self.file.imports.insert(name, path.to_vec());
        }
    }

    fn is_test_attribute(&self) -> bool {
        ["#", "[", "cfg", "(", "test", ")", "]"].iter().enumerate().all(|(by, token)| self.ahead(by) == *token)
    }

    /// Skips up to and with the end of a group.
    fn skip_group(&mut self, open: &str, close: &str) {
        let mut depth = 0;
        while self.at < self.tokens.len() {
            let token = self.next();
            if token == open {
                depth += 1;
            } else if token == close {
                depth -= 1;
                if depth == 0 {
                    return;
                }
            }
        }
    }

    /// Skips an item with its attributes, up to and with its `;` or block.
    fn skip_item(&mut self) {
        while self.at < self.tokens.len() {
            match self.peek() {
                "{" => return self.skip_group("{", "}"),
                ";" => {
                    self.at += 1;
                    return;
                }
                "#" => self.skip_group("[", "]"),
                _ => self.at += 1,
            }
        }
    }
}

fn is_name(token: &str) -> bool {
    token.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_')
}

#[test]
fn comments_texts_and_test_modules_are_not_read() {
    let file = File::parse(
        "a.rs",
        "// crate::no\nuse crate::{b::{self, C as D}, e};\nconst T: &str = \"crate::no\";\nfn f<'a>() { let c = '\"'; g::h(); }\n\
         #[cfg(test)]\nmod tests { use crate::no; }\nmod child;\n",
    );
    let paths: Vec<String> = file.paths.iter().map(|(line, path)| format!("{line} {}", path.join("::"))).collect();
    assert_eq!(paths, ["2 crate::b", "2 crate::b::C", "2 crate::e", "4 g::h"]);
    assert_eq!(file.children, ["child"]);
    assert_eq!(file.imports.keys().collect::<Vec<_>>(), ["D", "b", "e"]);
}
