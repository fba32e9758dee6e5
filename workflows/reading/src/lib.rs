//! Russian official text to facts: dates, the plan form, recognition. Text and tables in, findings out.
#![forbid(unsafe_code)]
