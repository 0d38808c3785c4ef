//! From the text of an overlay to its actions. What is not as the specification has it is said here.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::load::{self, Limits};
use crate::overlay::Overlay;
use crate::tree::{NodeId, Value};

/// One action of an overlay.
pub(super) struct Action {
    /// The action as a whole.
    pub(super) node: NodeId,
    /// The expression that selects what it is about.
    pub(super) target: NodeId,
    /// What it does to that.
    pub(super) change: Change,
}

/// What an action does.
#[derive(Clone, Copy)]
pub(super) enum Change {
    /// Takes it out.
    Remove,
    /// Merges this into it.
    Update(NodeId),
    /// Neither is written, which has been said.
    Nothing,
}

const OVERLAY: &[&str] = &["overlay", "info", "extends", "actions"];
const INFO: &[&str] = &["title", "version", "description"];
const ACTION: &[&str] = &["target", "description", "update", "remove"];

/// The actions of an overlay in order; as far as they are sound.
pub(super) fn read(document: &mut Document, overlay: &Overlay, limits: &Limits) -> Vec<Action> {
    let Some(root) = load::load_overlay(document, &overlay.path, overlay.bytes.clone(), limits)
    else {
        return Vec::new();
    };
    let reader = Reader { document };
    if !document.tree.is_object(root) {
        let help = "write its members, each with its name";
        reader.refuse(root, "an overlay is an object", help);
        return Vec::new();
    }
    if !reader.version(root) {
        return Vec::new();
    }
    reader.known(root, OVERLAY, "an overlay");
    reader.info(root);
    reader.extends(root);
    reader.actions(root)
}

struct Reader<'d> {
    document: &'d Document,
}

