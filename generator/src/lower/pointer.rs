//! JSON Pointers (RFC 6901) in our extensions: ways from an object to a member inside.

use super::Lowering;
use super::operation::Context;
use crate::ir::{Field, Ty};
use crate::tree::NodeId;

/// The member names of the pointer that stands at `node`; the empty pointer has none.
pub(super) fn names(cx: &Context<'_>, node: NodeId) -> Option<Vec<String>> {
    let pointer = cx.doc.tree.str(node);
    let names = pointer.and_then(|pointer| {
        if pointer.is_empty() {
            return Some(Vec::new());
        }
        let steps = pointer.strip_prefix('/')?.split('/');
        Some(
            steps
                .map(|step| step.replace("~1", "/").replace("~0", "~"))
                .collect(),
        )
    });
    if names.is_none() {
        cx.bad_extension(
            node,
            "this is no JSON Pointer",
            "write one such as `/data/items`",
        );
    }
    names
}

/// The field that a way of member names ends at, from a value of type `ty`.
pub(super) fn field<'a>(
    types: &'a Lowering<'_>,
    ty: &'a Ty,
    names: &[String],
) -> Option<&'a Field> {
    let (first, rest) = names.split_first()?;
    let mut field = types.property(ty, first)?;
    for name in rest {
        field = types.property(&field.ty, name)?;
    }
    Some(field)
}
