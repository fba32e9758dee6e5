//! Pictures of pages that were judged, left in `target/tmp/screens` for a person to look at.

use crate::chromium::Chromium;
use crate::eyes::Eyes;
use std::path::Path;

/// Judges and keeps.
pub struct Screens<'s> {
    eyes: &'s Eyes<'s>,
    chromium: &'s Chromium,
}

impl<'s> Screens<'s> {
    /// Of what these eyes see in this browser.
    pub fn new(eyes: &'s Eyes<'s>, chromium: &'s Chromium) -> Self {
        Self { eyes, chromium }
    }

    /// Checks the page as every page is checked, and leaves a picture of the whole of it.
    pub async fn looks_right(&self, name: &str) {
        self.eyes.judge(name).await;
        self.is_kept(name).await;
    }

    /// The same for a page in use.
    pub async fn looks_right_amid(&self, name: &str) {
        self.eyes.judge_amid(name).await;
        self.is_kept(name).await;
    }

    async fn is_kept(&self, name: &str) {
        let tab = &self.chromium.tab;
        let height = self.eyes.run("return document.body.scrollHeight", vec![]).await;
        let height = height.as_u64().and_then(|height| u32::try_from(height).ok()).unwrap_or(900);
        tab.set_window_size(1280, height.clamp(900, 4_000) + 140).await.expect("a window");
        let picture = tab.screenshot().await.expect("a picture");
        tab.set_window_size(1280, 900).await.expect("a window");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("screens");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join(format!("{name}.png")), picture).expect("kept");
    }
}
