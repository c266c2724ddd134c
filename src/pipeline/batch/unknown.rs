//! Explains why there is no report for a requested key.

use crate::batch::BatchMember;
use crate::danish;

use super::prepare::PreparedBatch;

/// Up to this many keys, a message lists all.
const FEW: usize = 12;

/// Error that names all unknown keys, and suggests what the first may be: the name of a member, a closed member, a member of
/// another level, or a typing error.
pub fn explain(prepared: &PreparedBatch<'_>, unknown: &[String]) -> anyhow::Error {
    let quoted: Vec<String> = unknown.iter().map(|key| format!("»{key}«")).collect();
    let first = unknown.first().map_or("", String::as_str);
    anyhow::anyhow!("{} er ikke i registret på periodens sidste dag. {}", danish::list(&quoted), hint(prepared, first))
}

fn hint(prepared: &PreparedBatch<'_>, key: &str) -> String {
    let members = &prepared.members;
    let same_name = |member: &&BatchMember| member.name().to_lowercase() == key.to_lowercase();
    let named: Vec<String> = members.iter().filter(same_name).map(|member| format!("»{}«", member.key())).collect();
    if !named.is_empty() {
        return format!("Skriv nummeret i stedet for navnet: {}.", danish::joined(&named, "eller"));
    }
    if let Some(level) = prepared.level_with(key) {
        return format!("Det hører til et andet niveau: skriv --by {level}.");
    }
    if prepared.was_member(key) {
        return "Det var der tidligere i perioden. Rapporten laves kun til dem, der er der på den sidste dag."
            .to_owned();
    }
    let slip = danish::did_you_mean(key, members.iter().map(BatchMember::key));
    if !slip.is_empty() || members.len() > FEW {
        let example = members.first().map_or("", BatchMember::key);
        let numbers = format!("Numrene er dem i »{}«, fx »{example}«.", prepared.register_name());
        return if slip.is_empty() { numbers } else { slip };
    }
    let known: Vec<String> = members.iter().map(|member| member.key().to_owned()).collect();
    format!("Registret har {}.", danish::list(&known))
}
