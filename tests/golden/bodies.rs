//! The crate of `bodies.yaml`: bodies in every media type, and answers told apart by status and media type.

use golden_bodies::api::forms::AlbumForm;
use golden_bodies::api::texts::SeveralOutput;
use golden_bodies::models::{
    AlbumBodyFilter, AlbumBodyMeta, EncodedBody, EncodedBodyAddress, EncodedBodyFilter, Note, Problem, WatchBody,
};
use golden_bodies::webhooks::Changed;
use golden_bodies::{
    CannedResponse, CannedTransport, Client, Error, Part, Pending, RecordedRequest, Response,
};

/// What a call gives, and what went out.
fn call<T>(
    answer: CannedResponse,
    call: impl FnOnce(&Client) -> Pending<T>,
) -> (Result<Response<T>, Error>, RecordedRequest) {
    let transport = CannedTransport::new().reply(answer);
    let client = Client::builder()
        .transport(transport.clone())
        .build()
        .expect("a client");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime");
    let pending = call(&client);
    let result = runtime.block_on(async { pending.await });
    (result, transport.requests().remove(0))
}

#[track_caller]
fn sent<T>(answer: CannedResponse, of: impl FnOnce(&Client) -> Pending<T>) -> RecordedRequest {
    let (result, request) = call(answer, of);
    assert!(result.is_ok(), "{:?}", result.err());
    request
}

#[test]
fn fields_of_a_form_are_encoded_each_in_its_own_way() {
    let body = EncodedBody::new()
        .ids(vec![1, 2])
        .joined(vec!["a b".to_owned(), "c".to_owned()])
        .piped(vec!["a".to_owned(), "b".to_owned()])
        .address(EncodedBodyAddress::new().city("Bonn").zip("53111"))
        .filter(EncodedBodyFilter::new().min(1))
        .url("https://a.example/?x");
    let request = sent(CannedResponse::status(204), |client| {
        client.forms().encoded(&body).send()
    });
    let text = request.text();
    let mut fields: Vec<&str> = text.split('&').collect();
    fields.sort_unstable();
    assert_eq!(
        fields,
        [
            "address=%7B%22city%22%3A%22Bonn%22%2C%22zip%22%3A%2253111%22%7D",
            "filter%5Bmin%5D=1",
            "ids=1",
            "ids=2",
            "joined=a%20b,c",
            "piped=a%7Cb",
            "url=https://a.example/?x",
        ]
    );
}

