//! What Swagger 2.0 wrote at another place, in descriptions that became OpenAPI 3 by hand and only half: the type of a
//! parameter beside its name, the schema of a response outside of `content`, bodies and forms among the parameters.
//!
//! All of it is put where OpenAPI 3 has it, so that no other stage has to know; each time with a warning.

mod bodies;

use std::collections::HashSet;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::shape::{Kind, Shape};
use crate::resolve::Resolver;
use crate::tree::{NodeId, Value};

/// The media type where none is listed.
const JSON: &str = "application/json";

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

impl Resolver<'_> {
    /// Moves what stands where Swagger 2.0 had it. Called before what is inside of the object is walked over.
    pub(super) fn read_swagger(&mut self, object: NodeId, shape: &Shape) {
        match shape {
            Shape::Object(Kind::Parameter | Kind::Header) => self.read_type(object),
            Shape::Object(Kind::Response) => self.read_response(object),
            Shape::Object(Kind::PathItem) => self.read_shared_bodies(object),
            Shape::Object(Kind::Operation) => self.read_bodies(object),
            _ => {}
        }
    }

    /// `type` and the like beside `name` and `in`.
    fn read_type(&mut self, object: NodeId) {
        let tree = &self.document.tree;
        let has = |name: &str| tree.peek(object, name).is_some();
        if has("$ref") {
            return;
        }
        if let Some(type_) = tree.peek(object, "type")
            && !has("schema")
            && !has("content")
        {
            self.say_moved(
                type_,
                "the type of a parameter or header belongs into its `schema`",
                "it is read as if it were there",
            );
            self.make_schema(object, object, "schema");
        } else if let Some(format) = tree.peek(object, "collectionFormat") {
            self.say_moved(
                format,
                "`collectionFormat` is called `style` and `explode`",
                "it is read as if it were these",
            );
        }
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
        let Some((name, value)) = tree.str(node).and_then(collection_format) else {
            return;
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
        let media_type = self.media_type(operation, "produces", &["json"]);
        let media_type = media_type.unwrap_or_else(|| JSON.to_owned());
        let content = self.push(response, "content", Value::Object, schema);
        let entry = self.push(content, &media_type, Value::Object, schema);
        self.move_member(schema, entry);
    }

    /// Of the media types that the operation, or else the description, lists as Swagger 2.0 did: the first that is
    /// `wanted`, or else the first.
    fn media_type(&self, operation: Option<NodeId>, list: &str, wanted: &[&str]) -> Option<String> {
        let tree = &self.document.tree;
        let places = operation.into_iter().chain([self.document.root]);
        let mut lists = places.filter_map(|place| tree.get(place, list));
        let listed: Vec<&str> = lists.find_map(|list| {
            let all: Vec<&str> = tree.items(list).filter_map(|item| tree.str(item)).collect();
            (!all.is_empty()).then_some(all)
        })?;
        let is_wanted = |name: &&&str| wanted.iter().any(|word| name.contains(word));
        let chosen = listed.iter().find(is_wanted).or(listed.first())?;
        Some((*chosen).to_owned())
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

    /// Removes elements of a list; the pointers of those that stay are as they were.
    fn remove_elements(&mut self, list: NodeId, removed: Vec<NodeId>) {
        let elements: Vec<NodeId> = self.document.tree.children(list).collect();
        for element in elements {
            self.document.tree.keep_written(element);
        }
        let removed: HashSet<NodeId> = removed.into_iter().collect();
        self.document.tree.remove_children(list, &removed);
    }

    fn say_moved(&self, node: NodeId, message: &str, reading: &str) {
        let message = format!("{message} since OpenAPI 3.0");
        let error = Diagnostic::error(codes::UNKNOWN_MEMBER, node, message);
        let help = "Swagger 2.0 had it here; convert the description";
        self.document.slip(error.help(help), reading);
    }
}

/// The member that OpenAPI 3 has for a `collectionFormat`, and its value.
fn collection_format(written: &str) -> Option<(&'static str, Value)> {
    Some(match written {
        "multi" => ("explode", Value::Bool(true)),
        "csv" => ("explode", Value::Bool(false)),
        "ssv" => ("style", Value::String("spaceDelimited".into())),
        "pipes" => ("style", Value::String("pipeDelimited".into())),
        _ => return None,
    })
}
