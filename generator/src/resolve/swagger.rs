//! What Swagger 2.0 wrote at another place, in descriptions that became OpenAPI 3 by hand and only half: the type of a
//! parameter beside its name, the schema of a response outside of `content`, bodies and forms among the parameters.
//!
//! All of it is put where OpenAPI 3 has it, so that no other stage has to know; each time with a warning.

use std::collections::HashSet;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::shape::{Kind, Shape};
use crate::resolve::{Resolver, pointer};
use crate::tree::{NodeId, Value};

/// What says something of values, and so belongs into a schema.
const OF_SCHEMAS: &[&str] = &[
    "type",
    "format",
    "items",
    "enum",
    "default",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "nullable",
];

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
    /// Moves what stands where Swagger 2.0 had it. Called before what is inside of the object is walked over.
    pub(super) fn read_swagger(&mut self, object: NodeId, shape: &Shape) {
        match shape {
            Shape::Object(Kind::Parameter | Kind::Header) => self.read_type(object),
            Shape::Object(Kind::Response) => self.read_response(object),
            Shape::Object(Kind::Operation) => self.read_bodies(object),
            _ => {}
        }
    }

    /// `type` and the like beside `name` and `in`.
    fn read_type(&mut self, object: NodeId) {
        let tree = &self.document.tree;
        let has = |name: &str| tree.peek(object, name).is_some();
        let Some(type_) = tree.peek(object, "type") else {
            return;
        };
        if ["$ref", "schema", "content"].iter().any(|name| has(name)) {
            return;
        }
        self.say_moved(
            type_,
            "the type of a parameter or header belongs into its `schema`",
            "it is read as if it were there",
        );
        self.make_schema(object, object, "schema");
        self.read_collection_format(object);
    }

    /// Moves the keywords of a schema from one object into a new member of another.
    fn make_schema(&mut self, from: NodeId, parent: NodeId, name: &str) -> NodeId {
        let schema = self.push(parent, name, Value::Object, from);
        for keyword in OF_SCHEMAS {
            if let Some(member) = self.document.tree.peek(from, keyword) {
                self.move_member(member, schema);
            }
        }
        if self.document.tree.get_str(schema, "type") == Some("file")
            && let Some(type_) = self.document.tree.peek(schema, "type")
        {
            self.document
                .tree
                .set_value(type_, Value::String("string".into()));
            self.push(schema, "format", Value::String("binary".into()), type_);
        }
        schema
    }

    /// `collectionFormat`, which is `style` and `explode` now.
    fn read_collection_format(&mut self, parameter: NodeId) {
        let tree = &mut self.document.tree;
        let Some(node) = tree.peek(parameter, "collectionFormat") else {
            return;
        };
        let (name, value) = match tree.str(node) {
            Some("multi") => ("explode", Value::Bool(true)),
            Some("csv") => ("explode", Value::Bool(false)),
            Some("ssv") => ("style", Value::String("spaceDelimited".into())),
            Some("pipes") => ("style", Value::String("pipeDelimited".into())),
            _ => return,
        };
        if tree.peek(parameter, name).is_none() {
            tree.rename(node, name);
            tree.set_value(node, value);
        }
    }

    /// `schema` outside of `content`.
    fn read_response(&mut self, response: NodeId) {
        let tree = &self.document.tree;
        let Some(schema) = tree.peek(response, "schema") else {
            return;
        };
        if tree.peek(response, "content").is_some() || tree.peek(response, "$ref").is_some() {
            return;
        }
        self.say_moved(
            schema,
            "the schema of a response belongs into its `content`",
            "it is read as if it were there",
        );
        let operation = tree
            .parent(response)
            .and_then(|all| self.document.tree.parent(all));
        let media_type = self.media_type(operation, "produces");
        let content = self.push(response, "content", Value::Object, schema);
        let entry = self.push(content, &media_type, Value::Object, schema);
        self.move_member(schema, entry);
    }

    /// Parameters with `in: body` and `in: formData`.
    fn read_bodies(&mut self, operation: NodeId) {
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
        let elements: Vec<NodeId> = self.document.tree.children(list).collect();
        for element in elements {
            self.document.tree.keep_written(element);
        }
        let read: HashSet<NodeId> = read.into_iter().collect();
        self.document.tree.remove_children(list, &read);
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
        let media_type = self.media_type(Some(operation), "consumes");
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
        let is_file = |field: &InBody| self.text(field.parameter, "type") == Some("file");
        let has_file = fields.iter().any(is_file);
        let media_type = match self.media_type(Some(operation), "consumes") {
            _ if has_file => "multipart/form-data".to_owned(),
            stated if stated.contains("form") => stated,
            _ => "application/x-www-form-urlencoded".to_owned(),
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
            match &field.reference {
                Some(reference) => self.refer(properties, &name, reference, field.element),
                None => {
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

    /// The first of the media types that the operation, or the description, lists as Swagger 2.0 did.
    fn media_type(&self, operation: Option<NodeId>, list: &str) -> String {
        let tree = &self.document.tree;
        let places = operation.into_iter().chain([self.document.root]);
        let mut lists = places.filter_map(|place| tree.get(place, list));
        let first = lists.find_map(|list| tree.str(tree.items(list).next()?));
        first.unwrap_or("application/json").to_owned()
    }

    fn text(&self, object: NodeId, name: &str) -> Option<&str> {
        let tree = &self.document.tree;
        tree.str(tree.peek(object, name)?)
    }

    fn push(&mut self, parent: NodeId, name: &str, value: Value, place: NodeId) -> NodeId {
        let node = self.document.tree.push_member(parent, name, value);
        self.note_origin(node, place);
        node
    }

    fn note_origin(&mut self, node: NodeId, place: NodeId) {
        self.document.sources.set_origin(node, place);
        self.document.tree.set_made_of(node, place);
    }

    fn move_member(&mut self, member: NodeId, object: NodeId) {
        self.document.tree.keep_written(member);
        self.document.tree.move_member(member, object);
    }

    fn say_moved(&self, node: NodeId, message: &str, reading: &str) {
        let message = format!("{message} since OpenAPI 3.0");
        let error = Diagnostic::error(codes::UNKNOWN_MEMBER, node, message);
        let help = "Swagger 2.0 had it here; convert the description";
        self.document.slip(error.help(help), reading);
    }
}
