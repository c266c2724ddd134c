//! What the layout sees of charts.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::snapshot::HIDDEN;

#[derive(Debug, Serialize)]
pub struct ChartView {
    pub caption: String,
    /// What the chart shows, in words, computed from the data.
    pub alt: String,
    /// Explanation of its marks, printed below it.
    pub note: Option<String>,
    /// The number of parts in which it is drawn, between which pages may break; 0 if there is nothing to show.
    parts: usize,
    /// The layout draws trees of boxes and steps itself; others are read from a file of their own when the page is laid out.
    #[serde(flatten, skip_serializing_if = "DrawingView::has_file")]
    pub drawing: DrawingView,
}

impl ChartView {
    pub fn new(caption: String, alt: String, note: Option<String>, drawing: DrawingView) -> Self {
        Self { caption, alt, note, parts: drawing.parts(), drawing }
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum DrawingView {
    Bars(BarsView),
    Columns(ColumnsView),
    Lines(OverTimeView),
    Funnel(FunnelView),
    Pairs(PairsView),
    Shares(SharesView),
    Organisation { nodes: Vec<NodeView> },
    Process { steps: Vec<StepView> },
}

impl DrawingView {
    /// A drawing without anything to show.
    pub fn nothing() -> Self {
        Self::Organisation { nodes: Vec::new() }
    }

    /// Whether it is drawn from a file of its own.
    pub fn has_file(&self) -> bool {
        !matches!(self, Self::Organisation { .. } | Self::Process { .. })
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.parts() == 0
    }

    /// In how many parts it is drawn; 0 without anything to show.
    fn parts(&self) -> usize {
        let is_empty = match self {
            Self::Bars(bars) => return bars.parts(),
            Self::Columns(columns) => columns.data.ticks.is_empty(),
            Self::Lines(lines) => lines.ticks.is_empty(),
            Self::Funnel(funnel) => funnel.x_end <= 0.0 || funnel.y_end <= 0.0,
            Self::Pairs(pairs) => pairs.items.is_empty(),
            Self::Shares(shares) => {
                let has_bar = |item: &DividedBarView| item.instead.as_deref().is_none_or(|instead| instead == HIDDEN);
                !shares.items.iter().any(has_bar)
            }
            Self::Organisation { nodes } => nodes.is_empty(),
            Self::Process { steps } => steps.is_empty(),
        };
        usize::from(!is_empty)
    }
}

/// Horizontal bars, one or two for each item.
#[derive(Debug, Serialize, Deserialize)]
pub struct BarsView {
    pub value_label: String,
    pub items: Vec<ItemView>,
    /// Numbers to compare the bars with, as bars of their own below them.
    pub compare: Vec<ItemView>,
    pub target: Option<TargetView>,
    /// What the two bars of an item are, if there are two.
    pub paired: Option<PairedBars>,
}

impl BarsView {
    /// A chart with more bars may break across pages.
    const WHOLE: usize = 36;
    /// This many bars stay together at its beginning and at its end.
    const TOGETHER: usize = 3;

    fn count(&self) -> usize {
        self.items.len() + self.compare.len()
    }

    /// The number of parts in which the bars are drawn, between which pages may break; 0 without bars.
    pub fn parts(&self) -> usize {
        match self.count() {
            0 => 0,
            count if self.items.len() <= Self::WHOLE || count <= 2 * Self::TOGETHER => 1,
            count => count - 2 * Self::TOGETHER + 2,
        }
    }

    /// The bars of a part, those of `compare` after the others: the first ones, then one bar in each part, then the last ones.
    pub fn rows_of(&self, part: usize) -> Range<usize> {
        let (count, last) = (self.count(), self.parts().saturating_sub(1));
        let end = |part: usize| if part >= last { count } else { part + Self::TOGETHER };
        part.checked_sub(1).map_or(0, end)..end(part)
    }
}

/// Columns over time; several series are stacked.
#[derive(Debug, Serialize, Deserialize)]
pub struct ColumnsView {
    #[serde(flatten)]
    pub data: OverTimeView,
    /// The sum of each column.
    pub totals: Vec<String>,
}

/// A funnel plot. The axes are from 0 to the ends.
#[derive(Debug, Serialize, Deserialize)]
pub struct FunnelView {
    pub x_label: String,
    pub y_label: String,
    pub x_end: f64,
    pub y_end: f64,
    /// The place of each member on the axes.
    pub points: Vec<(f64, f64)>,
    /// The curves of the limits at 95 %.
    pub inner: Vec<Vec<(f64, f64)>>,
    /// The curves of the limits at 99.8 %.
    pub outer: Vec<Vec<(f64, f64)>>,
    pub own: Option<PointView>,
    pub target: TargetView,
    /// How many members lie outside the outer limits.
    #[serde(skip)]
    pub outside: usize,
}

/// Two numbers of each member.
#[derive(Debug, Serialize, Deserialize)]
pub struct PairsView {
    pub value_label: String,
    pub before_label: String,
    pub now_label: String,
    pub items: Vec<PairView>,
}

/// Bars of the same length that are divided into shares.
#[derive(Debug, Serialize, Deserialize)]
pub struct SharesView {
    pub parts: Vec<String>,
    pub items: Vec<DividedBarView>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct PointView {
    pub x: f64,
    pub y: f64,
    pub label: String,
    pub text: String,
    /// Where it lies: within the inner limits, between both, or outside both.
    #[serde(skip)]
    pub place: &'static str,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct PairView {
    pub label: String,
    pub own: bool,
    /// Null if unknown.
    pub before: Option<f64>,
    pub now: Option<f64>,
    pub before_text: String,
    pub now_text: String,
}

/// A bar that is divided into the parts.
#[derive(Debug, Serialize, Deserialize)]
pub struct DividedBarView {
    pub label: String,
    pub own: bool,
    /// The share of each part, 0–1.
    pub shares: Vec<f64>,
    pub texts: Vec<String>,
    pub total: String,
    /// What is written in place of the bar: that a number is hidden or unknown, or that there is nothing to divide.
    pub instead: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct ItemView {
    pub label: String,
    pub value: f64,
    /// Whether it is the one that the report is about.
    pub own: bool,
    /// The value in digits; `*` if it is unknown, and then `value` is 0.
    pub text: String,
    /// The value of the second bar and its digits: of the period before, or of another figure.
    pub before: Option<(f64, String)>,
    /// The ends of its 95 % interval and their digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<(f64, f64, String)>,
    /// The same of the second bar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_interval: Option<(f64, f64, String)>,
}

/// The names of the first and second bar of each item.
#[derive(Debug, Serialize, Deserialize)]
pub struct PairedBars {
    pub names: [String; 2],
    /// Whether they are this period and the one before.
    #[serde(skip)]
    pub are_periods: bool,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct OverTimeView {
    pub x_label: String,
    pub y_label: String,
    pub ticks: Vec<TickView>,
    pub series: Vec<SeriesView>,
    pub target: Option<TargetView>,
}

/// A period on the horizontal axis.
#[derive(Debug, Serialize, Deserialize)]
pub struct TickView {
    /// A year, or the short name of a quarter or month.
    pub label: String,
    /// The year of a quarter or month; otherwise "".
    pub group: String,
    /// The number of the quarter or month within its year, from 0.
    pub place: u32,
    /// The name without its group.
    #[serde(skip)]
    pub words: String,
}

/// A line that marks a target.
#[derive(Debug, Serialize, Deserialize)]
pub struct TargetView {
    pub value: f64,
    /// The target's name with its value.
    pub label: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct SeriesView {
    pub label: String,
    /// One for each tick; null if unknown.
    pub values: Vec<Option<f64>>,
    pub texts: Vec<String>,
}

/// A box of an organisation chart.
#[derive(Debug, Serialize, Deserialize)]
pub struct NodeView {
    pub id: String,
    pub label: String,
    /// Smaller text below the label.
    pub detail: String,
    /// The id of the box above.
    pub parent: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct StepView {
    pub label: String,
    pub detail: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bars(count: usize, compare: usize) -> BarsView {
        let item = |number: usize| ItemView {
            label: number.to_string(),
            value: 1.0,
            own: false,
            text: String::new(),
            before: None,
            interval: None,
            before_interval: None,
        };
        let items = |count| (0..count).map(item).collect();
        BarsView {
            value_label: String::new(),
            items: items(count),
            compare: items(compare),
            target: None,
            paired: None,
        }
    }

    #[test]
    fn every_bar_is_in_one_block_and_pages_may_end_between_all_but_the_first_and_the_last_ones() {
        for (count, compare) in [(0, 0), (1, 0), (36, 2), (37, 0), (48, 3), (180, 0)] {
            let bars = bars(count, compare);
            let blocks: Vec<_> = (0..bars.parts()).map(|part| bars.rows_of(part)).collect();
            assert_eq!(blocks.iter().cloned().flatten().collect::<Vec<_>>(), (0..count + compare).collect::<Vec<_>>());
            if count > BarsView::WHOLE {
                assert_eq!((blocks.first().unwrap().len(), blocks.last().unwrap().len()), (3, 3));
                assert!(blocks[1..blocks.len() - 1].iter().all(|block| block.len() == 1));
            } else {
                assert!(blocks.len() <= 1);
            }
        }
    }
}
