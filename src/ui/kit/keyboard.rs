//! Letters and digits on the screen, for a machine that stands there without a keyboard.
//!
//! A key that is tapped is handed to the field as if it were typed, so that a keyboard and a scanner
//! work beside it and fields know of neither. The keys lie over boxes too, and everything else keeps
//! above them.

use eframe::egui::{
    self, Align2, Area, Color32, Context, CornerRadius, Event, FontId, Frame, Id, Key, Modifiers,
    Order, Panel, Rect, Response, Sense, Stroke, StrokeKind, SurrenderFocusOn, Ui, UiBuilder,
    WidgetInfo, accesskit::Role, pos2, vec2,
};

use super::icons::Icon;
use super::in_view;
use super::theme::{self, CONTROL_HEIGHT};
use crate::ui::words::strings::text;

/// Sides of a key of one letter where there is room, points.
const WIDTH: f32 = 56.0;
const HEIGHT: f32 = CONTROL_HEIGHT + 4.0;
/// Room between two keys, and around all of them.
const BETWEEN: f32 = 8.0;
const MARGIN: f32 = 8.0;
/// Keys side by side: the longest row of letters with its shift, and three digits.
const ACROSS: f32 = 14.0;
const ROWS: f32 = 4.0;
/// Part of the window's height that the keys take at most.
const SHARE: f32 = 0.45;

/// What the keyboard on the screen is doing.
#[expect(clippy::struct_excessive_bools, reason = "each switches for itself")]
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Keyboard {
    pub shown: bool,
    shift: bool,
    /// Signs and accents in place of letters.
    signs: bool,
    /// Taps that are not yet in the field.
    tapped: Vec<Event>,
    /// The fields on the screen, in order, and the one that was typed into last.
    fields: Vec<Id>,
    field: Option<Id>,
    /// Something was typed into since the keys came.
    used: bool,
}

/// One tap on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tap {
    Letter(char),
    Delete,
    Enter,
    /// To the next field.
    Next,
    Shift,
    Signs,
    Show,
    Hide,
}

/// What the fields of a pass tell the keyboard.
#[derive(Clone, Default)]
struct Fields {
    ids: Vec<Id>,
    /// One was pointed at.
    tapped: bool,
}

impl Keyboard {
    /// With the keys in sight from the beginning.
    pub fn open() -> Self {
        Self {
            shown: true,
            ..Self::default()
        }
    }

    /// Whether there is something on the screen to type into.
    pub fn has_field(&self) -> bool {
        !self.fields.is_empty()
    }

    /// Hands what was tapped to the field; shows the keys where a person points at a field, and
    /// puts them away when nothing is typed into any more.
    pub fn mind(&mut self, ctx: &Context) {
        let fields: Fields = ctx
            .data_mut(|data| std::mem::take(data.get_temp_mut_or_default::<Fields>(fields_id())));
        self.fields = fields.ids;
        let top = ctx.content_rect().bottom() - height(ctx);
        let (over, still) = ctx.input(|input| {
            let pointer = &input.pointer;
            let at = pointer.interact_pos();
            (
                self.shown && at.is_some_and(|at| at.y >= top),
                !pointer.any_down() && !pointer.any_released(),
            )
        });
        // A tap on the keys does not take the cursor out of the field.
        ctx.options_mut(|options| {
            options.input_options.surrender_focus_on = if over {
                SurrenderFocusOn::Never
            } else {
                SurrenderFocusOn::Presses
            };
        });
        let typed = std::mem::take(&mut self.tapped);
        let idle = typed.is_empty();
        ctx.input_mut(|input| input.events.extend(typed));
        let focused = ctx.memory(egui::Memory::focused);
        let focused = focused.filter(|focused| self.fields.contains(focused));
        let was = (self.shown, self.field);
        match focused {
            Some(field) => {
                self.field = Some(field);
                self.used = true;
                self.shown |= fields.tapped;
            }
            // Not before what was pointed at instead has had its tap: nothing may move under it.
            None if still && idle && self.used => (self.shown, self.used) = (false, false),
            None => {}
        }
        self.take_place(ctx, was != (self.shown, self.field));
    }

    /// Says how much room the keys take; `new` when the field has to be brought into view.
    fn take_place(&self, ctx: &Context, new: bool) {
        let height = if self.shown { height(ctx) } else { 0.0 };
        ctx.data_mut(|data| data.insert_temp(place_id(), height));
        if new && self.shown {
            in_view::again(ctx);
        }
    }

