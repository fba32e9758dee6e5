//! The reader alone, as a program of its own: what the tests of this crate run in the place of
//! `vekha __extract`. Other arguments misbehave in the ways that the parent must survive.

use std::io::{self, Read, Write};
use std::process::{Command, ExitCode};

use vekha_files::Limits;
use vekha_files::jail::{CHILD_ARGUMENT, child_main, confine};

fn main() -> ExitCode {
    let argument = std::env::args().nth(1).unwrap_or_default();
    let done = match argument.as_str() {
        CHILD_ARGUMENT => return child_main(),
        "escape" => escape(),
        "hang" => hang(),
        "spin" => spin(),
        "gorge" => gorge(),
        "babble" => say("no JSON at all\n"),
        "flood" => flood(),
        other => say(&format!("unknown argument {other}\n")),
    };
    if done.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn say(text: &str) -> io::Result<()> {
    io::stdout().write_all(text.as_bytes())
}

/// Confines itself and tries to get out; says what succeeded.
fn escape() -> io::Result<()> {
    let walls = confine(&Limits::default())?;
    let mut out = Vec::new();
    for (what, worked) in [
        ("read a file", std::fs::read("/etc/passwd").is_ok()),
        ("write a file", std::fs::write("/tmp/vekha-escaped", "x").is_ok()),
        ("list a folder", std::fs::read_dir("/").is_ok()),
        ("open a socket", std::net::UdpSocket::bind("127.0.0.1:0").is_ok()),
        ("connect", std::net::TcpStream::connect("127.0.0.1:9").is_ok()),
        ("start a program", Command::new("/bin/true").status().is_ok()),
        ("start a thread", std::thread::Builder::new().spawn(|| ()).is_ok()),
        ("raise its limits", rlimit::setrlimit(rlimit::Resource::NOFILE, 99, 99).is_ok()),
    ] {
        if worked {
            writeln!(out, "escaped: {what}")?;
        }
    }
    writeln!(out, "walls: landlock {}, calls {}", walls.landlock, walls.system_calls)?;
    io::stdout().write_all(&out)
}

/// Waits for an end of input that comes, and then for one that does not.
fn hang() -> io::Result<()> {
    io::stdin().read_to_end(&mut Vec::new())?;
    loop {
        std::thread::park();
    }
}

/// Uses the processor until the limit ends it.
fn spin() -> io::Result<()> {
    confine(&Limits { cpu_seconds: 1, ..Limits::default() })?;
    let mut number = 1_u64;
    while std::hint::black_box(number) != 0 {
        number = number.wrapping_mul(3);
    }
    Ok(())
}

/// Takes more memory than it may have.
fn gorge() -> io::Result<()> {
    confine(&Limits::default())?;
    let much = vec![1_u8; 2 * 1024 * 1024 * 1024];
    say(&format!("got {}\n", std::hint::black_box(much).len()))
}

/// Says more than anybody wants to hear.
fn flood() -> io::Result<()> {
    let chunk = vec![b'x'; 1024 * 1024];
    loop {
        io::stdout().write_all(&chunk)?;
    }
}
