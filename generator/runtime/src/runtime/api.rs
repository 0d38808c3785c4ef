//! What a description says, as constants: operations, parameters, servers, security schemes.
//!
//! Generated code writes these tables; the rest of the runtime reads them. Nothing here runs.

/// What the description says about the API as a whole.
#[derive(Debug)]
pub struct Api {
    /// The name of the crate.
    pub name: &'static str,
    /// `info.title`
    pub title: &'static str,
    /// The version of the crate, sent in the user agent.
    pub version: &'static str,
    /// What names of environment variables begin with, without the underscore.
    pub env_prefix: &'static str,
    /// Servers of the description, in order.
    pub servers: &'static [Server],
    /// Security schemes, in order.
    pub schemes: &'static [Scheme],
    /// Values given once at the client.
    pub settings: &'static [Setting],
    /// What every operation asks for, as in [`Operation::security`]; empty where they differ or one asks for nothing. A
    /// client without it could make no call, so it is not built.
    pub security: &'static [&'static [&'static str]],
}

/// A Server Object.
#[derive(Clone, Copy, Debug)]
pub struct Server {
    /// The URL, with `{variables}`.
    pub url: &'static str,
    /// Its variables.
    pub variables: &'static [Variable],
}

/// A Server Variable Object.
#[derive(Clone, Copy, Debug)]
pub struct Variable {
    /// Its name in the URL.
    pub name: &'static str,
    /// What stands there where nothing else is given.
    pub default: &'static str,
    /// What may stand there; empty where anything may.
    pub values: &'static [&'static str],
}

/// A value given once at the client and sent with each operation that takes it.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// The parameter's wire name.
    pub name: &'static str,
    /// The end of its environment variable's name.
    pub env: &'static str,
}

/// A Security Scheme Object.
#[derive(Clone, Copy, Debug)]
pub struct Scheme {
    /// Its key in the description.
    pub name: &'static str,
    /// How it proves who calls.
    pub kind: SchemeKind,
}

/// How a security scheme proves who calls.
#[derive(Clone, Copy, Debug)]
pub enum SchemeKind {
    /// A key in a header, a query parameter or a cookie.
    ApiKey {
        /// Where it is sent.
        location: Location,
        /// Under what name.
        name: &'static str,
    },
    /// `Authorization: Basic`, from a user name and a password.
    Basic,
    /// `Authorization: Bearer`, from a token that the caller supplies.
    Bearer,
    /// `Authorization` with another scheme, whose value the caller supplies.
    Authorization {
        /// The scheme, as in `Digest`.
        scheme: &'static str,
    },
    /// OAuth 2.0 client credentials: the client fetches tokens itself.
    ClientCredentials {
        /// Where tokens are fetched; `None` where the caller has to say.
        token_url: Option<&'static str>,
        /// All scopes there are.
        scopes: &'static [&'static str],
        /// Whether a token request names an audience.
        audience: Audience,
    },
    /// A certificate of the client's own.
    MutualTls,
}

/// Whether a token request names an audience.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// It does not.
    None,
    /// It may.
    Optional,
    /// It must.
    Required,
}

/// The members that every success body shares, and where in them the value is.
#[derive(Clone, Copy, Debug)]
pub struct Envelope {
    /// The member that is the value.
    pub value: &'static str,
    /// The path to the request id; empty where there is none.
    pub request_id: &'static [&'static str],
    /// The path to the status that the body repeats; empty where there is none.
    pub status: &'static [&'static str],
}

/// One operation.
#[derive(Debug)]
pub struct Operation {
    /// `operationId`, or method and path.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path template.
    pub path: &'static str,
    /// Its parameters; path parameters are found in the template by name.
    pub parameters: &'static [Parameter],
    /// How its list is read page by page.
    pub pagination: Option<Pagination>,
    /// The envelope of its success bodies.
    pub envelope: Option<&'static Envelope>,
    /// Alternatives of scheme names, of which one must be met. Empty: no security.
    pub security: &'static [&'static [&'static str]],
    /// The scopes it needs, as the description has them.
    pub scopes: &'static [&'static str],
    /// Media types it can read, as the `Accept` header has them; empty for any.
    pub accept: &'static str,
    /// Servers of its own, which go before those of the API.
    pub servers: &'static [Server],
    /// The header that carries an idempotency key: the runtime then makes one for each call, and may send the call again.
    pub idempotency_key: Option<&'static str>,
}

impl Operation {
    /// An operation with nothing said: `GET /`.
    pub const NEW: Self = Self {
        id: "",
        method: Method::Get,
        path: "/",
        parameters: &[],
        pagination: None,
        envelope: None,
        security: &[],
        scopes: &[],
        accept: "",
        servers: &[],
        idempotency_key: None,
    };
}

