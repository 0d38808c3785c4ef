//! What a test can order the portal to do wrong, and where.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::answer::Answer;

/// Something the portal serves.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Route {
    /// The token endpoint.
    Token,
    /// `listLeads`
    ListLeads,
    /// `createLead`
    CreateLead,
    /// `getLead`
    GetLead,
    /// `updateLead`
    UpdateLead,
    /// `getObjectSchema`
    GetObjectSchema,
    /// `getPartnerOrganizationObjectSchema`
    GetPartnerOrganizationObjectSchema,
}

impl Route {
    /// The route of an operation of the description, if the portal serves it.
    pub(super) fn of_operation(id: &str) -> Option<Self> {
        Some(match id {
            "listLeads" => Self::ListLeads,
            "createLead" => Self::CreateLead,
            "getLead" => Self::GetLead,
            "updateLead" => Self::UpdateLead,
            "getObjectSchema" => Self::GetObjectSchema,
            "getPartnerOrganizationObjectSchema" => Self::GetPartnerOrganizationObjectSchema,
            _ => return None,
        })
    }
}

/// One thing to do wrong.
#[derive(Clone)]
pub struct Fault(pub(super) Deed);

#[derive(Clone)]
pub(super) enum Deed {
    /// Answers this, and does nothing.
    Answer(Answer),
    /// Does and answers the usual, late.
    Delay(Duration),
    /// Resets the connection, and does nothing.
    ResetBefore,
    /// Does the usual, and resets the connection instead of answering.
    ResetAfter,
    /// Does the usual, and ends the connection after so many bytes of the answer's body.
    Cut(usize),
    /// Does the usual, and sends the answer's body in pieces of one byte, each after a pause.
    Drip(Duration),
    /// Does the usual, and changes the answer's JSON.
    Edit(Arc<dyn Fn(&mut Value) + Send + Sync>),
}

impl Fault {
    /// Answers with this status and an error in the portal's own form; nothing else happens.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self(Deed::Answer(Answer::error(
            status,
            "as ordered",
            "request-ordered",
        )))
    }

    /// Answers with this status and exactly this text; nothing else happens.
    #[must_use]
    pub fn text(status: u16, media_type: &str, text: impl Into<String>) -> Self {
        Self(Deed::Answer(Answer::text(status, media_type, text.into())))
    }

    /// Answers with a redirect, and does nothing.
    #[must_use]
    pub fn redirect(status: u16, location: &str) -> Self {
        Self::status(status).header("location", location)
    }

    /// Does the usual, and answers after this long.
    #[must_use]
    pub fn delay(pause: Duration) -> Self {
        Self(Deed::Delay(pause))
    }

    /// Resets the connection before anything is done.
    #[must_use]
    pub fn reset_before() -> Self {
        Self(Deed::ResetBefore)
    }

    /// Does the usual, then resets the connection without an answer.
    #[must_use]
    pub fn reset_after() -> Self {
        Self(Deed::ResetAfter)
    }

    /// Does the usual, then ends the connection after so many bytes of the answer's body.
    #[must_use]
    pub fn cut(after: usize) -> Self {
        Self(Deed::Cut(after))
    }

    /// Does the usual, then sends the answer's body byte by byte with a pause before each.
    #[must_use]
    pub fn drip(pause: Duration) -> Self {
        Self(Deed::Drip(pause))
    }

    /// Does the usual, and lets the test change the answer before it is sent.
    #[must_use]
    pub fn edit(edit: impl Fn(&mut Value) + Send + Sync + 'static) -> Self {
        Self(Deed::Edit(Arc::new(edit)))
    }

    /// Adds a header field to the answer.
    ///
    /// # Panics
    /// When this fault is not an answer of its own.
    #[must_use]
    pub fn header(self, name: &'static str, value: &str) -> Self {
        match self.0 {
            Deed::Answer(answer) => Self(Deed::Answer(answer.header(name, value))),
            _ => panic!("{self:?} has no header fields of its own"),
        }
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Deed::Answer(answer) => write!(f, "Answer({})", answer.status),
            Deed::Delay(pause) => write!(f, "Delay({pause:?})"),
            Deed::ResetBefore => f.write_str("ResetBefore"),
            Deed::ResetAfter => f.write_str("ResetAfter"),
            Deed::Cut(after) => write!(f, "Cut({after})"),
            Deed::Drip(pause) => write!(f, "Drip({pause:?})"),
            Deed::Edit(_) => f.write_str("Edit"),
        }
    }
}

/// The faults that are ordered and not yet spent, in their order.
#[derive(Debug, Default)]
pub(super) struct Faults(VecDeque<(Route, usize, Fault)>);

impl Faults {
    pub(super) fn order(&mut self, route: Route, times: usize, fault: Fault) {
        self.0.push_back((route, times, fault));
    }

    /// The fault for the next request on a route, which is spent by this.
    pub(super) fn take(&mut self, route: Route) -> Option<Fault> {
        let index = self
            .0
            .iter()
            .position(|(on, times, _)| *on == route && *times > 0)?;
        let (_, times, fault) = &mut self.0[index];
        if *times != usize::MAX {
            *times -= 1;
        }
        Some(fault.clone())
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}
