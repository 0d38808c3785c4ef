//! A group of operations: the handle with a method for each, and the calls they begin.

use quote::quote;

use super::docs::{self, Doc};
use super::operation::base::Base;
use super::operation::{self, Named};
use super::uses::{Place, Uses};
use super::{Context, Head, Print, features, ty};
use crate::ir::Group;
use crate::names::reserved;

/// `api/mod.rs`
pub(crate) fn root(cx: &Context<'_>, print: Print<'_>) -> Head {
    let modules = (0..cx.api.groups.len()).map(|index| {
        let names = cx.names.group(index);
        let module = &names.module;
        let feature = cx.features.of_group(&names.feature);
        quote! { #feature pub mod #module; }
    });
    print(quote! { #(#modules)* });
    Head {
        docs: vec!["The operations of the API, a module for each group of them.".to_owned()],
        names_deprecated: false,
        uses: Vec::new(),
    }
}

/// The file of a group.
pub(crate) fn module(cx: &Context<'_>, index: usize, print: Print<'_>) -> Head {
    let Some(group) = cx.api.groups.get(index) else {
        return root(cx, print);
    };
    let names = cx.names.group(index);
    let handle = &names.handle;
    let taken = reserved::IN_OPERATIONS.iter().map(|&name| name.to_owned());
    let uses = Uses::new(Place::Elsewhere, taken.chain([handle.as_str().to_owned()]));
    let client = uses.runtime("Client");
    let operations = || group.operations.iter().map(|id| Named::new(cx, *id));
    let methods = operations().map(|named| operation::methods(cx, &uses, named));
    let accessor = &names.accessor;
    let doc = doc(group);
    print(quote! {
        #doc
        #[derive(Clone, Copy, Debug)]
        pub struct #handle<'c> {
            client: &'c #client,
        }

        impl #client {
            #doc
            #[inline]
            #[must_use]
            pub fn #accessor(&self) -> #handle<'_> {
                #handle { client: self }
            }
        }

        impl #handle<'_> {
            #(#methods)*
        }
    });
    let all: Vec<Base> = operations().map(|named| Base::of(cx, named)).collect();
    let base = Base::common(&all);
    if let Some(base) = &base {
        print(base.constant(&uses));
    }
    for (named, said) in operations().zip(&all) {
        let rest = said.rest(&uses, base.as_ref());
        print(operation::items(cx, &uses, handle.plain(), named, &rest));
    }
    let requests = operations().map(|named| &named.names.request);
    print(quote! {
        /// A type for each operation, which tells its calls from others'.
        mod operation {
            #(pub enum #requests {})*
        }
    });
    Head {
        docs: doc.into_lines(),
        names_deprecated: names_deprecated(cx, group),
        uses: uses.into_groups(),
    }
}

fn names_deprecated(cx: &Context<'_>, group: &Group) -> bool {
    let operations = group.operations.iter().map(|id| cx.api.operation(*id));
    let mut named = operations.flat_map(features::named_by_operation);
    named.any(|id| ty::is_deprecated(cx, id))
}

fn doc(group: &Group) -> Doc {
    let mut doc = Doc::new(docs::MEMBER);
    doc.describe(&group.docs);
    if doc.is_empty() {
        doc.line(&match &group.tag {
            Some(tag) => format!(
                "Operations of {}.",
                docs::text::code_span(&docs::text::line(tag))
            ),
            None => "Operations that the description puts into no group.".to_owned(),
        });
    }
    doc
}
