//! Finds or makes the stream and the consumers, reads them back, and says what differs.

use super::connect::check_server;
use super::difference::Difference;
use super::failure::Failure;
use super::settings::Settings;
use super::subjects::{Durable, STREAM};
use super::{durable, metric, stream};
use async_nats::jetstream::Context;
use async_nats::jetstream::ErrorCode;
use async_nats::jetstream::consumer::{FromConsumer as _, pull};
use async_nats::jetstream::context::{ConsumerInfoErrorKind, GetStreamErrorKind};
use async_nats::jetstream::stream::Stream;
use metrics::counter;
use vekha_proto::Consumer;

/// What a process needs on the server.
#[derive(Clone, Debug)]
pub(super) struct Need {
    pub(super) settings: Settings,
    pub(super) services: Vec<Consumer>,
}

impl Need {
    /// Looks after everything that is needed.
    ///
    /// # Errors
    /// When the server will not do, or does not let us.
    pub(super) async fn set_up(&self, context: &Context) -> Result<Vec<Difference>, Failure> {
        check_server(&context.client(), &self.settings.url)?;
        let stream = self.stream(context).await?;
        let found = &stream.cached_info().config;
        let mut differences = stream::compare(found, &stream::wanted(&self.settings));
        for owed in self.services.iter().copied().flat_map(Durable::of) {
            let wanted = durable::wanted(owed);
            let found = self.consumer(&stream, owed, &wanted).await?;
            differences.extend(durable::compare(&found, &wanted));
        }
        counter!(metric::SET_UP).increment(1);
        Ok(differences)
    }

    async fn stream(&self, context: &Context) -> Result<Stream, Failure> {
        match context.get_stream(STREAM).await {
            Ok(stream) => return Ok(stream),
            Err(error) => match error.kind() {
                GetStreamErrorKind::JetStream(said)
                    if said.error_code() == ErrorCode::STREAM_NOT_FOUND => {}
                _ => return Err(self.failure("read the stream", &error)),
            },
        }
        match context.create_stream(stream::wanted(&self.settings)).await {
            Ok(stream) => Ok(stream),
            // Another process may have been quicker, with other limits.
            Err(refused) => {
                let other = context.get_stream(STREAM).await;
                other.map_err(|_absent| self.failure("create the stream", &refused))
            }
        }
    }

    async fn consumer(
        &self,
        stream: &Stream,
        owed: Durable,
        wanted: &pull::Config,
    ) -> Result<pull::Config, Failure> {
        let name = owed.name();
        let found = match stream.consumer_info(&name).await {
            Ok(found) => found.config,
            Err(error) if error.kind() == ConsumerInfoErrorKind::NotFound => {
                let made = stream.create_consumer(wanted.clone()).await;
                let made = made.map_err(|error| self.failure(&format!("create {name}"), &error))?;
                made.cached_info().config.clone()
            }
            Err(error) => return Err(self.failure(&format!("read the consumer {name}"), &error)),
        };
        pull::Config::try_from_consumer_config(found)
            .map_err(|error| self.failure(&format!("pull from {name}: delete it there"), &error))
    }

    fn failure(&self, what: &str, why: &impl ToString) -> Failure {
        let (url, what) = (self.settings.url.clone(), what.to_owned());
        Failure::SetUp { url, what, why: why.to_string() }
    }
}
