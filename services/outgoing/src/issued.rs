//! A row of table `circular`, with the node that sends, as the circular of a letter.

use crate::Refusal;
use vekha_letter::circular::Issued;
use vekha_letter::{Executor, Letterhead};
use vekha_model::Organization;
use vekha_store::circular::Circular;
use vekha_store::{Scope, Tx, view_letter};

/// The circular with its letterhead.
pub(crate) async fn issued(
    tx: &mut Tx,
    scope: &Scope,
    circular: Circular,
) -> Result<Issued, Refusal> {
    let sender = view_letter::sender(tx, scope).await?;
    Ok(Issued {
        letterhead: Letterhead {
            name: circular.issuer,
            details: sender.as_ref().map(details).unwrap_or_default(),
        },
        number: circular.number,
        dated: circular.dated,
        subject: circular.subject,
        text: circular.body,
        signer: circular.signer,
        executor: circular
            .executor
            .map(|name| Executor { name, phone: circular.executor_phone.clone() }),
        reply_to: circular.reply_to,
    })
}

/// The same circular, looked at by somebody below its issuer: who writes about it is their own
/// office, and whoever signs there signs by hand.
pub(crate) async fn told_by(
    tx: &mut Tx,
    scope: &Scope,
    circular: Issued,
) -> Result<Issued, Refusal> {
    let Some(own) = view_letter::own(tx, scope).await?.filter(|_| !scope.is_whole()) else {
        return Ok(circular);
    };
    let letterhead = Letterhead { details: details(&own), name: own.name };
    Ok(Issued { letterhead, signer: None, executor: None, reply_to: own.email, ..circular })
}

/// What the register knows of the sender.
fn details(sender: &Organization) -> Vec<String> {
    let phone = sender.phone.as_ref().map(|phone| format!("тел.: {phone}"));
    let email = sender.email.as_ref().map(|email| format!("e-mail: {email}"));
    let numbers = [("ОГРН", &sender.ogrn), ("ИНН", &sender.inn)];
    let numbers: Vec<String> = numbers
        .into_iter()
        .filter_map(|(name, number)| Some(format!("{name} {}", number.as_ref()?)))
        .collect();
    let numbers = (!numbers.is_empty()).then(|| numbers.join(", "));
    [phone, email, numbers].into_iter().flatten().collect()
}
