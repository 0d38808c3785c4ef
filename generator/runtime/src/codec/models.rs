//! Models as the generator emits them, one for each thing that can be in one.

use std::collections::BTreeMap;

use crate::runtime::{
    Constraint, Discriminator, Encode, Extra, Failed, Kinds, Maybe, Member, Model, Number, Reader,
    Scalar, ScalarEnum, Secret, Shape, Timestamp, Union, Unrecognized, Value,
};

#[derive(Clone)]
pub(super) struct Lead {
    pub last_name: String,
    pub email: Option<String>,
    pub score: Option<i64>,
    pub status: Status,
    pub created_at: Option<Timestamp>,
    pub parent: Option<Box<Lead>>,
    pub nickname: Option<String>,
    pub closed_at: Option<Timestamp>,
    pub password: Option<Secret>,
    pub extra: Extra,
}

impl Model for Lead {
    const MEMBERS: &'static [Member] = &[
        Member::required("lastName"),
        Member::optional("email"),
        Member::optional("score"),
        Member::required("status"),
        Member::optional("createdAt"),
        Member::optional("parent"),
        Member::optional_nullable("nickname"),
        Member::nullable("closedAt"),
        Member::optional("password"),
    ];
    const CONSTRAINTS: &'static [(&'static str, Constraint)] = &[
        ("lastName", Constraint::MinLength(1)),
        ("lastName", Constraint::MaxLength(5)),
        ("score", Constraint::Maximum(100.0)),
        ("score", Constraint::MultipleOf(0.5)),
    ];

    fn member(&self, index: usize) -> &dyn Encode {
        match index {
            0 => &self.last_name,
            1 => &self.email,
            2 => &self.score,
            3 => &self.status,
            4 => &self.created_at,
            5 => &self.parent,
            6 => &self.nickname,
            7 => &self.closed_at,
            8 => &self.password,
            _ => &self.extra,
        }
    }

    fn fill(from: &mut Reader<'_>) -> Self {
        Self {
            last_name: from.take(),
            email: from.take(),
            score: from.take(),
            status: from.take(),
            created_at: from.take(),
            parent: from.take(),
            nickname: from.take(),
            closed_at: from.take(),
            password: from.take(),
            extra: from.extra(),
        }
    }
}

crate::runtime::model!(Lead);
crate::runtime::boxed!(Lead);

#[derive(Clone)]
pub(super) enum Status {
    Active,
    Empty,
    Unrecognized(Unrecognized),
}

impl Status {
    pub(super) const VALUES: &'static [Self] = &[Self::Active, Self::Empty];

    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Active => "active",
            Self::Empty => "",
            Self::Unrecognized(value) => value.as_str(),
        }
    }
}

crate::runtime::text_enum!(Status);

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Level {
    N1,
    Half,
    Auto,
    True,
    Unrecognized(Unrecognized),
}

impl ScalarEnum for Level {
    fn parse(value: Scalar<'_>) -> Option<Self> {
        Some(match value {
            Scalar::Integer(1) => Self::N1,
            Scalar::Number(0.5) => Self::Half,
            Scalar::Text("auto") => Self::Auto,
            Scalar::Bool(true) => Self::True,
            _ => return None,
        })
    }

    fn value(&self) -> Scalar<'_> {
        match self {
            Self::N1 => Scalar::Integer(1),
            Self::Half => Scalar::Number(0.5),
            Self::Auto => Scalar::Text("auto"),
            Self::True => Scalar::Bool(true),
            Self::Unrecognized(value) => value.scalar(),
        }
    }

    fn unrecognized(value: Unrecognized) -> Self {
        Self::Unrecognized(value)
    }
}

crate::runtime::scalar_enum!(Level);

/// An update: every member may be left out, `null` or a value.
#[derive(Clone, Default)]
pub(super) struct Update {
    pub name: Maybe<String>,
    pub count: Maybe<i64>,
    pub ids: Option<Vec<u64>>,
    pub extra: Extra,
}

