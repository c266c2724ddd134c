//! Functions that write a number, alone or beside that of the period before: tal, antal, mod, udvikling, forskel.

use super::registry::{Registry, figure, flag, style};
use crate::compose::lexicon::Lexicon;
use crate::compose::sentences::ProseStyle;
use crate::figure_id::FigureRef;

/// Writes a figure in a style.
type Writer = fn(&Lexicon, &FigureRef, ProseStyle) -> String;

pub fn register(registry: &mut Registry<'_>) {
    let writers: [(&str, Writer); 3] =
        [("tal", Lexicon::number), ("mod", Lexicon::compared), ("udvikling", Lexicon::development)];
    for (name, write) in writers {
        registry.add(name, &["id", "cifre", "enhed", "stort"], move |lexicon, arguments| {
            Ok(write(lexicon, &figure(arguments)?, style(arguments)?))
        });
    }
    // Takes `enhed` although it always has the unit: authors change tal to antal and back.
    registry.add("antal", &["id", "cifre", "enhed", "stort"], |lexicon, arguments| {
        let style = ProseStyle { unit: true, ..style(arguments)? };
        Ok(lexicon.number(&figure(arguments)?, style))
    });
    registry.add("forskel", &["id", "procent", "cifre", "enhed", "stort"], |lexicon, arguments| {
        Ok(lexicon.difference(&figure(arguments)?, style(arguments)?, flag(arguments, "procent")?))
    });
}
