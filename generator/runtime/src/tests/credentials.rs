//! Which credentials a call carries, and what is said where there are none.

use super::{API, POST, VirtualTime, builder, with_oauth};
use crate::runtime::{
    Call, CannedResponse, CannedTransport, ClientAuthentication, ClientBuilder, CredentialPart,
    Empty, Error, Operation, RecordedRequest, TokenRequestBody,
};

const KEY: Operation = Operation {
    security: &[&["key"]],
    ..POST
};
const QUERY: Operation = Operation {
    security: &[&["queryKey"]],
    path: "/things?a=b",
    ..POST
};
const COOKIE: Operation = Operation {
    security: &[&["cookieKey"]],
    ..POST
};
const BASIC: Operation = Operation {
    security: &[&["basic"]],
    ..POST
};
const BEARER: Operation = Operation {
    security: &[&["bearer"]],
    ..POST
};
const BOTH: Operation = Operation {
    security: &[&["key", "basic"], &["bearer"]],
    ..POST
};
const OPTIONAL: Operation = Operation {
    security: &[&[], &["key"]],
    ..POST
};
const OAUTH: Operation = Operation {
    security: &[&["oauth"]],
    ..POST
};
const UNKNOWN: Operation = Operation {
    security: &[&["nobody"]],
    ..POST
};

