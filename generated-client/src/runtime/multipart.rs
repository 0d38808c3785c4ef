//! Multipart forms (RFC 7578): parts of text, JSON and files, from memory or as streams.

use std::fmt;

use bytes::Bytes;
use futures_util::stream::{self, Stream, StreamExt};

use super::api::Style;
use super::argument::Argument;
use super::body::{Body, BoxError};
use super::encode::style::{self, Escape};

/// A multipart form, part by part.
#[derive(Debug, Default)]
pub struct Form {
    parts: Vec<(String, Part)>,
    problem: Option<String>,
}

/// A part of a [`Form`]: its body, and what is said about it.
#[derive(Debug)]
pub struct Part {
    body: Body,
    file_name: Option<String>,
    media_type: Option<String>,
    /// What it is of where nobody says.
    usual_media_type: Option<&'static str>,
    headers: Vec<(String, String)>,
}

impl Part {
    /// A part with this body: bytes, text, or a stream.
    pub fn new(body: impl Into<Body>) -> Self {
        Self {
            body: body.into(),
            file_name: None,
            media_type: None,
            usual_media_type: None,
            headers: Vec::new(),
        }
    }

    /// A file: a part with a name. Unless told otherwise it is sent as what the description says of the part, else as
    /// `application/octet-stream`.
    pub fn file(name: impl Into<String>, body: impl Into<Body>) -> Self {
        Self::new(body)
            .file_name(name)
            .usually("application/octet-stream")
    }

    fn usually(mut self, media_type: &'static str) -> Self {
        self.usual_media_type = Some(media_type);
        self
    }

    /// Says what file it is.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sends a header with it. Of two of one name the first counts.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Says of what media type it is.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }
}

/// Bytes are a file without a name of its own.
impl From<Bytes> for Part {
    fn from(bytes: Bytes) -> Self {
        Self::file("file", bytes)
    }
}

/// Bytes are a file without a name of its own.
impl From<Vec<u8>> for Part {
    fn from(bytes: Vec<u8>) -> Self {
        Self::file("file", bytes)
    }
}

impl Form {
    /// A form without parts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With one more part.
    #[must_use]
    pub fn part(mut self, name: &str, part: impl Into<Part>) -> Self {
        self.parts.push((name.to_owned(), part.into()));
        self
    }

    /// With a scalar as text; a list becomes one part for each element, `null` none.
    #[must_use]
    pub fn text<T: Argument + ?Sized>(self, name: &str, value: &T) -> Self {
        let value = value.to_value();
        self.value(name, value)
    }

    fn value(mut self, name: &str, value: Result<serde_json::Value, String>) -> Self {
        use serde_json::Value;
        match value {
            Ok(Value::Null) => self,
            Ok(Value::Array(elements)) => elements
                .into_iter()
                .fold(self, |form, element| form.value(name, Ok(element))),
            Ok(Value::String(text)) => self.part(name, Part::new(text)),
            Ok(value) => self.part(name, Part::new(value.to_string())),
            Err(why) => {
                self.fail(name, &why);
                self
            }
        }
    }

    /// With a value in a style of OpenAPI, which may need several parts: `name[member]` for each member with `deepObject`,
    /// one part for each element of a list that explodes, else one for all.
    #[must_use]
    pub fn styled<T: Argument + ?Sized>(mut self, name: &str, value: &T, style: Style) -> Self {
        match value.to_value() {
            Ok(value) => {
                let pairs = style::pairs(name, &value, style, Escape::Nothing);
                pairs
                    .into_iter()
                    .fold(self, |form, (name, text)| form.part(&name, Part::new(text)))
            }
            Err(why) => {
                self.fail(name, &why);
                self
            }
        }
    }

    /// With a value as JSON.
    #[must_use]
    pub fn json<T: Argument + ?Sized>(mut self, name: &str, value: &T) -> Self {
        match value.to_json() {
            Ok(json) => self.part(name, Part::new(json).usually("application/json")),
            Err(why) => {
                self.fail(name, &why);
                self
            }
        }
    }

    /// With the media type that the description gives the parts of this name (`contentType` of the Encoding Object), where
    /// they have none of their own.
    #[must_use]
    pub fn usual_media_type(mut self, name: &str, media_type: &'static str) -> Self {
        let parts = self.parts.iter_mut().filter(|(part, _)| part == name);
        for (_, part) in parts {
            part.usual_media_type = Some(media_type);
        }
        self
    }

