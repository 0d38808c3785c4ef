//! The crate of `servers.yaml`: where each call goes, and what says who calls.

use golden_servers::{
    CannedResponse, CannedTransport, Client, ClientBuilder, Error, Pending, RecordedRequest,
};

/// What goes out when a call is sent, or why nothing does.
fn try_send(
    configure: impl FnOnce(ClientBuilder) -> ClientBuilder,
    call: impl FnOnce(&Client) -> Pending<()>,
) -> Result<Vec<RecordedRequest>, Error> {
    let transport = CannedTransport::new().reply(CannedResponse::status(204));
    let client = configure(Client::builder().transport(transport.clone())).build()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime");
    let pending = call(&client);
    runtime.block_on(async { pending.await })?;
    Ok(transport.requests())
}

#[track_caller]
fn sent(
    configure: impl FnOnce(ClientBuilder) -> ClientBuilder,
    call: impl FnOnce(&Client) -> Pending<()>,
) -> RecordedRequest {
    let mut requests = try_send(configure, call).expect("an answer");
    assert_eq!(requests.len(), 1, "{requests:?}");
    requests.remove(0)
}

fn all(builder: ClientBuilder) -> ClientBuilder {
    builder
        .api_key("k")
        .query_api_key("q&")
        .cookie_api_key("c")
        .token("t")
        .username("u")
        .password("p")
        .authorization("Digest d")
        .openid_token("i")
        .oauth_token("o")
        .code_token("a")
}

#[test]
fn a_call_goes_to_the_server_of_its_operation_its_path_or_the_description() {
    let root = sent(all, |client| client.servers().at_root().send());
    assert_eq!(
        root.uri.to_string(),
        "https://eu.servers.example:443/v1/root"
    );
    let path = sent(all, |client| client.servers().at_path().send());
    assert_eq!(path.uri.to_string(), "https://path.example/p/path");
    let operation = sent(all, |client| client.servers().at_operation().send());
    assert_eq!(
        operation.uri.to_string(),
        "https://me.operation.example/path"
    );
}

#[test]
fn all_of_one_alternative_are_sent_and_of_another_none() {
    let both = sent(all, |client| client.servers().at_root().send());
    assert_eq!(both.header("x-key"), Some("k"));
    assert_eq!(both.header("authorization"), Some("Bearer t"));
    assert_eq!(both.header("cookie"), None);
    // With half of the first alternative, the second is met.
    let other = sent(
        |builder| builder.api_key("k").cookie_api_key("c"),
        |client| client.servers().at_root().send(),
    );
    assert_eq!(other.header("cookie"), Some("sid=c"));
    assert_eq!(other.header("x-key"), None);
    let none = try_send(
        |builder| builder.api_key("k"),
        |client| client.servers().at_root().send(),
    );
    assert!(none.is_err(), "no alternative is met");
}

#[test]
fn every_scheme_says_who_calls_in_its_own_place() {
    let open = sent(all, |client| client.security().open().send());
    assert_eq!((open.header("authorization"), open.query()), (None, ""));
    let query = sent(all, |client| client.security().query().send());
    assert_eq!(query.query(), "api%20key=q%26");
    let optional = sent(
        |builder| builder,
        |client| client.security().optional().send(),
    );
    assert_eq!(optional.query(), "");
    let authorization = |call: fn(&Client) -> Pending<()>| {
        let request = sent(all, call);
        request.header("authorization").map(str::to_owned)
    };
    let found = [
        authorization(|client| client.security().basic().send()),
        authorization(|client| client.security().oauth().send()),
        authorization(|client| client.security().code().send()),
        authorization(|client| client.security().openid().send()),
        authorization(|client| client.security().digest().send()),
    ];
    let expected = ["Basic dTpw", "Bearer o", "Bearer a", "Bearer i", "Digest d"];
    let expected: Vec<Option<String>> = expected.map(|it| Some(it.to_owned())).to_vec();
    assert_eq!(found.as_slice(), expected.as_slice());
    let mutual = try_send(all, |client| client.security().mutual().send());
    let error = mutual.expect_err("no certificate was given");
    assert!(error.is_config(), "{error:?}");
}
