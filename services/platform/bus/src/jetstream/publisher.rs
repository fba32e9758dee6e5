//! Empties the outbox into JetStream and answers for every letter.
//!
//! Acknowledgements are awaited together, so that one slow answer holds up nobody. What gets no
//! answer is sent again: its id lets the server drop the second one. What cannot be published wakes
//! its hearers by plain NATS: a full or broken stream costs those who listen along, not Vekha.

use super::complaint::Complaint;
use super::link::Link;
use super::outbox::{Item, Letter};
use super::{metric, subjects};
use async_nats::Client;
use async_nats::jetstream::Context;
use async_nats::jetstream::context::{PublishError, PublishErrorKind};
use async_nats::jetstream::publish::PublishAck;
use futures::future::BoxFuture;
use futures::stream::FuturesUnordered;
use futures::{FutureExt as _, StreamExt as _};
use metrics::counter;
use std::sync::Arc;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio_util::sync::CancellationToken;
use tracing::{debug, warn};
use vekha_proto::Consumer;

/// Letters without an answer yet.
const WINDOW: usize = 1_000;
/// How often a letter is sent before its hearers are woken without it.
const TRIES: u32 = 4;

/// What became of one thing that was sent.
enum Settled {
    Letter(Box<Letter>, Result<PublishAck, PublishError>),
    Woken,
}

/// The end of the outbox that faces the server.
pub(super) struct Publisher {
    context: Context,
    client: Client,
    link: Arc<Link>,
    queue: UnboundedReceiver<Item>,
    flight: FuturesUnordered<BoxFuture<'static, Settled>>,
    /// Sent again when the stream is known to be there.
    held: Vec<Letter>,
    given_up: Complaint,
    closing: CancellationToken,
}

impl Publisher {
    pub(super) fn new(
        context: Context,
        link: Arc<Link>,
        queue: UnboundedReceiver<Item>,
        closing: CancellationToken,
    ) -> Self {
        let (client, given_up) = (context.client(), Complaint::default());
        let (flight, held) = (FuturesUnordered::new(), Vec::new());
        Self { context, client, link, queue, flight, held, given_up, closing }
    }

    /// Publishes until the bus is closing, and then what is left if NATS answers.
    pub(super) async fn run(&mut self) {
        let (mut connected, mut set_up) = (self.link.connected(), self.link.set_up());
        loop {
            let open = *connected.borrow_and_update();
            tokio::select! {
                biased;
                Some(settled) = self.flight.next() => self.settle(settled),
                Some(item) = self.queue.recv(), if open && self.flight.len() < WINDOW => {
                    self.send(item);
                }
                Ok(()) = set_up.changed() => self.send_held(),
                Ok(()) = connected.changed() => {}
                // Nothing is under way, and nothing is left that could be sent.
                () = self.closing.cancelled(), if self.flight.is_empty() => return,
            }
        }
    }

    fn send(&mut self, item: Item) {
        match item {
            Item::Letter(letter) => self.publish(letter),
            Item::Wake(consumer, _room) => self.wake(consumer),
        }
    }

    fn publish(&self, mut letter: Box<Letter>) {
        letter.tries += 1;
        let (context, mut connected) = (self.context.clone(), self.link.connected());
        let sent = async move {
            let (subject, message) = (letter.subject.clone(), letter.message.clone());
            let answered = async {
                match context.send_publish(subject, message).await {
                    Ok(answer) => answer.await,
                    Err(error) => Err(error),
                }
            };
            let answer = tokio::select! {
                answer = answered => answer,
                // The answer is gone with the connection.
                _gone = connected.wait_for(|connected| !connected) => {
                    Err(PublishErrorKind::BrokenPipe.into())
                }
            };
            Settled::Letter(letter, answer)
        };
        self.flight.push(sent.boxed());
    }

    fn wake(&self, consumer: Consumer) {
        let client = self.client.clone();
        let sent = async move {
            let woken = client.publish(subjects::wake(consumer), Vec::new().into()).await;
            if let Err(why) = woken {
                debug!(%why, service = %consumer, "not woken: it looks by its tick");
            }
            Settled::Woken
        };
        self.flight.push(sent.boxed());
    }

    fn send_held(&mut self) {
        for letter in std::mem::take(&mut self.held) {
            self.publish(Box::new(letter));
        }
    }

    fn settle(&mut self, settled: Settled) {
        let Settled::Letter(letter, answer) = settled else { return };
        let error = match answer {
            Ok(PublishAck { duplicate, .. }) => {
                let outcome = if duplicate { "duplicate" } else { "published" };
                return counter!(metric::RINGS, "outcome" => outcome).increment(1);
            }
            Err(error) => error,
        };
        // Who is about to end tries nothing again.
        let again = letter.tries < TRIES && !self.closing.is_cancelled();
        match error.kind() {
            PublishErrorKind::StreamNotFound if again => {
                self.link.ask();
                self.held.push(*letter);
            }
            PublishErrorKind::TimedOut | PublishErrorKind::BrokenPipe if again => {
                match *self.link.connected().borrow() {
                    true => self.publish(letter),
                    false => self.held.push(*letter),
                }
            }
            PublishErrorKind::TimedOut | PublishErrorKind::BrokenPipe => {
                self.give_up(&letter, "lost", &error);
            }
            _ => self.give_up(&letter, "refused", &error),
        }
    }

    fn give_up(&self, letter: &Letter, outcome: &'static str, why: &PublishError) {
        counter!(metric::RINGS, "outcome" => outcome).increment(1);
        if let Some(times) = self.given_up.due() {
            warn!(times, event = %letter.id, kind = %letter.kind, %why, tries = letter.tries,
                "an event is not published on NATS; it is in the record, services are woken for it");
        }
        letter.hearers.iter().for_each(|consumer| self.wake(*consumer));
    }
}
