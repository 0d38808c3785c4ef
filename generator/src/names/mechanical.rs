//! operationIds that a framework made of method and path: what a person would leave out of them.
//!
//! Some tools write no more than the method and the path (`GetCustomersCustomer`), others put both behind the name of a
//! function (`list_users_api_v1_users_get`). Either way the path says nothing that the group and the arguments do not.

use super::case;
use super::operations::is_prefix;

/// What of an operationId is its author's.
#[derive(Debug, PartialEq)]
pub(super) enum Author {
    /// All of it.
    All,
    /// Nothing: it is the method and the path.
    Nothing,
    /// The words in front of path and method.
    Words(Vec<String>),
}

/// Compares an operationId, as words, with the method and path that it is for.
pub(super) fn author(words: &[String], method: &str, template: &str) -> Author {
    let id = words.concat();
    let method = method.to_ascii_lowercase();
    let path = case::words(template).concat();
    let unversioned: Vec<&str> = template
        .split('/')
        .skip_while(|segment| segment.is_empty() || is_prefix(segment))
        .collect();
    let short = case::words(&unversioned.join("/")).concat();
    if unversioned.concat().is_empty() {
        return Author::All;
    }
    if [&path, &short]
        .iter()
        .any(|path| id == format!("{method}{path}"))
    {
        return Author::Nothing;
    }
    let Some(own) = id.strip_suffix(&format!("{path}{method}")) else {
        return Author::All;
    };
    let (mut length, length_of_own) = (0, own.len());
    let own: Vec<String> = words
        .iter()
        .take_while(|word| {
            length += word.len();
            length <= own.len()
        })
        .cloned()
        .collect();
    // Where the path begins inside of a word, as in `list_allusers_get` of `/users`, it is not the path.
    match own.concat().len() == length_of_own && !own.is_empty() {
        true => Author::Words(own),
        false => Author::All,
    }
}

#[cfg(test)]
mod tests {
    use super::{Author, author};
    use crate::names::case;

    #[test]
    fn method_and_path_are_no_name() {
        let words = |text: &str| Author::Words(text.split(' ').map(str::to_owned).collect());
        let table = [
            (
                "GetCustomersCustomer",
                "get",
                "/v1/customers/{customer}",
                Author::Nothing,
            ),
            ("get-v1-customers", "get", "/v1/customers", Author::Nothing),
            (
                "getCustomer",
                "get",
                "/v1/customers/{customer}",
                Author::All,
            ),
            (
                "list_users_api_v1_users_get",
                "get",
                "/api/v1/users",
                words("list users"),
            ),
            (
                "read_item_items__item_id__get",
                "get",
                "/items/{item_id}",
                words("read item"),
            ),
            ("users_get", "get", "/users", Author::All),
            ("list_allusers_get", "get", "/users", Author::All),
            ("make_superusers_post", "post", "/users", Author::All),
            ("root__get", "get", "/", Author::All),
            ("listUsers", "get", "/users", Author::All),
        ];
        for (id, method, path, expected) in table {
            assert_eq!(author(&case::words(id), method, path), expected, "{id}");
        }
    }
}
