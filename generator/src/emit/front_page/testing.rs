//! The section on tests without a server: a canned answer, and a client that gets it. A doctest that really runs.

use serde_json::{Value, json};

use super::choice::{Call, Choice};
use super::{crate_ident, sample, string};
use crate::emit::Context;
use crate::emit::client::credentials;
use crate::emit::docs::Doc;
use crate::ir::{Envelope, SuccessKind};

/// The longest line of an answer that is shown as one.
const LINE: usize = 80;

pub(super) fn testing(cx: &Context<'_>, choice: &Choice, doc: &mut Doc) {
    let Some(call) = choice.read.as_ref().or(choice.list.as_ref()) else {
        return;
    };
    doc.section("Testing without a server");
    doc.sentence(
        "With the feature `testing`, a transport answers from a script and keeps what it was sent. No socket is opened, \
         and all else - credentials, encoding, retries, decoding - is the client's own.",
    );
    let krate = crate_ident(cx);
    let Call {
        expression, result, ..
    } = call;
    let (answer, seen) = match answer(cx, call) {
        Some(json) => (
            format!("CannedResponse::json({})", literal(&json)),
            format!(
                "let {result} = {expression}.send().await?;\n\
                 println!(\"{{{result}:?}}\");"
            ),
        ),
        None => (
            "CannedResponse::status(404)".to_owned(),
            format!(
                "let error = {expression}.send().await.unwrap_err();\n\
                 assert_eq!(error.status().map(|status| status.as_u16()), Some(404));"
            ),
        ),
    };
    let settings = settings(cx);
    let code = format!(
        "# #[cfg(feature = \"testing\")]\n\
         # fn main() -> Result<(), Box<dyn std::error::Error>> {{\n\
         # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {{\n\
         use {krate}::{{CannedResponse, CannedTransport, Client}};\n\n\
         let server = CannedTransport::new().reply({answer});\n\
         let client = Client::builder()\n    \
             .transport(server.clone()){settings}\n    \
             .build()?;\n\n\
         {seen}\n\
         assert_eq!(server.requests().len(), 1);\n\
         # Ok(())\n\
         # }})\n\
         # }}\n\
         # #[cfg(not(feature = \"testing\"))]\n\
         # fn main() {{}}"
    );
    doc.block("", &code);
}

/// Calls of the builder that give it what every call needs; of credentials, a token where one will do.
fn settings(cx: &Context<'_>) -> String {
    let mut calls = String::new();
    let mut set = |function: &str, value: &str| {
        calls.push_str(&format!("\n    .{function}({})", string(value)));
    };
    set("base_url", "https://api.example");
    let credentials = credentials(cx);
    for credential in &credentials {
        let is_spared = credential.part != "Token"
            && credentials
                .iter()
                .any(|other| other.scheme == credential.scheme && other.part == "Token");
        if !is_spared {
            set(&credential.function, "example");
        }
    }
    for name in &cx.names.settings {
        set(name.as_str(), "example");
    }
    calls
}

/// The body of a successful answer with nothing in it but what must be there.
fn answer(cx: &Context<'_>, call: &Call) -> Option<Value> {
    let operation = cx.api.operations.get(call.operation)?;
    let [case] = operation.success.cases.as_slice() else {
        return None;
    };
    let SuccessKind::Json(ty) = &case.kind else {
        return None;
    };
    let value = sample::sample(cx, ty)?;
    Some(match &cx.api.envelope {
        Some(envelope) if operation.is_enveloped => wrapped(value, envelope),
        _ => value,
    })
}

fn wrapped(value: Value, envelope: &Envelope) -> Value {
    let mut body = json!({ &envelope.value: value });
    if let Some(path) = &envelope.request_id {
        let id = path
            .iter()
            .rev()
            .fold(json!("request-1"), |inner, step| json!({ step: inner }));
        if let (Value::Object(body), Value::Object(id)) = (&mut body, id) {
            body.extend(id);
        }
    }
    body
}

/// JSON as a raw string of Rust, in lines where it is long.
fn literal(json: &Value) -> String {
    let line = json.to_string();
    let text = match line.len() > LINE {
        true => format!("{json:#}"),
        false => line,
    };
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}
