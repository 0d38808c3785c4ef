//! The Schema Object: all keywords of JSON Schema 2020-12 and of OpenAPI 3.0 and 3.1 that say something of values.
//!
//! What is written for human readers (`title`, `description`, examples) is read where it is passed on, and what only
//! serves references is read by `resolve`.
//!
//! One pass over the members of the object sorts them into fields, so that looking at a keyword costs nothing. What the
//! keywords mean together is decided in `lower`; this file only knows how each is written, and in which two ways where
//! OpenAPI 3.0 differs from 3.1.

use super::Document;
use crate::ledger::Mark;
use crate::tree::{NodeId, Value};

macro_rules! keywords {
    ($($keyword:literal $field:ident,)*) => {
        /// A schema: an object with keywords, or `true` or `false`.
        #[derive(Clone, Debug)]
        pub struct Schema<'d> {
            /// The document it belongs to.
            pub doc: &'d Document,
            /// The schema itself; its `$ref` is not followed.
            pub node: NodeId,
            $(#[doc = concat!("`", $keyword, "`")] pub $field: Option<NodeId>,)*
        }

        impl<'d> Schema<'d> {
            /// Reads the schema at `node`. Its keywords count as used.
            pub fn read(doc: &'d Document, node: NodeId) -> Self {
                let mut schema = Self { doc, node, $($field: None,)* };
                for member in doc.tree.children(node) {
                    let place = match doc.tree.name(member) {
                        $(Some($keyword) => &mut schema.$field,)*
                        _ => continue,
                    };
                    *place = Some(member);
                    doc.tree.set_mark(member, Mark::Used);
                }
                schema
            }
        }
    };
}

keywords! {
    "$ref" reference,
    "type" type_,
    "nullable" nullable,
    "enum" enum_,
    "const" const_,
    "format" format,
    "default" default,
    "deprecated" deprecated,
    "readOnly" read_only,
    "writeOnly" write_only,
    "x-enum-varnames" enum_names,
    "x-enum-descriptions" enum_descriptions,
    "properties" properties,
    "required" required,
    "additionalProperties" additional_properties,
    "patternProperties" pattern_properties,
    "propertyNames" property_names,
    "unevaluatedProperties" unevaluated_properties,
    "minProperties" min_properties,
    "maxProperties" max_properties,
    "items" items,
    "prefixItems" prefix_items,
    "unevaluatedItems" unevaluated_items,
    "contains" contains,
    "minContains" min_contains,
    "maxContains" max_contains,
    "minItems" min_items,
    "maxItems" max_items,
    "uniqueItems" unique_items,
    "minimum" minimum,
    "maximum" maximum,
    "exclusiveMinimum" exclusive_minimum,
    "exclusiveMaximum" exclusive_maximum,
    "multipleOf" multiple_of,
    "minLength" min_length,
    "maxLength" max_length,
    "pattern" pattern,
    "contentEncoding" content_encoding,
    "contentMediaType" content_media_type,
    "contentSchema" content_schema,
    "allOf" all_of,
    "oneOf" one_of,
    "anyOf" any_of,
    "discriminator" discriminator,
    "not" not,
    "if" if_,
    "then" then,
    "else" else_,
    "dependentSchemas" dependent_schemas,
    "dependentRequired" dependent_required,
    "$dynamicRef" dynamic_reference,
}

impl<'d> Schema<'d> {
    /// The value of a boolean schema.
    pub fn boolean(&self) -> Option<bool> {
        self.doc.tree.bool(self.node)
    }

    /// What `$ref`, or `$dynamicRef` read as one, leads to in the end, if it is there and resolves: the first schema that is
    /// more than a reference.
    pub fn target(&self) -> Option<NodeId> {
        let target = self.doc.follow_schema(self.node);
        (target != self.node).then_some(target)
    }

