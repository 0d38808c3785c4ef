//! A proxy that makes tunnels (`CONNECT`), and writes down everything that passes it.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

/// What a proxy saw.
#[derive(Default)]
struct Seen {
    heads: Vec<String>,
    bytes: Vec<u8>,
}

/// A running proxy, all of whose tunnels lead to one address, whatever name they are asked for.
pub struct Tunnel {
    address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
    end: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Tunnel {
    pub fn start(target: SocketAddr) -> Self {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let seen = Arc::new(Mutex::new(Seen::default()));
        let noted = Arc::clone(&seen);
        let (end, ended) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async {
                tokio::select! {
                    () = accept(listener, target, noted) => {}
                    _ = ended => {}
                }
            });
        });
        Self {
            address,
            seen,
            end: Some(end),
            thread: Some(thread),
        }
    }

    /// Host and port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The heads of all requests for a tunnel so far.
    pub fn heads(&self) -> Vec<String> {
        lock(&self.seen).heads.clone()
    }

    /// What clients sent through all tunnels so far, as the proxy sees it.
    pub fn bytes(&self) -> Vec<u8> {
        lock(&self.seen).bytes.clone()
    }
}

impl Drop for Tunnel {
    fn drop(&mut self) {
        if let Some(end) = self.end.take() {
            let _ = end.send(());
        }
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            assert!(
                ended.is_ok() || std::thread::panicking(),
                "the proxy panicked"
            );
        }
    }
}

async fn accept(listener: std::net::TcpListener, target: SocketAddr, seen: Arc<Mutex<Seen>>) {
    listener
        .set_nonblocking(true)
        .expect("a socket that does not block");
    let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(serve(stream, target, Arc::clone(&seen)));
    }
}

async fn serve(mut client: TcpStream, target: SocketAddr, seen: Arc<Mutex<Seen>>) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match client.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return,
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let is_tunnel = head.starts_with("CONNECT ");
    lock(&seen).heads.push(head);
    if !is_tunnel {
        let _ = client
            .write_all(b"HTTP/1.1 405 Tunnels Only\r\ncontent-length: 0\r\n\r\n")
            .await;
        return;
    }
    let Ok(server) = TcpStream::connect(target).await else {
        return;
    };
    let _ = client.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").await;
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let requests = async {
        let mut buffer = vec![0; 16 * 1024];
        while let Ok(length @ 1..) = from_client.read(&mut buffer).await {
            lock(&seen).bytes.extend_from_slice(&buffer[..length]);
            if to_server.write_all(&buffer[..length]).await.is_err() {
                return;
            }
        }
    };
    let answers = async {
        let _ = tokio::io::copy(&mut from_server, &mut to_client).await;
    };
    tokio::select! {
        () = requests => {}
        () = answers => {}
    }
}

fn lock(seen: &Mutex<Seen>) -> MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}