async fn send(
    operation: &'static Operation,
    set: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> Result<RecordedRequest, Error> {
    let transport = CannedTransport::new()
        .on("POST", "/token", CannedResponse::token("t0ken"))
        .reply(CannedResponse::status(200));
    let client = set(builder(&transport, &VirtualTime::new())).build()?;
    Call::new(&client, operation).send::<Empty>().await?;
    Ok(transport.requests().pop().unwrap())
}

#[tokio::test]
async fn keys_go_into_header_query_and_cookie() {
    let key = |scheme| {
        move |builder: ClientBuilder| builder.credential(scheme, CredentialPart::ApiKey, "k&1")
    };
    let request = send(&KEY, key("key")).await.unwrap();
    assert_eq!(request.header("x-key"), Some("k&1"));
    assert!(request.headers["x-key"].is_sensitive());
    let request = send(&QUERY, key("queryKey")).await.unwrap();
    assert_eq!(request.query(), "a=b&key=k%261");
    let request = send(&COOKIE, key("cookieKey")).await.unwrap();
    assert_eq!(request.header("cookie"), Some("key=k%261"));
    assert!(request.headers["cookie"].is_sensitive());
}

#[tokio::test]
async fn basic_and_bearer() {
    let request = send(&BASIC, |builder| {
        builder
            .credential("basic", CredentialPart::Username, "Aladdin")
            .credential("basic", CredentialPart::Password, "open sesame")
    });
    assert_eq!(
        request.await.unwrap().header("authorization"),
        Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
    );
    let request = send(&BEARER, |builder| {
        builder.credential("bearer", CredentialPart::Token, "abc")
    })
    .await
    .unwrap();
    assert_eq!(request.header("authorization"), Some("Bearer abc"));
    let error = send(&BEARER, |builder| {
        builder.credential("bearer", CredentialPart::Token, "a\r\nb")
    })
    .await
    .unwrap_err();
    assert!(
        error.is_config() && !error.to_string().contains("a\r"),
        "{error}"
    );
}

#[tokio::test]
async fn the_first_alternative_that_is_configured_is_taken() {
    let key = |builder: ClientBuilder| builder.credential("key", CredentialPart::ApiKey, "k");
    let token = |builder: ClientBuilder| builder.credential("bearer", CredentialPart::Token, "t");
    let user = |builder: ClientBuilder| builder.credential("basic", CredentialPart::Username, "u");
    let request = send(&BOTH, |builder| token(key(builder))).await.unwrap();
    assert_eq!(
        (request.header("x-key"), request.header("authorization")),
        (None, Some("Bearer t"))
    );
    let request = send(&BOTH, |builder| user(token(key(builder))))
        .await
        .unwrap();
    assert_eq!(
        (request.header("x-key"), request.header("authorization")),
        (Some("k"), Some("Basic dTo="))
    );
    let request = send(&OPTIONAL, key).await.unwrap();
    assert_eq!(request.header("x-key"), Some("k"));
    let request = send(&OPTIONAL, |builder| builder).await.unwrap();
    assert_eq!(request.header("x-key"), None);
}

#[tokio::test]
async fn missing_credentials_are_named() {
    let error = send(&BOTH, |builder| builder).await.unwrap_err();
    assert!(error.is_config());
    for part in [
        "`api_key` (EXAMPLE_API_KEY)",
        "`username` (EXAMPLE_USERNAME)",
        "or `token` (EXAMPLE_TOKEN)",
    ] {
        assert!(error.to_string().contains(part), "{part}: {error}");
    }
    let error = send(&OAUTH, |builder| builder).await.unwrap_err();
    assert!(
        error.to_string().contains("EXAMPLE_CLIENT_ID")
            && error.to_string().contains("EXAMPLE_CLIENT_SECRET"),
        "{error}"
    );
    let error = send(&UNKNOWN, |builder| builder).await.unwrap_err();
    assert!(error.to_string().contains("nobody"), "{error}");
}

#[tokio::test]
async fn half_a_setting_is_an_error_at_once() {
    let cases = [
        (CredentialPart::ClientId, "`client_id` (EXAMPLE_CLIENT_ID)"),
        (CredentialPart::ClientSecret, "`client_secret`"),
        (CredentialPart::Audience, "`audience`"),
        (CredentialPart::TokenUrl, "`token_url`"),
    ];
    for (part, expected) in cases {
        let builder = with_oauth(builder(&CannedTransport::new(), &VirtualTime::new()));
        let error = builder.credential("oauth", part, "").build().unwrap_err();
        assert!(
            error.is_config() && error.to_string().contains(expected),
            "{error}"
        );
        assert!(!error.to_string().contains("the-secret"), "{error}");
    }
    let plain = with_oauth(builder(&CannedTransport::new(), &VirtualTime::new()));
    let error = plain
        .credential("oauth", CredentialPart::TokenUrl, "http://auth.example.com")
        .build()
        .unwrap_err();
    assert!(error.to_string().contains("not https"), "{error}");
}

async fn token_request(set: impl FnOnce(ClientBuilder) -> ClientBuilder) -> RecordedRequest {
    let transport = CannedTransport::new()
        .on("POST", "/token", CannedResponse::token("t0ken"))
        .reply(CannedResponse::status(200));
    let client = set(with_oauth(builder(&transport, &VirtualTime::new())))
        .build()
        .unwrap();
    Call::new(&client, &OAUTH).send::<Empty>().await.unwrap();
    let [token, call] = <[_; 2]>::try_from(transport.requests()).unwrap();
    assert_eq!(call.header("authorization"), Some("Bearer t0ken"));
    assert!(call.headers["authorization"].is_sensitive());
    token
}

#[tokio::test]
async fn token_requests_in_all_their_forms() {
    let request =
        token_request(|builder| builder.credential("oauth", CredentialPart::Scopes, "a b")).await;
    assert_eq!(request.uri, "https://auth.example.com/token");
    assert_eq!(
        request.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(
        request.text(),
        "grant_type=client_credentials&client_id=the-id&client_secret=the-secret&audience=https%3A%2F%2Fexample.com%2Fapi&scope=a%20b"
    );
    let request = token_request(|builder| builder.token_request_body(TokenRequestBody::Json)).await;
    assert_eq!(request.header("content-type"), Some("application/json"));
    let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
    assert_eq!(body["client_secret"], "the-secret");
    assert_eq!(body["audience"], "https://example.com/api");
    let basic = |builder: ClientBuilder| {
        builder
            .client_authentication(ClientAuthentication::Basic)
            .credential("oauth", CredentialPart::ClientId, "a:b")
    };
    let request = token_request(basic).await;
    // base64("a%3Ab:the-secret")
    assert_eq!(
        request.header("authorization"),
        Some("Basic YSUzQWI6dGhlLXNlY3JldA==")
    );
    assert_eq!(
        request.text(),
        "grant_type=client_credentials&audience=https%3A%2F%2Fexample.com%2Fapi"
    );
}

#[test]
fn the_environment_fills_the_builder() {
    let lookup = |name: &str| {
        let value = match name {
            "EXAMPLE_BASE_URL" => "https://env.example",
            "EXAMPLE_COMPANY_ID" => "c-1",
            "EXAMPLE_API_KEY" => "first",
            "EXAMPLE_QUERY_KEY_API_KEY" => "second",
            "EXAMPLE_CLIENT_ID" => "",
            _ => return None,
        };
        Some(value.into())
    };
    let client = ClientBuilder::new(&API)
        .transport(CannedTransport::new())
        .read_variables(lookup)
        .unwrap()
        .build()
        .unwrap();
    assert_eq!(client.base_url(), Some("https://env.example"));
    assert_eq!(client.setting("companyId"), Some("c-1"));
    assert!(!format!("{client:?}").contains("c-1"));
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_no_text_is_named() {
    use std::os::unix::ffi::OsStringExt;
    let lookup =
        |name: &str| (name == "EXAMPLE_BASE_URL").then(|| std::ffi::OsString::from_vec(vec![0xff]));
    let error = ClientBuilder::new(&API).read_variables(lookup).unwrap_err();
    assert!(error.to_string().contains("EXAMPLE_BASE_URL"), "{error}");
}
