//! Operations: what is sent, and what may come back.

use super::{Constraints, Docs, Literal, Requirement, Server, Ty};
use crate::tree::NodeId;

/// An operation's place in [`super::Api::operations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OperationId(pub u32);

/// One Operation Object.
#[derive(Debug)]
pub struct Operation {
    /// The Operation Object.
    pub node: NodeId,
    /// `operationId`, as written.
    pub operation_id: Option<String>,
    /// Words for the method's name: the operationId, or method and path (`["get", "pets", "petId"]`).
    pub name: Vec<String>,
    /// The HTTP method.
    pub method: Method,
    /// The path template, exactly as written.
    pub template: String,
    /// The template in parts.
    pub path: Vec<PathSegment>,
    /// Parameters, the path item's and the operation's merged: path parameters in the template's order, then the
    /// others in document order.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<RequestBody>,
    /// What success gives.
    pub success: Success,
    /// Whether the JSON of success is the value of the API's envelope, and not the whole body.
    pub is_enveloped: bool,
    /// Documented failures.
    pub errors: Vec<ErrorBody>,
    /// Alternatives, of which one must be met; a set of schemes each. Empty: no security. An empty alternative: none
    /// is allowed too.
    pub security: Vec<Vec<Requirement>>,
    /// Servers of the operation or its path item, where they differ from the document's.
    pub servers: Vec<Server>,
    /// `deprecated`
    pub deprecated: bool,
    /// `x-pagination`
    pub pagination: Option<Pagination>,
    /// The header parameter that carries an idempotency key, where the description names one: its wire name.
    pub idempotency_key: Option<String>,
    /// Its documentation.
    pub docs: Docs,
}

/// An HTTP method of the Path Item Object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
    Query,
    /// One of `additionalOperations`, exactly as written.
    Other(String),
}

impl Method {
    /// The method as HTTP writes it.
    pub fn verb(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(name) => name,
        }
    }
}

/// A part of a path template.
#[derive(Clone, Debug, PartialEq)]
pub enum PathSegment {
    /// Text, slashes included.
    Text(String),
    /// The index of a parameter in [`Operation::parameters`].
    Parameter(usize),
}

/// One Parameter Object.
#[derive(Debug)]
pub struct Parameter {
    /// The Parameter Object.
    pub node: NodeId,
    /// Its wire name.
    pub name: String,
    /// Where it is sent.
    pub location: Location,
    /// How its value is written.
    pub style: ParameterStyle,
    /// `allowReserved`
    pub allow_reserved: bool,
    /// `required`
    pub required: bool,
    /// The type of its value.
    pub ty: Ty,
    /// The index of the setting that supplies it where the call does not (`x-client-setting`).
    pub setting: Option<usize>,
    /// `default`, for the documentation.
    pub default: Option<Literal>,
    /// `deprecated`
    pub deprecated: bool,
    /// What its schema demands of it.
    pub constraints: Constraints,
    /// Its documentation.
    pub docs: Docs,
}

/// `in`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

/// `style` and `explode`, or `content` (OpenAPI 3.1, 4.8.12).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as the specification's table")]
pub enum ParameterStyle {
    Simple {
        explode: bool,
    },
    Label {
        explode: bool,
    },
    Matrix {
        explode: bool,
    },
    Form {
        explode: bool,
    },
    SpaceDelimited {
        explode: bool,
    },
    PipeDelimited {
        explode: bool,
    },
    DeepObject,
    /// `content` with a JSON media type: the value as JSON text.
    Json,
}

/// A Request Body Object.
#[derive(Debug)]
pub struct RequestBody {
    /// The Request Body Object.
    pub node: NodeId,
    /// `required`
    pub required: bool,
    /// Its media types in document order, at least one.
    pub content: Vec<BodyContent>,
    /// Its documentation.
    pub docs: Docs,
}

impl RequestBody {
    /// Of several media types, the one that the operation's own method takes: JSON if there is any, else the first.
    pub fn main(&self) -> usize {
        let is_json = |content: &BodyContent| matches!(content.kind, BodyKind::Json(_));
        self.content.iter().position(is_json).unwrap_or(0)
    }
}

/// One media type of a request body.
#[derive(Debug)]
pub struct BodyContent {
    /// The Media Type Object.
    pub node: NodeId,
    /// The media type, as written; `application/json` for a range such as `*/*`, which cannot be sent, and
    /// `application/octet-stream` where it is for a file.
    pub media_type: String,
    /// How it is encoded.
    pub kind: BodyKind,
}

/// How a request body is encoded.
#[derive(Debug)]
pub enum BodyKind {
    /// `application/json`, `+json`
    Json(Ty),
    /// `application/x-www-form-urlencoded`: a struct or map; how each property is written.
    Form(Ty, Vec<FormFieldEncoding>),
    /// `multipart/*`: one part per field; none where the description names none, so that the caller does.
    Multipart(Vec<FormField>),
    /// `text/*`, XML: sent as the text given.
    Text,
    /// Anything else: sent as the bytes given.
    Bytes,
}

