//! [`BaseUrl`]: where calls may go.
//!
//! Text in, a checked URL out: `https`, or `http` to this machine itself. Whoever parses it later must not be able to
//! read another host in it, so its characters are few.

use std::net::IpAddr;

use super::api::Server;
use super::text;

/// A checked URL without query and fragment, and without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    text: String,
    /// Where in `text` the path begins.
    path: usize,
}

impl BaseUrl {
    /// Checks a URL; the error says in words what is wrong.
    pub(crate) fn parse(url: &str) -> Result<Self, String> {
        // Without a query, which may hold a key.
        let shown = text::printable(url.split(['?', '#']).next().unwrap_or(url), 128);
        let (secure, rest) = match split_scheme(url) {
            Some(("https", rest)) => (true, rest),
            Some(("http", rest)) => (false, rest),
            // What is no URL at all may be a secret in the wrong place, and is not quoted.
            _ => return Err("it does not begin with https://".to_owned()),
        };
        let (authority, path) = match rest.find('/') {
            Some(at) => rest.split_at(at),
            None => (rest, ""),
        };
        if authority.contains('@') {
            return Err(
                "it holds a user name or password, which belong to the credentials".to_owned(),
            );
        }
        let host = host_of(authority)
            .ok_or_else(|| format!("`{}` is no host", text::printable(authority, 128)))?;
        if !secure && !is_loopback(host) {
            return Err(format!(
                "`{shown}` is not https: credentials and data would cross the network in the clear. \
                 Plain http is for localhost and loopback addresses only"
            ));
        }
        check_path(path).map_err(|why| format!("in `{shown}`, {why}"))?;
        let scheme = if secure { "https" } else { "http" };
        Ok(Self {
            text: format!("{scheme}://{authority}{}", path.trim_end_matches('/')),
            path: scheme.len() + "://".len() + authority.len(),
        })
    }

    /// Checks a URL that is used as it is and may have a query, such as a token endpoint's.
    pub(crate) fn parse_endpoint(url: &str) -> Result<http::Uri, String> {
        let (place, _) = url.split_once('?').unwrap_or((url, ""));
        let base = Self::parse(place)?;
        let uri: http::Uri = url
            .parse()
            .map_err(|_| format!("`{}` is no URL", text::printable(place, 128)))?;
        if uri
            .authority()
            .is_some_and(|it| base.is_authority(it.as_str()))
        {
            Ok(uri)
        } else {
            Err(format!("`{}` is no URL", text::printable(place, 128)))
        }
    }

    /// Puts values into a server's URL, the defaults where none are given, and checks it.
    pub(crate) fn of_server(server: &Server, values: &[(String, String)]) -> Result<Self, String> {
        let mut url = server.url.to_owned();
        for variable in server.variables {
            let given = values.iter().find(|(name, _)| name == variable.name);
            let value = given.map_or(variable.default, |(_, value)| value);
            if !variable.values.is_empty() && !variable.values.contains(&value) {
                return Err(format!(
                    "the server variable `{}` may be one of {}",
                    variable.name,
                    variable.values.join(", "),
                ));
            }
            url = url.replace(&format!("{{{}}}", variable.name), value);
        }
        let unknown =
            |(name, _): &&(String, String)| !server.variables.iter().any(|it| it.name == name);
        match values.iter().find(unknown) {
            Some((name, _)) => Err(format!(
                "the server has no variable `{}`",
                text::printable(name, 64)
            )),
            None => Self::parse(&url),
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// The path of a longer URL that begins with this one; of this one itself, empty where there is none.
    pub(crate) fn path_in<'u>(&self, url: &'u str) -> &'u str {
        url.get(self.path..).unwrap_or_default()
    }

    /// Its host, as it stands in the URL.
    pub(crate) fn host(&self) -> &str {
        host_of(self.authority()).unwrap_or_default()
    }

    /// Its port, or the scheme's own.
    pub(crate) fn port(&self) -> u16 {
        let default = if self.text.starts_with("https") {
            443
        } else {
            80
        };
        let after = self.authority().rsplit(':').next();
        after.and_then(|port| port.parse().ok()).unwrap_or(default)
    }

    /// Whether a parser found the same host and port.
    pub(crate) fn is_authority(&self, parsed: &str) -> bool {
        self.authority() == parsed
    }

    fn authority(&self) -> &str {
        let start = self.text.find("://").map_or(0, |at| at + 3);
        &self.text[start..self.path]
    }
}

