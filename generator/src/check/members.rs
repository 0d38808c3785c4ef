//! Members that must be there, and members that nobody knows.

use std::cell::LazyCell;
use std::collections::HashSet;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::shape::{Kind, Rest, Weight};
use crate::document::{Document, METHODS};
use crate::ledger::Mark;
use crate::tree::NodeId;

/// Compares the members of an object with those that the specification names.
pub(super) fn check(document: &Document, object: NodeId, kind: Kind) {
    let is_reference = document.reference(object).is_some();
    // What a reference stands for is checked where it is.
    if !is_reference {
        check_missing(document, object, kind);
    }
    let referred_into = LazyCell::new(|| referred_into(document));
    for member in document.tree.children(object) {
        let Some(name) = document.tree.name(member) else {
            continue;
        };
        let is_known = kind.member(name).is_some()
            || name.starts_with("x-")
            // By which `resolve` has read something: `consumes`, `produces`.
            || document.tree.mark(member) == Mark::Used
            || is_reference && matches!(name, "$ref" | "summary" | "description");
        if is_known {
            continue;
        }
        if kind == Kind::OpenApi && referred_into.contains(&member) {
            document.tree.set_mark(member, Mark::Used);
        } else {
            say_unknown(document, member, name, kind);
        }
    }
}

fn check_missing(document: &Document, object: NodeId, kind: Kind) {
    let version = document.tree.peek(document.root, "openapi");
    let version = version.and_then(|version| document.tree.str(version));
    let is_new = version.is_some_and(|version| version.starts_with("3.2"));
    for member in kind.members() {
        if matches!(member.weight, Weight::May | Weight::Prose)
            || document.tree.peek(object, member.name).is_some()
            // Which has been said, with what it is read as.
            || (kind, member.name) == (Kind::OpenApi, "openapi")
            // OpenAPI 3.2 no longer asks for it.
            || (kind, member.name) == (Kind::Response, "description") && is_new
        {
            continue;
        }
        let message = format!("{} has no member `{}`", kind.title(), member.name);
        let pointer = format!("{}/{}", document.tree.pointer(object), member.name);
        let is_in_main_file = document.sources.file_of(object) == 0;
        let taken_out = document.taken_out(&pointer).filter(|_| is_in_main_file);
        let help = match near_miss(document, object, kind, member.name) {
            _ if let Some(place) = taken_out => {
                format!("the overlay takes it out at {place}: correct that target")
            }
            Some(slip) => format!("is `{slip}` meant to be it?"),
            None => format!(
                "add `{}`; the specification requires it",
                example(member.name)
            ),
        };
        let error = Diagnostic::error(codes::MISSING_MEMBER, object, message);
        let reading = without(kind, member.name);
        document.slip(error.at_name().help(help), reading);
    }
}

/// A parameter that is of no type: it must have one of two members. That of Swagger 2.0 has its type in it, and the like of
/// what has no name is left out; both have been spoken of.
pub(super) fn check_parameter(document: &Document, parameter: NodeId) {
    let has = |name: &str| document.tree.peek(parameter, name).is_some();
    if ["schema", "content", "type", "$ref"].into_iter().any(has) || !(has("name") && has("in")) {
        return;
    }
    let message = "a Parameter Object has neither `schema` nor `content`";
    let help = match near_miss(document, parameter, Kind::Parameter, "schema") {
        Some(slip) => format!("is `{slip}` meant to be `schema`?"),
        None => "add `schema: {type: string}`, or what else it is".to_owned(),
    };
    let error = Diagnostic::error(codes::MISSING_MEMBER, parameter, message);
    document.slip(error.at_name().help(help), "it is read as text");
}

/// A member of `content` that has no media type for its name.
pub(super) fn check_media_type(document: &Document, media_type: NodeId) {
    let tree = &document.tree;
    let around = tree.parent(media_type).and_then(|map| tree.name(map));
    let Some(name) = tree.name(media_type) else {
        return;
    };
    if around != Some("content") || name.contains('/') {
        return;
    }
    let message = format!("`{name}` is no media type");
    let help = match Kind::MediaType.member(name) {
        Some(_) => format!("put a media type around it: `application/json: {{{name}: ...}}`"),
        None => "write one, such as `application/json`".to_owned(),
    };
    let warning = Diagnostic::warning(codes::UNKNOWN_MEMBER, media_type, message).at_name();
    let help = format!("{help}; it is read as the name of one");
    document.diagnostics.push(warning.help(help));
}

/// A member as it might be written, where its name alone does not say so.
fn example(name: &str) -> &str {
    match name {
        "info" => "info: {title: My API, version: '1'}",
        "in" => "in: query",
        "responses" => "responses: {'200': {description: OK}}",
        other => other,
    }
}

