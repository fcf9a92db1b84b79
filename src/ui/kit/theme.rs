//! All colours, sizes and fonts of the window, in one place and in three palettes.
//!
//! Text stands at 4.5:1 or better against what it lies on, controls and focus marks at 3:1
//! (WCAG 2.2, 1.4.3 and 1.4.11); `tests/ui/contrast.rs` measures every pair in use.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the one place where colours are written"
)]

use std::sync::Arc;

use eframe::egui::{
    self, Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Frame, Margin,
    RichText, Stroke, TextStyle, ThemePreference, Vec2, vec2,
};

use crate::station::Theme;

/// Least height of the actions that decide something: readable and hit with a gloved hand.
pub const PRIMARY_HEIGHT: f32 = 72.0;
/// Least height and width of every other control.
pub const CONTROL_HEIGHT: f32 = 48.0;
/// Least gap between two controls.
pub const GAP: f32 = 8.0;
/// Corner radius of cards and controls.
pub const RADIUS: u8 = 8;

/// Three colours that go together: a ground, the line around it, the words on it.
#[derive(Clone, Copy)]
pub struct Tone {
    pub ground: Color32,
    pub line: Color32,
    pub words: Color32,
}

impl Tone {
    /// Something that stands out on this ground, within a line so many points wide.
    pub fn frame(self, line: f32) -> Frame {
        Frame::new()
            .fill(self.ground)
            .stroke(Stroke::new(line, self.line))
            .corner_radius(CornerRadius::same(RADIUS))
    }
}

/// Every colour of one theme.
#[derive(Clone, Copy)]
pub struct Palette {
    /// Behind everything.
    pub background: Color32,
    /// Cards and fields.
    pub surface: Color32,
    /// A control under the pointer.
    pub hovered: Color32,
    pub text: Color32,
    /// Second-rank text: still 4.5:1.
    pub soft: Color32,
    /// Edges of controls, 3:1.
    pub outline: Color32,
    /// Lines that only group and carry no meaning.
    pub divider: Color32,
    /// The action that moves the work on, the selected row, the filled part of a bar.
    pub primary: Color32,
    pub on_primary: Color32,
    /// Ground of the selected row.
    pub selected: Color32,
    pub focus: Color32,
    pub hazardous: Tone,
    /// Not known: handled as hazardous.
    pub unknown: Tone,
    /// No listing found: deliberately neutral, never green.
    pub neutral: Tone,
    pub schedule: Tone,
    /// Line and number over a photograph; `mark_shadow` lies under it on any ground.
    pub mark: Color32,
    /// The same of a pill that touches another.
    pub mark_touching: Color32,
    pub mark_shadow: Color32,
}

const fn rgb(red: u8, green: u8, blue: u8) -> Color32 {
    Color32::from_rgb(red, green, blue)
}

/// For lit rooms.
pub const LIGHT: Palette = Palette {
    background: rgb(0xEF, 0xF2, 0xF5),
    surface: rgb(0xFF, 0xFF, 0xFF),
    hovered: rgb(0xE3, 0xEA, 0xF1),
    text: rgb(0x12, 0x1D, 0x27),
    soft: rgb(0x45, 0x56, 0x64),
    outline: rgb(0x6A, 0x7B, 0x89),
    divider: rgb(0xD3, 0xDB, 0xE2),
    primary: rgb(0x0B, 0x5C, 0xAD),
    on_primary: rgb(0xFF, 0xFF, 0xFF),
    selected: rgb(0xE2, 0xEE, 0xFA),
    focus: rgb(0x0A, 0x3F, 0x8F),
    hazardous: Tone {
        ground: rgb(0xFD, 0xE6, 0xE2),
        line: rgb(0xB3, 0x26, 0x1E),
        words: rgb(0x73, 0x12, 0x0C),
    },
    unknown: Tone {
        ground: rgb(0xFF, 0xF0, 0xD1),
        line: rgb(0x8F, 0x5B, 0x00),
        words: rgb(0x57, 0x38, 0x00),
    },
    neutral: Tone {
        ground: rgb(0xE6, 0xEC, 0xF2),
        line: rgb(0x4E, 0x64, 0x76),
        words: rgb(0x1E, 0x32, 0x41),
    },
    schedule: Tone {
        ground: rgb(0xEC, 0xE6, 0xFA),
        line: rgb(0x5B, 0x3F, 0xA6),
        words: rgb(0x3A, 0x24, 0x7E),
    },
    mark: rgb(0xFF, 0xD6, 0x3D),
    mark_touching: rgb(0xFF, 0xF0, 0xD1),
    mark_shadow: rgb(0x10, 0x14, 0x18),
};

