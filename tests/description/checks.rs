//! The judge itself: each kind of wrong request and answer is told, and right ones pass.

use bytes::Bytes;
use serde_json::json;

use super::Description;
use crate::request::Request;

/// A request with a token, and with a JSON body when one is given.
fn request(method: &str, path: &str, query: &[(&str, &str)], body: &str) -> Request {
    let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let mut headers = vec![("authorization", "Bearer token")];
    if !body.is_empty() {
        headers.push(("content-type", "application/json; charset=utf-8"));
    }
    Request {
        method: method.to_owned(),
        path: path.to_owned(),
        query: query.iter().map(pair).collect(),
        headers: headers.iter().map(pair).collect(),
        body: Bytes::copy_from_slice(body.as_bytes()),
    }
}

/// Checks that the request has exactly one violation, and that it speaks of `needle`.
#[track_caller]
fn rejects(request: &Request, needle: &str) {
    let violations = Description::partnerportal().check_request(request);
    let [violation] = violations.as_slice() else {
        panic!("expected one violation about {needle:?}, got {violations:?}");
    };
    assert!(
        violation.contains(needle),
        "{violation:?} does not speak of {needle:?}"
    );
}

#[track_caller]
fn accepts(request: &Request) {
    assert_eq!(Description::partnerportal().check_request(request), [""; 0]);
}

const NEW_LEAD: &str = r#"{"lastName":"Lovelace","platform":"web","firstName":"Ada"}"#;

#[test]
fn the_six_operations_are_found() {
    let ids: Vec<_> = Description::partnerportal()
        .operations()
        .iter()
        .map(|operation| operation.id.as_str())
        .collect();
    for id in [
        "listLeads",
        "createLead",
        "getLead",
        "updateLead",
        "getObjectSchema",
        "getPartnerOrganizationObjectSchema",
    ] {
        assert!(ids.contains(&id), "{id} is not among {ids:?}");
    }
}

#[test]
fn right_requests_pass() {
    accepts(&request(
        "GET",
        "/companies/c/leads",
        &[("skip", "0"), ("limit", "100")],
        "",
    ));
    accepts(&request("GET", "/companies/c%2Fd/leads/l%20m", &[], ""));
    accepts(&request("POST", "/companies/c/leads", &[], NEW_LEAD));
    accepts(&request(
        "PATCH",
        "/companies/c/leads/l",
        &[],
        r#"{"closeDate":null}"#,
    ));
}

#[test]
fn wrong_paths_and_parameters_are_told() {
    rejects(
        &request("PUT", "/companies/c/leads", &[], ""),
        "no operation",
    );
    rejects(
        &request("GET", "/companies//leads", &[], ""),
        "no operation",
    );
    rejects(
        &request("GET", "/companies/c/leads/", &[], ""),
        "no operation",
    );
    rejects(
        &request("GET", "/companies/c/leads", &[("Skip", "1")], ""),
        "`Skip` is not described",
    );
    rejects(
        &request("GET", "/companies/c/leads", &[("skip", "-1")], ""),
        "`skip`",
    );
    rejects(
        &request("GET", "/companies/c/leads", &[("skip", "")], ""),
        "`skip`",
    );
    rejects(
        &request(
            "GET",
            "/companies/c/leads",
            &[("skip", "1"), ("skip", "2")],
            "",
        ),
        "2 times",
    );
}

#[test]
fn wrong_bodies_are_told() {
    let create = |body: &str| request("POST", "/companies/c/leads", &[], body);
    rejects(&create(""), "the body is required");
    rejects(&create("{"), "not JSON");
    rejects(&create(r#"{"lastName":"L","firstName":"A"}"#), "platform");
    rejects(&create(&NEW_LEAD.replace("\"Ada\"", "null")), "/firstName");
    let update = |body: &str| request("PATCH", "/companies/c/leads/l", &[], body);
    rejects(&update(r#"{"closeDate":"yesterday"}"#), "/closeDate");
    rejects(&update(r#"{"value":"12"}"#), "/value");
    rejects(
        &request("GET", "/companies/c/leads", &[], "{}"),
        "none is described",
    );
    let mut text = create(NEW_LEAD);
    text.headers.retain(|(name, _)| name != "content-type");
    text.headers
        .push(("content-type".to_owned(), "text/plain".to_owned()));
    rejects(&text, "`text/plain` is not described");
}

#[test]
fn a_missing_or_odd_token_is_told() {
    let mut list = request("GET", "/companies/c/leads", &[], "");
    list.headers.push(list.headers[0].clone());
    rejects(&list, "more than once");
    list.headers = vec![("authorization".to_owned(), "Basic dTpw".to_owned())];
    rejects(&list, "no bearer token");
    list.headers.clear();
    rejects(&list, "no `Authorization`");
}

#[test]
fn answers_are_checked_against_the_right_schema() {
    let description = Description::partnerportal();
    let (get, _) = description
        .find("GET", "/companies/c/leads/l")
        .expect("getLead");
    let check = |status, body: &serde_json::Value| {
        description.check_response(get, status, "application/json", body.to_string().as_bytes())
    };
    let mut lead =
        json!({"lastName": "L", "platform": "p", "firstName": "F", "id": "1", "status": "active"});
    assert_eq!(check(200, &json!({ "data": lead })), [""; 0]);
    assert_eq!(check(404, &json!("whatever an error holds")), [""; 0]);
    lead["createdAt"] = json!("2026-02-30T00:00:00Z");
    assert_eq!(
        check(200, &json!({ "data": lead })).len(),
        1,
        "there is no 30 February"
    );
    assert_eq!(check(200, &json!({})).len(), 1, "`data` is required");
}
