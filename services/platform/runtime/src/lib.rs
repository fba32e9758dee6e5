//! Clock, ids and randomness, configuration, lifecycle, telemetry. Knows no domain word.
#![forbid(unsafe_code)]
