//! Mail and uploads to documents.
#![forbid(unsafe_code)]
