//! Intake from outside: an upload, a mail or a sheet goes in, documents and events come out.

mod fixture;
mod reading;
mod upload;
