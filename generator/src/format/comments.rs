//! Doc comments: emitted as one attribute each, printed as a line each.
//!
//! Parsing an attribute costs about as much as parsing a function's signature, and comments are a third of a crate.

use proc_macro2::{Ident, Span};
use syn::token::Bracket;
use syn::{
    AttrStyle, Attribute, Expr, ExprLit, Fields, ImplItem, Item, Lit, LitStr, Meta, MetaNameValue,
    Token,
};

/// Splits the doc comments of an item and of its members into lines.
pub(super) fn split(item: &mut Item) {
    match item {
        Item::Struct(of) => {
            split_attributes(&mut of.attrs);
            split_fields(&mut of.fields);
        }
        Item::Enum(of) => {
            split_attributes(&mut of.attrs);
            for variant in &mut of.variants {
                split_attributes(&mut variant.attrs);
            }
        }
        Item::Impl(of) => {
            for member in &mut of.items {
                if let ImplItem::Fn(function) = member {
                    split_attributes(&mut function.attrs);
                }
            }
        }
        Item::Type(of) => split_attributes(&mut of.attrs),
        _ => {}
    }
}

fn split_fields(fields: &mut Fields) {
    if let Fields::Named(named) = fields {
        for field in &mut named.named {
            split_attributes(&mut field.attrs);
        }
    }
}

fn split_attributes(attributes: &mut Vec<Attribute>) {
    if !attributes
        .iter()
        .any(|attribute| text(attribute).is_some_and(|text| text.contains('\n')))
    {
        return;
    }
    let whole = std::mem::take(attributes);
    for attribute in whole {
        match text(&attribute) {
            Some(text) => attributes.extend(text.split('\n').map(comment)),
            None => attributes.push(attribute),
        }
    }
}

/// The text of a doc comment.
fn text(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(of) = &attribute.meta else {
        return None;
    };
    match &of.value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) if of.path.is_ident("doc") => Some(text.value()),
        _ => None,
    }
}

/// `#[doc = "line"]`
fn comment(line: &str) -> Attribute {
    let span = Span::call_site();
    Attribute {
        pound_token: <Token![#]>::default(),
        style: AttrStyle::Outer,
        bracket_token: Bracket::default(),
        meta: Meta::NameValue(MetaNameValue {
            path: Ident::new("doc", span).into(),
            eq_token: <Token![=]>::default(),
            value: Expr::Lit(ExprLit {
                attrs: Vec::new(),
                lit: Lit::Str(LitStr::new(line, span)),
            }),
        }),
    }
}
