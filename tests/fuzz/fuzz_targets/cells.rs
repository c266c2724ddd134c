//! Cells of every type: one value in each kind of column.
#![no_main]

use kapreport_fuzz::Exports;
use libfuzzer_sys::fuzz_target;

thread_local!(static EXPORTS: Exports = Exports::new("log.csv"));

fuzz_target!(|text: &str| {
    let field = format!("\"{}\"", text.replace('"', "\"\""));
    let row = vec![field.as_str(); 10].join(";");
    let header = "Tekst;Tal;Beløb;Point;Dato;Maaned;Aar;Ja;Slags;Yder";
    EXPORTS.with(|exports| exports.read(format!("{header}\n{row}\n").as_bytes()));
});
