//! What a call sends, and what comes back beside the value.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::{ENVELOPE, GET, POST, VirtualTime, builder, client};
use crate::runtime::{
    Attempt, AttemptOutcome, Binary, Body, Bytes, Call, CannedResponse, CannedTransport, Client,
    ClientBuilder, Empty, Error, Form, HeaderMap, HeaderValue, Hook, Json, Method, Operation,
    Pagination, Parameter, Part, Pending, RecordedRequest, Server, Style, Text, Value, Variable,
};

const SEARCH: Operation = Operation {
    id: "search",
    path: "/companies/{companyId}/things",
    parameters: &[
        Parameter::path("companyId").setting(),
        Parameter::query("tags").style(Style::Form { explode: false }),
        Parameter::header("X-Trace"),
        Parameter::cookie("theme"),
        Parameter::query("limit").required(),
    ],
    accept: "application/json",
    ..Operation::NEW
};

async fn sent(call: impl FnOnce(&Client) -> Call) -> Result<RecordedRequest, Error> {
    let time = VirtualTime::new();
    let transport = CannedTransport::new().reply(CannedResponse::status(200));
    let client = builder(&transport, &time)
        .setting("companyId", "c/1")
        .build()?;
    let result = call(&client).send::<Empty>().await;
    let mut requests = transport.requests();
    match result {
        Ok(_) => Ok(requests.remove(0)),
        Err(error) => {
            assert!(requests.is_empty(), "sent in spite of {error}");
            assert_eq!(error.attempts(), 0);
            Err(error)
        }
    }
}

#[tokio::test]
async fn each_parameter_goes_where_it_belongs() {
    let call = |client: &Client| {
        let tags: &[&str] = &["a b", "c"];
        Call::new(client, &SEARCH)
            .set(1, &tags)
            .set(2, "t 1")
            .set(3, "da;rk")
            .set(4, &20_i64)
    };
    let request = sent(call).await.unwrap();
    assert_eq!(
        request.uri,
        "https://api.example.com/v1/companies/c%2F1/things?tags=a%20b,c&limit=20"
    );
    assert_eq!(request.method, "GET");
    assert_eq!(request.header("x-trace"), Some("t 1"));
    assert_eq!(request.header("cookie"), Some("theme=da%3Brk"));
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!(request.header("user-agent"), Some("example/1.2.3"));
    assert_eq!(request.header("content-type"), None);
}

#[tokio::test]
async fn a_setting_is_overridden_by_the_call() {
    let request = sent(|client| Call::new(client, &SEARCH).set(0, "other").set(4, "1"))
        .await
        .unwrap();
    assert_eq!(request.path(), "/v1/companies/other/things");
}

#[tokio::test]
async fn what_is_missing_is_named_before_anything_is_sent() {
    let error = sent(|client| Call::new(client, &SEARCH)).await.unwrap_err();
    assert!(error.is_request());
    assert!(error.to_string().contains("`limit`"), "{error}");
    let time = VirtualTime::new();
    let transport = CannedTransport::new();
    let error = Call::new(&client(&transport, &time), &SEARCH)
        .set(4, "1")
        .send::<Empty>()
        .await
        .unwrap_err();
    assert!(error.is_config());
    for part in [
        "search",
        "`companyId`",
        "`company_id`",
        "EXAMPLE_COMPANY_ID",
    ] {
        assert!(error.to_string().contains(part), "{part}: {error}");
    }
}

#[tokio::test]
async fn no_text_becomes_a_header_of_its_own() {
    for hostile in ["a\r\nX-Evil: 1", "a\nb", "a\rb", "a\0b"] {
        let parameter = sent(|client| Call::new(client, &SEARCH).set(2, hostile).set(4, "1")).await;
        assert!(parameter.unwrap_err().is_request());
        let header = sent(|client| Call::new(client, &POST).header("x-own", hostile)).await;
        assert!(header.unwrap_err().is_request());
        let name = sent(|client| Call::new(client, &POST).header(hostile, "x")).await;
        assert!(name.unwrap_err().is_request());
        let media_type = sent(|client| Call::new(client, &POST).text(hostile, "x")).await;
        assert!(media_type.unwrap_err().is_request());
        let cookie = sent(|client| Call::new(client, &SEARCH).set(3, hostile).set(4, "1"))
            .await
            .unwrap();
        assert!(cookie.header("cookie").unwrap().starts_with("theme=a%0"));
        let agent = builder(&CannedTransport::new(), &VirtualTime::new())
            .user_agent(hostile)
            .build();
        assert!(agent.unwrap_err().is_config());
    }
}

