//! Letters as they are printed: read back with our own readers, and opened in LibreOffice.
#![cfg(test)]

mod libreoffice;
mod read_back;
mod sample;
