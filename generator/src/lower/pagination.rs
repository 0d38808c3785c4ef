//! `x-pagination`: how a list is read page by page.

use super::operation::Context;
use super::pointer;
use crate::ir::{Pagination, PaginationStyle, Parameter, Success, SuccessKind, Ty};
use crate::tree::NodeId;

/// The extension at an operation, checked against its parameters and its success.
pub(super) fn pagination(
    cx: &Context<'_>,
    operation: NodeId,
    parameters: &[Parameter],
    success: &Success,
) -> Option<Pagination> {
    let node = cx.doc.tree.get(operation, "x-pagination")?;
    let reader = Reader {
        cx,
        node,
        parameters,
    };
    let style = reader.style()?;
    let Some(value) = value(success) else {
        cx.bad_extension(
            node,
            "this operation gives no JSON to find a list in",
            "remove `x-pagination`",
        );
        return None;
    };
    let items = match cx.doc.tree.get(node, "items") {
        Some(items) => pointer::names(cx, items)?,
        None => Vec::new(),
    };
    let list = match pointer::field(&cx.types, value, &items) {
        Some(field) => &field.ty,
        None => value,
    };
    let is_there = items.is_empty() || pointer::field(&cx.types, value, &items).is_some();
    match cx.types.element(list).filter(|_| is_there) {
        Some(item) => Some(Pagination {
            node,
            style,
            item: item.clone(),
            items,
        }),
        None => {
            let problem = format!("there is no list at `/{}` of the value", items.join("/"));
            cx.bad_extension(
                node,
                problem,
                "say with `items` where in the value the list is, such as `/items`",
            );
            None
        }
    }
}

/// The type of the JSON that success gives, where there is one.
fn value(success: &Success) -> Option<&Ty> {
    success.cases.iter().find_map(|case| match &case.kind {
        SuccessKind::Json(ty) => Some(ty),
        SuccessKind::Empty | SuccessKind::Text | SuccessKind::Bytes | SuccessKind::Stream(..) => {
            None
        }
    })
}

/// The extension while it is read.
struct Reader<'a, 'd> {
    cx: &'a Context<'d>,
    node: NodeId,
    parameters: &'a [Parameter],
}

impl Reader<'_, '_> {
    fn style(&self) -> Option<PaginationStyle> {
        let style = self.cx.doc.tree.get_str(self.node, "style");
        let known: &[&str] = match style {
            Some("offset") => &["style", "items", "offset", "limit"],
            Some("page") => &["style", "items", "page", "limit", "first"],
            Some("cursor") => &["style", "items", "cursor", "next"],
            _ => {
                let written = self.cx.doc.tree.peek(self.node, "style");
                self.cx.bad_extension(
                    written.unwrap_or(self.node),
                    "this pagination has no style that is known",
                    "`style` is `offset`, `page` or `cursor`",
                );
                return None;
            }
        };
        self.check_members(known);
        Some(match style {
            Some("offset") => {
                let (offset, limit) = self.numbers("offset")?;
                PaginationStyle::Offset { offset, limit }
            }
            Some("page") => {
                let (page, limit) = self.numbers("page")?;
                let first = self.first()?;
                PaginationStyle::Page { page, limit, first }
            }
            _ => PaginationStyle::Cursor {
                cursor: self.parameter("cursor")?,
                next: self.next()?,
            },
        })
    }

    fn check_members(&self, known: &[&str]) {
        for (name, member) in self.cx.doc.tree.entries(self.node) {
            if !known.contains(&name) {
                let problem = format!("this style of `x-pagination` has no member `{name}`");
                self.cx
                    .bad_extension(member, problem, format!("it has `{}`", known.join("`, `")));
            }
        }
    }

    /// The parameter for the place in the list, and the one for the size of a page: two that hold whole numbers.
    fn numbers(&self, role: &str) -> Option<(usize, Option<usize>)> {
        let place = self.parameter(role)?;
        let limit = self.optional_parameter("limit")?;
        let is_whole =
            self.is_whole(role, place) && limit.is_none_or(|limit| self.is_whole("limit", limit));
        if limit == Some(place) {
            let problem = format!("`{role}` and `limit` name the same parameter");
            self.bad_member(
                "limit",
                problem,
                "name the parameter for the size of a page",
            );
            return None;
        }
        is_whole.then_some((place, limit))
    }

    /// Whether the parameter that `role` names holds whole numbers; says so where not.
    fn is_whole(&self, role: &str, index: usize) -> bool {
        let Some(parameter) = self.parameters.get(index) else {
            return false;
        };
        let ty = self.cx.types.resolved(&parameter.ty);
        let is_whole = matches!(
            ty,
            Ty::I32 | Ty::I64 | Ty::U32 | Ty::U64 | Ty::I64Text | Ty::U64Text
        );
        if !is_whole {
            let problem = format!("the parameter `{}` is no integer", parameter.name);
            let help = format!("the {role} is a number that is counted; give it `type: integer`");
            self.bad_member(role, problem, help);
        }
        is_whole
    }

    fn bad_member(&self, role: &str, problem: String, help: impl Into<String>) {
        let member = self.cx.doc.tree.peek(self.node, role);
        let node = member.unwrap_or(self.node);
        self.cx.bad_extension(node, problem, help);
    }

    /// The index of the parameter that the member `role` names.
    fn parameter(&self, role: &str) -> Option<usize> {
        let index = self.optional_parameter(role)?;
        if index.is_none() {
            let problem = format!("`x-pagination` does not say which parameter is the {role}");
            self.cx.bad_extension(
                self.node,
                problem,
                format!("add `{role}: <name of the parameter>`"),
            );
        }
        index
    }

    /// As [`Reader::parameter`], where the member may be left out; `None` where it is wrong.
    fn optional_parameter(&self, role: &str) -> Option<Option<usize>> {
        let Some(member) = self.cx.doc.tree.get(self.node, role) else {
            return Some(None);
        };
        let name = self.cx.doc.tree.str(member).unwrap_or_default();
        let found = self
            .parameters
            .iter()
            .position(|parameter| parameter.name == name);
        if found.is_none() {
            let problem = format!("the operation has no parameter `{name}`");
            let names: Vec<String> = self
                .parameters
                .iter()
                .map(|parameter| format!("`{}`", parameter.name))
                .collect();
            self.cx
                .bad_extension(member, problem, format!("it has {}", names.join(", ")));
        }
        found.map(Some)
    }

    /// The number of the first page: 1 unless said otherwise.
    fn first(&self) -> Option<u64> {
        let tree = &self.cx.doc.tree;
        let Some(member) = tree.get(self.node, "first") else {
            return Some(1);
        };
        let first = tree.number(member).and_then(|number| number.parse().ok());
        if first.is_none() {
            self.cx.bad_extension(
                member,
                "the first page has no such number",
                "write `0` or `1`",
            );
        }
        first
    }

    fn next(&self) -> Option<Vec<String>> {
        let Some(member) = self.cx.doc.tree.get(self.node, "next") else {
            let help = "say with `next` where in the body the next cursor is, such as `/meta/next`";
            self.cx.bad_extension(
                self.node,
                "`x-pagination` does not say where the next cursor is",
                help,
            );
            return None;
        };
        pointer::names(self.cx, member)
    }
}
