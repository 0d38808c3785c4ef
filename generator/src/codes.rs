//! The numbers of all diagnostics. One constant each, never reused; grouped by stage.

use crate::diagnostic::Code;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $number:literal;)*) => {
        $($(#[$doc])* pub const $name: Code = Code($number);)*

        /// Every code with its constant's name, for tests and `explain`.
        pub const ALL: &[(Code, &str)] = &[$(($name, stringify!($name))),*];
    };
}

/// The code that is written so, as in `E0042`.
pub fn parse(text: &str) -> Option<Code> {
    let is_it = |code: &Code| code.to_string().eq_ignore_ascii_case(text);
    ALL.iter().map(|(code, _)| *code).find(is_it)
}

// load: 1-19, resolve: 20-39, structure of the document: 40-59, schemas: 60-119, operations: 120-179, names: 180-199, overlays: 200-219,
// configuration: 220-239
codes! {
    /// The text is not YAML or JSON.
    SYNTAX = 1;
    /// The text is YAML or JSON, but no OpenAPI 3.0 or 3.1 description.
    NOT_OPENAPI = 2;
    /// The document is larger, deeper or more repetitive than the limits allow.
    LIMIT = 3;
    /// A member name stands twice in one object.
    DUPLICATE_KEY = 4;
    /// A file of the description cannot be read.
    UNREADABLE_FILE = 5;
    /// A `$ref` points at nothing.
    UNRESOLVED_REFERENCE = 20;
    /// A chain of `$ref` never arrives.
    REFERENCE_CYCLE = 21;
    /// A `$ref` leaves the folder of the description.
    FOREIGN_REFERENCE = 22;
    /// A member must be there and is not.
    MISSING_MEMBER = 40;
    /// A member has a value of the wrong kind.
    WRONG_TYPE = 41;
    /// A member is none that OpenAPI knows at this place.
    UNKNOWN_MEMBER = 42;
    /// A vendor extension of ours is not as documented.
    BAD_EXTENSION = 43;
    /// A schema contradicts itself.
    CONTRADICTORY_SCHEMA = 60;
    /// A schema cannot be expressed as a Rust type.
    UNSUPPORTED_SCHEMA = 61;
    /// Members of an `allOf` contradict each other.
    CONFLICTING_ALL_OF = 62;
    /// A discriminator is not sound.
    BAD_DISCRIMINATOR = 63;
    /// A schema contains itself with no way to end.
    INFINITE_SCHEMA = 64;
    /// Two operations have the same operationId.
    DUPLICATE_OPERATION_ID = 120;
    /// A path template names a parameter that is not declared, or the other way round.
    PATH_PARAMETER_MISMATCH = 121;
    /// A parameter cannot be written as described.
    UNSUPPORTED_PARAMETER = 122;
    /// A request or response body cannot be expressed.
    UNSUPPORTED_BODY = 123;
    /// A security requirement names an unknown scheme, or a scheme cannot be expressed.
    BAD_SECURITY = 124;
    /// A server cannot be used.
    BAD_SERVER = 125;
    /// A status key is no status.
    BAD_STATUS = 126;
    /// Two parameters have the same name and location.
    DUPLICATE_PARAMETER = 127;
    /// The caller chose operations by something that no operation has.
    UNKNOWN_SELECTION = 128;
    /// Only some of an operation's success bodies have the envelope.
    MIXED_ENVELOPE = 129;
    /// The description describes no operation and no type.
    NOTHING_DESCRIBED = 130;
    /// A name that the configuration gives cannot be one, or is of nothing.
    BAD_NAME = 180;
    /// An overlay is not as OpenAPI Overlay 1.0 has it.
    BAD_OVERLAY = 200;
    /// The target of an action is no JSONPath expression, or one that would take too long.
    BAD_TARGET = 201;
    /// The target of an action selects nothing.
    UNMATCHED_TARGET = 202;
    /// An action cannot be applied to what its target selects.
    BAD_UPDATE = 203;
    /// The configuration is not as documented.
    BAD_CONFIGURATION = 220;
}
