//! The fixed members of every object of OpenAPI 3.0 and 3.1, with those of 3.2 so that they are not called unknown.

use super::Shape::{Any, Choice, List, Map, Object, Scalar};
use super::{Kind, Member, Shape, Type, Weight};

/// The members of an object.
pub(super) fn of(kind: Kind) -> &'static [Member] {
    match kind {
        Kind::OpenApi => OPEN_API,
        Kind::Info => INFO,
        Kind::Contact => CONTACT,
        Kind::License => LICENSE,
        Kind::Server => SERVER,
        Kind::ServerVariable => SERVER_VARIABLE,
        Kind::Components => COMPONENTS,
        Kind::PathItem => PATH_ITEM,
        Kind::Operation => OPERATION,
        Kind::ExternalDocumentation => EXTERNAL_DOCUMENTATION,
        Kind::Parameter => PARAMETER,
        Kind::RequestBody => REQUEST_BODY,
        Kind::MediaType => MEDIA_TYPE,
        Kind::Encoding => ENCODING,
        Kind::Response => RESPONSE,
        Kind::Example => EXAMPLE,
        Kind::Link => LINK,
        Kind::Header => HEADER,
        Kind::Tag => TAG,
        Kind::Schema => SCHEMA,
        Kind::Discriminator => DISCRIMINATOR,
        Kind::Xml => XML,
        Kind::SecurityScheme => SECURITY_SCHEME,
        Kind::OAuthFlows => O_AUTH_FLOWS,
        Kind::OAuthFlow => O_AUTH_FLOW,
        Kind::Callback => CALLBACK,
        Kind::Paths | Kind::Responses | Kind::SecurityRequirement => &[],
    }
}

const fn must(name: &'static str, shape: &'static Shape) -> Member {
    Member {
        name,
        shape,
        weight: Weight::Must,
    }
}

const fn should(name: &'static str, shape: &'static Shape) -> Member {
    Member {
        name,
        shape,
        weight: Weight::Should,
    }
}

const fn may(name: &'static str, shape: &'static Shape) -> Member {
    Member {
        name,
        shape,
        weight: Weight::May,
    }
}

const fn prose(name: &'static str, shape: &'static Shape) -> Member {
    Member {
        name,
        shape,
        weight: Weight::Prose,
    }
}

const TEXT: &Shape = &Scalar(&[Type::Text]);
const NUMBER: &Shape = &Scalar(&[Type::Number]);
const BOOL: &Shape = &Scalar(&[Type::Bool]);
pub(super) const TEXTS: &Shape = &List(TEXT);
const SCHEMA_: &Shape = &Object(Kind::Schema);
const SCHEMAS: &Shape = &Map(SCHEMA_);
const SCHEMA_LIST: &Shape = &List(SCHEMA_);
const SERVERS: &Shape = &List(&Object(Kind::Server));
const PARAMETERS: &Shape = &List(&Object(Kind::Parameter));
const EXAMPLES: &Shape = &Map(&Object(Kind::Example));
const HEADERS: &Shape = &Map(&Object(Kind::Header));
const CONTENT: &Shape = &Map(&Object(Kind::MediaType));
const LINKS: &Shape = &Map(&Object(Kind::Link));
/// Every other member of a Callback Object is an expression, so a reference in its place has to be known here.
const CALLBACK: &[Member] = &[may("$ref", TEXT)];
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
    prose("tags", &List(&Object(Kind::Tag))),
    prose("externalDocs", DOCS),
];

const INFO: &[Member] = &[
    should("title", TEXT),
    prose("summary", TEXT),
    prose("description", TEXT),
    prose("termsOfService", TEXT),
    prose("contact", &Object(Kind::Contact)),
    prose("license", &Object(Kind::License)),
    should("version", TEXT),
];

const CONTACT: &[Member] = &[
    prose("name", TEXT),
    prose("url", TEXT),
    prose("email", TEXT),
];

const LICENSE: &[Member] = &[
    must("name", TEXT),
    prose("identifier", TEXT),
    prose("url", TEXT),
];

const SERVER: &[Member] = &[
    should("url", TEXT),
    may("name", TEXT),
    prose("description", TEXT),
    may("variables", &Map(&Object(Kind::ServerVariable))),
];

const SERVER_VARIABLE: &[Member] = &[
    may("enum", TEXTS),
    should("default", TEXT),
    prose("description", TEXT),
];

