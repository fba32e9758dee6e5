//! Intake from outside: an upload, a mail or a sheet goes in, documents and events come out.

mod corpus;
mod fixture;
mod mails;
mod reading;
mod upload;
