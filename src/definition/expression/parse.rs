//! Reads the text of an expression.

use sqlparser::ast::Expr;
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer};

use super::Expression;
use super::binding::with_parentheses;
use super::shape::check_size;
use crate::definition::reader::{At, Located};
use crate::findings::{Code, Finding};

/// Characters of an expression that a message quotes at most.
const LONGEST_QUOTE: usize = 60;

/// Most parts of a name. Those of figures have two.
const MOST_PARTS: usize = 6;
const LONG_NAME: &str = "Long name";

/// How deep parentheses may be nested. Statements add a few levels, and Polars reads at most 50.
const MAX_DEPTH: usize = 36;

impl Expression {
    /// Parses one expression; the finding says where it goes wrong.
    ///
    /// # Errors
    /// A finding when the text is no SQL expression.
    pub fn parse(text: Located<String>) -> Result<Self, Box<Finding>> {
        if let Some(finding) = check_size(&text.value, &text.at) {
            return Err(Box::new(finding));
        }
        match parse_tree(&text.value) {
            Ok(tree) => Ok(Self { text: text.value, tree, at: text.at }),
            Err(message) => {
                let (message, at) = locate(&message, &text.at);
                let message = format!("SQL-udtrykket »{}« kan ikke læses: {message}.", text.value);
                Err(Box::new(Finding::new(Code::SqlSyntax, at.place(), message).advise(advice(&text.value))))
            }
        }
    }
}

fn parse_tree(text: &str) -> Result<Expr, String> {
    let dialect = GenericDialect {};
    let tokens = Tokenizer::new(&dialect, text).tokenize_with_location().map_err(|error| error.to_string())?;
    check_names(&tokens)?;
    let mut parser =
        Parser::new(&dialect).with_recursion_limit(MAX_DEPTH).with_tokens_with_locations(with_parentheses(tokens));
    let tree = parser.parse_expr().map_err(|error| error.to_string())?;
    let rest = parser.peek_token();
    match rest.token {
        Token::EOF => Ok(tree),
        other => Err(format!("Unexpected: {other}{}", rest.span.start)),
    }
}

/// Refuses names of many parts: if a syntax error follows, sqlparser takes twice as long for each further part.
fn check_names(tokens: &[TokenWithSpan]) -> Result<(), String> {
    let mut parts = 0;
    let mut is_after_part = false;
    for token in tokens.iter().filter(|token| !matches!(token.token, Token::Whitespace(_))) {
        match token.token {
            Token::Period => is_after_part = false,
            Token::Word(_) if !is_after_part && parts > 0 => (parts, is_after_part) = (parts + 1, true),
            Token::Word(_) => (parts, is_after_part) = (1, true),
            _ => (parts, is_after_part) = (0, false),
        }
        if parts > MOST_PARTS {
            return Err(format!("{LONG_NAME}{}", token.span.start));
        }
    }
    Ok(())
}

/// The message of sqlparser in Danish, and the place in the file that it names.
fn locate(message: &str, at: &At) -> (String, At) {
    let message = message.trim_start_matches("sql parser error: ");
    let (head, place) = message.rsplit_once(" at Line: ").unwrap_or((message, ""));
    let column =
        place.split_once("Column: ").and_then(|(_, column)| column.trim_end_matches([',', ' ']).parse::<u32>().ok());
    (in_danish(head), column.map_or_else(|| at.clone(), |column| at.right(column.saturating_sub(1))))
}

fn in_danish(head: &str) -> String {
    if let Some(rest) = head.strip_prefix("Unexpected: ") {
        return format!("»{}« hører ikke til udtrykket", quote(rest));
    }
    if head == LONG_NAME {
        return "et navn har for mange dele".to_owned();
    }
    if head.starts_with("Unterminated string literal") {
        return "en tekst mangler sit sidste anførselstegn".to_owned();
    }
    if head.contains("recursion limit") {
        return "det har for mange parenteser inden i hinanden".to_owned();
    }
    let Some((wanted, found)) = head.strip_prefix("Expected: ").and_then(|rest| rest.split_once(", found: ")) else {
        return "det er ikke et udtryk, som kapreport kender".to_owned();
    };
    let found = if found == "EOF" { "intet mere".to_owned() } else { quote(found) };
    // Keywords and signs are the same in Danish; sqlparser describes everything else in English.
    let is_sign = !wanted.chars().any(|c| c.is_ascii_lowercase());
    match wanted {
        "an expression" | "an expression:" => format!("der ventes et udtryk, men der står {found}"),
        wanted if is_sign => format!("der ventes {wanted}, men der står {found}"),
        _ => format!("{found} kan ikke stå her"),
    }
}

/// Advice on an expression with Danish words or decimal commas.
fn advice(text: &str) -> &'static str {
    let has_word = |word: &str| text.split_whitespace().any(|found| found.eq_ignore_ascii_case(word));
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let has_comma = text.match_indices(',').any(|(at, _)| {
        is_digit(text.get(..at).and_then(|before| before.chars().next_back()))
            && is_digit(text.get(at + 1..).and_then(|after| after.chars().next()))
    });
    if ["og", "eller", "ikke"].into_iter().any(has_word) {
        "I SQL hedder og AND, eller hedder OR, og ikke hedder NOT."
    } else if has_comma {
        "Decimaler skrives med punktum: 2.5."
    } else {
        ""
    }
}

/// The text, cut off where it is long.
fn quote(text: &str) -> String {
    match text.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_many_parts_is_refused_before_it_takes_forever() {
        let name = vec!["aa"; 40].join(".");
        for text in [format!("x = {name}.)"), name] {
            assert!(parse_tree(&text).unwrap_err().starts_with(LONG_NAME), "{text}");
        }
        for text in ["a.b + c.d + e.f + g.h", "kap.\"et navn\" > 1.5 AND a.b IN (1, 2)"] {
            assert!(parse_tree(text).is_ok(), "{text}");
        }
    }
}