    /// With a header that the description gives the parts of this name (`headers` of the Encoding Object), where they have
    /// none of its name.
    #[must_use]
    pub fn usual_header(mut self, name: &str, header: &'static str, value: &'static str) -> Self {
        let parts = self.parts.iter_mut().filter(|(part, _)| part == name);
        for (_, part) in parts {
            part.headers.push((header.to_owned(), value.to_owned()));
        }
        self
    }

    fn fail(&mut self, name: &str, why: &str) {
        if self.problem.is_none() {
            self.problem = Some(format!("the part `{name}`: {why}"));
        }
    }

    /// The body and its media type. It is in memory if all parts are.
    pub(crate) fn encode(self, boundary: &str) -> Result<(String, Body), String> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let mut pieces = Vec::with_capacity(self.parts.len() * 2 + 1);
        let mut before = "";
        for (name, part) in self.parts {
            let head = head(boundary, &name, &part)?;
            pieces.push(Body::from(format!("{before}{head}")));
            pieces.push(part.body);
            before = "\r\n";
        }
        pieces.push(Body::from(format!("{before}--{boundary}--\r\n")));
        let media_type = format!("multipart/form-data; boundary={boundary}");
        Ok((media_type, chain(pieces)))
    }
}

/// What stands before the body of a part.
fn head(boundary: &str, name: &str, part: &Part) -> Result<String, String> {
    let mut head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"",
        escape(name)
    );
    if let Some(file_name) = &part.file_name {
        head.push_str(&format!("; filename=\"{}\"", escape(file_name)));
    }
    head.push_str("\r\n");
    if let Some(media_type) = part.media_type.as_deref().or(part.usual_media_type) {
        if media_type.chars().any(char::is_control) {
            return Err(format!(
                "the media type of the part `{name}` holds a line break or the like"
            ));
        }
        head.push_str(&format!("Content-Type: {media_type}\r\n"));
    }
    for (position, (header, value)) in part.headers.iter().enumerate() {
        let is_same = |(other, _): &(String, String)| other.eq_ignore_ascii_case(header);
        if part.headers.iter().take(position).any(is_same) {
            continue;
        }
        let is_sign = |byte: u8| byte.is_ascii_graphic() && byte != b':';
        let is_name = !header.is_empty() && header.bytes().all(is_sign);
        if !is_name || value.chars().any(char::is_control) {
            return Err(format!(
                "a header of the part `{name}` is no header, or holds a line break or the like"
            ));
        }
        head.push_str(&format!("{header}: {value}\r\n"));
    }
    head.push_str("\r\n");
    Ok(head)
}

/// A name between quotation marks, as browsers write it (HTML standard, "multipart/form-data encoding algorithm").
fn escape(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            '"' => out.push_str("%22"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            '\0' => out.push_str("%00"),
            character => out.push(character),
        }
    }
    out
}

/// One body from several.
fn chain(pieces: Vec<Body>) -> Body {
    let in_memory: Option<Vec<_>> = pieces.iter().map(Body::as_bytes).collect();
    if let Some(all) = in_memory {
        let all: Vec<u8> = all.into_iter().flatten().copied().collect();
        return Body::from(all);
    }
    let length = pieces.iter().map(Body::length).sum::<Option<u64>>();
    let body = Body::from_stream_of(stream::iter(pieces).flat_map(chunks));
    match length {
        Some(length) => body.with_length(length),
        None => body,
    }
}

