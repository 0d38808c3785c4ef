//! From the IR and its names to the files of the crate, as tokens; a file per construct.
//!
//! In: [`Api`], [`Names`], [`Crate`]. Out: a plan of files, each of which [`module`] turns into tokens when it is its
//! turn. Tokens cannot cross threads, so `format` asks for a file's tokens on the thread that prints them. Only text
//! that changes with the description is made here; the rest of the crate is `runtime`.

mod alias;
mod client;
mod constant;
pub(crate) mod docs;
mod enum_;
mod features;
mod front_page;
mod group;
mod lib_rs;
mod manifest;
mod models_mod;
mod operation;
mod readme;
mod runtime;
mod setters;
mod struct_;
#[cfg(test)]
mod tests;
mod ty;
mod union;
mod uses;
mod webhooks;

use proc_macro2::TokenStream;

use crate::ir::{Api, Type, TypeId, TypeKind};
use crate::names::Names;
use docs::Doc;
use features::Features;
use uses::{Place, Uses};

/// What the caller decides about the crate.
#[derive(Clone, Debug)]
pub struct Crate {
    /// The name of the package.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its license, as an SPDX expression; `None` leaves it out.
    pub license: Option<String>,
    /// What the header of each file calls the description: its path as the user knows it.
    pub source: String,
    /// Whether the crate is to be a workspace of its own, as it must be below the folder of another.
    pub standalone: bool,
}

/// What every emitter needs.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    pub(crate) api: &'a Api,
    pub(crate) names: &'a Names,
    pub(crate) krate: &'a Crate,
    pub(crate) features: &'a Features,
}

/// A file of the crate.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Its path in the crate, with `/`.
    pub path: String,
    /// What is in it.
    pub content: Content,
}

/// What is in a file.
#[derive(Clone, Debug)]
pub enum Content {
    /// Text that is ready.
    Text(String),
    /// Text that no description changes.
    Fixed(&'static str),
    /// Rust, still to be emitted.
    Rust(Part),
}

/// A part of the crate that is a file of its own.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// `lib.rs`
    Crate,
    /// `client.rs`: what the description says about the client as a whole.
    Client,
    /// `models/mod.rs`
    Models,
    /// A model.
    Model(TypeId),
    /// `api/mod.rs`
    Groups,
    /// A group of operations, by its index.
    Group(usize),
    /// `webhooks.rs`
    Webhooks,
}

/// A Rust file in the making.
#[derive(Debug)]
pub struct Module {
    /// Lines of the file's own documentation.
    pub docs: Vec<String>,
    /// Whether it names items that the description deprecates.
    pub names_deprecated: bool,
    /// `use` lines, in groups.
    pub uses: Vec<TokenStream>,
    /// Everything else.
    pub items: TokenStream,
}

/// Plans which groups and models stand behind Cargo features.
pub fn features(api: &Api, names: &Names) -> Features {
    features::plan(api, names)
}

impl<'a> Context<'a> {
    /// Everything that emission needs.
    pub fn new(api: &'a Api, names: &'a Names, krate: &'a Crate, features: &'a Features) -> Self {
        Self {
            api,
            names,
            krate,
            features,
        }
    }
}

/// All files of the crate, in order of their paths.
pub fn plan(cx: &Context<'_>) -> Vec<Planned> {
    let mut files = vec![
        planned("Cargo.toml", Content::Text(manifest::manifest(cx))),
        planned("README.md", Content::Text(readme::readme(cx))),
        planned("src/lib.rs", Content::Rust(Part::Crate)),
        planned("src/client.rs", Content::Rust(Part::Client)),
        planned("src/models/mod.rs", Content::Rust(Part::Models)),
        planned("src/api/mod.rs", Content::Rust(Part::Groups)),
    ];
    if webhooks::are_there(cx) {
        files.push(planned("src/webhooks.rs", Content::Rust(Part::Webhooks)));
    }
    for index in 0..cx.api.groups.len() {
        let path = format!("src/api/{}.rs", cx.names.group(index).module.plain());
        files.push(planned(path, Content::Rust(Part::Group(index))));
    }
    for id in type_ids(cx.api) {
        let path = format!("src/models/{}.rs", cx.names.ty(id).module.plain());
        files.push(planned(path, Content::Rust(Part::Model(id))));
    }
    for (path, text) in runtime::FILES {
        files.push(planned(format!("src/runtime/{path}"), Content::Fixed(text)));
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

fn planned(path: impl Into<String>, content: Content) -> Planned {
    Planned {
        path: path.into(),
        content,
    }
}

/// The ids of all types, in order.
pub(crate) fn type_ids(api: &Api) -> impl Iterator<Item = TypeId> + use<> {
    (0..api.types.len() as u32).map(TypeId)
}

/// The tokens of a file.
pub fn module(cx: &Context<'_>, part: Part) -> Module {
    match part {
        Part::Crate => lib_rs::module(cx),
        Part::Client => client::module(cx),
        Part::Models => models_mod::module(cx),
        Part::Model(id) => model(cx, id),
        Part::Groups => group::root(cx),
        Part::Group(index) => group::module(cx, index),
        Part::Webhooks => webhooks::module(cx),
    }
}

fn model(cx: &Context<'_>, id: TypeId) -> Module {
    let uses = Uses::new(Place::Model, []);
    let ty = cx.api.ty(id);
    let items = match &ty.kind {
        TypeKind::Struct(of) => struct_::struct_(cx, &uses, id, ty, of),
        TypeKind::Enum(of) => enum_::enum_(cx, &uses, id, ty, of),
        TypeKind::Union(of) => union::union(cx, &uses, id, ty, of),
        TypeKind::Alias(of) => alias::alias(cx, &uses, id, ty, of),
    };
    // A model that contains itself needs no import of itself.
    uses.forget("super", cx.names.ty(id).name.as_str());
    Module {
        docs: Vec::new(),
        names_deprecated: names_deprecated(cx, ty),
        uses: uses.into_groups(),
        items,
    }
}

/// Whether the file of a type names anything that is deprecated: itself, its members, or types of theirs.
fn names_deprecated(cx: &Context<'_>, ty: &Type) -> bool {
    let is_member = match &ty.kind {
        TypeKind::Struct(of) => of.fields.iter().any(|field| field.deprecated),
        TypeKind::Enum(of) => of.variants.iter().any(|variant| variant.deprecated),
        TypeKind::Union(_) | TypeKind::Alias(_) => false,
    };
    ty.deprecated
        || is_member
        || features::named_by(ty)
            .iter()
            .any(|id| cx.api.ty(*id).deprecated)
}

/// What is said of a type.
pub(crate) fn type_doc(ty: &Type) -> Doc {
    let mut doc = Doc::new(docs::ITEM);
    doc.describe(&ty.docs);
    if doc.is_empty() {
        let words = docs::text::line(&ty.name.join(" "));
        doc.line(&match (ty.is_component, ty.name.as_slice()) {
            (true, _) | (false, []) => format!("The schema {}.", docs::text::code_span(&words)),
            (false, [_]) => docs::text::code_span(&words),
            (false, [.., last]) => {
                let owner = ty
                    .name
                    .split_last()
                    .map(|(_, owner)| owner.join(" "))
                    .unwrap_or_default();
                let owner = docs::text::line(&owner);
                format!(
                    "{} of {}.",
                    docs::text::code_span(last),
                    docs::text::code_span(&owner)
                )
            }
        });
    }
    doc.example(&ty.docs);
    doc.doubt(&ty.docs);
    doc
}
