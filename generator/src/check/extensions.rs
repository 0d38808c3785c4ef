//! Extensions of ours: names that are nearly one of them, and notes that are no text. What else they hold is checked
//! where it is read.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::tree::NodeId;

/// Their names, without the `x-`.
const OURS: [&str; 7] = [
    "allow",
    "envelope",
    "pagination",
    "client-setting",
    "audience",
    "unverified",
    "idempotency-key",
];

/// Checks the extensions of an object.
pub(super) fn check(document: &Document, object: NodeId) {
    for member in document.tree.children(object) {
        let name = document.tree.name(member).unwrap_or_default();
        let Some(rest) = name.strip_prefix("x-") else {
            continue;
        };
        match document.diagnostics.nearest(rest, OURS.into_iter()) {
            Some("unverified") if rest == "unverified" => check_note(document, member),
            Some(near) if rest != near => {
                let message = format!("nothing here reads `{name}`");
                let warning = Diagnostic::warning(codes::UNKNOWN_MEMBER, member, message);
                let help = format!("did you mean `x-{near}`?");
                document.diagnostics.push(warning.at_name().help(help));
            }
            _ => {}
        }
    }
}

fn check_note(document: &Document, note: NodeId) {
    if document.tree.str(note).is_none() {
        let message = "`x-unverified` is no text";
        let error = Diagnostic::error(codes::BAD_EXTENSION, note, message);
        let help = "write in a sentence what is uncertain";
        document.fault(note, error.help(help), "it is read as if it were not there");
    }
}
