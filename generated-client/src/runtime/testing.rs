//! A transport with canned responses, for tests without a server.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};

use super::body::{Body, BoxError};
use super::transport::{BoxFuture, Transport, TransportError};

/// A transport that answers from a script, and keeps what it was sent.
///
/// Answers for a method and path, given with [`on`](Self::on), serve as often as they are asked for. The others, given
/// with [`reply`](Self::reply), serve once each, in order. Where there is neither, the call fails with an error that says
/// so. Clones share script and record: keep one and give another to the builder.
#[derive(Clone, Default)]
pub struct CannedTransport(Arc<Mutex<Script>>);

#[derive(Default)]
struct Script {
    fixed: Vec<(String, String, CannedResponse)>,
    queue: VecDeque<CannedResponse>,
    record: Vec<RecordedRequest>,
}

impl CannedTransport {
    /// A transport without answers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers the next call that no fixed answer is for.
    #[must_use]
    pub fn reply(self, response: CannedResponse) -> Self {
        self.script().queue.push_back(response);
        self
    }

    /// Answers all calls with this method and path. The path is percent-encoded, without query.
    #[must_use]
    pub fn on(self, method: &str, path: &str, response: CannedResponse) -> Self {
        self.script()
            .fixed
            .push((method.to_owned(), path.to_owned(), response));
        self
    }

    /// All requests so far, in order.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.script().record.clone()
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, request: RecordedRequest) -> CannedResponse {
        let mut script = self.script();
        let fixed = script
            .fixed
            .iter()
            .find(|(method, path, _)| *method == request.method && path == request.path());
        let response = fixed.map(|(_, _, response)| response.clone());
        let response = response.or_else(|| script.queue.pop_front());
        let response = response.unwrap_or_else(|| {
            let message = format!(
                "no canned response for {} {}",
                request.method,
                request.path()
            );
            CannedResponse(Answer::NoConnection(message))
        });
        script.record.push(request);
        response
    }
}

impl Transport for CannedTransport {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        let transport = self.clone();
        Box::pin(async move {
            let (head, mut body) = request.into_parts();
            let mut bytes = Vec::new();
            while let Some(chunk) = poll_fn(|cx| body.poll_chunk(cx)).await {
                bytes.extend_from_slice(&chunk.map_err(TransportError::broken)?);
            }
            let response = transport.answer(RecordedRequest {
                method: head.method.to_string(),
                uri: head.uri,
                headers: head.headers,
                body: Bytes::from(bytes),
            });
            match response.0 {
                Answer::Response(response) => response.into_response(),
                Answer::NoConnection(why) => Err(TransportError::connect(why)),
                Answer::Broken => Err(TransportError::broken("broken, as the script has it")),
                Answer::Silence => std::future::pending().await,
            }
        })
    }
}

impl fmt::Debug for CannedTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CannedTransport")
            .field("requests", &self.script().record.len())
            .finish_non_exhaustive()
    }
}

/// What a [`CannedTransport`] answers.
#[derive(Clone, Debug)]
pub struct CannedResponse(Answer);

#[derive(Clone, Debug)]
enum Answer {
    Response(Canned),
    NoConnection(String),
    Broken,
    Silence,
}

#[derive(Clone, Debug)]
struct Canned {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    is_cut: bool,
}

impl CannedResponse {
    /// A response with this status and no body. A number that is no status becomes 500.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self(Answer::Response(Canned {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            is_cut: false,
        }))
    }

    /// A response with status 200 and a JSON body.
    #[must_use]
    pub fn json(body: impl Into<Bytes>) -> Self {
        Self::status(200).body("application/json", body)
    }

    /// The answer of a token endpoint: an access token that is valid for an hour.
    #[must_use]
    pub fn token(token: &str) -> Self {
        let body = serde_json::json!({ "access_token": token, "token_type": "Bearer", "expires_in": 3600 });
        Self::json(body.to_string())
    }

    /// No connection: the server never saw the request.
    #[must_use]
    pub fn no_connection() -> Self {
        Self(Answer::NoConnection(
            "no connection, as the script has it".to_owned(),
        ))
    }

    /// The connection breaks after the request was sent.
    #[must_use]
    pub fn broken() -> Self {
        Self(Answer::Broken)
    }

    /// No answer ever.
    #[must_use]
    pub fn silence() -> Self {
        Self(Answer::Silence)
    }

    /// With this body and its media type.
    #[must_use]
    pub fn body(mut self, media_type: &str, body: impl Into<Bytes>) -> Self {
        if let Answer::Response(canned) = &mut self.0 {
            canned.body = body.into();
        }
        self.header("content-type", media_type)
    }

    /// With another status.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        if let (Answer::Response(canned), Ok(status)) = (&mut self.0, StatusCode::from_u16(status))
        {
            canned.status = status;
        }
        self
    }

    /// With one more header. One that is no header is left out.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let header = HeaderName::from_bytes(name.as_bytes())
            .ok()
            .zip(HeaderValue::from_str(value).ok());
        if let (Answer::Response(canned), Some((name, value))) = (&mut self.0, header) {
            canned.headers.append(name, value);
        }
        self
    }

    /// Breaks off after its body.
    #[must_use]
    pub fn cut(mut self) -> Self {
        if let Answer::Response(canned) = &mut self.0 {
            canned.is_cut = true;
        }
        self
    }
}

impl Canned {
    fn into_response(self) -> Result<http::Response<Body>, TransportError> {
        let body = if self.is_cut {
            Body::from_chunks([
                Ok(self.body),
                Err(BoxError::from("cut, as the script has it")),
            ])
        } else {
            Body::from(self.body)
        };
        let mut response = http::Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        Ok(response)
    }
}

/// A request that a [`CannedTransport`] was sent.
#[derive(Clone)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The HTTP method.
    pub method: String,
    /// The whole URI.
    pub uri: Uri,
    /// The headers, those with credentials included.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl RecordedRequest {
    /// The path, percent-encoded.
    #[must_use]
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// The query, percent-encoded; empty where there is none.
    #[must_use]
    pub fn query(&self) -> &str {
        self.uri.query().unwrap_or_default()
    }

    /// A header as text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as text, what is not UTF-8 being replaced.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl fmt::Debug for RecordedRequest {
    /// Without headers, query and body.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordedRequest")
            .field("method", &self.method)
            .field("path", &self.path())
            .finish_non_exhaustive()
    }
}
