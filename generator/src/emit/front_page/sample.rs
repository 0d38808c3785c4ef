//! The smallest value of a type: required members only. For examples that run.

use serde_json::{Map, Value, json};

use crate::emit::{Context, ty};
use crate::ir::{FieldShape, RustType, Struct, Ty, TypeKind};

/// How deep required members may nest in an example.
const DEPTH: usize = 4;

/// The largest struct, in required members, that is still good to read.
const MEMBERS: usize = 12;

/// A value of the type as JSON; `None` where there is no short one.
pub(super) fn sample(cx: &Context<'_>, of: &Ty) -> Option<Value> {
    value(cx, of, DEPTH)
}

fn value(cx: &Context<'_>, of: &Ty, depth: usize) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    Some(match ty::resolve(cx, of) {
        Ty::Named(id) | Ty::Boxed(id) => return named(cx, cx.api.kind(*id), depth),
        Ty::String | Ty::Secret => json!("example"),
        Ty::Bool => json!(true),
        Ty::I32 | Ty::I64 | Ty::U32 | Ty::U64 | Ty::Number => json!(1),
        Ty::F64 => json!(1.5),
        Ty::I64Text | Ty::U64Text => json!("1"),
        Ty::DateTime => json!("2026-01-02T03:04:05Z"),
        Ty::Date => json!("2026-01-02"),
        Ty::Uuid => json!("00000000-0000-4000-8000-000000000000"),
        Ty::Ipv4 => json!("127.0.0.1"),
        Ty::Ipv6 => json!("::1"),
        Ty::Base64 => json!("AA=="),
        Ty::List(_) => json!([]),
        Ty::Map(_) => json!({}),
        Ty::Any | Ty::Null | Ty::Nullable(_) => Value::Null,
        Ty::Rust(RustType::Chrono | RustType::Time) => json!("2026-01-02T03:04:05Z"),
        Ty::Rust(RustType::Path(_)) | Ty::Binary | Ty::Tuple(_) => return None,
    })
}

fn named(cx: &Context<'_>, kind: &TypeKind, depth: usize) -> Option<Value> {
    match kind {
        TypeKind::Struct(of) => members(cx, of, depth),
        TypeKind::Enum(of) => of.variants.first().map(|variant| variant.value.clone()),
        TypeKind::Union(_) | TypeKind::Alias(_) => None,
    }
}

fn members(cx: &Context<'_>, of: &Struct, depth: usize) -> Option<Value> {
    let is_required = |shape| matches!(shape, FieldShape::Required | FieldShape::Nullable);
    let required = of.fields.iter().filter(|field| is_required(field.shape));
    let mut members = Map::new();
    for field in required {
        let value = match (&field.constant, field.shape) {
            (Some(constant), _) => constant.clone(),
            (None, FieldShape::Nullable) => Value::Null,
            (None, _) => value(cx, &field.ty, depth)?,
        };
        members.insert(field.name.clone(), value);
    }
    (members.len() <= MEMBERS).then_some(Value::Object(members))
}
