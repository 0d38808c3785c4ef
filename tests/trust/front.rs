//! TLS in front of a portal: decrypts what comes, counts it, and passes it on.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;

use rustls::ServerConfig;
use tests::portal::Portal;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::setup;

/// How a front answers.
#[derive(Clone, Copy)]
pub enum Answer {
    /// As the portal does.
    Portal,
    /// With these bytes; then the connection ends without the alert that TLS ends with, as if somebody had cut it.
    Cut(&'static str),
}

#[derive(Default)]
struct Counters {
    connections: AtomicUsize,
    bytes: AtomicUsize,
}

/// A running front; it ends when dropped.
pub struct Front {
    address: SocketAddr,
    counters: Arc<Counters>,
    end: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Front {
    pub fn start(portal: &Portal, config: Arc<ServerConfig>, answer: Answer) -> Self {
        let origin = setup::origin(portal);
        let (_, upstream) = origin.split_once("://").expect("a URL");
        let upstream: SocketAddr = upstream.parse().expect("an address");
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let counters = Arc::new(Counters::default());
        let counted = Arc::clone(&counters);
        let (end, ended) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            let acceptor = TlsAcceptor::from(config);
            runtime.block_on(async {
                tokio::select! {
                    () = accept(listener, acceptor, upstream, answer, counted) => {}
                    _ = ended => {}
                }
            });
        });
        Self {
            address,
            counters,
            end: Some(end),
            thread: Some(thread),
        }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> String {
        format!("https://{}", self.address)
    }

    /// How many connections were accepted so far.
    pub fn connections(&self) -> usize {
        self.counters.connections.load(Ordering::SeqCst)
    }

    /// How many bytes of requests came so far, decrypted.
    pub fn bytes(&self) -> usize {
        self.counters.bytes.load(Ordering::SeqCst)
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        if let Some(end) = self.end.take() {
            let _ = end.send(());
        }
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            assert!(
                ended.is_ok() || std::thread::panicking(),
                "the front panicked"
            );
        }
    }
}

async fn accept(
    listener: std::net::TcpListener,
    acceptor: TlsAcceptor,
    upstream: SocketAddr,
    answer: Answer,
    counters: Arc<Counters>,
) {
    listener
        .set_nonblocking(true)
        .expect("a socket that does not block");
    let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
    while let Ok((stream, _)) = listener.accept().await {
        counters.connections.fetch_add(1, Ordering::SeqCst);
        let (acceptor, counters) = (acceptor.clone(), Arc::clone(&counters));
        tokio::spawn(async move {
            // A client that does not trust the certificate ends the handshake: that is what some tests are for.
            let Ok(stream) = acceptor.accept(stream).await else {
                return;
            };
            match answer {
                Answer::Portal => pass_on(stream, upstream, &counters).await,
                Answer::Cut(text) => cut(stream, text, &counters).await,
            }
        });
    }
}

async fn pass_on(client: TlsStream<TcpStream>, upstream: SocketAddr, counters: &Counters) {
    let Ok(portal) = TcpStream::connect(upstream).await else {
        return;
    };
    let (mut from_client, mut to_client) = tokio::io::split(client);
    let (mut from_portal, mut to_portal) = portal.into_split();
    let requests = async {
        let mut buffer = vec![0; 16 * 1024];
        loop {
            match from_client.read(&mut buffer).await {
                Ok(length @ 1..) => {
                    counters.bytes.fetch_add(length, Ordering::SeqCst);
                    if to_portal.write_all(&buffer[..length]).await.is_err() {
                        return;
                    }
                }
                _ => return,
            }
        }
    };
    let answers = async {
        let _ = tokio::io::copy(&mut from_portal, &mut to_client).await;
        let _ = to_client.shutdown().await;
    };
    tokio::select! {
        () = requests => {}
        () = answers => {}
    }
}

async fn cut(mut client: TlsStream<TcpStream>, text: &str, counters: &Counters) {
    let mut buffer = vec![0; 16 * 1024];
    let Ok(length) = client.read(&mut buffer).await else {
        return;
    };
    counters.bytes.fetch_add(length, Ordering::SeqCst);
    let _ = client.write_all(text.as_bytes()).await;
    let _ = client.flush().await;
    let (mut stream, _) = client.into_inner();
    // The end of the stream below TLS, without the one of TLS.
    let _ = stream.shutdown().await;
}
