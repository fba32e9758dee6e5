//! The allocator of the program, and what it owes the machine while nothing happens.
//!
//! mimalloc gives memory back when somebody frees a whole page of it and a second has passed since
//! the last time. An office at night frees nothing: what the start or the day's peak needed would stay.
//! So a task frees something big now and then, and costs a few system calls.
//!
//! **Must not know:** what the memory was for.

use mimalloc::MiMalloc;
use std::hint::black_box;
use std::time::Duration;
use vekha_runtime::{Lifecycle, Waited};

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Longer than the second for which the allocator keeps what was freed.
const EVERY: Duration = Duration::from_secs(2);

/// More than it keeps among its pages, so that freeing it is noticed; none of it is ever touched.
const BREATH: usize = 8 << 20;

/// Starts the task that lets the allocator give back what nobody uses.
pub fn give_back(lifecycle: &Lifecycle) {
    let life = lifecycle.clone();
    lifecycle.spawn("allocator upkeep", async move {
        while life.wait(EVERY).await == Waited::Elapsed {
            drop(black_box(Vec::<u8>::with_capacity(BREATH)));
        }
        Ok(())
    });
}
