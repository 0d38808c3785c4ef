//! Settings: what they are called, in the builder and in the environment, and what is said where one is missing.

use std::ffi::OsString;

use super::api::{Api, Scheme, SchemeKind};
use super::error::Error;

/// A part of the credentials of a security scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum CredentialPart {
    ClientId,
    ClientSecret,
    TokenUrl,
    Audience,
    Scopes,
    Token,
    ApiKey,
    Username,
    Password,
    /// The whole value of the `Authorization` header.
    Authorization,
}

impl CredentialPart {
    /// The builder's method, if a description has one scheme that has such a part.
    fn method(self) -> &'static str {
        match self {
            Self::ClientId => "client_id",
            Self::ClientSecret => "client_secret",
            Self::TokenUrl => "token_url",
            Self::Audience => "audience",
            Self::Scopes => "scopes",
            Self::Token => "token",
            Self::ApiKey => "api_key",
            Self::Username => "username",
            Self::Password => "password",
            Self::Authorization => "authorization",
        }
    }

    /// The parts that schemes of a kind have.
    fn of(kind: SchemeKind) -> &'static [Self] {
        match kind {
            SchemeKind::ApiKey { .. } => &[Self::ApiKey],
            SchemeKind::Basic => &[Self::Username, Self::Password],
            SchemeKind::Bearer => &[Self::Token],
            SchemeKind::Authorization { .. } => &[Self::Authorization],
            SchemeKind::ClientCredentials { .. } => &[
                Self::ClientId,
                Self::ClientSecret,
                Self::TokenUrl,
                Self::Audience,
                Self::Scopes,
                Self::Token,
            ],
            SchemeKind::MutualTls => &[],
        }
    }
}

/// The variables in which a part of a scheme's credentials may be: one of the scheme's own, and for the first scheme with
/// such a part a shorter one.
fn variables(api: &Api, scheme: &Scheme, part: CredentialPart) -> Vec<String> {
    let suffix = part.method().to_ascii_uppercase();
    let own = format!("{}_{}_{suffix}", api.env_prefix, upper(scheme.name));
    let mut schemes = api.schemes.iter();
    let first = schemes.find(|it| CredentialPart::of(it.kind).contains(&part));
    match first {
        Some(first) if first.name == scheme.name => {
            vec![format!("{}_{suffix}", api.env_prefix), own]
        }
        _ => vec![own],
    }
}

fn upper(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut was_lower = false;
    for character in name.chars() {
        if character.is_ascii_uppercase() && was_lower {
            out.push('_');
        }
        was_lower = character.is_ascii_lowercase() || character.is_ascii_digit();
        out.push(if character.is_ascii_alphanumeric() {
            character.to_ascii_uppercase()
        } else {
            '_'
        });
    }
    out
}

/// What is in the environment.
pub(crate) struct Environment {
    pub(crate) base_url: Option<String>,
    pub(crate) settings: Vec<(&'static str, String)>,
    pub(crate) credentials: Vec<(&'static str, CredentialPart, String)>,
}

/// Reads all variables that mean something to a client of `api`. Empty ones count as missing.
pub(crate) fn read(
    api: &'static Api,
    lookup: &dyn Fn(&str) -> Option<OsString>,
) -> Result<Environment, Error> {
    let get = |name: &str| match lookup(name).map(OsString::into_string) {
        None => Ok(None),
        Some(Ok(value)) => Ok(Some(value).filter(|value| !value.is_empty())),
        Some(Err(_)) => Err(Error::config(format!(
            "the environment variable {name} is not valid UTF-8"
        ))),
    };
    let mut environment = Environment {
        base_url: get(&format!("{}_BASE_URL", api.env_prefix))?,
        settings: Vec::new(),
        credentials: Vec::new(),
    };
    for setting in api.settings {
        if let Some(value) = get(&format!("{}_{}", api.env_prefix, setting.env))? {
            environment.settings.push((setting.name, value));
        }
    }
    for scheme in api.schemes {
        for part in CredentialPart::of(scheme.kind) {
            for variable in variables(api, scheme, *part) {
                if let Some(value) = get(&variable)? {
                    environment.credentials.push((scheme.name, *part, value));
                    break;
                }
            }
        }
    }
    Ok(environment)
}

pub(crate) fn missing_base_url(api: &Api) -> Error {
    let prefix = api.env_prefix;
    Error::config(format!(
        "the base URL is missing: set `base_url` at the builder, or the environment variable {prefix}_BASE_URL. \
         The description of the API names no server, and a guess could send credentials to a stranger"
    ))
}

pub(crate) fn missing_setting(api: &Api, name: &str) -> Error {
    let mut settings = api.settings.iter();
    let variable = settings
        .find(|setting| setting.name == name)
        .map_or("", |setting| setting.env);
    let method = variable.to_ascii_lowercase();
    let prefix = api.env_prefix;
    Error::config(format!(
        "the setting `{name}` is missing: set `{method}` at the builder or at the call, or the environment variable \
         {prefix}_{variable}. The path or query of the call needs it"
    ))
}

/// The error for a call that needs credentials where there are none.
pub(crate) fn missing_credentials(api: &Api, alternatives: &[&[&str]]) -> Error {
    let needs = |names: &&[&str]| {
        let schemes = api
            .schemes
            .iter()
            .filter(|scheme| names.contains(&scheme.name));
        let parts = schemes.flat_map(|scheme| {
            let parts = CredentialPart::of(scheme.kind).iter().take(2);
            let parts = parts.map(move |part| {
                let variable = variables(api, scheme, *part).swap_remove(0);
                format!("`{}` ({variable})", part.method())
            });
            let identity =
                matches!(scheme.kind, SchemeKind::MutualTls).then(|| "`identity_pem`".to_owned());
            parts.chain(identity)
        });
        parts.collect::<Vec<_>>().join(" and ")
    };
    let needs = alternatives
        .iter()
        .map(needs)
        .filter(|needs| !needs.is_empty())
        .collect::<Vec<_>>();
    if needs.is_empty() {
        return Error::config(format!(
            "the call needs credentials of a scheme ({}) that this client does not know",
            alternatives.concat().join(", ")
        ));
    }
    Error::config(format!(
        "the call needs credentials and there are none: set {} at the builder, or in the environment variables named",
        needs.join(", or "),
    ))
}

pub(crate) fn wrong_credential(
    api: &Api,
    scheme: &Scheme,
    part: CredentialPart,
    why: &str,
) -> Error {
    let variables = variables(api, scheme, part).join(" or ");
    Error::config(format!(
        "the setting `{}` (environment variable {variables}) is wrong: {why}",
        part.method(),
    ))
}
