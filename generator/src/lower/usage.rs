//! Where types are used: in what is sent, in what is received, or both.
//!
//! A member that may be missing and may be `null` keeps the two apart as `Maybe` only where it is ever sent.

use super::Lowering;
use super::walk::{named, parts};
use crate::ir::{
    BodyKind, FieldShape, FormFieldKind, Operation, SuccessKind, Ty, TypeKind, Usage, Webhook,
};

impl Lowering<'_> {
    /// Follows all references from what operations send and receive.
    pub(super) fn mark_usage(&mut self, operations: &[Operation], webhooks: &[Webhook]) {
        let sent: Vec<&Ty> = operations.iter().flat_map(sent).collect();
        let received = operations.iter().flat_map(received);
        let received: Vec<&Ty> = received
            .chain(
                webhooks
                    .iter()
                    .filter_map(|webhook| webhook.payload.as_ref()),
            )
            .collect();
        self.spread(&sent, |usage| std::mem::replace(&mut usage.request, true));
        self.spread(&received, |usage| {
            std::mem::replace(&mut usage.response, true)
        });
        for ty in &mut self.types {
            let TypeKind::Struct(object) = &mut ty.kind else {
                continue;
            };
            for field in &mut object.fields {
                // Demanded in the direction in which it exists (OpenAPI 3.0, `readOnly` and `writeOnly` of the Schema Object), where values go in both.
                let is_missing =
                    ty.usage.request && field.read_only || ty.usage.response && field.write_only;
                if is_missing && field.constant.is_none() {
                    field.shape = match field.shape {
                        FieldShape::Required => FieldShape::Optional,
                        FieldShape::Nullable => FieldShape::OptionalNullable,
                        other => other,
                    };
                }
                if ty.usage.request && field.shape == FieldShape::OptionalNullable {
                    field.shape = FieldShape::Maybe;
                }
            }
        }
    }

    /// Marks everything that `roots` hold. `mark` sets a mark and tells whether it was set before.
    fn spread(&mut self, roots: &[&Ty], mark: impl Fn(&mut Usage) -> bool) {
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

/// The types of parameters and request bodies.
fn sent(operation: &Operation) -> Vec<&Ty> {
    let content = operation.body.iter().flat_map(|body| &body.content);
    let bodies = content.flat_map(|content| match &content.kind {
        BodyKind::Json(ty) | BodyKind::Form(ty, _) => vec![ty],
        BodyKind::Multipart(fields) => fields
            .iter()
            .filter_map(|field| match &field.kind {
                FormFieldKind::Text(ty)
                | FormFieldKind::Json(ty)
                | FormFieldKind::Styled(ty, _) => Some(ty),
                FormFieldKind::File => None,
            })
            .collect(),
        BodyKind::Text | BodyKind::Bytes => Vec::new(),
    });
    let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
    parameters.chain(bodies).collect()
}

/// The types of response bodies and headers, of failures too.
fn received(operation: &Operation) -> Vec<&Ty> {
    let cases = operation.success.cases.iter().flat_map(|case| {
        let headers = case.headers.iter().map(|header| &header.ty);
        let body = match &case.kind {
            SuccessKind::Json(ty) | SuccessKind::Stream(_, ty) => Some(ty),
            SuccessKind::Empty | SuccessKind::Text | SuccessKind::Bytes => None,
        };
        headers.chain(body)
    });
    let errors = operation
        .errors
        .iter()
        .filter_map(|error| error.ty.as_ref());
    let items = operation
        .pagination
        .iter()
        .map(|pagination| &pagination.item);
    cases.chain(errors).chain(items).collect()
}
