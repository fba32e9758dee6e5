//! The names of this crate's metrics, each with its meaning: the one list that dashboards of
//! operators are built from. Services keep such a list of their own and add it with
//! [`describe`](metrics::describe_counter).

use metrics::{Unit, describe_counter, describe_gauge, describe_histogram};

/// Steps that a loop took. Labels: `service`, `outcome` (`done`, `idle`, `failed`).
pub(crate) const STEPS: &str = "vekha_steps_total";
/// Items of a step that finished some: the size of a batch. Label: `service`.
pub(crate) const BATCH_ITEMS: &str = "vekha_batch_items";
/// How long a step took, in seconds. Label: `service`.
pub(crate) const STEP_SECONDS: &str = "vekha_step_seconds";
/// 1 while a loop has work or waits to try again, else 0. Label: `service`.
pub(crate) const LOOP_BUSY: &str = "vekha_loop_busy";
/// Spans that were to leave for a collector. Label: `outcome` (`sent`, `lost`).
pub(crate) const SPANS: &str = "vekha_spans_total";
/// Memory that the process holds, in bytes; the name that Prometheus clients use everywhere.
pub(crate) const RESIDENT: &str = "process_resident_memory_bytes";

/// Tells the recorder what the names mean. Call once, after it is installed.
pub(crate) fn describe() {
    describe_counter!(STEPS, "Steps that a service loop took, by outcome");
    describe_histogram!(BATCH_ITEMS, "Items that one step of a service loop finished");
    describe_histogram!(STEP_SECONDS, Unit::Seconds, "How long a step of a service loop took");
    describe_gauge!(LOOP_BUSY, "1 while a service loop has work or waits to try again");
    describe_counter!(SPANS, "Spans of traces that were to leave for the collector, by outcome");
    describe_gauge!(RESIDENT, Unit::Bytes, "Memory that the process holds");
}
