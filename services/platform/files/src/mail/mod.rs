//! mail
pub(crate) mod charset;
