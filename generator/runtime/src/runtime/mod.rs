//! The part of this client that its description does not change.
//!
//! Models and operations call it; users meet what the crate's root re-exports.

mod base64;
mod bridge;
mod compare;
mod constraint;
mod enumeration;
mod extra;
pub mod json;
mod maybe;
mod members;
mod model;
mod number;
mod reader;
mod secret;
mod slot;
mod union;

pub use base64::{Base64, InvalidBase64};
pub use bridge::{deserialize, serialize};
pub use compare::{debug, equal};
pub use constraint::{Constraint, Validate, Violation, Violations};
pub use enumeration::{
    Scalar, ScalarEnum, TextEnum, Unrecognized, read_scalar, read_text, scalar_view,
};
pub use extra::Extra;
pub use maybe::Maybe;
pub use model::{Member, Model, Object};
pub use number::{InvalidNumber, Number};
pub use reader::{Reader, read_model};
pub use secret::Secret;
pub use slot::{AsText, Decode, Encode, Entries, Failed, List, Slot, View};
pub use union::{Discriminator, Kinds, Shape, Union, read_union};

pub use jiff::Timestamp;
pub use jiff::civil::Date;
pub use serde_json::Value;

#[allow(unused_imports, reason = "which are used depends on the description")]
pub(crate) use {
    enumeration::{scalar_enum, text_enum},
    model::{model, serde_traits},
    union::union,
};
