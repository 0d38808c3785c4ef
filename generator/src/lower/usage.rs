//! Where types are used: in what is sent, in what is received, or both.
//!
//! A member that may be missing and may be `null` keeps the two apart as `Maybe` only where it is ever sent.

use super::Lowering;
use super::walk::{named, parts};
use crate::ir::{FieldShape, Ty, TypeKind, Usage};

impl Lowering<'_> {
    /// Follows all references from what operations send and receive.
    pub(super) fn mark_usage(&mut self, sent: &[Ty], received: &[Ty]) {
        self.spread(sent, |usage| std::mem::replace(&mut usage.request, true));
        self.spread(received, |usage| {
            std::mem::replace(&mut usage.response, true)
        });
        for ty in &mut self.types {
            let TypeKind::Struct(object) = &mut ty.kind else {
                continue;
            };
            for field in &mut object.fields {
                if ty.usage.request && field.shape == FieldShape::OptionalNullable {
                    field.shape = FieldShape::Maybe;
                }
            }
        }
    }

    /// Marks everything that `roots` hold. `mark` sets a mark and tells whether it was set before.
    fn spread(&mut self, roots: &[Ty], mark: impl Fn(&mut Usage) -> bool) {
        let mut open = Vec::new();
        for root in roots {
            named(root, true, &mut |id, _| open.push(id));
        }
        while let Some(id) = open.pop() {
            let Some(ty) = self.types.get_mut(id.0 as usize) else {
                continue;
            };
            if mark(&mut ty.usage) {
                continue;
            }
            for part in parts(ty) {
                named(part, true, &mut |id, _| open.push(id));
            }
        }
    }
}
