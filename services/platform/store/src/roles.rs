//! Who may do what on PostgreSQL, made from the table of owners in services/README.md.
//!
//! Each service is a user of the database that writes what it owns and nothing else: whoever takes
//! over the dashboard can neither rewrite the history nor accept a document. The history takes new
//! rows and lets go of none. Tables are made by the user who owns them, and by nobody else.
//! `deploy/postgres/roles.sql` is this text; tests hold it to that, hold this table to the one in
//! README, and run all five services under it.
//!
//! **Must not know:** passwords, hosts.

use std::fmt::Write as _;
use vekha_proto::Consumer::{self, Dashboard, Engine, Intake, Notifier, Scheduler};

/// The user of a service.
pub fn user(service: Consumer) -> String {
    named(service.as_str())
}

/// The user of a process that plays several services.
pub fn of_several() -> String {
    named("services")
}

/// Who looks for pages and writes nothing: the user of `store.replica`.
fn reader() -> String {
    named("reader")
}

fn named(name: &str) -> String {
    format!("vekha_{name}")
}

/// What the services may do to a table beside reading it.
struct Table {
    name: &'static str,
    /// Who reads it, with which columns; all, where nothing is said.
    reads: Reads,
    writes: &'static [(&'static [Consumer], &'static str)],
}

enum Reads {
    Everybody,
    Alone(Consumer),
    /// These columns everybody, all of them one.
    Columns(&'static str, Consumer),
}

const EVERYBODY: &[Consumer] = &[Engine, Scheduler, Intake, Notifier, Dashboard];
const NOBODY: &[(&[Consumer], &str)] = &[];

const fn table(
    name: &'static str,
    writes: &'static [(&'static [Consumer], &'static str)],
) -> Table {
    Table { name, reads: Reads::Everybody, writes }
}

/// Every table. First in `writes` is who owns it.
const TABLES: &[Table] = &[
    table("_sqlx_migrations", NOBODY),
    table("tenant", NOBODY),
    table("calendar_day", NOBODY),
    table("organization", &[(&[Intake], "INSERT, UPDATE")]),
    table("contact", &[(&[Intake], "INSERT, UPDATE, DELETE")]),
    Table {
        name: "person",
        // Whether anybody can log in, and where an officer is written to.
        reads: Reads::Columns("id, tenant_id, name, email, disabled_at", Dashboard),
        writes: &[(&[Dashboard], "INSERT, UPDATE")],
    },
    Table {
        name: "session",
        reads: Reads::Alone(Dashboard),
        writes: &[(&[Dashboard], "INSERT, UPDATE, DELETE")],
    },
    table("definition", &[(&[Scheduler], "INSERT"), (&[Dashboard], "INSERT")]),
    table("circular", &[(&[Scheduler], "INSERT, UPDATE"), (&[Dashboard], "INSERT, UPDATE")]),
    Table {
        name: "draft",
        reads: Reads::Alone(Dashboard),
        writes: &[(&[Dashboard], "INSERT, UPDATE")],
    },
    table(
        "campaign",
        &[(&[Scheduler], "INSERT, UPDATE"), (&[Dashboard], "UPDATE (status, reason)")],
    ),
    table("case_", &[(&[Engine], "INSERT, UPDATE"), (&[Dashboard], "UPDATE (quarantined)")]),
    table("duty", &[(&[Engine], "INSERT, UPDATE"), (&[Scheduler], "UPDATE (rung, next_at)")]),
    table("rung", &[(&[Scheduler], "INSERT")]),
    table("rollup", &[(&[Engine], "INSERT, UPDATE")]),
    table("rollup_stage", &[(&[Engine], "INSERT, UPDATE")]),
    table("rollup_day", &[(&[Engine], "INSERT, UPDATE")]),
    table("event", &[(EVERYBODY, "INSERT")]),
    table("chain_head", &[(EVERYBODY, "INSERT, UPDATE")]),
    table("delivery", &[(EVERYBODY, "INSERT, DELETE")]),
    table("attempt", &[(EVERYBODY, "INSERT, UPDATE, DELETE")]),
    table("dead_letter", &[(EVERYBODY, "INSERT, UPDATE"), (&[Dashboard], "DELETE")]),
    table("document", &[(&[Intake], "INSERT, UPDATE")]),
    table("receipt_counter", &[(&[Intake], "INSERT, UPDATE")]),
    table("attachment", &[(&[Intake], "INSERT, UPDATE")]),
    table("finding", &[(&[Intake], "INSERT, DELETE")]),
    table("notice", &[(&[Notifier], "INSERT, UPDATE")]),
    table("notice_item", &[(&[Notifier], "INSERT, UPDATE")]),
];

const HEAD: &str = "\
-- The users of the services, and what each may do. Made from services/platform/store/src/roles.rs;
-- do not edit. To make it anew: VEKHA_WRITE_GOLDEN=1 cargo test -p vekha-store roles
--
-- For the user who owns the tables, after the tables are there, and again after a new version has
-- changed them: psql -v ON_ERROR_STOP=1 -d vekha -f roles.sql. It takes away first, then it grants.
-- Passwords are not here: \\password vekha_engine and so on, once.

";

/// The script that makes the users and says what they may do; as often as one likes.
pub fn script() -> String {
    let mut text = HEAD.to_owned();
    let services = EVERYBODY.iter().map(|service| user(*service));
    let users: Vec<_> = services.chain([of_several(), reader()]).collect();
    for user in &users {
        let _ = write!(
            text,
            "DO $$ BEGIN CREATE ROLE {user} LOGIN;\n\
             EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;\n"
        );
    }
    let users = users.join(", ");
    let _ = write!(
        text,
        "\nREVOKE CREATE ON SCHEMA public FROM PUBLIC;\n\
         REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {users};\n\
         GRANT USAGE ON SCHEMA public TO {users};\n"
    );
    TABLES.iter().for_each(|table| table.write(&mut text));
    text
}

impl Table {
    fn write(&self, text: &mut String) {
        let _ = writeln!(text, "\n-- {}", self.name);
        let mut grant = |rights: &str, to: &[Consumer]| {
            let users: Vec<_> = to.iter().map(|service| user(*service)).collect();
            let users = users.join(", ");
            let several = of_several();
            let _ = writeln!(text, "GRANT {rights} ON {} TO {users}, {several};", self.name);
        };
        match self.reads {
            Reads::Everybody => grant("SELECT", EVERYBODY),
            Reads::Alone(service) => grant("SELECT", &[service]),
            Reads::Columns(columns, service) => {
                grant(&format!("SELECT ({columns})"), EVERYBODY);
                grant("SELECT", &[service]);
            }
        }
        for (services, rights) in self.writes {
            grant(rights, services);
        }
        let _ = writeln!(text, "GRANT SELECT ON {} TO {};", self.name, reader());
    }
}

#[cfg(test)]
mod tests;
