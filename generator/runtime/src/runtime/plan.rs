//! [`Plan`]: what every attempt at a call sends, but for its credentials.
//!
//! Everything a caller can get wrong is found here, before anything is sent.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use serde_json::Value;

use super::api::{self, Location, Parameter};
use super::auth::Applied;
use super::base_url::BaseUrl;
use super::call::{HEADER_RULE, Parts, Payload};
use super::encode::style::Escape;
use super::encode::{form, path, style};
use super::error::Error;
use super::seams::Random;

/// What every attempt at a call sends.
pub(crate) struct Plan<'p> {
    pub(crate) method: Method,
    pub(crate) base: Cow<'p, BaseUrl>,
    /// The URL without its query.
    url: String,
    query: Vec<String>,
    cookies: Vec<(String, String)>,
    headers: HeaderMap,
    /// Whether an idempotency key is among the headers.
    pub(crate) has_key: bool,
}

impl<'p> Plan<'p> {
    pub(crate) fn new(parts: &'p Parts) -> Result<Self, Error> {
        let operation = parts.operation;
        let base = base(parts)?;
        let filled = path::fill(operation.path, operation.parameters, |index| {
            value(parts, index)
        });
        let filled = match filled {
            Ok(filled) => filled,
            Err(why) => return Err(missing_setting(parts).unwrap_or_else(|| Error::request(why))),
        };
        let mut url = String::with_capacity(base.as_str().len() + filled.path.len());
        url.push_str(base.as_str());
        url.push_str(&filled.path);
        let mut plan = Self {
            method: method(operation.method)?,
            base,
            url,
            query: filled.query.into_iter().collect(),
            cookies: Vec::new(),
            headers: HeaderMap::new(),
            has_key: false,
        };
        plan.add_parameters(parts)?;
        plan.add_headers(parts)?;
        Ok(plan)
    }

    fn add_parameters(&mut self, parts: &Parts) -> Result<(), Error> {
        for (index, parameter) in parts.operation.parameters.iter().enumerate() {
            let Some(value) = value(parts, index) else {
                if parameter.required {
                    return Err(missing(parts, parameter));
                }
                continue;
            };
            self.add(parameter, &value)?;
        }
        Ok(())
    }

    fn add(&mut self, parameter: &Parameter, value: &Value) -> Result<(), Error> {
        let &Parameter { name, style, .. } = parameter;
        match parameter.location {
            Location::Path => {}
            Location::Query => {
                let pairs =
                    style::pairs(name, value, style, Escape::query(parameter.allow_reserved));
                if !pairs.is_empty() {
                    self.query.push(form::join(&pairs, "&"));
                }
            }
            Location::Cookie => {
                self.cookies
                    .extend(style::pairs(name, value, style, Escape::Percent))
            }
            Location::Header => {
                let Some(text) = style::text(name, value, style, str::to_owned) else {
                    return Ok(());
                };
                let refused =
                    || Error::request(format!("the header `{name}` cannot be sent: {HEADER_RULE}"));
                let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| refused())?;
                let value = HeaderValue::from_bytes(text.as_bytes()).map_err(|_| refused())?;
                self.headers.insert(name, value);
            }
        }
        Ok(())
    }

    fn add_headers(&mut self, parts: &Parts) -> Result<(), Error> {
        let shared = parts.client.shared();
        self.headers.insert(USER_AGENT, shared.user_agent.clone());
        let accept = Bytes::from_static(parts.operation.accept.as_bytes());
        if let Ok(accept) = HeaderValue::from_maybe_shared(accept) {
            if !accept.is_empty() {
                self.headers.insert(ACCEPT, accept);
            }
        }
        if let Payload::Bytes { media_type, .. } | Payload::Once { media_type, .. } = &parts.payload
        {
            self.headers.insert(CONTENT_TYPE, media_type.clone());
        }
        for (name, value) in &parts.headers {
            self.headers.insert(name.clone(), value.clone());
        }
        if let Some(name) = parts.operation.idempotency_key {
            let name = HeaderName::from_bytes(name.as_bytes())
                .map_err(|_| Error::request(format!("`{name}` is no name of a header")))?;
            self.has_key = true;
            if !self.headers.contains_key(&name) {
                self.headers.insert(name, key(&*shared.seams.random)?);
            }
        }
        Ok(())
    }

    /// The head of a request without its credentials, for hooks to add to.
    pub(crate) fn headers(&self) -> HeaderMap {
        self.headers.clone()
    }

    /// The head of a request.
    pub(crate) fn request<B>(
        &self,
        mut headers: HeaderMap,
        applied: &Applied,
        body: B,
    ) -> Result<http::Request<B>, Error> {
        if !(self.cookies.is_empty() && applied.cookies.is_empty()) {
            let mut cookies = self.cookies.clone();
            cookies.extend(applied.cookies.iter().cloned());
            let mut value = HeaderValue::from_str(&form::join(&cookies, "; "))
                .map_err(|_| Error::request("the cookies cannot be sent"))?;
            value.set_sensitive(true);
            headers.insert(COOKIE, value);
        }
        for (name, value) in &applied.headers {
            headers.insert(name.clone(), value.clone());
        }
        let mut request = http::Request::new(body);
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri(applied)?;
        *request.headers_mut() = headers;
        Ok(request)
    }

    fn uri(&self, applied: &Applied) -> Result<Uri, Error> {
        let credentials = form::join(&applied.query, "&");
        let query = self.query.iter().map(|it| it.len() + 1).sum::<usize>() + credentials.len() + 1;
        let mut url = String::with_capacity(self.url.len() + query);
        url.push_str(&self.url);
        let pieces = self
            .query
            .iter()
            .chain((!credentials.is_empty()).then_some(&credentials));
        for (index, piece) in pieces.enumerate() {
            url.push(if index == 0 { '?' } else { '&' });
            url.push_str(piece);
        }
        let uri = Uri::from_maybe_shared(Bytes::from(url))
            .map_err(|_| Error::request("the URL of the call is too long or not valid"))?;
        // What was built must be what a parser reads: same host, same path.
        let is_same = uri.path() == self.base.path_in(&self.url)
            && uri
                .authority()
                .is_some_and(|it| self.base.is_authority(it.as_str()));
        if is_same {
            Ok(uri)
        } else {
            Err(Error::request(
                "the URL of the call is not what was asked for",
            ))
        }
    }
}

