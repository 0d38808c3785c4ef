//! Servers that a client can use: absolute URLs, with their variables.

use indexmap::IndexMap;

use super::operation::Context;
use super::path::{self, Piece};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::{self, PathItem};
use crate::ir::{Server, ServerVariable};
use crate::ledger::Mark;

const LEFT_OUT: &str = "the server is left out, and the caller gives a base URL";

/// The servers of the document.
pub(super) fn servers(cx: &Context<'_>) -> Vec<Server> {
    usable(cx, document::Server::all(cx.doc))
}

/// The path of the document's first server, where it is relative and more than the root.
pub(super) fn path(cx: &Context<'_>) -> Option<String> {
    let first = document::Server::all(cx.doc).next()?;
    let url = first.url()?.trim();
    let says_more = url.contains(|char: char| !matches!(char, '/' | '.'));
    (is_relative(url) && says_more).then(|| url.to_owned())
}

/// The servers that can be used. The first is the one that calls go to unless the caller chooses another; where it cannot be
/// used, no other takes its place: that would get credentials which are not meant for it.
fn usable<'d>(
    cx: &Context<'d>,
    views: impl IntoIterator<Item = document::Server<'d>>,
) -> Vec<Server> {
    let mut views = views.into_iter();
    let Some(first) = views.next().and_then(|first| server(cx, &first)) else {
        for other in views {
            cx.doc.ignore(
                other.node,
                "the first server cannot be used, and no other takes its place; the caller gives a base URL",
            );
        }
        return Vec::new();
    };
    let others = views.filter_map(|view| server(cx, &view));
    std::iter::once(first).chain(others).collect()
}

/// The servers of an operation or its path, where they are others than the document's.
pub(super) fn own(
    cx: &Context<'_>,
    item: &PathItem<'_>,
    operation: &document::Operation<'_>,
) -> Vec<Server> {
    let mut own = usable(cx, operation.servers());
    if own.is_empty() {
        own = usable(cx, item.servers());
    }
    if own.is_empty() {
        let first = operation.servers().next();
        if let Some(first) = first.or_else(|| item.servers().into_iter().next()) {
            warn_of_relative(cx, &first);
        }
    }
    let same = own
        .iter()
        .zip(&cx.servers)
        .all(|(own, all)| own.url == all.url);
    if same && own.len() == cx.servers.len() {
        Vec::new()
    } else {
        own
    }
}

/// Says that calls do not go where a relative server of their own would have them go, unless it is the document's, too.
fn warn_of_relative(cx: &Context<'_>, own: &document::Server<'_>) {
    let Some(url) = own.url().map(str::trim).filter(|url| is_relative(url)) else {
        return;
    };
    let ends = |base: &str| {
        base.trim_end_matches('/')
            .ends_with(url.trim_end_matches('/'))
    };
    let of_document = document::Server::all(cx.doc).next();
    if of_document.and_then(|first| first.url()).is_some_and(ends) {
        return;
    }
    let message =
        format!("the server `{url}` of this operation is relative to a place that is not known");
    let help = "calls go to the client's base URL, unless `base_url` of the call gives another; write the whole URL";
    let warning = Diagnostic::warning(codes::BAD_SERVER, own.node, message);
    cx.doc.diagnostics.push(warning.help(help));
}

/// Leaves out servers of a path of which every operation has its own, once all operations are lowered.
pub(super) fn leave_out_unused(cx: &Context<'_>) {
    let doc = cx.doc;
    for (_, node) in doc.members_of(doc.root, "paths") {
        for view in PathItem::new(doc, node).servers() {
            let url = doc.tree.peek(view.node, "url");
            let is_unread = url.is_some_and(|url| doc.tree.mark(url) == Mark::Unread);
            if is_unread && doc.tree.mark(view.node) < Mark::Ignored {
                doc.ignore(
                    view.node,
                    "every operation of the path has servers of its own",
                );
            }
        }
    }
}

