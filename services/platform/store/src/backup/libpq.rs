//! A URL of PostgreSQL as the variables that PostgreSQL's own programs read: an argument would show
//! the password to everybody on the machine.

use crate::Result;
use crate::server::connect_options;
use sqlx::ConnectOptions as _;

/// The variables, such as `PGHOST`.
///
/// # Errors
/// When it is no URL.
pub fn variables(url: &str) -> Result<Vec<(&'static str, String)>> {
    let options = connect_options(url)?;
    let socket = options.get_socket().map(|folder| folder.display().to_string());
    let database = options.get_database().unwrap_or_else(|| options.get_username());
    let mut variables = vec![
        ("PGHOST", socket.unwrap_or_else(|| options.get_host().to_owned())),
        ("PGPORT", options.get_port().to_string()),
        ("PGUSER", options.get_username().to_owned()),
        ("PGDATABASE", database.to_owned()),
        ("PGAPPNAME", "vekha".to_owned()),
    ];
    variables.extend(options.get_options().map(|given| ("PGOPTIONS", given.to_owned())));
    let url = options.to_url_lossy();
    variables.extend(url.password().map(|password| ("PGPASSWORD", decoded(password))));
    variables.extend(url.query_pairs().filter_map(|(key, value)| {
        let name = match &*key {
            "sslmode" => "PGSSLMODE",
            "sslrootcert" => "PGSSLROOTCERT",
            "sslcert" => "PGSSLCERT",
            "sslkey" => "PGSSLKEY",
            _ => return None,
        };
        Some((name, value.into_owned()))
    }));
    Ok(variables)
}

/// `%D0%BA` to its letter.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let pair = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        let byte = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok());
        rest = match (first, byte) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                &after[2..]
            }
            _ => {
                bytes.push(*first);
                after
            }
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::variables;

    fn told(url: &str, name: &str) -> Option<String> {
        let variables = variables(url).expect("a URL");
        variables.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    #[test]
    fn a_url_is_told_without_losing_a_letter() {
        let url = "postgres://vekha:%D0%BA%D0%B5%D0%B4%D1%80%2F%40%25@db.example:6432/%D0%BA?\
                   sslmode=verify-full&sslrootcert=/etc/ca.pem";
        let all = [
            ("PGHOST", "db.example"),
            ("PGPORT", "6432"),
            ("PGUSER", "vekha"),
            ("PGPASSWORD", "кедр/@%"),
            ("PGDATABASE", "к"),
            ("PGSSLMODE", "verify-full"),
        ];
        for (name, value) in all {
            assert_eq!(told(url, name).as_deref(), Some(value), "{name}");
        }
        assert!(told(url, "PGSSLROOTCERT").expect("a file").contains("/etc/ca.pem"));
    }

    #[test]
    fn a_folder_is_a_socket() {
        let url = "postgres://vekha@localhost:5433/test?host=/run/pg&port=5433";
        assert_eq!(told(url, "PGHOST").as_deref(), Some("/run/pg"));
        assert_eq!(told(url, "PGPASSWORD"), None);
    }
}
