//! What the tests of the whole stand on: a stateful portal on loopback, a judge that reads the description itself, and a
//! server that misbehaves on purpose.
//!
//! Comes in: `spec/partnerportal.yaml`. Goes out: [`portal::Portal`], which a test starts and a client talks to, and
//! [`description::Description`], which tells whether a request or an answer is one the description allows; and, from
//! nothing, [`hostile::HostileServer`] and [`hostile::Proxy`]. None of them uses the generator, its runtime or the
//! generated crate, so that an error there cannot hide itself here.

pub mod description;
pub mod hostile;
pub mod portal;
pub mod request;
pub mod watch;
