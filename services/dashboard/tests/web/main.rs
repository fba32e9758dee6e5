//! The dashboard on a region in full swing, through its routes.
#![cfg(test)]

mod browser;
mod cascade;
mod decisions;
mod door;
mod drafts;
mod english;
mod follow;
mod letters;
mod look;
mod pages;
mod play;
mod region;
mod scope;
