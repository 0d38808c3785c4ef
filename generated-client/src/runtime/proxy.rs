//! Which proxy the default transport goes through: none, unless the caller says so.
//!
//! A proxy is asked for tunnels only. Plain `http` is for loopback addresses, and what is meant to stay on the machine
//! does not go to a proxy: there it could be read, the token included.

use secrecy::{ExposeSecret, SecretString};

use super::error::Error;

/// What the builder was told of proxies.
#[derive(Default)]
pub(crate) struct ProxySettings {
    /// A secret, because a password may stand in it.
    pub(crate) url: Option<SecretString>,
    pub(crate) from_env: bool,
}

/// Hosts that are never asked of a proxy.
const LOOPBACK: &str = "localhost,127.0.0.0/8,::1";

impl ProxySettings {
    /// The proxy to use, if any; variables are read through `lookup`.
    pub(crate) fn resolve(
        &self,
        lookup: impl Fn(&str) -> Option<String>,
    ) -> Result<Option<reqwest::Proxy>, Error> {
        if let Some(url) = &self.url {
            return proxy("the setting `proxy`", url.expose_secret(), LOOPBACK).map(Some);
        }
        if !self.from_env {
            return Ok(None);
        }
        let get = |names: &[&'static str]| {
            let mut found = names.iter().filter_map(|name| Some((*name, lookup(name)?)));
            found.find(|(_, value)| !value.is_empty())
        };
        let names = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
        let Some((name, url)) = get(&names) else {
            return Ok(None);
        };
        let direct = match get(&["NO_PROXY", "no_proxy"]) {
            Some((_, hosts)) => format!("{hosts},{LOOPBACK}"),
            None => LOOPBACK.to_owned(),
        };
        // As curl has it, `proxy.example:3128` means `http`.
        let url = if url.contains("://") {
            url
        } else {
            format!("http://{url}")
        };
        proxy(&format!("the variable {name}"), &url, &direct).map(Some)
    }
}

fn proxy(whence: &str, url: &str, direct: &str) -> Result<reqwest::Proxy, Error> {
    // The URL itself is not quoted: a password may stand in it.
    let wrong = |why: &str| Error::config(format!("{whence} is wrong: {why}"));
    let scheme = url.split_once("://").map(|(scheme, _)| scheme);
    let is_known = scheme.is_some_and(|scheme| {
        scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
    });
    if !is_known {
        return Err(wrong("a proxy's URL begins with http:// or https://"));
    }
    let proxy = reqwest::Proxy::all(url).map_err(|_| wrong("it is not a URL"))?;
    Ok(proxy.no_proxy(reqwest::NoProxy::from_string(direct)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(settings: &ProxySettings, variables: &[(&str, &str)]) -> Result<bool, String> {
        let lookup = |name: &str| {
            let mut all = variables.iter();
            let found = all.find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        match settings.resolve(lookup) {
            Ok(proxy) => Ok(proxy.is_some()),
            Err(error) => Err(format!("{error} {error:?}")),
        }
    }

    #[test]
    fn the_environment_is_read_only_where_that_was_asked_for() {
        let off = ProxySettings::default();
        let on = ProxySettings {
            from_env: true,
            ..ProxySettings::default()
        };
        for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
            let variables = [(name, "proxy.example:3128")];
            assert_eq!(resolve(&off, &variables), Ok(false), "{name}");
            assert_eq!(resolve(&on, &variables), Ok(true), "{name}");
        }
        assert_eq!(resolve(&on, &[]), Ok(false));
        assert_eq!(resolve(&on, &[("HTTPS_PROXY", "")]), Ok(false));
        assert_eq!(
            resolve(&on, &[("HTTP_PROXY", "http://p.example")]),
            Ok(false)
        );
    }

    #[test]
    fn what_is_no_proxy_is_refused_without_its_password() {
        for url in [
            "socks5://user:c4n4ry-pass@proxy.example",
            "user:c4n4ry-pass@proxy.example",
            "http://user:c4n4ry-pass@",
            "",
        ] {
            let settings = ProxySettings {
                url: Some(url.into()),
                from_env: false,
            };
            let error = resolve(&settings, &[]).unwrap_err();
            assert!(error.contains("the setting `proxy` is wrong"), "{error}");
            assert!(!error.contains("c4n4ry"), "{error}");
        }
    }
}
