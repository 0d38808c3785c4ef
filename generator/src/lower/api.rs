//! The assembly: a document becomes an [`Api`].

use super::operation::{self, Context};
use super::prune::{self, Keep};
use super::select::{self, Selection};
use super::{Lowering, envelope, group, made_up, recursion, security, server, share, webhook};
use crate::document::{self, Document};
use crate::ir::{Api, Chosen, Info};

/// Lowers a document, or the part of it that is wanted. What cannot be expressed is said in the document's diagnostics.
pub fn lower(doc: &Document, wanted: &Selection) -> Api {
    let mut cx = Context::new(Lowering::new(doc));
    let security_schemes = security::schemes(&mut cx);
    cx.servers = server::servers(&cx);
    let server_path = server::path(&cx);
    cx.envelope = envelope::envelope(&cx);
    let operations = operation::operations(&mut cx);
    let mut operations = select::select(doc, operations, wanted);
    let mut webhooks = webhook::webhooks(&mut cx, &operations, wanted);
    let groups = group::groups(&cx, &operations);
    let info = info(&cx);
    let types = cx.types.finish(&operations, &webhooks);
    let keep = if wanted.is_everything() {
        Keep::Components { but: &cx.wrappers }
    } else {
        Keep::UsedOnly
    };
    let mut types = prune::prune(types, &mut operations, &mut webhooks, &keep);
    share::share(&mut types);
    made_up::note(&mut types);
    recursion::note_boxes(&mut types);
    Api {
        info,
        groups,
        servers: cx.servers,
        server_path,
        security_schemes,
        settings: cx.settings,
        types,
        operations,
        webhooks,
        envelope: cx.envelope,
        chosen: Chosen::default(),
    }
}

fn info(cx: &Context<'_>) -> Info {
    let Some(view) = document::Info::of(cx.doc) else {
        return Info::default();
    };
    let text = |member| view.text(member).map(str::to_owned);
    let contact = view.contact().into_iter().map(str::to_owned);
    Info {
        title: text("title").unwrap_or_default(),
        version: text("version").unwrap_or_default(),
        docs: cx.types.docs(view.node),
        license: view.license().map(str::to_owned),
        contact: contact.collect(),
        terms: text("termsOfService"),
    }
}
