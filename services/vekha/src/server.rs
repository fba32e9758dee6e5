//! Serves HTTP until the process stops: then no new connection, and those that work are let finish.

use anyhow::Context as _;
use axum::Router;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use vekha_runtime::Lifecycle;

/// Takes the address.
///
/// # Errors
/// When it is taken already or not ours; says how to choose another.
pub async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!("cannot listen on {address}: choose another with --listen or VEKHA_LISTEN")
    })
}

/// Starts serving as a task of the process.
pub fn serve(lifecycle: &Lifecycle, listener: TcpListener, router: Router) {
    let stopping = lifecycle.token();
    lifecycle.spawn("http", async move {
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let serving = axum::serve(listener, service);
        serving.with_graceful_shutdown(stopping.cancelled_owned()).await?;
        Ok(())
    });
}
