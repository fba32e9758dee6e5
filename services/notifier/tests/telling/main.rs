//! The notifier with a real record, the real core and real channels.

#[cfg(test)]
mod answer;
#[cfg(test)]
mod follow;
#[cfg(test)]
mod invariants;
#[cfg(test)]
mod office;
#[cfg(test)]
mod outage;
#[cfg(test)]
mod story;
#[cfg(test)]
mod told;
#[cfg(test)]
mod unsorted;
