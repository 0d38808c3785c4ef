//! Keywords that say something of values and yet show in no type, and why.

use super::Lowering;
use crate::document::Schema;
use crate::ir::JsonKinds;
use crate::ledger::Mark;
use crate::tree::NodeId;

const CONDITION: &str = "conditions are left to the server; all members can be read and written";
const TOGETHER: &str = "a demand on elements taken together is left to the server";
const CONTENT: &str = "what is inside of a string is left to the caller";

const MIXED_MEMBERS: &str = "members of several types in one map are taken as any values";
const MIXED_ITEMS: &str = "items of several types in one list are taken as any values";

const OTHER_TYPE: &str = "says nothing of values of this type";

impl<'d> Lowering<'d> {
    /// Notes for the ledger what of a schema does not show in its type.
    pub(super) fn note_unexpressed(&self, schema: &Schema<'d>) {
        let reasons = [
            (schema.not, "what a value must not be is left to the server"),
            (schema.if_, CONDITION),
            (schema.then, CONDITION),
            (schema.else_, CONDITION),
            (schema.dependent_schemas, CONDITION),
            (schema.dependent_required, CONDITION),
            (schema.property_names, "keys of maps are any strings"),
            (schema.contains, TOGETHER),
            (schema.min_contains, TOGETHER),
            (schema.max_contains, TOGETHER),
            (schema.content_schema, CONTENT),
        ];
        for (keyword, reason) in reasons {
            if let Some(node) = keyword.filter(|node| self.doc.tree.mark(*node) < Mark::Ignored) {
                self.doc.ignore(node, reason);
            }
        }
        if let Some(node) = schema.dynamic_reference.filter(|node| self.once(*node)) {
            let message = "what `$dynamicRef` leads to depends on who refers to the schema";
            self.unsupported(node, message, "it is read as `$ref`");
        }
    }

    /// Notes which schemas of members show in no type, because there are others beside them.
    pub(super) fn note_mixed_members(&self, schemas: &[Schema<'d>]) {
        for schema in schemas {
            let mixed = [
                schema.pattern_properties,
                schema.additional_properties,
                schema.unevaluated_properties,
            ];
            let typed = mixed.into_iter().flatten();
            for node in typed.filter(|node| self.doc.tree.is_object(*node)) {
                self.doc.ignore(node, MIXED_MEMBERS);
            }
        }
    }

    /// Notes which schemas of items show in no type, because there are others beside them.
    pub(super) fn note_mixed_items(&self, nodes: &[NodeId]) {
        for node in nodes {
            self.doc.ignore(*node, MIXED_ITEMS);
        }
    }

    /// Notes which keywords are about another type than the schema's.
    pub(super) fn note_out_of_place(&self, stated: JsonKinds, schemas: &[Schema<'d>]) {
        for schema in schemas {
            let of_objects = [
                schema.properties,
                schema.required,
                schema.additional_properties,
                schema.pattern_properties,
            ];
            let of_arrays = [schema.items, schema.prefix_items];
            let objects = of_objects.into_iter().filter(|_| !stated.object);
            let arrays = of_arrays.into_iter().filter(|_| !stated.array);
            for node in objects.chain(arrays).flatten() {
                self.doc.ignore(node, OTHER_TYPE);
            }
        }
    }

    /// Counts all of a schema as used: it is the same as one that was lowered.
    pub(super) fn use_all(&self, schema: NodeId) {
        if !self.once(schema) {
            return;
        }
        let tree = &self.doc.tree;
        let mut open = vec![schema];
        while let Some(node) = open.pop() {
            tree.set_mark(node, Mark::Used);
            open.extend(tree.children(node));
        }
    }
}
