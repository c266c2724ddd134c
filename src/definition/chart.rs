//! Charts: which series they draw, how, and with which texts. They define no numbers.

use super::reader::{At, Located, TableOrText, TomlTable};
use super::table::{LocatedFigure, Sort, Template, read_sort};
use crate::findings::Code;

/// A chart of the report.
#[derive(Debug, Clone)]
pub struct ChartDefinition {
    /// `chapter.name`.
    pub id: String,
    pub caption: Template,
    pub drawing: Drawing,
    pub at: At,
}

/// What is drawn in a chart.
#[derive(Debug, Clone)]
pub enum Drawing {
    /// A bar for each member of a series.
    Bars {
        series: LocatedFigure,
        sort: Sort,
        value_label: String,
        /// The goal, drawn as a line across.
        target: Option<LocatedFigure>,
        /// Whether the numbers of the period before are shown beside them.
        previous: bool,
        /// Numbers to compare the bars with, drawn as bars of their own.
        compare: Vec<LocatedFigure>,
        /// A second number of each member, as a thinner bar below the first.
        beside: Option<LocatedFigure>,
    },
    /// A series over time, with or without parts.
    OverTime {
        /// The series; its last dimension is time.
        series: LocatedFigure,
        /// Stacked columns rather than lines.
        stacked: bool,
        /// How many periods are drawn, from their snapshots, instead of the members of one; the last is that of the report.
        periods: Option<u32>,
        x_label: String,
        y_label: String,
        /// The goal, drawn as a line across.
        target: Option<LocatedFigure>,
        /// Series over the same times to compare this one with, drawn as lines of their own.
        compare: Vec<LocatedFigure>,
    },
    /// A funnel plot: the rate or share of each member by its size, with control limits.
    Funnel {
        /// The rate or share of each member.
        series: LocatedFigure,
        /// The number of persons of each member.
        size: LocatedFigure,
        /// The overall rate or share, which the limits are around.
        target: LocatedFigure,
        /// How many persons a rate is per; `None` for shares.
        per: Option<u32>,
        x_label: String,
        y_label: String,
    },
    /// Two numbers of each member joined by a line.
    Pairs {
        series: LocatedFigure,
        before: LocatedFigure,
        value_label: String,
    },
    /// Bars of the same length, each divided into the shares of the last part of the key.
    Shares {
        series: LocatedFigure,
    },
    Organisation(Vec<OrganisationBox>),
    /// One step after the other.
    Process(Vec<Step>),
}

/// A box of an organisation chart.
#[derive(Debug, Clone)]
pub struct OrganisationBox {
    /// Its name in the definition.
    pub id: Located<String>,
    pub label: Template,
    /// Smaller text below the label.
    pub detail: Option<Template>,
    /// The box it belongs under.
    pub under: Option<Located<String>>,
}

/// A step of a process.
#[derive(Debug, Clone)]
pub struct Step {
    pub label: Template,
    pub detail: Option<Template>,
}

/// The most periods of a chart: as many as a series can have.
const MOST_PERIODS: u32 = 50;

#[derive(Clone, Copy)]
enum ChartKind {
    Bars,
    Columns,
    Lines,
    Funnel,
    Pairs,
    Shares,
    Organisation,
    Process,
}

impl ChartDefinition {
    /// Reads one chart; its mistakes become findings.
    pub fn read(chapter: &str, name: &Located<String>, toml: TomlTable<'_>) -> Self {
        let drawing = read_drawing(&toml);
        let chart = Self {
            id: format!("{chapter}.{}", name.value),
            caption: toml.required_text("caption"),
            drawing,
            at: name.at.clone(),
        };
        toml.finish();
        chart
    }

    /// The series that it draws.
    pub fn series(&self) -> Option<&LocatedFigure> {
        match &self.drawing {
            Drawing::Bars { series, .. }
            | Drawing::OverTime { series, .. }
            | Drawing::Funnel { series, .. }
            | Drawing::Pairs { series, .. }
            | Drawing::Shares { series } => Some(series),
            Drawing::Organisation(_) | Drawing::Process(_) => None,
        }
    }

    /// How many periods it draws, the current one included; their snapshots are needed.
    pub fn periods(&self) -> u32 {
        match &self.drawing {
            Drawing::OverTime { periods, .. } => periods.unwrap_or(1),
            _ => 1,
        }
    }

    /// A second series with the same members.
    pub fn beside(&self) -> Option<&LocatedFigure> {
        match &self.drawing {
            Drawing::Funnel { size, .. } => Some(size),
            Drawing::Pairs { before, .. } => Some(before),
            Drawing::Bars { beside, .. } => beside.as_ref(),
            _ => None,
        }
    }

    /// Numbers to compare the members with.
    pub fn compared(&self) -> &[LocatedFigure] {
        match &self.drawing {
            Drawing::Bars { compare, .. } | Drawing::OverTime { compare, .. } => compare,
            _ => &[],
        }
    }

