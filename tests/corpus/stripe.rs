//! Creates a customer, and a payment intent for them.

use std::collections::BTreeMap;

use stripe::models::{PostCustomersBody, PostPaymentIntentsBody};
use stripe::{Client, Error};

/// The program.
pub async fn run(client: &Client) -> Result<(), Error> {
    let metadata = BTreeMap::from([("plan".into(), "yearly".into())]);
    let ada = PostCustomersBody::new().name("Ada").metadata(metadata);
    let customer = client.customers().post().body(&ada).send().await?;
    let intent = PostPaymentIntentsBody::new(1250, "eur").customer(&customer.id);
    let intent = client.payment_intents().post(&intent).send().await?;
    println!("{} owes {} {}", customer.id, intent.amount, intent.currency);
    println!("{}", intent.status);
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    run(&Client::from_env()?).await
}
