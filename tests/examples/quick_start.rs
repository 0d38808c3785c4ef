//! Lists all leads of a portal, creates one, and updates it.

use partnerportal::models::{LeadUpdate, NewLead};
use partnerportal::{Client, Error, Maybe};

#[tokio::main]
async fn main() -> Result<(), Error> {
    // PARTNERPORTAL_BASE_URL, _TOKEN_URL, _CLIENT_ID, _CLIENT_SECRET, _AUDIENCE, _COMPANY_ID
    let client = Client::from_env()?;

    // Every lead, page after page.
    let mut leads = client.leads().list().items();
    while let Some(lead) = leads.next().await {
        let lead = lead?;
        println!(
            "{}: {} {} ({})",
            lead.id, lead.first_name, lead.last_name, lead.status
        );
    }

    // A new one: what is required, then what is known.
    let lead = NewLead::new("Lovelace", "example-platform", "Ada")
        .email("ada@example.com")
        .value(12500.0);
    let created = client.leads().create(&lead).send().await?;

    // An update sets a value, clears it with `Maybe::Null`, and leaves alone what it does not name.
    let update = LeadUpdate::default()
        .notes("Call back on Monday.")
        .email(Maybe::Null);
    let updated = client.leads().update(&created.id, &update).send().await?;
    println!(
        "updated {} (request {})",
        updated.id,
        updated.request_id().unwrap_or("unknown")
    );
    Ok(())
}
