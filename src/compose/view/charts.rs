//! What the layout sees of charts.

use serde::Serialize;

/// A chart.
#[derive(Debug, Serialize)]
pub struct ChartView {
    /// Caption.
    pub caption: String,
    /// What it shows, in words, from the data.
    pub alt: String,
    /// What is drawn.
    #[serde(flatten)]
    pub drawing: DrawingView,
}

/// What is drawn in a chart.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum DrawingView {
    /// Horizontal bars.
    Bars {
        /// What they measure.
        value_label: String,
        /// The bars.
        items: Vec<ItemView>,
        /// What is aimed at.
        target: Option<TargetView>,
    },
    /// Stacked columns.
    Columns {
        /// The axes and series.
        #[serde(flatten)]
        data: OverTimeView,
        /// The sum of each column.
        totals: Vec<String>,
    },
    /// Lines.
    Lines {
        /// The axes and series.
        #[serde(flatten)]
        data: OverTimeView,
    },
    /// A tree of boxes.
    Organisation {
        /// The boxes.
        nodes: Vec<NodeView>,
    },
    /// Numbered steps.
    Process {
        /// The steps.
        steps: Vec<StepView>,
    },
}

/// A bar.
#[derive(Debug, Serialize)]
pub struct ItemView {
    /// What it stands for.
    pub label: String,
    /// Its length.
    pub value: f64,
    /// Its length in digits.
    pub text: String,
}

/// Series over time.
#[derive(Debug, Serialize)]
pub struct OverTimeView {
    /// Horizontal axis.
    pub x_label: String,
    /// Vertical axis.
    pub y_label: String,
    /// The periods.
    pub ticks: Vec<TickView>,
    /// The series.
    pub series: Vec<SeriesView>,
    /// What is aimed at.
    pub target: Option<TargetView>,
}

/// A period on the horizontal axis.
#[derive(Debug, Serialize)]
pub struct TickView {
    /// What it is called: a year, or a quarter within its year.
    pub label: String,
    /// The year that it is grouped under; "" for none.
    pub group: String,
    /// Which of the quarters or months of that year it is, from 0.
    pub place: u32,
    /// What it is called where it stands alone.
    #[serde(skip)]
    pub words: String,
}

/// A line that marks what is aimed at.
#[derive(Debug, Serialize)]
pub struct TargetView {
    /// Where it is.
    pub value: f64,
    /// What it is, with the value.
    pub label: String,
}

/// One of the series.
#[derive(Debug, Serialize)]
pub struct SeriesView {
    /// What it is called.
    pub label: String,
    /// Its values; null is unknown.
    pub values: Vec<Option<f64>>,
    /// Its values in digits.
    pub texts: Vec<String>,
}

/// A box of an organisation chart.
#[derive(Debug, Serialize)]
pub struct NodeView {
    /// Its name.
    pub id: String,
    /// What it says.
    pub label: String,
    /// What it says below.
    pub detail: String,
    /// The box above.
    pub parent: Option<String>,
}

/// A step of a process.
#[derive(Debug, Serialize)]
pub struct StepView {
    /// What it is called.
    pub label: String,
    /// What happens.
    pub detail: String,
}
