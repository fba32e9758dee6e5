//! The dashboard on a region in full swing, through its routes.

mod browser;
mod decisions;
mod door;
mod look;
mod pages;
mod play;
mod region;
mod scope;
