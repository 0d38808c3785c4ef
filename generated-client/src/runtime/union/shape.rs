//! What is cheap to see of a value, to tell the variants of a union apart.

use std::borrow::Cow;

use crate::runtime::enumeration::Scalar;
use crate::runtime::json::{Document, NodeKind};
use crate::runtime::reader::{Reader, integral};

/// What values of a variant look like.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// The kinds of JSON value they may be.
    pub kinds: Kinds,
    /// Members that objects must have.
    pub required: &'static [&'static str],
    /// Members that, where they are there, have one of these values.
    pub constants: &'static [(&'static str, &'static [Scalar<'static>])],
    /// All members that are known.
    pub known: &'static [&'static str],
}

impl Shape {
    /// Any value at all.
    pub const ANY: Self = Self {
        kinds: Kinds::ANY,
        required: &[],
        constants: &[],
        known: &[],
    };
}

/// A set of kinds of JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kinds {
    /// None
    pub const NONE: Self = Self(0);
    /// `null`
    pub const NULL: Self = Self(1);
    /// `true` and `false`
    pub const BOOLEAN: Self = Self(1 << 1);
    /// Integers, `1.0` among them
    pub const INTEGER: Self = Self(1 << 2);
    /// All numbers
    pub const NUMBER: Self = Self(1 << 2 | 1 << 3);
    /// Strings
    pub const STRING: Self = Self(1 << 4);
    /// Arrays
    pub const ARRAY: Self = Self(1 << 5);
    /// Objects
    pub const OBJECT: Self = Self(1 << 6);
    /// Anything
    pub const ANY: Self = Self(u8::MAX);

    /// Either's.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a value of the kind `one` is among these.
    const fn has(self, one: Self) -> bool {
        self.0 & one.0 != 0
    }
}

type Members<'d> = Vec<(Cow<'d, str>, u32)>;

/// The variants that the value may be, the likeliest first; in the description's order where nothing says more.
pub(super) fn candidates(from: &Reader<'_>, shapes: &[Shape]) -> Vec<usize> {
    let (document, node) = from.place();
    let kind = kind_of(document, node);
    let of_kind = shapes
        .iter()
        .enumerate()
        .filter(|(_, shape)| shape.kinds.has(kind));
    if kind != Kinds::OBJECT {
        return of_kind.map(|(variant, _)| variant).collect();
    }
    let members: Members<'_> = document.members(node).collect();
    let mut scored: Vec<(isize, usize)> = of_kind
        .filter(|(_, shape)| fits(document, &members, shape))
        .map(|(variant, shape)| (score(&members, shape.known), variant))
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().map(|(_, variant)| variant).collect()
}

fn kind_of(document: &Document<'_>, node: u32) -> Kinds {
    let node = document.node(node);
    match node.kind {
        NodeKind::Null => Kinds::NULL,
        NodeKind::True | NodeKind::False => Kinds::BOOLEAN,
        NodeKind::Integer => Kinds::INTEGER,
        NodeKind::Float if integral(document.raw(node)).is_some() => Kinds::INTEGER,
        NodeKind::Float => Kinds(1 << 3),
        NodeKind::Text | NodeKind::EscapedText => Kinds::STRING,
        NodeKind::List => Kinds::ARRAY,
        NodeKind::Object => Kinds::OBJECT,
    }
}

fn fits(document: &Document<'_>, members: &Members<'_>, shape: &Shape) -> bool {
    let value_of = |wanted: &str| {
        members
            .iter()
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| *value)
    };
    shape.required.iter().all(|name| value_of(name).is_some())
        && shape.constants.iter().all(|(name, values)| {
            value_of(name).is_none_or(|node| values.iter().any(|value| is(document, node, *value)))
        })
}

/// Whether the value at a node is this scalar.
fn is(document: &Document<'_>, node: u32, scalar: Scalar<'_>) -> bool {
    let node = document.node(node);
    match (scalar, node.kind) {
        (Scalar::Text(text), NodeKind::Text | NodeKind::EscapedText) => {
            document.string(node) == text
        }
        (Scalar::Bool(value), NodeKind::True) => value,
        (Scalar::Bool(value), NodeKind::False) => !value,
        (Scalar::Integer(integer), NodeKind::Integer | NodeKind::Float) => {
            integral(document.raw(node)) == Some(integer.into())
        }
        (Scalar::Number(number), NodeKind::Integer | NodeKind::Float) => {
            document.raw(node).parse() == Ok(number)
        }
        _ => false,
    }
}

/// How many members are known, minus those that are not. Members mostly come in the order they are known in.
fn score(members: &Members<'_>, known: &[&str]) -> isize {
    let mut expected = 0;
    let mut score = 0;
    for (name, _) in members {
        let position = match known.get(expected) {
            Some(next) if name == next => Some(expected),
            _ => known.iter().position(|known| name == known),
        };
        match position {
            Some(position) => {
                score += 1;
                expected = position + 1;
            }
            None => score -= 1,
        }
    }
    score
}
