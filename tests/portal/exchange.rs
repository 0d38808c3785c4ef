//! One request from arrival to answer: recorded, judged, and answered as usual or as ordered.

use std::time::{Duration, Instant};

use super::answer::{Answer, JSON};
use super::fault::{Deed, Fault, Route};
use super::state::State;
use super::{BASE_PATH, TOKEN_PATH, schemas, tokens};
use crate::description::{Description, Operation};
use crate::request::Request;

/// A request the portal got, and what it answered.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// What it was for; `None` when the portal has nothing there.
    pub route: Option<Route>,
    /// The request as it came.
    pub request: Request,
    /// When it had come in whole.
    pub at: Instant,
    /// The status of the answer; `None` when the connection was reset instead.
    pub status: Option<u16>,
}

/// How an answer is to be sent.
#[derive(Debug)]
pub(super) enum Reply {
    Whole(Answer),
    After(Duration, Answer),
    Cut(Answer, usize),
    Drip(Answer, Duration),
    Reset,
}

/// Takes one request whose path is still the one on the wire.
pub(super) fn take(state: &mut State, mut request: Request) -> Reply {
    let at = Instant::now();
    let description = Description::partnerportal();
    let mut violations;
    let mut found = None;
    let route = if request.path == TOKEN_PATH {
        violations = tokens::check(&request);
        Some(Route::Token)
    } else {
        match request.path.strip_prefix(BASE_PATH) {
            Some(path) => path.to_owned().clone_into(&mut request.path),
            None => state
                .violations
                .push(format!("not below {BASE_PATH}: {}", request.path)),
        }
        violations = description.check_request(&request);
        found = description.find(&request.method, &request.path);
        found
            .as_ref()
            .and_then(|(operation, _)| Route::of_operation(&operation.id))
    };
    let is_right = violations.is_empty();
    let what = format!("{} {}", request.method, request.path);
    state.violations.extend(
        violations
            .drain(..)
            .map(|violation| format!("{what}: {violation}")),
    );

    let fault = route.and_then(|route| state.faults.take(route));
    let reply = reply(
        fault,
        |state| match (&found, route) {
            (_, Some(Route::Token)) => state.tokens.answer(&request),
            (Some((operation, path)), Some(route)) => {
                let answer = operate(state, route, path, &request, is_right);
                if state.judges_answers {
                    judge(state, operation, &answer);
                }
                answer
            }
            _ => {
                let id = state.request_id();
                Answer::error(404, "no such resource", &id)
            }
        },
        state,
    );
    state.exchanges.push(Exchange {
        route,
        request,
        at,
        status: reply.status(),
    });
    reply
}

/// The usual answer, given out as the fault has it.
fn reply(
    fault: Option<Fault>,
    usual: impl FnOnce(&mut State) -> Answer,
    state: &mut State,
) -> Reply {
    let Some(Fault(deed)) = fault else {
        return Reply::Whole(usual(state));
    };
    match deed {
        Deed::Answer(answer) => Reply::Whole(answer),
        Deed::ResetBefore => Reply::Reset,
        Deed::ResetAfter => {
            usual(state);
            Reply::Reset
        }
        Deed::Delay(pause) => Reply::After(pause, usual(state)),
        Deed::Cut(after) => Reply::Cut(usual(state), after),
        Deed::Drip(pause) => Reply::Drip(usual(state), pause),
        Deed::Edit(edit) => {
            let mut answer = usual(state);
            answer.edit(&*edit);
            Reply::Whole(answer)
        }
    }
}

/// Does what the operation is for.
fn operate(
    state: &mut State,
    route: Route,
    path: &[(String, String)],
    request: &Request,
    is_right: bool,
) -> Answer {
    let id = state.request_id();
    if !state.tokens.admit(request) {
        return Answer::error(401, "the token is not valid", &id)
            .header("www-authenticate", r#"Bearer error="invalid_token""#);
    }
    if !is_right {
        return Answer::error(400, "the request is not as described", &id);
    }
    let value = |name: &str| {
        let found = path.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    let company = value("companyId");
    let leads = &mut state.leads;
    let data = match route {
        Route::Token => None,
        Route::ListLeads => {
            Some(leads.list(company, request.query("skip"), request.query("limit")))
        }
        Route::CreateLead => Some(leads.create(company, &request.json())),
        Route::GetLead => leads.get(company, value("leadId")),
        Route::UpdateLead => leads.update(company, value("leadId"), &request.json()),
        Route::GetObjectSchema => Some(schemas::of(value("object"), None)),
        Route::GetPartnerOrganizationObjectSchema => Some(schemas::of(
            value("object"),
            Some(value("partnerOrganizationId")),
        )),
    };
    let status = if route == Route::CreateLead { 201 } else { 200 };
    match data {
        Some(data) => Answer::success(status, &data, &id),
        None => Answer::error(404, "no such lead", &id),
    }
}

/// Notes where the portal's own answer is not as described.
fn judge(state: &mut State, operation: &Operation, answer: &Answer) {
    let description = Description::partnerportal();
    let found = description.check_response(operation, answer.status, JSON, &answer.body);
    let id = &operation.id;
    state.violations.extend(
        found
            .into_iter()
            .map(|violation| format!("{id}: {violation}")),
    );
}

impl Reply {
    fn status(&self) -> Option<u16> {
        match self {
            Self::Whole(answer)
            | Self::After(_, answer)
            | Self::Cut(answer, _)
            | Self::Drip(answer, _) => Some(answer.status),
            Self::Reset => None,
        }
    }
}
