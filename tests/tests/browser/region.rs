//! `vekha demo` as people start it, played to the day after the plans were due; the signed links of
//! its schools are taken from the mails it wrote.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use vekha_tests::program::program;

/// The story goes on serving after these days.
const DAYS: &str = "78";
const SCHOOLS: &str = "40";
/// How the card of a duty begins that an officer has to look at: it owes nothing now.
const IN_REVIEW: &str = " class=\"duty submitted";

/// The running region.
pub struct Region {
    demo: Child,
    folder: tempfile::TempDir,
    url: String,
    password: String,
}

impl Region {
    /// Starts it and waits for the end of the story.
    pub async fn start() -> Self {
        Self::after(DAYS).await
    }

    /// Starts it and waits for the end of so many days.
    pub async fn after(days: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut demo = Command::new(program().expect("vekha is built"))
            .args(["demo", "--orgs", SCHOOLS, "--pace", "0", "--days", days])
            .args(["--listen", "127.0.0.1:0", "--data"])
            .arg(folder.path().join("data"))
            .stdout(Stdio::piped())
            .spawn()
            .expect("vekha starts");
        let said = BufReader::new(demo.stdout.take().expect("its output"));
        let (mut url, mut password) = (String::new(), String::new());
        let mut told = false;
        for line in said.lines().map_while(Result::ok) {
            let mut words = line.split_whitespace();
            match (words.next(), words.next()) {
                (Some("Откройте"), Some(word)) => word.clone_into(&mut url),
                (Some("Пароль"), Some(word)) => word.clone_into(&mut password),
                _ => {}
            }
            told = line.starts_with("История рассказана");
            if told {
                break;
            }
        }
        assert!(told && !url.is_empty() && !password.is_empty(), "the demo told its story");
        Self { demo, folder, url, password }
    }

    /// `http://127.0.0.1:40123`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The officer's.
    pub fn password(&self) -> &str {
        &self.password
    }

    /// For what the test writes; deleted at the end.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The page of the first school that still has to send this: its link and its HTML.
    pub async fn school_that_owes(&self, title: &str, field: &str) -> (String, String) {
        for link in self.links() {
            let page = reqwest::get(&link).await.expect("asked").text().await.expect("a page");
            let owed = |card: &str| !card.starts_with(IN_REVIEW) && card.contains(field);
            if card(&page, title).is_some_and(owed) {
                return (link, page);
            }
        }
        panic!("no school still owes {title:?}")
    }

    /// A mail from nobody's known address comes into the watched folder.
    pub fn receive(&self, subject: &str, docx: &[u8]) {
        let file = STANDARD.encode(docx);
        let mail = format!(
            "From: sekretar@pochta.example\r\nTo: vekha@in.minobr.priozernaya.example\r\n\
             Subject: {subject}\r\nMessage-ID: <1@pochta.example>\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\
             Content-Type: text/plain; charset=utf-8\r\n\r\nВо вложении.\r\n--b\r\n\
             Content-Type: application/octet-stream; name=letter.docx\r\n\
             Content-Disposition: attachment; filename=letter.docx\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{file}\r\n--b--\r\n"
        );
        let inbox = self.folder.path().join("data/inbox");
        let unfinished = self.folder.path().join("mail");
        std::fs::write(&unfinished, mail).expect("a mail");
        std::fs::rename(unfinished, inbox.join("999999.eml")).expect("delivered");
    }

    fn links(&self) -> Vec<String> {
        let outbox = self.folder.path().join("data/outbox");
        let files = std::fs::read_dir(outbox).expect("mails").map(|file| file.expect("a mail"));
        let mut paths: Vec<PathBuf> = files.map(|file| file.path()).collect();
        paths.sort_unstable();
        paths
            .iter()
            .filter(|path| path.extension().is_some_and(|e| e == "eml"))
            .filter_map(|p| link(p))
            .collect()
    }
}

impl Drop for Region {
    fn drop(&mut self) {
        let _gone = self.demo.kill();
        let _reaped = self.demo.wait();
    }
}

fn link(mail: &Path) -> Option<String> {
    let bytes = std::fs::read(mail).expect("a mail");
    let mail = mailparse::parse_mail(&bytes).expect("a mail");
    let text = mail.subparts.first().unwrap_or(&mail).get_body().expect("text");
    let start = text.find("/u/").map(|at| text[..at].rfind("http").unwrap_or(at))?;
    text[start..].split_whitespace().next().map(str::to_owned)
}

/// The part of an upload page about one duty.
pub fn card<'p>(page: &'p str, title: &str) -> Option<&'p str> {
    page.split("<article").skip(1).find(|card| card.contains(&format!("<h3>{title}</h3>")))
}
