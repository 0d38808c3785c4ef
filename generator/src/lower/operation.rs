//! Operations: everything that a call needs to know, from the paths of the document.

use std::collections::{BTreeSet, HashMap};

use indexmap::IndexMap;

use super::path::{self, Piece};
use super::{Lowering, body, envelope, pagination, parameter, response, security, server};
use crate::codes;
use crate::diagnostic::{Diagnostic, Part, Place};
use crate::document::{self, Document, PathItem};
use crate::ir::{
    Constraints, Docs, Envelope, Location, Method, Operation, Parameter, ParameterStyle,
    PathSegment, Requirement, SecuritySchemeId, Server, Setting, Ty, TypeId,
};
use crate::tree::NodeId;

/// What operations have in common while they are lowered.
#[derive(Debug)]
pub(super) struct Context<'d> {
    pub(super) doc: &'d Document,
    /// Schemas, and the types made of them.
    pub(super) types: Lowering<'d>,
    /// Security schemes by their names.
    pub(super) schemes: HashMap<String, SecuritySchemeId>,
    /// The document's `security`.
    pub(super) security: Vec<Vec<Requirement>>,
    /// The document's `servers`.
    pub(super) servers: Vec<Server>,
    /// `x-envelope`
    pub(super) envelope: Option<Envelope>,
    /// What the bodies have of it.
    pub(super) seen: envelope::Seen,
    /// Types that are only there to hold the value of the envelope.
    pub(super) wrappers: BTreeSet<TypeId>,
    /// What `x-client-setting` has named so far.
    pub(super) settings: Vec<Setting>,
    /// OperationIds so far, each with its node.
    ids: HashMap<&'d str, NodeId>,
    /// Names in the path at hand that are no parameters, each with the operations that miss it.
    undeclared: IndexMap<String, Vec<NodeId>>,
}

impl<'d> Context<'d> {
    /// A context without operations.
    pub(super) fn new(types: Lowering<'d>) -> Self {
        Self {
            doc: types.doc,
            types,
            schemes: HashMap::new(),
            security: Vec::new(),
            servers: Vec::new(),
            envelope: None,
            seen: envelope::Seen::default(),
            wrappers: BTreeSet::new(),
            settings: Vec::new(),
            ids: HashMap::new(),
            undeclared: IndexMap::new(),
        }
    }

    /// The key under which a node stands in this member of `components`, if it does.
    pub(super) fn component_name(&self, node: NodeId, member: &str) -> Option<&'d str> {
        let tree = &self.doc.tree;
        let map = tree.parent(node)?;
        let components = tree.parent(map)?;
        let is_there =
            tree.name(map) == Some(member) && tree.name(components) == Some("components");
        is_there.then(|| tree.name(node)).flatten()
    }

    /// An extension of ours that is `true` or not there.
    pub(super) fn flag(&self, node: NodeId, name: &str) -> bool {
        let Some(flag) = self.doc.tree.get(node, name) else {
            return false;
        };
        let value = self.doc.tree.bool(flag);
        if value.is_none() {
            let problem = format!("`{name}` is not a boolean");
            self.bad_extension(flag, problem, "write `true`, or remove it");
        }
        value == Some(true)
    }

    /// Says that an extension of ours is not as documented.
    pub(super) fn bad_extension(
        &self,
        node: NodeId,
        problem: impl Into<String>,
        help: impl Into<String>,
    ) {
        let problem = Diagnostic::error(codes::BAD_EXTENSION, node, problem).help(help);
        let reading = "it is read as if it were not there";
        self.doc.fault(node, problem, reading);
    }
}

/// All operations of `paths`, in document order.
pub(super) fn operations(cx: &mut Context<'_>) -> Vec<Operation> {
    let doc = cx.doc;
    let mut operations = Vec::new();
    for (template, node) in doc.members_of(doc.root, "paths") {
        let item = PathItem::new(doc, node);
        if path::is_unclosed(template) {
            let message = format!("the path `{template}` has a `{{` that is not closed");
            let error = Diagnostic::error(codes::PATH_PARAMETER_MISMATCH, node, message)
                .at_name()
                .help("close it behind the name of the parameter, as in `/orders/{id}`");
            doc.slip(error, "the brace is sent as it is");
        }
        let own = item.operations();
        if own.is_empty() {
            let servers = item.servers().into_iter().map(|server| server.node);
            let parameters = item
                .parameters()
                .into_iter()
                .map(|parameter| parameter.place);
            for node in servers.chain(parameters) {
                doc.ignore(node, "the path has no operations");
            }
        }
        for (name, view) in own {
            if asks_for_too_much(cx, template, &item, &view) {
                continue;
            }
            if let Some(method) = method(cx, name, view.node) {
                operations.push(operation(cx, template, &item, (method, name), &view));
            }
        }
        say_undeclared(cx, template);
    }
    parameter::leave_out_unused(cx);
    server::leave_out_unused(cx);
    envelope::check(cx);
    operations
}

