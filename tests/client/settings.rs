//! The builder: what is missing or wrong names itself, the variable it can come from, and the reason.

use std::time::Duration;

use partnerportal::{Client, ClientBuilder, ErrorKind};
use tests::portal::{AUDIENCE, CLIENT_ID, CLIENT_SECRET, COMPANY, Portal};

use crate::setup::builder;

/// One setting of a client that is otherwise complete.
#[derive(Clone, Copy, PartialEq)]
enum Setting {
    BaseUrl,
    TokenUrl,
    ClientId,
    ClientSecret,
    Audience,
    CompanyId,
}

const SETTINGS: [(Setting, &str, &str); 6] = [
    (Setting::BaseUrl, "base_url", "https://portal.invalid"),
    (
        Setting::TokenUrl,
        "token_url",
        "https://login.invalid/token",
    ),
    (Setting::ClientId, "client_id", CLIENT_ID),
    (Setting::ClientSecret, "client_secret", CLIENT_SECRET),
    (Setting::Audience, "audience", AUDIENCE),
    (Setting::CompanyId, "company_id", COMPANY),
];

fn set(builder: ClientBuilder, setting: Setting, value: &str) -> ClientBuilder {
    match setting {
        Setting::BaseUrl => builder.base_url(value),
        Setting::TokenUrl => builder.token_url(value),
        Setting::ClientId => builder.client_id(value),
        Setting::ClientSecret => builder.client_secret(value),
        Setting::Audience => builder.audience(value),
        Setting::CompanyId => builder.company_id(value),
    }
}

/// A complete builder but for one setting, which is missing or has another value.
fn with(changed: Setting, value: Option<&str>) -> ClientBuilder {
    SETTINGS
        .iter()
        .fold(Client::builder(), |builder, (setting, _, usual)| {
            let value = if *setting == changed {
                value
            } else {
                Some(*usual)
            };
            match value {
                Some(value) => set(builder, *setting, value),
                None => builder,
            }
        })
}

/// Checks that no client comes of the builder, or none that can make a call, and that the error holds each of these.
///
/// What a call can be given itself, such as the company id, is missed by the first call that is not given it.
async fn rejects(builder: ClientBuilder, parts: &[&str]) {
    let error = match builder.build() {
        Err(error) => error,
        Ok(client) => client
            .leads()
            .list()
            .send()
            .await
            .expect_err("a wrong setting"),
    };
    assert_eq!(error.kind(), ErrorKind::Config, "{error}");
    assert_eq!(error.attempts(), 0);
    let shown = error.to_string();
    for part in parts {
        assert!(shown.contains(part), "{shown:?} does not say {part:?}");
    }
    assert!(!shown.contains(CLIENT_SECRET), "{shown}");
}

#[test]
fn a_complete_builder_builds() {
    with(Setting::BaseUrl, Some("https://portal.example.com/"))
        .build()
        .expect("a client");
}

#[tokio::test]
async fn each_missing_setting_names_itself_and_its_variable() {
    for (setting, method, _) in SETTINGS {
        let variable = format!("PARTNERPORTAL_{}", method.to_ascii_uppercase());
        rejects(with(setting, None), &[method, &variable]).await;
    }
}

#[tokio::test]
async fn an_empty_setting_is_as_wrong_as_a_missing_one() {
    for (setting, method, _) in SETTINGS {
        rejects(with(setting, Some("")), &[method]).await;
    }
}

#[tokio::test]
async fn a_url_that_is_none_says_why() {
    for (setting, method) in [
        (Setting::BaseUrl, "base_url"),
        (Setting::TokenUrl, "token_url"),
    ] {
        for (url, why) in [
            ("portal.example.com", "https://"),
            ("ftp://portal.example.com", "https://"),
            ("https://", "host"),
            (
                "https://user:word@portal.example.com",
                "user name or password",
            ),
            ("https://portal.example.com/a?b=c", "query"),
            ("https://portal.example.com/#a", "fragment"),
        ] {
            // A token URL may have a query (RFC 6749, 3.2).
            if setting == Setting::TokenUrl && why == "query" {
                continue;
            }
            rejects(with(setting, Some(url)), &[method, why]).await;
        }
    }
}