/// For evidence rooms and evenings.
pub const DARK: Palette = Palette {
    background: rgb(0x0E, 0x15, 0x1B),
    surface: rgb(0x18, 0x22, 0x2B),
    hovered: rgb(0x25, 0x34, 0x41),
    text: rgb(0xEF, 0xF4, 0xF8),
    soft: rgb(0xB5, 0xC3, 0xCF),
    outline: rgb(0x7E, 0x91, 0xA1),
    divider: rgb(0x2D, 0x3B, 0x47),
    primary: rgb(0x7C, 0xBA, 0xFF),
    on_primary: rgb(0x05, 0x20, 0x3C),
    selected: rgb(0x1B, 0x36, 0x50),
    focus: rgb(0xB9, 0xDC, 0xFF),
    hazardous: Tone {
        ground: rgb(0x45, 0x15, 0x10),
        line: rgb(0xFF, 0x8A, 0x7A),
        words: rgb(0xFF, 0xDB, 0xD5),
    },
    unknown: Tone {
        ground: rgb(0x3B, 0x2B, 0x09),
        line: rgb(0xF2, 0xB8, 0x4B),
        words: rgb(0xFF, 0xE8, 0xBE),
    },
    neutral: Tone {
        ground: rgb(0x20, 0x2E, 0x3A),
        line: rgb(0x8F, 0xA5, 0xB6),
        words: rgb(0xDE, 0xE8, 0xF0),
    },
    schedule: Tone {
        ground: rgb(0x2B, 0x22, 0x48),
        line: rgb(0xB3, 0x9D, 0xFF),
        words: rgb(0xE5, 0xDD, 0xFF),
    },
    mark: rgb(0xFF, 0xD6, 0x3D),
    mark_touching: rgb(0xFF, 0xF0, 0xD1),
    mark_shadow: rgb(0x10, 0x14, 0x18),
};

/// For eyes that need the strongest edges: black, white and three bright colors.
pub const HIGH_CONTRAST: Palette = Palette {
    background: rgb(0x00, 0x00, 0x00),
    surface: rgb(0x00, 0x00, 0x00),
    hovered: rgb(0x33, 0x33, 0x33),
    text: rgb(0xFF, 0xFF, 0xFF),
    soft: rgb(0xFF, 0xFF, 0xFF),
    outline: rgb(0xFF, 0xFF, 0xFF),
    divider: rgb(0xFF, 0xFF, 0xFF),
    primary: rgb(0xFF, 0xE6, 0x00),
    on_primary: rgb(0x00, 0x00, 0x00),
    selected: rgb(0x2B, 0x27, 0x00),
    focus: rgb(0x00, 0xE5, 0xFF),
    hazardous: Tone {
        ground: rgb(0x00, 0x00, 0x00),
        line: rgb(0xFF, 0x8A, 0x7A),
        words: rgb(0xFF, 0xFF, 0xFF),
    },
    unknown: Tone {
        ground: rgb(0x00, 0x00, 0x00),
        line: rgb(0xFF, 0xD2, 0x4A),
        words: rgb(0xFF, 0xFF, 0xFF),
    },
    neutral: Tone {
        ground: rgb(0x00, 0x00, 0x00),
        line: rgb(0xFF, 0xFF, 0xFF),
        words: rgb(0xFF, 0xFF, 0xFF),
    },
    schedule: Tone {
        ground: rgb(0x00, 0x00, 0x00),
        line: rgb(0xD0, 0xB8, 0xFF),
        words: rgb(0xFF, 0xFF, 0xFF),
    },
    mark: rgb(0xFF, 0xE6, 0x00),
    mark_touching: rgb(0xFF, 0xFF, 0xFF),
    mark_shadow: rgb(0x00, 0x00, 0x00),
};

/// The palette in use: the one whose background fills the panels.
pub fn palette(ui: &egui::Ui) -> &'static Palette {
    palette_of(ui.style())
}

/// As [`palette`], where there is no place to draw at hand.
pub fn palette_of(style: &egui::Style) -> &'static Palette {
    let fill = style.visuals.panel_fill;
    [&LIGHT, &DARK, &HIGH_CONTRAST]
        .into_iter()
        .find(|palette| palette.background == fill)
        .unwrap_or(&LIGHT)
}

/// How a colour named by the FDA's SPL vocabulary is drawn; `None` for a name outside of it.
pub fn spl_color(name: &str) -> Option<Color32> {
    Some(match name {
        "BLACK" => rgb(0x2A, 0x2A, 0x2C),
        "GRAY" => rgb(0x9A, 0x9D, 0xA1),
        "WHITE" => rgb(0xF8, 0xF6, 0xF1),
        "RED" => rgb(0xC8, 0x3A, 0x32),
        "PURPLE" => rgb(0x86, 0x50, 0x9E),
        "PINK" => rgb(0xF1, 0xAF, 0xBB),
        "GREEN" => rgb(0x6F, 0xA5, 0x6B),
        "YELLOW" => rgb(0xF2, 0xD9, 0x6B),
        "ORANGE" => rgb(0xEB, 0x93, 0x48),
        "BROWN" => rgb(0x9A, 0x62, 0x3F),
        "BLUE" => rgb(0x5C, 0x8F, 0xC9),
        "TURQUOISE" => rgb(0x63, 0xBF, 0xB9),
        _ => return None,
    })
}

