//! Choosing a part of a document.

use crate::codes;
use crate::ir::Api;
use crate::ledger::Mark;
use crate::lower::{Selection, lower};
use crate::testing;

const SHOP: &str = "\
paths:
  /pets:
    get: {operationId: listPets, tags: [pets], responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}
    post: {operationId: addPet, tags: [pets, admin], responses: {'204': {description: ''}}}
  /orders/{id}:
    delete:
      operationId: cancelOrder
      parameters: [{name: id, in: path, required: true, schema: {$ref: '#/components/schemas/OrderId'}}]
      responses: {'204': {description: ''}}
webhooks:
  petSold:
    post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}, responses: {}}
components:
  schemas:
    Unused: {type: object, properties: {a: {type: string}}}
    OrderId: {type: string}
    Pet: {type: object, properties: {owner: {$ref: '#/components/schemas/Owner'}}}
    Owner: {type: object, properties: {name: {type: string}}}
";

fn choose(change: impl FnOnce(&mut Selection)) -> (Api, Vec<String>) {
    let document = testing::document(SHOP);
    let mut wanted = Selection::default();
    change(&mut wanted);
    let api = lower(&document, &wanted);
    let said = document.diagnostics.into_vec().into_iter();
    let said = said.filter(|it| it.code == codes::UNKNOWN_SELECTION);
    (
        api,
        said.map(|it| format!("{}; {}", it.message, it.help.unwrap_or_default()))
            .collect(),
    )
}

fn operations(api: &Api) -> Vec<&str> {
    api.operations
        .iter()
        .filter_map(|operation| operation.operation_id.as_deref())
        .collect()
}

fn types(api: &Api) -> Vec<String> {
    api.types.iter().map(|ty| ty.name.join(" ")).collect()
}

#[test]
fn everything_by_default() {
    let (api, said) = choose(|_| {});
    assert_eq!(operations(&api), ["listPets", "addPet", "cancelOrder"]);
    assert_eq!(types(&api), ["Unused", "OrderId", "Pet", "Owner"]);
    assert_eq!(api.webhooks.len(), 1);
    assert!(said.is_empty(), "{said:?}");
}

#[test]
fn by_tag_with_what_it_reaches() {
    let (api, _) = choose(|wanted| wanted.tags.push("pets".into()));
    assert_eq!(operations(&api), ["listPets", "addPet"]);
    assert_eq!(types(&api), ["Pet", "Owner"]);
    assert!(api.webhooks.is_empty());
    assert_eq!(api.groups.len(), 1);
}

#[test]
fn by_operation_and_path() {
    let (api, _) = choose(|wanted| {
        wanted.operations.push("addPet".into());
        wanted.paths.push("/orders/*".into());
    });
    assert_eq!(operations(&api), ["addPet", "cancelOrder"]);
    assert_eq!(types(&api), ["OrderId"]);
}

#[test]
fn any_tag_counts_not_only_the_first() {
    let (api, _) = choose(|wanted| wanted.tags.push("admin".into()));
    assert_eq!(operations(&api), ["addPet"]);
}

#[test]
fn the_ledger_knows_what_was_left_out() {
    let document = testing::document(SHOP);
    let wanted = Selection {
        operations: vec!["addPet".into()],
        ..Selection::default()
    };
    lower(&document, &wanted);
    let ignored = document
        .tree
        .ids()
        .filter(|id| document.tree.mark(*id) == Mark::Ignored);
    let ignored: Vec<String> = ignored.map(|id| document.tree.pointer(id)).collect();
    assert!(
        ignored.contains(&"/paths/~1pets/get".to_owned()),
        "{ignored:?}"
    );
    assert!(
        ignored.contains(&"/webhooks/petSold".to_owned()),
        "{ignored:?}"
    );
}

#[test]
fn a_wish_that_nothing_meets_is_an_error() {
    let (_, said) = choose(|wanted| {
        wanted.tags.push("pest".into());
        wanted.paths.push("/nothing/*".into());
    });
    assert_eq!(
        said,
        [
            "no operation has the tag `pest` that was asked for; did you mean `pets`?",
            "no operation has the path `/nothing/*` that was asked for; the description has `/orders/{id}`, `/pets`",
        ]
    );
}
