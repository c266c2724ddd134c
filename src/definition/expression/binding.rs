//! Parentheses around `a IS [NOT] DISTINCT FROM b`.
//!
//! sqlparser takes everything that follows as the right side, even after AND and OR. In the standard both sides are values, so
//! the condition ends at the next AND, OR, comparison or closing parenthesis.

use sqlparser::keywords::Keyword;
use sqlparser::tokenizer::{Token, TokenWithSpan};

/// Puts parentheses around each `a IS [NOT] DISTINCT FROM b`.
pub fn with_parentheses(tokens: Vec<TokenWithSpan>) -> Vec<TokenWithSpan> {
    let mut tokens: Vec<TokenWithSpan> =
        tokens.into_iter().filter(|token| !matches!(token.token, Token::Whitespace(_))).collect();
    let mut searched = 0;
    while let Some((is, right)) = next_distinct(&tokens, searched) {
        let start = start_of_left(&tokens, is);
        let end = end_of_right(&tokens, right);
        let parenthesis = |token, beside: usize| TokenWithSpan { token, span: tokens[beside].span };
        let (open, close) = (parenthesis(Token::LParen, start), parenthesis(Token::RParen, end - 1));
        tokens.insert(end, close);
        tokens.insert(start, open);
        searched = right + 1;
    }
    tokens
}

/// The next `IS [NOT] DISTINCT FROM`, and the token after it.
fn next_distinct(tokens: &[TokenWithSpan], from: usize) -> Option<(usize, usize)> {
    (from..tokens.len()).find_map(|is| {
        let word = |i: usize| tokens.get(i).and_then(|token| keyword(&token.token));
        let not = usize::from(word(is + 1) == Some(Keyword::NOT));
        let found = word(is) == Some(Keyword::IS)
            && word(is + 1 + not) == Some(Keyword::DISTINCT)
            && word(is + 2 + not) == Some(Keyword::FROM);
        let right = is + 3 + not;
        (found && is > 0 && right < tokens.len()).then_some((is, right))
    })
}

/// The first token of the value that ends before `end`.
fn start_of_left(tokens: &[TokenWithSpan], end: usize) -> usize {
    let mut depth = 0;
    for i in (0..end).rev() {
        match &tokens[i].token {
            Token::RParen | Token::RBracket => depth += 1,
            Token::LParen | Token::LBracket if depth == 0 => return i + 1,
            Token::LParen | Token::LBracket => depth -= 1,
            token => match keyword(token) {
                Some(Keyword::END) => depth += 1,
                Some(Keyword::CASE) if depth > 0 => depth -= 1,
                _ if depth == 0 && ends_value(token) => return i + 1,
                _ => {}
            },
        }
    }
    0
}

/// The token after the value that begins at `start`.
fn end_of_right(tokens: &[TokenWithSpan], start: usize) -> usize {
    let mut depth = 0;
    for (i, token) in tokens.iter().enumerate().skip(start) {
        match &token.token {
            Token::LParen | Token::LBracket => depth += 1,
            Token::RParen | Token::RBracket if depth == 0 => return i.max(start + 1),
            Token::RParen | Token::RBracket => depth -= 1,
            Token::EOF => return i.max(start + 1),
            token => match keyword(token) {
                Some(Keyword::CASE) => depth += 1,
                Some(Keyword::END) if depth > 0 => depth -= 1,
                _ if depth == 0 && i > start && ends_value(token) => return i,
                _ => {}
            },
        }
    }
    tokens.len()
}

/// Whether a token outside parentheses ends a value.
fn ends_value(token: &Token) -> bool {
    match token {
        Token::Comma | Token::Eq | Token::Neq | Token::Lt | Token::LtEq | Token::Gt | Token::GtEq => true,
        token => matches!(
            keyword(token),
            Some(
                Keyword::AND
                    | Keyword::OR
                    | Keyword::NOT
                    | Keyword::IS
                    | Keyword::IN
                    | Keyword::BETWEEN
                    | Keyword::LIKE
                    | Keyword::ILIKE
                    | Keyword::CASE
                    | Keyword::WHEN
                    | Keyword::THEN
                    | Keyword::ELSE
                    | Keyword::END
            )
        ),
    }
}

/// The keyword that a token is. A quoted word is a name.
fn keyword(token: &Token) -> Option<Keyword> {
    match token {
        Token::Word(word) if word.quote_style.is_none() => Some(word.keyword),
        _ => None,
    }
}