impl Model for Update {
    const MEMBERS: &'static [Member] = &[
        Member::optional("name"),
        Member::optional("count").as_text(),
        Member::optional("ids").as_text(),
    ];

    fn member(&self, index: usize) -> &dyn Encode {
        match index {
            0 => &self.name,
            1 => &self.count,
            2 => &self.ids,
            _ => &self.extra,
        }
    }

    fn fill(from: &mut Reader<'_>) -> Self {
        Self {
            name: from.take(),
            count: from.take(),
            ids: from.take(),
            extra: from.extra(),
        }
    }
}

crate::runtime::model!(Update);

/// Numbers by name, beside a member of its own.
#[derive(Clone)]
pub(super) struct Counts {
    pub total: Number,
    pub additional_properties: BTreeMap<String, i64>,
    pub extra: Extra,
}

impl Model for Counts {
    const MEMBERS: &'static [Member] = &[Member::required("total"), Member::additional()];

    fn member(&self, index: usize) -> &dyn Encode {
        match index {
            0 => &self.total,
            1 => &self.additional_properties,
            _ => &self.extra,
        }
    }

    fn fill(from: &mut Reader<'_>) -> Self {
        Self {
            total: from.take(),
            additional_properties: from.entries(),
            extra: from.extra(),
        }
    }
}

crate::runtime::model!(Counts);

#[derive(Clone)]
pub(super) struct Cat {
    pub name: String,
    pub lives: Option<i64>,
    pub extra: Extra,
}

impl Model for Cat {
    const MEMBERS: &'static [Member] = &[Member::required("name"), Member::optional("lives")];

    fn member(&self, index: usize) -> &dyn Encode {
        match index {
            0 => &self.name,
            1 => &self.lives,
            _ => &self.extra,
        }
    }

    fn fill(from: &mut Reader<'_>) -> Self {
        Self {
            name: from.take(),
            lives: from.take(),
            extra: from.extra(),
        }
    }
}

crate::runtime::model!(Cat);

#[derive(Clone)]
pub(super) struct Dog {
    pub name: String,
    pub friends: Option<Vec<Pet>>,
    pub extra: Extra,
}

impl Model for Dog {
    const MEMBERS: &'static [Member] = &[Member::required("name"), Member::optional("friends")];

    fn member(&self, index: usize) -> &dyn Encode {
        match index {
            0 => &self.name,
            1 => &self.friends,
            _ => &self.extra,
        }
    }

    fn fill(from: &mut Reader<'_>) -> Self {
        Self {
            name: from.take(),
            friends: from.take(),
            extra: from.extra(),
        }
    }
}

crate::runtime::model!(Dog);
crate::runtime::boxed!(Dog);

/// Told apart by what can be seen.
#[derive(Clone)]
pub(super) enum Pet {
    Cat(Cat),
    Dog(Box<Dog>),
    Number(i64),
    Unrecognized(Value),
}

const CAT: Shape = Shape {
    kinds: Kinds::OBJECT,
    members: Cat::MEMBERS,
    ..Shape::ANY
};
const DOG: Shape = Shape {
    kinds: Kinds::OBJECT,
    required: &["name"],
    known: &["name", "friends"],
    ..Shape::ANY
};

impl Union for Pet {
    const SHAPES: &'static [Shape] = &[
        CAT,
        DOG,
        Shape {
            kinds: Kinds::INTEGER,
            ..Shape::ANY
        },
    ];

    fn read(variant: usize, from: &mut Reader<'_>) -> Result<Self, Failed> {
        match variant {
            0 => from.value().map(Self::Cat),
            1 => from.value().map(Self::Dog),
            2 => from.value().map(Self::Number),
            _ => from.value().map(Self::Unrecognized),
        }
    }

    fn value(&self) -> &dyn Encode {
        match self {
            Self::Cat(value) => value,
            Self::Dog(value) => value,
            Self::Number(value) => value,
            Self::Unrecognized(value) => value,
        }
    }
}

