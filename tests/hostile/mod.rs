//! A server that misbehaves on purpose, byte by byte, and a proxy that spoils the connection to one that does not.
//!
//! Comes in: a function from a request to the steps of its answer, or the toxic of the moment. Goes out: a URL, and a
//! record of every request and connection. It speaks just enough HTTP to find where a request ends; what it answers is
//! the test's own bytes, right or wrong. Each runs on a thread and a runtime of its own, so that a client which blocks
//! its runtime cannot stall it.

mod proxy;
mod request;
mod step;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

pub use proxy::{Proxy, Toxic};
pub use request::RawRequest;
pub use step::{Step, json, response, token};

type Script = Arc<dyn Fn(&RawRequest) -> Vec<Step> + Send + Sync>;

/// A running server; it ends when dropped.
#[derive(Debug)]
pub struct HostileServer {
    address: SocketAddr,
    shared: Shared,
    _thread: Thread,
}

#[derive(Clone, Debug, Default)]
struct Shared {
    requests: Arc<Mutex<Vec<RawRequest>>>,
    connections: Arc<AtomicUsize>,
}

impl HostileServer {
    /// A server that answers each request with the steps that `script` gives for it.
    ///
    /// # Panics
    /// When there is no loopback interface to listen on.
    pub fn start(script: impl Fn(&RawRequest) -> Vec<Step> + Send + Sync + 'static) -> Self {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("the listener has an address");
        let shared = Shared::default();
        let (script, served): (Script, _) = (Arc::new(script), shared.clone());
        let thread = Thread::start(async move {
            let listener = listen(listener);
            while let Ok((stream, _)) = listener.accept().await {
                served.connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(stream, Arc::clone(&script), served.clone()));
            }
        });
        Self {
            address,
            shared,
            _thread: thread,
        }
    }

    /// As [`start`](Self::start), and every token request is answered with a token, a new one each time.
    pub fn with_tokens(script: impl Fn(&RawRequest) -> Vec<Step> + Send + Sync + 'static) -> Self {
        let given = AtomicUsize::new(0);
        Self::start(move |request| match request.is_for_token() {
            true => token(given.fetch_add(1, Ordering::SeqCst) + 1),
            false => script(request),
        })
    }

    /// Where it listens, as a URL without a path.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The port it listens on.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Every request so far, in the order of arrival.
    #[must_use]
    pub fn requests(&self) -> Vec<RawRequest> {
        self.shared.lock().clone()
    }

    /// How many requests for a token there were.
    #[must_use]
    pub fn tokens(&self) -> usize {
        let requests = self.shared.lock();
        requests.iter().filter(|it| it.is_for_token()).count()
    }

    /// How many other requests there were.
    #[must_use]
    pub fn calls(&self) -> usize {
        self.shared.lock().len() - self.tokens()
    }

    /// How many connections were accepted.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }

    /// Forgets what has come so far.
    pub fn forget(&self) {
        self.shared.lock().clear();
    }
}

impl Shared {
    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<RawRequest>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn serve(mut stream: TcpStream, script: Script, shared: Shared) {
    let mut left = Vec::new();
    while let Some(request) = request::read(&mut stream, &mut left).await {
        shared.lock().push(request.clone());
        if !step::run(&mut stream, script(&request)).await {
            return;
        }
    }
}

fn listen(listener: std::net::TcpListener) -> TcpListener {
    listener
        .set_nonblocking(true)
        .expect("a socket that does not block");
    TcpListener::from_std(listener).expect("a listener")
}

/// A thread with a runtime, which ends when this is dropped.
#[derive(Debug)]
struct Thread {
    end: Option<oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Thread {
    fn start(work: impl Future<Output = ()> + Send + 'static) -> Self {
        let (end, ended) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async {
                tokio::select! {
                    () = work => {}
                    _ = ended => {}
                }
            });
        });
        Self {
            end: Some(end),
            thread: Some(thread),
        }
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        if let Some(end) = self.end.take() {
            let _ = end.send(());
        }
        let _ = self.thread.take().map(std::thread::JoinHandle::join);
    }
}
