//! The program against a canned response: an answer in three events.

#[allow(dead_code, reason = "it is run as a function")]
#[path = "../src/main.rs"]
mod program;

use openai::{CannedResponse, CannedTransport, Client};
use serde_json::json;

#[tokio::test]
async fn it_prints_what_is_streamed() {
    let chunk = |text: &str| {
        let choice = json!({"index": 0, "delta": {"content": text}, "finish_reason": null});
        let chunk = json!({
            "id": "c", "object": "chat.completion.chunk", "created": 1, "model": "gpt-5-mini", "choices": [choice],
        });
        format!("data: {chunk}\n\n")
    };
    let events = format!("{}{}data: [DONE]\n\n", chunk("A region "), chunk("of code."));
    let answer = CannedResponse::status(200).body("text/event-stream", events);
    let transport = CannedTransport::new().reply(answer);
    let client = Client::builder().transport(transport.clone()).token("sk-test").build().expect("a client");
    program::run(&client).await.expect("it runs");
    let requests = transport.requests();
    let [request] = &requests[..] else {
        panic!("{requests:?}");
    };
    assert_eq!((request.method.as_str(), request.path()), ("POST", "/v1/chat/completions"));
    assert_eq!(request.header("authorization"), Some("Bearer sk-test"));
    assert_eq!(
        request.text(),
        r#"{"messages":[{"content":"What is a lifetime?","role":"user"}],"model":"gpt-5-mini","stream":true}"#
    );
}
