//! C15: the token cache under a scheduler that tries other orders of its tasks each time.
//!
//! What the cache does under its lock is one step. Before each such step it reads the clock, and while it waits it is in
//! the hands of its source: both are places where the scheduler here may let another task run. So the orders tried are
//! those of the steps. A task that waits for ever is found: the scheduler then says that all tasks are stuck.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant, SystemTime};

use shuttle::future::{block_on, spawn, yield_now};
use shuttle::rand::Rng;

use crate::runtime::auth::cache::TokenCache;
use crate::runtime::{AccessToken, BoxFuture, Clock, Seams, Sleep, TokenError, TokenSource};

/// How many orders are tried for each scenario.
const SCHEDULES: usize = 5_000;

/// A clock that stands where it is put; reading it lets another task run.
#[derive(Clone, Default)]
struct Stepping(Arc<AtomicU64>);

fn start() -> (Instant, SystemTime) {
    static START: OnceLock<(Instant, SystemTime)> = OnceLock::new();
    *START.get_or_init(|| (Instant::now(), SystemTime::now()))
}

impl Stepping {
    fn passed(&self) -> Duration {
        Duration::from_secs(self.0.load(Ordering::SeqCst))
    }

    fn advance(&self, seconds: u64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for Stepping {
    fn now(&self) -> Instant {
        shuttle::thread::yield_now();
        start().0 + self.passed()
    }

    fn wall(&self) -> SystemTime {
        start().1 + self.passed()
    }
}

/// A wait that ends after a few turns of the other tasks.
struct Turns;

impl Sleep for Turns {
    fn sleep(&self, _: Duration) -> BoxFuture<()> {
        Box::pin(turns(8))
    }
}

async fn turns(most: u32) {
    for _ in 0..shuttle::rand::thread_rng().gen_range(0..=most) {
        yield_now().await;
    }
}

/// Numbers its tokens; the first so many fetches fail.
#[derive(Clone, Default)]
struct Source {
    fetches: Arc<AtomicU32>,
    fails: u32,
}

impl Source {
    fn fetches(&self) -> u32 {
        self.fetches.load(Ordering::SeqCst)
    }
}

impl TokenSource for Source {
    fn fetch(&self) -> BoxFuture<Result<AccessToken, TokenError>> {
        let source = self.clone();
        Box::pin(async move {
            let number = source.fetches.fetch_add(1, Ordering::SeqCst) + 1;
            turns(4).await;
            if number <= source.fails {
                return Err(TokenError::new("down"));
            }
            Ok(AccessToken::new(format!("t{number}"))?.expires_in(Duration::from_secs(3600)))
        })
    }
}

struct Scene {
    source: Source,
    clock: Stepping,
    cache: Arc<TokenCache>,
}

impl Scene {
    fn new(fails: u32) -> Self {
        let (source, clock) = (
            Source {
                fails,
                ..Source::default()
            },
            Stepping::default(),
        );
        let seams = Seams::system().clock(clock.clone()).sleep(Turns);
        let cache = TokenCache::new(Arc::new(source.clone()), seams);
        Self {
            source,
            clock,
            cache,
        }
    }

    /// A task that asks for a token: its generation, or 0 for an error.
    fn ask(&self) -> shuttle::future::JoinHandle<u64> {
        let cache = Arc::clone(&self.cache);
        spawn(async move { cache.get().await.map_or(0, |token| token.generation) })
    }
}

#[test]
fn c15_cold_tasks_share_one_fetch_in_any_order() {
    let run = || {
        let scene = Scene::new(0);
        let tasks = [scene.ask(), scene.ask(), scene.ask()];
        for task in tasks {
            assert_eq!(block_on(task).unwrap(), 1);
        }
        assert_eq!(scene.source.fetches(), 1);
    };
    shuttle::check_random(run, SCHEDULES);
}

#[test]
fn c15_a_task_that_is_gone_takes_nobody_with_it() {
    let run = || {
        let scene = Scene::new(0);
        let (first, gone, last) = (scene.ask(), scene.ask(), scene.ask());
        block_on(turns(3));
        gone.abort();
        for task in [first, last] {
            assert_ne!(block_on(task).unwrap(), 0);
        }
        // A second one only where all who waited for the first had gone before anybody else came.
        assert!(scene.source.fetches() <= 2);
        assert_ne!(block_on(scene.ask()).unwrap(), 0);
    };
    shuttle::check_random(run, SCHEDULES);
}

#[test]
fn c15_a_failure_is_shared_and_not_repeated_at_once() {
    let run = || {
        let scene = Scene::new(1);
        let tasks = [scene.ask(), scene.ask(), scene.ask()];
        for task in tasks {
            assert_eq!(block_on(task).unwrap(), 0);
        }
        assert_eq!(scene.source.fetches(), 1);
        scene.clock.advance(2);
        assert_eq!(block_on(scene.ask()).unwrap(), 1);
    };
    shuttle::check_random(run, SCHEDULES);
}

#[test]
fn c15_tasks_whose_token_was_refused_share_the_next() {
    let run = || {
        let scene = Scene::new(0);
        assert_eq!(block_on(scene.ask()).unwrap(), 1);
        let tasks: Vec<_> = (0..3)
            .map(|_| {
                let cache = Arc::clone(&scene.cache);
                spawn(async move {
                    assert!(cache.refuse(1));
                    cache.get().await.map_or(0, |token| token.generation)
                })
            })
            .collect();
        for task in tasks {
            assert_eq!(block_on(task).unwrap(), 2);
        }
        assert_eq!(scene.source.fetches(), 2);
    };
    shuttle::check_random(run, SCHEDULES);
}

#[test]
fn c15_an_early_renewal_holds_nobody_up() {
    let run = || {
        let scene = Scene::new(0);
        assert_eq!(block_on(scene.ask()).unwrap(), 1);
        scene.clock.advance(3300);
        let (first, gone, last) = (scene.ask(), scene.ask(), scene.ask());
        block_on(turns(3));
        gone.abort();
        for task in [first, last] {
            assert!(matches!(block_on(task).unwrap(), 1 | 2));
        }
        assert!(scene.source.fetches() <= 2);
        // After its end, the token is replaced whatever became of the early renewal.
        scene.clock.advance(300);
        assert!(block_on(scene.ask()).unwrap() >= 2);
    };
    shuttle::check_random(run, SCHEDULES);
}
