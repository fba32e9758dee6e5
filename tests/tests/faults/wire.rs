//! Bad messages on the wire: repeated, out of order, cut short, of a version nobody knows, ten
//! megabytes long. They never stop their neighbours, because nobody believes them: the record is
//! what counts.

use crate::rig::{Office, Setup, on, runs, seed};
use anyhow::{Context as _, Result};
use async_nats::HeaderMap;
use async_nats::jetstream::message::StreamMessage;
use async_nats::jetstream::{self, Context};
use vekha_bus::jetstream::STREAM;
use vekha_bus::test_server::Server;
use vekha_tests::record;

/// Of the stream's messages, so many are said again in each bad way.
const TAKEN: u64 = 40;
/// The longest message.
const LONG: usize = 10 << 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bad_messages_stop_nobody() -> Result<()> {
    let Some(nats) = Server::newest_with("max_payload: 16MB") else { return Ok(()) };
    let Some(place) = record::server()? else { return Ok(()) };
    let seed = seed();
    println!("seed {seed}");
    let mut office =
        Office::open(Setup::usual(on(place, tempfile::tempdir()?), &nats, seed)).await?;
    let client = async_nats::connect(nats.url()).await?;
    let stream = jetstream::new(client);
    for run in 1..=runs() {
        office
            .amid(async |office| {
                office.rings().await.context("before")?;
                let taken = taken(&stream).await?;
                again(&stream, &taken).await?;
                bent(&stream, &taken).await?;
                long(&stream, &taken).await?;
                office.rings().await.context("after")
            })
            .await?;
        office.prove("bad-messages", run).await?;
    }
    Ok(())
}

/// Messages that are on the stream.
async fn taken(context: &Context) -> Result<Vec<StreamMessage>> {
    let stream = context.get_stream(STREAM).await?;
    let state = stream.cached_info().state.clone();
    let mut taken = Vec::new();
    for sequence in state.first_sequence..=state.last_sequence.min(state.first_sequence + TAKEN) {
        taken.push(stream.get_raw_message(sequence).await?);
    }
    Ok(taken)
}

async fn put(
    context: &Context,
    subject: &str,
    headers: HeaderMap,
    body: impl Into<Vec<u8>>,
) -> Result<()> {
    let put = context.publish_with_headers(subject.to_owned(), headers, body.into().into());
    put.await?.await?;
    Ok(())
}

/// Each once more, the last first: as it was, and as if it were new.
async fn again(context: &Context, taken: &[StreamMessage]) -> Result<()> {
    for message in taken.iter().rev() {
        let subject = message.subject.as_str();
        put(context, subject, message.headers.clone(), message.payload.to_vec()).await?;
        let new = without_id(&message.headers);
        put(context, subject, new, message.payload.to_vec()).await?;
    }
    Ok(())
}

/// Each cut short, each of another version, each without its headers.
async fn bent(context: &Context, taken: &[StreamMessage]) -> Result<()> {
    for message in taken {
        let subject = message.subject.as_str();
        let half = message.payload[..message.payload.len() / 2].to_vec();
        put(context, subject, without_id(&message.headers), half).await?;
        let mut strange = without_id(&message.headers);
        strange.insert("ce-specversion", "9.9");
        strange.insert("ce-type", "vekha.v99.Unheard");
        put(context, subject, strange, message.payload.to_vec()).await?;
        put(context, subject, HeaderMap::new(), Vec::new()).await?;
    }
    Ok(())
}

/// Ten megabytes on every subject.
async fn long(context: &Context, taken: &[StreamMessage]) -> Result<()> {
    let mut subjects: Vec<&str> = taken.iter().map(|it| it.subject.as_str()).collect();
    subjects.sort_unstable_by_key(|subject| subject.split('.').nth(3));
    subjects.dedup_by_key(|subject| subject.split('.').nth(3));
    for subject in subjects {
        put(context, subject, HeaderMap::new(), vec![0xff; LONG]).await?;
    }
    Ok(())
}

fn without_id(headers: &HeaderMap) -> HeaderMap {
    let others = headers.iter().filter(|(name, _)| name.to_string() != "Nats-Msg-Id");
    let pairs = others.flat_map(|(name, values)| values.iter().map(move |v| (name, v)));
    pairs.map(|(name, value)| (name.clone(), value.clone())).collect()
}
