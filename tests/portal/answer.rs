//! What the portal answers, as data.

use serde_json::{Value, json};

pub(super) const JSON: &str = "application/json";

/// Status, header fields and body of an answer.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) media_type: String,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// A success: the value in the portal's envelope, the request id also as a header field.
    pub(super) fn success(status: u16, data: &Value, request_id: &str) -> Self {
        let body = json!({"data": data, "context": {"requestId": request_id}, "status": status});
        Self::json(status, &body).header("x-request-id", request_id)
    }

    /// A failure. The description has no form for it; this one carries the request id where a success has it.
    pub(super) fn error(status: u16, message: &str, request_id: &str) -> Self {
        let body = json!({
            "error": message,
            "context": {"requestId": request_id},
            "status": status,
        });
        Self::json(status, &body).header("x-request-id", request_id)
    }

    pub(super) fn json(status: u16, body: &Value) -> Self {
        Self::text(status, JSON, body.to_string())
    }

    pub(super) fn text(status: u16, media_type: &str, text: String) -> Self {
        Self {
            status,
            media_type: media_type.to_owned(),
            headers: Vec::new(),
            body: text.into_bytes(),
        }
    }

    pub(super) fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// Changes the body as JSON.
    pub(super) fn edit(&mut self, edit: &dyn Fn(&mut Value)) {
        let mut body = serde_json::from_slice(&self.body).expect("the portal answers JSON");
        edit(&mut body);
        self.body = body.to_string().into_bytes();
    }
}
