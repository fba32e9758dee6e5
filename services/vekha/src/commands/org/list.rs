//! `vekha org list`.

use crate::commands::desk::Desk;
use crate::commands::place::Place;
use crate::exit::Exit;
use crate::output;
use clap::Args;
use vekha_model::Level;
use vekha_store::organization;

/// `vekha org list`.
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    place: Place,
    /// Only below this node.
    #[arg(long, value_name = "PATH", default_value = "")]
    below: String,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

impl List {
    /// Runs it.
    ///
    /// # Errors
    /// Database errors.
    pub async fn run(self) -> anyhow::Result<Exit> {
        let desk = Desk::open(&self.place).await?;
        let mut tx = desk.store.read().await?;
        let mut register = organization::all_of(&mut tx, desk.tenant.id).await?;
        register.retain(|node| node.path.starts_with(&self.below));
        let headings = ["путь", "уровень", "ИНН", "адрес", "наименование"];
        output::say_list(&register, self.json, headings, |node| {
            let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
            let (inn, email) = (or_dash(&node.inn), or_dash(&node.email));
            [node.path.clone(), word(node.level).to_owned(), inn, email, node.name.clone()]
        })?;
        Ok(Exit::Ok)
    }
}

const fn word(level: Level) -> &'static str {
    match level {
        Level::Federal => "федеральный",
        Level::Region => "регион",
        Level::Municipality => "муниципалитет",
        Level::Organization => "организация",
    }
}
