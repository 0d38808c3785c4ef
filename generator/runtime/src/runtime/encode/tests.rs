//! Tests of the encoders.
