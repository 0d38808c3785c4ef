//! C4: an id is refused before anything is sent, or is one segment of the path that decodes to what it was.

use percent_encoding::percent_decode_str;
use tests::hostile::{HostileServer, json};
use tests::portal::COMPANY;

use crate::random::Random;
use crate::setup::{builder, client};

const RANDOM: usize = 10_000;

#[tokio::test]
async fn c04_ids_that_name_something_else_are_not_sent() {
    let server = HostileServer::with_tokens(|_| json(200, "{}"));
    let client = client(&server);
    for id in ["", ".", ".."] {
        let leads = client.leads();
        let errors = [
            leads.get(id).send_raw().await.expect_err("refused"),
            leads
                .get("1")
                .company_id(id)
                .send_raw()
                .await
                .expect_err("refused"),
            leads
                .update(id, &Default::default())
                .send_raw()
                .await
                .expect_err("refused"),
            client
                .objects()
                .get_object_schema(id)
                .send_raw()
                .await
                .expect_err("refused"),
        ];
        for error in errors {
            tests::watch::error_keeps_secrets(&error);
            assert!(error.is_request() || error.is_config(), "{id:?}: {error}");
        }
    }
    assert_eq!(server.connections(), 0, "not even a token was asked for");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c04_every_other_id_is_one_segment() {
    // The answer is the path as the server saw it.
    let server = HostileServer::with_tokens(|request| json(200, request.target()));
    let client = builder(&server.url()).build().expect("a client");
    let long = "x".repeat(4096);
    let fixed = [
        "%2e%2e", "%2E", "..%2f", "a/b", "a?b", "a#b", "a\\b", "a\r\nb", "a\0b", "ä", "...", " ",
        "\u{202e}", "{leadId}", &long,
    ];
    let mut tasks = tokio::task::JoinSet::new();
    for task in 0..8 {
        let client = client.clone();
        let mut random = Random::new(task);
        let mut ids: Vec<String> = (0..RANDOM / 8).map(|_| random.text(16)).collect();
        ids.extend(fixed.map(str::to_owned));
        tasks.spawn(async move {
            let mut seen = 0;
            for id in ids
                .iter()
                .filter(|id| !["", ".", ".."].contains(&id.as_str()))
            {
                let reply = client.leads().get(id).send_raw().await.expect("an answer");
                let path = String::from_utf8(reply.to_vec()).expect("a path");
                let segments: Vec<_> = path.split('/').collect();
                assert_eq!(segments.len(), 6, "{id:?}: {path}");
                assert_eq!(segments[3], COMPANY);
                let last = percent_decode_str(segments[5]).decode_utf8();
                assert_eq!(last.expect("UTF-8"), *id, "{path}");
                seen += 1;
            }
            seen
        });
    }
    let seen: usize = tasks.join_all().await.into_iter().sum();
    // One-character ids can be a dot; few are.
    assert!(seen > RANDOM, "{seen}");
}
