//! Mail, out and in.

use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use vekha_runtime::config::Secret;

/// How mails leave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// Into a folder, as .eml files.
    #[default]
    Outbox,
    /// Through the server of `mail.smtp`.
    Smtp,
}

/// Mail, out and in.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mail {
    /// `outbox` or `smtp`.
    pub channel: Channel,
    /// The folder of the outbox; drafts for signature lie there with either channel. Not set:
    /// `outbox` in the data folder.
    pub outbox: Option<PathBuf>,
    /// `smtps://user:password@host`, `smtp://host:587?tls=required`; or `file:PATH`.
    pub smtp: Secret,
    /// In whose name mails go out.
    pub from: String,
    /// The domain of reply addresses (`reply+…@domain`) and of message ids.
    pub domain: String,
    /// The name under which the receiving mail server writes what it proved of a sender
    /// (`Authentication-Results`, RFC 8601). Empty: nothing in a mail is believed.
    pub trusted_authserv_id: String,
    /// A folder that is watched for .eml files. Not set: none is.
    pub inbox: Option<PathBuf>,
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            channel: Channel::default(),
            outbox: None,
            smtp: Secret::default(),
            from: "Веха <vekha@localhost>".to_owned(),
            domain: "localhost".to_owned(),
            trusted_authserv_id: String::new(),
            inbox: None,
        }
    }
}
