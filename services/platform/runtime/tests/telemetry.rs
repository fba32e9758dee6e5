//! Telemetry of a whole process: alone in its file, because there is one for all.

use metrics::counter;
use tracing::info_span;
use vekha_runtime::telemetry::{Export, Logs, current_traceparent, start};

#[test]
fn telemetry_starts_once_and_serves_the_whole_process() {
    let logs = Logs { filter: "off".to_owned(), ..Logs::default() };
    let telemetry = start(&logs, &Export::default(), "vekha").expect("the first start");
    let again = start(&logs, &Export::default(), "vekha").expect_err("the second");
    assert_eq!(again.to_string(), "logs were already started in this process");

    counter!("letters_total").increment(1);
    let traced = std::thread::spawn(|| info_span!("elsewhere").in_scope(current_traceparent));
    assert!(traced.join().expect("no panic").is_some(), "also in other threads");
    assert!(telemetry.metrics.render().contains("letters_total 1"));
}
