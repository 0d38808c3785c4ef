//! The retry matrix over real sockets: what is sent again, how often, and how soon.

use std::time::{Duration, Instant};

use partnerportal::models::{LeadUpdate, NewLead};
use partnerportal::{Client, Error, ErrorKind};
use tests::portal::{COMPANY, Fault, Portal, Route};

use crate::setup::{client, hasty};

/// Statuses that may be gone soon.
const TRANSIENT: [u16; 5] = [408, 500, 502, 503, 504];

/// Statuses that stay.
const PERMANENT: [u16; 6] = [400, 403, 404, 409, 422, 501];

async fn create(client: &Client) -> Result<String, Error> {
    let lead = NewLead::new("Lovelace", "p", "Ada");
    client
        .leads()
        .create(&lead)
        .send()
        .await
        .map(|lead| lead.id.clone())
}

#[tokio::test]
async fn a_read_is_sent_again_after_a_status_that_may_be_gone() {
    for status in TRANSIENT {
        let portal = Portal::with_leads(1);
        portal.fail_times(Route::ListLeads, 2, Fault::status(status));
        let page = hasty(&portal)
            .leads()
            .list()
            .send()
            .await
            .expect("the third time");
        assert_eq!((page.len(), page.attempts()), (1, 3), "{status}");
        assert_eq!(portal.count(Route::ListLeads), 3);
    }
}

#[tokio::test]
async fn a_read_is_sent_three_times_and_no_more() {
    let portal = Portal::start();
    portal.fail_always(Route::GetLead, Fault::status(503));
    let error = hasty(&portal)
        .leads()
        .get("1")
        .send()
        .await
        .expect_err("down");
    assert_eq!((error.attempts(), portal.count(Route::GetLead)), (3, 3));
    assert!(error.is_retryable() && !error.may_have_been_applied());
    let error = hasty(&portal)
        .leads()
        .get("1")
        .max_attempts(1)
        .send()
        .await
        .expect_err("down");
    assert_eq!((error.attempts(), portal.count(Route::GetLead)), (1, 4));
}

#[tokio::test]
async fn a_write_is_sent_once_and_the_error_says_what_is_unknown() {
    for status in TRANSIENT {
        let portal = Portal::with_leads(1);
        let client = hasty(&portal);
        portal.fail_always(Route::CreateLead, Fault::status(status));
        portal.fail_always(Route::UpdateLead, Fault::status(status));
        let error = create(&client).await.expect_err("down");
        assert!(
            error.may_have_been_applied() && error.attempts() == 1,
            "{status}: {error}"
        );
        let error = client
            .leads()
            .update("lead-1", &LeadUpdate::default())
            .send()
            .await
            .expect_err("down");
        assert!(
            error.may_have_been_applied() && error.attempts() == 1,
            "{status}: {error}"
        );
        assert_eq!(
            (
                portal.count(Route::CreateLead),
                portal.count(Route::UpdateLead)
            ),
            (1, 1)
        );
    }
}

#[tokio::test]
async fn a_write_that_the_caller_calls_idempotent_is_sent_again() {
    let portal = Portal::with_leads(1);
    portal.fail_times(Route::UpdateLead, 2, Fault::status(503));
    let call = hasty(&portal)
        .leads()
        .update("lead-1", &LeadUpdate::default().notes("n"))
        .idempotent(true);
    assert_eq!(call.send().await.expect("the third time").attempts(), 3);
}

#[tokio::test]
async fn statuses_that_stay_are_not_tried_again() {
    let portal = Portal::with_leads(1);
    let client = hasty(&portal);
    for (calls, status) in (1..).zip(PERMANENT) {
        portal.fail(Route::GetLead, Fault::status(status));
        portal.fail(Route::CreateLead, Fault::status(status));
        let error = client
            .leads()
            .get("lead-1")
            .send()
            .await
            .expect_err("refused");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        let error = create(&client).await.expect_err("refused");
        assert_eq!(error.may_have_been_applied(), status >= 500, "{status}");
        assert_eq!(
            (
                portal.count(Route::GetLead),
                portal.count(Route::CreateLead)
            ),
            (calls, calls)
        );
    }
    assert!(
        portal.leads(COMPANY).len() == 1,
        "no create was carried out"
    );
}

