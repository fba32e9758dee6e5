//! Compiles the .proto files without protoc, and gives each message the JSON of its serde twin.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=vekha/v1");
    let files = protox::compile(["vekha/v1/facts.proto", "vekha/v1/events.proto"], ["."])?;
    let mut config = prost_build::Config::new();
    config.type_attribute(
        ".vekha.v1.Fact.document",
        "#[derive(serde::Serialize, serde::Deserialize)] #[serde(untagged)]",
    );
    // Without the leading dot the path is a suffix: the field itself, not the variants below it.
    config.field_attribute("Fact.document", "#[serde(skip_serializing_if = \"Option::is_none\")]");
    // Not there in what an older version wrote: so not written either while it is empty.
    config.field_attribute(
        ".vekha.v1.DocumentAssigned.files",
        "#[serde(skip_serializing_if = \"Vec::is_empty\")]",
    );
    for message in files.file.iter().flat_map(|file| &file.message_type) {
        let path = format!(".vekha.v1.{}", message.name());
        // A field that an older event does not have takes its default, as protobuf itself does.
        let shape = if message.name() == "Names" { "transparent" } else { "default" };
        config.message_attribute(
            &path,
            format!("#[derive(serde::Serialize, serde::Deserialize)] #[serde({shape})]"),
        );
        for field in message.field.iter().filter(|field| field.proto3_optional()) {
            config.field_attribute(
                format!("{path}.{}", field.name()),
                "#[serde(skip_serializing_if = \"Option::is_none\")]",
            );
        }
    }
    config.compile_fds(files)?;
    Ok(())
}
