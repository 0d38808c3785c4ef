//! `client.rs`: what the description says about the client as a whole - servers, security schemes, settings.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Doc};
use super::uses::{Place, Uses, ident};
use super::{Context, Head, Print, operation};
use crate::ir::{
    Audience, Location, Requirement, SecurityScheme, SecuritySchemeId, SecuritySchemeKind, Server,
};

/// The file.
pub(crate) fn module(cx: &Context<'_>, print: Print<'_>) -> Head {
    let uses = Uses::new(Place::Elsewhere, []);
    let [client, builder, error] =
        ["Client", "ClientBuilder", "Error"].map(|name| uses.runtime(name));
    let api = api(cx, &uses);
    let envelope = envelope(cx, &uses);
    let setters = setters(cx, &uses);
    let setters = (!setters.is_empty()).then(|| quote!(impl #builder { #setters }));
    let items = quote! {
        #api

        #envelope

        impl #client {
            /// Begins to put a client together.
            pub fn builder() -> #builder {
                #builder::new(&API)
            }

            /// A client with all its settings from the environment.
            ///
            /// # Errors
            ///
            /// When a setting is missing or wrong; the error says which, and what its variable is called.
            pub fn from_env() -> Result<Self, #error> {
                Self::builder().read_env()?.build()
            }
        }

        #setters
    };
    print(items);
    Head {
        docs: vec!["What the description says about the client as a whole.".to_owned()],
        names_deprecated: false,
        uses: uses.into_groups(),
    }
}