#[test]
fn a_multipart_form_has_files_lists_and_json() {
    let form = AlbumForm::new(
        Part::file("cover \"1\".png", vec![0_u8, 159, 13, 10]),
        &AlbumBodyMeta::new("T"),
    )
    .pages([Part::file("1.txt", "one"), Part::file("2.txt", "two")])
    .tags(&["x".to_owned(), "y".to_owned()])
    .count(2)
    .note("# Note")
    .filter(&AlbumBodyFilter::default().min(3))
    .joined(&["x".to_owned(), "y".to_owned()]);
    let request = sent(CannedResponse::status(204), |client| {
        client.forms().album(form).send()
    });
    let media_type = request.header("content-type").expect("a media type");
    let boundary = media_type.split("boundary=").nth(1).expect("a boundary");
    let body = String::from_utf8_lossy(&request.body).into_owned();
    let parts: Vec<&str> = body
        .split(&format!("--{}", boundary.trim_matches('"')))
        .collect();
    assert_eq!(parts.len(), 12, "{body}");
    assert!(parts[1].contains("name=\"cover\"; filename=\"cover %221%22.png\""));
    assert!(parts[1].contains("Content-Type: image/png\r\nX-Kind: cover\r\n"), "{}", parts[1]);
    assert!(parts[2].contains("application/json") && parts[2].contains(r#"{"title":"T"}"#));
    assert!(parts[3].contains("name=\"pages\"; filename=\"1.txt\""));
    assert!(parts[4].contains("name=\"pages\"; filename=\"2.txt\""));
    assert!(parts[5].contains("name=\"tags\"") && parts[5].ends_with("\r\n\r\nx\r\n"));
    assert!(parts[6].contains("name=\"tags\"") && parts[6].ends_with("\r\n\r\ny\r\n"));
    assert!(parts[7].contains("name=\"count\"") && parts[7].ends_with("\r\n\r\n2\r\n"));
    assert!(parts[8].contains("name=\"note\"") && parts[8].ends_with("\r\n\r\n# Note\r\n"));
    assert!(parts[8].contains("Content-Type: text/markdown"), "{}", parts[8]);
    assert!(parts[9].contains("name=\"filter[min]\"") && parts[9].ends_with("\r\n\r\n3\r\n"));
    assert!(parts[10].contains("name=\"joined\"") && parts[10].ends_with("\r\n\r\nx,y\r\n"));
}

#[test]
fn a_body_is_sent_in_the_type_that_it_is_given_in() {
    let kinds = |request: &RecordedRequest| {
        let media_type = request.header("content-type").unwrap_or_default().to_owned();
        (media_type, request.text().to_owned())
    };
    let request = sent(CannedResponse::status(204), |client| {
        client.texts().several_as_text("plain").send()
    });
    let expected = ("text/plain".to_owned(), "plain".to_owned());
    assert_eq!(kinds(&request), expected);
    let request = sent(CannedResponse::status(204), |client| {
        client.texts().several_as_form(&Note::new("a b")).send()
    });
    let form = "application/x-www-form-urlencoded".to_owned();
    assert_eq!(kinds(&request), (form, "text=a%20b".to_owned()));
}

#[test]
fn xml_is_text() {
    let answer = CannedResponse::status(200).body("application/xml", "<note>b</note>");
    let (result, request) = call(answer, |client| client.texts().xml("<note>a</note>").send());
    assert_eq!(request.header("content-type"), Some("application/xml"));
    assert_eq!(request.text(), "<note>a</note>");
    assert_eq!(result.expect("an answer").into_inner(), "<note>b</note>");
}

#[test]
fn a_body_that_is_optional_may_be_left_out() {
    let answer = || CannedResponse::status(201).body("application/hal+json", r#"{"text":"b"}"#);
    let (result, request) = call(answer(), |client| client.texts().problem().send());
    assert_eq!(result.expect("an answer").into_inner().text, "b");
    assert_eq!(request.header("content-type"), None);
    let body = Note::new("a");
    let request = sent(answer(), |client| {
        client.texts().problem().body(&body).send()
    });
    assert_eq!(
        request.header("content-type"),
        Some("application/vnd.note.v2+json; charset=utf-8")
    );
    assert_eq!(request.text(), r#"{"text":"a"}"#);
}

#[test]
fn a_failure_is_read_as_the_type_of_its_status_or_range() {
    let failure = |status, body: &'static str| {
        let answer = CannedResponse::status(status).body("application/problem+json", body);
        let (result, _) = call(answer, |client| client.texts().problem().send());
        let error = result.err().expect("an error");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        error
    };
    let missing = failure(404, r#"{"title":"t"}"#).decode_body::<Problem>();
    let missing = missing.expect("a body").expect("a problem");
    assert_eq!(missing.title.as_deref(), Some("t"));
    let refused = failure(418, r#"["a"]"#).decode_body::<Vec<String>>();
    assert_eq!(refused.expect("a body").expect("a list"), ["a"]);
}

#[test]
fn of_several_answers_the_media_type_tells_which() {
    let output = |answer| {
        let body = Note::new("a");
        let (result, _) = call(answer, |client| client.texts().several(&body).send());
        result.expect("an answer").into_inner()
    };
    let ok = |media_type, body: &'static str| CannedResponse::status(200).body(media_type, body);
    let json = output(ok(
        "application/json; charset=utf-8",
        r#"{"text":"b","stars":null}"#,
    ));
    assert!(
        matches!(&json, SeveralOutput::OkJson(note) if note.text == "b"),
        "{json:?}"
    );
    let csv = output(ok("text/csv", "a,b"));
    assert!(
        matches!(&csv, SeveralOutput::OkCsv(text) if text == "a,b"),
        "{csv:?}"
    );
    let png = output(ok("image/png", "bytes"));
    assert!(
        matches!(&png, SeveralOutput::OkPng(bytes) if &bytes[..] == b"bytes"),
        "{png:?}"
    );
    let none = output(CannedResponse::status(204));
    assert!(matches!(none, SeveralOutput::NoContent), "{none:?}");
}

#[test]
fn what_a_callback_carries_has_a_type() {
    let request = sent(CannedResponse::status(201), |client| {
        client
            .calls()
            .watch(&WatchBody::new().url("https://me.example"))
            .send()
    });
    assert_eq!(request.text(), r#"{"url":"https://me.example"}"#);
    let changed: Changed = serde_json::from_str(r#"{"what":{"text":"t"}}"#).expect("a payload");
    assert_eq!(changed.what.text, "t");
}
