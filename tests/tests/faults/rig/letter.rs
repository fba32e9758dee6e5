//! The workflow of the letters: notes and debts, and a deadline that acts on every case.

use chrono::{DateTime, Utc};
use std::fmt::Write as _;
use vekha_tests::letter::NOTES;
use vekha_tests::world::zone;

/// The workflow with this deadline.
pub fn workflow(deadline: DateTime<Utc>) -> String {
    let mut yaml = NOTES.to_owned();
    // «До 15:00» ends at 15:00: the minute itself is the last instant in time.
    let local = zone().local(deadline);
    let (date, time) = (local.format("%Y-%m-%d"), local.format("%H:%M"));
    let duty = format!(
        "{{ wants: {{ decision: decide }}, due: {date}, time: \"{time}\", ladder: standard }}"
    );
    write!(
        yaml,
        "
  deadline:
    title: Срок
    stages:
      waits:
        title: Ожидается решение
        duty: {duty}
        on: {{ decision.decide: decided, deadline: late }}
      decided: {{ title: Решено, end: true }}
      late: {{ title: Срок пропущен, end: true }}
"
    )
    .unwrap();
    yaml
}