#[tokio::test]
async fn plain_http_is_for_loopback_alone() {
    for (setting, method) in [
        (Setting::BaseUrl, "base_url"),
        (Setting::TokenUrl, "token_url"),
    ] {
        for url in [
            "http://portal.example.com",
            "http://10.0.0.1/x",
            "http://127.0.0.1.example.com",
            "http://[::2]",
        ] {
            rejects(with(setting, Some(url)), &[method, "https"]).await;
        }
        for url in [
            "http://127.0.0.1:8080/x",
            "http://localhost:1",
            "http://[::1]:8080",
        ] {
            with(setting, Some(url))
                .build()
                .expect("loopback is as good as https");
        }
    }
}

#[tokio::test]
async fn a_user_agent_that_is_no_header_is_refused() {
    rejects(
        with(Setting::CompanyId, Some(COMPANY)).user_agent("a\r\nb: c"),
        &["user_agent"],
    )
    .await;
}

#[tokio::test]
async fn limits_of_the_client_hold_for_its_calls() {
    use tests::portal::{Fault, Route};

    let portal = Portal::with_leads(1);
    portal.fail_always(Route::GetLead, Fault::delay(Duration::from_secs(20)));
    let client = builder(&portal)
        .timeout(Duration::from_millis(150))
        .build()
        .expect("a client");
    let error = client
        .leads()
        .get("lead-1")
        .send()
        .await
        .expect_err("too late");
    assert!(error.is_timeout(), "{error}");
}

#[tokio::test]
async fn a_base_url_with_a_slash_at_its_end_is_the_same() {
    let portal = Portal::with_leads(1);
    let client = builder(&portal)
        .base_url(format!("{}/", portal.base_url()))
        .build()
        .expect("a client");
    client.leads().get("lead-1").send().await.expect("a lead");
}

#[test]
fn a_client_can_be_shared_between_threads() {
    fn assert_shared<T: Clone + Send + Sync + std::fmt::Debug + 'static>() {}
    fn assert_send<T: Send + 'static>(_: T) {}
    assert_shared::<Client>();
    let client = with(Setting::CompanyId, Some(COMPANY))
        .build()
        .expect("a client");
    assert_send(client.leads().get("lead-1").send());
    assert_send(client.leads().list().items());
}

/// Every set of settings that are missing, in the environment this time.
#[tokio::test]
async fn all_that_is_missing_in_the_environment_is_named_at_once() {
    let variable = |method: &str| format!("PARTNERPORTAL_{}", method.to_ascii_uppercase());
    for set in 1..1_u32 << SETTINGS.len() {
        let is_missing = |index: usize| set & 1 << index != 0;
        let lookup = |name: &str| {
            let mut settings = SETTINGS.iter().enumerate();
            let (_, (_, _, value)) = settings
                .find(|(index, (_, method, _))| !is_missing(*index) && variable(method) == name)?;
            Some((*value).into())
        };
        let builder = Client::builder().read_variables(lookup).expect("readable");
        let only_the_company = SETTINGS
            .iter()
            .enumerate()
            .all(|(index, (setting, ..))| is_missing(index) == (*setting == Setting::CompanyId));
        // Each call could be given it.
        if only_the_company {
            builder.build().expect("a client");
            continue;
        }
        let error = builder.build().expect_err("something is missing");
        assert_eq!(error.kind(), ErrorKind::Config, "{error}");
        let shown = error.to_string();
        for (index, (_, method, _)) in SETTINGS.iter().enumerate() {
            let is_named = shown.contains(&variable(method));
            assert_eq!(is_named, is_missing(index), "{method}: {shown}");
        }
        assert!(!shown.contains(CLIENT_SECRET), "{shown}");
    }
}
