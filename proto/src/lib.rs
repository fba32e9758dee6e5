//! What services say to each other: messages, the CloudEvents envelope, the subject table.
#![forbid(unsafe_code)]
