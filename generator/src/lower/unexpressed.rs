//! Keywords that shape no type, and why. Everything that is neither here nor read elsewhere is missing in the ledger,
//! which is how one finds out.

use super::Lowering;
use crate::document::Schema;
use crate::ledger::Mark;

impl<'d> Lowering<'d> {
    /// Notes for the ledger what of a schema does not show in its type.
    pub(super) fn note_unexpressed(&self, schema: &Schema<'d>) {
        let reasons = [
            (schema.not, "what a value must not be is left to the server"),
            (
                schema.if_,
                "conditions are left to the server; all members are readable",
            ),
            (
                schema.then,
                "conditions are left to the server; all members are readable",
            ),
            (
                schema.else_,
                "conditions are left to the server; all members are readable",
            ),
            (
                schema.dependent_schemas,
                "conditions are left to the server",
            ),
            (
                schema.dependent_required,
                "conditions are left to the server",
            ),
            (schema.property_names, "keys of maps are strings"),
            (
                schema.contains,
                "a demand on elements taken together is left to the server",
            ),
            (
                schema.min_contains,
                "a demand on elements taken together is left to the server",
            ),
            (
                schema.max_contains,
                "a demand on elements taken together is left to the server",
            ),
            (
                schema.content_media_type,
                "the content of a string is left to the caller",
            ),
            (
                schema.content_schema,
                "the content of a string is left to the caller",
            ),
            (schema.xml, "XML is passed as text"),
            (schema.comment, "a note to the document's authors"),
            (
                schema.dialect,
                "all schemas are read as JSON Schema 2020-12",
            ),
            (
                schema.vocabulary,
                "all schemas are read as JSON Schema 2020-12",
            ),
            (schema.id, "references were resolved before"),
            (schema.anchor, "references were resolved before"),
            (schema.dynamic_anchor, "references were resolved before"),
        ];
        for (keyword, reason) in reasons {
            if let Some(node) = keyword.filter(|node| self.doc.tree.mark(*node) < Mark::Ignored) {
                self.doc.ignore(node, reason);
            }
        }
        for &node in &schema.others {
            if self.doc.tree.mark(node) >= Mark::Ignored {
                continue;
            }
            let name = self.doc.tree.name(node).unwrap_or_default();
            match name.starts_with("x-") {
                true => self.doc.ignore(node, "an extension of another tool"),
                false => self.doc.ignore(node, "no keyword of JSON Schema"),
            }
        }
        if let Some(node) = schema.dynamic_reference.filter(|node| self.once(*node)) {
            let message = "what `$dynamicRef` leads to depends on who refers to the schema";
            self.unsupported(node, message, "it is read as `$ref`");
        }
    }
}
