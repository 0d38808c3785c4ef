//! The crate of `requests.yaml`: what each call puts on the wire, and what it makes of the answer.

use golden_requests::api::files::{SendNoteOutput, UploadFileForm};
use golden_requests::models::{SearchFilter, SendFormBody};
use golden_requests::{
    CannedResponse, CannedTransport, Client, Error, Part, Pending, RecordedRequest, Response,
};

/// A client with every credential, and the script it talks to.
fn client(answers: impl IntoIterator<Item = CannedResponse>) -> (Client, CannedTransport) {
    let transport = answers
        .into_iter()
        .fold(CannedTransport::new(), CannedTransport::reply);
    let client = Client::builder()
        .transport(transport.clone())
        .api_key("k")
        .username("user")
        .password("pass")
        .token("t")
        .build()
        .expect("a client");
    (client, transport)
}

/// The one request that was sent.
#[track_caller]
fn only(transport: &CannedTransport) -> RecordedRequest {
    let mut requests = transport.requests();
    assert_eq!(requests.len(), 1, "{requests:?}");
    requests.remove(0)
}

#[track_caller]
fn send<T>(call: Pending<T>) -> Response<T> {
    let result: Result<Response<T>, Error> = block_on(async { call.await });
    result.expect("an answer")
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime")
        .block_on(work)
}

