//! Security schemes and requirements.

use super::calls::{check_said, lowered};
use crate::codes;
use crate::diagnostic::Severity;
use crate::ir::{Api, Audience, Location, Operation, SecuritySchemeKind};
use crate::lower::{Selection, lower};
use crate::testing;

const SCHEMES: &str = "components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    token: {type: http, scheme: bearer}
";

#[track_caller]
fn scheme(members: &str) -> SecuritySchemeKind {
    let (mut api, said) = lowered(&format!(
        "components: {{securitySchemes: {{it: {{{members}}}}}}}\n"
    ));
    assert_eq!(said, []);
    api.security_schemes.remove(0).kind
}

#[test]
fn schemes() {
    for (place, location) in [
        ("header", Location::Header),
        ("query", Location::Query),
        ("cookie", Location::Cookie),
    ] {
        let expected = SecuritySchemeKind::ApiKey {
            location,
            name: "k".to_owned(),
        };
        assert_eq!(
            scheme(&format!("type: apiKey, in: {place}, name: k")),
            expected
        );
    }
    assert_eq!(
        scheme("type: http, scheme: Basic"),
        SecuritySchemeKind::Basic
    );
    assert_eq!(
        scheme("type: http, scheme: BEARER"),
        SecuritySchemeKind::Bearer
    );
    let digest = SecuritySchemeKind::Authorization {
        scheme: "Digest".to_owned(),
    };
    assert_eq!(scheme("type: http, scheme: Digest"), digest);
    assert_eq!(
        scheme("type: openIdConnect, openIdConnectUrl: 'https://a/b'"),
        SecuritySchemeKind::Bearer
    );
    assert_eq!(scheme("type: mutualTLS"), SecuritySchemeKind::MutualTls);
    let implicit = "type: oauth2, flows: {implicit: {authorizationUrl: 'https://a', scopes: {}}}";
    assert_eq!(scheme(implicit), SecuritySchemeKind::Bearer);
}

#[test]
fn client_credentials_are_automatic() {
    let flow = |url: &str, rest: &str| {
        scheme(&format!(
            "type: oauth2, flows: {{authorizationCode: {{authorizationUrl: 'https://a', tokenUrl: 'https://b', scopes: \
             {{}}}}, clientCredentials: {{tokenUrl: '{url}', scopes: {{read: Reads.}}{rest}}}}}"
        ))
    };
    let expected = |url: Option<&str>, audience| SecuritySchemeKind::ClientCredentials {
        token_url: url.map(str::to_owned),
        scopes: vec![("read".to_owned(), "Reads.".to_owned())],
        audience,
    };
    assert_eq!(
        flow("https://t/oauth", ""),
        expected(Some("https://t/oauth"), Audience::None)
    );
    assert_eq!(flow("/oauth", ""), expected(None, Audience::None));
    assert_eq!(
        flow("https://t", ", x-unverified: guessed"),
        expected(None, Audience::None)
    );
    assert_eq!(
        flow("/t", ", x-audience: required"),
        expected(None, Audience::Required)
    );
    assert_eq!(
        flow("/t", ", x-audience: optional"),
        expected(None, Audience::Optional)
    );
}

#[test]
fn odd_schemes_leave_the_header_to_the_caller() {
    for members in [
        "type: magic",
        "type: apiKey, in: body, name: k",
        "type: apiKey, in: header",
    ] {
        let text = format!("components: {{securitySchemes: {{it: {{{members}}}}}}}\n");
        check_said(&text, Severity::Error, codes::BAD_SECURITY, "");
    }
}

/// The names of the schemes of each alternative of an operation.
fn alternatives(api: &Api, operation: &Operation) -> Vec<Vec<String>> {
    let name = |index: u32| {
        api.security_schemes
            .get(index as usize)
            .map(|scheme| scheme.name.clone())
    };
    let names =
        |set: &Vec<crate::ir::Requirement>| set.iter().filter_map(|it| name(it.scheme.0)).collect();
    operation.security.iter().map(names).collect()
}

#[test]
fn requirements_combine() {
    let text = format!(
        "{SCHEMES}security: [{{key: []}}]
paths:
  /a: {{get: {{}}}}
  /b: {{get: {{security: []}}}}
  /c: {{get: {{security: [{{key: [], token: [read]}}, {{token: []}}, {{}}]}}}}
"
    );
    let (api, said) = lowered(&text);
    assert_eq!(said, []);
    let found: Vec<Vec<Vec<String>>> = api
        .operations
        .iter()
        .map(|operation| alternatives(&api, operation))
        .collect();
    let set = |names: &[&str]| {
        names
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<Vec<_>>()
    };
    let expected = vec![
        vec![set(&["key"])],
        vec![],
        vec![set(&["key", "token"]), set(&["token"]), set(&[])],
    ];
    assert_eq!(found, expected);
    let scopes = api
        .operations
        .iter()
        .flat_map(|it| &it.security)
        .flatten()
        .flat_map(|it| &it.scopes);
    assert_eq!(scopes.collect::<Vec<_>>(), ["read"]);
}

#[test]
fn an_unknown_scheme_takes_its_alternative_away() {
    let text = format!(
        "{SCHEMES}security: [{{key: []}}, {{nowhere: []}}]\npaths: {{/a: {{get: {{}}}}}}\n"
    );
    check_said(&text, Severity::Error, codes::BAD_SECURITY, "`nowhere`");
    let (api, _) = lowered(&text);
    let found: Vec<_> = api
        .operations
        .iter()
        .map(|operation| alternatives(&api, operation))
        .collect();
    assert_eq!(found, [[["key".to_owned()]]]);
}

#[test]
fn an_unknown_scheme_is_an_error_whatever_is_beside_it() {
    for list in [
        "[tokn: []]",
        "[{tokn: [], key: []}]",
        "[{tokn: []}, {key: []}]",
    ] {
        let rest = format!("security: {list}\n{SCHEMES}");
        check_said(&rest, Severity::Error, codes::BAD_SECURITY, "scheme `tokn`");
    }
}

#[test]
fn a_requirement_where_the_list_belongs_is_the_only_one() {
    let text = format!(
        "openapi: 3.1.0
info: {{title: Test, version: '1'}}
{SCHEMES}security: {{key: []}}
paths:
  /a: {{get: {{}}}}
  /b: {{get: {{security: {{token: [read]}}}}}}
  /c: {{get: {{security: {{}}}}}}
"
    );
    let document = testing::read(&text);
    let api = lower(&document, &Selection::default());
    let found = api
        .operations
        .iter()
        .map(|operation| alternatives(&api, operation));
    let found: Vec<_> = found.collect();
    assert_eq!(found, [[["key"]], [["token"]], [["key"]]]);
}
