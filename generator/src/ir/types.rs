//! Types: structs, enumerations, unions and aliases.

use std::collections::HashSet;

use super::Docs;
use crate::tree::NodeId;

/// A type's place in [`super::Api::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub u32);

/// A named type of the generated crate.
#[derive(Debug)]
pub struct Type {
    /// The schema it came from.
    pub node: NodeId,
    /// The name that the document suggests: a component's key, a `title`, or for an inline schema the words of the
    /// place it stands in (`["Pet", "owner"]`). `names` turns it into an identifier and settles collisions.
    pub name: Vec<String>,
    /// Whether the name is the document's own (a component) and so comes before inline ones when names collide.
    pub is_component: bool,
    /// Its documentation.
    pub docs: Docs,
    /// `deprecated`
    pub deprecated: bool,
    /// Where it is used.
    pub usage: Usage,
    /// What it is.
    pub kind: TypeKind,
    /// The types that are alike, and so declared with it as other names of it.
    pub shared_by: Vec<TypeId>,
    /// Whether it is a struct or union that stands in a box somewhere.
    pub is_boxed: bool,
}

/// Whether values of a type are sent, received, or both; follows references.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Reached from a request body or a parameter.
    pub request: bool,
    /// Reached from a response or a webhook.
    pub response: bool,
}

/// What a named type is.
#[derive(Debug)]
pub enum TypeKind {
    /// An object with known members.
    Struct(Struct),
    /// A fixed list of scalars, open to values not in it.
    Enum(Enum),
    /// One of several types.
    Union(Union),
    /// Another name for a type that needs no declaration of its own.
    Alias(Alias),
}

/// `pub type Name = Ty;`
#[derive(Debug)]
pub struct Alias {
    /// The type it stands for.
    pub ty: Ty,
    /// Whether it would be a type of its own, were it not like the type of the crate that it stands for; that one
    /// declares both.
    pub is_shared: bool,
    /// Whether nothing can be made up for it while it is read.
    pub cannot_be_made_up: bool,
}

impl Alias {
    /// A name for a type that needs no declaration.
    pub fn of(ty: Ty) -> Self {
        Self {
            ty,
            is_shared: false,
            cannot_be_made_up: false,
        }
    }
}

/// A type where it is used.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ty {
    /// A type of the crate.
    Named(TypeId),
    /// The same behind a `Box`, where the type would otherwise contain itself.
    Boxed(TypeId),
    /// Any JSON value.
    Any,
    /// Only `null`.
    Null,
    /// `boolean`
    Bool,
    /// `integer`, `format: int32` (also int8, int16)
    I32,
    /// `integer` without a format, or int64
    I64,
    /// `format: uint8`, `uint16`, `uint32`
    U32,
    /// `format: uint64`, or an integer whose `maximum` is beyond `i64`
    U64,
    /// `number`
    F64,
    /// An integer that the wire has as a string (`type: string, format: int64`).
    I64Text,
    /// An unsigned integer that the wire has as a string (`type: string, format: uint64`).
    U64Text,
    /// A number with all its digits, for integers beyond 64 bits.
    Number,
    /// `string`, and formats that have no type of their own
    String,
    /// `format: date-time` (RFC 3339)
    DateTime,
    /// A string of a format for which the caller has chosen a type of another crate.
    Rust(RustType),
    /// `format: date` (RFC 3339 full-date)
    Date,
    /// `format: uuid`
    Uuid,
    /// `format: ipv4`
    Ipv4,
    /// `format: ipv6`
    Ipv6,
    /// `format: byte` or `contentEncoding: base64`: bytes that the wire has as Base64
    Base64,
    /// `format: password`: a string that is not printed
    Secret,
    /// `format: binary`: the body itself, or a file in a multipart form
    Binary,
    /// `array`
    List(Box<Ty>),
    /// An object that is all `additionalProperties` of one type; document order is kept.
    Map(Box<Ty>),
    /// The value or `null`, where no field says so: elements, map values, aliases, bodies.
    Nullable(Box<Ty>),
    /// `prefixItems` without further items.
    Tuple(Vec<Ty>),
}

/// A type of another crate that is text on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RustType {
    /// `chrono::DateTime`
    Chrono,
    /// `time::OffsetDateTime`
    Time,
    /// The type at this path, which has `FromStr` and `Display`.
    Path(Box<str>),
}

/// An object with known members.
#[derive(Debug, Default)]
pub struct Struct {
    /// Members, in document order; of `allOf`, the members' members in order.
    pub fields: Vec<Field>,
    /// What further members may be there.
    pub additional: Additional,
    /// Whether a field has to be there for which nothing can be made up while the struct is read.
    pub cannot_be_made_up: bool,
}

/// What members an object may have beside its fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Additional {
    /// Anything: kept in `extra`, as JSON values.
    #[default]
    Any,
    /// Values of one type, kept in a typed map `additional_properties`; what does not fit it goes to `extra`.
    Typed(Ty),
    /// None (`additionalProperties: false`); what comes all the same is kept in `extra`.
    None,
}

/// A member of an object.
#[derive(Clone, Debug)]
pub struct Field {
    /// The schema of the member.
    pub node: NodeId,
    /// The member's name on the wire.
    pub name: String,
    /// The type of its value, `null` and absence not counted.
    pub ty: Ty,
    /// How absence and `null` show in the Rust type.
    pub shape: FieldShape,
    /// `default`
    pub default: Option<Literal>,
    /// `readOnly`: not sent; left out of constructors.
    pub read_only: bool,
    /// `writeOnly`: not expected in responses.
    pub write_only: bool,
    /// `deprecated`
    pub deprecated: bool,
    /// `const`, or the only value of an `enum`: sent without being asked for.
    pub constant: Option<Literal>,
    /// What `minLength` and its like demand.
    pub constraints: Constraints,
    /// Its documentation.
    pub docs: Docs,
}

