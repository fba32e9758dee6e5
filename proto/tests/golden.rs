//! Frozen samples of every message: what was once written must be readable for ever.
//!
//! `golden/<Event>.json` and `.bin` are the same message. To freeze the sample of a new event, write
//! it in `golden/samples.rs` and run this test with `VEKHA_WRITE_GOLDEN=1`; a file that is
//! already there is never written again.
#![cfg(test)]

use std::path::PathBuf;
use vekha_proto::EventKind;

#[path = "golden/samples.rs"]
mod samples;

fn path(kind: EventKind, extension: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("golden/{kind}.{extension}"))
}

fn freeze(kind: EventKind, json: &str) {
    let bytes = kind.json_to_bytes(json).expect("sample");
    for (extension, content) in [("json", format!("{json}\n").as_bytes()), ("bin", &bytes)] {
        let path = path(kind, extension);
        if !path.exists() {
            std::fs::write(&path, content).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        }
    }
}

fn frozen(kind: EventKind, extension: &str) -> Vec<u8> {
    let path = path(kind, extension);
    std::fs::read(&path).unwrap_or_else(|error| {
        panic!(
            "{}: {error}; freeze the new event's sample: see the head of this test",
            path.display()
        )
    })
}

#[test]
fn every_frozen_message_reads_back() {
    let samples = samples::samples();
    if std::env::var_os("VEKHA_WRITE_GOLDEN").is_some() {
        samples.iter().for_each(|(kind, json)| freeze(*kind, json));
    }
    for kind in EventKind::ALL.iter().copied() {
        let json = String::from_utf8(frozen(kind, "json")).expect("utf-8");
        let bytes = frozen(kind, "bin");
        assert_eq!(kind.bytes_to_json(&bytes).expect("readable bytes"), json.trim_end(), "{kind}");
        assert_eq!(kind.json_to_bytes(&json).expect("readable JSON"), bytes, "{kind}");
    }
}

#[test]
fn every_event_has_a_sample_that_fills_its_fields() {
    let samples = samples::samples();
    let sampled: Vec<_> = samples.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(sampled, EventKind::ALL, "one sample each, in the order of the subject table");
    for (kind, json) in samples {
        assert!(
            !json.contains(":\"\"") && !json.contains(":[]"),
            "{kind} leaves a field empty: {json}"
        );
    }
}