    /// Does what a tap asks for.
    pub fn tap(&mut self, ctx: &Context, tap: Tap) {
        let mut to = self.field.filter(|field| self.fields.contains(field));
        to = to.or_else(|| self.fields.first().copied());
        match tap {
            Tap::Letter(letter) => {
                self.tapped.push(Event::Text(letter.to_string()));
                self.shift = false;
            }
            Tap::Delete => self.tapped.extend(key(Key::Backspace)),
            Tap::Enter => self.tapped.extend(key(Key::Enter)),
            Tap::Next => {
                let here = self.fields.iter().position(|&field| Some(field) == to);
                let next = here.map_or(0, |here| here + 1);
                to = self.fields.iter().cycle().nth(next).copied();
            }
            Tap::Shift => self.shift = !self.shift,
            Tap::Signs => self.signs = !self.signs,
            Tap::Show => self.shown = true,
            Tap::Hide => {
                self.shown = false;
                to = None;
                if let Some(field) = self.field {
                    ctx.memory_mut(|memory| memory.surrender_focus(field));
                }
            }
        }
        if let Some(field) = to {
            ctx.memory_mut(|memory| memory.request_focus(field));
        }
        ctx.request_repaint();
    }

    /// Keeps the room of the keys free of panels and screens.
    pub fn reserve(&self, ui: &mut Ui) {
        if self.shown {
            let height = height(ui.ctx());
            let panel = Panel::bottom("keyboard_room").exact_size(height);
            panel.frame(Frame::new()).show(ui, |_| {});
        }
    }

    /// The keys, along the bottom of the window and above everything else; what was tapped.
    pub fn show(&self, ctx: &Context) -> Vec<Tap> {
        let mut taps = Vec::new();
        if !self.shown {
            return taps;
        }
        let (window, height) = (ctx.content_rect(), height(ctx));
        let place = Rect::from_min_max(pos2(window.left(), window.bottom() - height), window.max);
        Area::new(Id::unique("keyboard"))
            .order(Order::Tooltip)
            .fixed_pos(place.min)
            .constrain(false)
            .show(ctx, |ui| {
                let palette = theme::palette(ui);
                let edge = Stroke::new(1.5, palette.outline);
                ui.painter().rect_filled(place, 0.0, palette.surface);
                ui.painter().hline(place.x_range(), place.top(), edge);
                let at = UiBuilder::new().max_rect(place.shrink(MARGIN));
                let mut inside = ui.new_child(at);
                let size = Size::of(place.width(), height, zoom(ctx));
                self.keys(&mut inside, size, &mut taps);
                ui.allocate_rect(place, Sense::hover());
            });
        taps
    }

    /// Letters on the left, digits on the right.
    fn keys(&self, ui: &mut Ui, size: Size, taps: &mut Vec<Tap>) {
        ui.spacing_mut().item_spacing = vec2(size.between, size.between);
        ui.spacing_mut().interact_size.y = size.key.y;
        let page = text(if self.signs {
            "keyboard-signs"
        } else {
            "keyboard-letters"
        });
        let rows: Vec<&str> = page.split_whitespace().collect();
        let letters = (ACROSS - 3.0) * (size.key.x + size.between);
        let width = ACROSS * (size.key.x + size.between) + size.between;
        // In the middle of a wide window.
        let left = ((ui.available_width() - width) / 2.0).max(0.0);
        for (place, digits) in ["789", "456", "123", ".0"].into_iter().enumerate() {
            ui.horizontal(|ui| {
                ui.add_space(left);
                let begins = ui.cursor().left();
                match rows.get(place) {
                    Some(row) => self.row(ui, size, row, place + 1 == rows.len(), taps),
                    None => self.bottom_row(ui, size, taps),
                }
                let used = ui.cursor().left() - begins;
                ui.add_space((letters + size.between - used).max(0.0));
                for digit in digits.chars() {
                    letter(ui, size, digit, taps);
                }
                if place == 3 {
                    sign(ui, size, Icon::Back, "keyboard-delete", Tap::Delete, taps);
                }
            });
        }
    }

    fn row(&self, ui: &mut Ui, size: Size, row: &str, last: bool, taps: &mut Vec<Tap>) {
        if last {
            let name = if self.shift {
                "keyboard-small"
            } else {
                "keyboard-capital"
            };
            sign(ui, size, Icon::Up, name, Tap::Shift, taps);
        }
        for each in row.chars() {
            let capital = each.to_uppercase().next().filter(|_| self.shift);
            letter(ui, size, capital.unwrap_or(each), taps);
        }
    }

