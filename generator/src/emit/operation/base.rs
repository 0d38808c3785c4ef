//! What the operations of a group have in common, said once.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use proc_macro2::TokenStream;
use quote::quote;

use super::Named;
use super::description::{accept, schemes, scopes};
use crate::emit::uses::{Uses, ident};
use crate::emit::{Context, client};
use crate::ir::{Server, ServerVariable};
use crate::names::reserved::BASE;

/// What operations of an API mostly say alike: how success is wrapped, what security they ask for, what they read, where they
/// are sent.
///
/// The default is what the runtime's `Operation::NEW` says.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Base<'a> {
    is_enveloped: bool,
    security: Vec<Vec<&'a str>>,
    scopes: Vec<&'a str>,
    accept: String,
    servers: Servers<'a>,
}

impl<'a> Base<'a> {
    /// What one operation says.
    pub(crate) fn of(cx: &Context<'a>, named: Named<'a>) -> Self {
        let operation = named.operation;
        Self {
            is_enveloped: operation.is_enveloped,
            security: schemes(cx, &operation.security),
            scopes: scopes(cx, operation),
            accept: accept(operation),
            servers: Servers(&operation.servers),
        }
    }

    /// What most of a group's operations say, if that is not what every operation starts from.
    pub(crate) fn common(all: &[Self]) -> Option<Self> {
        let base = Self {
            is_enveloped: most_frequent(all.iter().map(|said| &said.is_enveloped)),
            security: most_frequent(all.iter().map(|said| &said.security)),
            scopes: most_frequent(all.iter().map(|said| &said.scopes)),
            accept: most_frequent(all.iter().map(|said| &said.accept)),
            servers: most_frequent(all.iter().map(|said| &said.servers)),
        };
        (base != Self::default()).then_some(base)
    }

    /// `const BASE: Operation = ...;`
    pub(crate) fn constant(&self, uses: &Uses) -> TokenStream {
        let operation = uses.runtime("Operation");
        let base = ident(BASE);
        let rest = self.rest(uses, None);
        quote! {
            /// What most of these operations have in common.
            const #base: #operation = #operation { #rest };
        }
    }

    /// How a struct expression of the runtime's `Operation` ends: with the fields that are not as in `base`, or in what every
    /// operation starts from, and with that.
    pub(crate) fn rest(&self, uses: &Uses, base: Option<&Self>) -> TokenStream {
        match base {
            Some(base) => {
                let (fields, base) = (self.fields(uses, base), ident(BASE));
                quote!(#fields ..#base)
            }
            None => {
                let fields = self.fields(uses, &Self::default());
                let operation = uses.runtime("Operation");
                quote!(#fields ..#operation::NEW)
            }
        }
    }

    /// The fields of the runtime's `Operation` that are not as in `base`.
    fn fields(&self, uses: &Uses, base: &Self) -> TokenStream {
        let Self {
            is_enveloped,
            security,
            scopes,
            accept,
            servers,
        } = self;
        let envelope = (*is_enveloped != base.is_enveloped).then(|| match is_enveloped {
            true => {
                let envelope = uses.path("crate::client", "ENVELOPE");
                quote!(envelope: Some(&#envelope),)
            }
            false => quote!(envelope: None,),
        });
        let security =
            (*security != base.security).then(|| quote!(security: &[#(&[#(#security),*]),*],));
        let scopes = (*scopes != base.scopes).then(|| quote!(scopes: &[#(#scopes),*],));
        let accept = (*accept != base.accept).then(|| quote!(accept: #accept,));
        let servers = (*servers != base.servers).then(|| {
            let servers = servers.0.iter().map(|server| client::server(uses, server));
            quote!(servers: &[#(#servers),*],)
        });
        quote!(#envelope #security #scopes #accept #servers)
    }
}

/// Servers, which are the same where the runtime is told the same of them.
#[derive(Clone, Copy, Debug, Default)]
struct Servers<'a>(&'a [Server]);

/// Of a server: the name, default and values of a variable.
type Variable<'a> = (&'a str, &'a str, &'a [String]);

impl<'a> Servers<'a> {
    fn told(&self) -> impl Iterator<Item = (&'a str, Vec<Variable<'a>>)> {
        let variable = |of: &'a ServerVariable| (&*of.name, &*of.default, &*of.values);
        let told = move |of: &'a Server| (&*of.url, of.variables.iter().map(variable).collect());
        self.0.iter().map(told)
    }
}

impl PartialEq for Servers<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.told().eq(other.told())
    }
}

impl Eq for Servers<'_> {}

impl Hash for Servers<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.told().for_each(|server| server.hash(state));
    }
}

/// The value that occurs most often, the first of several such; the default where none occurs twice.
fn most_frequent<'v, T: Clone + Default + Eq + Hash + 'v>(
    values: impl Iterator<Item = &'v T> + Clone,
) -> T {
    let mut counts: HashMap<&T, usize> = HashMap::new();
    for value in values.clone() {
        *counts.entry(value).or_default() += 1;
    }
    let most = counts.values().copied().max().unwrap_or_default();
    let mut values = values.filter(|value| counts.get(value) == Some(&most));
    match values.next() {
        Some(value) if most > 1 => value.clone(),
        _ => T::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::most_frequent;

    #[test]
    fn what_most_say_is_common_and_what_one_says_is_not() {
        let table: [(&[&str], &str); 5] = [
            (&["a", "b", "b"], "b"),
            (&["b", "a", "a", "b"], "b"),
            (&["a", "b"], ""),
            (&["", "", "a"], ""),
            (&[], ""),
        ];
        for (values, expected) in table {
            assert_eq!(most_frequent(values.iter()), expected, "{values:?}");
        }
    }
}