/// How many values an operation may ask for in its path, and how many beside it.
const MOST_ASKED: usize = 500;

/// Whether an operation asks for so many values that it is left out, which is said: in the code each is a step of one
/// expression, and whoever parses that needs stack for all of them.
fn asks_for_too_much(
    cx: &Context<'_>,
    template: &str,
    item: &PathItem<'_>,
    view: &document::Operation<'_>,
) -> bool {
    let pieces = path::pieces(template);
    let in_path = pieces
        .iter()
        .filter(|piece| matches!(piece, Piece::Name(_)))
        .count();
    let all = item.parameters().into_iter().chain(view.parameters());
    let required = all.filter(document::Parameter::required).count();
    // Those of the path are among the required ones.
    if in_path <= MOST_ASKED && required <= in_path + MOST_ASKED {
        return false;
    }
    let message = format!("the operation asks for more than {MOST_ASKED} values");
    let warning = Diagnostic::warning(codes::LIMIT, view.node, message);
    let help = "the operation is left out; ask for so much in a body";
    cx.doc.unsupported(view.node, warning.at_name().help(help));
    true
}

fn operation<'d>(
    cx: &mut Context<'d>,
    template: &str,
    item: &PathItem<'d>,
    (method, name): (Method, &str),
    view: &document::Operation<'d>,
) -> Operation {
    note_id(cx, view);
    let words = path::operation_words(name, template, view);
    let pieces = path::pieces(template);
    let pieces =
        path::without_query_parameters(pieces, |name| parameter::is_query(item, view, name));
    let mut parameters = parameter::parameters(cx, item, view, &pieces, &words);
    let unreadable = parameter::unreadable(item, view);
    let path = segments(cx, view.node, pieces, &mut parameters, unreadable);
    let body = body::body(cx, view, &words);
    let idempotency_key = idempotency_key(cx, &mut parameters);
    let (mut success, errors) = response::responses(cx, view, &method, &words);
    let is_enveloped = envelope::unwrap(cx, &mut success);
    let pagination = pagination::pagination(cx, view.node, &parameters, &success);
    Operation {
        node: view.node,
        operation_id: view.id().map(str::to_owned),
        name: words,
        method,
        template: template.to_owned(),
        path,
        body,
        success,
        is_enveloped,
        errors,
        security: match view.security() {
            Some(own) => security::alternatives(cx, &own),
            None => cx.security.clone(),
        },
        servers: server::own(cx, item, view),
        deprecated: view.deprecated(),
        pagination,
        idempotency_key,
        docs: docs(cx, item, view),
        parameters,
    }
}

/// The method of an operation; `None` where HTTP could not carry its name, which is said.
fn method(cx: &Context<'_>, name: &str, node: NodeId) -> Option<Method> {
    if let Some(method) = known_method(name) {
        return Some(method);
    }
    let is_new = !cx
        .doc
        .tree
        .get_str(cx.doc.root, "openapi")
        .is_some_and(|version| version.starts_with("3.2"));
    if is_new {
        let message = format!("OpenAPI has operations with the method `{name}` only since 3.2");
        let error = Diagnostic::error(codes::UNKNOWN_MEMBER, node, message).at_name();
        let help = "say `openapi: 3.2.0`";
        cx.doc
            .slip(error.help(help), "it is kept as an operation all the same");
    }
    if name == "query" {
        return Some(Method::Query);
    }
    if is_token(name) {
        return Some(Method::Other(name.to_owned()));
    }
    let message = format!("HTTP has no method `{name}`");
    let error = Diagnostic::error(codes::UNKNOWN_MEMBER, node, message).at_name();
    let help = "a method is made of letters, digits and some signs, without spaces";
    cx.doc
        .fault(node, error.help(help), "the operation is left out");
    None
}

/// Whether a name is a token (RFC 9110, 5.6.2), as names of methods and headers are.
pub(super) fn is_token(name: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_sign)
}

/// The methods that every version of OpenAPI has. Those of HTTP are in capitals, and so they are written among
/// `additionalOperations` by mistake.
fn known_method(name: &str) -> Option<Method> {
    Some(match name.to_ascii_lowercase().as_str() {
        "get" => Method::Get,
        "put" => Method::Put,
        "post" => Method::Post,
        "delete" => Method::Delete,
        "options" => Method::Options,
        "head" => Method::Head,
        "patch" => Method::Patch,
        "trace" => Method::Trace,
        _ => return None,
    })
}