crate::runtime::union!(Pet);

/// Told apart by a member.
#[derive(Clone)]
pub(super) enum Tagged {
    Cat(Cat),
    Dog(Dog),
    Unrecognized(Value),
}

impl Union for Tagged {
    const DISCRIMINATOR: Option<Discriminator> = Some(Discriminator {
        property: "kind",
        mapping: &[("cat", 0), ("dog", 1)],
    });
    const SHAPES: &'static [Shape] = &[
        Shape {
            constants: &[("kind", &[Scalar::Text("cat")])],
            ..CAT
        },
        DOG,
    ];

    fn read(variant: usize, from: &mut Reader<'_>) -> Result<Self, Failed> {
        match variant {
            0 => from.value().map(Self::Cat),
            1 => from.value().map(Self::Dog),
            _ => from.value().map(Self::Unrecognized),
        }
    }

    fn value(&self) -> &dyn Encode {
        match self {
            Self::Cat(value) => value,
            Self::Dog(value) => value,
            Self::Unrecognized(value) => value,
        }
    }
}

crate::runtime::union!(Tagged);

/// Told apart by a member without which a value is no variant.
#[derive(Clone)]
pub(super) enum Named {
    Cat(Cat),
    Unrecognized(Value),
}

impl Union for Named {
    const DISCRIMINATOR: Option<Discriminator> = Some(Discriminator {
        property: "kind",
        mapping: &[("cat", 0)],
    });

    fn read(variant: usize, from: &mut Reader<'_>) -> Result<Self, Failed> {
        match variant {
            0 => from.value().map(Self::Cat),
            _ => from.value().map(Self::Unrecognized),
        }
    }

    fn value(&self) -> &dyn Encode {
        match self {
            Self::Cat(value) => value,
            Self::Unrecognized(value) => value,
        }
    }
}

crate::runtime::union!(Named);

/// Has for a variant a union that has it for one.
#[derive(Clone)]
pub(super) enum Word {
    Term(Box<Term>),
    List(Vec<Word>),
    Text(String),
    Unrecognized(Value),
}

impl Union for Word {
    const SHAPES: &'static [Shape] = &[
        Shape::ANY,
        Shape {
            kinds: Kinds::ARRAY,
            ..Shape::ANY
        },
        Shape {
            kinds: Kinds::STRING,
            ..Shape::ANY
        },
    ];

    fn read(variant: usize, from: &mut Reader<'_>) -> Result<Self, Failed> {
        match variant {
            0 => from.value().map(Self::Term),
            1 => from.value().map(Self::List),
            2 => from.value().map(Self::Text),
            _ => from.value().map(Self::Unrecognized),
        }
    }

    fn value(&self) -> &dyn Encode {
        match self {
            Self::Term(value) => value,
            Self::List(value) => value,
            Self::Text(value) => value,
            Self::Unrecognized(value) => value,
        }
    }
}

crate::runtime::union!(Word);
crate::runtime::boxed!(Word);

/// See [`Word`].
#[derive(Clone)]
pub(super) enum Term {
    Word(Box<Word>),
    Integer(i64),
    Unrecognized(Value),
}

impl Union for Term {
    const SHAPES: &'static [Shape] = &[
        Shape::ANY,
        Shape {
            kinds: Kinds::INTEGER,
            ..Shape::ANY
        },
    ];

    fn read(variant: usize, from: &mut Reader<'_>) -> Result<Self, Failed> {
        match variant {
            0 => from.value().map(Self::Word),
            1 => from.value().map(Self::Integer),
            _ => from.value().map(Self::Unrecognized),
        }
    }

    fn value(&self) -> &dyn Encode {
        match self {
            Self::Word(value) => value,
            Self::Integer(value) => value,
            Self::Unrecognized(value) => value,
        }
    }
}

crate::runtime::union!(Term);
crate::runtime::boxed!(Term);
