//! The form of a web address that anybody outside the organization can open.

use crate::limits::LINK_CHARS;

/// Why an address cannot be a publication, in words for the sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadLink {
    /// Neither http nor https.
    #[error("адрес должен начинаться с https:// или http://")]
    Scheme,
    /// No site name, or one with forbidden characters.
    #[error("в адресе нет правильного имени сайта. Скопируйте адрес из строки браузера")]
    Host,
    /// An address inside somebody's own network.
    #[error(
        "адрес открывается только внутри вашей сети. Дайте адрес страницы на официальном сайте"
    )]
    Local,
    /// A name and password in the address.
    #[error("в адресе есть имя пользователя. Дайте адрес открытой страницы")]
    Login,
    /// Longer than any page needs.
    #[error("адрес слишком длинный")]
    TooLong,
}

/// Checks an address by its form; whether the page exists is not asked.
///
/// # Errors
/// [`BadLink`] says what is wrong and what to do.
pub fn check_address(link: &str) -> Result<(), BadLink> {
    if link.chars().count() > LINK_CHARS {
        return Err(BadLink::TooLong);
    }
    let (scheme, rest) = link.split_once("://").ok_or(BadLink::Scheme)?;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return Err(BadLink::Scheme);
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err(BadLink::Login);
    }
    let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
    if port.parse::<u16>().is_err() {
        return Err(BadLink::Host);
    }
    check_host(&host.to_lowercase())
}

fn check_host(host: &str) -> Result<(), BadLink> {
    if host == "localhost" || host.parse::<std::net::IpAddr>().is_ok() || host.starts_with('[') {
        return Err(BadLink::Local);
    }
    let labels: Vec<&str> = host.split('.').collect();
    let label = |label: &&str| {
        !label.is_empty()
            && label.chars().count() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|char| char.is_alphanumeric() || char == '-')
    };
    if !labels.iter().all(label) {
        return Err(BadLink::Host);
    }
    match labels.as_slice() {
        [] | [_] | [.., "local" | "lan" | "localhost" | "internal"] => Err(BadLink::Local),
        [.., zone] if zone.chars().count() < 2 => Err(BadLink::Host),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_addresses() {
        let cases = [
            ("https://bus.gov.ru/info-card/123", Ok(())),
            ("http://школа.рф:8080", Ok(())),
            ("ftp://a.ru", Err(BadLink::Scheme)),
            ("https://", Err(BadLink::Host)),
            ("https://sosh101", Err(BadLink::Local)),
            ("https://192.168.0.1/plan", Err(BadLink::Local)),
            ("https://bus.gov.ru@evil.example/x", Err(BadLink::Login)),
            ("https://a..ru", Err(BadLink::Host)),
            ("https://a.ru:port/", Err(BadLink::Host)),
        ];
        for (link, expected) in cases {
            assert_eq!(check_address(link), expected, "{link}");
        }
    }
}