fn api(cx: &Context<'_>, uses: &Uses) -> TokenStream {
    let api = uses.runtime("Api");
    let name = &cx.krate.name;
    let title = docs::text::line(&cx.api.info.title);
    let prefix = env_prefix(&cx.krate.name);
    let servers = cx
        .api
        .servers
        .iter()
        .map(|server| self::server(uses, server));
    let schemes = cx
        .api
        .security_schemes
        .iter()
        .map(|scheme| self::scheme(uses, scheme));
    let alternatives = operation::schemes(cx, common_security(cx));
    let security = quote!(security: &[#(&[#(#alternatives),*]),*],);
    let settings = cx
        .api
        .settings
        .iter()
        .zip(&cx.names.settings)
        .map(|(setting, name)| {
            let ty = uses.runtime("Setting");
            let (wire, env) = (&setting.name, setting_env(name));
            quote!(#ty { name: #wire, env: #env })
        });
    quote! {
        pub(crate) const API: #api = #api {
            name: #name,
            title: #title,
            version: env!("CARGO_PKG_VERSION"),
            env_prefix: #prefix,
            servers: &[#(#servers),*],
            schemes: &[#(#schemes),*],
            settings: &[#(#settings),*],
            #security
        };
    }
}

/// What every operation asks for, where all ask for the same and none may go without.
fn common_security<'a>(cx: &Context<'a>) -> &'a [Vec<Requirement>] {
    let mut operations = cx.api.operations.iter();
    let Some(first) = operations.next().map(|operation| &operation.security) else {
        return &[];
    };
    let is_common = operations.all(|operation| {
        let schemes = |security: &[Vec<Requirement>]| -> Vec<Vec<SecuritySchemeId>> {
            let all = security.iter();
            all.map(|one| one.iter().map(|it| it.scheme).collect())
                .collect()
        };
        schemes(&operation.security) == schemes(first)
    });
    match is_common && first.iter().all(|alternative| !alternative.is_empty()) {
        true => first,
        false => &[],
    }
}

/// What names of environment variables begin with: the crate's name in capitals.
pub(crate) fn env_prefix(crate_name: &str) -> String {
    let upper = |char: char| {
        if char.is_ascii_alphanumeric() {
            char.to_ascii_uppercase()
        } else {
            '_'
        }
    };
    crate_name.chars().map(upper).collect()
}

/// The end of the name of a setting's environment variable.
pub(crate) fn setting_env(name: &crate::names::Ident) -> String {
    name.plain().to_ascii_uppercase()
}

/// A server as a constant of the runtime.
pub(crate) fn server(uses: &Uses, server: &Server) -> TokenStream {
    let name = uses.runtime("Server");
    let url = &server.url;
    let variables = server.variables.iter().map(|of| {
        let variable = uses.runtime("Variable");
        let (name, default, values) = (&of.name, &of.default, &of.values);
        quote!(#variable { name: #name, default: #default, values: &[#(#values),*] })
    });
    quote!(#name { url: #url, variables: &[#(#variables),*] })
}

fn scheme(uses: &Uses, scheme: &SecurityScheme) -> TokenStream {
    let [ty, kind_ty] = ["Scheme", "SchemeKind"].map(|name| uses.runtime(name));
    let name = &scheme.name;
    let kind = match &scheme.kind {
        SecuritySchemeKind::ApiKey { location, name } => {
            let location_ty = uses.runtime("Location");
            let location = ident(match location {
                Location::Path => "Path",
                Location::Query => "Query",
                Location::Header => "Header",
                Location::Cookie => "Cookie",
            });
            quote!(ApiKey { location: #location_ty::#location, name: #name })
        }
        SecuritySchemeKind::Basic => quote!(Basic),
        SecuritySchemeKind::Bearer => quote!(Bearer),
        SecuritySchemeKind::Authorization { scheme } => quote!(Authorization { scheme: #scheme }),
        SecuritySchemeKind::MutualTls => quote!(MutualTls),
        SecuritySchemeKind::ClientCredentials {
            token_url,
            scopes,
            audience,
        } => {
            let audience_ty = uses.runtime("Audience");
            let audience = ident(match audience {
                Audience::None => "None",
                Audience::Optional => "Optional",
                Audience::Required => "Required",
            });
            let token_url = match token_url {
                Some(url) => quote!(Some(#url)),
                None => quote!(None),
            };
            let scopes = scopes.iter().map(|(scope, _)| scope);
            quote!(ClientCredentials {
                token_url: #token_url,
                scopes: &[#(#scopes),*],
                audience: #audience_ty::#audience,
            })
        }
    };
    quote!(#ty { name: #name, kind: #kind_ty::#kind })
}

fn envelope(cx: &Context<'_>, uses: &Uses) -> Option<TokenStream> {
    let envelope = cx.api.envelope.as_ref()?;
    let ty = uses.runtime("Envelope");
    let value = &envelope.value;
    let request_id = envelope.request_id.iter().flatten();
    let status = envelope.status.iter().flatten();
    let unused = (!cx.features.names().is_empty()).then(|| {
        quote!(#[allow(dead_code, reason = "features may leave out the operations that use it")])
    });
    Some(quote! {
        #unused
        pub(crate) const ENVELOPE: #ty = #ty {
            value: #value,
            request_id: &[#(#request_id),*],
            status: &[#(#status),*],
        };
    })
}

/// A part of the credentials of a scheme, as a function of the builder.
#[derive(Clone, Debug)]
pub(crate) struct Credential {
    /// The function: `client_id`
    pub(crate) function: String,
    /// The end of its environment variable's name: `CLIENT_ID`
    pub(crate) env: String,
    /// The variant of the runtime's `CredentialPart`.
    pub(crate) part: &'static str,
    /// The index of the scheme.
    pub(crate) scheme: usize,
    /// What it is, in words.
    pub(crate) said: &'static str,
}

/// All functions of the builder that take credentials. The first scheme with such a part has the short name, as in the
/// environment; others have the scheme's name in front.
pub(crate) fn credentials(cx: &Context<'_>) -> Vec<Credential> {
    let mut credentials: Vec<Credential> = Vec::new();
    let schemes = cx
        .api
        .security_schemes
        .iter()
        .zip(&cx.names.security_schemes);
    for (index, (scheme, name)) in schemes.enumerate() {
        for (function, part, said) in parts(&scheme.kind) {
            let is_first = credentials.iter().all(|other| other.part != *part);
            let own = format!("{}_{function}", name.plain());
            let function = if is_first {
                (*function).to_owned()
            } else {
                own
            };
            let is_taken = credentials.iter().any(|other| other.function == function)
                || cx
                    .names
                    .settings
                    .iter()
                    .any(|setting| setting.plain() == function);
            let env = function.to_ascii_uppercase();
            credentials.push(Credential {
                function: if is_taken {
                    format!("{function}_of_scheme_{index}")
                } else {
                    function
                },
                env,
                part,
                scheme: index,
                said,
            });
        }
    }
    credentials
}

type Described = (&'static str, &'static str, &'static str);

fn parts(kind: &SecuritySchemeKind) -> &'static [Described] {
    const CLIENT_CREDENTIALS: &[Described] = &[
        ("client_id", "ClientId", "the client id"),
        ("client_secret", "ClientSecret", "the client secret"),
        (
            "token_url",
            "TokenUrl",
            "where tokens are fetched; `https` only, but for loopback addresses",
        ),
        (
            "scopes",
            "Scopes",
            "the scopes that tokens are asked for, with spaces between them",
        ),
        (
            "token",
            "Token",
            "an access token to use as it is, in place of fetching any",
        ),
    ];
    const WITH_AUDIENCE: &[Described] = &[
        ("client_id", "ClientId", "the client id"),
        ("client_secret", "ClientSecret", "the client secret"),
        (
            "token_url",
            "TokenUrl",
            "where tokens are fetched; `https` only, but for loopback addresses",
        ),
        (
            "audience",
            "Audience",
            "the audience that tokens are asked for",
        ),
        (
            "scopes",
            "Scopes",
            "the scopes that tokens are asked for, with spaces between them",
        ),
        (
            "token",
            "Token",
            "an access token to use as it is, in place of fetching any",
        ),
    ];
    match kind {
        SecuritySchemeKind::ApiKey { .. } => &[("api_key", "ApiKey", "the API key")],
        SecuritySchemeKind::Basic => &[
            ("username", "Username", "the user name"),
            ("password", "Password", "the password"),
        ],
        SecuritySchemeKind::Bearer => &[("token", "Token", "the access token")],
        SecuritySchemeKind::Authorization { .. } => &[(
            "authorization",
            "Authorization",
            "the whole value of the `Authorization` header",
        )],
        SecuritySchemeKind::ClientCredentials {
            audience: Audience::None,
            ..
        } => CLIENT_CREDENTIALS,
        SecuritySchemeKind::ClientCredentials { .. } => WITH_AUDIENCE,
        SecuritySchemeKind::MutualTls => &[],
    }
}

fn setters(cx: &Context<'_>, uses: &Uses) -> TokenStream {
    let prefix = env_prefix(&cx.krate.name);
    let mut setters = TokenStream::new();
    let mut described = None;
    for credential in credentials(cx) {
        let Some(scheme) = cx.api.security_schemes.get(credential.scheme) else {
            continue;
        };
        let part_ty = uses.runtime("CredentialPart");
        let (function, part) = (ident(&credential.function), ident(credential.part));
        let mut doc = Doc::new(docs::MEMBER);
        let wire = docs::text::code_span(&scheme.name);
        doc.sentence(&format!("Sets {}.", credential.said));
        doc.sentence(&format!(
            "For the security scheme {wire}. In the environment: `{prefix}_{}`.",
            credential.env
        ));
        let is_first = described.replace(credential.scheme) != Some(credential.scheme);
        if is_first {
            doc.describe(&scheme.docs);
        }
        if is_first || credential.part == "TokenUrl" {
            doc.doubt(&scheme.docs);
        }
        let name = &scheme.name;
        setters.extend(quote! {
            #doc
            pub fn #function(self, value: impl Into<String>) -> Self {
                self.credential(#name, #part_ty::#part, value)
            }
        });
    }
    for (setting, function) in cx.api.settings.iter().zip(&cx.names.settings) {
        let mut doc = Doc::new(docs::MEMBER);
        doc.describe(&setting.docs);
        if doc.is_empty() {
            doc.line(&format!(
                "Sets {} for all calls that take it.",
                docs::text::code_span(&setting.name)
            ));
        }
        doc.sentence(&format!(
            "Sent with each call that takes it, unless the call says otherwise. In the environment: `{prefix}_{}`.",
            setting_env(function)
        ));
        doc.doubt(&setting.docs);
        let name = &setting.name;
        setters.extend(quote! {
            #doc
            pub fn #function(self, value: impl Into<String>) -> Self {
                self.setting(#name, value)
            }
        });
    }
    setters
}
