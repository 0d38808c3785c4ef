//! Things that may be one of several.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Opened {
    pub opened_by: String,
    pub title: String,
    pub labels: Vec<String>,
    pub at: Timestamp,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Closed {
    pub closed_by: String,
    pub reason: Option<String>,
    pub at: Timestamp,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Commented {
    pub author: String,
    pub body: String,
    pub likes: i64,
    pub at: Timestamp,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Assigned {
    pub assignee: String,
    pub assigner: String,
    pub at: Timestamp,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Moved {
    pub from_column: String,
    pub to_column: String,
    pub position: i64,
    pub at: Timestamp,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Referenced {
    pub commit_id: String,
    pub commit_url: String,
    pub actor: Option<String>,
    pub at: Timestamp,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct TaggedOpened {
    pub kind: String,
    pub opened_by: String,
    pub title: String,
    pub labels: Vec<String>,
    pub at: Timestamp,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct TaggedClosed {
    pub kind: String,
    pub closed_by: String,
    pub reason: Option<String>,
    pub at: Timestamp,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct TaggedCommented {
    pub kind: String,
    pub author: String,
    pub body: String,
    pub likes: i64,
    pub at: Timestamp,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct TaggedAssigned {
    pub kind: String,
    pub assignee: String,
    pub assigner: String,
    pub at: Timestamp,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct TaggedMoved {
    pub kind: String,
    pub from_column: String,
    pub to_column: String,
    pub position: i64,
    pub at: Timestamp,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct TaggedReferenced {
    pub kind: String,
    pub commit_id: String,
    pub commit_url: String,
    pub actor: Option<String>,
    pub at: Timestamp,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Event3 {
    Opened(Opened),
    Closed(Closed),
    Commented(Commented),
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Event6 {
    Opened(Opened),
    Closed(Closed),
    Commented(Commented),
    Assigned(Assigned),
    Moved(Moved),
    Referenced(Referenced),
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum TaggedEvent {
    Opened(Opened),
    Closed(Closed),
    Commented(Commented),
    Assigned(Assigned),
    Moved(Moved),
    Referenced(Referenced),
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(untagged)]
pub enum UntaggedEvent {
    Opened(TaggedOpened),
    Closed(TaggedClosed),
    Commented(TaggedCommented),
    Assigned(TaggedAssigned),
    Moved(TaggedMoved),
    Referenced(TaggedReferenced),
}
