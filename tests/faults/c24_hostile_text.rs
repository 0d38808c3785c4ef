//! C24: whatever a server says, an error prints 512 bytes of it at most, and no control character.

use std::error::Error as _;

use partnerportal::Error;
use serde_json::json;
use tests::hostile::{HostileServer, json as answer, response};

use crate::setup::{Method, client};

/// What would fill a log, or make a terminal do something.
fn texts() -> Vec<String> {
    vec![
        "x".repeat(1 << 20),
        "\u{1b}[31m\u{1b}]0;title\u{7}\u{9b}2J".repeat(50),
        "first\nERROR a line of its own\r\nthird\u{85}\u{2028}".repeat(50),
        "\u{202e}sdrawkcab\u{2066}\u{200f}\u{feff}".repeat(50),
        "\0\u{8}\u{7f}".repeat(200),
        "ä\u{301}🦀".repeat(1000),
    ]
}

fn check(error: &Error, what: &str) {
    let is_hostile = |text: &str| {
        text.chars().any(|character| {
            character.is_control()
                || matches!(character, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        })
    };
    let shown = error.to_string();
    assert!(shown.len() <= 512, "{what}: {} bytes", shown.len());
    assert!(!is_hostile(&shown), "{what}: {shown:?}");
    let debug = format!("{error:?}");
    assert!(debug.len() <= 2048, "{what}: {} bytes", debug.len());
    assert!(!is_hostile(&debug), "{what}: {debug:?}");
    let mut below = error.source();
    while let Some(source) = below {
        let shown = source.to_string();
        assert!(shown.len() <= 512, "{what}: {} bytes below", shown.len());
        assert!(!is_hostile(&shown), "{what}: {shown:?} below");
        below = source.source();
    }
}

#[tokio::test]
async fn c24_what_a_failure_says() {
    for text in texts() {
        let bodies = [
            json!({"error": text}),
            json!({"message": text}),
            json!({"error": {"message": text}}),
            json!({"errors": [{"detail": text}]}),
            json!({"message": "m", "context": {"requestId": text}}),
            json!(text),
        ];
        for (index, body) in bodies.iter().enumerate() {
            let body = body.to_string();
            let server = HostileServer::with_tokens(move |_| answer(400, &body));
            let error = Method::Post.send(&client(&server)).await;
            check(&error.expect_err("a failure"), &format!("body {index}"));
        }
        let server = HostileServer::with_tokens(move |_| vec![response(400, &[], &text)]);
        let error = Method::Post.send(&client(&server)).await;
        check(&error.expect_err("a failure"), "plain text");
    }
}

#[tokio::test]
async fn c24_what_a_success_or_a_token_says() {
    for text in texts() {
        let bodies = [
            // In the place of a member that has to be there, as a name, and as no JSON at all.
            json!({"data": {"id": 1, "lastName": [text]}, "context": {"requestId": text}})
                .to_string(),
            json!({"data": {text.as_str(): 1}}).to_string(),
            json!({"data": text}).to_string(),
            text.clone(),
        ];
        for (index, body) in bodies.into_iter().enumerate() {
            let server = HostileServer::with_tokens(move |_| answer(200, &body));
            let error = Method::Get.send(&client(&server)).await;
            check(&error.expect_err("no lead"), &format!("success {index}"));
        }
        let refusals = [
            (401, json!({"error": text, "error_description": text})),
            (200, json!({"access_token": "a", "token_type": text})),
            (200, json!({"access_token": text})),
            (200, json!({"access_token": "a", "expires_in": text})),
        ];
        for (status, body) in refusals {
            let body = body.to_string();
            let server = HostileServer::start(move |_| answer(status, &body));
            let error = Method::Get.send(&client(&server)).await;
            // A megabyte of letters is a token that is odd, but one.
            if let Err(error) = error {
                check(&error, "token");
            }
        }
    }
}

#[tokio::test]
async fn c24_what_header_fields_say() {
    // What a field can hold: no line break, but bytes that are no text, and a lot of them.
    for text in ["x".repeat(8000), "ä\u{9b}2J".repeat(500), "\t".repeat(500)] {
        for name in [
            "x-request-id",
            "location",
            "www-authenticate",
            "content-type",
        ] {
            for status in [307, 401, 404, 200] {
                let text = text.clone();
                let server = HostileServer::with_tokens(move |_| {
                    vec![response(status, &[(name, &text)], "no JSON")]
                });
                let error = Method::Get.send(&client(&server)).await;
                check(&error.expect_err("no lead"), &format!("{name}, {status}"));
            }
        }
    }
}
