//! Dates in every spelling.
