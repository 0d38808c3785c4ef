//! C6, the part on compression: a small body that would become a large one stays small, also where another crate of the
//! build has switched the decoders on (feature `unified`).

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;
use partnerportal::{Client, ErrorKind};

/// A gigabyte of nothing in about a megabyte: a gzip stream may have many members.
fn bomb() -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![b' '; 1024 * 1024]).expect("memory");
    encoder.finish().expect("memory").repeat(1024)
}

/// Answers every request with this, and asserts that none asks for compression.
fn serve(status: &'static str, body: Vec<u8>) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            answer(stream.expect("a connection"), status, &body);
        }
    });
    address
}

fn answer(mut stream: TcpStream, status: &str, body: &[u8]) {
    let mut request = vec![0; 16 * 1024];
    let length = stream.read(&mut request).unwrap_or(0);
    let request = String::from_utf8_lossy(&request[..length]).to_ascii_lowercase();
    if request.contains("accept-encoding") {
        eprintln!("compression was asked for: {request}");
        std::process::abort();
    }
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    // The client may have had enough before the end.
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(body);
}

/// Runs this test again in a process of its own, whose memory nothing else uses.
#[test]
fn a_compressed_bomb_stays_as_small_as_it_was_sent() {
    const ROLE: &str = "TRUST_TESTS_BOMB";
    if std::env::var_os(ROLE).is_some() {
        return child();
    }
    let program = std::env::current_exe().expect("this program");
    let output = Command::new(program)
        .args([
            "--exact",
            "--nocapture",
            "c20_bombs::a_compressed_bomb_stays_as_small_as_it_was_sent",
        ])
        .env(ROLE, "1")
        .output()
        .expect("a child");
    let said = String::from_utf8_lossy(&output.stdout);
    let cried = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{cried}");
    assert!(said.contains("1 passed"), "{said}{cried}");
}

fn child() {
    let bomb = bomb();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let outcomes = [
        ("200 OK", ErrorKind::Decode),
        ("500 Oops", ErrorKind::Status),
    ];
    let before = peak_kib();
    for (status, kind) in outcomes {
        let address = serve(status, bomb.clone());
        let client = Client::builder()
            .base_url(format!("http://{address}"))
            .company_id("company-1");
        let with_token = client.token("given").build().expect("a client");
        let call = with_token.leads().list().max_attempts(1);
        let error = runtime.block_on(call.send()).expect_err("no page");
        assert_eq!(error.kind(), kind, "{error}");
        let fetching = Client::builder()
            .base_url("https://api.example.com")
            .token_url(format!("http://{address}/token"))
            .client_id("id")
            .client_secret("c4nary-secret")
            .audience("audience")
            .company_id("company-1")
            .build()
            .expect("a client");
        let call = fetching.leads().list().max_attempts(1);
        let error = runtime.block_on(call.send()).expect_err("no token");
        assert_eq!(error.kind(), ErrorKind::Auth, "{error}");
    }
    let Some((before, after)) = before.zip(peak_kib()) else {
        println!("the memory of a process is not told here, so it was not looked at");
        return;
    };
    let grown = after.saturating_sub(before);
    assert!(grown <= 32 * 1024, "{grown} KiB more");
}

/// The most memory this process ever had, where the system tells.
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
