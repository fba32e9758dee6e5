//! Whether our own mail server vouches for a sender's domain (RFC 8601, RFC 6376).
//!
//! Anybody can write `Authentication-Results` into a mail. Only the topmost such header counts,
//! because our server adds its own above all others, and only under the name that the configuration
//! trusts. Without such a name nothing is ever proven.

use vekha_files::Letter;

/// Whether the DKIM signature passed, for the very domain that the sender writes from or one above
/// it (RFC 7489, relaxed alignment).
pub(super) fn is_proven(letter: &Letter, trusted: Option<&str>) -> bool {
    let (Some(trusted), Some(header)) = (trusted, letter.authentication_results.first()) else {
        return false;
    };
    let from = letter.from.as_ref().and_then(|from| from.address.rsplit_once('@'));
    let Some((_, from)) = from else { return false };
    let mut parts = header.split(';').map(|part| part.trim().to_ascii_lowercase());
    let server = parts.next().unwrap_or_default();
    let server = server.split_whitespace().next().unwrap_or_default();
    server == trusted.to_ascii_lowercase() && parts.any(|result| passes(&result, from))
}

/// `dkim=pass header.d=obr.example` with an aligned domain.
fn passes(result: &str, from: &str) -> bool {
    let mut words = result.split_whitespace();
    let passed = words.next().is_some_and(|word| word == "dkim=pass");
    let domains = words.filter_map(|word| {
        let signed = word.strip_prefix("header.d=").or_else(|| {
            word.strip_prefix("header.i=").and_then(|user| user.rsplit_once('@')).map(|(_, d)| d)
        });
        signed.map(|domain| domain.trim_matches('"'))
    });
    passed && domains.into_iter().any(|domain| is_aligned(domain, &from.to_ascii_lowercase()))
}

/// The same domain, or one of at least two labels above it.
fn is_aligned(signed: &str, from: &str) -> bool {
    signed == from || (signed.contains('.') && from.ends_with(&format!(".{signed}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use vekha_files::mail::Mailbox;

    const OURS: &str = "mx.minobr.example";

    fn proven(from: &str, headers: &[&str]) -> bool {
        let from = Some(Mailbox { name: None, address: from.to_owned() });
        let authentication_results = headers.iter().map(|it| (*it).to_owned()).collect();
        let letter = Letter { from, authentication_results, ..Letter::default() };
        is_proven(&letter, Some(OURS))
    }

    #[test]
    fn our_servers_word_on_the_senders_domain_is_proof() {
        let says = "mx.minobr.example 1; spf=pass smtp.mailfrom=obr.example; dkim=pass (2048-bit key) header.d=obr.example";
        assert!(proven("sosh101@obr.example", &[says]));
        assert!(proven("director@sosh101.obr.example", &[says]), "a domain below the signed one");
        assert!(proven("a@obr.example", &["mx.minobr.example; dkim=pass header.i=@obr.example"]));
    }

    #[test]
    fn everything_else_proves_nothing() {
        let says = "mx.minobr.example; dkim=pass header.d=obr.example";
        let foreign = "mx.obr.example; dkim=pass header.d=obr.example";
        assert!(!proven("sosh101@other.example", &[says]), "signed by somebody else");
        assert!(!proven("a@notobr.example", &[says]));
        assert!(!proven("sosh101@obr.example", &[foreign]), "another server's word");
        assert!(!proven("sosh101@obr.example", &[foreign, says]), "written by the sender, below");
        assert!(!proven("a@obr.example", &["mx.minobr.example; dkim=fail header.d=obr.example"]));
        assert!(!proven("a@obr.example", &["mx.minobr.example; dkim=pass header.d=example"]));
        assert!(!proven("a@obr.example", &[]));
        let letter = Letter { authentication_results: vec![says.to_owned()], ..Letter::default() };
        assert!(!is_proven(&letter, Some(OURS)), "no sender");
        assert!(!is_proven(&letter, None), "nobody is trusted");
    }
}
