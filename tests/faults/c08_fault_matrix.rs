//! C8: eight toxics on the connection and six operations, 48 cells. Each ends as the retry matrix has it; none hangs.

use std::time::Duration;

use partnerportal::models::LeadUpdate;
use partnerportal::{Client, Error, ErrorKind};
use tests::hostile::{Proxy, Toxic};
use tests::portal::{Portal, Route};

use crate::setup::{builder, looked_at, new_lead};

/// What becomes of a call.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Success,
    Fails(ErrorKind),
}

const MILLI: Duration = Duration::from_millis(1);

/// A proxy with this toxic; `None` where there is nobody to connect to.
const TOXICS: [(&str, Option<Toxic>, End); 8] = [
    (
        "latency",
        Some(Toxic::Latency(Duration::from_millis(30))),
        End::Success,
    ),
    ("down", None, End::Fails(ErrorKind::Connect)),
    ("bandwidth", Some(Toxic::Bandwidth(50_000)), End::Success),
    (
        "slow_close",
        Some(Toxic::SlowClose(Duration::from_millis(50))),
        End::Success,
    ),
    (
        "timeout",
        Some(Toxic::Timeout),
        End::Fails(ErrorKind::Timeout),
    ),
    (
        "reset_peer",
        // Late enough that even a busy machine has sent the request by then.
        Some(Toxic::ResetPeer(Duration::from_millis(120))),
        End::Fails(ErrorKind::Connection),
    ),
    ("slicer", Some(Toxic::Slicer(40, MILLI)), End::Success),
    (
        "limit_data",
        Some(Toxic::LimitData(200)),
        End::Fails(ErrorKind::Connection),
    ),
];

const OPERATIONS: [Route; 6] = [
    Route::ListLeads,
    Route::CreateLead,
    Route::GetLead,
    Route::UpdateLead,
    Route::GetObjectSchema,
    Route::GetPartnerOrganizationObjectSchema,
];

async fn send(client: &Client, route: Route) -> Result<u32, Error> {
    let (leads, objects) = (client.leads(), client.objects());
    Ok(match route {
        Route::ListLeads => leads.list().send().await?.attempts(),
        Route::CreateLead => leads.create(&new_lead("L")).send().await?.attempts(),
        Route::GetLead => leads.get("lead-1").send().await?.attempts(),
        Route::UpdateLead => {
            let update = LeadUpdate::default().notes("n");
            leads.update("lead-1", &update).send().await?.attempts()
        }
        Route::GetObjectSchema => objects.get_object_schema("lead").send().await?.attempts(),
        Route::GetPartnerOrganizationObjectSchema => {
            let call = objects.get_partner_organization_object_schema("p", "lead");
            call.send().await?.attempts()
        }
        Route::Token => unreachable!("no operation"),
    })
}

/// A port that nobody listens on.
fn nobody() -> std::net::SocketAddr {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("an address")
}

async fn check(portal: &Portal, toxic: Option<Toxic>, end: End, route: Route, what: &str) {
    let proxy = toxic.map(|toxic| Proxy::start(portal.address(), move |_| toxic));
    let address = proxy.as_ref().map_or_else(nobody, Proxy::address);
    let client = builder(&format!("http://{address}"))
        .base_url(format!("http://{address}/api/v1"))
        .token_url(portal.token_url())
        .attempt_timeout(Duration::from_millis(300))
        .build()
        .expect("a client");
    let is_write = matches!(route, Route::CreateLead | Route::UpdateLead);
    let call = tokio::time::timeout(Duration::from_secs(10), send(&client, route));
    let result = looked_at(call.await.unwrap_or_else(|_| panic!("{what} hangs")));
    match (end, result) {
        (End::Success, result) => assert_eq!(result.expect(what), 1, "{what}"),
        (End::Fails(kind), result) => {
            let error = result.expect_err(what);
            assert_eq!(error.kind(), kind, "{what}: {error}");
            let is_again = !is_write || kind == ErrorKind::Connect;
            assert_eq!(error.attempts(), if is_again { 3 } else { 1 }, "{what}");
            let is_unknown = is_write && kind != ErrorKind::Connect;
            assert_eq!(error.may_have_been_applied(), is_unknown, "{what}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c08_each_toxic_and_each_operation() {
    let portal = Portal::with_leads(1);
    let mut cells = 0;
    for (name, toxic, end) in TOXICS {
        for route in OPERATIONS {
            check(&portal, toxic, end, route, &format!("{name}, {route:?}")).await;
            cells += 1;
        }
    }
    assert_eq!(cells, 48);
    // Of the two writes, those that came through, and those that were cut off on their way back.
    assert!(portal.count(Route::CreateLead) <= 7);
    assert!(portal.count(Route::UpdateLead) <= 7);
}
