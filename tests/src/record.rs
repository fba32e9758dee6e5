//! Where the record of a world is: in a file, or in PostgreSQL when the whole run asks for it with
//! `VEKHA_TEST_DATABASE=postgres`, or as one test chooses. The same stories must be told on both.

use std::path::Path;
use vekha_proto::Consumer;
use vekha_store::test_server::TestDatabase;
use vekha_store::{Durability, Options, Target, roles};

/// A place for a record, gone with the value.
#[derive(Debug)]
pub struct Place {
    /// How the record is opened.
    pub options: Options,
    database: Option<TestDatabase>,
}

impl Place {
    fn new(target: Target, database: Option<TestDatabase>) -> Self {
        let options = Options { durability: Durability::Process, ..Options::new(target) };
        Self { options, database }
    }

    /// Everything in it is lost.
    ///
    /// # Errors
    /// When it cannot be.
    pub fn destroy(&self) -> anyhow::Result<()> {
        match (&self.database, &self.options.target) {
            (Some(database), _) => {
                database.psql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")?;
            }
            (None, Target::File(path)) => std::fs::remove_file(path)?,
            (None, Target::Url(_)) => {}
        }
        Ok(())
    }

    /// The database of the shared server, if it is there.
    pub fn database(&self) -> Option<&TestDatabase> {
        self.database.as_ref()
    }

    /// The flags that tell a process where it is, beside the folder of its data.
    pub fn flags(&self) -> Vec<String> {
        match &self.options.target {
            Target::Url(url) => vec!["--database".to_owned(), url.clone()],
            Target::File(_) => Vec::new(),
        }
    }

    /// Makes the users of the services, on a server that is ours.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn admit(&self) -> anyhow::Result<()> {
        let Some(database) = &self.database else { return Ok(()) };
        Ok(database.psql(&roles::script()).map(|_| ())?)
    }

    /// The flags for a process of these services: it may do what they may, and no more, where
    /// [`Place::admit`] has made its user.
    pub fn flags_of(&self, services: &str) -> Vec<String> {
        let one = Consumer::parse(services).map(roles::user);
        let user = one.unwrap_or_else(roles::of_several);
        let owner = format!("//{}@", TestDatabase::OWNER);
        let lower = |flag: String| flag.replacen(&owner, &format!("//{user}@"), 1);
        match &self.database {
            Some(_) => self.flags().into_iter().map(lower).collect(),
            None => self.flags(),
        }
    }
}

/// A place for a new record.
///
/// # Errors
/// When PostgreSQL is asked for and does not start.
pub fn place(folder: &Path) -> anyhow::Result<Place> {
    let asked = std::env::var_os("VEKHA_TEST_DATABASE").is_some_and(|name| name == "postgres");
    if asked { Ok(on(TestDatabase::create()?)) } else { Ok(file(folder)) }
}

/// A place in this folder, where a process looks for it.
pub fn file(folder: &Path) -> Place {
    Place::new(Target::File(folder.join("vekha.db")), None)
}

/// A place on a server; `None`, said loudly, where PostgreSQL is not installed.
///
/// # Errors
/// When it is installed and does not start.
pub fn server() -> anyhow::Result<Option<Place>> {
    Ok(TestDatabase::create_if_installed()?.map(on))
}

/// A place on a server that somebody else keeps, and may crash: what is committed is kept.
pub fn elsewhere(url: &str) -> Place {
    let options = Options { durability: Durability::Full, ..Options::new(Target::parse(url)) };
    Place { options, database: None }
}

fn on(database: TestDatabase) -> Place {
    Place::new(Target::parse(&database.url()), Some(database))
}
