//! The default [`Transport`]: reqwest, told to do one exchange and nothing of its own accord.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::stream;
use http_body::{Frame, SizeHint};
use secrecy::ExposeSecret;

use super::body::{Body, BoxError};
use super::builder::ConnectionSettings;
use super::client::Limits;
use super::error::Error;
use super::transport::{BoxFuture, Transport, TransportError};

/// The transport of a client that was given none.
pub(crate) fn new(
    limits: &Limits,
    connection: &ConnectionSettings,
) -> Result<Arc<dyn Transport>, Error> {
    let mut builder = reqwest::Client::builder()
        .http1_only()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .connect_timeout(limits.connect)
        .pool_idle_timeout(limits.idle)
        // Off even where another crate of the build has switched the decoders on.
        .no_gzip()
        .no_brotli()
        .no_deflate()
        .no_zstd();
    // Whatever the environment says; adding a proxy lifts nothing of it.
    builder = builder.no_proxy();
    let proxy = connection.proxy.resolve(|name| std::env::var(name).ok())?;
    if let Some(proxy) = proxy {
        builder = builder.proxy(proxy);
    }
    builder = tls(builder, connection)?;
    let client = builder.build().map_err(|error| {
        Error::config("the connection cannot be set up").caused_by(error.without_url())
    })?;
    Ok(Arc::new(ReqwestTransport(client)))
}

#[cfg(any(
    feature = "rustls",
    feature = "rustls-no-provider",
    feature = "native-tls"
))]
fn tls(
    mut builder: reqwest::ClientBuilder,
    connection: &ConnectionSettings,
) -> Result<reqwest::ClientBuilder, Error> {
    has_cryptography()?;
    for pem in &connection.root_certificates {
        let certificates = reqwest::Certificate::from_pem_bundle(pem)
            .map_err(|error| Error::config("a root certificate is not PEM").caused_by(error))?;
        if certificates.is_empty() {
            return Err(Error::config(
                "a root certificate is not PEM: there is no certificate in it",
            ));
        }
        builder = builder.tls_certs_merge(certificates);
    }
    if let Some(pem) = &connection.identity {
        // The source is left out: it could quote the key.
        let identity = identity(pem.expose_secret()).map_err(|_| {
            Error::config(
                "the client's certificate and key are not PEM that this TLS library can read",
            )
        })?;
        builder = builder.identity(identity);
    }
    Ok(backend(builder))
}

#[cfg(not(any(
    feature = "rustls",
    feature = "rustls-no-provider",
    feature = "native-tls"
)))]
fn tls(
    builder: reqwest::ClientBuilder,
    connection: &ConnectionSettings,
) -> Result<reqwest::ClientBuilder, Error> {
    let uses_tls = connection
        .identity
        .as_ref()
        .is_some_and(|it| !it.expose_secret().is_empty())
        || !connection.root_certificates.is_empty();
    if uses_tls {
        return Err(Error::config(
            "certificates need one of the features `rustls`, `rustls-no-provider` and `native-tls`",
        ));
    }
    Ok(builder)
}

/// Whether rustls has what it encrypts with; without this question, the first client would panic.
#[cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]
fn has_cryptography() -> Result<(), Error> {
    match rustls::crypto::CryptoProvider::get_default() {
        Some(_) => Ok(()),
        None => Err(Error::config(
            "with the feature `rustls-no-provider`, the program chooses the cryptography: call `install_default()` on a \
             provider of rustls before it builds a client, or use the feature `rustls`",
        )),
    }
}

#[cfg(any(
    feature = "rustls",
    all(feature = "native-tls", not(feature = "rustls-no-provider"))
))]
fn has_cryptography() -> Result<(), Error> {
    Ok(())
}

#[cfg(any(feature = "rustls", feature = "rustls-no-provider"))]
fn backend(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder.tls_backend_rustls()
}

#[cfg(all(
    feature = "native-tls",
    not(any(feature = "rustls", feature = "rustls-no-provider"))
))]
fn backend(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder.tls_backend_native()
}

#[cfg(any(feature = "rustls", feature = "rustls-no-provider"))]
fn identity(pem: &[u8]) -> reqwest::Result<reqwest::Identity> {
    reqwest::Identity::from_pem(pem)
}

/// The same PEM holds the certificates and the key; the library takes from it what it needs.
#[cfg(all(
    feature = "native-tls",
    not(any(feature = "rustls", feature = "rustls-no-provider"))
))]
fn identity(pem: &[u8]) -> reqwest::Result<reqwest::Identity> {
    reqwest::Identity::from_pkcs8_pem(pem, pem)
}

struct ReqwestTransport(reqwest::Client);

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        let client = self.0.clone();
        Box::pin(async move {
            let response = client.execute(outgoing(request)?).await.map_err(failed)?;
            Ok(incoming(response))
        })
    }
}

fn not_sent(error: reqwest::Error) -> TransportError {
    TransportError::connect(error.without_url())
}

fn failed(error: reqwest::Error) -> TransportError {
    // Connecting covers the name, the network and the TLS handshake; a builder's error is found before that.
    if error.is_connect() || error.is_builder() {
        not_sent(error)
    } else {
        TransportError::broken(error.without_url())
    }
}

/// The request as reqwest has it; the conversion it brings along writes and copies more.
fn outgoing(request: http::Request<Body>) -> Result<reqwest::Request, TransportError> {
    let (head, body) = request.into_parts();
    let uri = &head.uri;
    let mut url = String::with_capacity(128);
    url.push_str(uri.scheme_str().unwrap_or_default());
    url.push_str("://");
    url.push_str(uri.authority().map_or("", |it| it.as_str()));
    url.push_str(uri.path_and_query().map_or("", |it| it.as_str()));
    let url = reqwest::Url::parse(&url).map_err(TransportError::connect)?;
    let mut request = reqwest::Request::new(head.method, url);
    *request.headers_mut() = head.headers;
    if body.length() != Some(0) {
        *request.body_mut() = Some(outgoing_body(body));
    }
    Ok(request)
}

fn outgoing_body(body: Body) -> reqwest::Body {
    match body.as_bytes() {
        Some(bytes) => reqwest::Body::from(bytes.clone()),
        None => reqwest::Body::wrap(Outgoing(Mutex::new(body))),
    }
}

/// A stream on its way out. The lock is never waited for: it makes a body that only ever moves shareable, which reqwest
/// asks for.
struct Outgoing(Mutex<Body>);

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let body = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        body.poll_chunk(cx)
            .map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        let body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        body.length().map(SizeHint::with_exact).unwrap_or_default()
    }
}

/// The response, whose body is read through reqwest's own: no box around a box.
fn incoming(mut response: reqwest::Response) -> http::Response<Body> {
    let status = response.status();
    let headers = std::mem::take(response.headers_mut());
    let body = Body::from_stream_of(stream::poll_fn(move |cx| {
        // Nothing is lost with a future that was not ready: a chunk is taken from the body only when it is given away.
        pin!(response.chunk()).poll(cx).map(|chunk| {
            let chunk = chunk.map_err(|error| BoxError::from(error.without_url()));
            chunk.transpose()
        })
    }));
    let mut response = http::Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}
