//! The workflow of the letters: a document to send, a debt whose ladder is long overdue, and a
//! deadline that acts on every case.

use chrono::{DateTime, Utc};
use std::fmt::Write as _;
use vekha_tests::world::zone;

/// The workflow with this deadline.
pub fn workflow(deadline: DateTime<Utc>) -> String {
    let mut yaml = WORKFLOW.to_owned();
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

const WORKFLOW: &str = "
workflow: faults
version: 1
title: Проверка на прочность
case_for: organization

documents:
  note: { title: Записка, form: any, files: [[txt]] }

ladders:
  standard:
    - { at: -10wd, tell: organization }
    - { at: +1wd, tell: organization, ask: acknowledgement }
    - { at: +3wd, tell: municipality, as: digest }
    - { at: +5wd, tell: officer, as: digest }
    - { at: +10wd, tell: head, draft: letter }

tracks:
  note:
    title: Записки
    stages:
      open:
        title: Ожидается записка
        duty: { wants: note, due: 2024-02-20, ladder: standard }
        on: { note.accepted: done }
      done: { title: Получена, end: true }
  debt:
    title: Долги
    stages:
      owed:
        title: Долг
        duty: { wants: { decision: settle }, due: 2024-03-01, ladder: standard }
        on: { decision.settle: settled }
      settled: { title: Погашен, end: true }
";
