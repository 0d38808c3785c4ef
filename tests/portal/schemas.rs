//! The object schema every portal of the tests has: one standard field, one custom field.

use serde_json::{Value, json};

/// The schema of an object, for one partner organization or for all.
pub(super) fn of(object: &str, partner_organization: Option<&str>) -> Value {
    let region = match partner_organization {
        Some(id) => format!("Region of {id}"),
        None => "Region".to_owned(),
    };
    json!({
        "schema": {
            "unifiedFields": [
                field("Last name", "lastName", true, 0),
                field(&region, "region", false, 1),
            ],
            "standardFields": { "lastName": {"maxLength": 80} },
            "customFields": { "region": {"options": ["North", "South"]} },
            "type": "object",
            "object": object,
        }
    })
}

fn field(label: &str, id: &str, is_standard: bool, order: u32) -> Value {
    json!({
        "displayType": "input",
        "isStandardField": is_standard,
        "flags": {"updateable": true, "creatable": !is_standard},
        "label": label,
        "type": "string",
        "required": is_standard,
        "order": order,
        "fieldId": id,
    })
}
