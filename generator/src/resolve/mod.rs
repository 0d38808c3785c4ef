//! Finds every `$ref` and what it points at, in this file and in others of the description's folder.
//!
//! In: a loaded [`Document`]. Out: the same with `targets` and `shapes` filled, further files loaded as references
//! need them, and an error for each reference that leads nowhere. The walk knows what OpenAPI object stands at every
//! node it comes to, so a `$ref` inside an example, a default or an extension is data and left alone. Rewrites nothing but
//! what is written as in Swagger 2.0 or an older JSON Schema.

mod cycles;
mod files;
mod identifiers;
mod location;
pub(crate) mod pointer;
mod swagger;
#[cfg(test)]
mod tests;
mod walk;

pub use files::NO_SUCH_FILE;

use std::collections::HashMap;

use crate::Options;
use crate::codes;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::document::shape::{Kind, Shape};
use crate::resolve::identifiers::Identifiers;
use crate::resolve::location::locate;
use crate::tree::{NodeId, Value};

/// Hands over the other files of the description's folder. The path is relative to that folder, with `/` between its
/// parts and no `..` in it. The error is what to tell the user.
pub type ReadFile<'f> = dyn Fn(&str) -> Result<Vec<u8>, String> + 'f;

/// Resolves all references of the document. What is wrong with them is in its diagnostics.
pub fn resolve(document: &mut Document, read: &ReadFile<'_>, options: &Options) {
    let root = document.root;
    let mut resolver = Resolver {
        document,
        read,
        options,
        files: HashMap::new(),
        identifiers: Identifiers::default(),
        known: HashMap::new(),
        waiting: Vec::new(),
    };
    let name = resolver
        .document
        .sources
        .path()
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default();
    let name = name.to_owned();
    resolver.files.insert(name, Ok(root));
    resolver.files.insert(String::new(), Ok(root));
    resolver.run(root);
    cycles::break_cycles(document);
    cycles::limit_chains(document, options.limits.reference_chain);
}

/// A `$ref` that was found and is not resolved yet.
struct Waiting {
    /// The object that has it.
    object: NodeId,
    /// The string.
    reference: NodeId,
    /// What is expected at its end.
    shape: &'static Shape,
}

/// Why a reference has no target.
enum Unresolved {
    /// For a reason that the user has been told.
    Said,
    /// Nothing is there, as far as is known by now.
    Nothing,
}

struct Resolver<'a> {
    document: &'a mut Document,
    read: &'a ReadFile<'a>,
    options: &'a Options,
    /// The root of every file that was asked for, by its path in the folder, or why it could not be read. The
    /// description itself stands under its name and under the empty path.
    files: HashMap<String, Result<NodeId, String>>,
    identifiers: Identifiers,
    /// What references of one text in one scope lead to. Large documents repeat few of them often.
    known: HashMap<(NodeId, Box<str>), NodeId>,
    waiting: Vec<Waiting>,
}

