//! A figure over the periods whose snapshots are stored: the numbers of `kapreport history`, with a gap where one cannot be compared.

use super::super::key::KeyTime;
use super::super::lexicon::Lexicon;
use super::super::view::{OverTimeView, SeriesView, TickView};
use crate::danish;
use crate::definition::chart::{ChartDefinition, Drawing};
use crate::diff::{FigureHistory, HistoryRow, PastNumber};
use crate::figure_id::FigureRef;
use crate::snapshot::{HIDDEN, Snapshot};

/// A figure with its numbers in some periods.
pub struct PastPeriods {
    /// The labels of the periods, the earliest first.
    labels: Vec<String>,
    figure: FigureRef,
    history: FigureHistory,
}

impl PastPeriods {
    /// `None` if the chart draws the members of one snapshot. `earlier` are the snapshots before, the latest first.
    pub fn of(chart: &ChartDefinition, snapshot: &Snapshot, earlier: &[Snapshot]) -> Option<Self> {
        let Drawing::OverTime { series, periods: Some(periods), .. } = &chart.drawing else { return None };
        let before = earlier.iter().take(periods.saturating_sub(1) as usize);
        let mut snapshots: Vec<&Snapshot> = std::iter::once(snapshot).chain(before).collect();
        snapshots.reverse();
        let history = FigureHistory::of_figure(&series.value.id, &snapshots)?;
        let labels = snapshots.iter().map(|snapshot| snapshot.period.label.clone()).collect();
        Some(Self { labels, figure: series.value.clone(), history })
    }

    /// The ticks and lines. The caller names the axes.
    pub fn view(&self, lexicon: &Lexicon) -> OverTimeView {
        let tick = |label: &String| match KeyTime::parse(label) {
            Some(time) => time.tick(),
            None => TickView { label: label.clone(), group: String::new(), place: 0, words: label.clone() },
        };
        let is_wanted = |row: &&HistoryRow| match (&self.figure.member, &row.member) {
            (Some(wanted), Some(member)) => member.name() == *wanted,
            _ => true,
        };
        OverTimeView {
            x_label: String::new(),
            y_label: String::new(),
            ticks: self.labels.iter().map(tick).collect(),
            series: self.history.rows.iter().filter(is_wanted).map(|row| self.line(row, lexicon)).collect(),
            target: None,
        }
    }

    fn line(&self, row: &HistoryRow, lexicon: &Lexicon) -> SeriesView {
        let value = |number: &PastNumber| match number {
            PastNumber::Known(value) => *value,
            PastNumber::Hidden | PastNumber::Absent | PastNumber::Break => None,
        };
        let text = |number: &PastNumber| match number {
            PastNumber::Known(value) => lexicon.print(&self.figure.id, *value),
            PastNumber::Hidden => HIDDEN.to_owned(),
            PastNumber::Absent | PastNumber::Break => String::new(),
        };
        SeriesView {
            label: row.member.as_ref().map_or(&self.history.label, |member| &member.label).clone(),
            values: row.numbers.iter().map(value).collect(),
            texts: row.numbers.iter().map(text).collect(),
        }
    }

    /// Danish note on periods that are a gap because they were counted in another way; `None` if there are none.
    pub fn note(&self) -> Option<String> {
        let periods: Vec<String> = self.history.breaks.iter().map(|other| other.period.clone()).collect();
        let numbers = if periods.len() == 1 { "Tallet" } else { "Tallene" };
        (!periods.is_empty()).then(|| {
            let periods = danish::list(&periods);
            format!("{numbers} for {periods} er opgjort på en anden måde og kan ikke sammenlignes.")
        })
    }
}
