//! C6: the memory of the process grows by 32 MiB at most, whatever a server sends.

use partnerportal::{Client, ErrorKind};
use tests::hostile::{HostileServer, Step, token};
use tests::portal::{AUDIENCE, CLIENT_ID, CLIENT_SECRET, COMPANY};

const MOST: u64 = 32 * 1024;

/// The most memory that the process has had so far, in KiB; `None` where the system does not say.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn server(for_token: bool, status: u16) -> HostileServer {
    let head = format!("HTTP/1.1 {status} Status\r\ntransfer-encoding: chunked\r\n\r\n");
    let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
    HostileServer::start(move |request| match request.is_for_token() {
        true if !for_token => token(1),
        _ => vec![
            Step::Send(head.clone().into_bytes()),
            Step::Endless(chunk.clone().into_bytes()),
        ],
    })
}

fn client(server: &HostileServer) -> Client {
    Client::builder()
        .base_url(server.url())
        .token_url(format!("{}/oauth/token", server.url()))
        .client_id(CLIENT_ID)
        .client_secret(CLIENT_SECRET)
        .audience(AUDIENCE)
        .company_id(COMPANY)
        .build()
        .expect("a client")
}

#[tokio::test]
async fn c06_memory_is_bounded() {
    // What a client needs before anything is sent, its certificates above all, is not what is measured.
    let warm = server(false, 404);
    let get = |client: Client| async move { client.leads().get("1").max_attempts(1).send().await };
    get(client(&warm)).await.expect_err("not found");
    let before = peak();
    for (for_token, status, kind) in [
        (false, 200, ErrorKind::BodyTooLarge),
        (false, 500, ErrorKind::Status),
        (true, 200, ErrorKind::Auth),
    ] {
        let server = server(for_token, status);
        for _ in 0..5 {
            let error = get(client(&server)).await.expect_err("an endless body");
            assert_eq!(error.kind(), kind, "{error}");
        }
    }
    // Elsewhere than on Linux, the errors above are all that is asserted.
    if let (Some(before), Some(after)) = (before, peak()) {
        assert!(after - before <= MOST, "{} KiB more", after - before);
    }
}
