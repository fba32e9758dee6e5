//! Documents: numbered without gaps, found again, settled with their files and findings.

use crate::record::{CAMPAIGN, Record, TENANT, at, id};
use vekha_model::{AttachmentId, CaseId, DocumentId, Finding, Format, Place, Severity, Trust};
use vekha_store::attachment::{self, Attachment};
use vekha_store::document::{self, Channel, Document, State};
use vekha_store::finding;

fn received(n: u128, receipt: &str) -> Document {
    Document {
        id: DocumentId(id(n)),
        tenant: TENANT,
        receipt: receipt.to_owned(),
        channel: Channel::Mail,
        trust: Trust::Unproven,
        sender: Some("director@school.example".to_owned()),
        subject: None,
        message_id: None,
        raw_sha256: Some("ab".repeat(32)),
        campaign: None,
        case: None,
        organization: None,
        duty: None,
        kind: None,
        link: None,
        state: State::Received,
        note: None,
        received_at: at(0),
    }
}

#[tokio::test]
async fn receipts_are_numbered_and_an_arrival_is_known_again() {
    for record in Record::each().await {
        let record = record.with_register().await;
        let mut tx = record.write().await;
        let first = document::next_receipt(&mut tx, TENANT, 2024).await.expect("number");
        let second = document::next_receipt(&mut tx, TENANT, 2024).await.expect("number");
        assert!(first.ends_with("-000001") && second.ends_with("-000002"), "{:?}", record.name());
        document::insert(&mut tx, &received(1, &first), "print").await.expect("insert");
        tx.commit().await.expect("commit");

        let mut tx = record.write().await;
        let twice = document::insert(&mut tx, &received(2, &second), "print").await;
        assert!(twice.expect_err("a second arrival").is_duplicate(), "{:?}", record.name());
        drop(tx);
        let mut tx = record.read().await;
        let known = document::by_fingerprint(&mut tx, TENANT, "print").await.expect("find");
        assert_eq!(known.expect("the first").receipt, first);
    }
}

#[tokio::test]
async fn a_document_is_settled_with_files_and_findings() {
    for record in Record::each().await {
        let mut known = received(1, "В-42-2024-000001");
        let mut tx = record.write().await;
        document::insert(&mut tx, &known, "print").await.expect("insert");
        let mut file = Attachment {
            id: AttachmentId(id(9)),
            document: known.id,
            position: 0,
            name: "План 2024.docx".to_owned(),
            format: Format::Docx,
            size: 52_000,
            sha256: "cd".repeat(32),
            extract_sha256: None,
        };
        attachment::save(&mut tx, &[file.clone()]).await.expect("save");
        file.extract_sha256 = Some("ef".repeat(32));
        attachment::save(&mut tx, &[file.clone()]).await.expect("learned");
        (known.campaign, known.case) = (Some(CAMPAIGN), Some(CaseId(id(3))));
        (known.state, known.kind) = (State::Read, Some("plan".to_owned()));
        let evidence = Some(r#"{"token":true}"#.to_owned());
        let both = [(known.clone(), evidence)];
        document::settle(&mut tx, &both, at(1)).await.expect("settle");
        let found = Finding {
            rule: "plan.no_date".to_owned(),
            severity: Severity::Blocking,
            place: Place { table: Some(1), row: Some("3".to_owned()), ..Place::default() },
            message: "Нет даты".to_owned(),
            quote: Some("«постоянно»".to_owned()),
        };
        for _ in 0..2 {
            let list = [(known.id, vec![found.clone()])];
            finding::replace(&mut tx, &list).await.expect("replace");
        }
        tx.commit().await.expect("commit");

        let mut tx = record.read().await;
        assert_eq!(document::get(&mut tx, [known.id]).await.expect("get"), [known.clone()]);
        let files = attachment::of_documents(&mut tx, [known.id]).await.expect("files");
        assert_eq!(files[&known.id], [file], "{:?}", record.name());
        let findings = finding::of_documents(&mut tx, [known.id]).await.expect("findings");
        assert_eq!(findings[&known.id], [found]);
        let of_case = document::of_case(&mut tx, CaseId(id(3)), 5).await.expect("case");
        assert_eq!(of_case.len(), 1);
    }
}
