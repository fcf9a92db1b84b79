//! What a calibration comes to, as figures that can be compared with those before.

use eframe::egui::{self, Align, Layout, Ui, vec2};

use crate::calibration::plane;
use crate::camera::white_balance;
use crate::ledger::Calibration;
use crate::ui::kit::theme;
use crate::ui::kit::widgets::soft;
use crate::ui::words::strings::{grouped, text, text_with};

/// One calibration and the day it was taken, in words.
pub struct Column<'a> {
    pub title: String,
    pub calibration: &'a Calibration,
    pub taken: String,
}

/// Room for the names of the figures, points.
const NAMES: f32 = 150.0;

/// What a row says of a calibration.
type Says = fn(&Column) -> String;

/// The figures of each, side by side.
pub fn table(ui: &mut Ui, columns: &[Column]) {
    ui.spacing_mut().interact_size.y = 0.0;
    let between = ui.spacing().item_spacing.x;
    let count = columns.len().max(1) as f32;
    let width = (ui.available_width() - NAMES) / count - between;
    if columns.len() > 1 {
        ui.horizontal_top(|ui| {
            ui.add_space(NAMES + between);
            for column in columns {
                cell(ui, width, theme::bold(column.title.as_str(), 16.0));
            }
        });
    }
    let rows: [(&str, Says); 7] = [
        ("calibration-place", |column| {
            let error = &column.calibration.place_error_um;
            median_and_worst(error.median, error.worst)
        }),
        ("calibration-length", |column| {
            let error = &column.calibration.length_error_um;
            median_and_worst(error.median, error.worst)
        }),
        ("calibration-scale", |column| scale(column.calibration)),
        ("calibration-marks", |column| {
            let Calibration {
                marks, covered_ppm, ..
            } = column.calibration;
            let covered = (f64::from(*covered_ppm) / 1e4).round();
            text_with(
                "calibration-marks-in",
                [
                    ("marks", marks.to_string().into()),
                    ("percent", covered.to_string().into()),
                ],
            )
        }),
        ("calibration-white", |column| white(column.calibration)),
        ("calibration-day", |column| column.taken.clone()),
        ("calibration-camera", |column| {
            let Calibration {
                camera,
                width,
                height,
                ..
            } = column.calibration;
            format!("{camera}, {width} × {height}")
        }),
    ];
    for (label, value) in rows {
        ui.horizontal_top(|ui| {
            let name = soft(ui, text(label));
            cell(ui, NAMES, name);
            for column in columns {
                cell(ui, width, egui::RichText::new(value(column)));
            }
        });
    }
}

fn cell(ui: &mut Ui, width: f32, words: egui::RichText) {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        ui.add(egui::Label::new(words).wrap());
    });
}

fn decimals(value: f64, places: usize) -> String {
    grouped(&format!("{value:.places$}"))
}

fn median_and_worst(median_um: u32, worst_um: u32) -> String {
    let mm = |um: u32| decimals(f64::from(um) / 1e3, 2);
    text_with(
        "calibration-median-worst",
        [
            ("median", mm(median_um).into()),
            ("worst", mm(worst_um).into()),
        ],
    )
}

fn scale(calibration: &Calibration) -> String {
    let Calibration {
        width,
        height,
        corners_um,
        bend_ppm,
        ..
    } = calibration;
    let middle = [f64::from(*width) / 2.0, f64::from(*height) / 2.0];
    let map = plane(*width, *height, *corners_um, *bend_ppm);
    match map.and_then(|map| map.mm_per_px(middle)) {
        Some(mm) => text_with("calibration-mm-per-px", [("mm", decimals(mm, 3).into())]),
        None => text("calibration-unknown"),
    }
}

fn white(calibration: &Calibration) -> String {
    let Some(gains) = calibration.gains_ppm else {
        return text("calibration-no-white");
    };
    let [red, green, blue] = gains.map(|ppm| decimals(f64::from(ppm) / 1e6, 2));
    let values = [
        ("red", red.into()),
        ("green", green.into()),
        ("blue", blue.into()),
    ];
    let gains = text_with("calibration-gains", values);
    // A photograph from a file has no camera that could stand otherwise.
    let Some(setup) = &calibration.camera_setup else {
        return gains;
    };
    match white_balance(setup) {
        Some(kelvin) => text_with(
            "calibration-white-at",
            [
                ("gains", gains.into()),
                ("kelvin", kelvin.to_string().into()),
            ],
        ),
        None => text_with("calibration-white-untold", [("gains", gains.into())]),
    }
}
