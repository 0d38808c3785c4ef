//! Parameters: those of the path item and of the operation merged, each with the way its value is written.

use std::collections::HashSet;

use super::operation::Context;
use super::{Name, path::Piece};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document;
use crate::document::MediaType;
use crate::ir::{Docs, Location, Parameter, ParameterStyle, Setting, Ty};
use crate::ledger::Mark;
use crate::suggest::listed;
use crate::tree::NodeId;

/// Headers that other parts of a description speak of; OpenAPI ignores parameters of these names (3.1, 4.8.12.2).
const SPOKEN_FOR: &[&str] = &["accept", "content-type", "authorization"];

/// A parameter that counts, before its type is known.
struct Declared<'d> {
    view: document::Parameter<'d>,

    name: &'d str,
    location: Location,
}

/// The parameters of an operation: path parameters in the order of the template, then the others as declared.
pub(super) fn parameters(
    cx: &mut Context<'_>,
    item: &document::PathItem<'_>,
    operation: &document::Operation<'_>,
    pieces: &[Piece],
    words: &[String],
) -> Vec<Parameter> {
    let own = declared(cx, operation.parameters());
    let mut all = declared(cx, item.parameters());
    let replaced: HashSet<_> = own.iter().map(|own| (own.name, own.location)).collect();
    all.retain(|shared| !replaced.contains(&(shared.name, shared.location)));
    all.extend(own);

    let place = |parameter: &Declared<'_>| {
        let name = Piece::Name(parameter.name.to_owned());
        pieces.iter().position(|piece| *piece == name)
    };
    let is_declared = |name: &str| {
        let mut declared = all.iter();
        declared.any(|known| known.location == Location::Path && known.name == name)
    };
    let names = pieces.iter().filter_map(|piece| match piece {
        Piece::Name(name) => Some(name.as_str()),
        Piece::Text(_) => None,
    });
    let free: Vec<&str> = names.filter(|name| !is_declared(name)).collect();
    all.retain(|parameter| {
        let is_sent = parameter.location != Location::Path || place(parameter).is_some();
        if !is_sent {
            not_in_template(cx, parameter, &free, pieces);
        }
        is_sent
    });
    all.sort_by_key(|parameter| match parameter.location {
        Location::Path => place(parameter).unwrap_or(usize::MAX),
        Location::Query | Location::Header | Location::Cookie => usize::MAX,
    });
    all.iter()
        .map(|parameter| lower(cx, parameter, words))
        .collect()
}

/// Leaves out declarations that every operation replaces by its own, once all operations are lowered: those of paths,
/// and shared ones that only such declarations refer to.
pub(super) fn leave_out_unused(cx: &Context<'_>) {
    let doc = cx.doc;
    for (_, node) in doc.members_of(doc.root, "paths") {
        for view in document::PathItem::new(doc, node).parameters() {
            leave_out_if_unread(cx, view.place);
        }
    }
    let components = doc.tree.peek(doc.root, "components");
    let shared = components.and_then(|components| doc.tree.peek(components, "parameters"));
    for node in shared
        .into_iter()
        .flat_map(|shared| doc.tree.children(shared))
    {
        // One that nothing refers to is not read at all.
        if doc
            .tree
            .peek(node, "name")
            .is_some_and(|name| doc.tree.mark(name) == Mark::Used)
        {
            leave_out_if_unread(cx, node);
        }
    }
}

fn leave_out_if_unread(cx: &Context<'_>, parameter: NodeId) {
    let tree = &cx.doc.tree;
    let is_unread = |member: &str| {
        let node = tree.peek(parameter, member);
        node.is_some_and(|node| tree.mark(node) == Mark::Unread)
    };
    if (is_unread("schema") || is_unread("content")) && tree.mark(parameter) < Mark::Ignored {
        cx.doc
            .ignore(parameter, "no operation uses this declaration");
    }
}

/// Whether a query parameter of this name is declared, for queries inside path templates.
pub(super) fn is_query(
    item: &document::PathItem<'_>,
    operation: &document::Operation<'_>,
    name: &str,
) -> bool {
    let mut all = item.parameters().into_iter().chain(operation.parameters());
    all.any(|parameter| parameter.location() == Some("query") && parameter.name() == Some(name))
}

/// How many parameters of an operation cannot be read, which has been said: they lead nowhere, or have no name or place.
pub(super) fn unreadable(
    item: &document::PathItem<'_>,
    operation: &document::Operation<'_>,
) -> usize {
    let all = item.parameters().into_iter().chain(operation.parameters());
    all.filter(|view| view.name().is_none_or(str::is_empty) || location(view).is_none())
        .count()
}

