//! Security schemes, and the alternatives of them that operations accept.

use super::operation::Context;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::{Flow, SecurityRequirement, SecurityScheme};
use crate::ir::{self, Audience, Location, Requirement, SecuritySchemeId, SecuritySchemeKind};
use crate::suggest::listed;
use crate::tree::NodeId;

/// The schemes of the document, and its own `security` into the context.
pub(super) fn schemes(cx: &mut Context<'_>) -> Vec<ir::SecurityScheme> {
    let mut schemes = Vec::new();
    for (name, view) in SecurityScheme::all(cx.doc) {
        cx.schemes
            .insert(name.to_owned(), SecuritySchemeId(schemes.len() as u32));
        schemes.push(ir::SecurityScheme {
            node: view.node,
            name: name.to_owned(),
            kind: kind(cx, &view),
            docs: docs(cx, &view),
        });
    }
    if let Some(own) = SecurityRequirement::list(cx.doc, cx.doc.root) {
        cx.security = alternatives(cx, &own);
    }
    schemes
}

/// The documentation of a scheme; what is unverified of its flow is unverified of it.
fn docs(cx: &Context<'_>, view: &SecurityScheme<'_>) -> ir::Docs {
    let mut docs = cx.types.docs(view.node);
    if let Some(flow) = view.flow("clientCredentials") {
        let of_flow = cx.types.docs(flow.node).unverified;
        docs.unverified = super::docs::joined(docs.unverified, of_flow);
    }
    docs
}

