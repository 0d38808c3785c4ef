//! Which warnings are kept, dropped or made errors.
//!
//! In: what the caller says for all of a document, and `x-allow` in the document for one place and what is below it.
//! Errors cannot be allowed: there is nothing sound behind them.

use std::collections::HashMap;

use crate::codes;
use crate::diagnostic::{Code, Diagnostic, Part, Place, Severity};
use crate::document::Document;
use crate::manual;
use crate::resolve::pointer;
use crate::suggest::Suggestions;
use crate::tree::NodeId;

/// What the caller says about warnings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// Warnings that are not said, wherever they are.
    pub allow: Vec<Code>,
    /// Warnings that are not said at a JSON Pointer of the description and below it.
    pub allow_at: Vec<(String, Code)>,
    /// Warnings that are errors. What is allowed, anywhere, is not among them.
    pub deny: Vec<Code>,
    /// Whether all warnings are errors.
    pub deny_all: bool,
}

/// The extension that allows warnings at its object and below: `x-allow: [E0061]`.
pub(crate) const EXTENSION: &str = "x-allow";

/// Applies the levels to what was said about a document. To be done once, when all of it has been said.
pub(crate) fn apply(document: &Document, levels: &Levels) {
    let allowed = Allowed::of(document, levels);
    document.diagnostics.retain(|diagnostic| {
        if diagnostic.severity == Severity::Error {
            return true;
        }
        if allowed.holds(document, diagnostic) {
            return false;
        }
        if levels.deny_all || levels.deny.contains(&diagnostic.code) {
            diagnostic.severity = Severity::Error;
        }
        true
    });
}

/// What is allowed, and where.
struct Allowed<'l> {
    everywhere: &'l [Code],
    at: HashMap<NodeId, Vec<Code>>,
    /// For nodes of files without a tree, nothing is allowed.
    is_read: bool,
}

impl<'l> Allowed<'l> {
    fn of(document: &Document, levels: &'l Levels) -> Self {
        let mut at: HashMap<NodeId, Vec<Code>> = HashMap::new();
        for (pointer, code) in &levels.allow_at {
            match document.tree.find(document.root, pointer) {
                Some(node) => at.entry(node).or_default().push(*code),
                None => say_nowhere(document, pointer),
            }
        }
        for extension in document.tree.members_called(0, EXTENSION) {
            // Elsewhere it is data, such as a part of an example.
            let object = document.tree.parent(extension);
            let Some(object) = object.filter(|&object| document.shape(object).is_some()) else {
                continue;
            };
            at.entry(object)
                .or_default()
                .extend(codes_in(document, extension));
        }
        Self {
            everywhere: &levels.allow,
            at,
            is_read: !document.tree.is_empty(),
        }
    }

    fn holds(&self, document: &Document, diagnostic: &Diagnostic) -> bool {
        if self.everywhere.contains(&diagnostic.code) {
            return true;
        }
        let Place::Node(node, _) = diagnostic.place else {
            return false;
        };
        if self.at.is_empty() || !self.is_read {
            return false;
        }
        let around = |&at: &NodeId| document.tree.parent_as_written(at);
        let around = std::iter::successors(Some(document.tree.as_written(node)), around);
        around
            .filter_map(|at| self.at.get(&at))
            .any(|codes| codes.contains(&diagnostic.code))
    }
}

/// The codes that an `x-allow` names. What is none is an error.
fn codes_in(document: &Document, extension: NodeId) -> Vec<Code> {
    let tree = &document.tree;
    let say = |node, message: String, help: String| {
        let error = Diagnostic::error(codes::BAD_EXTENSION, node, message);
        document.diagnostics.push(error.help(help));
    };
    // The whole extension is read here.
    tree.get(tree.parent(extension).unwrap_or(extension), EXTENSION);
    if !tree.is_array(extension) {
        let message = format!("`{EXTENSION}` is a list of codes");
        say(extension, message, format!("write `{EXTENSION}: [E0061]`"));
        return Vec::new();
    }
    let mut found = Vec::new();
    for item in tree.items(extension) {
        let text = tree.str(item).unwrap_or_default();
        match codes::parse(text) {
            Some(code) => found.push(code),
            None => say(
                item,
                format!("`{text}` is no code of a diagnostic"),
                unknown(text),
            ),
        }
    }
    found
}