    /// The figure that the chart shows as a target line; `None` for a chart without one.
    pub fn target(&self) -> Option<&LocatedFigure> {
        match &self.drawing {
            Drawing::Bars { target, .. } | Drawing::OverTime { target, .. } => target.as_ref(),
            Drawing::Funnel { target, .. } => Some(target),
            Drawing::Pairs { .. } | Drawing::Shares { .. } | Drawing::Organisation(_) | Drawing::Process(_) => None,
        }
    }

    /// Every text with Tera expressions in it.
    pub fn templates(&self) -> Vec<&Template> {
        let mut all = vec![&self.caption];
        match &self.drawing {
            Drawing::Organisation(nodes) => nodes.iter().for_each(|node| {
                all.push(&node.label);
                all.extend(&node.detail);
            }),
            Drawing::Process(steps) => steps.iter().for_each(|step| {
                all.push(&step.label);
                all.extend(&step.detail);
            }),
            Drawing::Bars { .. }
            | Drawing::OverTime { .. }
            | Drawing::Funnel { .. }
            | Drawing::Pairs { .. }
            | Drawing::Shares { .. } => {}
        }
        all
    }
}

pub(super) fn tables<'a>(toml: &TomlTable<'a>, key: &'static str) -> Vec<TomlTable<'a>> {
    toml.tables_or_texts(key)
        .into_iter()
        .filter_map(|item| match item {
            TableOrText::Table(table) => Some(table),
            TableOrText::Text(text) => {
                toml.report(Code::WrongType, &text.at, format!("»{key}« skal være en liste af tabeller."), "");
                None
            }
        })
        .collect()
}

/// The kind of a chart; `None` with a finding if it is missing or unknown.
fn read_kind(toml: &TomlTable<'_>) -> Option<ChartKind> {
    let kind = toml.choice(
        "kind",
        &[
            ("bars", ChartKind::Bars),
            ("columns", ChartKind::Columns),
            ("lines", ChartKind::Lines),
            ("funnel", ChartKind::Funnel),
            ("pairs", ChartKind::Pairs),
            ("shares", ChartKind::Shares),
            ("organisation", ChartKind::Organisation),
            ("process", ChartKind::Process),
        ],
    );
    if !toml.has("kind") {
        toml.report(Code::MissingKey, &toml.at, "Nøglen »kind« mangler.", "");
    }
    if kind.is_none() {
        // Which keys it may have depends on the kind.
        toml.accept_all();
    }
    kind
}

fn read_drawing(toml: &TomlTable<'_>) -> Drawing {
    let kind = read_kind(toml);
    let series = || LocatedFigure::parse(toml.required_text("series"));
    let target = || toml.text("target").map(LocatedFigure::parse);
    let compare = || toml.texts("compare").into_iter().map(LocatedFigure::parse).collect();
    let word = |key| toml.text(key).map_or_else(String::new, |text| text.value);
    match kind.unwrap_or(ChartKind::Process) {
        ChartKind::Bars => Drawing::Bars {
            series: series(),
            sort: read_sort(toml),
            value_label: word("value_label"),
            target: target(),
            previous: toml.optional_flag("previous").unwrap_or(true),
            compare: compare(),
            beside: toml.text("beside").map(LocatedFigure::parse),
        },
        ChartKind::Funnel => Drawing::Funnel {
            series: series(),
            size: LocatedFigure::parse(toml.required_text("size")),
            target: LocatedFigure::parse(toml.required_text("target")),
            per: toml.count_within("per", 1, 1_000_000),
            x_label: word("x_label"),
            y_label: word("y_label"),
        },
        ChartKind::Pairs => Drawing::Pairs {
            series: series(),
            before: LocatedFigure::parse(toml.required_text("before")),
            value_label: word("value_label"),
        },
        ChartKind::Shares => Drawing::Shares { series: series() },
        ChartKind::Columns | ChartKind::Lines => Drawing::OverTime {
            series: series(),
            stacked: matches!(kind, Some(ChartKind::Columns)),
            periods: toml.count_within("periods", 2, MOST_PERIODS),
            x_label: word("x_label"),
            y_label: word("y_label"),
            target: target(),
            compare: if matches!(kind, Some(ChartKind::Lines)) { compare() } else { Vec::new() },
        },
        ChartKind::Organisation => Drawing::Organisation(tables(toml, "nodes").into_iter().map(read_node).collect()),
        ChartKind::Process => Drawing::Process(tables(toml, "steps").into_iter().map(read_step).collect()),
    }
}

fn read_node(toml: TomlTable<'_>) -> OrganisationBox {
    let node = OrganisationBox {
        id: toml.required_text("id"),
        label: toml.required_text("label"),
        detail: toml.text("detail"),
        under: toml.text("under"),
    };
    toml.finish();
    node
}

fn read_step(toml: TomlTable<'_>) -> Step {
    let step = Step { label: toml.required_text("label"), detail: toml.text("detail") };
    toml.finish();
    step
}
