//! Names that the generated crate has already, whatever the document says: what the runtime exports, what emitted
//! files import, what emitted items are called. A list per scope; nothing else may name them.

/// What a file of a model imports or derives beside the prelude.
pub(crate) const IN_MODELS: &[&str] = &[
    "BTreeMap",
    "Base64",
    "Bytes",
    "Date",
    "Deserializer",
    "Discriminator",
    "Extra",
    "Ipv4Addr",
    "Ipv6Addr",
    "Kinds",
    "MapAccess",
    "Maybe",
    "Member",
    "Model",
    "Number",
    "Scalar",
    "ScalarEnum",
    "Secret",
    "SerializeMap",
    "Serializer",
    "Shape",
    "Timestamp",
    "Union",
    "Unrecognized",
    "Uuid",
    "Value",
    "Writer",
];

/// What a file of a model names of the runtime only to say how the model works. A type of the description keeps such a name,
/// and the runtime's is written with its module.
pub(crate) const BEHIND_MODELS: &[&str] = &[
    "AsText",
    "Constraint",
    "Encode",
    "Failed",
    "Reader",
    "TryModel",
];

/// What a file of operations imports: no call, handle or enum of outputs has such a name, and a model of such a name is
/// written with its module.
pub(crate) const IN_OPERATIONS: &[&str] = &[
    "AsText",
    "BTreeMap",
    "Base64",
    "Binary",
    "Body",
    "Bytes",
    "Call",
    "Client",
    "Date",
    "Empty",
    "Error",
    "EventStream",
    "Expect",
    "FieldEncoding",
    "Form",
    "Head",
    "Ipv4Addr",
    "Ipv6Addr",
    "Json",
    "JsonLineStream",
    "JsonLines",
    "Maybe",
    "Method",
    "Number",
    "Operation",
    "Paged",
    "Pagination",
    "Parameter",
    "Part",
    "Reply",
    "Request",
    "Secret",
    "Server",
    "ServerSentEvents",
    "Style",
    "Text",
    "Timestamp",
    "Uuid",
    "Value",
    "Variable",
];

/// What the operations of a group have in common is called so in its file.
pub(crate) const BASE: &str = "BASE";

/// Constants in a file of operations: its own and what it imports. No description of an operation has such a name.
pub(crate) const CONSTANTS_IN_OPERATIONS: &[&str] = &[BASE, "ENVELOPE"];

/// Members of every struct.
pub(super) const FIELDS: &[&str] = &["additional_properties", "extra"];

/// Functions of every struct that is sent, beside its setters.
pub(super) const MODEL_FUNCTIONS: &[&str] = &[
    "additional_properties",
    "clone",
    "default",
    "eq",
    "extra",
    "fmt",
    "from",
    "into",
    "new",
    "to_owned",
    "try_from",
    "try_into",
    "validate",
];

/// The variant of every enumeration and union that keeps what this version of the crate does not know.
pub(super) const VARIANTS: &[&str] = &["Unrecognized"];

/// Functions of every request.
pub(super) const REQUEST_FUNCTIONS: &[&str] = &[
    "attempt_timeout",
    "base_url",
    "body",
    "header",
    "idempotent",
    "into_future",
    "items",
    "max_attempts",
    "pages",
    "resume",
    "send",
    "send_raw",
    "stream",
    "timeout",
];

/// Functions of every handle on a group of operations.
pub(super) const HANDLE_FUNCTIONS: &[&str] = &["client", "clone", "fmt", "new"];

/// Functions of the client.
pub(super) const CLIENT_FUNCTIONS: &[&str] = &[
    "base_url", "builder", "clone", "fmt", "from_env", "new", "setting", "shared",
];

/// Functions of the client's builder.
pub(super) const BUILDER_FUNCTIONS: &[&str] = &[
    "api_key",
    "attempt_timeout",
    "audience",
    "authorization",
    "base_url",
    "build",
    "client_authentication",
    "client_id",
    "client_secret",
    "clone",
    "connect_timeout",
    "credential",
    "default",
    "fmt",
    "hook",
    "identity_pem",
    "idle_timeout",
    "max_response_bytes",
    "new",
    "password",
    "proxy",
    "proxy_from_env",
    "read_env",
    "read_variables",
    "retry",
    "root_certificate_pem",
    "scopes",
    "seams",
    "server",
    "setting",
    "timeout",
    "token",
    "token_request_body",
    "token_source",
    "token_store",
    "token_url",
    "transport",
    "user_agent",
    "username",
];

/// Features that the generated manifest declares for its runtime, and its optional dependencies.
pub(super) const FEATURES: &[&str] = &[
    "default",
    "full",
    "futures-core",
    "jiff",
    "native-tls",
    "reqwest",
    "rustls",
    "rustls-no-provider",
    "serde",
    "std",
    "stream",
    "testing",
    "tokio",
    "tracing",
    "uuid",
];

#[cfg(test)]
mod tests {
    use super::{BUILDER_FUNCTIONS, CLIENT_FUNCTIONS, REQUEST_FUNCTIONS};

    /// The public functions of a file of the runtime, macros included.
    fn functions(file: &str) -> impl Iterator<Item = &str> {
        file.lines().filter_map(|line| {
            let line = line.trim_start();
            let name = line
                .strip_prefix("pub fn ")
                .or_else(|| line.strip_prefix("pub async fn "))?;
            name.split(|char: char| !char.is_alphanumeric() && char != '_')
                .next()
        })
    }

    #[test]
    fn what_the_runtime_calls_its_functions_is_reserved() {
        let table = [
            (
                include_str!("../../runtime/src/runtime/builder.rs"),
                BUILDER_FUNCTIONS,
            ),
            (
                include_str!("../../runtime/src/runtime/client.rs"),
                CLIENT_FUNCTIONS,
            ),
            (
                include_str!("../../runtime/src/runtime/request.rs"),
                REQUEST_FUNCTIONS,
            ),
        ];
        for (file, reserved) in table {
            assert!(functions(file).count() > 0);
            for function in functions(file) {
                assert!(reserved.contains(&function), "{function}");
            }
        }
    }
}
