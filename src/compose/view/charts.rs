//! What the layout sees of charts.

use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct ChartView {
    pub caption: String,
    /// What the chart shows, in words, computed from the data.
    pub alt: String,
    /// What its marks mean, printed below it.
    pub note: Option<String>,
    #[serde(flatten)]
    pub drawing: DrawingView,
}

#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum DrawingView {
    /// Horizontal bars.
    Bars {
        value_label: String,
        items: Vec<ItemView>,
        /// What the bars are held against, as bars of their own.
        compare: Vec<ItemView>,
        target: Option<TargetView>,
        /// What the two bars of an item are, if there are two.
        paired: Option<PairedBars>,
    },
    /// Stacked columns.
    Columns {
        #[serde(flatten)]
        data: OverTimeView,
        /// The sum of each column.
        totals: Vec<String>,
    },
    Lines {
        #[serde(flatten)]
        data: OverTimeView,
    },
    Funnel(FunnelView),
    /// Two numbers of each member.
    Pairs {
        value_label: String,
        before_label: String,
        now_label: String,
        items: Vec<PairView>,
    },
    /// Bars divided into shares.
    Shares {
        parts: Vec<String>,
        items: Vec<SharesView>,
    },
    /// A tree of boxes.
    Organisation {
        nodes: Vec<NodeView>,
    },
    /// Numbered steps.
    Process {
        steps: Vec<StepView>,
    },
}

/// A funnel plot. The axes are from 0 to the ends.
#[derive(Debug, Serialize)]
pub struct FunnelView {
    pub x_label: String,
    pub y_label: String,
    pub x_end: f64,
    pub y_end: f64,
    /// The points of the others and the limits as an image, which is the same in all reports with the same points: hundreds of
    /// shapes of the layout's own would take longer than the rest of the page.
    pub picture: String,
    pub own: Option<PointView>,
    pub target: Option<TargetView>,
    /// How many members lie outside the outer limits.
    #[serde(skip)]
    pub outside: usize,
    #[serde(skip)]
    pub count: usize,
}

#[derive(Debug, Serialize)]
pub struct PointView {
    pub x: f64,
    pub y: f64,
    pub label: String,
    pub text: String,
    /// Where it lies: within the inner limits, between both, or outside both.
    #[serde(skip)]
    pub place: &'static str,
}

#[derive(Debug, Serialize)]
pub struct PairView {
    pub label: String,
    pub own: bool,
    /// Null if unknown.
    pub before: Option<f64>,
    pub now: Option<f64>,
    pub before_text: String,
    pub now_text: String,
}

#[derive(Debug, Serialize)]
pub struct SharesView {
    pub label: String,
    pub own: bool,
    /// The share of each part, 0–1.
    pub shares: Vec<f64>,
    pub texts: Vec<String>,
    pub total: String,
}

#[derive(Debug, Serialize)]
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
#[derive(Debug, Serialize)]
pub struct PairedBars {
    pub names: [String; 2],
    /// Whether they are this period and the one before.
    #[serde(skip)]
    pub are_periods: bool,
}

#[derive(Debug, Serialize)]
pub struct OverTimeView {
    pub x_label: String,
    pub y_label: String,
    pub ticks: Vec<TickView>,
    pub series: Vec<SeriesView>,
    pub target: Option<TargetView>,
}

/// A period on the horizontal axis.
#[derive(Debug, Serialize)]
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
#[derive(Debug, Serialize)]
pub struct TargetView {
    pub value: f64,
    /// The target's name with its value.
    pub label: String,
}

#[derive(Debug, Serialize)]
pub struct SeriesView {
    pub label: String,
    /// One for each tick; null if unknown.
    pub values: Vec<Option<f64>>,
    pub texts: Vec<String>,
}

/// A box of an organisation chart.
#[derive(Debug, Serialize)]
pub struct NodeView {
    pub id: String,
    pub label: String,
    /// Smaller text below the label.
    pub detail: String,
    /// The id of the box above.
    pub parent: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct StepView {
    pub label: String,
    pub detail: String,
}
