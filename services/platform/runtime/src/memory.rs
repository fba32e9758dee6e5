//! How much memory the process holds, as Linux counts it.

use std::fs;

/// Resident memory in bytes; zero where the kernel does not tell (other systems than Linux).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// Held now (`VmRSS`).
    pub resident_bytes: u64,
    /// The most that was held at once (`VmHWM`).
    pub peak_bytes: u64,
}

impl Memory {
    /// Of this process, now.
    pub fn now() -> Self {
        fs::read_to_string("/proc/self/status")
            .map_or_else(|_absent| Self::default(), |text| Self::parse(&text))
    }

    /// Reads `/proc/<pid>/status`, whose unit is kibibytes; see proc_pid_status(5).
    fn parse(status: &str) -> Self {
        let bytes = |name: &str| {
            let value =
                status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
            let kib: u64 = value.trim().strip_suffix("kB")?.trim().parse().ok()?;
            Some(kib * 1024)
        };
        Self {
            resident_bytes: bytes("VmRSS").unwrap_or(0),
            peak_bytes: bytes("VmHWM").unwrap_or(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_kernel_writes() {
        let status = "Name:\tvekha\nVmHWM:\t   20480 kB\nVmRSS:\t   10240 kB\nThreads:\t3\n";
        let memory = Memory { resident_bytes: 10 << 20, peak_bytes: 20 << 20 };
        assert_eq!(Memory::parse(status), memory);
        assert_eq!(Memory::parse("VmRSS:\tmany\n"), Memory::default());
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_process_holds_memory() {
        let memory = Memory::now();
        assert!(memory.resident_bytes > 0 && memory.peak_bytes >= memory.resident_bytes / 2);
    }
}
