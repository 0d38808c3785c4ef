//! The leads, in memory: list, create, read and update as the description tells them.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// The members of a lead, in the order of the description, that a new lead has as null.
const EMPTY: [&str; 14] = [
    "agentId",
    "notes",
    "companyName",
    "phaseId",
    "partnerOrganizationId",
    "totalCommission",
    "closeDate",
    "revenue",
    "phone",
    "websiteUrl",
    "commissionPercent",
    "lockCommissionPercent",
    "value",
    "email",
];

/// The leads of all companies.
#[derive(Debug)]
pub(super) struct Leads {
    companies: BTreeMap<String, Vec<Value>>,
    created: u64,
    changes: u64,
    most: usize,
}

impl Default for Leads {
    fn default() -> Self {
        Self {
            companies: BTreeMap::new(),
            created: 0,
            changes: 0,
            most: 500,
        }
    }
}

impl Leads {
    pub(super) fn of(&self, company: &str) -> &[Value] {
        self.companies.get(company).map_or(&[], Vec::as_slice)
    }

    pub(super) fn cap_pages(&mut self, most: usize) {
        self.most = most;
    }

    /// Adds a lead with a name made of its number.
    pub(super) fn seed(&mut self, company: &str) {
        let number = self.created + 1;
        self.create(
            company,
            &json!({
                "lastName": format!("Lovelace {number}"),
                "firstName": "Ada",
                "platform": "example-platform",
                "email": format!("ada-{number}@example.com"),
                "value": number as f64 + 0.5,
            }),
        );
    }

    /// Adds a lead as it is.
    pub(super) fn insert(&mut self, company: &str, lead: Value) {
        self.companies
            .entry(company.to_owned())
            .or_default()
            .push(lead);
    }

    /// One page. `skip` and `limit` are what the request said, in digits.
    pub(super) fn list(&self, company: &str, skip: Option<&str>, limit: Option<&str>) -> Value {
        let number = |text: Option<&str>, otherwise| {
            text.and_then(|text| text.parse().ok()).unwrap_or(otherwise)
        };
        let leads = self.of(company).iter();
        let page = leads
            .skip(number(skip, 0))
            .take(number(limit, 100).min(self.most));
        page.cloned().collect()
    }

    pub(super) fn get(&self, company: &str, id: &str) -> Option<Value> {
        self.of(company)
            .iter()
            .find(|lead| lead["id"] == id)
            .cloned()
    }

    /// Stores a new lead and returns it.
    pub(super) fn create(&mut self, company: &str, body: &Value) -> Value {
        self.created += 1;
        let now = self.now();
        let mut lead: Map<String, Value> = EMPTY
            .iter()
            .map(|name| ((*name).to_owned(), Value::Null))
            .collect();
        lead.extend(body.as_object().cloned().unwrap_or_default());
        for (name, value) in [
            ("id", json!(format!("lead-{}", self.created))),
            ("status", json!("active")),
            ("companyId", json!(company)),
            ("submissionDate", json!(now)),
            ("createdAt", json!(now)),
            ("updatedAt", json!(now)),
        ] {
            lead.insert(name.to_owned(), value);
        }
        self.insert(company, Value::Object(lead.clone()));
        Value::Object(lead)
    }

    /// Changes the members that the body names and returns the lead; custom fields are changed one by one.
    pub(super) fn update(&mut self, company: &str, id: &str, body: &Value) -> Option<Value> {
        let now = self.now();
        let leads = self.companies.get_mut(company)?;
        let lead = leads.iter_mut().find(|lead| lead["id"] == id)?;
        for (name, value) in body.as_object().into_iter().flatten() {
            match (lead.get_mut(name).and_then(Value::as_object_mut), value) {
                (Some(old), Value::Object(new)) if name == "customFields" => {
                    old.extend(new.clone())
                }
                _ => lead[name] = value.clone(),
            }
        }
        lead["updatedAt"] = json!(now);
        Some(lead.clone())
    }

    /// A date-time that no other change has, the same in every run.
    fn now(&mut self) -> String {
        self.changes += 1;
        let (minutes, seconds) = (self.changes / 60, self.changes % 60);
        format!(
            "2026-03-{:02}T{:02}:{:02}:{seconds:02}Z",
            1 + minutes / 1440,
            minutes / 60 % 24,
            minutes % 60
        )
    }
}
