//! What is cheap to see of a value, to tell the variants of a union apart.

use std::borrow::Cow;

use crate::runtime::enumeration::Scalar;
use crate::runtime::json::{Document, NodeKind};
use crate::runtime::model::Member;
use crate::runtime::reader::{Reader, integral};

/// What values of a variant look like.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// The kinds of JSON value they may be.
    pub kinds: Kinds,
    /// Of a model: its members. They say what is required and what is known.
    pub members: &'static [Member],
    /// Members that objects must have.
    pub required: &'static [&'static str],
    /// Members that, where they are there, have one of these values.
    pub constants: &'static [(&'static str, &'static [Scalar<'static>])],
    /// All members that are known.
    pub known: &'static [&'static str],
}

impl Shape {
    /// Any value at all
    pub const ANY: Self = Self::of(Kinds::ANY);
    /// `null`
    pub const NULL: Self = Self::of(Kinds::NULL);
    /// `true` and `false`
    pub const BOOLEAN: Self = Self::of(Kinds::BOOLEAN);
    /// Any integer, `1.0` among them
    pub const INTEGER: Self = Self::of(Kinds::INTEGER);
    /// Any number
    pub const NUMBER: Self = Self::of(Kinds::NUMBER);
    /// Any string
    pub const STRING: Self = Self::of(Kinds::STRING);
    /// Any array
    pub const ARRAY: Self = Self::of(Kinds::ARRAY);
    /// Any object
    pub const OBJECT: Self = Self::of(Kinds::OBJECT);

    /// Any value of these kinds.
    pub const fn of(kinds: Kinds) -> Self {
        Self {
            kinds,
            members: &[],
            required: &[],
            constants: &[],
            known: &[],
        }
    }
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

/// A variant that a value may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) variant: usize,
    /// How many of the value's members it knows, minus those it does not.
    score: isize,
}

/// What can be seen of the value that a reader stands at.
pub(super) struct Sight<'d> {
    document: &'d Document<'d>,
    kind: Kinds,
    /// The members of an object.
    members: Vec<(Cow<'d, str>, u32)>,
}

impl<'d> Sight<'d> {
    pub(super) fn of(from: &mut Reader<'d>) -> Self {
        let (document, node) = from.place();
        let kind = kind(document, node);
        let mut members = std::mem::take(from.sight());
        if kind == Kinds::OBJECT {
            members.extend(document.members(node));
        }
        Self {
            document,
            kind,
            members,
        }
    }

    /// Leaves the room that the members took for what is seen next.
    pub(super) fn leave(mut self, from: &mut Reader<'d>) {
        self.members.clear();
        *from.sight() = self.members;
    }

    /// The likeliest variant after the one tried last: by score, then in the description's order. Nothing is sorted, for
    /// the first one tried is nearly always the last.
    pub(super) fn next_candidate(
        &self,
        shapes: &[Shape],
        tried: Option<Candidate>,
    ) -> Option<Candidate> {
        let mut best: Option<Candidate> = None;
        for (variant, shape) in shapes.iter().enumerate() {
            if !shape.kinds.has(self.kind) {
                continue;
            }
            let Some(score) = self.score(shape) else {
                continue;
            };
            let is_left = tried.is_none_or(|tried| {
                score < tried.score || (score == tried.score && variant > tried.variant)
            });
            if is_left && best.is_none_or(|best| score > best.score) {
                best = Some(Candidate { variant, score });
                if score == self.members.len() as isize {
                    break;
                }
            }
        }
        best
    }

    /// How many members are known, minus those that are not; nothing where the shape does not fit. Members mostly come in
    /// the order they are known in.
    fn score(&self, shape: &Shape) -> Option<isize> {
        if self.kind != Kinds::OBJECT {
            return Some(0);
        }
        if !self.has_first_required(shape) {
            return None;
        }
        let (mut score, mut required) = (0, 0_u64);
        let (mut next_known, mut next_required) = (0, 0);
        for (index, (name, value)) in self.members.iter().enumerate() {
            let known = match shape.members {
                [] => position(shape.known, name, next_known),
                members => among(members, name, next_known),
            };
            match known {
                Some(position) => {
                    score += 1;
                    next_known = position + 1;
                }
                None => score -= 1,
            }
            let demanded = match shape.members {
                [] => position(shape.required, name, next_required),
                members => known.filter(|&at| members.get(at).is_some_and(Member::is_required)),
            };
            if let Some(position) = demanded {
                next_required = position + 1;
                required |= bit(position);
            }
            let constant = shape
                .constants
                .iter()
                .find(|(constant, _)| name == constant);
            let is_constant = |values: &[Scalar<'_>]| {
                let mut values = values.iter();
                values.any(|scalar| is(self.document, *value, *scalar))
            };
            if constant.is_some_and(|(_, values)| !is_constant(values))
                && !self.comes_again(index, name)
            {
                return None;
            }
        }
        // Whether those beyond the first 64 are there shows when the variant is read.
        let all = match shape.members {
            [] => shape.required.len().min(64),
            members => {
                let members = members.iter().take(64);
                members.filter(|member| member.is_required()).count()
            }
        };
        (required.count_ones() as usize == all).then_some(score)
    }

    /// Whether a member of this name comes after the one at `index`; then that one does not count.
    fn comes_again(&self, index: usize, name: &str) -> bool {
        let mut rest = self.members.iter().skip(index + 1);
        rest.any(|(other, _)| other == name)
    }

    /// Whether the first member that the shape demands is there. Most shapes that do not fit lack it, which is cheaper to
    /// see than how well they fit.
    fn has_first_required(&self, shape: &Shape) -> bool {
        let mut names = self.members.iter().map(|(name, _)| name);
        match shape.members {
            [] => match shape.required.first() {
                Some(first) => names.any(|name| name == first),
                None => true,
            },
            members => match members.iter().take(64).find(|member| member.is_required()) {
                Some(first) => names.any(|name| first.is(name)),
                None => true,
            },
        }
    }
}

fn kind(document: &Document<'_>, node: u32) -> Kinds {
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

/// The bit for one of the first 64 of a list.
fn bit(position: usize) -> u64 {
    u32::try_from(position).map_or(0, |at| 1_u64.checked_shl(at).unwrap_or(0))
}

/// Where a name is among the members of a model, with a guess.
fn among(members: &[Member], name: &str, expected: usize) -> Option<usize> {
    match members.get(expected) {
        Some(member) if member.is(name) => Some(expected),
        _ => members.iter().position(|member| member.is(name)),
    }
}

/// Where a name is in a list, with a guess. Most names differ in length or at the first letter.
fn position(names: &[&str], name: &str, expected: usize) -> Option<usize> {
    let is = |other: &&str| {
        other.len() == name.len()
            && other.as_bytes().first() == name.as_bytes().first()
            && *other == name
    };
    match names.get(expected) {
        Some(other) if is(other) => Some(expected),
        _ => names.iter().position(is),
    }
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
