//! [`Expect`]: what a successful response is decoded to.
//!
//! An operation names one of the types here, or a type of its own where its successes differ.

use std::marker::PhantomData;

use bytes::Bytes;

use super::body::Body;
use super::error::Error;
use super::json_lines::JsonLineStream;
use super::page::{self, Page};
use super::reply::{Head, Reply};
use super::slot::Decode;
use super::sse::EventStream;

/// How the response of an operation becomes a value.
pub trait Expect {
    /// The value.
    type Output;

    /// Whether the body of a success with this head is handed on as it comes, not read to its end first.
    fn streamed(head: &Head) -> bool {
        let _ = head;
        false
    }

    /// Makes the value.
    fn decode(reply: &mut Reply) -> Result<Self::Output, Error>;
}

/// JSON; of an enveloped operation, the value inside.
#[derive(Debug)]
pub struct Json<T>(PhantomData<fn() -> T>);

impl<T: Decode> Expect for Json<T> {
    type Output = T;

    fn decode(reply: &mut Reply) -> Result<T, Error> {
        reply.json()
    }
}

/// A page of a list.
#[derive(Debug)]
pub struct Paged<T>(PhantomData<fn() -> T>);

impl<T: Decode> Expect for Paged<T> {
    type Output = Page<T>;

    fn decode(reply: &mut Reply) -> Result<Page<T>, Error> {
        page::decode(reply)
    }
}

/// No body; what comes all the same is not looked at.
#[derive(Debug)]
pub struct Empty;

impl Expect for Empty {
    type Output = ();

    fn decode(_: &mut Reply) -> Result<(), Error> {
        Ok(())
    }
}

/// Text, XML included: UTF-8, what is not being replaced.
#[derive(Debug)]
pub struct Text;

impl Expect for Text {
    type Output = String;

    fn decode(reply: &mut Reply) -> Result<String, Error> {
        Ok(String::from_utf8_lossy(reply.bytes()).into_owned())
    }
}

/// Bytes, read to their end.
#[derive(Debug)]
pub struct Binary;

impl Expect for Binary {
    type Output = Bytes;

    fn decode(reply: &mut Reply) -> Result<Bytes, Error> {
        Ok(reply.bytes().clone())
    }
}

/// Bytes as they come.
#[derive(Debug)]
pub struct Download;

impl Expect for Download {
    type Output = Body;

    fn streamed(_: &Head) -> bool {
        true
    }

    fn decode(reply: &mut Reply) -> Result<Body, Error> {
        Ok(reply.take_body())
    }
}

/// `text/event-stream`, whose events hold JSON.
#[derive(Debug)]
pub struct ServerSentEvents<T>(PhantomData<fn() -> T>);

impl<T: Decode> Expect for ServerSentEvents<T> {
    type Output = EventStream<T>;

    fn streamed(_: &Head) -> bool {
        true
    }

    fn decode(reply: &mut Reply) -> Result<EventStream<T>, Error> {
        Ok(EventStream::new(reply.take_body(), reply.operation.id))
    }
}

/// JSON texts, one on each line.
#[derive(Debug)]
pub struct JsonLines<T>(PhantomData<fn() -> T>);

impl<T: Decode> Expect for JsonLines<T> {
    type Output = JsonLineStream<T>;

    fn streamed(_: &Head) -> bool {
        true
    }

    fn decode(reply: &mut Reply) -> Result<JsonLineStream<T>, Error> {
        Ok(JsonLineStream::new(reply.take_body(), reply.operation.id))
    }
}