/// Ground of a drawn pill whose colour is not listed.
pub const UNLISTED_COLOR: Color32 = rgb(0xE2, 0xE2, 0xDE);
/// Edge of a drawn pill, and its imprint on light grounds.
pub const PILL_INK: Color32 = rgb(0x33, 0x38, 0x3D);
/// Imprint on dark grounds.
pub const PILL_INK_LIGHT: Color32 = rgb(0xFB, 0xFB, 0xF8);

/// WCAG contrast ratio of two opaque colours, 1 to 21.
pub fn contrast(a: Color32, b: Color32) -> f32 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// WCAG relative luminance, 0 to 1.
pub fn luminance(color: Color32) -> f32 {
    let linear = |byte: u8| {
        let value = f32::from(byte) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
}

fn bold_family() -> FontFamily {
    FontFamily::Name("bold".into())
}

/// Words in the heavier cut.
pub fn bold(words: impl Into<String>, size: f32) -> RichText {
    RichText::new(words).font(FontId::new(size, bold_family()))
}

/// The font of [`bold`], for painters.
pub fn bold_font(size: f32) -> FontId {
    FontId::new(size, bold_family())
}

/// Gives the window its fonts; size is changed under the presentation and by no other key.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    ctx.options_mut(|options| options.zoom_with_keyboard = false);
    ctx.set_style_of(egui::Theme::Light, style(egui::Theme::Light, &LIGHT));
}

/// Paints the window in the colors of `theme` from now on.
pub fn wear(ctx: &egui::Context, theme: Theme) {
    let dark = match theme {
        Theme::HighContrast => &HIGH_CONTRAST,
        Theme::System | Theme::Light | Theme::Dark => &DARK,
    };
    ctx.set_style_of(egui::Theme::Dark, style(egui::Theme::Dark, dark));
    ctx.set_theme(match theme {
        Theme::System => ThemePreference::System,
        Theme::Light => ThemePreference::Light,
        Theme::Dark | Theme::HighContrast => ThemePreference::Dark,
    });
}

/// Atkinson Hyperlegible Next keeps 0/O, 1/I/l, 5/S, 8/B apart, which imprints need;
/// egui's own fonts stay behind it for glyphs it lacks.
fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    for (name, bytes) in [
        (
            "regular",
            &include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleNext-Regular.ttf")[..],
        ),
        (
            "bold",
            &include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleNext-Bold.ttf")[..],
        ),
    ] {
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let proportional = fonts.families.entry(FontFamily::Proportional).or_default();
    proportional.insert(0, "regular".to_owned());
    let mut heavy = proportional.clone();
    heavy.insert(0, "bold".to_owned());
    fonts.families.insert(bold_family(), heavy);
    fonts
}

fn style(theme: egui::Theme, palette: &Palette) -> egui::Style {
    let mut style = theme.default_style();
    style.text_styles = [
        (TextStyle::Small, FontId::proportional(15.0)),
        (TextStyle::Body, FontId::proportional(18.0)),
        (TextStyle::Button, FontId::proportional(18.0)),
        (TextStyle::Monospace, FontId::monospace(16.0)),
        (TextStyle::Heading, FontId::new(24.0, bold_family())),
    ]
    .into();
    style.spacing.item_spacing = Vec2::splat(GAP);
    style.spacing.button_padding = vec2(16.0, 10.0);
    style.spacing.interact_size = Vec2::splat(CONTROL_HEIGHT);
    style.spacing.icon_width = 24.0;
    style.spacing.window_margin = Margin::same(24);
    style.spacing.combo_height = 420.0;
    style.interaction.selectable_labels = false;
    style.animation_time = 0.08;
    let visuals = &mut style.visuals;
    visuals.panel_fill = palette.background;
    visuals.window_fill = palette.surface;
    visuals.window_stroke = Stroke::new(1.0, palette.outline);
    visuals.window_corner_radius = CornerRadius::same(RADIUS);
    visuals.extreme_bg_color = palette.surface;
    visuals.faint_bg_color = palette.surface;
    visuals.text_edit_bg_color = Some(palette.surface);
    visuals.weak_text_color = Some(palette.soft);
    visuals.hyperlink_color = palette.primary;
    visuals.selection.bg_fill = palette.selected;
    visuals.selection.stroke = Stroke::new(2.0, palette.focus);
    visuals.disabled_alpha = 0.65;
    let widgets = &mut visuals.widgets;
    for (state, ground, line) in [
        (
            &mut widgets.noninteractive,
            palette.surface,
            palette.divider,
        ),
        (&mut widgets.inactive, palette.surface, palette.outline),
        (&mut widgets.hovered, palette.hovered, palette.outline),
        (&mut widgets.active, palette.hovered, palette.focus),
        (&mut widgets.open, palette.hovered, palette.focus),
    ] {
        state.bg_fill = ground;
        state.weak_bg_fill = ground;
        state.bg_stroke = Stroke::new(1.5, line);
        state.fg_stroke = Stroke::new(1.5, palette.text);
        state.corner_radius = CornerRadius::same(RADIUS);
        state.expansion = 0.0;
    }
    style
}
