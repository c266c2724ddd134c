//! JSON Schemas (draft 7, which editors' TOML plugins read).

use serde_json::{Map, Value, json};

use super::{Key, KeyKind, SchemaFile, TableSchema};

/// The JSON Schema of a kind of definition file.
pub fn json(file: &SchemaFile) -> String {
    let definitions: Map<String, Value> =
        file.shapes().into_iter().map(|shape| (shape.name.to_owned(), table(shape))).collect();
    let schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": format!("kapreport: {}", file.path),
        "$ref": reference(file.root),
        "definitions": definitions,
    });
    // Texts only: there is nothing that JSON cannot hold.
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

fn reference(shape: &TableSchema) -> String {
    format!("#/definitions/{}", shape.name)
}

fn table(shape: &TableSchema) -> Value {
    let properties: Map<String, Value> = shape.keys.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let required: Vec<&str> = shape.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut schema = Map::new();
    schema.insert("type".to_owned(), "object".into());
    schema.insert("description".to_owned(), shape.about.into());
    if !properties.is_empty() {
        schema.insert("properties".to_owned(), properties.into());
    }
    if !required.is_empty() {
        schema.insert("required".to_owned(), required.into());
    }
    schema.insert("additionalProperties".to_owned(), shape.entries.map_or(Value::Bool(false), value));
    schema.into()
}

fn property(key: &Key) -> Value {
    let mut schema = value(key.kind);
    // Draft 7 ignores the siblings of a reference.
    if schema.get("$ref").is_some() {
        schema = json!({ "allOf": [schema] });
    }
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), key.about.into());
    }
    schema
}

fn value(kind: KeyKind) -> Value {
    let table = |shape: &TableSchema| json!({ "$ref": reference(shape) });
    match kind {
        KeyKind::Text | KeyKind::Template | KeyKind::Sql => json!({ "type": "string" }),
        KeyKind::Date => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        KeyKind::Colour => json!({ "type": "string", "pattern": "^#[0-9A-Fa-f]{6}$" }),
        KeyKind::Texts => json!({ "type": ["string", "array"], "items": { "type": "string" } }),
        KeyKind::Count(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        KeyKind::AnyNumber => json!({ "type": "number" }),
        KeyKind::Number => json!({ "type": "number", "minimum": 0 }),
        KeyKind::Flag => json!({ "type": "boolean" }),
        KeyKind::Choice(words) => json!({ "enum": words }),
        KeyKind::Table(shape) => table(shape),
        KeyKind::TextOrTable(shape) => json!({ "anyOf": [{ "type": "string" }, table(shape)] }),
        KeyKind::Named(shape) => json!({ "type": "object", "additionalProperties": table(shape) }),
        KeyKind::Tables(shape) => json!({ "type": "array", "items": table(shape) }),
        KeyKind::TablesOrTexts(shape) => {
            json!({ "type": "array", "items": { "anyOf": [{ "type": "string" }, table(shape)] } })
        }
        KeyKind::NamedTexts => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
    }
}