fn split_scheme(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    if scheme.eq_ignore_ascii_case("https") {
        Some(("https", rest))
    } else if scheme.eq_ignore_ascii_case("http") {
        Some(("http", rest))
    } else {
        None
    }
}

/// The host of `host`, `host:port` or `[v6]:port`, if it is one.
fn host_of(authority: &str) -> Option<&str> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (host, after) = rest.split_once(']')?;
            host.parse::<std::net::Ipv6Addr>().ok()?;
            (
                host,
                after
                    .strip_prefix(':')
                    .or(after.is_empty().then_some("0"))?,
            )
        }
        None => match authority.split_once(':') {
            Some((host, port)) => (host, port),
            None => (authority, "0"),
        },
    };
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b".-_:".contains(&byte);
    let is_port = port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    (!host.is_empty() && host.bytes().all(is_name) && is_port).then_some(host)
}

/// Whether a host is this machine itself, whatever a name server says.
fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

fn check_path(path: &str) -> Result<(), &'static str> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%/".contains(&byte);
    if path.contains(['?', '#']) {
        return Err("there is a query or a fragment, which a base URL cannot have");
    }
    if path.contains(['{', '}']) {
        return Err("there is a variable without a value");
    }
    if !path.bytes().all(allowed) {
        return Err("the path holds characters that need percent-encoding");
    }
    if path.split('/').any(super::encode::is_dot_segment) {
        return Err("there is a `.` or `..` segment");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine_only() {
        for url in [
            "http://127.0.0.1:80",
            "http://127.9.9.9/x",
            "http://[::1]:8080",
            "http://localhost",
            "HTTP://LOCALHOST:1",
        ] {
            assert!(BaseUrl::parse(url).is_ok(), "{url}");
        }
        for url in [
            "http://example.com",
            "http://127.0.0.1.example.com",
            "http://localhost.example.com",
            "http://0.0.0.0",
            "http://2130706433",
            "http://0x7f.1",
            "ftp://localhost",
            "example.com",
            "//example.com",
            "",
        ] {
            assert!(BaseUrl::parse(url).is_err(), "{url}");
        }
    }

    #[test]
    fn nothing_in_a_base_url_can_be_read_as_another_host() {
        for url in [
            "https://a@b.example",
            "https://a:b@c.example",
            "https://a\\@b.example",
            "https://a.example\\b",
            "https://a.example#@b",
            "https://a.example?x",
            "https://",
            "https:///x",
            "https://a b",
            "https://a\tb",
            "https://a:99999",
            "https://a:",
            "https://[::1",
            "https://a.example/../b",
            "https://a.example/%2E%2e/b",
            "https://a.example/{x}",
            "https://a.example/\u{e4}",
        ] {
            assert!(BaseUrl::parse(url).is_err(), "{url}");
        }
    }

    #[test]
    fn parts_are_told_apart() {
        let url = BaseUrl::parse("https://api.example.com:8443/v1/").unwrap();
        assert_eq!(url.as_str(), "https://api.example.com:8443/v1");
        assert_eq!(
            (url.path_in(url.as_str()), url.host(), url.port()),
            ("/v1", "api.example.com", 8443)
        );
        let url = BaseUrl::parse("http://[::1]").unwrap();
        assert_eq!(
            (url.path_in(url.as_str()), url.host(), url.port()),
            ("", "::1", 80)
        );
    }

    #[test]
    fn server_variables_have_defaults_and_limits() {
        use crate::runtime::api::Variable;
        const SERVER: Server = Server {
            url: "https://{region}.example.com/{version}",
            variables: &[
                Variable {
                    name: "region",
                    default: "eu",
                    values: &["eu", "us"],
                },
                Variable {
                    name: "version",
                    default: "v1",
                    values: &[],
                },
            ],
        };
        let given = |pairs: &[(&str, &str)]| {
            let pairs: Vec<_> = pairs
                .iter()
                .map(|(a, b)| (a.to_string(), b.to_string()))
                .collect();
            BaseUrl::of_server(&SERVER, &pairs).map(|url| url.as_str().to_owned())
        };
        assert_eq!(given(&[]).unwrap(), "https://eu.example.com/v1");
        assert_eq!(
            given(&[("region", "us")]).unwrap(),
            "https://us.example.com/v1"
        );
        assert!(given(&[("region", "mars")]).is_err());
        assert!(given(&[("planet", "mars")]).is_err());
        assert!(
            given(&[("version", "a@b")]).is_ok(),
            "an `@` in a path is a character like others"
        );
        assert!(given(&[("version", "..")]).is_err());
    }
}
