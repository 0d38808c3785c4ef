//! Helpers for the tests of lowering: types of a few lines of YAML, as text that shows what was decided.

use crate::ir::{Additional, FieldShape, Ty, Type, TypeId, TypeKind};
use crate::lower::Lowering;
use crate::lower::share::share;
use crate::testing;

/// The types of some component schemas, of a document without operations.
#[track_caller]
pub(super) fn types(schemas: &str) -> Vec<Type> {
    lowered(schemas).0
}

/// As [`types`], with the messages of the warnings.
#[track_caller]
pub(super) fn lowered(schemas: &str) -> (Vec<Type>, Vec<String>) {
    let mut text = String::from("components:\n  schemas:\n");
    for line in schemas.lines() {
        text.push_str("    ");
        text.push_str(line);
        text.push('\n');
    }
    let mut document = testing::document(&text);
    let types = Lowering::new(&document).finish(&[], &[]);
    let said = std::mem::take(&mut document.diagnostics);
    let said = said.into_vec().into_iter().map(|it| it.message).collect();
    (types, said)
}

/// Checks what schemas become: a line for each type, in the notation of [`show`].
#[track_caller]
pub(super) fn check(schemas: &str, expected: &str) {
    let types = types(schemas);
    let shown: Vec<String> = types.iter().map(|ty| show(ty, &types)).collect();
    let expected: Vec<&str> = expected
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(shown, expected, "\n{}\n", shown.join("\n"));
}

/// As [`check`], with those that are alike made one.
#[track_caller]
pub(super) fn check_shared(schemas: &str, expected: &str) {
    let shown = shown_shared(schemas);
    let expected = expected.lines().map(str::trim);
    let expected: Vec<&str> = expected.filter(|line| !line.is_empty()).collect();
    assert_eq!(shown, expected, "\n{}\n", shown.join("\n"));
}

/// The types, with those that are alike made one, in the notation of [`show`].
#[track_caller]
pub(super) fn shown_shared(schemas: &str) -> Vec<String> {
    let mut types = types(schemas);
    share(&mut types);
    types.iter().map(|ty| show(ty, &types)).collect()
}

/// Checks that lowering warns in these words.
#[track_caller]
pub(super) fn check_warning(schemas: &str, expected: &str) {
    let (_, said) = lowered(schemas);
    assert!(said.iter().any(|it| it.contains(expected)), "{said:#?}");
}

/// A type in one line: `Pet { name: String, tag?: String, owner: Owner | null, .. }`, where `?` marks what may be left
/// out and `..` further members; `Color = red, green`; `Pet = Cat(Cat) | Dog(Dog) by kind`; `Id = type I64`.
pub(super) fn show(ty: &Type, types: &[Type]) -> String {
    let name = ty.name.join(".");
    match &ty.kind {
        TypeKind::Struct(object) => {
            let mut members: Vec<String> = object
                .fields
                .iter()
                .map(|field| {
                    let (mark, null) = match field.shape {
                        FieldShape::Required => ("", ""),
                        FieldShape::Nullable => ("", " | null"),
                        FieldShape::Optional => ("?", ""),
                        FieldShape::OptionalNullable => ("?", " | null"),
                        FieldShape::Maybe => ("?", " | maybe"),
                    };
                    let ty = show_ty(&field.ty, types);
                    let constant = field.constant.as_ref();
                    let constant = constant.map(|it| format!(" = {it}")).unwrap_or_default();
                    format!("{}{mark}: {ty}{null}{constant}", field.name)
                })
                .collect();
            match &object.additional {
                Additional::Any => members.push("..".to_owned()),
                Additional::Typed(ty) => members.push(format!("..{}", show_ty(ty, types))),
                Additional::None => {}
            }
            format!("{name} {{ {} }}", members.join(", "))
        }
        TypeKind::Enum(list) => {
            let values: Vec<String> = list
                .variants
                .iter()
                .map(|it| match &it.name {
                    None if it.value == "" => "<empty>".to_owned(),
                    Some(name) => format!("{} ({name})", it.value),
                    None => it.value.to_string(),
                })
                .collect();
            format!("{name} = {}", values.join(", ").replace('"', ""))
        }
        TypeKind::Union(union) => {
            let variants: Vec<String> = union
                .variants
                .iter()
                .map(|it| format!("{}({})", it.name.join("."), show_ty(&it.ty, types)))
                .collect();
            let by = union.discriminator.as_ref().map(|it| {
                let values: Vec<String> = it
                    .mapping
                    .iter()
                    .map(|(value, home)| format!("{value}:{home}"))
                    .collect();
                format!(" by {} {}", it.property, values.join(" "))
            });
            format!(
                "{name} = {}{}",
                variants.join(" | "),
                by.unwrap_or_default()
            )
        }
        TypeKind::Alias(alias) => format!("{name} = type {}", show_ty(&alias.ty, types)),
    }
}

fn show_ty(ty: &Ty, types: &[Type]) -> String {
    let name = |id: &TypeId| types[id.0 as usize].name.join(".");
    match ty {
        Ty::Named(id) => name(id),
        Ty::Boxed(id) => format!("Box({})", name(id)),
        Ty::List(inner) => format!("[{}]", show_ty(inner, types)),
        Ty::Map(inner) => format!("{{{}}}", show_ty(inner, types)),
        Ty::Nullable(inner) => format!("{}?", show_ty(inner, types)),
        Ty::Tuple(elements) => {
            let elements: Vec<String> = elements.iter().map(|it| show_ty(it, types)).collect();
            format!("({})", elements.join(", "))
        }
        ty => format!("{ty:?}"),
    }
}

mod all_of;
mod bodies;
mod calls;
mod corpus;
mod extensions;
mod fields;
mod files;
mod made_up;
mod objects;
mod parameters;
mod responses;
mod scalars;
mod security;
mod select;
mod share;
mod swagger;
mod unions;
