//! `kapreport trace`: what stands behind a number.

use kapreport::definition::{self, Definition, Templates};
use kapreport::figures::{Single, singles};
use kapreport::findings::Findings;
use kapreport::ingest::{self, Ingested, Options, Strictness};
use kapreport::period::Period;
use kapreport::snapshot::{Snapshot, Value};

use crate::project::repository;

/// KAP-H's definition and exports for a year, and the figures they give.
fn kap_h(year: &str) -> (Definition, Ingested, Snapshot) {
    let findings = Findings::default();
    let templates = Templates::new(Some(repository().join("templates")));
    let definition = definition::read("kap-h", templates, &findings).expect("a definition");
    let folder = repository().join("data-samples/kap-h").join(year);
    let options = Options { strictness: Strictness::Strict, keep_rejects: false };
    let read = || ingest::ingest(&definition, &folder, options, &findings).expect("the exports");
    let period = Period::parse(year).expect("a period");
    let figures = kapreport::figures::compute(&definition, &read(), &period, &findings);
    let snapshot = Snapshot::new(&definition, &period, figures, read());
    let ingested = read();
    (definition, ingested, snapshot)
}

#[test]
fn the_sql_of_one_figure_gives_its_very_value_and_its_rows_are_as_many_as_were_counted() {
    for year in ["2023", "2024"] {
        let (definition, ingested, snapshot) = kap_h(year);
        let mut compared = 0;
        for figure in definition.figures.values() {
            let counted = &snapshot.figures[&figure.id];
            let run = |member: Option<&str>| {
                let all: Vec<Single> = singles(&definition, figure, member, &snapshot.period);
                let rows = |single: &Single| single.rows(&ingested.tables[&single.from.dataset]).unwrap().height();
                let values = |single: &Single| single.values(&ingested.tables[&single.from.dataset]).unwrap();
                (all.iter().map(rows).sum::<usize>() as u64, all.iter().flat_map(values).collect::<Vec<_>>())
            };
            if counted.dataset.is_none() {
                assert!(singles(&definition, figure, None, &snapshot.period).is_empty());
                continue;
            }
            match &counted.value {
                Value::Value(value) => {
                    assert_eq!(run(None), (counted.rows.unwrap(), vec![(None, *value)]), "{}", figure.id)
                }
                Value::Members(members) => {
                    assert_eq!(run(None).0, counted.rows.unwrap(), "{}", figure.id);
                    for member in members {
                        let wanted = (member.rows.unwrap(), vec![(None, member.value)]);
                        assert_eq!(run(Some(&member.name())), wanted, "{}[{}]", figure.id, member.name());
                    }
                }
            }
            compared += 1;
        }
        assert!(compared > 80, "{compared} figures of {year}");
    }
}
