//! Whether an answer is one that the description allows; it keeps the portal of the tests honest.

use serde_json::Value;

use super::Description;
use super::operation::Operation;

impl Description {
    /// Everything in the answer that the description does not allow; empty when all is well.
    #[must_use]
    pub fn check_response(
        &self,
        operation: &Operation,
        status: u16,
        media_type: &str,
        body: &[u8],
    ) -> Vec<String> {
        let Some(response) = operation
            .responses
            .iter()
            .filter_map(|response| Some((rank(&response.status, status)?, response)))
            .min_by_key(|(rank, _)| *rank)
            .map(|(_, response)| response)
        else {
            return vec![format!("the status {status} is not described")];
        };
        // A response without content is one whose body is not described: any will do.
        if response.content.is_empty() {
            return Vec::new();
        }
        let Some((_, schema)) = response
            .content
            .iter()
            .find(|(known, _)| known == media_type)
        else {
            return vec![format!("the media type `{media_type}` is not described")];
        };
        match serde_json::from_slice::<Value>(body) {
            Ok(value) => schema.check("answer", &value),
            Err(error) => vec![format!("answer: not JSON: {error}")],
        }
    }
}

/// How well a key of the Responses Object fits a status; an explicit code wins over a range (OpenAPI 3.1, 4.8.16.1).
fn rank(key: &str, status: u16) -> Option<u8> {
    if key == status.to_string() {
        Some(0)
    } else if key == format!("{}XX", status / 100) {
        Some(1)
    } else if key == "default" {
        Some(2)
    } else {
        None
    }
}
