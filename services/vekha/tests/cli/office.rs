//! A running `vekha up`, for the other tests.

use super::vekha;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, ExitStatus, Stdio};

/// The process; killed when a test fails before it stopped it.
pub struct Office {
    child: Child,
    address: SocketAddr,
}

impl Office {
    /// Starts it in this folder; returns when it says that it serves.
    pub fn open(folder: &Path) -> Self {
        Self::open_with(folder, &[])
    }

    /// The same, with more flags.
    pub fn open_with(folder: &Path, flags: &[&str]) -> Self {
        Self::begun(Self::begin(folder, flags))
    }

    /// Starts it, and does not wait until it serves.
    pub fn begin(folder: &Path, flags: &[&str]) -> Child {
        let mut command = vekha(folder);
        command.env("VEKHA_ADMIN_PASSWORD", "кедр-сосна-42").env("VEKHA_LOG__FILTER", "warn");
        command.args(["up", "--listen", "127.0.0.1:0"]).args(flags);
        command.stdout(Stdio::piped()).spawn().unwrap()
    }

    /// Waits until it says that it serves.
    pub fn begun(mut child: Child) -> Self {
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).and_then(|rest| rest.split(' ').next());
        let address = address.and_then(|address| address.parse().ok());
        Self { child, address: address.unwrap_or_else(|| panic!("it said {line:?}")) }
    }

    /// The whole answer to a GET.
    pub fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(self.address).unwrap();
        let host = self.address;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Sends SIGTERM and waits for the end.
    pub fn stop(mut self) -> ExitStatus {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        self.child.wait().unwrap()
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        // Already ended when the test stopped it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
