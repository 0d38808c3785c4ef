//! C25, second half: the client on every flavour of the runtime, and what its types are.

use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use partnerportal::models::NewLead;
use partnerportal::{Client, ClientBuilder, Error, Response};
use tests::portal::{Portal, Route};
use tokio::runtime::{Builder, Runtime};
use tokio::task::LocalSet;

use crate::setup::{builder, origin};

fn runtimes() -> [(&'static str, Runtime); 2] {
    let current = Builder::new_current_thread().enable_all().build();
    let multi = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    [
        ("current thread", current.expect("a runtime")),
        ("multi thread", multi.expect("a runtime")),
    ]
}

async fn use_it(client: &Client) {
    client.leads().get("lead-1").send().await.expect("a lead");
    let mut items = client.leads().list().items();
    assert!(items.next().await.expect("an item").is_ok());
}

#[test]
fn it_works_on_each_runtime_and_from_block_on_spawn_and_local_sets() {
    for (name, runtime) in runtimes() {
        let portal = Portal::with_leads(1);
        let client = builder(&origin(&portal)).build().expect("a client");
        runtime.block_on(use_it(&client));
        let spawned = client.clone();
        let task = runtime.spawn(async move { use_it(&spawned).await });
        runtime.block_on(task).expect(name);
        let local = client.clone();
        LocalSet::new().block_on(&runtime, async move {
            let task = tokio::task::spawn_local(async move { use_it(&local).await });
            task.await.expect("a local task");
        });
        assert_eq!(portal.count(Route::Token), 1, "{name}");
    }
}

/// A connection belongs to the runtime that opened it: what is left of one that is gone must not harm the next.
#[test]
fn one_client_serves_several_runtimes_one_after_the_other() {
    let portal = Portal::with_leads(1);
    let client = builder(&origin(&portal)).build().expect("a client");
    for round in 0..3 {
        for (name, runtime) in runtimes() {
            runtime.block_on(use_it(&client));
            let create = client.leads().create(&NewLead::new("L", "p", "F")).send();
            let created = runtime.block_on(create);
            assert!(created.is_ok(), "{round} {name}: {created:?}");
            runtime.shutdown_timeout(Duration::from_secs(1));
        }
    }
    assert_eq!(portal.count(Route::Token), 1);
    assert_eq!(portal.count(Route::CreateLead), 6);
}

/// Without timers no limit could be kept. That is said in words at the first poll, and nothing is sent.
#[test]
fn a_runtime_without_timers_or_none_at_all_is_told_at_once() {
    let portal = Portal::with_leads(1);
    let client = builder(&origin(&portal)).build().expect("a client");
    let call = || client.leads().get("lead-1").send();
    let without_timers = Builder::new_current_thread().enable_io().build();
    let without_timers = without_timers.expect("a runtime");
    let panics: [Box<dyn FnOnce()>; 2] = [
        Box::new(|| drop(without_timers.block_on(call()))),
        Box::new(|| {
            let mut cx = Context::from_waker(Waker::noop());
            let _ = pin!(call()).poll(&mut cx);
        }),
    ];
    for (panics, words) in panics
        .into_iter()
        .zip(["timers are disabled", "a Tokio 1.x runtime"])
    {
        let payload = catch_unwind(AssertUnwindSafe(panics)).expect_err("a panic");
        let said = payload
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| Some((*payload.downcast_ref::<&str>()?).to_owned()));
        let said = said.expect("words");
        assert!(said.contains(words), "{said}");
    }
    assert_eq!(portal.connections(), 0);
}

#[test]
fn clients_and_errors_can_be_shared_and_all_futures_sent() {
    fn is_shareable<T: Send + Sync + 'static>() {}
    fn is_client<T: Clone + Send + Sync + Debug + 'static>() {}
    fn is_sendable<T: Send + 'static>(_: T) {}
    is_client::<Client>();
    is_shareable::<Error>();
    is_shareable::<Response<NewLead>>();
    is_sendable(Client::builder());
    is_sendable::<fn(ClientBuilder) -> Result<Client, Error>>(ClientBuilder::build);
    let client = Client::builder()
        .base_url("https://api.example.com")
        .token("given")
        .company_id("company-1")
        .build()
        .expect("a client");
    let leads = client.leads();
    is_sendable(leads.list());
    is_sendable(leads.list().send());
    is_sendable(leads.list().send_raw());
    is_sendable(leads.get("1").send());
    is_sendable(leads.get("1").into_future());
    is_sendable(leads.create(&NewLead::new("L", "p", "F")).send());
    let (owned, mut pages) = (client.clone(), client.leads().list().pages());
    is_sendable(async move { pages.next().await.is_some() });
    is_sendable(async move { owned.leads().list().items().next().await.is_some() });
    assert!(size_of::<Error>() <= 24, "{} bytes", size_of::<Error>());
}