/// An HTTP method of the Path Item Object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    /// Any other, as HTTP writes it.
    Other(&'static str),
}

impl Method {
    /// The method as HTTP writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
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

    /// Whether a call changes nothing on the server (RFC 9110, 9.2.1). Of a method that is not known, nothing is promised.
    #[must_use]
    pub fn is_safe(self) -> bool {
        matches!(
            self,
            Self::Get | Self::Head | Self::Options | Self::Trace | Self::Query
        )
    }

    /// Whether a call sent twice does the same as one sent once (RFC 9110, 9.2.2).
    #[must_use]
    pub fn is_idempotent(self) -> bool {
        self.is_safe() || matches!(self, Self::Put | Self::Delete)
    }
}

/// `in` of a Parameter Object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

/// `style` and `explode` of a parameter, or `content` (OpenAPI 3.1, 4.8.12).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as the specification's table")]
pub enum Style {
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

/// A Parameter Object.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its wire name.
    pub name: &'static str,
    /// Where it is sent.
    pub location: Location,
    /// How its value is written.
    pub style: Style,
    /// Whether it must be there.
    pub required: bool,
    /// Whether reserved characters stay as they are where they do no harm.
    pub allow_reserved: bool,
    /// Whether the client's setting of this name stands in where the call does not give a value.
    pub setting: bool,
}

impl Parameter {
    /// A path parameter: required, `simple`.
    #[must_use]
    pub const fn path(name: &'static str) -> Self {
        Self {
            required: true,
            ..Self::new(name, Location::Path, Style::Simple { explode: false })
        }
    }

    /// A query parameter: `form`, exploded.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self::new(name, Location::Query, Style::Form { explode: true })
    }

    /// A header: `simple`.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self::new(name, Location::Header, Style::Simple { explode: false })
    }

    /// A cookie: `form`, exploded.
    #[must_use]
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(name, Location::Cookie, Style::Form { explode: true })
    }

    const fn new(name: &'static str, location: Location, style: Style) -> Self {
        Self {
            name,
            location,
            style,
            required: false,
            allow_reserved: false,
            setting: false,
        }
    }

    /// With another style than the location's own.
    #[must_use]
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// Which must be there.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// `allowReserved`
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// For which the client's setting stands in.
    #[must_use]
    pub const fn setting(mut self) -> Self {
        self.setting = true;
        self
    }
}

/// The Encoding Object of a property of a form-urlencoded body.
#[derive(Clone, Copy, Debug)]
pub struct FieldEncoding {
    pub(crate) name: &'static str,
    pub(crate) style: Style,
    pub(crate) allow_reserved: bool,
}

impl FieldEncoding {
    /// A property that is written so.
    pub const fn new(name: &'static str, style: Style) -> Self {
        Self {
            name,
            style,
            allow_reserved: false,
        }
    }

    /// The same, with reserved characters as they are: `allowReserved`.
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }
}

/// How a list is read page by page. Parameters are indices into [`Operation::parameters`].
#[derive(Clone, Copy, Debug)]
pub struct Pagination {
    /// How the next page is asked for.
    pub step: Step,
    /// The parameter that limits a page.
    pub limit: Option<usize>,
    /// The path from the root of the body to the list. Where it is empty, the list is the envelope's value, or the body.
    pub items: &'static [&'static str],
}

/// How the next page is asked for.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// By the number of items to skip.
    Offset(usize),
    /// By the page's number.
    Page {
        /// The parameter with the number.
        parameter: usize,
        /// The number of the first page.
        first: u64,
    },
    /// By a token from the response before.
    Cursor {
        /// The parameter that takes the token.
        parameter: usize,
        /// The path from the root of the body to the token.
        next: &'static [&'static str],
    },
}

impl Pagination {
    /// Pages by the number of items to skip.
    #[must_use]
    pub const fn offset(parameter: usize, limit: Option<usize>) -> Self {
        Self::new(Step::Offset(parameter), limit)
    }

    /// Pages by number.
    #[must_use]
    pub const fn page(parameter: usize, limit: Option<usize>, first: u64) -> Self {
        Self::new(Step::Page { parameter, first }, limit)
    }

    /// Pages by a token of the response before.
    #[must_use]
    pub const fn cursor(parameter: usize, next: &'static [&'static str]) -> Self {
        Self::new(Step::Cursor { parameter, next }, None)
    }

    const fn new(step: Step, limit: Option<usize>) -> Self {
        Self {
            step,
            limit,
            items: &[],
        }
    }

    /// With the path from the root of the body to the list.
    #[must_use]
    pub const fn items(mut self, path: &'static [&'static str]) -> Self {
        self.items = path;
        self
    }
}
