//! `formats.rs`: the types of other crates that the configuration has chosen for formats, made fit for members.
//!
//! Whatever has `FromStr` and `Display` can be read and written as text. Date-times of chrono and of time have another
//! `Display` than RFC 3339, so they get a type around them; that is real Rust in `formats/`, compiled where it is copied
//! to.

use std::cell::RefCell;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, Head, Print, features};
use crate::ir::{Api, RustType, Ty};

const CHRONO: &str = include_str!("formats/chrono.rs");
const TIME: &str = include_str!("formats/time.rs");

/// The chosen types that the API uses, each once and in order.
fn used(api: &Api) -> Vec<RustType> {
    let found: RefCell<Vec<RustType>> = RefCell::default();
    let note = |ty: &Ty| {
        if let Ty::Rust(of) = ty
            && !found.borrow().contains(of)
        {
            found.borrow_mut().push(of.clone());
        }
        false
    };
    features::has(api, &note);
    found.into_inner()
}

/// Whether there is any.
pub(crate) fn are_there(cx: &Context<'_>) -> bool {
    !used(cx.api).is_empty()
}

/// The packages that they come from, where that is known, with what `Cargo.toml` says of them.
pub(crate) fn packages(cx: &Context<'_>) -> impl Iterator<Item = (&'static str, &'static str)> {
    used(cx.api).into_iter().filter_map(|ty| match ty {
        RustType::Chrono => Some((
            "chrono",
            r#"{ version = "0.4", default-features = false, features = ["alloc", "std"] }"#,
        )),
        RustType::Time => Some((
            "time",
            r#"{ version = "0.3", default-features = false, features = ["formatting", "parsing", "std"] }"#,
        )),
        RustType::Path(_) => None,
    })
}

/// The type where it is used.
pub(crate) fn ty(of: &RustType) -> TokenStream {
    match of {
        RustType::Chrono | RustType::Time => quote!(crate::formats::DateTime),
        // A configuration is checked to hold nothing but paths.
        RustType::Path(path) => format!("::{path}").parse().unwrap_or_default(),
    }
}

/// The file.
pub(crate) fn module(cx: &Context<'_>, print: Print<'_>) -> Head {
    let mut items = TokenStream::new();
    for of in used(cx.api) {
        let (text, expected) = match &of {
            RustType::Chrono => (
                CHRONO,
                "a date and time with an offset (RFC 3339)".to_owned(),
            ),
            RustType::Time => (TIME, "a date and time with an offset (RFC 3339)".to_owned()),
            RustType::Path(path) => ("", format!("text that is a `{path}`")),
        };
        items.extend(text.parse::<TokenStream>().unwrap_or_default());
        let ty = match of {
            RustType::Chrono | RustType::Time => quote!(DateTime),
            RustType::Path(_) => ty(&of),
        };
        items.extend(quote! { crate::runtime::displayed! { #ty: #expected } });
    }
    print(items);
    Head {
        docs: vec!["Types of other crates, for formats of the API.".to_owned()],
        names_deprecated: false,
        uses: Vec::new(),
    }
}
