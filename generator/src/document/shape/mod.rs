//! What may stand where in an OpenAPI description, as data: the fixed members of every object and what they hold.
//!
//! This is what `resolve` follows to find references (and not mistake an example for one), what `check` compares the
//! description with, and what the ledger tells places by. To let the generator know a new member, add a line here.

mod members;

use Shape::Object;

use crate::document::shape::members::{TEXTS, of};

/// What stands at a node.
#[derive(Debug, PartialEq, Eq)]
pub enum Shape {
    /// Any value; it is data, and nothing in it has a meaning to OpenAPI.
    Any,
    /// A string, number or boolean.
    Scalar(&'static [Type]),
    /// Either of two kinds of value, such as a string or a list of them.
    Choice(&'static [Type], &'static Shape),
    /// An OpenAPI object.
    Object(Kind),
    /// An array.
    List(&'static Shape),
    /// An object with names of the author's own choice.
    Map(&'static Shape),
}

/// A type of scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// A string. In YAML, what is meant as one often reads as a number or a boolean.
    Text,
    /// A number.
    Number,
    /// A boolean.
    Bool,
}

/// The objects of OpenAPI, under the names that the specification gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the specification's own names")]
pub enum Kind {
    OpenApi,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    Operation,
    ExternalDocumentation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    SecurityRequirement,
}

/// A fixed member of an object.
#[derive(Debug)]
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub shape: &'static Shape,
    /// What it means to its object.
    pub weight: Weight,
}

/// What a member means to its object, and so how much it matters that it is missing or wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Without it, the object means nothing.
    Must,
    /// The specification wants it, but the object has a meaning without it.
    Should,
    /// It may be missing.
    May,
    /// It may be missing, and it is for human readers only.
    Prose,
}

/// What the members of an object are that its table does not name.
#[derive(Clone, Copy, Debug)]
pub enum Rest {
    /// Extensions if they start with `x-`, else unknown.
    Unknown,
    /// Extensions if they start with `x-`, else all of this shape.
    Each(&'static Shape),
}

impl Kind {
    /// What the specification calls it, with its article.
    pub fn title(self) -> &'static str {
        match self {
            Self::OpenApi => "the description",
            Self::Info => "an Info Object",
            Self::Contact => "a Contact Object",
            Self::License => "a License Object",
            Self::Server => "a Server Object",
            Self::ServerVariable => "a Server Variable Object",
            Self::Components => "the Components Object",
            Self::Paths => "the Paths Object",
            Self::PathItem => "a Path Item Object",
            Self::Operation => "an Operation Object",
            Self::ExternalDocumentation => "an External Documentation Object",
            Self::Parameter => "a Parameter Object",
            Self::RequestBody => "a Request Body Object",
            Self::MediaType => "a Media Type Object",
            Self::Encoding => "an Encoding Object",
            Self::Responses => "a Responses Object",
            Self::Response => "a Response Object",
            Self::Callback => "a Callback Object",
            Self::Example => "an Example Object",
            Self::Link => "a Link Object",
            Self::Header => "a Header Object",
            Self::Tag => "a Tag Object",
            Self::Schema => "a Schema Object",
            Self::Discriminator => "a Discriminator Object",
            Self::Xml => "an XML Object",
            Self::SecurityScheme => "a Security Scheme Object",
            Self::OAuthFlows => "an OAuth Flows Object",
            Self::OAuthFlow => "an OAuth Flow Object",
            Self::SecurityRequirement => "a Security Requirement Object",
        }
    }

    /// The members that the specification names.
    pub fn members(self) -> &'static [Member] {
        of(self)
    }

    /// What its other members are.
    pub fn rest(self) -> Rest {
        match self {
            Self::Paths | Self::Callback => Rest::Each(&Object(Kind::PathItem)),
            Self::Responses => Rest::Each(&Object(Kind::Response)),
            Self::SecurityRequirement => Rest::Each(TEXTS),
            _ => Rest::Unknown,
        }
    }

    /// What the member `name` holds; `None` for extensions and unknown members.
    pub fn member(self, name: &str) -> Option<&'static Shape> {
        if let Some(member) = self.members().iter().find(|member| member.name == name) {
            return Some(member.shape);
        }
        match self.rest() {
            // A `$ref` in their place is a reference, sound or not.
            Rest::Each(shape) if !name.starts_with("x-") && name != "$ref" => Some(shape),
            Rest::Each(_) | Rest::Unknown => None,
        }
    }
}
