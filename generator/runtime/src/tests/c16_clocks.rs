//! C16: lifetimes in all their forms, and clocks that jump or stand still. An expired token is sent once at most, and no
//! clock makes the client ask for more than one token in ten seconds.

use std::time::Duration;

use super::tokens::{Source, cache, token};
use super::{SECURED, VirtualTime, builder, with_oauth};
use crate::runtime::{Call, CannedResponse, CannedTransport, Empty};

const DAY: Duration = Duration::from_secs(24 * 3600);

/// `expires_in` as it stands in the answer, and how long the token is then used; `None` where the answer is refused.
const FORMS: [(&str, Option<u64>); 14] = [
    ("3600", Some(3570)),
    ("3600.7", Some(3570)),
    ("\"3600\"", Some(3570)),
    ("\" 3600 \"", Some(3570)),
    ("1e3", Some(970)),
    ("60", Some(54)),
    // Nobody can know, so 15 minutes.
    ("null", Some(870)),
    // A month at most.
    ("1e300", Some(2_591_970)),
    ("0", None),
    ("-1", None),
    ("\"soon\"", None),
    ("true", None),
    ("[3600]", None),
    ("\"\"", None),
];

#[tokio::test]
async fn c16_each_form_of_a_lifetime() {
    for (form, usable) in FORMS {
        let body = format!(r#"{{"access_token":"t","token_type":"Bearer","expires_in":{form}}}"#);
        let transport = CannedTransport::new()
            .on("POST", "/token", CannedResponse::json(body))
            .on("GET", "/v1/secret", CannedResponse::status(200));
        let time = VirtualTime::new();
        let client = with_oauth(builder(&transport, &time)).build().unwrap();
        let call = Call::new(&client, &SECURED);
        let tokens = || {
            let requests = transport.requests();
            requests.iter().filter(|it| it.path() == "/token").count()
        };
        let first = call.clone().send::<Empty>().await;
        let Some(usable) = usable else {
            assert!(first.unwrap_err().is_auth(), "{form}");
            continue;
        };
        first.unwrap();
        // Within nine tenths of its life, less what is kept as a margin, no other is asked for.
        time.advance(Duration::from_secs(usable * 8 / 10));
        call.clone().send::<Empty>().await.unwrap();
        assert_eq!(tokens(), 1, "{form}");
        time.advance(Duration::from_secs(usable - usable * 8 / 10 + 1));
        call.send::<Empty>().await.unwrap();
        assert_eq!(tokens(), 2, "{form}");
    }
}

#[tokio::test]
async fn c16_either_clock_can_end_a_token() {
    let time = VirtualTime::new();
    let source = Source::new(3600);
    let cache = cache(&source, &time);
    token(&cache).await.unwrap();
    // The machine slept for 8 hours, and the monotonic clock with it.
    time.freeze_monotonic(Duration::from_secs(8 * 3600));
    assert_eq!(token(&cache).await.unwrap(), "Bearer t2");
    // The wall clock was set back a day: the monotonic one still counts.
    time.set_wall(|wall| wall - DAY);
    assert_eq!(token(&cache).await.unwrap(), "Bearer t2");
    time.advance(Duration::from_secs(3600));
    assert_eq!(token(&cache).await.unwrap(), "Bearer t3");
}

#[tokio::test]
async fn c16_clocks_that_jump_cost_no_more_than_one_token_each_time() {
    let time = VirtualTime::new();
    let source = Source::new(3600);
    let cache = cache(&source, &time);
    token(&cache).await.unwrap();
    // A minute in which the wall clock jumps a day ahead or back every ten seconds, with a call every second.
    for second in 0..60_u32 {
        match second % 20 {
            0 => time.set_wall(|wall| wall + DAY),
            10 => time.set_wall(|wall| wall - DAY),
            _ => {}
        }
        token(&cache).await.unwrap();
        time.advance(Duration::from_secs(1));
    }
    // Only a jump ahead can end a token, and the first one has already told a token made after it what time it is.
    assert!(source.fetches() <= 1 + 3, "{} tokens", source.fetches());
}

#[tokio::test]
async fn c16_an_expired_token_is_sent_once_and_then_the_401_ends_it() {
    // Both clocks stand still: nobody here can know that the token has ended, but the API does.
    let mut transport = CannedTransport::new()
        .reply(CannedResponse::token("t1"))
        .reply(CannedResponse::status(200))
        .reply(CannedResponse::status(401))
        .reply(CannedResponse::token("t2"));
    for _ in 0..19 {
        transport = transport.reply(CannedResponse::status(200));
    }
    let client = with_oauth(builder(&transport, &VirtualTime::new()))
        .build()
        .unwrap();
    for _ in 0..20 {
        Call::new(&client, &SECURED).send::<Empty>().await.unwrap();
    }
    let requests = transport.requests();
    let with = |value: &str| {
        let all = requests.iter();
        all.filter(|it| it.header("authorization") == Some(value))
            .count()
    };
    assert_eq!((with("Bearer t1"), with("Bearer t2")), (2, 19));
}