impl Resolver<'_> {
    fn run(&mut self, root: NodeId) {
        self.walk(root, &Shape::Object(Kind::OpenApi));
        // References lead to nodes that the walk has not seen, which hold references again. What leads to nothing is
        // tried once more when all others are known, because pointers may lead through references.
        let mut missing: Vec<Waiting> = Vec::new();
        loop {
            let round = std::mem::take(&mut self.waiting);
            let again = round.is_empty();
            let tried = missing.len();
            let round = if again {
                std::mem::take(&mut missing)
            } else {
                round
            };
            for waiting in round {
                match self.target(waiting.reference) {
                    Ok(target) => {
                        if self.document.targets.len() >= self.options.limits.references {
                            self.say_too_many(waiting.reference);
                            return;
                        }
                        self.document.targets.insert(waiting.object, target);
                        self.walk(target, waiting.shape);
                    }
                    Err(Unresolved::Said) => {}
                    Err(Unresolved::Nothing) => missing.push(waiting),
                }
            }
            if again && missing.len() == tried {
                break;
            }
        }
        missing.sort_by_key(|waiting| waiting.reference);
        for waiting in missing {
            self.say_unresolved(waiting.reference);
        }
    }

    /// What a reference points at.
    fn target(&mut self, reference: NodeId) -> Result<NodeId, Unresolved> {
        let text: Box<str> = match self.document.tree.value(reference) {
            Value::String(text) => text.clone(),
            _ => return Err(Unresolved::Nothing),
        };
        let scope = self.identifiers.scope(&self.document.tree, reference);
        if self.document.tree.name(reference) == Some("$recursiveRef") {
            return Ok(self.recursive_target(reference, scope));
        }
        let key = (scope, text);
        if let Some(&known) = self.known.get(&key) {
            return Ok(known);
        }
        let found = self.look_up(reference, &key.1, scope)?;
        self.known.insert(key, found);
        Ok(found)
    }

    /// `$recursiveRef`, of the JSON Schema draft before 2020-12, leads to the outermost schema that allows it; without
    /// other documents around, that is the nearest one that is marked, or what `#` means.
    fn recursive_target(&self, reference: NodeId, scope: NodeId) -> NodeId {
        let tree = &self.document.tree;
        let mut at = reference;
        while let Some(parent) = tree.parent(at) {
            let mark = tree.peek(parent, "$recursiveAnchor");
            if mark.and_then(|mark| tree.bool(mark)) == Some(true) {
                return parent;
            }
            at = parent;
        }
        scope
    }

    fn look_up(
        &mut self,
        reference: NodeId,
        text: &str,
        scope: NodeId,
    ) -> Result<NodeId, Unresolved> {
        if let Some(found) = self.identifiers.find(&self.document.tree, scope, text) {
            return Ok(found);
        }
        let file = self.document.sources.file_of(reference);
        let location = match locate(self.document.sources.relative_path(file), text) {
            Ok(location) => location,
            Err(foreign) => {
                let message = format!("`{text}` {foreign}");
                let without_sign = Some(text).filter(|text| text.starts_with("/components/"));
                let meant =
                    without_sign.and_then(|it| pointer::nearest_component(self.document, it));
                let help = match meant {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => "copy what it points at into the folder of the description, and refer to that"
                        .to_owned(),
                };
                self.say(codes::FOREIGN_REFERENCE, reference, message, &help);
                return Err(Unresolved::Said);
            }
        };
        let root = match &location.path {
            None => scope,
            Some(path) => match self.file(path) {
                Ok(root) => root,
                Err(why) => {
                    self.say_unreadable(reference, path, &why);
                    return Err(Unresolved::Said);
                }
            },
        };
        if let Some(found) = pointer::find(self.document, root, &location.fragment) {
            return Ok(found);
        }
        // A schema with an `$id` starts a document of its own, but many authors mean the file nevertheless.
        let whole = self.root_of_file(file).filter(|_| location.path.is_none());
        whole
            .and_then(|whole| pointer::find(self.document, whole, &location.fragment))
            .ok_or(Unresolved::Nothing)
    }

    fn say_too_many(&self, reference: NodeId) {
        let allowed = self.options.limits.references;
        let message = format!("the description has more than {allowed} references");
        let error = Diagnostic::error(codes::LIMIT, reference, message);
        let help = "choose a smaller description, or allow more with `--limit references=NUMBER`";
        self.document.diagnostics.push(error.help(help));
    }

    fn say_unresolved(&self, reference: NodeId) {
        let text = self.document.tree.str(reference).unwrap_or_default();
        let (path, fragment) = text.split_once('#').unwrap_or((text, ""));
        let file = self.document.sources.file_of(reference);
        let root = if path.is_empty() {
            self.root_of_file(file)
        } else {
            let location = locate(self.document.sources.relative_path(file), text);
            let path = location.ok().and_then(|location| location.path);
            path.and_then(|path| self.files.get(&path)?.as_ref().ok().copied())
        };
        let near = root.and_then(|root| pointer::nearest_pointer(self.document, root, fragment));
        let taken_out = match path {
            "" if file == 0 => self.taken_out(fragment),
            _ => None,
        };
        let help = match near {
            _ if taken_out.is_some() => taken_out.unwrap_or_default(),
            Some(near) => format!("did you mean `{path}#{near}`?"),
            None => pointer::elsewhere(self.document, root, fragment).map_or_else(
                || "define it, or correct the reference".to_owned(),
                |hint| format!("define it, or correct the reference: {hint}"),
            ),
        };
        let message = format!("`{text}` points at nothing");
        self.say(codes::UNRESOLVED_REFERENCE, reference, message, &help);
    }

    /// What to do where an overlay has taken out what a reference points at.
    fn taken_out(&self, fragment: &str) -> Option<String> {
        let place = self.document.taken_out(fragment)?;
        Some(format!(
            "the overlay takes it out at {place}: correct that target, or take out what refers to it as well"
        ))
    }

    /// Says why a reference has no target, as badly as the options want it.
    fn say(&self, code: Code, reference: NodeId, message: String, help: &str) {
        let error = Diagnostic::error(code, reference, message).help(help);
        let object = self.document.tree.parent(reference);
        let reading = match object.and_then(|object| self.document.shape(object)) {
            Some(Shape::Object(Kind::Schema)) => "the reference stands for any value",
            _ => "the reference is read as if it were not there",
        };
        self.document.fault(reference, error, reading);
    }
}
