//! What errors say, and what they must not.

use std::error::Error as _;

use super::{ENVELOPE, POST, VirtualTime, builder, with_oauth};
use crate::runtime::{
    Call, CannedResponse, CannedTransport, CredentialPart, Empty, Error, ErrorKind, Json,
    Operation, Value,
};

async fn error(operation: &'static Operation, response: CannedResponse) -> Error {
    let transport = CannedTransport::new().reply(response);
    let client = builder(&transport, &VirtualTime::new()).build().unwrap();
    Call::new(&client, operation)
        .send::<Json<Value>>()
        .await
        .unwrap_err()
}

#[tokio::test]
async fn an_error_tells_all_that_support_will_ask_for() {
    const WRAPPED: Operation = Operation {
        envelope: Some(&ENVELOPE),
        ..POST
    };
    let body = r#"{"message":"last name is missing","context":{"requestId":"r-9"}}"#;
    let response = CannedResponse::json(body)
        .with_status(422)
        .header("x-request-id", "h-9");
    let error = error(&WRAPPED, response).await;
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(
        error.to_string(),
        "createThing: 422 Unprocessable Entity: last name is missing; request id r-9"
    );
    assert_eq!(error.status().unwrap().as_u16(), 422);
    assert_eq!(error.body().unwrap(), body);
    assert_eq!(error.headers().unwrap()["x-request-id"], "h-9");
    assert_eq!(error.operation(), Some("createThing"));
    let decoded = error.decode_body::<Value>().unwrap().unwrap();
    assert_eq!(decoded["message"], "last name is missing");
    assert!(error.decode_body::<i64>().unwrap().is_err());
}

#[tokio::test]
async fn an_error_without_a_body_has_none_to_decode() {
    let error = error(&POST, CannedResponse::status(404)).await;
    assert!(error.decode_body::<Value>().is_none());
    assert_eq!(error.request_id(), None);
}

#[tokio::test]
async fn hostile_words_are_capped_and_made_harmless() {
    let long = "x".repeat(1024 * 1024);
    for words in [
        "\\u001b[31m\\r\\n\\u202e".repeat(1000),
        long,
        "\\u0000".to_owned(),
    ] {
        let body = format!(r#"{{"message":"{words}"}}"#);
        let id = "\u{e4}".repeat(300);
        let response = CannedResponse::json(body)
            .with_status(400)
            .header("x-request-id", &id);
        let error = error(&POST, response).await;
        let text = error.to_string();
        assert!(text.len() <= 512, "{}", text.len());
        assert!(
            !text.chars().any(|it| it.is_control() || it == '\u{202e}'),
            "{text:?}"
        );
        assert!(!format!("{error:?}").contains('\u{1b}'));
        assert!(error.body().unwrap().len() <= 64 * 1024);
    }
}

#[tokio::test]
async fn a_decode_error_keeps_the_body_and_names_the_place() {
    let transport = CannedTransport::new()
        .reply(CannedResponse::json(r#"["a",1]"#).header("request-id", "r-1"));
    let client = builder(&transport, &VirtualTime::new()).build().unwrap();
    let error = Call::new(&client, &POST)
        .send::<Json<Vec<String>>>()
        .await
        .unwrap_err();
    assert!(error.is_decode() && error.may_have_been_applied());
    assert!(error.to_string().contains("[1]"), "{error}");
    assert_eq!(error.body().unwrap(), r#"["a",1]"#);
    assert_eq!((error.request_id(), error.attempts()), (Some("r-1"), 1));
    assert!(error.source().is_some());
}

#[tokio::test]
async fn a_refusal_names_the_scopes_that_are_needed() {
    const SCOPED: Operation = Operation {
        scopes: &["things:write"],
        ..POST
    };
    let error = error(&SCOPED, CannedResponse::status(403)).await;
    assert!(
        error.to_string().contains("needs the scopes things:write"),
        "{error}"
    );
}

/// All text that an error and what lies below it can be made to give.
fn all_text(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut below = error.source();
    while let Some(source) = below {
        text.push_str(&format!(" {source} {source:?}"));
        below = source.source();
    }
    text
}

#[tokio::test]
async fn no_secret_is_in_any_text() {
    const CANARY: &str = "c4n4ry-51e77a";
    const ALL: Operation = Operation {
        security: &[&["key", "queryKey", "cookieKey", "oauth"]],
        ..POST
    };
    let responses: &[fn() -> CannedResponse] = &[
        || CannedResponse::status(401),
        || {
            CannedResponse::json(format!(r#"{{"message":"no such token: {CANARY}"}}"#))
                .with_status(401)
        },
        || CannedResponse::status(500),
        || CannedResponse::json("{"),
        || CannedResponse::json("{").cut(),
        CannedResponse::broken,
        CannedResponse::silence,
        CannedResponse::no_connection,
    ];
    let mut text = String::new();
    for response in responses {
        let transport = CannedTransport::new().on("POST", "/token", CannedResponse::token(CANARY));
        let transport = transport.on("POST", "/v1/things", response());
        let builder = with_oauth(builder(&transport, &VirtualTime::new()))
            .credential("oauth", CredentialPart::ClientSecret, CANARY)
            .credential("key", CredentialPart::ApiKey, CANARY)
            .credential("queryKey", CredentialPart::ApiKey, CANARY)
            .credential("cookieKey", CredentialPart::ApiKey, CANARY);
        text.push_str(&format!("{builder:?}"));
        let client = builder.build().unwrap();
        let call = Call::new(&client, &ALL).json("x");
        text.push_str(&format!("{client:?} {call:?}"));
        let error = call.send::<Json<i64>>().await.unwrap_err();
        text.push_str(&all_text(&error));
        let sent = transport.requests();
        text.push_str(&format!("{sent:?} {:?}", sent.last().unwrap().headers));
    }
    assert!(text.contains("createThing"));
    for piece in [CANARY, &CANARY[..8], &CANARY[5..]] {
        assert!(!text.contains(piece), "{text}");
    }
}

#[tokio::test]
async fn a_transports_error_is_the_source() {
    let transport = CannedTransport::new();
    let client = builder(&transport, &VirtualTime::new()).build().unwrap();
    let error = Call::new(&client, &POST).send::<Empty>().await.unwrap_err();
    assert!(
        error
            .source()
            .unwrap()
            .to_string()
            .contains("no canned response for POST /v1/things")
    );
}
