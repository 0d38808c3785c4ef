//! Security schemes and what operations ask of them.

use super::Docs;
use crate::tree::NodeId;

/// A scheme's place in [`super::Api::security_schemes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SecuritySchemeId(pub u32);

/// One Security Scheme Object.
#[derive(Debug)]
pub struct SecurityScheme {
    /// The Security Scheme Object.
    pub node: NodeId,
    /// Its key in `components.securitySchemes`.
    pub name: String,
    /// What it is.
    pub kind: SecuritySchemeKind,
    /// Its documentation.
    pub docs: Docs,
}

/// How a scheme proves who calls.
#[derive(Debug, PartialEq)]
pub enum SecuritySchemeKind {
    /// `apiKey`
    ApiKey {
        /// Header, query or cookie.
        location: super::Location,
        /// The name of the header, query parameter or cookie.
        name: String,
    },
    /// `http`, `scheme: basic`
    Basic,
    /// `http`, `scheme: bearer`, and any flow whose token the caller supplies.
    Bearer,
    /// `http` with another scheme: the caller supplies the whole `Authorization` value.
    Authorization {
        /// The scheme, as written.
        scheme: String,
    },
    /// `oauth2` with a `clientCredentials` flow: the client fetches tokens itself.
    ClientCredentials {
        /// `tokenUrl`; `None` where it is relative or unverified, so the caller must give it.
        token_url: Option<String>,
        /// All scopes of the flow, with their descriptions.
        scopes: Vec<(String, String)>,
        /// `x-audience`
        audience: Audience,
    },
    /// `mutualTLS`
    MutualTls,
}

/// Whether a token request carries an audience.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Audience {
    None,
    Optional,
    Required,
}

/// A scheme with the scopes that an operation needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Requirement {
    /// The scheme.
    pub scheme: SecuritySchemeId,
    /// The scopes.
    pub scopes: Vec<String>,
}
