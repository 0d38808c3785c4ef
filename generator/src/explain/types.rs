//! Why types and what they hold are as they are.

use super::Explainer;
use crate::emit::docs;
use crate::ir::{Field, FieldShape, Type, TypeId, TypeKind, Usage};
use crate::surface::{Item, Kind, LIKE};

/// A type, or what it has as a whole: its constructor, its `Default`.
pub(super) fn ty(explainer: &Explainer<'_>, id: TypeId, item: &Item, said: &mut Vec<String>) {
    let Some(ty) = explainer.described.api.types.get(id.0 as usize) else {
        return;
    };
    match (item.kind, item.name()) {
        (Kind::Function, _) => return constructor(ty, said),
        (Kind::Impl, _) => {
            said.push("Nothing must be given to make one, so it has a `Default`.".to_owned());
            return;
        }
        (Kind::Wire, _) => {
            said.push("The property tells which type of the union a value is.".to_owned());
            return;
        }
        _ => {}
    }
    match explainer.described.api.chosen.types.get(&id) {
        Some(_) => said.push(chosen(&ty.name.join(" "))),
        None => name(ty, item, said),
    }
    said.push(match &ty.kind {
        TypeKind::Struct(_) => "The schema is an object with known members, so it is a struct. It is `non_exhaustive`: the API may get more of them.".to_owned(),
        TypeKind::Enum(of) if of.is_text() => "The schema lists its values (`enum` or `const`), so it is an enum, open to values that are not in the list.".to_owned(),
        TypeKind::Enum(_) => "The schema lists values that are not all texts, so it is an enum of scalars.".to_owned(),
        TypeKind::Union(of) => match &of.discriminator {
            Some(told) => format!("The schema is one of several (`oneOf`, `anyOf` or several types), told apart by the member `{}`.", docs::text::line(&told.property)),
            None => "The schema is one of several (`oneOf`, `anyOf` or several types). No member names which, so they are told apart by their kind and by the members they require.".to_owned(),
        },
        TypeKind::Alias(of) if of.is_shared => format!(
            "The schema is inline and says the same as the one that `{}` is made of, so both are one type. It becomes one of its own when the description tells them apart.",
            item.signature.trim_start_matches(LIKE)
        ),
        TypeKind::Alias(of) => {
            let shown = item.signature.trim_start_matches(": ");
            explainer.type_reason(ty.node, &of.ty, shown)
        }
    });
    if matches!(ty.kind, TypeKind::Struct(_)) {
        said.push(usage(ty.usage).to_owned());
    }
}

/// Why a name is another than the description's.
pub(super) fn chosen(instead: &str) -> String {
    format!(
        "`[names]` of the configuration gives it this name, in place of one that is made of `{}`.",
        docs::text::line(instead)
    )
}

fn name(ty: &Type, item: &Item, said: &mut Vec<String>) {
    let words = docs::text::line(&ty.name.join(" "));
    let rust = item.name();
    said.push(match ty.is_component {
        true if words == rust => format!("It has the name of the component `{words}`."),
        true => format!("The component `{words}` is `{rust}`: type names are in Pascal case, and differ from each other and from the names of Rust."),
        false => format!("The schema is not a component, so its name is made of its title or of where it stands: `{words}`."),
    });
}

fn usage(usage: Usage) -> &'static str {
    match (usage.request, usage.response) {
        (true, true) => "It is sent and received, so it has a constructor and setters.",
        (true, false) => "It is sent, so it has a constructor and setters.",
        (false, true) => "It is only received, so it has neither a constructor nor setters.",
        (false, false) => {
            "No operation sends or receives it, so it has neither a constructor nor setters."
        }
    }
}

fn constructor(ty: &Type, said: &mut Vec<String>) {
    said.push("It asks for the members that are `required` and not `readOnly`, in the order of the description; those with one value only are filled in.".to_owned());
    said.push(usage(ty.usage).to_owned());
}

