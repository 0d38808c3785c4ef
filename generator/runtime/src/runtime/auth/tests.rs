//! Tests of credentials and tokens.
