//! The portal itself, over a plain socket: what the tests of the client rely on.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{AUDIENCE, CLIENT_ID, CLIENT_SECRET, COMPANY, Fault, Portal, Route};

/// Sends one request on a connection of its own and returns status, head and body.
fn send(portal: &Portal, request: &str) -> std::io::Result<(u16, String, Vec<u8>)> {
    let mut stream = TcpStream::connect(portal.address)?;
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n");
    let end = end.ok_or(ErrorKind::UnexpectedEof)?;
    let head = String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase();
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
    Ok((
        status.ok_or(ErrorKind::InvalidData)?,
        head,
        answer[end + 4..].to_vec(),
    ))
}

fn request(method: &str, path: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "{method} {path} HTTP/1.1\r\nhost: portal\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
    )
}

fn token(portal: &Portal, secret: &str, audience: &str) -> (u16, Value) {
    let form: String = form_urlencoded::Serializer::new(String::new())
        .append_pair("grant_type", "client_credentials")
        .append_pair("client_id", CLIENT_ID)
        .append_pair("client_secret", secret)
        .append_pair("audience", audience)
        .finish();
    let headers = "content-type: application/x-www-form-urlencoded\r\n";
    let (status, _, body) =
        send(portal, &request("POST", "/oauth/token", headers, &form)).expect("an answer");
    (status, serde_json::from_slice(&body).expect("JSON"))
}

/// The header fields of a call with a good token.
fn admitted(portal: &Portal) -> String {
    let (_, answer) = token(portal, CLIENT_SECRET, AUDIENCE);
    let token = answer["access_token"].as_str().expect("a token");
    format!("authorization: Bearer {token}\r\ncontent-type: application/json\r\n")
}

/// Calls an operation below the company's leads, with JSON when there is a body.
fn call(portal: &Portal, method: &str, below: &str, body: &str) -> (u16, Value) {
    let mut headers = admitted(portal);
    if body.is_empty() {
        headers.truncate(headers.find("content-type").expect("a content type"));
    }
    let path = format!("/api/v1/companies/{COMPANY}/leads{below}");
    let (status, _, body) =
        send(portal, &request(method, &path, &headers, body)).expect("an answer");
    (status, serde_json::from_slice(&body).expect("JSON"))
}

#[test]
fn tokens_are_for_the_right_credentials_only() {
    let portal = Portal::start();
    let (status, answer) = token(&portal, CLIENT_SECRET, AUDIENCE);
    assert_eq!((status, &answer["token_type"]), (200, &json!("Bearer")));
    assert_eq!(
        token(&portal, "wrong", AUDIENCE),
        (401, json!({"error": "invalid_client"}))
    );
    assert_eq!(
        token(&portal, CLIENT_SECRET, "wrong"),
        (403, json!({"error": "access_denied"}))
    );
    assert_eq!(portal.count(Route::Token), 3);
}

#[test]
fn leads_are_listed_created_read_and_updated() {
    let portal = Portal::with_leads(3);
    let (status, page) = call(&portal, "GET", "?skip=1&limit=1", "");
    assert_eq!(status, 200);
    assert_eq!(page["data"].as_array().map(Vec::len), Some(1));
    assert_eq!(page["data"][0]["id"], "lead-2");
    let body = r#"{"lastName":"B","firstName":"C","platform":"p","customFields":{"a":1}}"#;
    let (status, created) = call(&portal, "POST", "", body);
    assert_eq!((status, &created["data"]["id"]), (201, &json!("lead-4")));
    let (_, updated) = call(
        &portal,
        "PATCH",
        "/lead-4",
        r#"{"lastName":"D","customFields":{"b":2}}"#,
    );
    assert_eq!(updated["data"]["customFields"], json!({"a": 1, "b": 2}));
    let (_, read) = call(&portal, "GET", "/lead-4", "");
    assert_eq!(read["data"], updated["data"]);
    assert_ne!(
        read["context"], updated["context"],
        "every answer has a request id of its own"
    );
    assert_eq!(call(&portal, "GET", "/lead-5", "").0, 404);
}

