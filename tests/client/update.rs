//! `updateLead`: each field absent, null or with a value, alone and combined, on the wire.

use partnerportal::Maybe;
use partnerportal::models::{CustomFields, LeadUpdate};
use serde_json::{Map, Value, json};
use tests::portal::{COMPANY, Portal, Route};

use crate::setup::client;

type Change = fn(LeadUpdate) -> LeadUpdate;

/// A field of an update, and the two ways to change it.
struct Field {
    name: &'static str,
    set: Change,
    value: Value,
    /// `None` for the three that cannot be null: there, the type has no null.
    clear: Option<Change>,
}

fn field(name: &'static str, set: Change, value: Value, clear: impl Into<Option<Change>>) -> Field {
    let clear = clear.into();
    Field {
        name,
        set,
        value,
        clear,
    }
}

fn custom_fields() -> CustomFields {
    CustomFields::from([("region".to_owned(), json!("South"))])
}

/// All fields, in the order of the description.
fn fields() -> Vec<Field> {
    let time = "2026-09-30T00:00:00Z";
    let text = |name, set, clear: Change| field(name, set, json!("x"), clear);
    vec![
        field("lastName", |update| update.last_name("x"), json!("x"), None),
        text(
            "agentId",
            |update| update.agent_id("x"),
            |update| update.agent_id(Maybe::Null),
        ),
        text(
            "notes",
            |update| update.notes("x"),
            |update| update.notes(Maybe::Null),
        ),
        field(
            "customFields",
            |update| update.custom_fields(custom_fields()),
            json!({"region": "South"}),
            (|update| update.custom_fields(Maybe::Null)) as Change,
        ),
        text(
            "companyName",
            |update| update.company_name("x"),
            |update| update.company_name(Maybe::Null),
        ),
        text(
            "phaseId",
            |update| update.phase_id("x"),
            |update| update.phase_id(Maybe::Null),
        ),
        text(
            "partnerOrganizationId",
            |update| update.partner_organization_id("x"),
            |update| update.partner_organization_id(Maybe::Null),
        ),
        field("platform", |update| update.platform("x"), json!("x"), None),
        field(
            "closeDate",
            |update| {
                update.close_date(
                    "2026-09-30T00:00:00Z"
                        .parse::<partnerportal::Timestamp>()
                        .expect("a date-time"),
                )
            },
            json!(time),
            (|update| update.close_date(Maybe::Null)) as Change,
        ),
        field(
            "firstName",
            |update| update.first_name("x"),
            json!("x"),
            None,
        ),
        text(
            "phone",
            |update| update.phone("x"),
            |update| update.phone(Maybe::Null),
        ),
        text(
            "websiteUrl",
            |update| update.website_url("x"),
            |update| update.website_url(Maybe::Null),
        ),
        field(
            "value",
            |update| update.value(12.5),
            json!(12.5),
            (|update| update.value(Maybe::Null)) as Change,
        ),
        text(
            "email",
            |update| update.email("x"),
            |update| update.email(Maybe::Null),
        ),
    ]
}

#[test]
fn the_table_above_has_every_field() {
    assert_eq!(fields().len(), 14);
    assert_eq!(
        fields()
            .iter()
            .filter(|field| field.clear.is_some())
            .count(),
        11
    );
}

#[tokio::test]
async fn each_field_is_absent_null_or_a_value_on_the_wire() {
    let portal = Portal::with_leads(1);
    let client = client(&portal);
    let mut expected = vec![json!({})];
    let call = client.leads().update("lead-1", &LeadUpdate::default());
    call.send().await.expect("nothing changed");
    for field in fields() {
        let mut changes = vec![(field.set, field.value)];
        changes.extend(field.clear.map(|clear| (clear, Value::Null)));
        for (change, value) in changes {
            let update = change(LeadUpdate::default());
            let lead = client
                .leads()
                .update("lead-1", &update)
                .send()
                .await
                .expect("a lead");
            assert_eq!(lead.id, "lead-1");
            expected.push(json!({field.name: value}));
            assert_eq!(
                portal.leads(COMPANY)[0][field.name],
                value,
                "{}",
                field.name
            );
        }
    }
    let sent: Vec<_> = portal
        .requests(Route::UpdateLead)
        .iter()
        .map(|exchange| exchange.request.json())
        .collect();
    assert_eq!(sent, expected);
    assert_eq!(sent.len(), 1 + 14 + 11);
}

#[test]
fn c18_fields_do_not_disturb_each_other_in_any_combination() {
    // All combinations of seven fields at a time; the middle ones are in both halves.
    let fields = fields();
    for window in [&fields[..7], &fields[3..10], &fields[7..]] {
        for combination in 0..3_usize.pow(7) {
            check_combination(window, combination);
        }
    }
}

/// Reads `combination` as digits of base three: absent, value, null.
fn check_combination(fields: &[Field], mut combination: usize) {
    let mut update = LeadUpdate::default();
    let mut expected = Map::new();
    for field in fields {
        match (combination % 3, field.clear) {
            (1, _) => {
                update = (field.set)(update);
                expected.insert(field.name.to_owned(), field.value.clone());
            }
            (2, Some(clear)) => {
                update = clear(update);
                expected.insert(field.name.to_owned(), Value::Null);
            }
            _ => {}
        }
        combination /= 3;
    }
    let encoded = serde_json::to_value(&update).expect("JSON");
    assert_eq!(encoded, Value::Object(expected));
    let decoded: LeadUpdate = serde_json::from_value(encoded).expect("an update");
    assert_eq!(
        decoded, update,
        "absent, null and value are told apart when read, too"
    );
}

#[tokio::test]
async fn what_is_not_named_stays() {
    let portal = Portal::with_leads(1);
    let before = portal.leads(COMPANY)[0].clone();
    let update = LeadUpdate::default().email(Maybe::Null).phase_id("phase-2");
    let lead = client(&portal)
        .leads()
        .update("lead-1", &update)
        .send()
        .await
        .expect("a lead");
    assert_eq!(lead.email, None);
    assert_eq!(lead.phase_id.as_deref(), Some("phase-2"));
    let mut after = portal.leads(COMPANY)[0].clone();
    for name in ["email", "phaseId", "updatedAt"] {
        assert_ne!(after[name], before[name], "{name}");
        after[name] = before[name].clone();
    }
    assert_eq!(after, before);
}

#[tokio::test]
async fn custom_fields_are_written_one_by_one_and_read_back() {
    let portal = Portal::with_leads(1);
    let client = client(&portal);
    let update = LeadUpdate::default().custom_fields(custom_fields());
    client
        .leads()
        .update("lead-1", &update)
        .send()
        .await
        .expect("a lead");
    let lead = client.leads().get("lead-1").send().await.expect("a lead");
    assert_eq!(
        lead.extra.get("customFields"),
        Some(&json!({"region": "South"}))
    );
}