/// Where a call goes: the call's own base URL, the client's, or the first server of the operation.
fn base(parts: &Parts) -> Result<Cow<'_, BaseUrl>, Error> {
    let shared = parts.client.shared();
    let given = match (&parts.base_url, parts.operation.servers.first()) {
        (Some(url), _) => Some(BaseUrl::parse(url)),
        (None, Some(server)) if !shared.base_url_is_given => Some(BaseUrl::of_server(server, &[])),
        _ => None,
    };
    match (given, &shared.base_url) {
        (Some(Ok(base)), _) => Ok(Cow::Owned(base)),
        (Some(Err(why)), _) => Err(Error::config(format!("the base URL of the call: {why}"))),
        (None, Some(base)) => Ok(Cow::Borrowed(base)),
        (None, None) => Err(super::env::missing_base_url(shared.api)),
    }
}

/// The value of a parameter: the call's own, or the client's setting.
fn value(parts: &Parts, index: usize) -> Option<Cow<'_, Value>> {
    if let Some(value) = parts.values.get(index).and_then(Option::as_ref) {
        return Some(Cow::Borrowed(value));
    }
    let parameter = parts
        .operation
        .parameters
        .get(index)
        .filter(|it| it.setting)?;
    let setting = parts.client.setting(parameter.name)?;
    Some(Cow::Owned(Value::String(setting.to_owned())))
}

fn missing_setting(parts: &Parts) -> Option<Error> {
    let mut parameters = parts.operation.parameters.iter().enumerate();
    let (_, parameter) = parameters
        .find(|(index, it)| it.setting && it.required && value(parts, *index).is_none())?;
    Some(missing(parts, parameter))
}

fn missing(parts: &Parts, parameter: &Parameter) -> Error {
    if parameter.setting {
        super::env::missing_setting(parts.client.shared().api, parameter.name)
    } else {
        Error::request(format!(
            "the parameter `{}` is required and has no value",
            parameter.name
        ))
    }
}

fn method(method: api::Method) -> Result<Method, Error> {
    Ok(match method {
        api::Method::Get => Method::GET,
        api::Method::Put => Method::PUT,
        api::Method::Post => Method::POST,
        api::Method::Delete => Method::DELETE,
        api::Method::Options => Method::OPTIONS,
        api::Method::Head => Method::HEAD,
        api::Method::Patch => Method::PATCH,
        api::Method::Trace => Method::TRACE,
        api::Method::Query | api::Method::Other(_) => {
            let name = method.as_str();
            Method::from_bytes(name.as_bytes())
                .map_err(|_| Error::request(format!("HTTP has no method `{name}`")))?
        }
    })
}

/// A fresh idempotency key, the same for all attempts at a call: in the form of a UUID, because some servers insist on it
/// (RFC 9562, 5.4).
fn key(random: &dyn Random) -> Result<HeaderValue, Error> {
    let (high, low) = (random.next(), random.next());
    let text = format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xFFFF,
        high & 0xFFF,
        low >> 48 & 0x3FFF | 0x8000,
        low & 0xFFFF_FFFF_FFFF,
    );
    HeaderValue::from_str(&text).map_err(|_| Error::request("no idempotency key could be made"))
}
