//! What belongs to the crate as a whole: its modules, features and re-exports, and what its client is built with.

use super::facts::{Facts, location, quoted};
use super::{Item, Kind, Origin, tokens};
use crate::emit::client::credentials;
use crate::emit::uses::{Place, Uses};
use crate::emit::{Context, features, lib_rs, ty};
use crate::ir::{Audience, SecurityScheme, SecuritySchemeKind};

/// All such items.
pub(super) fn items(cx: &Context<'_>) -> Vec<Item> {
    let whole = Origin::Whole;
    let mut items: Vec<Item> = ["api", "models"]
        .map(|module| Item::new(Kind::Module, module, whole))
        .into();
    for function in [
        "builder() -> ClientBuilder",
        "from_env() -> Result<Self, Error>",
    ] {
        let (name, signature) = function.split_at(function.find('(').unwrap_or(function.len()));
        items
            .push(Item::new(Kind::Function, format!("Client::{name}"), whole).signature(signature));
    }
    for name in cx.features.names() {
        items.push(Item::new(Kind::Feature, name.as_str(), whole));
    }
    if features::has_uuid(cx.api) {
        items.push(Item::new(Kind::Feature, "uuid", whole));
    }
    for name in lib_rs::exports(cx.api) {
        items.push(Item::new(Kind::Export, name, whole));
    }
    for name in lib_rs::TESTING {
        let testing = vec!["testing".to_owned()];
        items.push(Item::new(Kind::Export, *name, whole).features(testing));
    }
    servers(cx, &mut items);
    schemes(cx, &mut items);
    settings(cx, &mut items);
    webhooks(cx, &mut items);
    items
}

/// The URLs that are used unless the caller gives one.
fn servers(cx: &Context<'_>, items: &mut Vec<Item>) {
    if cx.api.servers.is_empty() {
        return;
    }
    let servers = cx.api.servers.iter().map(|server| {
        let variables = server
            .variables
            .iter()
            .map(|of| format!(" with {} {}", quoted(&of.name), quoted(&of.default)));
        format!("{}{}", quoted(&server.url), variables.collect::<String>())
    });
    let wire = servers.collect::<Vec<_>>().join("; ");
    items.push(Item::new(Kind::Wire, "ClientBuilder::servers", Origin::Server(0)).wire(wire));
}

fn schemes(cx: &Context<'_>, items: &mut Vec<Item>) {
    for credential in credentials(cx) {
        let scheme = cx.api.security_schemes.get(credential.scheme);
        let mut wire = Facts::new(scheme.map_or("", |scheme| &scheme.name));
        wire.about("environment", &credential.env);
        let path = format!("ClientBuilder::{}", credential.function);
        items.push(
            Item::new(Kind::Function, path, Origin::Scheme(credential.scheme))
                .signature("(self, value: impl Into<String>) -> Self")
                .wire(wire.text()),
        );
    }
    let schemes = cx
        .api
        .security_schemes
        .iter()
        .zip(&cx.names.security_schemes);
    for (index, (scheme, name)) in schemes.enumerate() {
        let path = format!("ClientBuilder::scheme {name}");
        let wire = self::scheme(scheme);
        items.push(Item::new(Kind::Wire, path, Origin::Scheme(index)).wire(wire));
    }
}

fn scheme(scheme: &SecurityScheme) -> String {
    let mut facts = Facts::default();
    match &scheme.kind {
        SecuritySchemeKind::ApiKey { location: at, name } => {
            facts.add(&format!("key in {} {}", location(*at), quoted(name)));
        }
        SecuritySchemeKind::Basic => facts.add("basic"),
        SecuritySchemeKind::Bearer => facts.add("bearer"),
        SecuritySchemeKind::Authorization { scheme } => facts.about("authorization", scheme),
        SecuritySchemeKind::MutualTls => facts.add("mutual TLS"),
        SecuritySchemeKind::ClientCredentials {
            token_url,
            scopes,
            audience,
        } => {
            facts.add("client credentials");
            if let Some(url) = token_url {
                facts.about("from", url);
            }
            match audience {
                Audience::None => {}
                Audience::Optional => facts.add("audience"),
                Audience::Required => facts.add("audience required"),
            }
            for (scope, _) in scopes {
                facts.about("scope", scope);
            }
        }
    }
    facts.text()
}

fn settings(cx: &Context<'_>, items: &mut Vec<Item>) {
    let settings = cx.api.settings.iter().zip(&cx.names.settings);
    for (index, (setting, function)) in settings.enumerate() {
        let mut wire = Facts::new(&setting.name);
        wire.about("environment", &crate::emit::client::setting_env(function));
        items.push(
            Item::new(
                Kind::Function,
                format!("ClientBuilder::{function}"),
                Origin::Setting(index),
            )
            .signature("(self, value: impl Into<String>) -> Self")
            .wire(wire.text()),
        );
    }
}

fn webhooks(cx: &Context<'_>, items: &mut Vec<Item>) {
    if cx.api.webhooks.is_empty() {
        return;
    }
    let is_feature = cx
        .features
        .names()
        .iter()
        .any(|name| name == features::WEBHOOKS);
    let of = is_feature.then(|| features::WEBHOOKS.to_owned());
    items.push(
        Item::new(Kind::Module, "webhooks", Origin::Whole).features(of.into_iter().collect()),
    );
    let uses = Uses::new(Place::Model, []);
    let webhooks = cx.api.webhooks.iter().zip(&cx.names.webhooks);
    for (index, (webhook, name)) in webhooks.enumerate() {
        let Some(payload) = &webhook.payload else {
            continue;
        };
        let payload = tokens::text(ty::ty(cx, &uses, payload));
        items.push(
            Item::new(
                Kind::Alias,
                format!("webhooks::{name}"),
                Origin::Webhook(index),
            )
            .signature(format!(": {payload}"))
            .wire(quoted(&webhook.name)),
        );
    }
}