/// The parameters of one list that count: named, in a known place, and not said twice.
fn declared<'d>(
    cx: &Context<'d>,
    list: impl IntoIterator<Item = document::Parameter<'d>>,
) -> Vec<Declared<'d>> {
    let mut all: Vec<Declared<'d>> = Vec::new();
    let mut known = HashSet::new();
    for view in list {
        let Some((name, location)) = name_and_location(cx, &view) else {
            continue;
        };
        let is_spoken_for = SPOKEN_FOR
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known));
        if location == Location::Header && is_spoken_for {
            // Wherever it stands: no use of a shared parameter of this name counts.
            for node in [view.place, view.node] {
                cx.doc.ignore(
                    node,
                    "media types and security requirements set this header",
                );
            }
            continue;
        }
        if !known.insert((name, location)) {
            let message = format!("the parameter `{name}` is declared twice in one list");
            let error = Diagnostic::error(codes::DUPLICATE_PARAMETER, view.place, message);
            let help = "remove one of the two";
            cx.doc
                .fault(view.place, error.help(help), "the first one counts");
            continue;
        }
        all.push(Declared {
            view,
            name,
            location,
        });
    }
    all
}

fn name_and_location<'d>(
    cx: &Context<'d>,
    view: &document::Parameter<'d>,
) -> Option<(&'d str, Location)> {
    let location = location(view);
    let name = view.name().filter(|name| !name.is_empty());
    if let (Some(name), Some(location)) = (name, location) {
        return Some((name, location));
    }
    // What leads nowhere, or was met by another operation, has been spoken of.
    if cx.doc.reference(view.node).is_some() || cx.doc.tree.mark(view.node) == Mark::Unsupported {
        return None;
    }
    let is_missing = |member: &str| cx.doc.tree.peek(view.node, member).is_none();
    if is_missing("name") || is_missing("in") {
        cx.doc
            .left_out(view.node, "a parameter has a `name` and an `in`");
        return None;
    }
    let problem = match location {
        Some(_) => "this parameter has no name",
        None => "`in` is none of path, query, header and cookie",
    };
    let written = cx
        .doc
        .tree
        .peek(view.node, "in")
        .filter(|_| location.is_none());
    let near = written
        .and_then(|written| cx.doc.tree.str(written))
        .and_then(|text| {
            cx.doc
                .diagnostics
                .nearest(text, ["path", "query", "header", "cookie"].into_iter())
        });
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "give it a `name`, and say where it is sent with `in`".to_owned(),
    };
    let place = written.unwrap_or(view.node);
    let error = Diagnostic::error(codes::UNSUPPORTED_PARAMETER, place, problem);
    cx.doc
        .fault(view.node, error.help(help), "the parameter is left out");
    None
}

fn location(view: &document::Parameter<'_>) -> Option<Location> {
    Some(match view.location()? {
        "path" => Location::Path,
        "query" => Location::Query,
        "header" => Location::Header,
        "cookie" => Location::Cookie,
        _ => return None,
    })
}

/// Says that the path has no place for a parameter. `free` are names of the path that nothing declares.
fn not_in_template(cx: &Context<'_>, parameter: &Declared<'_>, free: &[&str], pieces: &[Piece]) {
    let name = parameter.name;
    let node = parameter.view.place;
    // A parameter of a path is met once per operation; one warning is enough.
    if cx.doc.tree.mark(node) == Mark::Unsupported {
        return;
    }
    let message = format!("the path has no `{{{name}}}` for this parameter");
    let error = Diagnostic::error(codes::PATH_PARAMETER_MISMATCH, node, message);
    let is_bare = pieces.iter().any(|piece| match piece {
        Piece::Text(text) => text.split('/').any(|step| step == name),
        Piece::Name(_) => false,
    });
    let help = match cx.doc.diagnostics.nearest(name, free.iter().copied()) {
        Some(near) => format!("the path has `{{{near}}}`: one of the two names must be the other"),
        None if is_bare => {
            format!("the path has `{name}` without braces: write `{{{name}}}` there")
        }
        None => "put it into the path, or remove it".to_owned(),
    };
    cx.doc
        .fault(node, error.help(help), "the parameter is left out");
}

fn lower(cx: &mut Context<'_>, declared: &Declared<'_>, words: &[String]) -> Parameter {
    let Declared {
        view,
        name,
        location,
    } = declared;
    let content: Vec<MediaType<'_>> = view.content().collect();
    let schema = view
        .schema()
        .or_else(|| content.first().and_then(MediaType::schema));
    let ty = match schema {
        Some(schema) => {
            let name = type_name(cx, view.node, name, words);
            cx.types.schema(schema, name)
        }
        None => Ty::String,
    };
    let is_json = content.first().is_some_and(|media_type| {
        super::media::family(&media_type.essence()) == super::media::Family::Json
    });
    let (style, ty) = match content.first() {
        Some(_) if is_json => (ParameterStyle::Json, ty),
        Some(_) => (default_style(*location), Ty::String),
        None => (style(cx, view, *location), ty),
    };
    Parameter {
        node: view.node,
        name: (*name).to_owned(),
        location: *location,
        style,
        allow_reserved: view.allow_reserved(),
        required: view.required() || *location == Location::Path,
        setting: setting(cx, view.node, name),
        default: schema.and_then(|schema| cx.types.default(schema)),
        deprecated: view.deprecated(),
        constraints: schema
            .map(|schema| cx.types.constraints(schema))
            .unwrap_or_default(),
        docs: docs(cx, view.node, schema),
        ty,
    }
}

