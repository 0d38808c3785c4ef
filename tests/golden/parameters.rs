//! The crate of `parameters.yaml`: what each style writes, with the values of the specification's own table.

use std::collections::BTreeMap;

use golden_parameters::models::{Colour, OverriddenDepth, PartsOfASegmentExtension};
use golden_parameters::{CannedResponse, CannedTransport, Client, Pending, RecordedRequest};

/// What goes out when a call is sent.
#[track_caller]
fn sent(call: impl FnOnce(&Client) -> Pending<()>) -> RecordedRequest {
    let transport = CannedTransport::new().reply(CannedResponse::status(204));
    let client = Client::builder().transport(transport.clone()).build();
    let client = client.expect("a client");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime");
    let pending = call(&client);
    runtime
        .block_on(async { pending.await })
        .expect("an answer");
    let mut requests = transport.requests();
    assert_eq!(requests.len(), 1, "{requests:?}");
    requests.remove(0)
}

fn words() -> Vec<String> {
    ["blue", "black", "brown"].map(str::to_owned).to_vec()
}

fn colour() -> Colour {
    Colour::new(100, 200).b(150)
}

#[test]
fn paths_in_every_style() {
    let (words, colour) = (words(), colour());
    let simple = sent(|client| client.paths().simple(&words, &colour, "a/b?c").send());
    assert_eq!(
        simple.path(),
        "/simple/blue,black,brown/B,150,G,200,R,100/a%2Fb%3Fc"
    );
    let simple = sent(|client| client.paths().simple_exploded(&words, &colour).send());
    assert_eq!(
        simple.path(),
        "/simple-exploded/blue,black,brown/B=150,G=200,R=100"
    );
    let label = sent(|client| client.paths().label(&words, &colour, "blue").send());
    assert_eq!(
        label.path(),
        "/label/.blue,black,brown/.B,150,G,200,R,100/.blue"
    );
    let label = sent(|client| client.paths().label_exploded(&words, &colour).send());
    assert_eq!(
        label.path(),
        "/label-exploded/.blue.black.brown/.B=150.G=200.R=100"
    );
    let matrix = sent(|client| client.paths().matrix(&words, &colour, "blue").send());
    assert_eq!(
        matrix.path(),
        "/matrix/;list=blue,black,brown/;object=B,150,G,200,R,100/;one=blue"
    );
    let matrix = sent(|client| client.paths().matrix_exploded(&words, &colour).send());
    assert_eq!(
        matrix.path(),
        "/matrix-exploded/;list=blue;list=black;list=brown/;B=150;G=200;R=100"
    );
}

#[test]
fn a_segment_may_have_several_parameters_which_come_in_its_order() {
    let extension = PartsOfASegmentExtension::Csv;
    let request = sent(|client| client.paths().parts_of_a_segment("a b", &extension).send());
    assert_eq!(request.path(), "/files/a%20b.csv");
}

#[test]
fn queries_in_every_style() {
    let (words, colour) = (words(), colour());
    let form = sent(|client| {
        let call = client.queries().form().list(&words).object(&colour);
        call.joined(&words).pairs(&colour).one("").send()
    });
    assert_eq!(
        form.query(),
        "list=blue&list=black&list=brown&B=150&G=200&R=100&joined=blue,black,brown&pairs=B,150,G,200,R,100&one="
    );
    let delimited = sent(|client| {
        let call = client.queries().delimited().spaced(&words).piped(&words);
        let call = call.spaces(&colour).pipes(&colour).repeated(&words);
        call.send()
    });
    assert_eq!(
        delimited.query(),
        "spaced=blue%20black%20brown&piped=blue%7Cblack%7Cbrown&spaces=B%20150%20G%20200%20R%20100\
         &pipes=B%7C150%7CG%7C200%7CR%7C100&repeated=blue&repeated=black&repeated=brown"
    );
    let filter = BTreeMap::from([("from & to".to_owned(), "a=b".to_owned())]);
    let deep = sent(|client| {
        let call = client.queries().deep().colour(&colour).filter(&filter);
        call.page_size(5).send()
    });
    assert_eq!(
        deep.query(),
        "colour%5BB%5D=150&colour%5BG%5D=200&colour%5BR%5D=100&filter%5Bfrom%20%26%20to%5D=a%3Db&page%5Bsize%5D=5"
    );
}

#[test]
fn reserved_characters_are_kept_only_where_they_may_be() {
    let hostile = "/?#[]@!$&'()*+,;=:%ü";
    let request = sent(|client| {
        let call = client
            .queries()
            .reserved()
            .plain(hostile)
            .kept("/?:@!$'()*,;");
        let call = call.json(&colour()).xml("<a/>").size(3).flag(false);
        call.since("2024-05-01T12:00:00+02:00".parse().expect("a time"))
            .send()
    });
    assert_eq!(
        request.query(),
        "plain=%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%3A%25%C3%BC&kept=/?:@!$'()*,;\
         &json=%7B%22B%22%3A150%2C%22G%22%3A200%2C%22R%22%3A100%7D&xml=%3Ca%2F%3E&size=3&flag=false\
         &since=2024-05-01T10%3A00%3A00Z"
    );
}

#[test]
fn headers_and_cookies() {
    let (words, colour) = (words(), colour());
    let request = sent(|client| {
        let call = client.others().headers(&words).x_object(&colour);
        let call = call.x_exploded(&colour).x_json(&colour);
        call.session("s 1").theme(&words).send()
    });
    assert_eq!(request.header("x-list"), Some("blue,black,brown"));
    assert_eq!(request.header("x-object"), Some("B,150,G,200,R,100"));
    assert_eq!(request.header("x-exploded"), Some("B=150,G=200,R=100"));
    assert_eq!(
        request.header("x-json"),
        Some(r#"{"B":150,"G":200,"R":100}"#)
    );
    assert_eq!(
        request.header("cookie"),
        Some("session=s%201; theme=blue,black,brown")
    );
}

#[test]
fn an_operation_has_the_parameters_of_its_path_and_may_replace_them() {
    let shared = sent(|client| client.others().shared(7).depth(2).x_trace("t").send());
    assert_eq!((shared.path(), shared.query()), ("/shared/7", "depth=2"));
    assert_eq!(shared.header("x-trace"), Some("t"));
    let depth = OverriddenDepth::All;
    let overridden = sent(|client| client.others().overridden(7, &depth).id_2(true).send());
    assert_eq!(
        (overridden.path(), overridden.query()),
        ("/shared/7", "depth=all&id=true")
    );
}