#[test]
fn a_token_expires_and_can_be_revoked() {
    let portal = Portal::start();
    let path = format!("/api/v1/companies/{COMPANY}/leads");
    portal.token_lifetime(Duration::ZERO);
    let short = admitted(&portal).replace("content-type: application/json\r\n", "");
    assert_eq!(
        send(&portal, &request("GET", &path, &short, ""))
            .expect("an answer")
            .0,
        401
    );
    portal.token_lifetime(Duration::from_secs(60));
    let long = admitted(&portal).replace("content-type: application/json\r\n", "");
    assert_eq!(
        send(&portal, &request("GET", &path, &long, ""))
            .expect("an answer")
            .0,
        200
    );
    portal.revoke_tokens();
    assert_eq!(
        send(&portal, &request("GET", &path, &long, ""))
            .expect("an answer")
            .0,
        401
    );
}

#[test]
fn a_request_that_is_not_described_is_a_violation() {
    let portal = Portal::start();
    portal.tolerate_violations();
    assert_eq!(call(&portal, "GET", "?page=1", "").0, 400);
    assert_eq!(call(&portal, "POST", "", r#"{"lastName":"B"}"#).0, 400);
    let violations = portal.violations();
    assert!(
        violations
            .iter()
            .any(|violation| violation.contains("`page` is not described")),
        "{violations:?}"
    );
    assert!(
        violations
            .iter()
            .any(|violation| violation.contains("firstName")),
        "{violations:?}"
    );
    assert!(portal.leads(COMPANY).is_empty());
}

#[test]
#[should_panic(expected = "is not described")]
fn dropping_the_portal_tells_violations() {
    let portal = Portal::start();
    call(&portal, "GET", "?page=1", "");
}

#[test]
fn ordered_faults_come_once_each_and_in_order() {
    let portal = Portal::with_leads(1);
    portal.fail_times(
        Route::ListLeads,
        2,
        Fault::status(503).header("retry-after", "1"),
    );
    portal.fail(
        Route::ListLeads,
        Fault::edit(|body| body["data"] = json!("odd")),
    );
    assert_eq!(call(&portal, "GET", "", "").0, 503);
    assert_eq!(call(&portal, "GET", "/lead-1", "").0, 200, "another route");
    assert_eq!(call(&portal, "GET", "", "").0, 503);
    assert_eq!(call(&portal, "GET", "", "").1["data"], "odd");
    assert_eq!(call(&portal, "GET", "", "").1["data"][0]["id"], "lead-1");
}

#[test]
fn a_reset_comes_before_or_after_the_deed() {
    let portal = Portal::start();
    let headers = admitted(&portal);
    let create = |fault| {
        portal.fail(Route::CreateLead, fault);
        let body = r#"{"lastName":"B","firstName":"C","platform":"p"}"#;
        let path = format!("/api/v1/companies/{COMPANY}/leads");
        send(&portal, &request("POST", &path, &headers, body)).map_err(|error| error.kind())
    };
    assert_eq!(
        create(Fault::reset_before()),
        Err(ErrorKind::ConnectionReset)
    );
    assert_eq!(portal.leads(COMPANY).len(), 0);
    assert_eq!(
        create(Fault::reset_after()),
        Err(ErrorKind::ConnectionReset)
    );
    assert_eq!(portal.leads(COMPANY).len(), 1);
    let statuses: Vec<_> = portal
        .requests(Route::CreateLead)
        .iter()
        .map(|exchange| exchange.status)
        .collect();
    assert_eq!(statuses, [None, None]);
}

#[test]
fn answers_can_be_late_cut_or_dripping() {
    let portal = Portal::with_leads(1);
    let headers = admitted(&portal).replace("content-type: application/json\r\n", "");
    let get = |fault| {
        portal.fail(Route::GetLead, fault);
        let path = format!("/api/v1/companies/{COMPANY}/leads/lead-1");
        let before = Instant::now();
        let (_, _, body) = send(&portal, &request("GET", &path, &headers, "")).expect("an answer");
        (body.len(), before.elapsed())
    };
    let (whole, late) = get(Fault::delay(Duration::from_millis(80)));
    assert!(late >= Duration::from_millis(80), "{late:?}");
    assert_eq!(get(Fault::cut(7)).0, 7);
    let (dripped, slow) = get(Fault::drip(Duration::from_micros(10)));
    assert_eq!(dripped, whole);
    assert!(slow >= Duration::from_millis(2), "{slow:?}");
}