/// What an inline type of a parameter is called: a shared parameter by its own name, another by its operation's.
fn type_name(cx: &Context<'_>, node: NodeId, name: &str, words: &[String]) -> Name {
    match cx.component_name(node, "parameters") {
        Some(component) => Name::new([component, "parameter"]),
        None => Name::new(words.iter().map(String::as_str)).child(name),
    }
}

/// The documentation of a parameter or header; what it does not say itself, its schema may.
pub(super) fn docs(cx: &Context<'_>, node: NodeId, schema: Option<NodeId>) -> Docs {
    let mut docs = cx.types.docs(node);
    if let Some(schema) = schema {
        let of_schema = cx.types.docs(schema);
        docs.description = docs.description.or(of_schema.description);
        docs.example = docs.example.or(of_schema.example);
        docs.unverified = super::docs::joined(docs.unverified, of_schema.unverified);
    }
    docs
}

/// `style` and `explode`, with OpenAPI's defaults.
fn style(cx: &Context<'_>, view: &document::Parameter<'_>, location: Location) -> ParameterStyle {
    let explode = view.explode();
    let Some((written, node)) = view.style() else {
        return exploded(default_style(location), explode);
    };
    // `cookie` is `form`: see `named_style`.
    let name = if written == "cookie" { "form" } else { written };
    let fits = styles(location).contains(&name);
    match named_style(written, explode).filter(|_| fits) {
        Some(style) => style,
        None => {
            let default = exploded(default_style(location), explode);
            let message = format!("`style: {written}` is not for parameters in this place");
            let error = Diagnostic::error(codes::UNSUPPORTED_PARAMETER, node, message);
            let help = match styles(location) {
                [only] => format!("here it is `{only}`"),
                all => format!("here it is one of {}", listed(all.iter().copied())),
            };
            cx.doc
                .fault(node, error.help(help), "the default of the place is used");
            default
        }
    }
}

/// The style of this name; `None` where OpenAPI has none.
pub(super) fn named_style(name: &str, explode: Option<bool>) -> Option<ParameterStyle> {
    let explode_or = |default: bool| explode.unwrap_or(default);
    Some(match name {
        "simple" => ParameterStyle::Simple {
            explode: explode_or(false),
        },
        "label" => ParameterStyle::Label {
            explode: explode_or(false),
        },
        "matrix" => ParameterStyle::Matrix {
            explode: explode_or(false),
        },
        // `cookie`, of OpenAPI 3.2, differs from `form` in how several values are parted.
        "form" | "cookie" => ParameterStyle::Form {
            explode: explode_or(true),
        },
        "spaceDelimited" => ParameterStyle::SpaceDelimited {
            explode: explode_or(false),
        },
        "pipeDelimited" => ParameterStyle::PipeDelimited {
            explode: explode_or(false),
        },
        "deepObject" => ParameterStyle::DeepObject,
        _ => return None,
    })
}

fn default_style(location: Location) -> ParameterStyle {
    match location {
        Location::Path | Location::Header => ParameterStyle::Simple { explode: false },
        Location::Query | Location::Cookie => ParameterStyle::Form { explode: true },
    }
}

fn exploded(style: ParameterStyle, explode: Option<bool>) -> ParameterStyle {
    match (style, explode) {
        (ParameterStyle::Simple { .. }, Some(explode)) => ParameterStyle::Simple { explode },
        (ParameterStyle::Form { .. }, Some(explode)) => ParameterStyle::Form { explode },
        _ => style,
    }
}

/// The names of the styles that OpenAPI allows in a place (3.1, 4.8.12.3).
fn styles(location: Location) -> &'static [&'static str] {
    match location {
        Location::Path => &["simple", "label", "matrix"],
        Location::Header => &["simple"],
        Location::Query => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        Location::Cookie => &["form"],
    }
}

/// `x-client-setting: true`: the value is given once, at the client.
fn setting(cx: &mut Context<'_>, node: NodeId, name: &str) -> Option<usize> {
    if !cx.flag(node, "x-client-setting") {
        return None;
    }
    if let Some(known) = cx.settings.iter().position(|setting| setting.name == name) {
        return Some(known);
    }
    let docs = cx.types.docs(node);
    cx.settings.push(Setting {
        node,
        name: name.to_owned(),
        docs,
    });
    Some(cx.settings.len() - 1)
}
