//! `vekha org`.