/// How an object is read without a member that it must have.
fn without(kind: Kind, name: &str) -> &'static str {
    match (kind, name) {
        (Kind::Parameter, _) => "it is read as if it were not there",
        (Kind::OpenApi, "info") => "the client is named after the file",
        (Kind::ServerVariable, "default") => {
            "the first value of its `enum` is taken, or else the server is left out"
        }
        _ => "it is read without it",
    }
}

/// An unknown member whose name is nearly the one that is missing.
fn near_miss<'d>(
    document: &'d Document,
    object: NodeId,
    kind: Kind,
    missing: &str,
) -> Option<&'d str> {
    let names = document
        .tree
        .children(object)
        .filter_map(|child| document.tree.name(child));
    document
        .diagnostics
        .nearest(missing, names.filter(|name| kind.member(name).is_none()))
}

fn say_unknown(document: &Document, member: NodeId, name: &str, kind: Kind) {
    if let Rest::Each(_) = kind.rest() {
        return;
    }
    let message = format!("{} has no member `{name}` in OpenAPI", kind.title());
    let known = kind.members().iter().map(|member| member.name);
    let help = match document.diagnostics.nearest(name, known) {
        Some(near) => format!("did you mean `{near}`? It is read as if it were not there"),
        None => "it is read as if it were not there; names of your own start with `x-`".to_owned(),
    };
    let diagnostic = Diagnostic::warning(codes::UNKNOWN_MEMBER, member, message);
    document.unsupported(member, diagnostic.at_name().help(help));
}

/// The nodes that references lead to and all that these are inside of: so `definitions`, as JSON Schema and Swagger 2.0 have
/// them, are found to be of use.
fn referred_into(document: &Document) -> HashSet<NodeId> {
    let mut found = HashSet::new();
    for &target in document.targets.values() {
        let mut at = Some(target);
        // What has been found once has its parents beside it.
        while let Some(node) = at.filter(|&node| found.insert(node)) {
            at = document.tree.parent(node);
        }
    }
    found
}

/// Paths are appended to the URL of a server, so they must start with a slash.
pub(super) fn check_slashes(document: &mut Document, paths: NodeId) {
    let tree = &document.tree;
    let slips: Vec<(NodeId, String)> = tree
        .children(paths)
        .filter_map(|path| Some((path, tree.name(path)?)))
        .filter(|(_, name)| !name.starts_with('/') && !name.starts_with("x-"))
        .map(|(path, name)| (path, format!("/{name}")))
        .collect();
    for (path, name) in slips {
        let message = format!(
            "the path `{}` does not start with `/`",
            name.trim_start_matches('/')
        );
        let diagnostic = Diagnostic::error(codes::UNKNOWN_MEMBER, path, message)
            .at_name()
            .help("write `/` in front of it");
        let twin = document.tree.peek(paths, &name);
        if twin.is_some_and(|twin| may_share_operation(document, path, twin)) {
            let reading = format!("it is left out, because `{name}` is there as well");
            document.fault(path, diagnostic, &reading);
            document.tree.keep_written(path);
            document.tree.unlink(path);
        } else {
            document.slip(diagnostic, &format!("it is read as `{name}`"));
            document.tree.rename(path, &name);
        }
    }
}

/// Whether two path items may have an operation with the same method.
fn may_share_operation(document: &Document, path: NodeId, twin: NodeId) -> bool {
    let tree = &document.tree;
    let has = |item, name| tree.peek(item, name).is_some();
    has(path, "$ref")
        || has(twin, "$ref")
        || METHODS
            .iter()
            .any(|method| has(path, method) && has(twin, method))
}

/// A description must describe something.
pub(super) fn check_contents(document: &Document) {
    let root = document.root;
    let has = |name| document.tree.peek(root, name).is_some();
    if !["paths", "components", "webhooks"].into_iter().any(has) {
        let message = "the description has no `paths`, no `components` and no `webhooks`";
        let names = document
            .tree
            .children(root)
            .filter_map(|child| document.tree.name(child));
        let help = match document.diagnostics.nearest("paths", names) {
            Some(slip) => format!("is `{slip}` meant to be `paths`?"),
            None => "add `paths: {}` at least".to_owned(),
        };
        let error = Diagnostic::error(codes::MISSING_MEMBER, root, message);
        document.diagnostics.push(error.help(help));
        return;
    }
    let describes = |name: &str| {
        let object = document.tree.peek(root, name);
        let mut members = object.into_iter().flat_map(|it| document.tree.children(it));
        members.any(|it| {
            !document
                .tree
                .name(it)
                .is_some_and(|name| name.starts_with("x-"))
        })
    };
    if let Some(paths) = document.tree.peek(root, "paths")
        && !["paths", "components", "webhooks"]
            .into_iter()
            .any(describes)
    {
        let message = "`paths` is empty, and nothing else is described";
        let warning = Diagnostic::warning(codes::NOTHING_DESCRIBED, paths, message).at_name();
        let help = "the crate has no operations and no types; is it the right file?";
        document.diagnostics.push(warning.help(help));
    }
}