#[tokio::test]
async fn too_many_requests_is_no_harm_for_a_write() {
    let portal = Portal::start();
    portal.fail(
        Route::CreateLead,
        Fault::status(429).header("retry-after", "0"),
    );
    create(&hasty(&portal)).await.expect("the second time");
    assert_eq!(portal.count(Route::CreateLead), 2);
    assert_eq!(portal.leads(COMPANY).len(), 1);
}

#[tokio::test]
async fn nothing_is_sent_again_sooner_than_the_server_asked() {
    let portal = Portal::with_leads(1);
    portal.fail(
        Route::ListLeads,
        Fault::status(503).header("retry-after", "1"),
    );
    hasty(&portal)
        .leads()
        .list()
        .send()
        .await
        .expect("the second time");
    let [first, second] = portal
        .requests(Route::ListLeads)
        .try_into()
        .expect("two requests");
    let waited = second.at - first.at;
    assert!(
        waited >= Duration::from_secs(1) && waited < Duration::from_secs(3),
        "{waited:?}"
    );
}

#[tokio::test]
async fn a_wait_that_is_too_long_is_the_callers_to_decide() {
    let portal = Portal::with_leads(1);
    portal.fail_always(
        Route::ListLeads,
        Fault::status(429).header("retry-after", "3600"),
    );
    let before = Instant::now();
    let error = client(&portal)
        .leads()
        .list()
        .send()
        .await
        .expect_err("busy");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    assert_eq!((error.attempts(), portal.count(Route::ListLeads)), (1, 1));
    assert!(before.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_read_is_sent_again_after_a_reset_or_a_cut() {
    for fault in [
        Fault::reset_before(),
        Fault::reset_after(),
        Fault::cut(20),
        Fault::cut(0),
    ] {
        let portal = Portal::with_leads(1);
        portal.fail(Route::ListLeads, fault.clone());
        let page = hasty(&portal)
            .leads()
            .list()
            .send()
            .await
            .expect("the second time");
        assert_eq!(
            (page.len(), portal.count(Route::ListLeads)),
            (1, 2),
            "{fault:?}"
        );
    }
}

#[tokio::test]
async fn a_create_is_never_sent_twice_when_nobody_knows() {
    for (fault, stored) in [
        (Fault::reset_before(), 0),
        (Fault::reset_after(), 1),
        (Fault::cut(20), 1),
    ] {
        let portal = Portal::start();
        portal.fail(Route::CreateLead, fault.clone());
        let error = create(&hasty(&portal)).await.expect_err("nobody knows");
        assert_eq!(error.kind(), ErrorKind::Connection, "{fault:?}: {error}");
        assert!(
            error.may_have_been_applied() && error.attempts() == 1,
            "{fault:?}: {error}"
        );
        assert_eq!(portal.count(Route::CreateLead), 1);
        assert_eq!(portal.leads(COMPANY).len(), stored, "{fault:?}");
    }
}

#[tokio::test]
async fn of_many_creates_each_is_stored_or_its_error_tells() {
    let portal = Portal::start();
    let client = hasty(&portal);
    let mut stored = 0;
    let mut unknown = 0;
    for number in 0..100 {
        if number % 5 == 0 {
            portal.fail(Route::CreateLead, Fault::reset_after());
        }
        match create(&client).await {
            Ok(_) => stored += 1,
            Err(error) if error.may_have_been_applied() => unknown += 1,
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!((stored, unknown), (80, 20));
    assert_eq!(portal.count(Route::CreateLead), 100, "none was sent twice");
    assert_eq!(portal.leads(COMPANY).len(), 100);
}

#[tokio::test]
async fn a_server_that_is_down_is_not_stormed() {
    let portal = Portal::start();
    portal.fail_always(Route::GetLead, Fault::status(503));
    let client = hasty(&portal);
    for _ in 0..300 {
        client.leads().get("1").send().await.expect_err("down");
    }
    // A budget of 500, 5 for each retry: 100 retries over 300 calls, where 600 would be allowed without it.
    let requests = portal.count(Route::GetLead);
    assert!(requests <= 300 + 110, "{requests} requests");
    assert!(requests >= 300 + 90, "{requests} requests");
}
