//! The sums as bars. Every chart says its sum in words too, and every bar is named, so that nothing
//! is told by height or colour alone.

use eframe::egui::{
    self, Align2, CornerRadius, FontId, Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo,
    accesskit::Role, pos2, vec2,
};
use jiff::ToSpan;
use jiff::civil::Date;

use super::state::Figures;
use super::work::AtReview;
use crate::ledger::DaySum;
use crate::station::StationError;
use crate::ui::app::{App, View};
use crate::ui::commands::Command;
use crate::ui::kit::theme::{self, GAP};
use crate::ui::kit::widgets::{Button, Weight, card, columns, field, soft};
use crate::ui::record::date_problems;
use crate::ui::words::days::{day_typed, day_words, read_period};
use crate::ui::words::strings::{text, text_with};
use crate::ui::words::told::told;

/// Height of the bars of one chart.
const HEIGHT: f32 = 132.0;
/// Bars that one chart holds; more days are summed by month.
const BARS: usize = 45;

/// One bar: what it stands for, how much, and that in words.
struct Bar {
    name: String,
    value: f64,
    words: String,
}

impl App {
    pub(super) fn load_figures(&mut self) {
        let figures = &self.state.review.figures;
        let period = read_period(&figures.from, &figures.to);
        self.state.review.asked += 1;
        let asked = self.state.review.asked;
        self.state.review.loading = self.ask(
            move |station| {
                let days: Vec<DaySum> = station.day_sums(period)?;
                let events = station.custody()?;
                let events = events.sessions().iter();
                let within = events.filter(|event| period.holds(event.opened.date()));
                let weights = within.map(|event| {
                    let name = format!("{} {}", event.opened.date(), event.place);
                    (name, f64::from(event.net_tenths()) / 10.0)
                });
                Ok::<_, StationError>((days, weights.collect(), station.count(&station.queue())?))
            },
            move |app, sums| {
                let review = &mut app.state.review;
                if review.asked != asked {
                    return;
                }
                review.loading = false;
                match sums {
                    Ok((days, events, waiting)) => {
                        (review.figures.days, review.figures.events) = (days, events);
                        review.waiting = waiting;
                    }
                    Err(error) => app.state.warn(told(&error)),
                }
            },
        );
    }
}

pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let figures = &view.state.review.figures;
    card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        span(ui, view, figures, commands);
    });
    let sums = summed(&figures.days);
    if sums.is_empty() && figures.events.is_empty() {
        ui.add_space(GAP);
        let words = if view.state.review.loading {
            text("log-loading")
        } else {
            text("figures-none")
        };
        ui.label(soft(ui, words));
        return;
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        for pair in charts(figures, &sums).chunks(2) {
            columns(ui, 2, |ui, place| {
                if let Some(chart) = pair.get(place) {
                    card(ui, |ui| draw(ui, chart));
                }
            });
            ui.add_space(GAP);
        }
    });
}

fn span(ui: &mut Ui, view: &View, figures: &Figures, commands: &mut Vec<Command>) {
    let (mut from, mut to) = (figures.from.clone(), figures.to.clone());
    ui.horizontal_wrapped(|ui| {
        let hint = text("date-hint");
        field(ui, &text("log-from"), &hint, &mut from, 140.0);
        field(ui, &text("log-to"), &hint, &mut to, 140.0);
        let today = view.station.now().date();
        for (words, days) in [
            (text("figures-month"), Some(29)),
            (text("figures-year"), Some(364)),
            (text("report-all"), None),
        ] {
            let first = days.and_then(|days: i32| today.checked_sub(days.days()).ok());
            let begins = first.map_or_else(String::new, day_typed);
            let ends = first.map_or_else(String::new, |_| day_typed(today));
            let weight = if (&begins, &ends) == (&figures.from, &figures.to) {
                Weight::Chosen
            } else {
                Weight::Plain
            };
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 4.0;
                ui.label(soft(ui, " "));
                if Button::new(words).weight(weight).show(ui).clicked() {
                    (from, to) = (begins, ends);
                }
            });
        }
    });
    date_problems(ui, &from, &to);
    if (&from, &to) != (&figures.from, &figures.to) {
        commands.push(Command::Review(AtReview::Span(from, to)));
    }
}

/// Days as they are, or months where they would be too many, each under its name.
fn summed(days: &[DaySum]) -> Vec<(String, DaySum)> {
    let by_day = days.len() <= BARS;
    let mut sums: Vec<(String, DaySum)> = Vec::new();
    for sum in days {
        let name = if by_day {
            day_words(sum.day)
        } else {
            month(sum.day)
        };
        match sums.last_mut() {
            Some((last, total)) if *last == name => {
                total.items += sum.items;
                total.hazardous += sum.hazardous;
                total.unidentified += sum.unidentified;
                total.agreed += sum.agreed;
                total.overruled += sum.overruled;
                total.abstained += sum.abstained;
            }
            _ => sums.push((name, *sum)),
        }
    }
    sums
}

