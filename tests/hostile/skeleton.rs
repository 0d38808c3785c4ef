//! What is left of a crate's Rust when documentation is taken out and literals are made alike: its syntax tree.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;

/// The syntax tree of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skeleton {
    /// Its items.
    pub items: Vec<String>,
    /// All identifiers.
    pub identifiers: BTreeSet<String>,
}

/// Whether identifiers count, or only that there is one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Identifiers {
    Kept,
    Alike,
}

impl Skeleton {
    pub fn of(text: &str, identifiers: Identifiers) -> Self {
        let mut skeleton = Self::default();
        let parsed = syn::parse_file(text).expect("every file is Rust");
        for item in parsed.items {
            let mut text = String::new();
            skeleton.walk(item.to_token_stream(), identifiers, &mut text);
            skeleton.items.push(text);
        }
        skeleton
    }

    /// Adds another file of the crate. Items are sorted, because names decide their order.
    pub fn add(&mut self, other: &Self) {
        self.items.extend_from_slice(&other.items);
        self.items.sort();
        self.identifiers.extend(other.identifiers.iter().cloned());
    }

    fn walk(&mut self, tokens: TokenStream, identifiers: Identifiers, text: &mut String) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Punct(sign) if sign.as_char() == '#' => {
                    let is_doc = |group: &TokenTree| match group {
                        TokenTree::Group(group) => group.stream().to_string().starts_with("doc ="),
                        _ => false,
                    };
                    if tokens.next_if(is_doc).is_none() {
                        text.push('#');
                    }
                }
                TokenTree::Punct(sign) => {
                    if sign.as_char() == '>' && text.ends_with(',') {
                        text.pop();
                    }
                    text.push(sign.as_char());
                }
                TokenTree::Literal(literal) => {
                    // Text, bytes, characters and numbers are told apart; which they are is not.
                    let written = literal.to_string();
                    let kind = written.chars().find(|c| !"r#".contains(*c)).unwrap_or('0');
                    text.push(if kind.is_ascii_digit() { '0' } else { kind });
                }
                TokenTree::Ident(name) => {
                    let name = name.to_string();
                    text.push(' ');
                    text.push_str(match identifiers {
                        Identifiers::Kept => &name,
                        Identifiers::Alike => "_",
                    });
                    self.identifiers.insert(name);
                }
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        Delimiter::Parenthesis => ('(', ')'),
                        Delimiter::Brace => ('{', '}'),
                        Delimiter::Bracket => ('[', ']'),
                        Delimiter::None => (' ', ' '),
                    };
                    // Long lines are broken: a comma at the end, and braces around the value of an arm, are only form.
                    let mut inner = String::new();
                    self.walk(group.stream(), identifiers, &mut inner);
                    let inner = inner.strip_suffix(',').unwrap_or(&inner);
                    if open == '{' && text.ends_with("=>") && !inner.contains(';') {
                        text.push_str(inner);
                        text.push(',');
                    } else {
                        text.push(open);
                        text.push_str(inner);
                        text.push(close);
                    }
                }
            }
        }
    }
}
