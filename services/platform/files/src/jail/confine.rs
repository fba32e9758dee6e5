//! Bars the process from everything but its memory, standard input and output.
//!
//! Three walls, because each has holes that another closes: resource limits (memory, time, size
//! and number of files), Landlock (no file by any path), and a list of the system calls that are
//! allowed: all others fail. The wall of system calls is required; Landlock may be missing in an
//! old kernel, and then the caller is told.

use std::io;

use rlimit::Resource;
use serde::{Deserialize, Serialize};

use crate::Limits;

/// Files that may be open at once: the three standard ones and what the kernel needs to build a
/// wall.
const OPEN_FILES: u64 = 8;

/// Which walls stand. Resource limits always do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confinement {
    /// Landlock keeps from files.
    pub landlock: bool,
    /// System calls are on the list or fail.
    pub system_calls: bool,
}

/// Confines this process, for good.
///
/// # Errors
/// When a wall that the system has cannot be built. The process must not read anything then.
pub fn confine(limits: &Limits) -> io::Result<Confinement> {
    // The soft limit of time ends the process with a signal that names the reason.
    let seconds = limits.cpu_seconds;
    for (resource, soft, hard) in [
        (Resource::CORE, 0, 0),
        (Resource::FSIZE, 0, 0),
        (Resource::NOFILE, OPEN_FILES, OPEN_FILES),
        (Resource::AS, limits.memory_bytes, limits.memory_bytes),
        (Resource::CPU, seconds, seconds + 1),
    ] {
        rlimit::setrlimit(resource, soft, hard)?;
    }
    walls()
}

#[cfg(target_os = "linux")]
fn walls() -> io::Result<Confinement> {
    let landlock = no_files()?;
    listed_calls_only()?;
    Ok(Confinement { landlock, system_calls: true })
}

#[cfg(not(target_os = "linux"))]
fn walls() -> io::Result<Confinement> {
    Ok(Confinement { landlock: false, system_calls: false })
}

/// Handles every kind of access and allows none.
#[cfg(target_os = "linux")]
fn no_files() -> io::Result<bool> {
    use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetStatus};
    let status = Ruleset::default()
        .handle_access(AccessFs::from_all(ABI::V5))
        .and_then(|rules| rules.handle_access(AccessNet::from_all(ABI::V5)))
        .and_then(Ruleset::create)
        .and_then(landlock::RulesetCreated::restrict_self)
        .map_err(io::Error::other)?;
    Ok(status.ruleset != RulesetStatus::NotEnforced)
}

/// Allows memory, time, locks, randomness, reading and writing of what is open, and the end.
#[cfg(target_os = "linux")]
fn listed_calls_only() -> io::Result<()> {
    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter};
    let allowed = [
        libc::SYS_read,
        libc::SYS_readv,
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_close,
        libc::SYS_fstat,
        libc::SYS_ppoll,
        libc::SYS_brk,
        libc::SYS_mmap,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_mprotect,
        libc::SYS_madvise,
        libc::SYS_futex,
        libc::SYS_getrandom,
        libc::SYS_clock_gettime,
        libc::SYS_sched_yield,
        libc::SYS_sched_getaffinity,
        libc::SYS_getpid,
        libc::SYS_gettid,
        libc::SYS_tgkill,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sigaltstack,
        libc::SYS_restart_syscall,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ];
    let rules = allowed.into_iter().map(|call| (call, Vec::new())).collect();
    let refuse = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    let arch = std::env::consts::ARCH.try_into().map_err(io::Error::other)?;
    let filter =
        SeccompFilter::new(rules, refuse, SeccompAction::Allow, arch).map_err(io::Error::other)?;
    let program: BpfProgram = filter.try_into().map_err(io::Error::other)?;
    seccompiler::apply_filter_all_threads(&program).map_err(io::Error::other)
}
