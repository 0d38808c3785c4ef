//! Keywords that say something of values and yet show in no type, and why.

use super::Lowering;
use crate::document::Schema;
use crate::ledger::Mark;

const CONDITION: &str = "conditions are left to the server; all members can be read and written";
const TOGETHER: &str = "a demand on elements taken together is left to the server";
const CONTENT: &str = "what is inside of a string is left to the caller";

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
            (schema.content_media_type, CONTENT),
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
}
