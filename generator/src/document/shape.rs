//! What may stand where in an OpenAPI description, as data: the fixed members of every object and what they hold.
//!
//! This is what `resolve` follows to find references (and not mistake an example for one), what `check` compares the
//! description with, and what the ledger tells places by. To let the generator know a new member, add a line here.

use Shape::{Any, Choice, List, Map, Object, Scalar};

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
    /// Whether it must be there.
    pub required: bool,
}

const fn may(name: &'static str, shape: &'static Shape) -> Member {
    Member {
        name,
        shape,
        required: false,
    }
}

const fn must(name: &'static str, shape: &'static Shape) -> Member {
    Member {
        name,
        shape,
        required: true,
    }
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
        match self {
            Self::OpenApi => OPEN_API,
            Self::Info => INFO,
            Self::Contact => CONTACT,
            Self::License => LICENSE,
            Self::Server => SERVER,
            Self::ServerVariable => SERVER_VARIABLE,
            Self::Components => COMPONENTS,
            Self::PathItem => PATH_ITEM,
            Self::Operation => OPERATION,
            Self::ExternalDocumentation => EXTERNAL_DOCUMENTATION,
            Self::Parameter => PARAMETER,
            Self::RequestBody => REQUEST_BODY,
            Self::MediaType => MEDIA_TYPE,
            Self::Encoding => ENCODING,
            Self::Response => RESPONSE,
            Self::Example => EXAMPLE,
            Self::Link => LINK,
            Self::Header => HEADER,
            Self::Tag => TAG,
            Self::Schema => SCHEMA,
            Self::Discriminator => DISCRIMINATOR,
            Self::Xml => XML,
            Self::SecurityScheme => SECURITY_SCHEME,
            Self::OAuthFlows => O_AUTH_FLOWS,
            Self::OAuthFlow => O_AUTH_FLOW,
            Self::Paths | Self::Responses | Self::Callback | Self::SecurityRequirement => &[],
        }
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
            Rest::Each(shape) if !name.starts_with("x-") => Some(shape),
            Rest::Each(_) | Rest::Unknown => None,
        }
    }
}

const TEXT: &Shape = &Scalar(&[Type::Text]);
const NUMBER: &Shape = &Scalar(&[Type::Number]);
const BOOL: &Shape = &Scalar(&[Type::Bool]);
const TEXTS: &Shape = &List(TEXT);
const SCHEMA_: &Shape = &Object(Kind::Schema);
const SCHEMAS: &Shape = &Map(SCHEMA_);
const SCHEMA_LIST: &Shape = &List(SCHEMA_);
const SERVERS: &Shape = &List(&Object(Kind::Server));
const PARAMETERS: &Shape = &List(&Object(Kind::Parameter));
const EXAMPLES: &Shape = &Map(&Object(Kind::Example));
const HEADERS: &Shape = &Map(&Object(Kind::Header));
const CONTENT: &Shape = &Map(&Object(Kind::MediaType));
const LINKS: &Shape = &Map(&Object(Kind::Link));
const CALLBACKS: &Shape = &Map(&Object(Kind::Callback));
const SECURITY: &Shape = &List(&Object(Kind::SecurityRequirement));
const DOCS: &Shape = &Object(Kind::ExternalDocumentation);

const OPEN_API: &[Member] = &[
    must("openapi", TEXT),
    must("info", &Object(Kind::Info)),
    may("jsonSchemaDialect", TEXT),
    may("$self", TEXT),
    may("servers", SERVERS),
    may("paths", &Object(Kind::Paths)),
    may("webhooks", &Map(&Object(Kind::PathItem))),
    may("components", &Object(Kind::Components)),
    may("security", SECURITY),
    may("tags", &List(&Object(Kind::Tag))),
    may("externalDocs", DOCS),
];

const INFO: &[Member] = &[
    must("title", TEXT),
    may("summary", TEXT),
    may("description", TEXT),
    may("termsOfService", TEXT),
    may("contact", &Object(Kind::Contact)),
    may("license", &Object(Kind::License)),
    must("version", TEXT),
];

const CONTACT: &[Member] = &[may("name", TEXT), may("url", TEXT), may("email", TEXT)];

const LICENSE: &[Member] = &[
    must("name", TEXT),
    may("identifier", TEXT),
    may("url", TEXT),
];

const SERVER: &[Member] = &[
    must("url", TEXT),
    may("name", TEXT),
    may("description", TEXT),
    may("variables", &Map(&Object(Kind::ServerVariable))),
];

