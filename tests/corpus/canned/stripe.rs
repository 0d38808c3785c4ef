//! The program against canned responses: a customer and a payment intent.

#[allow(dead_code, reason = "it is run as a function")]
#[path = "../src/main.rs"]
mod program;

use serde_json::json;
use stripe::{CannedResponse, CannedTransport, Client};

#[tokio::test]
async fn it_sends_forms() {
    let customer = json!({"id": "cus_1", "object": "customer", "created": 1, "livemode": false});
    let intent = json!({
        "id": "pi_1", "object": "payment_intent", "amount": 1250, "currency": "eur", "created": 1, "livemode": false,
        "status": "requires_payment_method", "capture_method": "automatic", "confirmation_method": "automatic",
        "payment_method_types": ["card"],
    });
    let transport = CannedTransport::new()
        .reply(CannedResponse::json(customer.to_string()))
        .reply(CannedResponse::json(intent.to_string()));
    let client = Client::builder().transport(transport.clone()).token("sk_test").build().expect("a client");
    program::run(&client).await.expect("it runs");
    let requests = transport.requests();
    let [customer, intent] = &requests[..] else {
        panic!("{requests:?}");
    };
    assert_eq!((customer.method.as_str(), customer.path()), ("POST", "/v1/customers"));
    assert_eq!(customer.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(customer.header("authorization"), Some("Bearer sk_test"));
    assert_eq!(
        sorted(&customer.text()),
        ["metadata%5Bplan%5D=yearly", "name=Ada"]
    );
    assert_eq!(intent.path(), "/v1/payment_intents");
    let fields = sorted(&intent.text());
    assert_eq!(fields, ["amount=1250", "currency=eur", "customer=cus_1"]);
}

fn sorted(form: &str) -> Vec<String> {
    let mut fields: Vec<String> = form.split('&').map(str::to_owned).collect();
    fields.sort();
    fields
}