/// The Encoding Object of a property of a form-urlencoded body.
#[derive(Clone, Debug, PartialEq)]
pub struct FormFieldEncoding {
    /// The property.
    pub name: String,
    /// How it is written.
    pub style: ParameterStyle,
    /// `allowReserved`
    pub allow_reserved: bool,
}

/// A part of a multipart body.
#[derive(Debug)]
pub struct FormField {
    /// The schema of the property.
    pub node: NodeId,
    /// The part's name.
    pub name: String,
    /// What it carries.
    pub kind: FormFieldKind,
    /// Whether the property is an array, sent as one part per element.
    pub repeated: bool,
    /// Whether the property is required.
    pub required: bool,
    /// `contentType` of the Encoding Object, its first where several are listed.
    pub content_type: Option<String>,
    /// `headers` of the Encoding Object that have one value only: names and values.
    pub headers: Vec<(String, String)>,
    /// Its documentation.
    pub docs: Docs,
}

/// What a part of a multipart body carries.
#[derive(Clone, Debug, PartialEq)]
pub enum FormFieldKind {
    /// A file: bytes or a stream, with a file name.
    File,
    /// A scalar, as text.
    Text(Ty),
    /// Anything else, as JSON.
    Json(Ty),
    /// A value in a style that the description chose, as text in one part or several.
    Styled(Ty, ParameterStyle),
}

/// What a call gives when it succeeds.
#[derive(Debug)]
pub struct Success {
    /// The documented cases, in order of status; no case means that nothing is documented: any 2xx, body as bytes.
    pub cases: Vec<SuccessCase>,
}

impl Success {
    /// What the body is where all cases agree, so that callers need not tell them apart; bytes where none is
    /// documented.
    pub fn kind(&self) -> Option<&SuccessKind> {
        let Some((first, rest)) = self.cases.split_first() else {
            return Some(&SuccessKind::Bytes);
        };
        let agree = rest.iter().all(|case| case.kind == first.kind);
        agree.then_some(&first.kind)
    }
}

/// One status with one media type.
#[derive(Debug)]
pub struct SuccessCase {
    /// The Response Object.
    pub node: NodeId,
    /// The status it is documented for; `Default` where only `default` is.
    pub status: Status,
    /// The media type, as written; `None` where the body is empty.
    pub media_type: Option<String>,
    /// What the body is.
    pub kind: SuccessKind,
    /// Documented headers.
    pub headers: Vec<HeaderPart>,
    /// Its documentation.
    pub docs: Docs,
}

/// What a body of a response is.
#[derive(Clone, Debug, PartialEq)]
pub enum SuccessKind {
    /// No body.
    Empty,
    /// JSON; of an enveloped operation, the type of the value inside.
    Json(Ty),
    /// Text, XML included.
    Text,
    /// Bytes, read to the end or as a stream.
    Bytes,
    /// A stream of items.
    Stream(StreamKind, Ty),
}

/// How items of a stream are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamKind {
    /// `text/event-stream`
    ServerSentEvents,
    /// `application/jsonl`, `application/x-ndjson`
    JsonLines,
}

/// A Header Object of a response.
#[derive(Debug)]
pub struct HeaderPart {
    /// The Header Object.
    pub node: NodeId,
    /// Its name.
    pub name: String,
    /// The type of its value.
    pub ty: Ty,
    /// `required`
    pub required: bool,
    /// Its documentation.
    pub docs: Docs,
}

/// A documented failure.
#[derive(Debug)]
pub struct ErrorBody {
    /// The Response Object.
    pub node: NodeId,
    /// The status.
    pub status: Status,
    /// The type of its JSON body, where there is one.
    pub ty: Option<Ty>,
    /// Its documentation.
    pub docs: Docs,
}

/// A key of the Responses Object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// `200`
    Code(u16),
    /// `2XX`, by its first digit
    Range(u8),
    /// `default`
    Default,
}

/// `x-pagination`: how a list is read page by page.
#[derive(Clone, Debug, PartialEq)]
pub struct Pagination {
    /// The node of the extension.
    pub node: NodeId,
    /// How the next page is asked for.
    pub style: PaginationStyle,
    /// The path of member names from the value of the response to the list; empty where the value is the list.
    pub items: Vec<String>,
    /// The type of an item.
    pub item: Ty,
}

/// How the next page is asked for. Parameters are indices into [`Operation::parameters`].
#[derive(Clone, Debug, PartialEq)]
pub enum PaginationStyle {
    /// Skip so many items.
    Offset {
        /// The parameter that skips.
        offset: usize,
        /// The parameter that limits a page.
        limit: Option<usize>,
    },
    /// Pages by number.
    Page {
        /// The parameter with the number.
        page: usize,
        /// The parameter that limits a page.
        limit: Option<usize>,
        /// The number of the first page.
        first: u64,
    },
    /// A token of the last response asks for the next page.
    Cursor {
        /// The parameter that takes the token.
        cursor: usize,
        /// The path of member names from the root of the body to the next token.
        next: Vec<String>,
    },
}
