//! What a client cannot do without and was not given: all of it at once, so that nobody has to try again and again.
//!
//! Where one thing alone is missing, nothing is said here: the place that needs it says more about it.

use super::api::{Api, Audience, Scheme, SchemeKind};
use super::auth::Alternative;
use super::auth::credential::Given;
use super::env::{self, CredentialPart};
use super::error::Error;

/// What a builder was given.
pub(crate) struct Have<'a> {
    pub(crate) given: &'a Given,
    /// Whether there is a base URL, the caller's or the description's.
    pub(crate) base_url: bool,
    /// Whether tokens come from a source of the caller's.
    pub(crate) source: bool,
    /// Whether there is a client certificate.
    pub(crate) identity: bool,
    pub(crate) settings: &'a [(&'static str, String)],
}

/// Names everything that is missing, with its environment variable, where that is more than one thing.
///
/// # Errors
/// What each call can be given itself is named beside the rest, but is no error where nothing else is missing.
pub(crate) fn check(api: &Api, have: &Have<'_>) -> Result<(), Error> {
    let mut names = Vec::new();
    if !have.base_url {
        names.push(format!("`base_url` ({}_BASE_URL)", api.env_prefix));
    }
    for scheme in needed(api, have) {
        names.extend(parts(scheme, have).map(|part| env::named(api, scheme, part)));
    }
    if names.is_empty() {
        return Ok(());
    }
    let is_given = |name: &str| have.settings.iter().any(|(known, _)| *known == name);
    let settings = api.settings.iter().filter(|it| !is_given(it.name));
    names.extend(settings.map(|it| {
        let method = it.env.to_ascii_lowercase();
        format!("`{method}` ({}_{})", api.env_prefix, it.env)
    }));
    match names.len() {
        1 => Ok(()),
        count => Err(Error::config(format!(
            "{count} settings are missing: {}. Set them at the builder, or in the environment variables named",
            names.join(", "),
        ))),
    }
}

/// The schemes that are asked for: those of the alternative that most is there of, where all operations ask for one, and
/// those that were begun.
fn needed<'s>(api: &'s Api, have: &Have<'_>) -> impl Iterator<Item = &'s Scheme> {
    let is_optional = api.security.iter().any(|it| it.is_empty());
    // Of several alternatives that are equally near, the first.
    let nearest: Alternative = match is_optional {
        true => &[],
        false => {
            let ways = api.security.iter().copied();
            ways.min_by_key(|way| absent(api, way, have)).unwrap_or(&[])
        }
    };
    let begun: Vec<&str> = api
        .schemes
        .iter()
        .filter(|it| is_begun(it, have))
        .map(|it| it.name)
        .collect();
    let mut schemes = api.schemes.iter();
    std::iter::from_fn(move || {
        schemes.find(|it| nearest.contains(&it.name) || begun.contains(&it.name))
    })
}

/// How many parts of an alternative are not there.
fn absent(api: &Api, way: Alternative, have: &Have<'_>) -> usize {
    let schemes = api.schemes.iter().filter(|it| way.contains(&it.name));
    schemes
        .map(|it| parts(it, have).count() + usize::from(lacks_identity(it, have)))
        .sum()
}

fn lacks_identity(scheme: &Scheme, have: &Have<'_>) -> bool {
    matches!(scheme.kind, SchemeKind::MutualTls) && !have.identity
}

/// Whether something was given that only this scheme uses, and that is of no use alone.
fn is_begun(scheme: &Scheme, have: &Have<'_>) -> bool {
    matches!(scheme.kind, SchemeKind::ClientCredentials { .. })
        && [CredentialPart::ClientId, CredentialPart::ClientSecret]
            .iter()
            .any(|part| has(scheme, *part, have))
}

fn has(scheme: &Scheme, part: CredentialPart, have: &Have<'_>) -> bool {
    let value = have.given.get(scheme.name, part);
    value.is_some_and(|value| !value.is_empty())
}

/// The parts that a scheme needs and that are not there.
fn parts<'h>(
    scheme: &'h Scheme,
    have: &'h Have<'_>,
) -> impl Iterator<Item = CredentialPart> + use<'h> {
    use CredentialPart as Part;

    let needed: &[Part] = match scheme.kind {
        SchemeKind::ApiKey { .. } => &[Part::ApiKey],
        SchemeKind::Basic => &[Part::Username],
        SchemeKind::Authorization { .. } => &[Part::Authorization],
        SchemeKind::MutualTls => &[],
        SchemeKind::Bearer | SchemeKind::ClientCredentials { .. }
            if have.source || has(scheme, Part::Token, have) =>
        {
            &[]
        }
        SchemeKind::Bearer => &[Part::Token],
        SchemeKind::ClientCredentials { .. } => &[
            Part::ClientId,
            Part::ClientSecret,
            Part::TokenUrl,
            Part::Audience,
        ],
    };
    let is_optional = move |part: Part| match scheme.kind {
        SchemeKind::ClientCredentials {
            token_url,
            audience,
            ..
        } => match part {
            Part::TokenUrl => token_url.is_some(),
            Part::Audience => audience != Audience::Required,
            _ => false,
        },
        _ => false,
    };
    needed
        .iter()
        .copied()
        .filter(move |part| !is_optional(*part) && !has(scheme, *part, have))
}
