//! C5: nothing that can reach a header can end it and begin another.

use partnerportal::{AccessToken, ErrorKind};
use tests::hostile::{HostileServer, json, response};

use crate::setup::{LEAD, builder, client, looked_at};

/// Text that would begin a header of its own, or end the head, if it were sent as it is.
const HOSTILE: [&str; 6] = [
    "a\r\nx-injected: 1",
    "a\nx-injected: 1",
    "a\rx-injected: 1",
    "a\0",
    "\r\n\r\nGET /x-injected HTTP/1.1\r\n",
    "a\u{1}b",
];

#[tokio::test]
async fn c05_no_text_of_the_caller_begins_a_header() {
    let server = HostileServer::with_tokens(|_| json(200, LEAD));
    let client = client(&server);
    for text in HOSTILE {
        let get = || client.leads().get("1");
        for call in [get().header("x-a", text), get().header(text, "a")] {
            let error = looked_at(call.send().await).expect_err("refused");
            assert_eq!(error.kind(), ErrorKind::Request, "{text:?}: {error}");
        }
        let error = builder(&server.url()).user_agent(text).build();
        let error = error.expect_err("refused");
        tests::watch::error_keeps_secrets(&error);
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(AccessToken::new(text).is_err(), "{text:?}");
    }
    assert_eq!(server.connections(), 0);
    // What goes into the path, the query and the body is encoded there.
    for text in HOSTILE {
        let lead = client.leads().get(text).company_id(text).send().await;
        looked_at(lead).expect("a lead");
    }
    for request in server.requests() {
        assert!(request.fields("x-injected").is_empty(), "{}", request.head);
        assert!(!request.target().contains("x-injected: "));
    }
    assert_eq!(server.calls(), HOSTILE.len());
}

#[tokio::test]
async fn c05_no_token_of_the_server_begins_a_header() {
    for text in HOSTILE {
        let token = serde_json::json!({"access_token": text, "token_type": "Bearer"}).to_string();
        let server = HostileServer::start(move |request| match request.is_for_token() {
            true => json(200, &token),
            false => vec![response(200, &[], "")],
        });
        let error = client(&server).leads().get("1").send().await;
        let error = looked_at(error).expect_err("no token");
        assert_eq!(error.kind(), ErrorKind::Auth, "{text:?}: {error}");
        assert_eq!((server.tokens(), server.calls()), (1, 0));
    }
}
