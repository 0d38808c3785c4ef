//! `getObjectSchema` and `getPartnerOrganizationObjectSchema`: which fields an object has.

use partnerportal::models::{FieldDisplayType, ObjectSchemaType};
use serde_json::json;
use tests::portal::{COMPANY, Portal, Route};

use crate::setup::client;

#[tokio::test]
async fn the_schema_of_an_object_tells_its_fields() {
    let portal = Portal::start();
    let result = client(&portal)
        .objects()
        .get_object_schema("lead")
        .send()
        .await
        .expect("a schema");
    assert_eq!(result.request_id(), Some("request-1"));
    let schema = &result.schema;
    assert_eq!(schema.object, "lead");
    assert_eq!(schema.r#type, Some(ObjectSchemaType::Object));
    let [last_name, region] = schema.unified_fields.as_slice() else {
        panic!("two fields, not {:?}", schema.unified_fields);
    };
    assert_eq!(last_name.field_id, "lastName");
    assert_eq!(last_name.label, "Last name");
    assert_eq!(last_name.display_type, Some(FieldDisplayType::Input));
    assert_eq!(last_name.is_standard_field, Some(true));
    assert_eq!(last_name.order, Some(0.0));
    let flags = region.flags.as_ref().expect("flags");
    assert_eq!(
        (flags.updateable, flags.creatable),
        (Some(true), Some(true))
    );
    assert_eq!(region.is_standard_field, Some(false));
    let path = portal.only_request(Route::GetObjectSchema).request.path;
    assert_eq!(path, format!("/companies/{COMPANY}/objects/lead/schema"));
}

#[tokio::test]
async fn free_form_members_are_kept_as_they_are() {
    let portal = Portal::start();
    let result = client(&portal)
        .objects()
        .get_object_schema("lead")
        .send()
        .await
        .expect("a schema");
    let schema = serde_json::to_value(&result.schema).expect("JSON");
    assert_eq!(
        schema["standardFields"],
        json!({"lastName": {"maxLength": 80}})
    );
    assert_eq!(
        schema["customFields"],
        json!({"region": {"options": ["North", "South"]}})
    );
}

#[tokio::test]
async fn a_partner_organization_has_a_schema_of_its_own() {
    let portal = Portal::start();
    let client = client(&portal);
    let call = client
        .objects()
        .get_partner_organization_object_schema("partner/3", "lead");
    let result = call.company_id("company-7").send().await.expect("a schema");
    assert_eq!(result.schema.unified_fields[1].label, "Region of partner/3");
    let path = portal
        .only_request(Route::GetPartnerOrganizationObjectSchema)
        .request
        .path;
    assert_eq!(
        path,
        "/companies/company-7/partner-organizations/partner%2F3/objects/lead/schema"
    );
}
