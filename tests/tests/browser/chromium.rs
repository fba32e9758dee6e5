//! Chromium without a window, led by chromedriver on a free port.

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Debian's names and those of others.
const BROWSERS: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// A browser with one tab.
pub struct Chromium {
    /// The tab.
    pub tab: Client,
    driver: Child,
    address: String,
}

fn answers(program: &str) -> bool {
    let mut command = Command::new(program);
    let silent = command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    silent.status().is_ok_and(|status| status.success())
}

fn browser() -> Option<&'static str> {
    BROWSERS.into_iter().find(|name| answers(name))
}

impl Chromium {
    /// What is not installed.
    pub fn missing() -> Option<&'static str> {
        match (browser(), answers("chromedriver")) {
            (None, _) => Some("chromium"),
            (_, false) => Some("chromedriver"),
            _ => None,
        }
    }

    /// Starts both; the profile is a new one under `folder`.
    pub async fn start(folder: &Path) -> Self {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("chromedriver starts");
        let said = BufReader::new(driver.stdout.take().expect("its output"));
        let port = said.lines().map_while(Result::ok).find_map(|line| port(&line));
        let address = format!("http://127.0.0.1:{}", port.expect("chromedriver names its port"));
        let tab = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities(folder))
            .connect(&address)
            .await
            .expect("a tab");
        tab.set_window_size(1280, 900).await.expect("a window");
        Self { tab, driver, address }
    }

    /// What the console has said since the last question, errors alone.
    pub async fn console_errors(&self) -> Vec<String> {
        let session = self.tab.session_id().await.expect("asked").expect("a session");
        let address = format!("{}/session/{session}/se/log", self.address);
        let answer = reqwest::Client::new().post(address).json(&json!({ "type": "browser" }));
        let log: Value = answer.send().await.expect("a log").json().await.expect("JSON");
        let lines = log["value"].as_array().expect("lines").iter();
        let errors = lines.filter(|line| line["level"] == "SEVERE");
        errors.map(|line| line["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Closes the tab and ends the driver.
    pub async fn close(self) {
        self.tab.clone().close().await.expect("closed");
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // With its browser: one that a failed test leaves behind draws on until it is found.
        let _gone = kill_process_group(Pid::from_child(&self.driver), Signal::KILL);
        let _reaped = self.driver.wait();
    }
}

/// «ChromeDriver was started successfully on port 40123.»
fn port(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once("successfully on port ")?;
    rest.trim_end_matches('.').parse().ok()
}

fn capabilities(folder: &Path) -> serde_json::Map<String, Value> {
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    let wanted = json!({
        "goog:loggingPrefs": { "browser": "ALL" },
        "timeouts": { "script": 60_000, "pageLoad": 60_000 },
        "goog:chromeOptions": {
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
                "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--lang=ru", profile,
            ],
        },
    });
    wanted.as_object().expect("an object").clone()
}
