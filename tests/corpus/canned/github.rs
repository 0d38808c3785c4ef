//! The program against canned responses: a list, and an issue that is opened.

#[allow(dead_code, reason = "it is run as a function")]
#[path = "../src/main.rs"]
mod program;

use github::{CannedResponse, CannedTransport, Client};
use serde_json::{Value, json};

fn issue(number: u64) -> Value {
    json!({
        "id": number, "node_id": "I_1", "number": number, "title": format!("Title {number}"), "state": "open",
        "url": "https://a.example", "repository_url": "https://a.example", "labels_url": "https://a.example",
        "comments_url": "https://a.example", "events_url": "https://a.example", "html_url": format!("https://a.example/{number}"),
        "user": null, "labels": ["bug"], "locked": false, "assignee": null, "milestone": null, "comments": 0,
        "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z", "closed_at": null,
    })
}

#[tokio::test]
async fn it_lists_issues_and_opens_one() {
    let transport = CannedTransport::new()
        .reply(CannedResponse::json(json!([issue(1), issue(2)]).to_string()))
        .reply(CannedResponse::json(issue(3).to_string()).with_status(201));
    let client = Client::builder().transport(transport.clone()).build().expect("a client");
    program::run(&client, "Bearer secret").await.expect("it runs");
    let requests = transport.requests();
    let [list, create] = &requests[..] else {
        panic!("{requests:?}");
    };
    assert_eq!(list.path(), "/repos/octocat/hello-world/issues");
    assert_eq!(create.method, "POST");
    assert_eq!(create.header("authorization"), Some("Bearer secret"));
    assert_eq!(create.text(), r#"{"title":"It does not start","labels":["bug"]}"#);
}
