//! `Authorization: Basic` (RFC 7617).

use http::HeaderValue;

use crate::runtime::base64::Base64;

/// The header for a user name and a password; `None` for a user name with a colon in it.
pub(crate) fn header(username: &str, password: &str) -> Option<HeaderValue> {
    if username.contains(':') {
        return None;
    }
    let credentials = Base64::from(format!("{username}:{password}").into_bytes());
    let mut value = HeaderValue::from_str(&format!("Basic {credentials}")).ok()?;
    value.set_sensitive(true);
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_as_in_the_rfc() {
        let value = header("Aladdin", "open sesame").unwrap();
        assert_eq!(value, "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert!(value.is_sensitive());
        assert_eq!(header("a:b", "c"), None);
    }
}
