//! What an answer is made of: bytes, pauses, and ends of several kinds.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::portal::TOKEN_PREFIX;

/// One step of an answer. After the last, the connection waits for the next request.
#[derive(Clone, Debug)]
pub enum Step {
    /// Sends these bytes at once.
    Send(Vec<u8>),
    /// Sends these bytes one by one, with a pause before each.
    Drip(Vec<u8>, Duration),
    /// Sends these bytes again and again, until the client has enough.
    Endless(Vec<u8>),
    /// Waits.
    Pause(Duration),
    /// Says nothing more until the client goes.
    Silence,
    /// Ends the connection in an orderly way.
    Close,
    /// Ends it with a reset; what is unsent is lost.
    Reset,
}

/// An answer with this status line and fields, and a body of announced length.
#[must_use]
pub fn response(status: u16, fields: &[(&str, &str)], body: impl AsRef<[u8]>) -> Step {
    let body = body.as_ref();
    let mut bytes = format!("HTTP/1.1 {status} Status\r\n");
    for (name, value) in fields {
        bytes.push_str(&format!("{name}: {value}\r\n"));
    }
    bytes.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    let mut bytes = bytes.into_bytes();
    bytes.extend_from_slice(body);
    Step::Send(bytes)
}

/// An answer with a body of JSON.
#[must_use]
pub fn json(status: u16, body: &str) -> Vec<Step> {
    vec![response(
        status,
        &[("content-type", "application/json")],
        body,
    )]
}

/// A good answer to a token request.
#[must_use]
pub fn token(number: usize) -> Vec<Step> {
    json(
        200,
        &format!(
            r#"{{"access_token":"{TOKEN_PREFIX}-{number}","token_type":"Bearer","expires_in":3600}}"#
        ),
    )
}

/// Does the steps; whether the connection is still good.
pub(super) async fn run(stream: &mut TcpStream, steps: Vec<Step>) -> bool {
    for step in steps {
        let is_good = match step {
            Step::Send(bytes) => stream.write_all(&bytes).await.is_ok(),
            Step::Drip(bytes, pause) => drip(stream, &bytes, pause).await,
            Step::Endless(bytes) => {
                while stream.write_all(&bytes).await.is_ok() {}
                false
            }
            Step::Pause(pause) => {
                tokio::time::sleep(pause).await;
                true
            }
            Step::Silence => {
                let mut rest = [0; 256];
                while stream.read(&mut rest).await.is_ok_and(|read| read > 0) {}
                false
            }
            Step::Close => {
                let _ = stream.shutdown().await;
                false
            }
            Step::Reset => {
                // With no time to linger, closing drops what is unsent and resets the connection.
                let _ = stream.set_zero_linger();
                false
            }
        };
        if !is_good {
            return false;
        }
    }
    true
}

async fn drip(stream: &mut TcpStream, bytes: &[u8], pause: Duration) -> bool {
    for byte in bytes {
        tokio::time::sleep(pause).await;
        if stream.write_all(&[*byte]).await.is_err() {
            return false;
        }
    }
    true
}