fn chunks(mut body: Body) -> impl Stream<Item = Result<Bytes, BoxError>> {
    stream::poll_fn(move |cx| body.poll_chunk(cx))
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a form of {} parts", self.parts.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(form: Form) -> String {
        let (media_type, body) = form.encode("B").unwrap();
        assert_eq!(media_type, "multipart/form-data; boundary=B");
        String::from_utf8(body.as_bytes().unwrap().to_vec()).unwrap()
    }

    #[test]
    fn a_styled_value_is_plain_text_in_one_part_or_several() {
        let names = |form: Form| {
            let parts = form.parts.into_iter().map(|(name, part)| {
                let text = String::from_utf8(part.body.as_bytes().unwrap().to_vec()).unwrap();
                format!("{name}={text}")
            });
            parts.collect::<Vec<_>>().join(";")
        };
        let object = serde_json::json!({"a b": "ü&", "c": {"d": true}});
        let form = Form::new().styled("f", &object, Style::DeepObject);
        assert_eq!(names(form), "f[a b]=ü&;f[c][d]=true");
        let list = &["x", "y z"][..];
        let form = Form::new().styled("l", list, Style::Form { explode: false });
        assert_eq!(names(form), "l=x,y z");
        let style = Style::PipeDelimited { explode: false };
        let form = Form::new().styled("l", list, style);
        assert_eq!(names(form), "l=x|y z");
    }

    #[test]
    fn parts_are_written_as_the_rfc_has_them() {
        let form = Form::new()
            .text("title", "Hi")
            .text("count", &3_i64)
            .text("tags", &["a", "b"][..])
            .json("meta", &["x"][..])
            .part(
                "photo",
                Part::file("me.png", vec![1, 2]).media_type("image/png"),
            );
        let expected = "--B\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nHi\r\n\
            --B\r\nContent-Disposition: form-data; name=\"count\"\r\n\r\n3\r\n\
            --B\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\na\r\n\
            --B\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\nb\r\n\
            --B\r\nContent-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json\r\n\r\n[\"x\"]\r\n\
            --B\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"me.png\"\r\nContent-Type: image/png\r\n\r\n\u{1}\u{2}\r\n\
            --B--\r\n";
        assert_eq!(bytes(form), expected);
    }

    #[test]
    fn a_part_is_of_its_own_media_type_else_of_the_descriptions() {
        let form = Form::new()
            .text("note", "# Hi")
            .part("photo", vec![1])
            .part("photo", Part::file("a", "b").media_type("image/gif"))
            .json("meta", &1_i64)
            .usual_media_type("note", "text/markdown")
            .usual_media_type("photo", "image/png")
            .usual_media_type("meta", "application/ld+json");
        let text = bytes(form);
        let types: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("Content-Type: "))
            .collect();
        assert_eq!(
            types,
            [
                "text/markdown",
                "image/png",
                "image/gif",
                "application/ld+json"
            ]
        );
    }

    #[test]
    fn a_part_has_its_own_headers_else_the_descriptions() {
        let form = Form::new()
            .part("a", Part::new("x").header("X-Kind", "own"))
            .text("b", "y")
            .usual_header("a", "x-kind", "usual")
            .usual_header("b", "X-Kind", "usual");
        let text = bytes(form);
        let headers: Vec<&str> = text
            .lines()
            .filter(|line| line.to_ascii_lowercase().starts_with("x-kind"))
            .collect();
        assert_eq!(headers, ["X-Kind: own", "X-Kind: usual"]);
        for (name, value) in [("X-A", "a\r\nX-B: b"), ("X-A: x\r\nX-B", "b"), ("", "a")] {
            let form = Form::new().part("a", Part::new("x").header(name, value));
            assert!(form.encode("B").is_err(), "{name:?}");
        }
    }

    #[test]
    fn an_empty_form_is_its_end() {
        assert_eq!(bytes(Form::new()), "--B--\r\n");
    }

    #[test]
    fn names_cannot_leave_their_quotation_marks() {
        let form = Form::new().part("a\"\r\nX: y", Part::file("b\"\0", "c"));
        let text = bytes(form);
        assert!(
            text.contains("name=\"a%22%0D%0AX: y\"; filename=\"b%22%00\""),
            "{text}"
        );
        let form = Form::new().part("a", Part::new("b").media_type("x/y\r\nX: y"));
        assert!(form.encode("B").is_err());
    }

    #[test]
    fn a_stream_makes_the_whole_a_stream_of_known_length() {
        let chunks = vec![
            Ok::<_, BoxError>(Bytes::from_static(b"12")),
            Ok(Bytes::from_static(b"345")),
        ];
        let file = Part::file("f", Body::from_chunks(chunks).with_length(5));
        let (_, body) = Form::new().part("f", file).encode("B").unwrap();
        assert!(body.as_bytes().is_none());
        let announced = body.length().unwrap();
        let sent: Vec<_> = futures_util::FutureExt::now_or_never(chunks_of(body)).unwrap();
        assert_eq!(sent.iter().map(Bytes::len).sum::<usize>() as u64, announced);
    }

    async fn chunks_of(body: Body) -> Vec<Bytes> {
        chunks(body).map(Result::unwrap).collect().await
    }
}
