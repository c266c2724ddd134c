//! Functions about the days that figures are counted on: dato.

use super::registry::Registry;
use crate::danish;
use crate::figure_id::FigureRef;

pub fn register(registry: &mut Registry<'_>) {
    registry.add("dato", &["id", "dag", "form"], |lexicon, arguments| {
        let day = match (arguments.get::<&str>("id")?.map(FigureRef::parse), arguments.get::<&str>("dag")?) {
            (Some(id), _) => match lexicon.as_of(&id) {
                Some(day) => day,
                None => return Ok(format!("⟨{id}⟩")),
            },
            (None, Some("start")) => lexicon.period().start,
            (None, Some("slut") | None) => lexicon.period().last(),
            (None, Some(other)) => {
                return Err(tera::Error::message(format!("dato(dag=\"{other}\"): dag er \"start\" eller \"slut\"")));
            }
        };
        let is_short = arguments.get::<&str>("form")? == Some("kort");
        Ok(if is_short { danish::short_date(day) } else { danish::date(day) })
    });
}
