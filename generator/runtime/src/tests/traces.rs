//! What is seen of calls with everything switched on: the allow-list, and no secret.

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::{GET, VirtualTime, builder, with_oauth};
use crate::runtime::{
    Call, CannedResponse, CannedTransport, CredentialPart, Json, Operation, Value,
};

/// Writes down all that it is told, of every crate at every level.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<String>>);

impl Recorder {
    fn note(&self, name: &str, fields: impl FnOnce(&mut Fields)) {
        let mut noted = Fields(String::new());
        fields(&mut noted);
        writeln!(self.0.lock().unwrap(), "{name}{}", noted.0).unwrap();
    }
}

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.note(span.metadata().name(), |fields| span.record(fields));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.note("record", |fields| values.record(fields));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.note("event", |fields| event.record(fields));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_span_for_the_call_and_an_event_for_each_attempt_without_secrets_or_values() {
    const CANARY: &str = "c4n4ry-51e77a";
    const SECURED: Operation = Operation {
        security: &[&["oauth", "queryKey"]],
        ..GET
    };
    async fn call() {
        let transport = CannedTransport::new()
            .on("POST", "/token", CannedResponse::token(CANARY))
            .reply(CannedResponse::status(503).header("x-request-id", "r-1"))
            .reply(CannedResponse::json("1").header("set-cookie", CANARY));
        let client = with_oauth(builder(&transport, &VirtualTime::new()))
            .credential("oauth", CredentialPart::ClientSecret, CANARY)
            .credential("queryKey", CredentialPart::ApiKey, CANARY)
            .build()
            .unwrap();
        Call::new(&client, &SECURED)
            .set(0, CANARY)
            .send::<Json<Value>>()
            .await
            .unwrap();
    }
    // What is traced for the first time while another test's thread has no subscriber counts as of no interest to any;
    // a subscriber that comes later is asked again.
    call().await;
    let recorder = Recorder::default();
    let guard = tracing::subscriber::set_default(recorder.clone());
    call().await;
    drop(guard);
    let text = recorder.0.lock().unwrap().clone();
    let expected = [
        r#"call otel.kind="client" otel.name=GET /things/{id} operation="getThing" http.request.method="GET" url.template="/things/{id}" server.address="api.example.com" server.port=443"#,
        r#"message=token request http.request.method="POST" server.address="#,
        r#"attempt=1 server.address="api.example.com" server.port=443 http.response.status_code=503 error.type="503" request_id="r-1""#,
        "attempt=2",
        "http.response.status_code=200 http.request.resend_count=1 elapsed_ms",
        "record http.response.status_code=200",
        "record http.request.resend_count=1",
    ];
    for part in expected {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains(&CANARY[..8]), "{text}");
}
