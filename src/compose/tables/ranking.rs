//! Ranked lists: the members of a series, the largest first.

use super::super::key;
use super::super::view::{CellView, ColumnAlign, ColumnView, RowKind, RowView};
use super::composer::Composer;
use crate::danish;
use crate::definition::table::Ranking;
use crate::findings::{Code, Finding};
use crate::snapshot::Member;

impl Composer<'_> {
    /// A row for each member: its rank, the parts of its key, its number.
    pub fn ranking(&mut self, ranking: &Ranking) -> (Vec<ColumnView>, Vec<RowView>) {
        let ranked = ranked(self.members(&ranking.series), ranking.top);
        let parts = ranked.first().map(|(_, member)| member.key.len());
        if let (Some(parts), Some(first)) = (parts, ranking.header.first())
            && ranking.header.len() != parts + 2
        {
            let message = format!(
                "»header« har {}, men tabellen har {} kolonner: plads, {} og tal.",
                danish::counted(ranking.header.len() as u64, "overskrift", "overskrifter"),
                parts + 2,
                if parts == 1 { "medlem".to_owned() } else { format!("medlemmets {parts} dele") },
            );
            self.prose.report(Finding::new(Code::BadValue, first.at.place(), message));
        }
        let last = ranking.header.len().saturating_sub(1);
        let columns = ranking.header.iter().enumerate().map(|(place, header)| ColumnView {
            label: self.prose.text(header),
            align: if place == last { ColumnAlign::Right } else { ColumnAlign::Left },
        });
        let columns = columns.collect();
        let ties = ranked.iter().zip(ranked.iter().skip(1)).any(|((one, _), (next, _))| one == next);
        if ties {
            self.closing.push("Lige store tal har samme plads.".to_owned());
        }
        let figure = &ranking.series.value.id;
        let labels = self.definition.figures.get(figure).map(|figure| &figure.labels);
        let label = |part: &String| labels.and_then(|labels| labels.get(part)).cloned();
        let mut rows = Vec::new();
        for (rank, member) in ranked {
            let parts =
                member.key.iter().map(|part| CellView::words(&label(part).unwrap_or_else(|| key::in_words(part))));
            let mut cells: Vec<CellView> = parts.collect();
            cells.push(self.cell(&figure.member(member.name()), member.value, 0));
            rows.push(RowView { kind: RowKind::Row, indent: 0, label: rank.to_string(), cells });
        }
        if rows.is_empty() && self.is_unknown(&ranking.series) {
            let cells = vec![self.cell(&figure.whole(), None, 0)];
            rows.push(RowView { kind: RowKind::Row, indent: 0, label: String::new(), cells });
        }
        (columns, rows)
    }
}

/// The members with their ranks, the largest first and equals in the order of their keys: 1, 1, 3.
///
/// Members that tie with the last one wanted are shown too, because the order among them is arbitrary. Unknown numbers are left
/// out, and zeros too if only the largest are wanted.
fn ranked(members: &[Member], top: Option<u32>) -> Vec<(usize, &Member)> {
    let wanted = |member: &&Member| member.value.is_some_and(|value| top.is_none() || value != 0.0);
    let mut ordered: Vec<&Member> = members.iter().filter(wanted).collect();
    let value = |member: &Member| member.value.unwrap_or_default();
    ordered.sort_by(|a, b| value(b).total_cmp(&value(a)).then_with(|| a.key.cmp(&b.key)));
    let mut ranked: Vec<(usize, &Member)> = Vec::new();
    for (place, member) in ordered.into_iter().enumerate() {
        let rank = match ranked.last() {
            Some((rank, before)) if before.value == member.value => *rank,
            _ => place + 1,
        };
        if top.is_some_and(|top| rank > top as usize) {
            break;
        }
        ranked.push((rank, member));
    }
    ranked
}
