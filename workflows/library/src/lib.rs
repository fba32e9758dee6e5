//! The shipped campaigns: a folder each with workflow.yaml, notice templates and cases.
#![forbid(unsafe_code)]
