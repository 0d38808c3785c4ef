//! The schemas of `description.yaml` as serde derive has them, by hand: the same names, the same types, the same members left
//! out. What the generated models do beyond that (members that nobody knows are kept), these do not have to do.

mod events;
mod lead;
mod repository;
mod words;

pub use events::{Event3, Event6, TaggedEvent, UntaggedEvent};
pub use lead::{Lead, LeadPage};
pub use repository::{Nested, Repository, Tree};
pub use words::{Direction, Shade};
