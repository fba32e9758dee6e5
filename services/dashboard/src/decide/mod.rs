//! What people decide: POST handlers, a file a decision.
//!
//! A decision is said as an event, in one transaction with what is owed for it; the owner applies
//! it. The page then waits until nobody is owed it any more, so that it shows its own write. The
//! dashboard itself changes no case, no duty and no document; a draft is no history yet, and its own.

pub mod accept;
pub mod assign;
pub mod cancel;
pub mod cascade;
pub mod decision;
pub mod draft;
pub mod exempt;
pub mod extend;
pub mod ignore;
pub mod retry;
mod say;
