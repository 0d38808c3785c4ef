//! Tokens as one compact line, spaced as a person would write them.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// The tokens of a type or a list of parameters as text: `&str`, `impl Into<Maybe<Vec<Lead>>>`.
pub(super) fn text(tokens: TokenStream) -> String {
    let mut out = String::new();
    write(tokens, &mut out);
    out
}

fn write(tokens: TokenStream, out: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(open);
                write(group.stream(), out);
                // A tuple of one keeps its comma.
                while out.ends_with(' ') {
                    out.pop();
                }
                out.push_str(close);
            }
            TokenTree::Ident(ident) => word(&ident.to_string(), out),
            TokenTree::Literal(literal) => word(&literal.to_string(), out),
            TokenTree::Punct(punct) => match punct.as_char() {
                ',' => out.push_str(", "),
                // A path is `a::b`, a parameter `a: b`.
                ':' if punct.spacing() == Spacing::Alone && !out.ends_with(':') => {
                    out.push_str(": ")
                }
                char => out.push(char),
            },
        }
    }
}

/// Adds a word, with a space after another word.
fn word(word: &str, out: &mut String) {
    if out.ends_with(|char: char| char.is_alphanumeric() || char == '_') {
        out.push(' ');
    }
    out.push_str(word);
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::text;

    #[test]
    fn types_are_written_as_a_person_would() {
        for (tokens, expected) in [
            (quote!(Option<Vec<Lead>>), "Option<Vec<Lead>>"),
            (quote!(&[String]), "&[String]"),
            (quote!(impl Into<Maybe<String>>), "impl Into<Maybe<String>>"),
            (
                quote!(BTreeMap<String, (i64, bool,)>),
                "BTreeMap<String, (i64, bool,)>",
            ),
            (
                quote!(impl IntoIterator<Item = Part>),
                "impl IntoIterator<Item=Part>",
            ),
            (quote!(()), "()"),
            (quote!(body: &models::Lead), "body: &models::Lead"),
        ] {
            assert_eq!(text(tokens), expected);
        }
    }
}