    /// The names in `type`, one or several; `null` is written as a name too, sometimes without quotes.
    pub fn types(&self) -> Vec<(&'d str, NodeId)> {
        let Some(node) = self.type_ else {
            return Vec::new();
        };
        let name = |node| match self.doc.tree.value(node) {
            Value::String(text) => Some((&**text, node)),
            Value::Null => Some(("null", node)),
            _ => None,
        };
        match self.doc.tree.value(node) {
            Value::Array => self.doc.tree.items(node).filter_map(name).collect(),
            _ => name(node).into_iter().collect(),
        }
    }

    /// `nullable: true` of OpenAPI 3.0, which 3.1 documents use as well.
    pub fn is_nullable(&self) -> bool {
        self.is_true(self.nullable)
    }

    /// `properties`, in document order.
    pub fn properties(&self) -> impl Iterator<Item = (&'d str, NodeId)> + use<'d> {
        self.members(self.properties)
    }

    /// `patternProperties`, in document order.
    pub fn pattern_properties(&self) -> impl Iterator<Item = (&'d str, NodeId)> + use<'d> {
        self.members(self.pattern_properties)
    }

    /// The names in `required`. A boolean there, as JSON Schema draft 3 had it, names nothing.
    pub fn required(&self) -> impl Iterator<Item = (&'d str, NodeId)> + use<'d> {
        let tree = &self.doc.tree;
        self.elements(self.required)
            .filter_map(|node| Some((tree.str(node)?, node)))
    }

    /// The elements of an array keyword, such as [`Schema::one_of`].
    pub fn elements(&self, keyword: Option<NodeId>) -> impl Iterator<Item = NodeId> + use<'d> {
        let doc = self.doc;
        keyword.into_iter().flat_map(|node| doc.elements(node))
    }

    /// The members of an object keyword.
    fn members(
        &self,
        keyword: Option<NodeId>,
    ) -> impl Iterator<Item = (&'d str, NodeId)> + use<'d> {
        let doc = self.doc;
        keyword
            .into_iter()
            .flat_map(|node| doc.tree.entries(doc.follow(node)))
    }

    /// A string keyword.
    pub fn text(&self, keyword: Option<NodeId>) -> Option<&'d str> {
        self.doc.tree.str(keyword?)
    }

    /// Whether a boolean keyword is there and `true`.
    pub fn is_true(&self, keyword: Option<NodeId>) -> bool {
        keyword.and_then(|node| self.doc.tree.bool(node)) == Some(true)
    }

    /// A numeric keyword, as written.
    pub fn number(&self, keyword: Option<NodeId>) -> Option<&'d str> {
        self.doc.tree.number(keyword?)
    }

    /// `minimum`, unless OpenAPI 3.0's `exclusiveMinimum: true` makes it exclusive.
    pub fn inclusive_minimum(&self) -> Option<&'d str> {
        self.number(self.minimum)
            .filter(|_| !self.is_true(self.exclusive_minimum))
    }

    /// `maximum`, unless OpenAPI 3.0's `exclusiveMaximum: true` makes it exclusive.
    pub fn inclusive_maximum(&self) -> Option<&'d str> {
        self.number(self.maximum)
            .filter(|_| !self.is_true(self.exclusive_maximum))
    }

    /// `exclusiveMinimum` as a number, or `minimum` with OpenAPI 3.0's `exclusiveMinimum: true`.
    pub fn exclusive_minimum(&self) -> Option<&'d str> {
        match self.is_true(self.exclusive_minimum) {
            true => self.number(self.minimum),
            false => self.number(self.exclusive_minimum),
        }
    }

    /// `exclusiveMaximum` as a number, or `maximum` with OpenAPI 3.0's `exclusiveMaximum: true`.
    pub fn exclusive_maximum(&self) -> Option<&'d str> {
        match self.is_true(self.exclusive_maximum) {
            true => self.number(self.maximum),
            false => self.number(self.exclusive_maximum),
        }
    }

    /// `default`, where it is there.
    pub fn default(&self) -> Option<serde_json::Value> {
        self.default.map(|node| self.doc.tree.to_json(node))
    }
}