const SERVER_VARIABLE: &[Member] = &[
    may("enum", TEXTS),
    must("default", TEXT),
    may("description", TEXT),
];

const COMPONENTS: &[Member] = &[
    may("schemas", SCHEMAS),
    may("responses", &Map(&Object(Kind::Response))),
    may("parameters", &Map(&Object(Kind::Parameter))),
    may("examples", EXAMPLES),
    may("requestBodies", &Map(&Object(Kind::RequestBody))),
    may("headers", HEADERS),
    may("securitySchemes", &Map(&Object(Kind::SecurityScheme))),
    may("links", LINKS),
    may("callbacks", CALLBACKS),
    may("pathItems", &Map(&Object(Kind::PathItem))),
    may("mediaTypes", CONTENT),
];

const OPERATION_: &Shape = &Object(Kind::Operation);

const PATH_ITEM: &[Member] = &[
    may("$ref", TEXT),
    may("summary", TEXT),
    may("description", TEXT),
    may("get", OPERATION_),
    may("put", OPERATION_),
    may("post", OPERATION_),
    may("delete", OPERATION_),
    may("options", OPERATION_),
    may("head", OPERATION_),
    may("patch", OPERATION_),
    may("trace", OPERATION_),
    may("query", OPERATION_),
    may("additionalOperations", &Map(OPERATION_)),
    may("servers", SERVERS),
    may("parameters", PARAMETERS),
];

const OPERATION: &[Member] = &[
    may("tags", TEXTS),
    may("summary", TEXT),
    may("description", TEXT),
    may("externalDocs", DOCS),
    may("operationId", TEXT),
    may("parameters", PARAMETERS),
    may("requestBody", &Object(Kind::RequestBody)),
    may("responses", &Object(Kind::Responses)),
    may("callbacks", CALLBACKS),
    may("deprecated", BOOL),
    may("security", SECURITY),
    may("servers", SERVERS),
];

const EXTERNAL_DOCUMENTATION: &[Member] = &[may("description", TEXT), must("url", TEXT)];

const PARAMETER: &[Member] = &[
    must("name", TEXT),
    must("in", TEXT),
    may("description", TEXT),
    may("required", BOOL),
    may("deprecated", BOOL),
    may("allowEmptyValue", BOOL),
    may("style", TEXT),
    may("explode", BOOL),
    may("allowReserved", BOOL),
    may("schema", SCHEMA_),
    may("example", &Any),
    may("examples", EXAMPLES),
    may("content", CONTENT),
];

const REQUEST_BODY: &[Member] = &[
    may("description", TEXT),
    must("content", CONTENT),
    may("required", BOOL),
];

const MEDIA_TYPE: &[Member] = &[
    may("schema", SCHEMA_),
    may("itemSchema", SCHEMA_),
    may("example", &Any),
    may("examples", EXAMPLES),
    may("encoding", &Map(&Object(Kind::Encoding))),
    may("prefixEncoding", &List(&Object(Kind::Encoding))),
    may("itemEncoding", &Object(Kind::Encoding)),
];

const ENCODING: &[Member] = &[
    may("contentType", TEXT),
    may("headers", HEADERS),
    may("style", TEXT),
    may("explode", BOOL),
    may("allowReserved", BOOL),
    may("encoding", &Map(&Object(Kind::Encoding))),
];

const RESPONSE: &[Member] = &[
    may("summary", TEXT),
    must("description", TEXT),
    may("headers", HEADERS),
    may("content", CONTENT),
    may("links", LINKS),
];

const EXAMPLE: &[Member] = &[
    may("summary", TEXT),
    may("description", TEXT),
    may("value", &Any),
    may("dataValue", &Any),
    may("serializedValue", TEXT),
    may("externalValue", TEXT),
];

const LINK: &[Member] = &[
    may("operationRef", TEXT),
    may("operationId", TEXT),
    may("parameters", &Map(&Any)),
    may("requestBody", &Any),
    may("description", TEXT),
    may("server", &Object(Kind::Server)),
];

const HEADER: &[Member] = &[
    may("description", TEXT),
    may("required", BOOL),
    may("deprecated", BOOL),
    may("allowEmptyValue", BOOL),
    may("style", TEXT),
    may("explode", BOOL),
    may("allowReserved", BOOL),
    may("schema", SCHEMA_),
    may("example", &Any),
    may("examples", EXAMPLES),
    may("content", CONTENT),
];

