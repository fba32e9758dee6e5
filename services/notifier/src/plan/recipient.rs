//! Who reads a notice: the address, the zone, and the name under which a digest is collected.

use vekha_model::{Addressee, OrganizationId, Zone};
use vekha_store::notice::address::{CasePosts, Post};

/// Who reads a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Where to write; empty when nothing deliverable is known.
    pub address: String,
    /// The zone of the reader's working day.
    pub zone: Zone,
    /// Whose address it is; none for a person.
    pub organization: Option<OrganizationId>,
    /// What makes the reader one: the address, or the node when there is no address.
    pub identity: String,
}

impl Recipient {
    /// The reader of what is told about a case to this addressee.
    pub fn of(posts: &CasePosts, to: Addressee) -> Self {
        let (post, organization) = match to {
            Addressee::Organization => (&posts.of_organization, Some(posts.organization)),
            Addressee::Municipality => (&posts.of_authority, Some(posts.authority)),
            Addressee::Officer => (&posts.of_officer, None),
            Addressee::Head => (&posts.of_head, None),
        };
        let Post { address, zone } = post;
        let nameless = || match organization {
            Some(id) => id.to_string(),
            None => format!("{}-{}", to.as_str(), posts.campaign),
        };
        Self {
            address: address.clone().unwrap_or_default(),
            zone: *zone,
            organization,
            identity: address.clone().unwrap_or_else(nameless),
        }
    }
}
