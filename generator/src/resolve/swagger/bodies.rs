//! Bodies and forms, which Swagger 2.0 had among the parameters.

use super::{JSON, collection_format};
use crate::resolve::{Resolver, pointer};
use crate::tree::{NodeId, Value};

/// A parameter that is the body, or a part of it.
struct InBody {
    /// The element of the list of parameters.
    element: NodeId,
    /// The Parameter Object: the same, or what it refers to.
    parameter: NodeId,
    /// How to refer to it, where it is not the same.
    reference: Option<String>,
}

impl Resolver<'_> {
    /// Parameters of a path with `in: body` and `in: formData`: each operation that may have a body gets them behind its
    /// own.
    pub(super) fn read_shared_bodies(&mut self, item: NodeId) {
        let tree = &self.document.tree;
        let Some(list) = tree.peek(item, "parameters") else {
            return;
        };
        let is_in_body = |element: &NodeId| {
            let parameter = self.in_body(*element).parameter;
            matches!(self.text(parameter, "in"), Some("body" | "formData"))
        };
        let shared: Vec<NodeId> = tree.items(list).filter(is_in_body).collect();
        let takes_body = |member: &NodeId| {
            let method = tree.name(*member).unwrap_or_default().to_ascii_lowercase();
            matches!(&*method, "post" | "put" | "patch" | "delete") && tree.is_object(*member)
        };
        let operations: Vec<NodeId> = tree.children(item).filter(takes_body).collect();
        if shared.is_empty() || operations.is_empty() {
            return;
        }
        for operation in operations {
            let own = self.document.tree.peek(operation, "parameters");
            let own = own.unwrap_or_else(|| self.push(operation, "parameters", Value::Array, list));
            for &element in &shared {
                if !self.is_replaced(element, own) {
                    self.repeat(element, own);
                }
            }
        }
        for &element in &shared {
            self.document
                .ignore(element, "it is read as one of each operation");
        }
        self.remove_elements(list, shared);
    }

    /// Whether an operation's own list has another body, or another part of the same name.
    fn is_replaced(&self, element: NodeId, own: NodeId) -> bool {
        let about = |element| {
            let parameter = self.in_body(element).parameter;
            let location = self.text(parameter, "in");
            let name = self.text(parameter, "name");
            (location, name.filter(|_| location != Some("body")))
        };
        let shared = about(element);
        let mut own = self.document.tree.children(own);
        own.any(|element| about(element) == shared)
    }

    /// Puts a copy of an element to the end of another list.
    fn repeat(&mut self, element: NodeId, list: NodeId) {
        let tree = &mut self.document.tree;
        let position = tree.children(list).count();
        for (original, copy) in tree.copy_element(element, list, position) {
            self.note_origin(copy, original);
        }
    }

    /// Parameters of an operation with `in: body` and `in: formData`.
    pub(super) fn read_bodies(&mut self, operation: NodeId) {
        let tree = &self.document.tree;
        let Some(list) = tree.peek(operation, "parameters") else {
            return;
        };
        if tree.peek(operation, "requestBody").is_some() {
            return;
        }
        let all: Vec<InBody> = tree
            .items(list)
            .map(|element| self.in_body(element))
            .collect();
        let location = |one: &InBody| self.text(one.parameter, "in");
        let is_body = |one: &InBody| location(one) == Some("body");
        let is_form = |one: &InBody| location(one) == Some("formData");
        let (bodies, fields): (Vec<_>, Vec<_>) = all
            .into_iter()
            .filter(|one| is_body(one) || is_form(one))
            .partition(is_body);
        let read: Vec<NodeId> = match bodies.first() {
            Some(body) => {
                self.read_body(operation, body);
                vec![body.element]
            }
            None if !fields.is_empty() => {
                self.read_form(operation, &fields);
                fields.iter().map(|field| field.element).collect()
            }
            None => return,
        };
        for &element in &read {
            self.document.ignore(
                element,
                "it is read as the request body, or as a part of it",
            );
        }
        self.remove_elements(list, read);
    }

    fn in_body(&self, element: NodeId) -> InBody {
        let reference = self.document.reference(element);
        let file = self.document.sources.file_of(element);
        let target = reference.and_then(|text| {
            let fragment = text.strip_prefix('#')?;
            pointer::find(self.document, self.root_of_file(file)?, fragment)
        });
        InBody {
            element,
            parameter: target.unwrap_or(element),
            reference: target.and(reference).map(str::to_owned),
        }
    }

    fn read_body(&mut self, operation: NodeId, body: &InBody) {
        self.say_moved(
            body.element,
            "a parameter that is the body is called `requestBody`",
            "it is read as that",
        );
        let media_type = self.media_type(Some(operation), "consumes", &["json"]);
        let media_type = media_type.unwrap_or_else(|| JSON.to_owned());
        let request = self.push(operation, "requestBody", Value::Object, body.element);
        self.take(body, request, &["description", "required"]);
        let content = self.push(request, "content", Value::Object, body.element);
        let entry = self.push(content, &media_type, Value::Object, body.element);
        match (
            &body.reference,
            self.document.tree.peek(body.element, "schema"),
        ) {
            (Some(reference), _) => self.refer(entry, "schema", reference, body.element),
            (None, Some(schema)) => self.move_member(schema, entry),
            (None, None) => {}
        }
    }

    fn read_form(&mut self, operation: NodeId, fields: &[InBody]) {
        let Some(first) = fields.first() else { return };
        let place = first.element;
        self.say_moved(
            place,
            "parameters that are a form are a schema in `requestBody`",
            "it is read as that",
        );
        let has_file = fields.iter().any(|field| self.is_file(field));
        let stated = self.media_type(Some(operation), "consumes", &["form"]);
        let media_type = match stated.filter(|stated| stated.contains("form")) {
            _ if has_file => "multipart/form-data".to_owned(),
            Some(stated) => stated,
            None => "application/x-www-form-urlencoded".to_owned(),
        };
        let request = self.push(operation, "requestBody", Value::Object, place);
        let content = self.push(request, "content", Value::Object, place);
        let entry = self.push(content, &media_type, Value::Object, place);
        let schema = self.push(entry, "schema", Value::Object, place);
        self.push(schema, "type", Value::String("object".into()), place);
        let properties = self.push(schema, "properties", Value::Object, place);
        let mut required = Vec::new();
        for field in fields {
            let tree = &self.document.tree;
            let Some(name) = self.text(field.parameter, "name").map(str::to_owned) else {
                continue;
            };
            let is_required = tree
                .peek(field.parameter, "required")
                .and_then(|it| tree.bool(it));
            self.read_encoding(entry, &name, field);
            let own = self.document.tree.peek(field.element, "schema");
            match (&field.reference, own) {
                (Some(reference), _) => self.refer(properties, &name, reference, field.element),
                (None, Some(schema)) => {
                    self.move_member(schema, properties);
                    self.document.tree.rename(schema, &name);
                }
                (None, None) => {
                    let property = self.make_schema(field.element, properties, &name);
                    self.take(field, property, &["description"]);
                }
            }
            if is_required == Some(true) {
                required.push((name, field.element));
            }
        }
        if !required.is_empty() {
            let list = self.push(schema, "required", Value::Array, place);
            self.push(request, "required", Value::Bool(true), place);
            for (index, (name, element)) in required.into_iter().enumerate() {
                let value = Value::String(name.into());
                let node = self.document.tree.push_element(list, index, value);
                self.note_origin(node, element);
            }
        }
    }

    /// Whether a part is a file. The type of a shared parameter may have been put into its schema by now.
    fn is_file(&self, field: &InBody) -> bool {
        let tree = &self.document.tree;
        let schema = tree.peek(field.parameter, "schema");
        let places = [Some(field.parameter), schema].into_iter().flatten();
        places.into_iter().any(|place| {
            self.text(place, "type") == Some("file") || self.text(place, "format") == Some("binary")
        })
    }

    /// `collectionFormat`, `style` or `explode` of a field, which are in `encoding` now.
    fn read_encoding(&mut self, media_type: NodeId, name: &str, field: &InBody) {
        let tree = &self.document.tree;
        let written = self.text(field.parameter, "collectionFormat");
        let mut members: Vec<(&str, Value)> =
            written.and_then(collection_format).into_iter().collect();
        for member in ["style", "explode"] {
            if let Some(node) = tree.peek(field.parameter, member) {
                members.push((member, tree.value(node).clone()));
            }
        }
        if members.is_empty() {
            return;
        }
        let known = tree.peek(media_type, "encoding");
        let all = known
            .unwrap_or_else(|| self.push(media_type, "encoding", Value::Object, field.element));
        let encoding = self.push(all, name, Value::Object, field.element);
        for (member, value) in members {
            self.push(encoding, member, value, field.element);
        }
    }

    /// Moves or, where they stand at a shared parameter, repeats single values.
    fn take(&mut self, from: &InBody, to: NodeId, names: &[&str]) {
        for name in names {
            let Some(member) = self.document.tree.peek(from.parameter, name) else {
                continue;
            };
            match from.reference {
                None => self.move_member(member, to),
                Some(_) => {
                    let value = self.document.tree.value(member).clone();
                    self.push(to, name, value, member);
                }
            }
        }
    }

    /// Adds a schema that refers to the one of a shared parameter, which has one by then.
    fn refer(&mut self, parent: NodeId, name: &str, reference: &str, place: NodeId) {
        let schema = self.push(parent, name, Value::Object, place);
        let reference = format!("{reference}/schema");
        self.push(schema, "$ref", Value::String(reference.into()), place);
    }
}
