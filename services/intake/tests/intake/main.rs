//! Intake from outside: an upload, a mail or a sheet goes in, documents and events come out.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod mails;
#[cfg(test)]
mod paper;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod register;
#[cfg(test)]
mod upload;
