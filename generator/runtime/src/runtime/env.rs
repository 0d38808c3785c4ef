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

/// What a part of a scheme's credentials is called: the builder's method, and the variables it may be in, the usual one
/// first. The first scheme with such a part has the short name, the others have their own in front.
fn names(api: &Api, scheme: &Scheme, part: CredentialPart) -> (String, Vec<String>) {
    let short = part.method();
    let own = format!("{}_{short}", snake(scheme.name));
    let variable = |name: &str| format!("{}_{}", api.env_prefix, name.to_ascii_uppercase());
    let mut schemes = api.schemes.iter();
    match schemes.find(|it| CredentialPart::of(it.kind).contains(&part)) {
        Some(first) if first.name == scheme.name => {
            (short.to_owned(), vec![variable(short), variable(&own)])
        }
        _ => (own.clone(), vec![variable(&own)]),
    }
}

/// A name in words with underscores between them: `apiKeyAuth` is `api_key_auth`, `HTTPBasic` is `http_basic`.
fn snake(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut before: Option<bool> = None;
    let mut characters = name.chars().peekable();
    while let Some(character) = characters.next() {
        if !character.is_ascii_alphanumeric() {
            before = None;
            continue;
        }
        let is_upper = character.is_ascii_uppercase();
        let is_lower_next = characters.peek().is_some_and(char::is_ascii_lowercase);
        let is_boundary = match before {
            None => !out.is_empty(),
            Some(was_upper) => is_upper && (!was_upper || is_lower_next),
        };
        if is_boundary {
            out.push('_');
        }
        out.push(character.to_ascii_lowercase());
        // Digits belong to the word they follow.
        if character.is_ascii_alphabetic() || before.is_none() {
            before = Some(is_upper);
        }
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
            for variable in names(api, scheme, *part).1 {
                if let Some(value) = get(&variable)? {
                    environment.credentials.push((scheme.name, *part, value));
                    break;
                }
            }
        }
    }
    Ok(environment)
}

pub(crate) fn wrong_base_url(api: &Api, why: &str) -> Error {
    let prefix = api.env_prefix;
    Error::config(format!(
        "the setting `base_url` (environment variable {prefix}_BASE_URL) is wrong: {why}"
    ))
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

pub(crate) fn empty_setting(api: &Api, name: &str) -> Error {
    let mut settings = api.settings.iter();
    let variable = settings
        .find(|setting| setting.name == name)
        .map_or("", |setting| setting.env);
    let method = variable.to_ascii_lowercase();
    let prefix = api.env_prefix;
    Error::config(format!(
        "the setting `{name}` is empty: give `{method}` a value at the builder, or leave it out there and give it one at \
         each call. The environment variable {prefix}_{variable} counts as left out when it is empty"
    ))
}

/// What a part of a scheme's credentials is called in the builder and, in brackets, in the environment.
pub(crate) fn named(api: &Api, scheme: &Scheme, part: CredentialPart) -> String {
    let (method, variables) = names(api, scheme, part);
    let variable = variables.first().map_or("", String::as_str);
    format!("`{method}` ({variable})")
}

/// The error for a call that needs credentials where there are none.
pub(crate) fn missing_credentials(api: &Api, alternatives: &[&[&str]]) -> Error {
    let needs = |alternative: &&[&str]| {
        let schemes = api
            .schemes
            .iter()
            .filter(|scheme| alternative.contains(&scheme.name));
        let parts = schemes.flat_map(|scheme| {
            let parts = CredentialPart::of(scheme.kind).iter().take(2);
            let parts = parts.map(move |part| named(api, scheme, *part));
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
        "credentials are needed and there are none: set {} at the builder, or in the environment variables named",
        needs.join(", or "),
    ))
}

pub(crate) fn wrong_credential(
    api: &Api,
    scheme: &Scheme,
    part: CredentialPart,
    why: &str,
) -> Error {
    let (method, variables) = names(api, scheme, part);
    Error::config(format!(
        "the setting `{method}` (environment variable {}) is wrong: {why}",
        variables.join(" or "),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_words() {
        let pairs = [
            ("oauth2", "oauth2"),
            ("OAuth2", "o_auth2"),
            ("apiKeyAuth", "api_key_auth"),
            ("HTTPBasic", "http_basic"),
            ("api_key", "api_key"),
            ("X-API-Key ", "x_api_key"),
            ("a1B", "a1_b"),
            ("A1B", "a1b"),
            ("", ""),
        ];
        for (name, words) in pairs {
            assert_eq!(snake(name), words);
        }
    }
}
