//! The letter of the drill: a document to send, and a debt whose ladder is long overdue, so that
//! notices are planned while documents come.

pub const WORKFLOW: &str = "
workflow: drill
version: 1
title: Учение
case_for: organization

documents:
  note: { title: Записка, form: any, files: [[txt]] }

ladders:
  standard:
    - { at: -10wd, tell: organization }
    - { at: +1wd, tell: organization, ask: acknowledgement }
    - { at: +3wd, tell: municipality, as: digest }
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
