//! What must hold of every page, and a few ways to act on one.

use crate::chromium::Chromium;
use fantoccini::Locator;
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::time::Duration;

/// axe-core, of `vendor/vendor.lock`.
const AXE: &str = include_str!("../../vendor/axe.min.js");
const LOCK: &str = include_str!("../../vendor/vendor.lock");
/// Half of the window's 1280: what 200 % leaves.
const HALF: u32 = 640;
const PATIENCE: Duration = Duration::from_secs(60);

/// A browser that looks at one Vekha.
pub struct Eyes<'c> {
    chromium: &'c Chromium,
    root: String,
}

impl<'c> Eyes<'c> {
    /// Looks at `root`, such as `http://127.0.0.1:8080`.
    pub fn new(chromium: &'c Chromium, root: &str) -> Self {
        let hash = hex::encode(Sha256::digest(AXE));
        assert!(LOCK.contains(&hash), "vendor/axe.min.js is not what vendor.lock names: {hash}");
        Self { chromium, root: root.to_owned() }
    }

    /// Opens a page of Vekha.
    pub async fn open(&self, path: &str) {
        self.open_address(&format!("{}{path}", self.root)).await;
    }

    /// Opens an address.
    pub async fn open_address(&self, address: &str) {
        self.chromium.tab.goto(address).await.unwrap_or_else(|error| panic!("{address}: {error}"));
    }

    /// Waits until something is there.
    pub async fn see(&self, css: &str) -> Element {
        let found = self.chromium.tab.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
        match found {
            Ok(element) => element,
            Err(error) => panic!("{css}: {error}; the page says:\n{}", self.text().await),
        }
    }

    /// What an element says; asked in one breath, because live parts replace their elements.
    pub async fn read(&self, css: &str) -> String {
        self.see(css).await;
        let text = "return document.querySelector(arguments[0])?.innerText ?? ''";
        self.run(text, vec![json!(css)]).await.as_str().unwrap_or_default().trim().to_owned()
    }

    /// What the page says.
    pub async fn text(&self) -> String {
        let said = self.run("return document.body.innerText", vec![]).await;
        said.as_str().unwrap_or_default().to_owned()
    }

    /// Types into a field that was empty.
    pub async fn write(&self, css: &str, words: &str) {
        self.see(css).await.send_keys(words).await.unwrap_or_else(|e| panic!("{css}: {e}"));
    }

    /// Clicks, as a hand would: what is covered cannot be clicked.
    pub async fn click(&self, css: &str) {
        self.see(css).await.click().await.unwrap_or_else(|e| panic!("{css}: {e}"));
    }

    /// Where an element leads.
    pub async fn href(&self, css: &str) -> String {
        let href = self.see(css).await.attr("href").await.expect("asked");
        href.unwrap_or_else(|| panic!("{css} leads nowhere"))
    }

    /// Runs a script in the page.
    pub async fn run(&self, script: &str, args: Vec<Value>) -> Value {
        self.chromium.tab.execute(script, args).await.unwrap_or_else(|e| panic!("{script}: {e}"))
    }

    /// Waits inside the page, without a look from outside, until an element's text is another.
    pub async fn until_changed(&self, css: &str, before: &str) -> String {
        const WATCH: &str = "const [css, before, done] = arguments; \
            const look = () => { const it = document.querySelector(css); \
              if (it && it.innerText !== before) { watch.disconnect(); done(it.innerText); } }; \
            const watch = new MutationObserver(look); \
            watch.observe(document.body, { childList: true, subtree: true, characterData: true }); \
            look();";
        let args = vec![json!(css), json!(before)];
        let after = self.chromium.tab.execute_async(WATCH, args).await;
        let after = after.unwrap_or_else(|e| panic!("{css} stays {before:?}: {e}"));
        after.as_str().unwrap_or_default().to_owned()
    }

    /// Checks the page that is open: its console, axe, 200 %, the first Tab.
    pub async fn judge(&self, name: &str) {
        // A page that begins in a field (the login) has put the reader past its links already.
        if self.run("return !document.querySelector('[autofocus]')", vec![]).await == json!(true) {
            let tabbed = self.first_tab().await;
            assert_eq!(tabbed, "skip", "{name}: the first Tab leads to the skip link");
        }
        self.judge_amid(name).await;
    }

    /// The same for a page in use, where the next Tab goes on from where the hand is.
    pub async fn judge_amid(&self, name: &str) {
        let errors = self.chromium.console_errors().await;
        assert!(errors.is_empty(), "{name}: the console says {errors:#?}");
        self.axe(name).await;
        self.zoom(name).await;
    }

    async fn first_tab(&self) -> String {
        let tab = || char::from(Key::Tab);
        let keys = KeyActions::new("keyboard".into())
            .then(KeyAction::Down { value: tab() })
            .then(KeyAction::Up { value: tab() });
        self.run("document.activeElement.blur(); window.scrollTo(0, 0)", vec![]).await;
        self.chromium.tab.perform_actions(keys).await.expect("a key");
        let class = self.run("return document.activeElement.className", vec![]).await;
        class.as_str().unwrap_or_default().to_owned()
    }

    async fn axe(&self, name: &str) {
        const ASK: &str = "const done = arguments[0]; axe.run().then((found) => \
            done(found.violations.map((v) => [v.id, v.help, ...v.nodes.map((n) => n.html + ' ' + \
            (n.failureSummary || ''))])), (error) => done([[String(error)]]));";
        self.run(AXE, vec![]).await;
        let found = self.chromium.tab.execute_async(ASK, vec![]).await.expect("axe");
        assert_eq!(found, json!([]), "{name}: axe finds {found:#}");
    }

    async fn zoom(&self, name: &str) {
        let tab = &self.chromium.tab;
        tab.set_window_size(HALF, 900).await.expect("a window");
        const WIDE: &str = "const root = document.documentElement; \
            return [...document.querySelectorAll('body *')].filter((e) => root.scrollWidth > \
            root.clientWidth && e.getBoundingClientRect().right > root.clientWidth + 1).slice(0, 5)\
            .map((e) => e.outerHTML.slice(0, 120))";
        let wide = self.run(WIDE, vec![]).await;
        assert_eq!(wide, json!([]), "{name}: at 200 % these are cut off {wide:#}");
        tab.set_window_size(1280, 900).await.expect("a window");
    }
}