/// What to say to somebody who wrote a code that is none.
pub fn unknown(text: &str) -> String {
    // Without its letter or its zeros.
    let number = text.strip_prefix(['E', 'e']).unwrap_or(text).parse();
    let meant = number
        .ok()
        .map(Code)
        .filter(|code| manual::page(*code).is_some());
    if let Some(code) = meant {
        return format!("did you mean `{code}`?");
    }
    let all: Vec<String> = codes::ALL
        .iter()
        .map(|(code, _)| code.to_string())
        .collect();
    match Suggestions::default().nearest(text, all.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`? `cargo xtask explain` lists all codes"),
        None => "a code is written as in `E0061`; `cargo xtask explain` lists all".to_owned(),
    }
}

fn say_nowhere(document: &Document, pointer: &str) {
    let message = format!("warnings are allowed at `{pointer}`, and nothing is there");
    let place = document.configured(&["warnings", "allow-at"], pointer, Part::Name);
    let severity = Severity::Warning;
    let code = codes::BAD_CONFIGURATION;
    let warning = Diagnostic::new(severity, code, place, message);
    let fragment = pointer.strip_prefix('#').unwrap_or(pointer);
    let missing = pointer::missing(document, document.root, "", fragment);
    document.diagnostics.push(warning.help(missing.way_out()));
}

#[cfg(test)]
mod tests {
    use super::Levels;
    use crate::codes;
    use crate::diagnostic::{Code, Severity};
    use crate::{Options, describe};

    const TEXT: &str = "\
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    get: {operationId: a, respones: {}, responses: {'204': {description: D}}}
  /b:
    get: {operationId: b, respones: {}, responses: {'204': {description: D}}}
";

    #[track_caller]
    fn check(text: &str, levels: Levels, expected: &[(Severity, Code, usize)]) {
        let options = Options {
            levels,
            ..Options::default()
        };
        let read = |_: &str| Err("none".to_owned());
        let document = match describe("a.yaml", text.into(), &read, &options) {
            Ok(described) => described.document,
            Err(rejected) => *rejected.0,
        };
        let found: Vec<_> = document
            .diagnostics
            .iter()
            .map(|one| {
                let span = document.sources.span(&document.tree, one.place);
                let line = span.map_or(0, |span| document.sources.line_column(0, span.start).0);
                (one.severity, one.code, line)
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    const WARNING: (Severity, Code) = (Severity::Warning, codes::UNKNOWN_MEMBER);

    #[test]
    fn warnings_are_kept_dropped_or_made_errors() {
        let both = [(WARNING.0, WARNING.1, 5), (WARNING.0, WARNING.1, 7)];
        check(TEXT, Levels::default(), &both);
        let allow = Levels {
            allow: vec![codes::UNKNOWN_MEMBER],
            deny_all: true,
            ..Levels::default()
        };
        check(TEXT, allow, &[]);
        let errors = both.map(|(_, code, line)| (Severity::Error, code, line));
        for deny in [
            Levels {
                deny: vec![codes::UNKNOWN_MEMBER],
                ..Levels::default()
            },
            Levels {
                deny_all: true,
                ..Levels::default()
            },
        ] {
            check(TEXT, deny, &errors);
        }
        let other = Levels {
            deny: vec![codes::BAD_SERVER],
            allow: vec![codes::BAD_STATUS],
            ..Levels::default()
        };
        check(TEXT, other, &both);
    }

    #[test]
    fn warnings_are_allowed_at_one_place() {
        let text = TEXT.replace("  /b:\n", "  /b:\n    x-allow: [E0042]\n");
        check(&text, Levels::default(), &[(WARNING.0, WARNING.1, 5)]);
        let at = Levels {
            allow_at: vec![("/paths/~1a/get".to_owned(), codes::UNKNOWN_MEMBER)],
            ..Levels::default()
        };
        check(TEXT, at, &[(WARNING.0, WARNING.1, 7)]);
    }

    #[test]
    fn codes_that_are_none_are_errors() {
        for (allow, line) in [("[E42]", 5), ("[E0042, what]", 5), ("E0042", 5)] {
            let text = TEXT.replace(
                "operationId: a,",
                &format!("operationId: a, x-allow: {allow},"),
            );
            let options = Options::default();
            let read = |_: &str| Err("none".to_owned());
            let rejected = describe("a.yaml", text.into(), &read, &options);
            let is_said = rejected.is_err_and(|rejected| {
                let document = rejected.0;
                document.diagnostics.iter().any(|one| {
                    let span = document.sources.span(&document.tree, one.place);
                    let at = span.map_or(0, |span| document.sources.line_column(0, span.start).0);
                    (one.code, at) == (codes::BAD_EXTENSION, line)
                })
            });
            assert!(is_said, "{allow}");
        }
    }
}