/// A field, or its setter.
pub(super) fn field(
    explainer: &Explainer<'_>,
    id: TypeId,
    index: usize,
    item: &Item,
    said: &mut Vec<String>,
) {
    let Some(ty) = explainer.described.api.types.get(id.0 as usize) else {
        return;
    };
    let TypeKind::Struct(of) = &ty.kind else {
        return;
    };
    let Some(field) = of.fields.get(index) else {
        return;
    };
    let wire = docs::text::line(&field.name);
    if item.kind == Kind::Function {
        said.push(format!(
            "The setter of the member `{wire}`: it need not be given to the constructor."
        ));
        if field.shape == FieldShape::Maybe {
            said.push("It takes a value, or `Maybe::Null` to clear it.".to_owned());
        }
        return;
    }
    let is_chosen = explainer
        .described
        .api
        .chosen
        .fields
        .contains_key(&(id, index));
    said.push(match is_chosen {
        true => chosen(&field.name),
        false => format!("The member `{wire}` on the wire. Fields are in snake case."),
    });
    let shown = item.signature.trim_start_matches(": ");
    let inner = shown
        .strip_prefix("Option<")
        .or_else(|| shown.strip_prefix("Maybe<"))
        .and_then(|rest| rest.strip_suffix('>'));
    let inner = inner
        .filter(|_| field.shape != FieldShape::Required)
        .unwrap_or(shown);
    said.push(explainer.type_reason(field.node, &field.ty, inner));
    said.push(shape(field).to_owned());
    facts(field, said);
}

fn shape(field: &Field) -> &'static str {
    match field.shape {
        FieldShape::Required => "It is in `required` and never null, so it is no `Option`.",
        FieldShape::Nullable => {
            "It is in `required` and may be null, so it is an `Option`, and `None` is sent as null."
        }
        FieldShape::Optional if field.read_only || field.write_only => {
            "It need not be there in one of the directions that values of its type go in, so it is an `Option`, and `None` is not sent."
        }
        FieldShape::Optional => {
            "It is not in `required`, so it is an `Option`, and `None` is not sent."
        }
        FieldShape::OptionalNullable => {
            "It is not in `required` and may be null, but its type is only received, so `Option` is enough; an explicit null is remembered in `extra`."
        }
        FieldShape::Maybe => {
            "It is not in `required`, may be null, and is sent, so it is a `Maybe`: absent, null or a value."
        }
    }
}

fn facts(field: &Field, said: &mut Vec<String>) {
    if field.constant.is_some() {
        said.push(
            "It has one value only (`const`, or an `enum` of one), which constructors fill in."
                .to_owned(),
        );
    }
    if field.read_only {
        said.push("`readOnly`: constructors and setters leave it out.".to_owned());
    }
    if field.write_only {
        said.push("`writeOnly`: it is not expected in responses.".to_owned());
    }
    if field.default.is_some() {
        said.push(
            "Its `default` is documented; it is the server's business to apply it.".to_owned(),
        );
    }
    if !field.constraints.list.is_empty() {
        said.push(
            "What its schema demands beyond the type is documented, and `Validate` checks it."
                .to_owned(),
        );
    }
}

/// A variant of an enumeration or a union, or what converts into it.
pub(super) fn variant(
    explainer: &Explainer<'_>,
    id: TypeId,
    index: usize,
    item: &Item,
    said: &mut Vec<String>,
) {
    let Some(ty) = explainer.described.api.types.get(id.0 as usize) else {
        return;
    };
    match &ty.kind {
        TypeKind::Enum(of) => {
            let Some(variant) = of.variants.get(index) else {
                return;
            };
            let value = docs::text::line(&variant.value.to_string());
            said.push(format!("The value `{value}` of the list."));
            said.push(match &variant.name {
                Some(name) => format!(
                    "Its name `{}` comes from `x-enum-varnames` or a title.",
                    docs::text::line(name)
                ),
                None => "Its name is the value in Pascal case; numbers and signs are spelled out."
                    .to_owned(),
            });
        }
        TypeKind::Union(of) => {
            let Some(variant) = of.variants.get(index) else {
                return;
            };
            if item.kind == Kind::Impl {
                said.push("The variant is the only one that holds this struct, so the struct converts into it.".to_owned());
                return;
            }
            let words = docs::text::line(&variant.name.join(" "));
            said.push(format!("One of the schemas of the union; its name comes of its component, title, value or type: `{words}`."));
            said.push(match (&of.discriminator, item.wire.is_empty()) {
                (Some(told), false) => format!(
                    "A value is of it where `{}` is {}.",
                    docs::text::line(&told.property),
                    item.wire
                ),
                _ => "A value is of it where its kind and its required members fit.".to_owned(),
            });
        }
        TypeKind::Struct(_) | TypeKind::Alias(_) => {}
    }
}
