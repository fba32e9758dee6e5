//! The first bytes of a file.

use super::Content;

/// How far into a file a PDF may begin: readers allow a kilobyte of rubbish before it.
const PDF_WITHIN: usize = 1024;

/// Signatures at the very beginning.
const SIGNATURES: [(&[u8], Content); 19] = [
    (b"PK\x03\x04", Content::Zip),
    (b"PK\x05\x06", Content::Zip),
    // A compound file: which of the old office formats, its folder of streams tells.
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Content::OtherOffice),
    (b"{\\rtf", Content::Rtf),
    (b"\xff\xd8\xff", Content::Image),
    (b"\x89PNG\r\n\x1a\n", Content::Image),
    (b"II*\0", Content::Image),
    (b"MM\0*", Content::Image),
    (b"GIF8", Content::Image),
    (b"BM", Content::Image),
    (b"Rar!\x1a\x07", Content::OtherArchive),
    (b"7z\xbc\xaf\x27\x1c", Content::OtherArchive),
    (b"\x1f\x8b", Content::OtherArchive),
    (b"\x78\x9f\x3e\x22", Content::Tnef),
    (b"MZ", Content::Program),
    (b"\x7fELF", Content::Program),
    (b"#!", Content::Program),
    (b"\xca\xfe\xba\xbe", Content::Program),
    (b"L\0\0\0\x01\x14\x02\0", Content::Program),
];

/// Endings of scripts, which look like any text.
const SCRIPTS: [&str; 12] =
    ["bat", "cmd", "hta", "js", "jse", "ps1", "reg", "scr", "sh", "vbe", "vbs", "wsf"];

/// What the first bytes say; the ending is asked only where text cannot be told from a script.
pub(super) fn look(bytes: &[u8], ending: Option<&str>) -> Content {
    if bytes.is_empty() {
        return Content::Empty;
    }
    if let Some((_, content)) = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
        return *content;
    }
    let head = &bytes[..bytes.len().min(PDF_WITHIN)];
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Content::Pdf;
    }
    match ending {
        _ if head.contains(&0) => Content::Unknown,
        Some(ending) if SCRIPTS.contains(&ending) => Content::Program,
        _ => text(head),
    }
}

/// Which kind of text.
fn text(head: &[u8]) -> Content {
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let lower = start.to_ascii_lowercase();
    let page = [&b"<!doctype html"[..], b"<html", b"<head", b"<body", b"<script", b"<?php"];
    if page.iter().any(|tag| lower.starts_with(tag)) {
        return Content::Html;
    }
    if looks_like_mail(&lower) { Content::Eml } else { Content::Txt }
}

/// At least two well-known header lines before the first empty line.
fn looks_like_mail(lower: &[u8]) -> bool {
    const KNOWN: [&[u8]; 9] = [
        b"from:",
        b"to:",
        b"subject:",
        b"date:",
        b"message-id:",
        b"received:",
        b"return-path:",
        b"mime-version:",
        b"delivered-to:",
    ];
    let headers =
        lower.split(|byte| *byte == b'\n').take_while(|line| !line.trim_ascii().is_empty());
    headers.filter(|line| KNOWN.iter().any(|known| line.starts_with(known))).count() >= 2
}
