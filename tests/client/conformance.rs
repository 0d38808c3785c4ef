//! Thousands of random calls: every one must be a request that the description allows.
//!
//! The judge is the portal's; it fails the test when it is dropped. Here, calls are only made up.

use std::collections::BTreeMap;

use partnerportal::models::{LeadUpdate, NewLead};
use partnerportal::{Maybe, Timestamp, Value};
use percent_encoding::percent_decode_str;
use serde_json::json;
use tests::portal::{Portal, Route};

use crate::setup::client;

/// Marsaglia's xorshift64: the same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).expect("less than the limit")
    }

    /// Text of up to `most` letters, of those that are easily sent wrongly.
    fn text(&mut self, most: usize) -> String {
        const LETTERS: &[char] = &[
            'a',
            'Z',
            '0',
            ' ',
            '%',
            '/',
            '?',
            '#',
            '&',
            '=',
            '+',
            ';',
            ':',
            '@',
            '"',
            '\\',
            '\'',
            '{',
            '}',
            '<',
            '\n',
            '\r',
            '\t',
            '\u{0}',
            '.',
            '~',
            'ß',
            '漢',
            '\u{1F98A}',
            '\u{202E}',
            '\u{FEFF}',
            '|',
            '^',
            '`',
            ',',
            '!',
            '$',
        ];
        (0..self.below(most + 1))
            .map(|_| LETTERS[self.below(LETTERS.len())])
            .collect()
    }

    /// Text that can be an id in a path.
    fn id(&mut self) -> String {
        format!("{}x", self.text(12))
    }

    fn time(&mut self) -> Timestamp {
        let seconds = i64::try_from(self.below(4_000_000_000)).expect("a time");
        Timestamp::from_second(seconds).expect("a time")
    }

    fn number(&mut self) -> f64 {
        const NUMBERS: [f64; 6] = [0.0, -0.0, 1e300, -12.75, 5e-324, 9_007_199_254_740_993.0];
        NUMBERS[self.below(NUMBERS.len())]
    }

    fn custom_fields(&mut self) -> BTreeMap<String, Value> {
        (0..self.below(4))
            .map(|number| (self.text(5), json!([number, self.text(5), null])))
            .collect()
    }
}

fn new_lead(random: &mut Random) -> NewLead {
    let mut lead = NewLead::new(random.text(20), random.text(5), random.text(20));
    if random.below(2) == 0 {
        lead = lead
            .custom_fields(random.custom_fields())
            .close_date(random.time())
            .value(random.number());
    }
    if random.below(2) == 0 {
        lead = lead
            .notes(random.text(100))
            .email(random.text(20))
            .agent_id(Maybe::Null)
            .phone(Maybe::Absent);
    }
    lead
}

fn update(random: &mut Random) -> LeadUpdate {
    let mut update = LeadUpdate::default();
    if random.below(2) == 0 {
        update = update
            .last_name(random.text(20))
            .phase_id(random.text(5))
            .close_date(random.time());
    }
    if random.below(2) == 0 {
        update = update
            .custom_fields(random.custom_fields())
            .value(Maybe::Null)
            .website_url(random.text(30));
    }
    update
}

#[tokio::test]
async fn c22_random_calls_of_every_operation_are_as_described() {
    const ROUNDS: usize = 1000;
    let portal = Portal::with_leads(3);
    let client = client(&portal);
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for _ in 0..ROUNDS {
        let (id, company) = (random.id(), random.id());
        let (skip, limit) = (random.below(1000) as u64, random.below(50) as u64);
        client
            .leads()
            .list()
            .company_id(&company)
            .skip(skip)
            .limit(limit)
            .send()
            .await
            .expect("a page");
        client
            .leads()
            .create(&new_lead(&mut random))
            .company_id(&company)
            .send()
            .await
            .expect("a lead");
        client
            .leads()
            .get(&id)
            .company_id(&company)
            .send()
            .await
            .expect_err("no such lead");
        client
            .leads()
            .update("lead-1", &update(&mut random))
            .send()
            .await
            .expect("a lead");
        client
            .objects()
            .get_object_schema(&id)
            .company_id(&company)
            .send()
            .await
            .expect("a schema");
        let partner = random.id();
        let call = client
            .objects()
            .get_partner_organization_object_schema(&partner, &id);
        call.send().await.expect("a schema");
        let exchange = portal.last_request(Route::GetLead);
        let segments: Vec<_> = exchange.request.path.split('/').collect();
        let decoded = |index: usize| {
            percent_decode_str(segments[index])
                .decode_utf8()
                .expect("UTF-8")
        };
        assert_eq!(
            (segments.len(), &*decoded(2), &*decoded(4)),
            (5, &*company, &*id)
        );
    }
    assert_eq!(
        portal.exchanges().len(),
        6 * ROUNDS + 1,
        "six calls a round, and one token"
    );
}