/// How a member may be left out or be `null`, and what Rust type follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldShape {
    /// Required, never `null`: `T`.
    Required,
    /// Required, may be `null`: `Option<T>`, `None` is sent as `null`.
    Nullable,
    /// May be left out, never `null`: `Option<T>`, `None` is not sent.
    Optional,
    /// May be left out, may be `null`, and only ever received: `Option<T>`. An explicit `null` is remembered in `extra`
    /// so that it is written again.
    OptionalNullable,
    /// May be left out, may be `null`, and is sent: `Maybe<T>`.
    Maybe,
}

/// A scalar or tree of the document, as JSON.
pub type Literal = serde_json::Value;

/// A fixed list of scalars.
#[derive(Debug)]
pub struct Enum {
    /// The values, in document order, without duplicates and without `null`.
    pub variants: Vec<EnumVariant>,
}

impl Enum {
    /// Whether all values are strings; otherwise they are numbers, booleans, or of several kinds.
    pub fn is_text(&self) -> bool {
        self.variants
            .iter()
            .all(|variant| variant.value.is_string())
    }
}

/// One value of an enumeration.
#[derive(Clone, Debug)]
pub struct EnumVariant {
    /// The value, or the schema that is a `const`.
    pub node: NodeId,
    /// The value on the wire: a string, number or boolean.
    pub value: Literal,
    /// A better name than the value, from `x-enum-varnames`, or the `title` of a `const` in a `oneOf`.
    pub name: Option<String>,
    /// From `x-enum-descriptions`, or the `description` of a `const` in a `oneOf`.
    pub docs: Docs,
    /// `deprecated`
    pub deprecated: bool,
}

/// One of several types.
#[derive(Debug)]
pub struct Union {
    /// The types, in document order.
    pub variants: Vec<UnionVariant>,
    /// How the wire tells them apart, if it says so itself.
    pub discriminator: Option<Discriminator>,
}

impl Union {
    /// Whether the discriminator tells each variant by texts that the variant cannot do without, so that what else values
    /// look like says nothing more.
    pub fn is_told_by_discriminator(&self) -> bool {
        let Some(Discriminator { property, mapping }) = &self.discriminator else {
            return false;
        };
        let told: HashSet<usize> = mapping.iter().map(|(_, index)| *index).collect();
        let object = JsonKinds {
            object: true,
            ..JsonKinds::default()
        };
        self.variants.iter().enumerate().all(|(index, variant)| {
            let mut constants = variant.shape.constants.iter();
            told.contains(&index)
                && variant.shape.kinds == object
                && constants
                    .any(|(name, values)| name == property && values.iter().all(Literal::is_string))
        })
    }
}

/// One type of a union.
#[derive(Debug)]
pub struct UnionVariant {
    /// The schema of the variant.
    pub node: NodeId,
    /// Words for the variant's name: the component's name, a title, the discriminator's value, or the type's.
    pub name: Vec<String>,
    /// Its type.
    pub ty: Ty,
    /// What a value of it looks like, to tell it from the others.
    pub shape: Shape,
    /// Its documentation.
    pub docs: Docs,
}

/// A property that names the variant (Discriminator Object), or one found to do so: each variant requires it with
/// constant values that no other has.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Discriminator {
    /// The property's wire name.
    pub property: String,
    /// Values, each with the index of its variant.
    pub mapping: Vec<(String, usize)>,
}

/// What is cheap to see of a value, to tell variants apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Shape {
    /// The kinds of JSON value it may be.
    pub kinds: JsonKinds,
    /// Members that must be there, for objects.
    pub required: Vec<String>,
    /// Members that must be there and have one of these scalar values, for objects.
    pub constants: Vec<(String, Vec<Literal>)>,
    /// All members that are known, for objects.
    pub known: Vec<String>,
}

impl Shape {
    /// The shape of which only the kinds are known.
    pub fn of(kinds: JsonKinds) -> Self {
        Self {
            kinds,
            ..Self::default()
        }
    }
}

/// A set of JSON kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub struct JsonKinds {
    pub null: bool,
    pub boolean: bool,
    pub integer: bool,
    pub number: bool,
    pub string: bool,
    pub array: bool,
    pub object: bool,
}

impl JsonKinds {
    /// What is in either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            null: self.null || other.null,
            boolean: self.boolean || other.boolean,
            integer: self.integer || other.integer,
            number: self.number || other.number,
            string: self.string || other.string,
            array: self.array || other.array,
            object: self.object || other.object,
        }
    }

    /// Whether something is in both.
    pub fn overlaps(self, other: Self) -> bool {
        self.null && other.null
            || self.boolean && other.boolean
            || self.integer && other.integer
            || self.number && other.number
            || self.string && other.string
            || self.array && other.array
            || self.object && other.object
    }
}

/// What a schema demands of values beyond their type; documented on the field and checkable before sending.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Constraints {
    /// In document order.
    pub list: Vec<Constraint>,
}

/// One demand (JSON Schema 2020-12 validation, section 6).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "named as the keywords")]
pub enum Constraint {
    Minimum(serde_json::Number),
    Maximum(serde_json::Number),
    ExclusiveMinimum(serde_json::Number),
    ExclusiveMaximum(serde_json::Number),
    MultipleOf(serde_json::Number),
    MinLength(u64),
    MaxLength(u64),
    Pattern(String),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    MinProperties(u64),
    MaxProperties(u64),
    /// `format`, where it has no type of its own.
    Format(String),
    /// `contentMediaType`: what is inside of the string.
    MediaType(String),
    /// What each item of a list, or each member of a map, is to be. Documented and not checked.
    Each(Box<Constraint>),
}
