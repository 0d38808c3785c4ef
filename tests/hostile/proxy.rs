//! A proxy on loopback that spoils the connections through it: the toxics that are usual for such proxies, and cuts.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

use super::{Thread, listen};

/// What happens to a connection.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Toxic {
    /// Nothing.
    None,
    /// Each piece of an answer comes late.
    Latency(Duration),
    /// An answer comes at so many bytes a second.
    Bandwidth(u64),
    /// The end of the connection comes late.
    SlowClose(Duration),
    /// Nothing of an answer comes.
    Timeout,
    /// The connection is reset so long after it was made.
    ResetPeer(Duration),
    /// An answer comes in slices of so many bytes, with a pause before each.
    Slicer(usize, Duration),
    /// After so many bytes of answers the connection ends.
    LimitData(usize),
    /// After so many bytes of requests the connection is reset.
    CutRequest(usize),
    /// After so many bytes of answers the connection is reset.
    CutAnswer(usize),
}

type Choose = Arc<dyn Fn(usize) -> Toxic + Send + Sync>;

/// A running proxy; it ends when dropped.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    _thread: Thread,
}

impl Proxy {
    /// A proxy to a server on loopback; `choose` gives each connection, by its number from 0, its toxic.
    ///
    /// # Panics
    /// When there is no loopback interface to listen on.
    pub fn start(
        upstream: SocketAddr,
        choose: impl Fn(usize) -> Toxic + Send + Sync + 'static,
    ) -> Self {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("the listener has an address");
        let choose: Choose = Arc::new(choose);
        let thread = Thread::start(async move {
            let listener = listen(listener);
            let mut number = 0;
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(carry(stream, upstream, choose(number)));
                number += 1;
            }
        });
        Self {
            address,
            _thread: thread,
        }
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

async fn carry(client: TcpStream, upstream: SocketAddr, toxic: Toxic) {
    let Ok(server) = TcpStream::connect(upstream).await else {
        return;
    };
    let _ = client.set_nodelay(true);
    if matches!(
        toxic,
        Toxic::ResetPeer(_) | Toxic::CutRequest(_) | Toxic::CutAnswer(_)
    ) {
        let _ = client.set_zero_linger();
        let _ = server.set_zero_linger();
    }
    let (client_read, client_write) = client.into_split();
    let (server_read, server_write) = server.into_split();
    let requests = requests(client_read, server_write, toxic);
    let answers = answers(server_read, client_write, toxic);
    let reset = async {
        match toxic {
            Toxic::ResetPeer(after) => tokio::time::sleep(after).await,
            _ => std::future::pending().await,
        }
    };
    // Whatever ends first ends both ways, as both halves are dropped.
    tokio::select! {
        () = requests => {}
        () = answers => {}
        () = reset => {}
    }
    if let Toxic::SlowClose(pause) = toxic {
        tokio::time::sleep(pause).await;
    }
}

async fn requests(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, toxic: Toxic) {
    let mut buffer = vec![0; 16 * 1024];
    let mut left = match toxic {
        Toxic::CutRequest(bytes) => bytes,
        _ => usize::MAX,
    };
    while let Ok(read) = from.read(&mut buffer).await {
        if read == 0 {
            return;
        }
        let some = &buffer[..read.min(left)];
        left -= some.len();
        if to.write_all(some).await.is_err() || left == 0 {
            return;
        }
    }
}

async fn answers(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, toxic: Toxic) {
    let mut buffer = vec![0; 16 * 1024];
    let mut left = match toxic {
        Toxic::LimitData(bytes) | Toxic::CutAnswer(bytes) => bytes,
        _ => usize::MAX,
    };
    while let Ok(read) = from.read(&mut buffer).await {
        if read == 0 {
            return;
        }
        let some = &buffer[..read.min(left)];
        left -= some.len();
        if !send(&mut to, some, toxic).await || left == 0 {
            return;
        }
    }
}

async fn send(to: &mut OwnedWriteHalf, bytes: &[u8], toxic: Toxic) -> bool {
    let (size, pause) = match toxic {
        Toxic::Timeout => return true,
        Toxic::Latency(pause) => (usize::MAX, pause),
        Toxic::Slicer(size, pause) => (size, pause),
        // A hundredth of a second's worth at a time.
        Toxic::Bandwidth(rate) => (
            usize::try_from(rate / 100).unwrap_or(usize::MAX).max(1),
            Duration::from_millis(10),
        ),
        _ => return to.write_all(bytes).await.is_ok(),
    };
    for piece in bytes.chunks(size.min(bytes.len().max(1))) {
        tokio::time::sleep(pause).await;
        if to.write_all(piece).await.is_err() {
            return false;
        }
    }
    true
}
