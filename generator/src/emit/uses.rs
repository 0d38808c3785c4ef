//! The `use` lines of a file: collected while its items are emitted, so that what is imported is what is used.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

/// Where models stand, as seen from the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A file of `models`.
    Model,
    /// Anywhere else.
    Elsewhere,
}

/// What a file imports so far.
#[derive(Debug)]
pub(crate) struct Uses {
    place: Place,
    /// Names that mean something else in this file. Elsewhere than among the models a model of such a name is written with
    /// its module, among them an item of the runtime is.
    taken: BTreeSet<String>,
    paths: RefCell<BTreeMap<&'static str, BTreeSet<String>>>,
}

impl Uses {
    /// Of a file in which nothing is imported yet and the names `taken` mean something else.
    pub(crate) fn new(place: Place, taken: impl IntoIterator<Item = String>) -> Self {
        Self {
            place,
            taken: taken.into_iter().collect(),
            paths: RefCell::default(),
        }
    }

    /// Imports `name` from the module `path`, and gives it.
    pub(crate) fn path(&self, path: &'static str, name: &str) -> Ident {
        let mut paths = self.paths.borrow_mut();
        let names = paths.entry(path).or_default();
        if !names.contains(name) {
            names.insert(name.to_owned());
        }
        ident(name)
    }

    /// Imports an item of the runtime, and gives its name, with its module where a model has the name.
    pub(crate) fn runtime(&self, name: &'static str) -> TokenStream {
        if self.place == Place::Model && self.taken.contains(name) {
            let name = ident(name);
            return quote!(crate::runtime::#name);
        }
        self.path("crate::runtime", name).into_token_stream()
    }

    /// Imports a model, and gives its name, with its module where the name is taken.
    pub(crate) fn model(&self, name: &crate::names::Ident) -> TokenStream {
        match self.place {
            Place::Model => self.path("super", name.as_str()).into_token_stream(),
            Place::Elsewhere if self.taken.contains(name.as_str()) => {
                let models = self.path("crate", "models");
                quote!(#models::#name)
            }
            Place::Elsewhere => self
                .path("crate::models", name.as_str())
                .into_token_stream(),
        }
    }

    /// Takes an import back.
    pub(crate) fn forget(&self, path: &'static str, name: &str) {
        let mut paths = self.paths.borrow_mut();
        if let Some(names) = paths.get_mut(path) {
            names.remove(name);
            if names.is_empty() {
                paths.remove(path);
            }
        }
    }

    /// The lines in groups: the standard library, other crates, this crate.
    pub(crate) fn into_groups(self) -> Vec<TokenStream> {
        let mut groups = [TokenStream::new(), TokenStream::new(), TokenStream::new()];
        let [std, others, own] = &mut groups;
        let mut paths: Vec<_> = self.paths.into_inner().into_iter().collect();
        paths.sort_by_key(|(path, _)| !path.starts_with("super"));
        for (path, names) in paths {
            let group = match path.split("::").next() {
                Some("std") => &mut *std,
                Some("crate" | "super") => &mut *own,
                _ => &mut *others,
            };
            let steps = path.split("::").map(ident);
            let names: Vec<Ident> = names.iter().map(|name| ident(name)).collect();
            group.extend(match names.as_slice() {
                [name] => quote!(use #(#steps::)*#name;),
                names => quote!(use #(#steps::)*{#(#names),*};),
            });
        }
        groups
            .into_iter()
            .filter(|group| !group.is_empty())
            .collect()
    }
}

/// An identifier from text that is one, raw ones written with `r#`.
pub(crate) fn ident(text: &str) -> Ident {
    match text.strip_prefix("r#") {
        Some(plain) => Ident::new_raw(plain, Span::call_site()),
        None => Ident::new(text, Span::call_site()),
    }
}