/// What `security` says: alternatives, each a set of schemes. One that names an unknown scheme cannot be met and is
/// left out; where no other is left, that would take the credentials from the call.
pub(super) fn alternatives(
    cx: &Context<'_>,
    list: &[SecurityRequirement<'_>],
) -> Vec<Vec<Requirement>> {
    let mut alternatives = Vec::new();
    let mut unknown = Vec::new();
    for requirement in list {
        let mut schemes = Some(Vec::new());
        for (name, node, scopes) in requirement.schemes() {
            match cx.schemes.get(name) {
                Some(&scheme) => {
                    if let Some(schemes) = &mut schemes {
                        schemes.push(Requirement { scheme, scopes });
                    }
                }
                None => {
                    unknown.push((node, name));
                    schemes = None;
                }
            }
        }
        alternatives.extend(schemes.filter(|schemes| !alternatives.contains(schemes)));
    }
    for (node, name) in unknown {
        say_unknown(cx, node, name, alternatives.is_empty());
    }
    alternatives
}

fn say_unknown(cx: &Context<'_>, node: NodeId, name: &str, is_all: bool) {
    // In document order: of two that are equally near, the first is suggested.
    let known = SecurityScheme::all(cx.doc);
    let way_out = match cx
        .doc
        .diagnostics
        .nearest(name, known.iter().map(|(known, _)| *known))
    {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => {
            "declare the scheme under `components.securitySchemes`".to_owned()
        }
        None => {
            let known: Vec<String> = known
                .iter()
                .take(5)
                .map(|(known, _)| format!("`{known}`"))
                .collect();
            format!(
                "declare the scheme under `components.securitySchemes`, which has {}",
                known.join(", ")
            )
        }
    };
    let message = format!("there is no security scheme `{name}`");
    let error = Diagnostic::error(codes::BAD_SECURITY, node, message).at_name();
    let reading = match is_all {
        true => "the operation is called without credentials",
        false => "the requirement is left out",
    };
    cx.doc.fault(node, error.help(way_out), reading);
}

const KINDS: &[&str] = &["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"];

fn kind(cx: &Context<'_>, view: &SecurityScheme<'_>) -> SecuritySchemeKind {
    let kind = view.text("type").unwrap_or_default();
    match kind {
        "apiKey" => api_key(cx, view),
        "http" => http(view),
        "oauth2" => oauth2(cx, view),
        // The caller comes by the token: the flow is between the user's browser and the provider.
        "openIdConnect" => {
            ignore(cx, view.node, "openIdConnectUrl");
            SecuritySchemeKind::Bearer
        }
        "mutualTLS" => SecuritySchemeKind::MutualTls,
        _ => {
            let message = format!("`type: {kind}` is none that OpenAPI knows");
            let help = match cx.doc.diagnostics.nearest(kind, KINDS.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write one of {}", listed(KINDS.iter().copied())),
            };
            inexpressible(cx, view, "type", message, &help)
        }
    }
}

fn api_key(cx: &Context<'_>, view: &SecurityScheme<'_>) -> SecuritySchemeKind {
    let location = match view.text("in") {
        Some("header") => Location::Header,
        Some("query") => Location::Query,
        Some("cookie") => Location::Cookie,
        _ => {
            let message = "`in` is none of header, query and cookie".to_owned();
            return inexpressible(cx, view, "in", message, "say where the key is sent");
        }
    };
    match view.text("name") {
        Some(name) if !name.is_empty() => SecuritySchemeKind::ApiKey {
            location,
            name: name.to_owned(),
        },
        _ => {
            let message = "this API key has no `name`".to_owned();
            let help = "say what the header, the parameter or the cookie is called";
            inexpressible(cx, view, "name", message, help)
        }
    }
}

/// Schemes of HTTP are compared without regard to case (RFC 9110, 11.1).
fn http(view: &SecurityScheme<'_>) -> SecuritySchemeKind {
    let scheme = view.text("scheme").unwrap_or("Bearer");
    match scheme.to_ascii_lowercase().as_str() {
        "basic" => SecuritySchemeKind::Basic,
        "bearer" => SecuritySchemeKind::Bearer,
        _ => SecuritySchemeKind::Authorization {
            scheme: scheme.to_owned(),
        },
    }
}

fn oauth2(cx: &Context<'_>, view: &SecurityScheme<'_>) -> SecuritySchemeKind {
    for (name, flow) in view.flows() {
        if name != "clientCredentials" {
            cx.doc.ignore(
                flow.node,
                "a user takes part in this flow; the caller gives the token it ends with",
            );
        }
    }
    let Some(flow) = view.flow("clientCredentials") else {
        return SecuritySchemeKind::Bearer;
    };
    SecuritySchemeKind::ClientCredentials {
        token_url: token_url(cx, &flow),
        scopes: flow.scopes(),
        audience: audience(cx, &[flow.node, view.node]),
    }
}

/// A token URL that can be used as it is: absolute, and confirmed.
fn token_url(cx: &Context<'_>, flow: &Flow<'_>) -> Option<String> {
    let url = flow.token_url()?;
    let is_absolute = ["https://", "http://"]
        .iter()
        .any(|scheme| url.starts_with(scheme));
    let is_confirmed = cx.doc.tree.get(flow.node, "x-unverified").is_none();
    (is_absolute && is_confirmed).then(|| url.to_owned())
}

/// `x-audience`, at the flow or its scheme: `required` or `optional`.
fn audience(cx: &Context<'_>, places: &[NodeId]) -> Audience {
    let Some(node) = places
        .iter()
        .find_map(|&place| cx.doc.tree.get(place, "x-audience"))
    else {
        return Audience::None;
    };
    match cx.doc.tree.str(node) {
        Some("required") => Audience::Required,
        Some("optional") => Audience::Optional,
        _ => {
            cx.bad_extension(
                node,
                "`x-audience` is neither `required` nor `optional`",
                "write one of the two",
            );
            Audience::None
        }
    }
}

/// A scheme that is not as OpenAPI has them: the caller gives the whole `Authorization` header.
fn inexpressible(
    cx: &Context<'_>,
    view: &SecurityScheme<'_>,
    member: &str,
    problem: String,
    way_out: &str,
) -> SecuritySchemeKind {
    let place = cx.doc.tree.peek(view.node, member).unwrap_or(view.node);
    let error = Diagnostic::error(codes::BAD_SECURITY, place, problem).help(way_out);
    let reading = "the caller gives the whole `Authorization` header";
    match view.text("type") {
        Some(_) => cx.doc.fault(view.node, error, reading),
        // Which has been said.
        None => cx.doc.left_out(view.node, reading),
    }
    SecuritySchemeKind::Authorization {
        scheme: String::new(),
    }
}

fn ignore(cx: &Context<'_>, node: NodeId, member: &str) {
    if let Some(member) = cx.doc.tree.get(node, member) {
        cx.doc
            .ignore(member, "the caller gives the token; nothing is discovered");
    }
}
