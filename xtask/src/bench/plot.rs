//! Time against the size of the document, both on logarithmic scales: what grows linearly is a straight line.

use std::path::Path;

use plotters::prelude::{
    BLACK, ChartBuilder, Circle, Color, IntoDrawingArea, IntoLogRange, LineSeries, Palette,
    Palette99, PathElement, SVGBackend, SeriesLabelPosition, WHITE,
};

use super::report::{Outcome, Report, What};
use super::tool::OURS;
use crate::failure::Failure;

/// A line of the plot.
struct Series {
    label: &'static str,
    /// Bytes of the document, seconds.
    points: Vec<(f64, f64)>,
}

/// Draws our own figures.
pub fn draw(report: &Report, path: &Path) -> Result<(), Failure> {
    use super::compile::Build;
    let series: Vec<Series> = [
        ("generating", What::Generate),
        ("cargo check", What::Compile(Build::Check)),
        ("release build", What::Compile(Build::Release)),
    ]
    .into_iter()
    .map(|(label, what)| Series {
        label,
        points: points(report, what),
    })
    .filter(|series| !series.points.is_empty())
    .collect();
    svg(&series, path)
        .map_err(|error| Failure::new(format!("cannot draw `{}`: {error}", path.display())))
}

fn points(report: &Report, what: What) -> Vec<(f64, f64)> {
    let entries = report.entries.iter();
    let ours = entries.filter(|entry| entry.what == what && entry.tool == OURS);
    ours.filter_map(|entry| match &entry.outcome {
        Outcome::Cost(cost) => Some((entry.bytes as f64, cost.user.max(0.001))),
        Outcome::Failed(_) => None,
    })
    .collect()
}

fn svg(series: &[Series], path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let all = || series.iter().flat_map(|series| &series.points);
    let range = |of: fn(&(f64, f64)) -> f64| {
        let least = all().map(of).fold(f64::INFINITY, f64::min);
        let most = all().map(of).fold(0.0, f64::max);
        if least <= most {
            least / 2.0..most * 2.0
        } else {
            0.1..1.0
        }
    };
    let area = SVGBackend::new(path, (800, 500)).into_drawing_area();
    area.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&area)
        .margin(16)
        .x_label_area_size(48)
        .y_label_area_size(64)
        .build_cartesian_2d(range(|at| at.0).log_scale(), range(|at| at.1).log_scale())?;
    chart
        .configure_mesh()
        .x_desc("bytes of the document")
        .y_desc("user seconds")
        .x_label_formatter(&|bytes| format!("{bytes:.0}"))
        .y_label_formatter(&|seconds| format!("{seconds}"))
        .draw()?;
    for (index, series) in series.iter().enumerate() {
        let colour = Palette99::pick(index).to_rgba();
        chart
            .draw_series(LineSeries::new(
                series.points.iter().copied(),
                colour.stroke_width(1),
            ))?
            .label(series.label)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 16, y)], colour));
        let dots = series.points.iter();
        chart.draw_series(dots.map(|at| Circle::new(*at, 3, colour.filled())))?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .border_style(BLACK)
        .background_style(WHITE)
        .draw()?;
    area.present()?;
    Ok(())
}