fn texts(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

#[test]
fn parameters_have_the_style_of_their_place() {
    let (client, transport) = client([CannedResponse::status(200).body("text/plain", "found")]);
    let call = client
        .search()
        .search(&[1, 2])
        .tag(&texts(&["a&b", "c"]))
        .csv(&texts(&["x,y", "z"]))
        .filter(&SearchFilter::new().name("n m").age(3))
        .x_trace("trace-1")
        .session("s1");
    assert_eq!(send(call.send()).into_inner(), "found");
    let request = only(&transport);
    assert_eq!(request.path(), "/v1/search/1,2");
    assert_eq!(
        request.query(),
        "tag=a%26b&tag=c&csv=x%2Cy,z&filter%5Bage%5D=3&filter%5Bname%5D=n%20m"
    );
    assert_eq!(request.header("x-trace"), Some("trace-1"));
    assert_eq!(request.header("cookie"), Some("session=s1"));
    assert_eq!(request.header("x-api-key"), Some("k"));
    assert_eq!(request.header("authorization"), None);
}

#[test]
fn a_form_with_a_file_is_multipart() {
    let (client, transport) = client([CannedResponse::status(204)]);
    let file = Part::file("a.txt", "bytes").media_type("text/plain");
    send(
        client
            .files()
            .upload(UploadFileForm::new(file).title("Title"))
            .send(),
    );
    let request = only(&transport);
    let media_type = request.header("content-type").expect("a media type");
    let boundary = media_type
        .strip_prefix("multipart/form-data; boundary=")
        .expect("a boundary")
        .trim_matches('"');
    let body = request.text();
    let parts: Vec<&str> = body.split(&format!("--{boundary}")).collect();
    let ["", file, title, "--\r\n"] = parts.as_slice() else {
        panic!("{parts:?}");
    };
    assert!(file.contains(r#"name="file"; filename="a.txt""#), "{file}");
    assert!(file.contains("text/plain"), "{file}");
    assert!(file.ends_with("\r\n\r\nbytes\r\n"), "{file}");
    assert!(title.contains(r#"name="title""#), "{title}");
    assert!(title.ends_with("\r\n\r\nTitle\r\n"), "{title}");
}

#[test]
fn bytes_come_as_they_are() {
    let bytes: &[u8] = &[0, 159, 146, 150];
    let answer = CannedResponse::status(200).body("application/octet-stream", bytes);
    let (client, transport) = client([answer]);
    assert_eq!(send(client.files().download("a/b").send()).as_ref(), bytes);
    assert_eq!(only(&transport).path(), "/v1/files/a%2Fb");
}

#[test]
fn a_form_is_encoded_and_the_password_goes_with_it() {
    let (client, transport) = client([CannedResponse::status(204)]);
    send(
        client
            .files()
            .send_form(&SendFormBody::new("a b&c").count(2))
            .send(),
    );
    let request = only(&transport);
    assert_eq!(
        request.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(request.text(), "count=2&name=a%20b%26c");
    assert_eq!(
        request.header("authorization"),
        Some("Basic dXNlcjpwYXNz"),
        "user:pass"
    );
    assert_eq!(request.header("x-api-key"), None);
}

#[test]
fn each_success_status_has_its_own_value() {
    let (client, transport) = client([
        CannedResponse::json(r#"{"text":"stored"}"#),
        CannedResponse::json(r#"{"job":"j-1"}"#).with_status(202),
    ]);
    let stored = send(client.files().send_note("note").send()).into_inner();
    let later = send(client.files().send_note("note").send()).into_inner();
    assert!(
        matches!(&stored, SendNoteOutput::Ok(note) if note.text == "stored"),
        "{stored:?}"
    );
    assert!(
        matches!(&later, SendNoteOutput::Accepted(job) if job.job == "j-1"),
        "{later:?}"
    );
    let request = transport.requests().remove(0);
    assert_eq!(request.text(), "note");
    let media_type = request.header("content-type").unwrap_or_default();
    assert!(media_type.starts_with("text/plain"), "{media_type}");
    assert_eq!(request.header("authorization"), Some("Bearer t"));
}

#[test]
fn pages_are_counted_until_one_is_shorter() {
    let (client, transport) = client([
        CannedResponse::json(r#"{"notes":[{"text":"a"},{"text":"b"}]}"#),
        CannedResponse::json(r#"{"notes":[{"text":"c"},{"text":"d"}]}"#),
        CannedResponse::json(r#"{"notes":[{"text":"e"}]}"#),
    ]);
    let mut items = client.notes().list_notes_by_page().items();
    let mut read = String::new();
    block_on(async {
        while let Some(note) = items.next().await {
            read.push_str(&note.expect("a note").text);
        }
    });
    assert_eq!(read, "abcde");
    assert_eq!(queries(&transport), ["", "page=2", "page=3"]);
}

#[test]
fn the_cursor_of_a_page_leads_to_the_next_until_there_is_none() {
    let (client, transport) = client([
        CannedResponse::json(r#"{"notes":[{"text":"a"}],"next":"x/1"}"#),
        CannedResponse::json(r#"{"notes":[{"text":"b"}],"next":null}"#),
    ]);
    let mut items = client.notes().list_notes_by_cursor().items();
    let mut read = String::new();
    block_on(async {
        while let Some(note) = items.next().await {
            read.push_str(&note.expect("a note").text);
        }
    });
    assert_eq!(read, "ab");
    assert_eq!(queries(&transport), ["", "cursor=x%2F1"]);
}

fn queries(transport: &CannedTransport) -> Vec<String> {
    let requests = transport.requests();
    requests
        .iter()
        .map(|request| request.query().to_owned())
        .collect()
}

#[test]
fn events_come_one_by_one_and_without_credentials_where_none_are_asked_for() {
    let body = ": hello\n\nid: 1\ndata: {\"text\":\ndata: \"a\"}\n\ndata: {\"text\":\"b\"}\r\n\r\n";
    let (client, transport) = client([CannedResponse::status(200).body("text/event-stream", body)]);
    let mut events = send(client.notes().follow_events().send()).into_inner();
    let mut read = Vec::new();
    block_on(async {
        while let Some(note) = events.next().await {
            read.push(note.expect("a note").text);
        }
    });
    assert_eq!(read, ["a", "b"]);
    let request = only(&transport);
    assert_eq!(request.header("accept"), Some("text/event-stream"));
    assert_eq!(request.header("x-api-key"), None);
    assert_eq!(request.header("authorization"), None);
}
