//! A chapter's prose as Typst reads it.

use std::collections::BTreeSet;
use std::ops::Range;

use typst::syntax::{SyntaxKind, SyntaxNode};

/// Stands for code in [`MarkupText::words`].
pub const CODE: char = '\u{1b}';

pub struct MarkupText<'a> {
    /// The prose with a filler for Tera's tags.
    pub source: &'a str,
    /// The prose as it is, with the same offsets.
    pub template: &'a str,
    /// The source with a filler for code, raw text and comments.
    pub words: String,
    /// The nodes of text, in the order of the source.
    pub nodes: Vec<MarkupNode>,
    /// Names that the chapter's code defines.
    pub defined: BTreeSet<String>,
}

/// A node that is directly in text, not in code.
pub struct MarkupNode {
    pub kind: SyntaxKind,
    pub range: Range<usize>,
    /// The kind of the node before it, other than space.
    pub before: Option<SyntaxKind>,
    /// For a `#` the expression after it.
    pub expression: Option<CodeExpression>,
    /// What Typst says if it is an error.
    pub error: Option<String>,
}

pub struct CodeExpression {
    pub kind: SyntaxKind,
    pub range: Range<usize>,
    /// Its first name: `a` of `a.b(c)`.
    pub name: String,
    /// Whether Typst cannot read it.
    pub is_broken: bool,
}

impl<'a> MarkupText<'a> {
    pub fn parse(source: &'a str, template: &'a str) -> Self {
        let words = source.chars().flat_map(|c| {
            let filler = if c == '\n' { c } else { CODE };
            // A filler for each byte, so that offsets stay the same.
            std::iter::repeat_n(filler, c.len_utf8())
        });
        let mut text = Self { source, template, words: words.collect(), nodes: Vec::new(), defined: BTreeSet::new() };
        text.walk(&typst::syntax::parse(source), 0);
        text
    }

    /// The text of a node.
    pub fn text(&self, node: &MarkupNode) -> &str {
        self.source.get(node.range.clone()).unwrap_or_default()
    }

    pub fn before(&self, offset: usize) -> Option<char> {
        self.source.get(..offset)?.chars().next_back()
    }

    pub fn after(&self, offset: usize) -> Option<char> {
        self.source.get(offset..)?.chars().next()
    }

    /// The words of the line up to an offset.
    pub fn line_before(&self, offset: usize) -> &str {
        let before = self.words.get(..offset).unwrap_or_default();
        before.rsplit('\n').next().unwrap_or_default()
    }

    /// Whether words or values are before it on its line.
    pub fn has_words_before(&self, offset: usize) -> bool {
        let line = self.line_before(offset);
        let start = offset - line.len();
        let has_value = || self.template.get(start..offset).is_some_and(|text| text.contains("{{"));
        line.chars().any(char::is_alphanumeric) || has_value()
    }

    fn walk(&mut self, node: &SyntaxNode, offset: usize) {
        let is_text = is_text(node.kind());
        let mut before = None;
        let mut at = offset;
        let mut children = node.children().peekable();
        while let Some(child) = children.next() {
            let range = at..at + child.len();
            at = range.end;
            if is_text {
                self.keep_words(child, &range);
                let expression = children.peek().filter(|_| child.kind() == SyntaxKind::Hash);
                let expression = expression.map(|code| CodeExpression {
                    kind: code.kind(),
                    range: at..at + code.len(),
                    name: first_name(code),
                    is_broken: code.diagnosis().errors,
                });
                let error = child.kind().is_error().then(|| error(child));
                self.nodes.push(MarkupNode { kind: child.kind(), range: range.clone(), before, expression, error });
            } else if child.kind() == SyntaxKind::Ident && binds(node.kind()) {
                self.defined.insert(child.leaf_text().to_string());
            }
            if child.kind() != SyntaxKind::Space {
                before = Some(child.kind());
            }
            self.walk(child, range.start);
        }
    }

    /// Copies what is printed, and labels, to the words.
    fn keep_words(&mut self, child: &SyntaxNode, range: &Range<usize>) {
        let is_code = matches!(
            child.kind(),
            SyntaxKind::Raw | SyntaxKind::LineComment | SyntaxKind::BlockComment | SyntaxKind::Equation
        );
        if !is_code && child.children().next().is_none() && !child.kind().is_keyword() {
            let text = self.source.get(range.clone()).unwrap_or_default();
            self.words.replace_range(range.clone(), text);
        }
    }
}

/// Whether the children of a node are text, with code only after a `#`.
fn is_text(kind: SyntaxKind) -> bool {
    matches!(kind, SyntaxKind::Markup | SyntaxKind::Strong | SyntaxKind::Emph | SyntaxKind::Equation)
}

/// Whether names in a node of code are defined by it.
fn binds(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::LetBinding
            | SyntaxKind::Closure
            | SyntaxKind::Params
            | SyntaxKind::Destructuring
            | SyntaxKind::ForLoop
            | SyntaxKind::ImportItems
            | SyntaxKind::ImportItemPath
            | SyntaxKind::RenamedImportItem
            | SyntaxKind::ModuleImport
            | SyntaxKind::Spread
            | SyntaxKind::Named
    )
}

fn first_name(node: &SyntaxNode) -> String {
    let mut node = node;
    while let Some(first) = node.children().next() {
        node = first;
    }
    if node.kind() == SyntaxKind::Ident { node.leaf_text().to_string() } else { String::new() }
}

fn error(node: &SyntaxNode) -> String {
    let (errors, _) = node.errors_and_warnings();
    errors.first().map(|error| error.message.to_string()).unwrap_or_default()
}
