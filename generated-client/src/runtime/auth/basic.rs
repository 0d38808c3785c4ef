//! `Authorization: Basic` (RFC 7617).

use http::HeaderValue;

use crate::runtime::base64::Base64;
use crate::runtime::encode::percent;

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

/// The header for an OAuth client. Both are encoded before they are joined (RFC 6749, 2.3.1), so a colon in the id does
/// no harm.
pub(crate) fn of_client(id: &str, secret: &str) -> Option<HeaderValue> {
    header(&percent(id), &percent(secret))
}

/// The password in such a header.
pub(crate) fn password_of(header: &str) -> Option<String> {
    let credentials: Base64 = header.strip_prefix("Basic ")?.parse().ok()?;
    let credentials = String::from_utf8(credentials.into_bytes()).ok()?;
    Some(credentials.split_once(':')?.1.to_owned())
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
        let password = password_of("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert_eq!(password.as_deref(), Some("open sesame"));
    }
}
