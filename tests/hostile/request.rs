//! A request as bytes: where it ends, and the little that scripts ask of it.

use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

/// A request as it came over the wire, head and body.
#[derive(Clone, Debug)]
pub struct RawRequest {
    /// Request line and header fields, without the empty line at the end.
    pub head: String,
    /// The body, with the framing of chunks where it has one.
    pub body: Vec<u8>,
}

impl RawRequest {
    /// The method.
    #[must_use]
    pub fn method(&self) -> &str {
        self.head.split(' ').next().unwrap_or_default()
    }

    /// Path and query, as sent.
    #[must_use]
    pub fn target(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }

    /// Whether it asks for a token.
    #[must_use]
    pub fn is_for_token(&self) -> bool {
        self.target().starts_with("/oauth/token")
    }

    /// The values of the header fields of this name, which is given in lower case.
    #[must_use]
    pub fn fields(&self, name: &str) -> Vec<&str> {
        let fields = self.head.lines().skip(1);
        let fields = fields.filter_map(|line| line.split_once(':'));
        fields
            .filter(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
            .collect()
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// The next request on a connection; `None` where the client is gone. What follows it stays in `left`.
pub(super) async fn read(stream: &mut TcpStream, left: &mut Vec<u8>) -> Option<RawRequest> {
    let head = loop {
        if let Some(at) = left.windows(4).position(|window| window == b"\r\n\r\n") {
            let rest = left.split_off(at + 4);
            let mut head = std::mem::replace(left, rest);
            head.truncate(at);
            break String::from_utf8_lossy(&head).into_owned();
        }
        more(stream, left).await?;
    };
    let mut request = RawRequest {
        head,
        body: Vec::new(),
    };
    let length = request.fields("content-length").first().copied();
    let length: usize = length.and_then(|text| text.parse().ok()).unwrap_or(0);
    let is_chunked = !request.fields("transfer-encoding").is_empty();
    loop {
        let end = match is_chunked {
            true => left
                .windows(5)
                .position(|window| window == b"0\r\n\r\n")
                .map(|at| at + 5),
            false => (left.len() >= length).then_some(length),
        };
        if let Some(end) = end {
            let rest = left.split_off(end);
            request.body = std::mem::replace(left, rest);
            return Some(request);
        }
        more(stream, left).await?;
    }
}

async fn more(stream: &mut TcpStream, left: &mut Vec<u8>) -> Option<()> {
    let read = stream.read_buf(left).await.ok()?;
    (read > 0).then_some(())
}