#[tokio::test]
async fn ids_that_lead_elsewhere_never_leave() {
    for id in ["", ".", ".."] {
        let error = sent(|client| Call::new(client, &GET).set(0, id))
            .await
            .unwrap_err();
        assert!(error.is_request(), "{error}");
    }
}

#[tokio::test]
async fn bodies_of_each_kind() {
    let json = sent(|client| Call::new(client, &POST).json(&vec!["a".to_owned()]))
        .await
        .unwrap();
    assert_eq!(
        (json.header("content-type"), json.text().as_str()),
        (Some("application/json"), r#"["a"]"#)
    );
    let patch =
        sent(|client| Call::new(client, &POST).json_as("application/merge-patch+json", &true))
            .await
            .unwrap();
    assert_eq!(
        (patch.header("content-type"), patch.text().as_str()),
        (Some("application/merge-patch+json"), "true")
    );
    let members = BTreeMap::from([("a b".to_owned(), "c&d".to_owned())]);
    let form = sent(|client| Call::new(client, &POST).form(&members, &[]))
        .await
        .unwrap();
    assert_eq!(
        form.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(form.text(), "a%20b=c%26d");
    let text = sent(|client| Call::new(client, &POST).text("text/xml", "<a/>"))
        .await
        .unwrap();
    assert_eq!(
        (text.header("content-type"), text.text().as_str()),
        (Some("text/xml"), "<a/>")
    );
    let bytes = sent(|client| Call::new(client, &POST).bytes("image/png", vec![1, 2]))
        .await
        .unwrap();
    assert_eq!(bytes.body, [1, 2][..]);
    let parts = sent(|client| {
        Call::new(client, &POST).multipart(Form::new().part("f", Part::file("x", "y")))
    })
    .await
    .unwrap();
    let boundary = parts
        .header("content-type")
        .unwrap()
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap()
        .to_owned();
    assert!(parts.text().starts_with(&format!("--{boundary}\r\n")));
}

#[tokio::test]
async fn a_stream_is_sent_once_and_its_call_not_repeated() {
    let time = VirtualTime::new();
    let transport = CannedTransport::new()
        .reply(CannedResponse::no_connection())
        .reply(CannedResponse::status(200));
    let chunks =
        ["ab", "cd"].map(|text| Ok::<_, std::io::Error>(Bytes::from_static(text.as_bytes())));
    let call =
        Call::new(&client(&transport, &time), &POST).body("text/plain", Body::from_chunks(chunks));
    let error = call.send::<Empty>().await.unwrap_err();
    assert_eq!((error.is_connect(), error.attempts()), (true, 1));
    assert_eq!(transport.requests()[0].text(), "abcd");
}

#[tokio::test]
async fn an_envelope_gives_value_request_id_and_status() {
    const WRAPPED: Operation = Operation {
        envelope: Some(&ENVELOPE),
        ..POST
    };
    let body = r#"{"data":{"a":1},"context":{"requestId":"r-1"},"status":201}"#;
    let transport = CannedTransport::new().reply(
        CannedResponse::json(body)
            .with_status(200)
            .header("x-request-id", "h-1"),
    );
    let response = Call::new(&client(&transport, &VirtualTime::new()), &WRAPPED)
        .send::<Json<Value>>()
        .await
        .unwrap();
    assert_eq!(*response, serde_json::json!({ "a": 1 }));
    assert_eq!(
        (response.request_id(), response.envelope_status()),
        (Some("r-1"), Some(201))
    );
    assert_eq!(response.status().as_u16(), 200);
}

#[tokio::test]
async fn headers_are_read_as_types() {
    let response = CannedResponse::json("null")
        .header("x-count", "12")
        .header("x-name", "12a")
        .header("x-list", "a, b")
        .header("request-id", "h-2");
    let transport = CannedTransport::new().reply(response);
    let response = Call::new(&client(&transport, &VirtualTime::new()), &POST)
        .send::<Json<Value>>()
        .await
        .unwrap();
    assert_eq!(response.header_as::<i64>("X-Count"), Some(Ok(12)));
    assert_eq!(
        response.header_as::<String>("x-count"),
        Some(Ok("12".to_owned()))
    );
    assert_eq!(
        response.header_as::<i64>("x-name"),
        Some(Err("12a".to_owned()))
    );
    assert_eq!(
        response.header_as::<Vec<String>>("x-list"),
        Some(Ok(vec!["a".to_owned(), "b".to_owned()]))
    );
    assert_eq!(response.header_as::<i64>("x-none"), None);
    assert_eq!(response.request_id(), Some("h-2"));
}

#[tokio::test]
async fn an_empty_body_is_null_where_the_type_has_room_for_it() {
    let transport = CannedTransport::new()
        .reply(CannedResponse::status(204))
        .reply(CannedResponse::status(204));
    let client = client(&transport, &VirtualTime::new());
    let nothing = Call::new(&client, &POST)
        .send::<Json<Option<String>>>()
        .await
        .unwrap();
    assert_eq!(*nothing, None);
    let error = Call::new(&client, &POST)
        .send::<Json<String>>()
        .await
        .unwrap_err();
    assert!(
        error.is_decode() && error.to_string().contains("empty"),
        "{error}"
    );
}

#[tokio::test]
async fn a_raw_call_gives_any_response() {
    let transport = CannedTransport::new()
        .reply(CannedResponse::status(404).body("text/plain", "gone"))
        .reply(CannedResponse::no_connection());
    let client = client(&transport, &VirtualTime::new());
    let response = Call::new(&client, &POST).send_raw().await.unwrap();
    assert_eq!(
        (response.status().as_u16(), &response[..]),
        (404, &b"gone"[..])
    );
    let error = Call::new(&client, &POST)
        .max_attempts(1)
        .send_raw()
        .await
        .unwrap_err();
    assert!(error.is_connect());
}

#[tokio::test]
async fn text_and_bytes_come_as_they_are() {
    let transport = CannedTransport::new()
        .reply(CannedResponse::status(200).body("text/xml", &b"<a>\xff</a>"[..]))
        .reply(CannedResponse::status(200).body("x/y", &b"\xff"[..]));
    let client = client(&transport, &VirtualTime::new());
    assert_eq!(
        *Call::new(&client, &POST).send::<Text>().await.unwrap(),
        "<a>\u{fffd}</a>"
    );
    assert_eq!(
        *Call::new(&client, &POST).send::<Binary>().await.unwrap(),
        b"\xff"[..]
    );
}

#[tokio::test]
async fn servers_of_the_operation_go_first_and_a_given_base_url_before_all() {
    const ELSEWHERE: Operation = Operation {
        servers: &[Server {
            url: "https://{host}.example.org",
            variables: &[Variable {
                name: "host",
                default: "files",
                values: &[],
            }],
        }],
        ..POST
    };
    let transport = CannedTransport::new()
        .reply(CannedResponse::status(200))
        .reply(CannedResponse::status(200))
        .reply(CannedResponse::status(200));
    let own = client(&transport, &VirtualTime::new());
    Call::new(&own, &ELSEWHERE).send::<Empty>().await.unwrap();
    let given = builder(&transport, &VirtualTime::new())
        .base_url("http://127.0.0.1:1")
        .build()
        .unwrap();
    Call::new(&given, &ELSEWHERE).send::<Empty>().await.unwrap();
    Call::new(&given, &ELSEWHERE)
        .base_url("https://third.example")
        .send::<Empty>()
        .await
        .unwrap();
    let uris: Vec<_> = transport
        .requests()
        .iter()
        .map(|it| it.uri.to_string())
        .collect();
    assert_eq!(
        uris,
        [
            "https://files.example.org/things",
            "http://127.0.0.1:1/things",
            "https://third.example/things"
        ]
    );
    let error = Call::new(&own, &POST)
        .base_url("http://third.example")
        .send::<Empty>()
        .await
        .unwrap_err();
    assert!(error.is_config());
}

/// Records what it sees, and adds a header.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<String>>>);

impl Hook for Recorder {
    fn before(&self, attempt: &Attempt<'_>, headers: &mut HeaderMap) {
        assert!(
            !headers.contains_key("x-key"),
            "credentials are not for hooks"
        );
        headers.insert("traceparent", HeaderValue::from_static("00-1"));
        self.0
            .lock()
            .unwrap()
            .push(format!("before {} {}", attempt.operation, attempt.number));
    }

    fn after(&self, attempt: &Attempt<'_>, outcome: &AttemptOutcome<'_>) {
        let status = outcome.status.map(|status| status.as_u16());
        self.0.lock().unwrap().push(format!(
            "after {} {status:?} {:?}",
            attempt.number, outcome.error
        ));
    }
}

#[tokio::test]
async fn hooks_see_each_attempt() {
    const KEYED: Operation = Operation {
        security: &[&["key"]],
        ..POST
    };
    let transport = CannedTransport::new()
        .reply(CannedResponse::status(429))
        .reply(CannedResponse::status(200));
    let hook = Recorder::default();
    let client = builder(&transport, &VirtualTime::new())
        .credential("key", crate::runtime::CredentialPart::ApiKey, "k")
        .hook(hook.clone())
        .build()
        .unwrap();
    Call::new(&client, &KEYED).send::<Empty>().await.unwrap();
    let seen = hook.0.lock().unwrap().clone();
    assert_eq!(
        seen,
        [
            "before createThing 1",
            "after 1 Some(429) Some(Status)",
            "before createThing 2",
            "after 2 Some(200) None"
        ]
    );
    for request in transport.requests() {
        assert_eq!(
            (request.header("traceparent"), request.header("x-key")),
            (Some("00-1"), Some("k"))
        );
    }
}

#[test]
fn the_public_types_are_what_is_promised_of_them() {
    fn shared<T: Clone + Send + Sync + std::fmt::Debug + 'static>() {}
    fn sent<T: Send + 'static>() {}
    shared::<Client>();
    sent::<ClientBuilder>();
    sent::<Pending<Value>>();
    sent::<Error>();
    sent::<crate::runtime::Items<Value>>();
    sent::<crate::runtime::EventStream<Value>>();
    assert!(size_of::<Error>() <= 24);
    assert_eq!(size_of::<Call>(), size_of::<usize>());
}

#[tokio::test]
#[allow(dead_code, reason = "not all of the methods are called here")]
async fn the_macros_give_request_types_their_methods() {
    use crate::runtime::{Page, Paged, Request, download, paginate, request};

    const LIST: Operation = Operation {
        id: "list",
        method: Method::Get,
        path: "/list",
        parameters: &[Parameter::query("skip")],
        pagination: Some(Pagination::offset(0, None)),
        ..Operation::NEW
    };

    mod operation {
        pub enum ListThings {}
        pub enum GetFile {}
    }

    type ListThings = Request<operation::ListThings>;
    request!(ListThings => Paged<String>);
    paginate!(ListThings => String);

    type GetFile = Request<operation::GetFile>;
    request!(GetFile => Binary);
    download!(GetFile);

    let transport = CannedTransport::new()
        .reply(CannedResponse::json(r#"["a"]"#))
        .reply(CannedResponse::json(r#"["a"]"#))
        .reply(CannedResponse::json("[]"))
        .reply(CannedResponse::status(200).body("x/y", "chunk"));
    let client = client(&transport, &VirtualTime::new());
    let request: ListThings = Call::new(&client, &LIST).request();
    assert_eq!(format!("{request:?}"), r#"ListThings(Call("list"))"#);
    let request = request
        .timeout(Duration::from_secs(1))
        .attempt_timeout(Duration::from_secs(1));
    let request = request
        .max_attempts(1)
        .idempotent(true)
        .header("a", "b")
        .base_url("https://x.example");
    let page: Page<String> = request.await.unwrap().into_inner();
    assert_eq!(page.items, ["a"]);
    let request: ListThings = Call::new(&client, &LIST).request();
    let mut items = request.items();
    assert_eq!(items.next().await.unwrap().unwrap(), "a");
    assert!(items.next().await.is_none());
    let request: GetFile = Call::new(&client, &POST).request();
    let mut body = request.stream().await.unwrap().into_inner();
    assert_eq!(body.next().await.unwrap().unwrap(), "chunk");
    assert!(body.next().await.is_none());
}
