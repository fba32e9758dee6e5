//! Issues circulars at their time and sweeps due duties.
#![forbid(unsafe_code)]