fn server(cx: &Context<'_>, view: &document::Server<'_>) -> Option<Server> {
    let url = view.url()?.trim();
    if is_relative(url) {
        cx.doc.ignore(
            view.node,
            "a relative URL says nothing without the document's own; the caller gives a base URL",
        );
        return None;
    }
    let described: IndexMap<&str, document::ServerVariable<'_>> = view.variables().collect();
    let mut variables: IndexMap<String, ServerVariable> = IndexMap::new();
    let mut plain = String::new();
    let mut filled = String::new();
    for piece in path::pieces(url) {
        match piece {
            Piece::Text(text) => {
                plain.push_str(&text);
                filled.push_str(&text);
            }
            Piece::Name(name) => {
                let Some(described) = described.get(&*name) else {
                    let message = format!("the variable `{{{name}}}` is not described");
                    let error = Diagnostic::error(codes::BAD_SERVER, view.node, message);
                    let help =
                        format!("add `{name}: {{default: ...}}` to the `variables` of the server");
                    cx.doc.fault(view.node, error.help(help), LEFT_OUT);
                    return None;
                };
                let Some(variable) = variable(cx, described, &name) else {
                    // That its `default` is missing, or is no text, has been said.
                    let reason = "a variable has no default; the caller gives a base URL";
                    cx.doc.left_out(view.node, reason);
                    return None;
                };
                plain.push_str(&variable.default);
                filled.push('x');
                variables.entry(name).or_insert(variable);
            }
        }
    }
    for (name, variable) in &described {
        if !variables.contains_key(*name) {
            cx.doc.ignore(variable.node, "the URL has no such variable");
        }
    }
    // A default may be a placeholder such as `<your account>`, which the caller replaces.
    if !is_usable(&plain) && !is_usable(&filled) {
        let message = format!("`{url}` is no URL of HTTP");
        let error = Diagnostic::error(codes::BAD_SERVER, view.node, message)
            .help("write one that starts with `https://`, or with `/`");
        match is_url(&filled) {
            // That is allowed, and of no use to a client of HTTP.
            true => cx.doc.unsupported(view.node, error.read_as(LEFT_OUT)),
            false => cx.doc.fault(view.node, error, LEFT_OUT),
        }
        return None;
    }
    let docs = cx.types.docs(view.node);
    Some(Server {
        node: view.node,
        url: url.to_owned(),
        docs,
        variables: variables.into_values().collect(),
    })
}

/// A variable with its default, or the first value it may have.
fn variable(
    cx: &Context<'_>,
    variable: &document::ServerVariable<'_>,
    name: &str,
) -> Option<ServerVariable> {
    let values = variable.values();
    Some(ServerVariable {
        name: name.to_owned(),
        default: variable.default().or_else(|| values.first().cloned())?,
        values,
        docs: cx.types.docs(variable.node),
    })
}

fn is_relative(url: &str) -> bool {
    url.is_empty() || url.starts_with('/') || url.starts_with('.')
}

/// Whether the text has only characters that a URL may have (RFC 3986), or that authors need not escape.
fn is_url(url: &str) -> bool {
    !url.contains(|char: char| {
        char.is_whitespace() || char.is_control() || "<>{}|\\^`\"".contains(char)
    })
}

fn is_usable(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    let after = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"));
    let host = after
        .and_then(|after| after.split(['/', '?', '#']).next())
        .unwrap_or_default();
    !host.is_empty()
        && !host.contains(|char: char| {
            char.is_whitespace() || matches!(char, '<' | '>' | '{' | '}' | '@')
        })
}

#[cfg(test)]
mod tests {
    use super::is_usable;

    #[test]
    fn urls_with_a_host_are_usable() {
        for url in [
            "https://example.com",
            "http://localhost:8080/v1",
            "HTTPS://[::1]/",
        ] {
            assert!(is_usable(url), "{url}");
        }
        for url in [
            "https://",
            "https:///v1",
            "<host>",
            "ftp://example.com",
            "example.com",
            "https://<host>/v1",
        ] {
            assert!(!is_usable(url), "{url}");
        }
    }
}
