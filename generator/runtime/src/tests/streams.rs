//! Server-sent events and JSON lines, however they are cut into chunks.

use crate::runtime::{Body, BoxError, Bytes, Event, EventStream, JsonLineStream, Value};

/// The same text in one chunk, byte by byte, and in threes.
fn cuts(text: &str) -> Vec<Body> {
    [text.len().max(1), 1, 3]
        .into_iter()
        .map(|size| {
            let chunks: Vec<_> = text
                .as_bytes()
                .chunks(size)
                .map(|chunk| Ok::<_, BoxError>(Bytes::copy_from_slice(chunk)))
                .collect();
            Body::from_chunks(chunks)
        })
        .collect()
}

async fn events(text: &str) -> Vec<(String, String, String)> {
    let mut all = Vec::new();
    for body in cuts(text) {
        let mut stream = EventStream::<Value>::new(body, "events");
        let mut events = Vec::new();
        while let Some(event) = stream.next_event().await {
            let Event {
                event, data, id, ..
            } = event.unwrap();
            events.push((event, data, id));
        }
        all.push(events);
    }
    assert!(all.windows(2).all(|pair| pair[0] == pair[1]), "{all:?}");
    all.remove(0)
}

fn event(event: &str, data: &str, id: &str) -> (String, String, String) {
    (event.to_owned(), data.to_owned(), id.to_owned())
}

#[tokio::test]
async fn the_examples_of_the_standard() {
    assert_eq!(
        events("data: YHOO\ndata: +2\ndata: 10\n\n").await,
        [event("", "YHOO\n+2\n10", "")]
    );
    let text = ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n";
    assert_eq!(
        events(text).await,
        [event("", "first event", "1"), event("", "second event", "")]
    );
    assert_eq!(
        events("data\n\ndata\ndata\n\ndata:").await,
        [event("", "", ""), event("", "\n", "")]
    );
    assert_eq!(
        events("data:test\n\ndata: test\n\n").await,
        [event("", "test", ""), event("", "test", "")]
    );
}

#[tokio::test]
async fn all_line_ends_and_a_byte_order_mark() {
    for end in ["\n", "\r\n", "\r"] {
        let text = [
            "\u{feff}event: a",
            "data: 1",
            "id: 7",
            "",
            "data: 2",
            "",
            "",
        ]
        .join(end);
        assert_eq!(
            events(&text).await,
            [event("a", "1", "7"), event("", "2", "7")],
            "{end:?}"
        );
    }
}

#[tokio::test]
async fn what_is_unknown_or_wrong_is_passed_over() {
    assert_eq!(
        events("foo: bar\nid: a\0b\nretry: x\ndata: 1\n\n").await,
        [event("", "1", "")]
    );
    assert_eq!(events("event: only\n\n").await, []);
    let mut stream =
        EventStream::<Value>::new(Body::from("retry: 1500\nid: 3\ndata: 1\n\n"), "events");
    let event = stream.next_event().await.unwrap().unwrap();
    assert_eq!(event.retry, Some(std::time::Duration::from_millis(1500)));
    assert_eq!(stream.last_event_id(), "3");
}

#[tokio::test]
async fn data_is_decoded_and_one_bad_event_is_not_the_end() {
    let text = "data: 1\n\ndata: {\n\ndata: 2\n\ndata: [DONE]\n\ndata: 3\n\n";
    for body in cuts(text) {
        let mut stream = EventStream::<i64>::new(body, "events");
        assert_eq!(stream.next().await.unwrap().unwrap(), 1);
        let error = stream.next().await.unwrap().unwrap_err();
        assert!(error.is_decode());
        assert_eq!(error.body().unwrap(), "{");
        assert_eq!(stream.next().await.unwrap().unwrap(), 2);
        assert!(stream.next().await.is_none());
        assert!(stream.next().await.is_none());
    }
}

#[tokio::test]
async fn a_broken_stream_says_so_once() {
    let chunks = [
        Ok(Bytes::from_static(b"data: 1\n\ndata: 2")),
        Err(BoxError::from("cut")),
    ];
    let mut stream = EventStream::<i64>::new(Body::from_chunks(chunks), "events");
    assert_eq!(stream.next().await.unwrap().unwrap(), 1);
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(error.is_connection());
    assert_eq!(error.operation(), Some("events"));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn json_lines() {
    for body in cuts("1\n\n 2 \r\n{\n[3]") {
        let mut stream = JsonLineStream::<Value>::new(body, "lines");
        assert_eq!(stream.next().await.unwrap().unwrap(), 1);
        assert_eq!(stream.next().await.unwrap().unwrap(), 2);
        assert!(stream.next().await.unwrap().unwrap_err().is_decode());
        assert_eq!(
            stream.next().await.unwrap().unwrap(),
            serde_json::json!([3])
        );
        assert!(stream.next().await.is_none());
    }
}

#[tokio::test]
async fn a_line_without_end_does_not_fill_the_memory() {
    let chunks = std::iter::repeat_with(|| Ok::<_, BoxError>(Bytes::from(vec![b'x'; 1024 * 1024])));
    let mut stream = JsonLineStream::<Value>::new(Body::from_chunks(chunks), "lines");
    assert!(
        stream
            .next()
            .await
            .unwrap()
            .unwrap_err()
            .is_body_too_large()
    );
    assert!(stream.next().await.is_none());
    let endless = std::iter::repeat_with(|| {
        Ok::<_, BoxError>(Bytes::from(format!("data: {}\n", "x".repeat(1024 * 1024))))
    });
    let mut stream = EventStream::<Value>::new(Body::from_chunks(endless), "events");
    assert!(
        stream
            .next()
            .await
            .unwrap()
            .unwrap_err()
            .is_body_too_large()
    );
    assert!(stream.next().await.is_none());
}
