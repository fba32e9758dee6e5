//! `vekha demo`: an invented region that answers a circular through the front doors of the real
//! services, on a clock whose days pass every few seconds.
//!
//! - `region`, `names` — who there is; `behaviour` — what each will do, decided before the first day;
//! - `paper`, `plan`, `letter`, `phrases` — what they write; `docx`, `pdf` — in which format.
//!
//! Nothing here touches the record once the letter is scheduled: schools upload over HTTP and answer
//! by mail, the officer logs in and clicks. The same seed tells the same story.

mod docx;
mod letter;
mod names;
mod paper;
mod pdf;
mod phrases;
mod plan;
mod region;

#[cfg(test)]
mod papers_tests;
