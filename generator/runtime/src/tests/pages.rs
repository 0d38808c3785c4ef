//! Paging: where it goes, where it stops, where it can go on.

use super::{ENVELOPE, VirtualTime, client};
use crate::runtime::{
    Call, CannedResponse, CannedTransport, Items, Operation, Pages, Pagination, Parameter,
    Position, Value,
};

const OFFSET: Operation = Operation {
    id: "list",
    path: "/list",
    parameters: &[Parameter::query("skip"), Parameter::query("limit")],
    pagination: Some(Pagination::offset(0, Some(1))),
    ..Operation::NEW
};

const NUMBERED: Operation = Operation {
    pagination: Some(Pagination::page(0, Some(1), 1)),
    ..OFFSET
};

const CURSOR: Operation = Operation {
    pagination: Some(Pagination::cursor(0, &["meta", "next"]).items(&["things"])),
    ..OFFSET
};

const WRAPPED: Operation = Operation {
    envelope: Some(&ENVELOPE),
    ..OFFSET
};

fn script(bodies: &[&'static str]) -> CannedTransport {
    bodies
        .iter()
        .fold(CannedTransport::new(), |transport, body| {
            transport.reply(CannedResponse::json(*body))
        })
}

fn call(transport: &CannedTransport, operation: &'static Operation) -> Call {
    Call::new(&client(transport, &VirtualTime::new()), operation).set(1, &2_i64)
}

async fn all(transport: &CannedTransport, operation: &'static Operation) -> Vec<i64> {
    let mut items = Items::<i64>::new(call(transport, operation));
    let mut all = Vec::new();
    while let Some(item) = items.next().await {
        all.push(item.unwrap());
    }
    assert_eq!(items.position(), None);
    assert!(items.next().await.is_none());
    all
}

fn queries(transport: &CannedTransport) -> Vec<String> {
    transport
        .requests()
        .iter()
        .map(|it| it.query().to_owned())
        .collect()
}

#[tokio::test]
async fn offsets_grow_by_what_came() {
    let transport = script(&["[1,2]", "[3]", "[4,5]", "[]"]);
    assert_eq!(all(&transport, &OFFSET).await, [1, 2, 3, 4, 5]);
    assert_eq!(
        queries(&transport),
        [
            "limit=2",
            "skip=2&limit=2",
            "skip=3&limit=2",
            "skip=5&limit=2"
        ],
        "a short page is not the end"
    );
}

#[tokio::test]
async fn an_empty_page_is_the_end() {
    let transport = script(&["[1,2]", "[]"]);
    assert_eq!(all(&transport, &OFFSET).await, [1, 2]);
    let transport = script(&["[]"]);
    assert_eq!(all(&transport, &OFFSET).await, [0_i64; 0]);
}

#[tokio::test]
async fn a_server_with_a_lower_limit_of_its_own_loses_nothing() {
    let transport = script(&["[1]", "[2]", "[3]", "[]"]);
    assert_eq!(all(&transport, &OFFSET).await, [1, 2, 3]);
    assert_eq!(queries(&transport)[3], "skip=3&limit=2");
}

#[tokio::test]
async fn a_page_larger_than_asked_for_is_taken_whole() {
    let transport = script(&["[1,2,3]", "[4]", "[]"]);
    assert_eq!(all(&transport, &OFFSET).await, [1, 2, 3, 4]);
    assert_eq!(queries(&transport)[1], "skip=3&limit=2");
}

#[tokio::test]
async fn a_server_that_ignores_the_offset_is_asked_twice() {
    let transport = script(&["[1,2]", "[1,2]"]);
    assert_eq!(all(&transport, &OFFSET).await, [1, 2]);
    assert_eq!(transport.requests().len(), 2);
}

#[tokio::test]
async fn pages_by_number() {
    let transport = script(&["[1,2]", "[3]"]);
    assert_eq!(all(&transport, &NUMBERED).await, [1, 2, 3]);
    let transport = script(&["[1,2]", "[3,4]", "[]"]);
    assert_eq!(all(&transport, &NUMBERED).await, [1, 2, 3, 4]);
    assert_eq!(
        queries(&transport),
        ["limit=2", "skip=2&limit=2", "skip=3&limit=2"]
    );
}

#[tokio::test]
async fn pages_by_token_end_at_the_last_token() {
    for last in [
        r#"{"things":[3]}"#,
        r#"{"things":[3],"meta":{"next":null}}"#,
        r#"{"things":[3],"meta":{"next":""}}"#,
    ] {
        let transport = script(&[
            r#"{"things":[1,2],"meta":{"next":"a b"}}"#,
            r#"{"things":[],"meta":{"next":7}}"#,
            last,
        ]);
        assert_eq!(all(&transport, &CURSOR).await, [1, 2, 3]);
        assert_eq!(
            queries(&transport),
            ["limit=2", "skip=a%20b&limit=2", "skip=7&limit=2"]
        );
    }
}

#[tokio::test]
async fn tokens_that_go_in_circles_end_the_list() {
    let transport = script(&[
        r#"{"things":[1],"meta":{"next":"a"}}"#,
        r#"{"things":[2],"meta":{"next":"b"}}"#,
        r#"{"things":[3],"meta":{"next":"a"}}"#,
    ]);
    assert_eq!(all(&transport, &CURSOR).await, [1, 2, 3]);
}

#[tokio::test]
async fn an_item_that_does_not_fit_does_not_hide_the_others() {
    let transport = script(&[r#"[1,"x"]"#, "[3]", "[]"]);
    let mut items = Items::<i64>::new(call(&transport, &OFFSET));
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    let error = items.next().await.unwrap().unwrap_err();
    assert!(error.is_decode());
    assert_eq!(error.body().unwrap(), "\"x\"");
    assert_eq!(items.next().await.unwrap().unwrap(), 3);
    assert!(items.next().await.is_none());
    assert_eq!(queries(&transport)[1], "skip=2&limit=2");
}

#[tokio::test]
async fn an_error_ends_the_run_and_the_next_one_goes_on_from_there() {
    let transport = script(&["[1,2]"])
        .reply(CannedResponse::status(404))
        .reply(CannedResponse::json("[3]"));
    let mut pages = Pages::<i64>::new(call(&transport, &OFFSET));
    assert_eq!(pages.next().await.unwrap().unwrap().items, [1, 2]);
    assert!(pages.next().await.unwrap().is_err());
    assert!(
        pages.next().await.is_none(),
        "an error does not go round for ever"
    );
    let text = pages.position().unwrap().to_string();
    assert_eq!(text, "offset:2");
    let position: Position = text.parse().unwrap();
    let mut rest = Items::<i64>::new(call(&transport, &OFFSET).resume(&position));
    assert_eq!(rest.next().await.unwrap().unwrap(), 3);
    assert_eq!(queries(&transport)[2], "skip=2&limit=2");
}

#[tokio::test]
async fn items_know_where_they_are_within_a_page() {
    let transport = script(&["[1,2]", "[3,4]"]);
    let mut items = Items::<i64>::new(call(&transport, &OFFSET).set(0, &10_i64));
    assert_eq!(items.position().unwrap().to_string(), "offset:10");
    let mut positions = Vec::new();
    for _ in 0..4 {
        items.next().await.unwrap().unwrap();
        positions.push(items.position().unwrap().to_string());
    }
    assert_eq!(
        positions,
        ["offset:11", "offset:12", "offset:13", "offset:14"]
    );
    let transport = script(&[r#"{"things":[1,2],"meta":{"next":"a"}}"#]);
    let mut items = Items::<i64>::new(call(&transport, &CURSOR));
    items.next().await.unwrap().unwrap();
    assert_eq!(items.position().unwrap().to_string(), "start");
    items.next().await.unwrap().unwrap();
    assert_eq!(items.position().unwrap().to_string(), "cursor:a");
}

#[tokio::test]
async fn a_position_of_another_kind_is_refused() {
    let transport = CannedTransport::new();
    let call = call(&transport, &OFFSET).resume(&"cursor:x".parse().unwrap());
    assert!(
        call.send::<crate::runtime::Paged<i64>>()
            .await
            .unwrap_err()
            .is_request()
    );
    assert!(transport.requests().is_empty());
    assert!("nowhere".parse::<Position>().is_err());
    assert!("offset:-1".parse::<Position>().is_err());
}

#[tokio::test]
async fn a_page_in_an_envelope_keeps_what_is_beside_it() {
    let transport = script(&[r#"{"data":[1],"context":{"requestId":"r"},"status":200,"total":9}"#]);
    let page = call(&transport, &WRAPPED)
        .send::<crate::runtime::Paged<i64>>()
        .await
        .unwrap();
    assert_eq!(page.items, [1]);
    assert_eq!(page.rest["total"], Value::from(9));
    assert_eq!(
        (page.request_id(), page.envelope_status()),
        (Some("r"), Some(200))
    );
}

#[cfg(feature = "stream")]
#[tokio::test]
async fn items_are_a_stream() {
    use futures_util::TryStreamExt;
    let transport = script(&["[1,2]", "[3]", "[]"]);
    let items = Items::<i64>::new(call(&transport, &OFFSET));
    assert_eq!(items.try_collect::<Vec<_>>().await.unwrap(), [1, 2, 3]);
}
