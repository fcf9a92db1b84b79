//! What speaks for and against a candidate, in one line each.

use eframe::egui::{Label, Sense, Ui, Vec2};

use crate::identify::{Channel, Remark};
use crate::ui::kit::icons::Icon;
use crate::ui::kit::theme;
use crate::ui::kit::widgets::soft;
use crate::ui::words::strings::{text, text_with};
use crate::ui::words::told::said;

/// Below this a channel says nothing worth a line.
const SILENT_NATS: f32 = 0.1;

/// One remark: for or against, by which channel, what was seen and what is listed; in as many lines as that
/// takes.
pub fn line(ui: &mut Ui, remark: &Remark) {
    if remark.nats.abs() < SILENT_NATS {
        return;
    }
    let palette = theme::palette(ui);
    let (icon, color, side) = if remark.favors {
        (Icon::Plus, palette.soft, text("remark-for"))
    } else {
        (Icon::Minus, palette.unknown.line, text("remark-against"))
    };
    ui.horizontal(|ui| {
        ui.set_min_height(24.0);
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(14.0), Sense::hover());
        icon.paint(ui.painter(), rect, color);
        ui.label(theme::bold(side, 16.0));
        ui.add(Label::new(soft(ui, words(remark))).wrap());
    });
}

fn words(remark: &Remark) -> String {
    let channel = match remark.channel {
        Channel::Picture => return text("channel-picture"),
        Channel::Imprint => text("channel-imprint"),
        Channel::Color => text("channel-color"),
        Channel::Shape => text("channel-shape"),
        Channel::Typed => text("channel-typed"),
        Channel::Size => text("channel-size"),
    };
    let list = |words: &[String]| match remark.channel {
        _ if words.is_empty() => text("remark-nothing"),
        Channel::Color | Channel::Shape => {
            let words = words.iter().map(|word| said(&word.to_lowercase()));
            words.collect::<Vec<_>>().join(", ")
        }
        Channel::Picture | Channel::Imprint | Channel::Typed => words.join("  "),
        Channel::Size => text_with("remark-mm", [("length", words.join(", ").into())]),
    };
    text_with(
        "remark",
        [
            ("channel", channel.into()),
            ("seen", list(&remark.seen).into()),
            ("listed", list(&remark.listed).into()),
        ],
    )
}