const COMPONENTS: &[Member] = &[
    may("schemas", SCHEMAS),
    may("responses", &Map(&Object(Kind::Response))),
    may("parameters", &Map(&Object(Kind::Parameter))),
    prose("examples", EXAMPLES),
    may("requestBodies", &Map(&Object(Kind::RequestBody))),
    may("headers", HEADERS),
    may("securitySchemes", &Map(&Object(Kind::SecurityScheme))),
    prose("links", LINKS),
    may("callbacks", CALLBACKS),
    may("pathItems", &Map(&Object(Kind::PathItem))),
    may("mediaTypes", CONTENT),
];

const OPERATION_: &Shape = &Object(Kind::Operation);

const PATH_ITEM: &[Member] = &[
    may("$ref", TEXT),
    prose("summary", TEXT),
    prose("description", TEXT),
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
    prose("summary", TEXT),
    prose("description", TEXT),
    prose("externalDocs", DOCS),
    may("operationId", TEXT),
    may("parameters", PARAMETERS),
    may("requestBody", &Object(Kind::RequestBody)),
    may("responses", &Object(Kind::Responses)),
    may("callbacks", CALLBACKS),
    may("deprecated", BOOL),
    may("security", SECURITY),
    may("servers", SERVERS),
];

const EXTERNAL_DOCUMENTATION: &[Member] = &[prose("description", TEXT), should("url", TEXT)];

const PARAMETER: &[Member] = &[
    must("name", TEXT),
    must("in", TEXT),
    prose("description", TEXT),
    may("required", BOOL),
    may("deprecated", BOOL),
    may("allowEmptyValue", BOOL),
    may("style", TEXT),
    may("explode", BOOL),
    may("allowReserved", BOOL),
    may("schema", SCHEMA_),
    prose("example", &Any),
    prose("examples", EXAMPLES),
    may("content", CONTENT),
];

const REQUEST_BODY: &[Member] = &[
    prose("description", TEXT),
    should("content", CONTENT),
    may("required", BOOL),
];

const MEDIA_TYPE: &[Member] = &[
    may("schema", SCHEMA_),
    may("itemSchema", SCHEMA_),
    prose("example", &Any),
    prose("examples", EXAMPLES),
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
    prose("summary", TEXT),
    should("description", TEXT),
    may("headers", HEADERS),
    may("content", CONTENT),
    prose("links", LINKS),
];

const EXAMPLE: &[Member] = &[
    prose("summary", TEXT),
    prose("description", TEXT),
    prose("value", &Any),
    prose("dataValue", &Any),
    prose("serializedValue", TEXT),
    prose("externalValue", TEXT),
];

const LINK: &[Member] = &[
    prose("operationRef", TEXT),
    prose("operationId", TEXT),
    prose("parameters", &Map(&Any)),
    prose("requestBody", &Any),
    prose("description", TEXT),
    prose("server", &Object(Kind::Server)),
];

const HEADER: &[Member] = &[
    prose("description", TEXT),
    may("required", BOOL),
    may("deprecated", BOOL),
    may("allowEmptyValue", BOOL),
    may("style", TEXT),
    may("explode", BOOL),
    may("allowReserved", BOOL),
    may("schema", SCHEMA_),
    prose("example", &Any),
    prose("examples", EXAMPLES),
    may("content", CONTENT),
];

const TAG: &[Member] = &[
    should("name", TEXT),
    prose("summary", TEXT),
    prose("description", TEXT),
    prose("externalDocs", DOCS),
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
    may("$recursiveRef", TEXT),
    may("$recursiveAnchor", BOOL),
    may("$vocabulary", &Any),
    prose("$comment", TEXT),
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
    prose("title", TEXT),
    prose("description", TEXT),
    may("default", &Any),
    may("nullable", BOOL),
    may("deprecated", BOOL),
    may("readOnly", BOOL),
    may("writeOnly", BOOL),
    prose("examples", &Any),
    prose("example", &Any),
    may("discriminator", &Object(Kind::Discriminator)),
    prose("xml", &Object(Kind::Xml)),
    prose("externalDocs", DOCS),
];

const DISCRIMINATOR: &[Member] = &[
    should("propertyName", TEXT),
    may("mapping", &Map(TEXT)),
    may("defaultMapping", TEXT),
];

const XML: &[Member] = &[
    prose("name", TEXT),
    prose("namespace", TEXT),
    prose("prefix", TEXT),
    prose("attribute", BOOL),
    prose("wrapped", BOOL),
    prose("nodeType", TEXT),
];

const SECURITY_SCHEME: &[Member] = &[
    should("type", TEXT),
    prose("description", TEXT),
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
