//! Letters of our own as transcripts.
