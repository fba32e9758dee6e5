//! Blobs by SHA-256 and the extraction of text and tables from office files in a confined child process.
#![forbid(unsafe_code)]