fn month(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

struct Chart {
    title: String,
    /// The whole in words.
    total: String,
    bars: Vec<Bar>,
    /// The value whose bar is as high as the chart.
    full: f64,
}

impl Chart {
    /// The largest bar is as high as the chart.
    fn of_amounts(title: String, total: String, bars: Vec<Bar>) -> Self {
        let full = bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
        Self {
            title,
            total,
            bars,
            full,
        }
    }
}

fn charts(figures: &Figures, sums: &[(String, DaySum)]) -> Vec<Chart> {
    let items = |sum: &DaySum| sum.items;
    vec![
        counts(sums),
        shares(text("figures-hazardous"), sums, |sum| sum.hazardous, items),
        shares(
            text("figures-unidentified"),
            sums,
            |sum| sum.unidentified,
            items,
        ),
        shares(
            text("figures-agreement"),
            sums,
            |sum| sum.agreed,
            |sum| sum.agreed + sum.overruled,
        ),
        weights(&figures.events),
    ]
}

fn counts(sums: &[(String, DaySum)]) -> Chart {
    let total: u64 = sums.iter().map(|(_, sum)| sum.items).sum();
    let most = sums.iter().max_by_key(|(_, sum)| sum.items);
    let words = match most {
        None => text("figures-none"),
        Some((name, most)) => text_with(
            "figures-count",
            [
                ("count", total.into()),
                ("most", most.items.into()),
                ("name", name.as_str().into()),
            ],
        ),
    };
    let bars = sums.iter().map(|(name, sum)| Bar {
        name: name.clone(),
        value: sum.items as f64,
        words: sum.items.to_string(),
    });
    Chart::of_amounts(text("figures-items"), words, bars.collect())
}

fn shares(
    title: String,
    sums: &[(String, DaySum)],
    part: impl Fn(&DaySum) -> u64,
    whole: impl Fn(&DaySum) -> u64,
) -> Chart {
    let words = |part: u64, whole: u64| {
        if whole == 0 {
            return text("figures-no-share");
        }
        let percent = (part as f64 * 1000.0 / whole as f64).round() / 10.0;
        text_with(
            "figures-share",
            [
                ("percent", format!("{percent:.1}").into()),
                ("part", part.into()),
                ("whole", whole.into()),
            ],
        )
    };
    let bars = sums.iter().map(|(name, sum)| {
        let (part, whole) = (part(sum), whole(sum));
        Bar {
            name: name.clone(),
            value: part as f64 / (whole as f64).max(1.0),
            words: words(part, whole),
        }
    });
    let bars = bars.collect();
    let total = |count: &dyn Fn(&DaySum) -> u64| sums.iter().map(|(_, sum)| count(sum)).sum();
    Chart {
        title,
        total: words(total(&part), total(&whole)),
        bars,
        full: 1.0,
    }
}

fn weights(events: &[(String, f64)]) -> Chart {
    let pounds = |pounds: f64| {
        text_with(
            "figures-pounds",
            [("pounds", format!("{pounds:.1}").into())],
        )
    };
    let bars = events.iter().map(|(name, weight)| Bar {
        name: name.clone(),
        value: *weight,
        words: pounds(*weight),
    });
    let total = events.iter().map(|(_, weight)| weight).sum();
    let words = if events.is_empty() {
        text("figures-no-events")
    } else {
        pounds(total)
    };
    Chart::of_amounts(text("figures-weight"), words, bars.collect())
}

fn draw(ui: &mut Ui, chart: &Chart) {
    let Chart {
        title,
        total,
        bars,
        full,
    } = chart;
    ui.set_min_width(ui.available_width());
    ui.label(theme::bold(title, 18.0));
    ui.label(total);
    let palette = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    ui.painter().line_segment(
        [rect.left_bottom(), rect.right_bottom()],
        Stroke::new(1.0, palette.outline),
    );
    let step = rect.width() / bars.len().max(1) as f32;
    for (place, bar) in bars.iter().enumerate() {
        let left = rect.left() + step * place as f32;
        let height = if *full > 0.0 {
            (bar.value / full) as f32 * rect.height()
        } else {
            0.0
        };
        let whole = Rect::from_min_max(pos2(left, rect.top()), pos2(left + step, rect.bottom()));
        let width = (step * 0.8).clamp(1.0, 64.0);
        let drawn = Rect::from_min_size(
            pos2(whole.center().x - width / 2.0, rect.bottom() - height),
            vec2(width, height),
        );
        let response = ui.interact(whole, ui.scope_id().with((title, place)), Sense::hover());
        let name = text_with(
            "figures-bar",
            [
                ("name", bar.name.as_str().into()),
                ("words", bar.words.as_str().into()),
            ],
        );
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
        ui.painter()
            .rect_filled(drawn, CornerRadius::same(2), palette.primary);
        response.on_hover_text(name);
    }
    ends(ui, bars);
}

/// Under the bars: the first and the last name.
fn ends(ui: &mut Ui, bars: &[Bar]) {
    let (Some(first), Some(last)) = (bars.first(), bars.last()) else {
        return;
    };
    let color = theme::palette(ui).soft;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
    let font = FontId::proportional(15.0);
    let painter = ui.painter().with_clip_rect(rect);
    if bars.len() == 1 {
        painter.text(
            rect.center(),
            Align2::CENTER_CENTER,
            &first.name,
            font,
            color,
        );
        return;
    }
    let galley = |name: &str| {
        let mut job =
            egui::text::LayoutJob::simple_singleline(name.to_owned(), font.clone(), color);
        job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() / 2.0 - GAP);
        painter.layout_job(job)
    };
    painter.galley(rect.left_top(), galley(&first.name), color);
    let last = galley(&last.name);
    painter.galley(pos2(rect.right() - last.size().x, rect.top()), last, color);
}