impl Reader<'_> {
    /// Says what is wrong with a part of an overlay; the others are carried out, to find what is wrong with them and
    /// behind them.
    fn error(&self, node: NodeId, message: impl Into<String>, help: impl Into<String>) {
        let error = Diagnostic::error(codes::BAD_OVERLAY, node, message).help(help);
        self.document.diagnostics.push(error.with_reading());
    }

    /// Says why none of an overlay can be carried out. What is behind it is another description than the one that is
    /// meant.
    fn refuse(&self, node: NodeId, message: impl Into<String>, help: impl Into<String>) {
        let error = Diagnostic::error(codes::BAD_OVERLAY, node, message).help(help);
        self.document.diagnostics.push(error);
    }

    fn is_object(&self, node: NodeId, what: &str) -> bool {
        let is_object = self.document.tree.is_object(node);
        if !is_object {
            let message = format!("{what} is an object");
            self.error(node, message, "write its members, each with its name");
        }
        is_object
    }

    /// Whether this is an overlay at all.
    fn version(&self, root: NodeId) -> bool {
        let tree = &self.document.tree;
        let Some(version) = tree.peek(root, "overlay") else {
            let (message, help) = match tree.peek(root, "openapi") {
                Some(_) => (
                    "this is an OpenAPI description, not an overlay",
                    "give the description with --spec, and overlays with --overlay",
                ),
                None => (
                    "the overlay does not say in which version of the specification it is",
                    "add `overlay: 1.0.0` as the first line",
                ),
            };
            self.refuse(root, message, help);
            return tree.peek(root, "openapi").is_none();
        };
        let text = match tree.value(version) {
            Value::String(text) | Value::Number(text) => text,
            _ => "",
        };
        let mut parts = text.split('.');
        match (parts.next(), parts.next()) {
            (Some("1"), Some("0") | None) => {}
            (Some("1"), Some(_)) => {
                let message = format!("Overlay {text} is newer than what the generator knows");
                let warning = Diagnostic::warning(codes::BAD_OVERLAY, version, message);
                let help = "it is read as Overlay 1.0; what is new in it is an error";
                self.document.diagnostics.push(warning.help(help));
            }
            _ => {
                let message = "this is no version of the Overlay specification";
                self.error(version, message, "write `overlay: 1.0.0`");
            }
        }
        true
    }

    /// Says which members nobody knows.
    fn known(&self, node: NodeId, names: &'static [&'static str], what: &str) {
        let tree = &self.document.tree;
        for member in tree.children(node) {
            let name = tree.name(member).unwrap_or_default();
            if names.contains(&name) || name.starts_with("x-") {
                continue;
            }
            let help = match self
                .document
                .diagnostics
                .nearest(name, names.iter().copied())
            {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("its members are {}", list(names)),
            };
            let message = format!("`{name}` is no member of {what}");
            let error = Diagnostic::error(codes::BAD_OVERLAY, member, message).at_name();
            let error = error.help(help).with_reading();
            self.document.diagnostics.push(error);
        }
    }

    fn info(&self, root: NodeId) {
        let tree = &self.document.tree;
        let Some(info) = tree.peek(root, "info") else {
            let help = "add `info: {title: What it is for, version: '1'}`";
            self.error(root, "the overlay has no `info`", help);
            return;
        };
        if !self.is_object(info, "`info`") {
            return;
        }
        self.known(info, INFO, "`info`");
        for name in ["title", "version"] {
            match tree.peek(info, name) {
                Some(node) if tree.str(node).is_some() => {}
                Some(node) => self.error(node, format!("`{name}` is text"), "put it in quotes"),
                None => {
                    let message = format!("`info` has no `{name}`");
                    self.error(info, message, format!("add `{name}`"));
                }
            }
        }
    }

    /// An overlay may say which description it is for. An address says nothing about a file that was downloaded.
    fn extends(&self, root: NodeId) {
        let tree = &self.document.tree;
        let Some(extends) = tree.peek(root, "extends") else {
            return;
        };
        let Some(text) = tree.str(extends) else {
            self.error(extends, "`extends` is a URI reference", "put it in quotes");
            return;
        };
        let last = |path: &str| {
            path.rsplit(['/', '\\'])
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        let path = self.document.sources.path();
        if !text.contains(':') && last(text) != last(path) {
            let message = format!("this overlay is for `{text}`, and the description is `{path}`");
            let warning = Diagnostic::warning(codes::BAD_OVERLAY, extends, message);
            let help = "it is applied all the same; correct `extends`, or leave the overlay out";
            self.document.diagnostics.push(warning.help(help));
        }
    }

    fn actions(&self, root: NodeId) -> Vec<Action> {
        let tree = &self.document.tree;
        let help = "add `actions`, a list of objects with `target` and `update` or `remove`";
        let misspelt = || {
            let names = tree.children(root).filter_map(|member| tree.name(member));
            let near = self.document.diagnostics.nearest("actions", names)?;
            tree.peek(root, near)
        };
        // Where the name is misspelt, that has been said.
        let Some(actions) = tree.peek(root, "actions").or_else(misspelt) else {
            self.refuse(root, "the overlay has no `actions`", help);
            return Vec::new();
        };
        if !tree.is_array(actions) || tree.children(actions).next().is_none() {
            self.refuse(actions, "`actions` is a list of at least one action", help);
            return Vec::new();
        }
        let actions = tree.children(actions);
        actions.filter_map(|node| self.action(node)).collect()
    }

    fn action(&self, node: NodeId) -> Option<Action> {
        if !self.is_object(node, "an action") {
            return None;
        }
        let tree = &self.document.tree;
        self.known(node, ACTION, "an action");
        let Some(target) = tree.peek(node, "target") else {
            let help = "add `target`, a JSONPath expression such as `$.paths['/leads'].get`";
            self.error(node, "the action has no `target`", help);
            return None;
        };
        if tree.str(target).is_none() {
            self.error(
                target,
                "`target` is a JSONPath expression",
                "write `$`, and what it is about",
            );
            return None;
        }
        Some(Action {
            node,
            target,
            change: self.change(node),
        })
    }

    fn change(&self, node: NodeId) -> Change {
        let tree = &self.document.tree;
        let remove = tree.peek(node, "remove");
        if let Some(remove) = remove
            && tree.bool(remove).is_none()
        {
            let message = "`remove` is `true` or `false`";
            self.error(remove, message, "write `remove: true`");
            return Change::Nothing;
        }
        let is_removal = remove.and_then(|remove| tree.bool(remove)) == Some(true);
        match tree.peek(node, "update") {
            _ if is_removal => Change::Remove,
            Some(update) => Change::Update(update),
            None => {
                let warning =
                    Diagnostic::warning(codes::BAD_OVERLAY, node, "the action does nothing");
                let help = "add `update` with what should be there, or `remove: true`";
                self.document.diagnostics.push(warning.help(help));
                Change::Nothing
            }
        }
    }
}

fn list(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
