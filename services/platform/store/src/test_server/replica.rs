//! A copy of the whole server that follows it, for the test of pages that are read from one.

use super::TestDatabase;
use super::cluster::Cluster;
use std::io::Result;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Stdio;

/// A server that follows; stopped with the value.
#[derive(Debug)]
pub struct Replica<'a> {
    cluster: &'a Cluster,
    database: &'a str,
    data: PathBuf,
    port: u16,
}

impl<'a> Replica<'a> {
    pub(super) fn start(cluster: &'a Cluster, database: &'a str) -> Result<Self> {
        let data = cluster.folder.join(format!("replica-{database}"));
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let replica = Self { cluster, database, data, port };
        let shown = replica.data.display().to_string();
        let copy = ["--write-recovery-conf", "--checkpoint=fast", "--no-sync"];
        cluster.run("pg_basebackup", &[&["-D", &shown][..], &copy[..]].concat())?;
        let options = format!("-c port={port} -c listen_addresses=''");
        let log = cluster.folder.join("replica.log").display().to_string();
        let mut start = cluster.programs.command("pg_ctl");
        start.args(["start", "-w", "-D", &shown, "-l", &log, "-o", &options]);
        start.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        match start.status()?.success() {
            true => Ok(replica),
            false => Err(std::io::Error::other(std::fs::read_to_string(log)?)),
        }
    }

    /// Where it is: over a socket.
    pub fn url(&self) -> String {
        TestDatabase::url_of(&self.cluster.folder, self.port, self.database)
    }

    /// Whether Vekha has been in a transaction on it: looking how far it is takes none.
    ///
    /// # Errors
    /// When psql cannot ask it.
    pub fn was_read(&self) -> Result<bool> {
        let (folder, port) = (self.cluster.folder.display().to_string(), self.port.to_string());
        let ask = "SELECT count(*) > 0 FROM pg_stat_activity WHERE application_name = 'vekha'
                   AND (query LIKE 'ROLLBACK%' OR query LIKE '%FROM event%')";
        let place = ["-h", &folder, "-p", &port, "-U", "vekha", "-d", self.database];
        let answer = self.cluster.programs.run("psql", &[&place[..], &["-XAtc", ask]].concat())?;
        Ok(answer.trim() == "t")
    }
}

impl Drop for Replica<'_> {
    fn drop(&mut self) {
        let data = self.data.display().to_string();
        let _ =
            self.cluster.programs.run("pg_ctl", &["stop", "-w", "-m", "immediate", "-D", &data]);
        let _ = std::fs::remove_dir_all(&self.data);
    }
}