/// Remembers an operationId; two operations must not share one (OpenAPI 3.1, 4.8.10).
fn note_id<'d>(cx: &mut Context<'d>, view: &document::Operation<'d>) {
    let (Some(id), Some(node)) = (view.id(), view.id_node()) else {
        return;
    };
    let Some(first) = cx.ids.insert(id, node) else {
        return;
    };
    cx.ids.insert(id, first);
    // A path item may stand under two paths.
    if first == node {
        return;
    }
    let place = Place::Node(first, Part::Value);
    let first = cx.doc.sources.describe(&cx.doc.tree, place);
    let error = Diagnostic::error(
        codes::DUPLICATE_OPERATION_ID,
        node,
        format!("the operationId `{id}` is taken"),
    )
    .label(format!("first at {first}"))
    .help("give each operation an operationId of its own");
    let reading = "both operations are kept, and the later gets a name of its own";
    cx.doc.fault(node, error, reading);
}

/// The template in parts. Every name must be a path parameter; one that is not declared is added. Nothing is said of as
/// many as there are unreadable parameters: those are them, and have been spoken of.
fn segments(
    cx: &mut Context<'_>,
    node: NodeId,
    pieces: Vec<Piece>,
    parameters: &mut Vec<Parameter>,
    mut unreadable: usize,
) -> Vec<PathSegment> {
    // Arguments stand in the order of the path: how many are in their places.
    let mut placed = 0;
    let mut segments = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let name = match piece {
            Piece::Text(text) => {
                segments.push(PathSegment::Text(text));
                continue;
            }
            Piece::Name(name) => name,
        };
        let is_it =
            |parameter: &Parameter| parameter.location == Location::Path && parameter.name == name;
        let index = parameters.iter().position(is_it).unwrap_or_else(|| {
            match unreadable.checked_sub(1) {
                Some(left) => unreadable = left,
                None => cx.undeclared.entry(name.clone()).or_default().push(node),
            }
            parameters.insert(placed, undeclared(node, &name));
            placed
        });
        placed = placed.max(index + 1);
        segments.push(PathSegment::Parameter(index));
    }
    segments
}

/// Says which names of a path are not declared: once for all of its operations.
fn say_undeclared(cx: &mut Context<'_>, template: &str) {
    for (name, operations) in std::mem::take(&mut cx.undeclared) {
        let Some((&first, others)) = operations.split_first() else {
            continue;
        };
        let to = match others {
            [] => "the operation or its path",
            _ => "the path",
        };
        let mut error = Diagnostic::error(
            codes::PATH_PARAMETER_MISMATCH,
            first,
            format!("`{{{name}}}` of the path `{template}` is not declared as a parameter"),
        )
        .at_name()
        .help(format!(
            "add `{{name: {name}, in: path, required: true, schema: {{type: string}}}}` to the `parameters` of {to}"
        ));
        for &other in others {
            error = error.note("nor is it at", Place::Node(other, Part::Name));
        }
        cx.doc.slip(error, "it is taken for a required string");
    }
}

/// The parameter that is obviously meant by a name of a path that is not declared.
fn undeclared(node: NodeId, name: &str) -> Parameter {
    Parameter {
        node,
        name: name.to_owned(),
        location: Location::Path,
        style: ParameterStyle::Simple { explode: false },
        allow_reserved: false,
        required: true,
        ty: Ty::String,
        setting: None,
        default: None,
        deprecated: false,
        constraints: Constraints::default(),
        docs: Docs::default(),
    }
}

/// The header for idempotency keys: the one that the IETF draft names, or the one marked `x-idempotency-key`.
///
/// Its value is made for each call, so a caller need not give one, even where the description requires it.
fn idempotency_key(cx: &Context<'_>, parameters: &mut [Parameter]) -> Option<String> {
    let is_key = |parameter: &&mut Parameter| {
        let is_marked = cx.flag(parameter.node, "x-idempotency-key");
        if is_marked && parameter.location != Location::Header {
            let help = "an idempotency key is sent as a header";
            cx.bad_extension(
                parameter.node,
                "`x-idempotency-key` on a parameter that is no header",
                help,
            );
        }
        let is_named = parameter.name.eq_ignore_ascii_case("Idempotency-Key");
        parameter.location == Location::Header && (is_marked || is_named)
    };
    let key = parameters.iter_mut().find(is_key)?;
    key.required = false;
    Some(key.name.clone())
}

fn docs(cx: &Context<'_>, item: &PathItem<'_>, view: &document::Operation<'_>) -> crate::ir::Docs {
    let mut docs = cx.types.docs(view.node);
    docs.summary = docs
        .summary
        .or_else(|| item.text("summary").map(str::to_owned));
    docs.description = docs
        .description
        .or_else(|| item.text("description").map(str::to_owned));
    let of_item = item.text("x-unverified").map(str::to_owned);
    docs.unverified = super::docs::joined(of_item, docs.unverified);
    docs
}
