//! The child: takes one request, confines itself, reads the file, answers, ends.

use std::io::{self, BufRead, Read, Write};
use std::process::ExitCode;

use super::confine::confine;
use super::wire::{Answer, Job, Outcome, Request};
use crate::{Obstacle, extract, mail};

/// The longest request line, bytes: the limits and a file's name.
const REQUEST: u64 = 64 * 1024;

/// Serves one request on standard input and output. Call it first thing in `main`, before any
/// thread or runtime is started: a thread that runs already would stay outside the walls.
pub fn child_main() -> ExitCode {
    match serve(&mut io::stdin().lock(), &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody is left to tell when this fails too.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

/// The request line comes from the parent and is trusted; the bytes after it are the stranger's.
/// The walls go up between the two.
fn serve(input: &mut impl BufRead, output: &mut impl Write) -> io::Result<()> {
    let mut line = String::new();
    input.take(REQUEST).read_line(&mut line)?;
    let request: Request = serde_json::from_str(&line)?;
    let confinement = confine(&request.limits)?;
    let mut bytes = Vec::new();
    input.take(request.length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 != request.length {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file is shorter than said"));
    }
    let limit = request.limits.answer_bytes;
    let mut outcome = work(bytes, request);
    let mut contents: Vec<Vec<u8>> =
        outcome.parts().iter_mut().map(|part| std::mem::take(&mut part.bytes)).collect();
    let lengths = contents.iter().map(|content| content.len() as u64).collect();
    let mut answer = Answer { outcome, lengths, confinement };
    let mut json = serde_json::to_vec(&answer)?;
    if json.len() as u64 > limit {
        answer.outcome = answer.outcome.refused(Obstacle::limit("answer_bytes"));
        answer.lengths.clear();
        contents.clear();
        json = serde_json::to_vec(&answer)?;
    }
    json.push(b'\n');
    output.write_all(&json)?;
    for content in contents {
        output.write_all(&content)?;
    }
    output.flush()
}

fn work(bytes: Vec<u8>, request: Request) -> Outcome {
    let limits = &request.limits;
    match request.job {
        Job::Read { name } => Outcome::Read(Box::new(extract::read(&bytes, &name, limits))),
        Job::Open => Outcome::Opened(mail::open(&bytes, limits).map(Box::new)),
        Job::Unpack { name } => Outcome::Unpacked(mail::unpack(bytes, &name, limits)),
    }
}