const TAG: &[Member] = &[
    must("name", TEXT),
    may("summary", TEXT),
    may("description", TEXT),
    may("externalDocs", DOCS),
    may("parent", TEXT),
    may("kind", TEXT),
];

const SCHEMA: &[Member] = &[
    may("$id", TEXT),
    may("$schema", TEXT),
    may("$ref", TEXT),
    may("$anchor", TEXT),
    may("$dynamicRef", TEXT),
    may("$dynamicAnchor", TEXT),
    may("$vocabulary", &Any),
    may("$comment", TEXT),
    may("$defs", SCHEMAS),
    may("definitions", SCHEMAS),
    may("allOf", SCHEMA_LIST),
    may("anyOf", SCHEMA_LIST),
    may("oneOf", SCHEMA_LIST),
    may("not", SCHEMA_),
    may("if", SCHEMA_),
    may("then", SCHEMA_),
    may("else", SCHEMA_),
    may("dependentSchemas", SCHEMAS),
    may("prefixItems", SCHEMA_LIST),
    may("items", SCHEMA_),
    may("contains", SCHEMA_),
    may("properties", SCHEMAS),
    may("patternProperties", SCHEMAS),
    may("additionalProperties", SCHEMA_),
    may("propertyNames", SCHEMA_),
    may("unevaluatedItems", SCHEMA_),
    may("unevaluatedProperties", SCHEMA_),
    may("type", &Choice(&[Type::Text], TEXTS)),
    may("enum", &List(&Any)),
    may("const", &Any),
    may("multipleOf", NUMBER),
    may("maximum", NUMBER),
    may("exclusiveMaximum", &Scalar(&[Type::Number, Type::Bool])),
    may("minimum", NUMBER),
    may("exclusiveMinimum", &Scalar(&[Type::Number, Type::Bool])),
    may("maxLength", NUMBER),
    may("minLength", NUMBER),
    may("pattern", TEXT),
    may("maxItems", NUMBER),
    may("minItems", NUMBER),
    may("uniqueItems", BOOL),
    may("maxContains", NUMBER),
    may("minContains", NUMBER),
    may("maxProperties", NUMBER),
    may("minProperties", NUMBER),
    may("required", TEXTS),
    may("dependentRequired", &Map(TEXTS)),
    may("format", TEXT),
    may("contentEncoding", TEXT),
    may("contentMediaType", TEXT),
    may("contentSchema", SCHEMA_),
    may("title", TEXT),
    may("description", TEXT),
    may("default", &Any),
    may("nullable", BOOL),
    may("deprecated", BOOL),
    may("readOnly", BOOL),
    may("writeOnly", BOOL),
    may("examples", &Any),
    may("example", &Any),
    may("discriminator", &Object(Kind::Discriminator)),
    may("xml", &Object(Kind::Xml)),
    may("externalDocs", DOCS),
];

const DISCRIMINATOR: &[Member] = &[
    must("propertyName", TEXT),
    may("mapping", &Map(TEXT)),
    may("defaultMapping", TEXT),
];

const XML: &[Member] = &[
    may("name", TEXT),
    may("namespace", TEXT),
    may("prefix", TEXT),
    may("attribute", BOOL),
    may("wrapped", BOOL),
    may("nodeType", TEXT),
];

const SECURITY_SCHEME: &[Member] = &[
    must("type", TEXT),
    may("description", TEXT),
    may("name", TEXT),
    may("in", TEXT),
    may("scheme", TEXT),
    may("bearerFormat", TEXT),
    may("flows", &Object(Kind::OAuthFlows)),
    may("openIdConnectUrl", TEXT),
    may("oauth2MetadataUrl", TEXT),
    may("deprecated", BOOL),
];

const O_AUTH_FLOWS: &[Member] = &[
    may("implicit", &Object(Kind::OAuthFlow)),
    may("password", &Object(Kind::OAuthFlow)),
    may("clientCredentials", &Object(Kind::OAuthFlow)),
    may("authorizationCode", &Object(Kind::OAuthFlow)),
    may("deviceAuthorization", &Object(Kind::OAuthFlow)),
];

const O_AUTH_FLOW: &[Member] = &[
    may("authorizationUrl", TEXT),
    may("deviceAuthorizationUrl", TEXT),
    may("tokenUrl", TEXT),
    may("refreshUrl", TEXT),
    may("scopes", &Map(TEXT)),
];
