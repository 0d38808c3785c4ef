//! What is left of a crate's Rust when documentation is taken out and literals are made alike: its syntax tree.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;

use crate::run::Ran;

/// The syntax tree of a crate.
#[derive(Debug, PartialEq, Eq)]
pub struct Skeleton {
    /// Its items, sorted, because names decide their order.
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
    pub fn of(ran: &Ran, identifiers: Identifiers) -> Self {
        let mut skeleton = Self {
            items: Vec::new(),
            identifiers: BTreeSet::new(),
        };
        for file in ran.rust() {
            let parsed = syn::parse_file(&file.text).expect("every file is Rust");
            for item in parsed.items {
                let mut text = String::new();
                skeleton.walk(item.to_token_stream(), identifiers, &mut text);
                skeleton.items.push(text);
            }
        }
        skeleton.items.sort();
        skeleton
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
                TokenTree::Punct(sign) => text.push(sign.as_char()),
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
                    text.push(open);
                    self.walk(group.stream(), identifiers, text);
                    text.push(close);
                }
            }
        }
    }
}
