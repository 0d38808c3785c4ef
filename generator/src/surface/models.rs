//! The items of a type of the API.

use super::facts::{self, Facts};
use super::{Item, Kind, LIKE, Origin, tokens};
use crate::emit::setters::{asked, set, settable};
use crate::emit::struct_::{construction, field_ty, named_fields};
use crate::emit::union::conversion;
use crate::emit::uses::{Place, Uses};
use crate::emit::{Context, ty};
use crate::ir::{Additional, Enum, Literal, Struct, Type, TypeId, TypeKind, Union};

/// The type and its members.
pub(super) fn items(cx: &Context<'_>, id: TypeId) -> Vec<Item> {
    let uses = Uses::new(Place::Model, []);
    let whole = cx.api.ty(id);
    let path = format!("models::{}", cx.names.ty(id).name);
    let mut items = Vec::new();
    let (kind, signature) = match &whole.kind {
        TypeKind::Struct(of) => {
            struct_(cx, &uses, &path, id, whole, of, &mut items);
            (Kind::Struct, String::new())
        }
        TypeKind::Enum(of) => {
            enum_(cx, &path, id, of, &mut items);
            let of = if of.is_text() { "text" } else { "scalars" };
            (Kind::Enum, format!(": {of}"))
        }
        TypeKind::Union(of) => {
            union_(cx, &uses, &path, id, of, &mut items);
            (Kind::Enum, ": union".to_owned())
        }
        TypeKind::Alias(of) => {
            let name = tokens::text(ty::ty(cx, &uses, &of.ty));
            let as_what = if of.is_shared { LIKE } else { ": " };
            (Kind::Alias, format!("{as_what}{name}"))
        }
    };
    let features = cx.features.needing(id).into_iter().map(str::to_owned);
    items.push(
        Item::new(kind, path, Origin::Type(id))
            .signature(signature)
            .features(features.collect())
            .deprecated(whole.deprecated),
    );
    items
}

fn struct_(
    cx: &Context<'_>,
    uses: &Uses,
    path: &str,
    id: TypeId,
    whole: &Type,
    struct_: &Struct,
    items: &mut Vec<Item>,
) {
    for (index, (name, field)) in named_fields(cx, id, struct_).enumerate() {
        let ty = tokens::text(field_ty(cx, uses, field));
        items.push(
            Item::new(
                Kind::Field,
                format!("{path}::{name}"),
                Origin::Field(id, index),
            )
            .signature(format!(": {ty}"))
            .wire(facts::field(field, whole.usage.request))
            .deprecated(field.deprecated),
        );
    }
    if let Additional::Typed(of) = &struct_.additional {
        let mut wire = Facts::new("*");
        wire.add_if(facts::is_text_coded(of), "integer as text");
        let of = tokens::text(ty::member(cx, uses, of));
        let path = format!("{path}::additional_properties");
        items.push(
            Item::new(Kind::Field, path, Origin::Additional(id))
                .signature(format!(": BTreeMap<String, {of}>"))
                .wire(wire.text()),
        );
    }
    if whole.usage.request {
        constructors(cx, uses, path, id, struct_, items);
    }
}

fn constructors(
    cx: &Context<'_>,
    uses: &Uses,
    path: &str,
    id: TypeId,
    struct_: &Struct,
    items: &mut Vec<Item>,
) {
    let plan = construction(cx, uses, id, struct_);
    let parameters = plan.asked.iter().map(|(name, field)| {
        let (ty, _) = asked(cx, uses, name, field);
        format!("{name}: {}", tokens::text(ty))
    });
    let parameters: Vec<String> = parameters.collect();
    items.push(
        Item::new(Kind::Function, format!("{path}::new"), Origin::Type(id))
            .signature(format!("({}) -> Self", parameters.join(", "))),
    );
    if plan.asked.is_empty() {
        let path = format!("{path}::Default");
        items.push(Item::new(Kind::Impl, path, Origin::Type(id)));
    }
    for (index, name, field, setter) in settable(cx, id, struct_, &plan) {
        let (ty, _) = set(cx, uses, name, field);
        let path = format!("{path}::{setter}");
        items.push(
            Item::new(Kind::Function, path, Origin::Field(id, index))
                .signature(format!("(self, {name}: {}) -> Self", tokens::text(ty)))
                .deprecated(field.deprecated),
        );
    }
}

fn enum_(cx: &Context<'_>, path: &str, id: TypeId, enum_: &Enum, items: &mut Vec<Item>) {
    let variants = cx.names.ty(id).variants.iter().zip(&enum_.variants);
    for (index, (name, variant)) in variants.enumerate() {
        // A text is told from a number of the same digits by its quotes.
        let wire = match &variant.value {
            Literal::String(text) if enum_.is_text() => facts::quoted(text),
            Literal::String(text) => format!("text {}", facts::quoted(text)),
            other => facts::literal(other),
        };
        items.push(
            Item::new(
                Kind::Variant,
                format!("{path}::{name}"),
                Origin::Variant(id, index),
            )
            .wire(wire)
            .deprecated(variant.deprecated),
        );
    }
}

fn union_(
    cx: &Context<'_>,
    uses: &Uses,
    path: &str,
    id: TypeId,
    union_: &Union,
    items: &mut Vec<Item>,
) {
    let names = &cx.names.ty(id).variants;
    let converted = conversion::converted(cx, uses, id, cx.api.ty(id), union_);
    for (index, (name, variant)) in names.iter().zip(&union_.variants).enumerate() {
        let of = tokens::text(ty::ty(cx, uses, &variant.ty));
        let mapping = union_.discriminator.iter().flat_map(|told| &told.mapping);
        let values = mapping.filter(|(_, of)| *of == index);
        let values: Vec<String> = values.map(|(value, _)| facts::quoted(value)).collect();
        let origin = Origin::Variant(id, index);
        items.push(
            Item::new(Kind::Variant, format!("{path}::{name}"), origin)
                .signature(format!("({of})"))
                .wire(values.join(" or ")),
        );
        for of in converted.get(index).into_iter().flatten() {
            let path = format!("{path}::From<{}>", tokens::text(of.clone()));
            items.push(Item::new(Kind::Impl, path, origin));
        }
    }
    if let Some(told) = &union_.discriminator {
        let path = format!("{path}::discriminator");
        let wire = facts::quoted(&told.property);
        items.push(Item::new(Kind::Wire, path, Origin::Type(id)).wire(wire));
    }
}
