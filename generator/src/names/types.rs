//! Names of types and of what they hold.

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use super::scope::{Ident, Kind, Scope};
use super::{case, keywords, reserved};
use crate::ir::{Chosen, Enum, EnumVariant, Literal, Struct, Type, TypeId, TypeKind, Union};

/// The names of a type.
#[derive(Debug)]
pub struct TypeNames {
    /// The type: `Lead`
    pub name: Ident,
    /// Its module, and the stem of its file: `lead`
    pub module: Ident,
    /// Fields of a struct, by index; empty for other types.
    pub fields: Vec<Ident>,
    /// Setters of a struct's fields, by index: the field's name where no function has it already.
    pub setters: Vec<Ident>,
    /// Variants of an enumeration or union, by index; empty for other types.
    pub variants: Vec<Ident>,
}

/// Plans the names of all types; also gives their scope, for what stands beside them.
pub(super) fn plan(types: &[Type], chosen: &Chosen) -> (Vec<TypeNames>, Scope<'static>) {
    let mut names = Scope::new(Kind::Type, &[keywords::PRELUDE, reserved::IN_MODELS]);
    let mut modules = Scope::new(Kind::Module, &[]);
    let chosen_name = |index: usize| chosen.types.get(&TypeId(index as u32));
    let mut order = precedence(types);
    order.sort_by_key(|&index| chosen_name(index).is_none());
    let place = |index| match chosen_name(index) {
        Some(name) => Some(std::slice::from_ref(name)),
        None => Some(types.get(index)?.name.as_slice()),
    };
    let mut planned: Vec<(usize, Ident, Ident)> = order
        .into_iter()
        .filter_map(|index| Some((index, place(index)?)))
        .map(|(index, place)| (index, names.add_place(place), modules.add_place(place)))
        .collect();
    planned.sort_by_key(|(index, ..)| *index);
    // What a type holds is a scope of its own.
    let planned = planned
        .into_par_iter()
        .zip(types)
        .map(|((index, name, module), ty)| {
            let names = TypeNames {
                name,
                module,
                fields: Vec::new(),
                setters: Vec::new(),
                variants: Vec::new(),
            };
            with_members(names, &ty.kind, TypeId(index as u32), chosen)
        });
    (planned.collect(), names)
}

/// The names of [`reserved::BEHIND_MODELS`] that types have.
pub(super) fn shadowed(types: &[TypeNames]) -> Vec<&'static str> {
    let is_type = |name: &&&str| types.iter().any(|ty| ty.name.as_str() == **name);
    reserved::BEHIND_MODELS
        .iter()
        .filter(is_type)
        .copied()
        .collect()
}

/// Components before inline types; among components those that have a Rust name already before those that get one.
fn precedence(types: &[Type]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..types.len()).collect();
    order.sort_by_key(|&index| {
        types.get(index).map_or(2, |ty| {
            let is_rust_name = || {
                let [name] = ty.name.as_slice() else {
                    return false;
                };
                case::pascal(&case::words(name)) == *name
            };
            match ty.is_component {
                true if is_rust_name() => 0,
                true => 1,
                false => 2,
            }
        })
    });
    order
}

fn with_members(mut names: TypeNames, kind: &TypeKind, id: TypeId, chosen: &Chosen) -> TypeNames {
    match kind {
        TypeKind::Struct(struct_) => {
            (names.fields, names.setters) = fields(struct_, |index| {
                chosen.fields.get(&(id, index)).map(String::as_str)
            });
        }
        TypeKind::Enum(enum_) => names.variants = values(enum_),
        TypeKind::Union(union) => names.variants = variants(union, &names.name),
        TypeKind::Alias(_) => {}
    }
    names
}

fn fields<'c>(
    struct_: &Struct,
    chosen: impl Fn(usize) -> Option<&'c str>,
) -> (Vec<Ident>, Vec<Ident>) {
    let names: Vec<&str> = struct_.fields.iter().map(|field| &*field.name).collect();
    let fields = Scope::new(Kind::Field, &[reserved::FIELDS]).add_chosen(&names, chosen);
    let plain: Vec<&str> = fields.iter().map(Ident::plain).collect();
    let setters = Scope::new(Kind::Field, &[reserved::MODEL_FUNCTIONS]).add_all(&plain);
    (fields, setters)
}

fn values(enum_: &Enum) -> Vec<Ident> {
    let names: Vec<String> = enum_.variants.iter().map(value_name).collect();
    Scope::new(Kind::Variant, &[reserved::VARIANTS]).add_all(&names)
}

fn value_name(variant: &EnumVariant) -> String {
    match (&variant.name, &variant.value) {
        (Some(name), _) => name.clone(),
        (None, Literal::String(text)) => text.clone(),
        (None, other) => other.to_string(),
    }
}

/// A variant needs not repeat the words of its union: of `RequestMessage`, `RequestUserMessage` is `User`. What others are
/// called does not matter, so that the name stays when they come and go.
fn variants(union: &Union, name: &Ident) -> Vec<Ident> {
    let name = case::words(name.plain());
    let mut scope = Scope::new(Kind::Variant, &[reserved::VARIANTS]);
    let words = union.variants.iter().map(|variant| variant.name.join(" "));
    let words: Vec<String> = words.collect();
    let mut short: Vec<Option<Ident>> = Vec::new();
    for whole in &words {
        let own = own_words(&case::words(whole), &name);
        let own = own.filter(|own| scope.is_free(own));
        short.push(own.map(|own| scope.add_words(&own, whole)));
    }
    let rest: Vec<&String> = words
        .iter()
        .zip(&short)
        .filter_map(|(whole, short)| short.is_none().then_some(whole))
        .collect();
    let mut rest = scope.add_all(&rest).into_iter();
    short
        .into_iter()
        .filter_map(|short| short.or_else(|| rest.next()))
        .collect()
}

/// The words of a variant without those at its beginning and its end that its union begins or ends with; `None` where
/// there are none, or nothing would be left.
fn own_words(words: &[String], union: &[String]) -> Option<Vec<String>> {
    let before = words.iter().zip(union).take_while(|(a, b)| a == b).count();
    let pairs = words.iter().rev().zip(union.iter().rev());
    let after = pairs.take_while(|(a, b)| a == b).count();
    if before + after == 0 {
        return None;
    }
    let own = words.get(before..words.len().checked_sub(after)?)?;
    let is_name = own
        .first()?
        .starts_with(|first: char| first.is_ascii_alphabetic());
    is_name.then(|| own.to_vec())
}

#[cfg(test)]
mod tests {
    use super::{case, own_words};

    #[test]
    fn variants_do_not_repeat_their_union() {
        let table = [
            ("RequestMessage", "RequestUserMessage", Some("User")),
            ("RequestMessage", "Text", None),
            ("ContentPart", "ContentPart", None),
            ("StreamEvent", "ErrorEvent", Some("Error")),
            ("Factor", "Factor2fa", None),
            ("Pet", "PetCat", Some("Cat")),
        ];
        for (union, variant, expected) in table {
            let own = own_words(&case::words(variant), &case::words(union));
            let own = own.map(|own| case::pascal(&own));
            assert_eq!(own.as_deref(), expected, "{variant} of {union}");
        }
    }
}