    fn bottom_row(&self, ui: &mut Ui, size: Size, taps: &mut Vec<Tap>) {
        let signs = if self.signs {
            "keyboard-to-letters"
        } else {
            "keyboard-to-signs"
        };
        for (name, keys, tap) in [
            (signs, 2.0, Tap::Signs),
            ("keyboard-space", 3.0, Tap::Letter(' ')),
            ("keyboard-next", 2.0, Tap::Next),
            ("keyboard-enter", 1.5, Tap::Enter),
        ] {
            words(ui, size, &text(name), keys, tap, taps);
        }
        sign(ui, size, Icon::Cross, "keyboard-hide", Tap::Hide, taps);
    }
}

/// Presses and lets go of a key.
fn key(key: Key) -> [Event; 2] {
    [true, false].map(|pressed| Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    })
}

/// Tells the keyboard of a field that was just drawn.
pub fn note_field(field: &Response) {
    let tapped = field.clicked();
    field.ctx.data_mut(|data| {
        let fields = data.get_temp_mut_or_default::<Fields>(fields_id());
        if !fields.ids.contains(&field.id) {
            fields.ids.push(field.id);
        }
        fields.tapped |= tapped;
    });
}

/// Room that the keys take at the bottom of the window, points.
pub fn taken(ctx: &Context) -> f32 {
    ctx.data(|data| data.get_temp(place_id()))
        .unwrap_or_default()
}

fn place_id() -> Id {
    Id::unique("keyboard_place")
}

fn fields_id() -> Id {
    Id::unique("keyboard_fields")
}

fn zoom(ctx: &Context) -> f32 {
    ctx.zoom_factor().max(1.0)
}

/// Height of all rows.
fn height(ctx: &Context) -> f32 {
    let zoom = zoom(ctx);
    let (between, least) = (BETWEEN / zoom, CONTROL_HEIGHT / zoom);
    let window = ctx.content_rect().height();
    let share = (window * SHARE - 2.0 * MARGIN + between) / ROWS - between;
    ROWS * (share.clamp(least, HEIGHT) + between) - between + 2.0 * MARGIN
}

/// Sizes of this window's keys. Where words are shown larger the keys do not grow with them, or they
/// would leave no room for what is typed into: they stay as large on the glass.
#[derive(Clone, Copy)]
struct Size {
    key: egui::Vec2,
    between: f32,
}

impl Size {
    fn of(width: f32, height: f32, zoom: f32) -> Self {
        let between = BETWEEN / zoom;
        let share = (width - 2.0 * MARGIN - between) / ACROSS - between;
        let tall = (height - 2.0 * MARGIN + between) / ROWS - between;
        Self {
            key: vec2(share.clamp(CONTROL_HEIGHT / zoom, WIDTH), tall),
            between,
        }
    }
}

fn letter(ui: &mut Ui, size: Size, letter: char, taps: &mut Vec<Tap>) {
    words(
        ui,
        size,
        &letter.to_string(),
        1.0,
        Tap::Letter(letter),
        taps,
    );
}

/// A key `keys` wide with words on it.
fn words(ui: &mut Ui, size: Size, words: &str, keys: f32, tap: Tap, taps: &mut Vec<Tap>) {
    one(ui, size, words, keys, tap, taps, |ui, rect, ink| {
        let font = FontId::proportional(20.0 * size.key.x / WIDTH);
        let middle = Align2::CENTER_CENTER;
        ui.painter().text(rect.center(), middle, words, font, ink);
    });
}

fn sign(ui: &mut Ui, size: Size, icon: Icon, name: &str, tap: Tap, taps: &mut Vec<Tap>) {
    one(ui, size, &text(name), 1.0, tap, taps, |ui, rect, ink| {
        let half = 0.5 * rect.width().min(rect.height());
        let square = Rect::from_center_size(rect.center(), vec2(half, half));
        icon.paint(ui.painter(), square, ink);
    });
}

/// One key. It does not take the cursor: what is typed goes to the field.
fn one(
    ui: &mut Ui,
    size: Size,
    name: &str,
    keys: f32,
    tap: Tap,
    taps: &mut Vec<Tap>,
    paint: impl FnOnce(&mut Ui, Rect, Color32),
) {
    let palette = theme::palette(ui);
    let wide = keys * size.key.x + (keys - 1.0) * size.between;
    let (rect, response) = ui.allocate_exact_size(vec2(wide, size.key.y), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let ground = if response.is_pointer_button_down_on() {
        palette.selected
    } else {
        palette.background
    };
    let radius = CornerRadius::same(theme::RADIUS);
    let edge = Stroke::new(1.5, palette.outline);
    ui.painter()
        .rect(rect, radius, ground, edge, StrokeKind::Inside);
    paint(ui, rect, palette.text);
    if response.clicked() {
        taps.push(tap);
    }
}
