//! What waits to be told to NATS: bounded by bytes, filled without waiting.

use super::complaint::Complaint;
use super::metric;
use super::subjects::{STREAM, subject_for};
use crate::hearers;
use async_nats::header::{HeaderName, HeaderValue};
use async_nats::jetstream::message::PublishMessage;
use async_nats::{Client, HeaderMap};
use metrics::counter;
use std::sync::Arc;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tracing::warn;
use vekha_model::EventId;
use vekha_proto::{Consumer, Envelope, EventKind, cloudevents};

/// What a wake-up, and everything around an event's body, takes of the room; a generous guess.
const SURROUNDINGS: usize = 1_024;

/// An event on its way.
#[derive(Debug)]
pub(super) struct Letter {
    pub(super) id: EventId,
    pub(super) kind: EventKind,
    pub(super) subject: String,
    pub(super) message: PublishMessage,
    /// Who is woken in another way if it cannot be published.
    pub(super) hearers: Vec<Consumer>,
    /// How often it was sent.
    pub(super) tries: u32,
    _room: OwnedSemaphorePermit,
}

/// One thing to tell.
#[derive(Debug)]
pub(super) enum Item {
    Letter(Box<Letter>),
    Wake(Consumer, OwnedSemaphorePermit),
}

/// The place where ringers leave what they have to say.
#[derive(Debug)]
pub(super) struct Outbox {
    items: UnboundedSender<Item>,
    room: Arc<Semaphore>,
    client: Client,
    full: Complaint,
    refused: Complaint,
}

impl Outbox {
    /// An empty one with room for so many bytes, and the end that it is emptied from.
    pub(super) fn new(client: Client, bytes: u32) -> (Self, UnboundedReceiver<Item>) {
        let (items, queue) = unbounded_channel();
        let room = Arc::new(Semaphore::new(bytes as usize));
        let (full, refused) = (Complaint::default(), Complaint::default());
        (Self { items, room, client, full, refused }, queue)
    }

    /// Leaves an event here, or says why not.
    pub(super) fn put(&self, event: &Envelope) {
        let body = match cloudevents::to_body(event) {
            Ok(body) => body,
            Err(bad) => return self.refuse(event, &bad.to_string()),
        };
        let (size, limit) = (body.len() + SURROUNDINGS, self.client.max_payload());
        if size > limit {
            let why = format!(
                "it has {size} bytes and NATS takes {limit}: send less at once, or raise \
                 max_payload there"
            );
            return self.refuse(event, &why);
        }
        let Some(room) = self.room(size) else { return };
        let letter = Letter {
            id: event.id,
            kind: event.kind,
            subject: subject_for(event),
            message: PublishMessage::build()
                .headers(headers(event))
                .payload(body.into())
                .expected_stream(STREAM),
            hearers: hearers(&[event]),
            tries: 0,
            _room: room,
        };
        self.leave(Item::Letter(Box::new(letter)));
    }

    /// Leaves a wake-up here.
    pub(super) fn wake(&self, consumer: Consumer) {
        if let Some(room) = self.room(SURROUNDINGS) {
            self.leave(Item::Wake(consumer, room));
        }
    }

    /// What can never be published wakes its hearers without it.
    fn refuse(&self, event: &Envelope, why: &str) {
        counter!(metric::RINGS, "outcome" => "refused").increment(1);
        if let Some(times) = self.refused.due() {
            warn!(times, event = %event.id, kind = %event.kind, why,
                "an event is not published on NATS; it is in the record, services are woken for it");
        }
        hearers(&[event]).into_iter().for_each(|consumer| self.wake(consumer));
    }

    fn room(&self, bytes: usize) -> Option<OwnedSemaphorePermit> {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        if let Ok(room) = Arc::clone(&self.room).try_acquire_many_owned(bytes) {
            return Some(room);
        }
        counter!(metric::RINGS, "outcome" => "lost").increment(1);
        if let Some(times) = self.full.due() {
            warn!(
                times,
                "NATS does not take what we say and nats.buffer_mib is full: services \
                find it in the record by their tick"
            );
        }
        None
    }

    fn leave(&self, item: Item) {
        // Refused only when the bus is gone, and then nobody is left to be told.
        let _gone = self.items.send(item);
    }
}

/// A value with a line break is not ours and is left out: it would end the header.
fn headers(event: &Envelope) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in cloudevents::to_headers(event) {
        if let Ok(value) = value.parse::<HeaderValue>() {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    headers
}
