//! What can be pressed: large enough for a glove, apart from its neighbours, named, inside the
//! window, and reached by the keyboard from top to bottom with a ring around it.

use std::collections::{BTreeMap, BTreeSet};

use eframe::egui::accesskit::Role;
use eframe::egui::{Id, Key, LayerId, Modifiers, Order, Rangef, Rect, Shape};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT;

/// Least side of everything that is pressed, and of what moves the work on.
const LEAST: f32 = 48.0;
const PRIMARY: f32 = 72.0;
/// Least gap between two of them.
const GAP: f32 = 8.0;
/// Drawing on whole pixels may take away half a one on either side.
const ROUNDING: f32 = 1.0;

/// What moves the work on, in both languages.
const PRIMARIES: [&str; 44] = [
    "Open photograph…",
    "Paste",
    "Try it with a drawing",
    "Choose one first",
    "CONFIRM",
    "NONE OF THESE",
    "UNIDENTIFIED",
    "APPROVE",
    "Sign in",
    "Set up this site",
    "Just try it",
    "Teach it",
    "Stop recognizing it",
    "Abrir fotografía…",
    "Pegar",
    "Probar con un dibujo",
    "Primero elija uno",
    "CONFIRMAR",
    "NINGUNA",
    "SIN IDENTIFICAR",
    "APROBAR",
    "Iniciar sesión",
    "Configurar este sitio",
    "Solo probar",
    "Aprenderla",
    "Dejar de reconocerla",
    "Quantity 1, change",
    "Set the quantity",
    "CONFIRM ALL",
    "Take picture",
    "Compare",
    "Export CSV",
    "Go on",
    "Make report",
    "Next step",
    "Set-up is done",
    "Sign",
    "Cantidad 1, cambiar",
    "Fijar la cantidad",
    "Comparar",
    "Continuar",
    "Exportar CSV",
    "Firmar",
    "Hacer el informe",
];

/// Something that can be pressed, or typed into.
#[derive(Clone, Debug)]
pub struct Target {
    pub id: u64,
    pub role: Role,
    pub name: String,
    pub rect: Rect,
    /// What of it is not scrolled away.
    pub seen: Rect,
    layer: LayerId,
    pub enabled: bool,
}

impl Target {
    fn is_seen(&self) -> bool {
        self.seen.width() > 1.0 && self.seen.height() > 1.0
    }
}

fn is_pressed(role: Role) -> bool {
    matches!(
        role,
        Role::Button
            | Role::RadioButton
            | Role::CheckBox
            | Role::ComboBox
            | Role::TextInput
            | Role::MultilineTextInput
            | Role::PasswordInput
            | Role::Link
            | Role::Slider
    )
}

/// Everything that can be pressed now, what an open box covers and the keys on the screen left out.
pub fn targets<S>(window: &Harness<'static, S>) -> Vec<Target> {
    let mut all = everything(window);
    all.retain(|target| target.layer.order != Order::Tooltip);
    // A box covers what lies behind it.
    let over = |target: &Target| target.layer.order == Order::Foreground;
    if all.iter().any(over) {
        all.retain(over);
    }
    all
}

/// The keys on the screen.
pub fn keys<S>(window: &Harness<'static, S>) -> Vec<Target> {
    let mut all = everything(window);
    all.retain(|target| target.layer.order == Order::Tooltip);
    all
}

fn everything<S>(window: &Harness<'static, S>) -> Vec<Target> {
    let mut rects = BTreeMap::new();
    window.ctx.viewport(|viewport| {
        for (layer, widgets) in viewport.prev_pass.widgets.layers() {
            for widget in widgets {
                rects.insert(
                    widget.id.value(),
                    (widget.rect, widget.interact_rect, *layer, widget.enabled),
                );
            }
        }
    });
    let nodes = window.root().children_recursive();
    nodes
        .filter_map(|node| {
            let node = node.accesskit_node();
            let id = node.locate().0.0;
            let (rect, seen, layer, enabled) = *rects.get(&id)?;
            is_pressed(node.role()).then(|| Target {
                id,
                role: node.role(),
                name: node.label().unwrap_or_default(),
                rect,
                seen,
                layer,
                enabled: enabled && !node.is_disabled(),
            })
        })
        .collect()
}

/// What is wrong with this screen, in words; `scrolls` where the window is smaller than what every
/// screen is laid out for, so that it is scrolled sideways too.
fn faults<S>(window: &Harness<'static, S>, scrolls: bool) -> Vec<String> {
    let targets = targets(window);
    let mut faults = Vec::new();
    if targets.is_empty() {
        faults.push("nothing can be pressed".to_owned());
    }
    for target in &targets {
        let Target {
            name, rect, role, ..
        } = target;
        let least = if PRIMARIES.contains(&name.as_str()) {
            PRIMARY
        } else {
            LEAST
        };
        if name.trim().is_empty() {
            faults.push(format!("a {role:?} without a name at {rect:?}"));
        }
        if rect.height() < least - ROUNDING || rect.width() < LEAST - ROUNDING {
            faults.push(format!("{role:?} {name}: {:?}, least {least}", rect.size()));
        }
        // A table's row is pressed cell by cell, and its first cell speaks for it.
        let is_row = *role == Role::RadioButton;
        let cut = target.is_seen() && !is_row && target.seen.width() < rect.width() - ROUNDING;
        if cut && !scrolls {
            faults.push(format!(
                "{name} is cut at the side: {:?} of {rect:?}",
                target.seen
            ));
        }
    }
    let seen: Vec<_> = targets.iter().filter(|target| target.is_seen()).collect();
    for (place, a) in seen.iter().enumerate() {
        for b in &seen[place + 1..] {
            if a.layer != b.layer {
                continue;
            }
            let across = gap(a.seen.x_range(), b.seen.x_range());
            let down = gap(a.seen.y_range(), b.seen.y_range());
            if across.max(down) < GAP - ROUNDING {
                faults.push(format!(
                    "{} and {}: {across:.1} across, {down:.1} down ({:?}, {:?})",
                    a.name, b.name, a.seen, b.seen
                ));
            }
        }
    }
    faults.extend(cut_header(window, &targets));
    faults.extend(cut_box(window, &targets));
    if !scrolls {
        faults.extend(cut_words(window));
    }
    faults
}

/// Height of what stands at the top of every screen and is never scrolled, points.
const HEADER: f32 = 64.0;

/// What of the header lies beyond the edge of the window, in a small one too.
fn cut_header<S>(window: &Harness<'static, S>, targets: &[Target]) -> Vec<String> {
    let edge = window.ctx.content_rect().right() + ROUNDING;
    let header = targets.iter().filter(|target| {
        let y = target.rect.y_range();
        target.layer.order == Order::Background && y.min >= 0.0 && y.max <= HEADER
    });
    header
        .filter(|target| target.rect.right() > edge)
        .map(|target| format!("{} is beyond the edge: {:?}", target.name, target.rect))
        .collect()
}

/// What of a box lies beyond the edge of the window: a box is scrolled up and down at most.
fn cut_box<S>(window: &Harness<'static, S>, targets: &[Target]) -> Vec<String> {
    let edge = window.ctx.content_rect().right() + ROUNDING;
    let boxed = targets
        .iter()
        .filter(|target| target.layer.order == Order::Foreground);
    boxed
        .filter(|target| target.rect.right() > edge)
        .map(|target| {
            format!(
                "{} of a box is beyond the edge: {:?}",
                target.name, target.rect
            )
        })
        .collect()
}

/// How far two spans lie apart; negative where they overlap.
pub fn gap(a: Rangef, b: Rangef) -> f32 {
    (b.min - a.max).max(a.min - b.max)
}

/// Words that end at an edge which is not theirs. A name that is shortened says so with dots.
fn cut_words<S>(window: &Harness<'static, S>) -> Vec<String> {
    let shapes = &window.output().shapes;
    let texts = shapes.iter().filter_map(|clipped| match &clipped.shape {
        Shape::Text(text) => Some((clipped.clip_rect, text)),
        _ => None,
    });
    texts
        .filter(|(clip, text)| {
            let rect = text.visual_bounding_rect();
            let inside = rect.intersect(*clip);
            let shown = inside.width() > 0.0 && inside.height() > rect.height() * 0.9;
            shown && inside.width() < rect.width() - 2.0
        })
        .map(|(clip, text)| format!("words cut: “{}” in {clip:?}", text.galley.text()))
        .collect()
}

/// Goes through the screen with the Tab key: what it never comes to, what it comes to out of order,
/// and where no ring shows that it is there.
fn keyboard_faults<S>(window: &mut Harness<'static, S>) -> Vec<String> {
    let wanted: BTreeMap<u64, Target> = targets(window)
        .into_iter()
        .filter(|target| target.enabled)
        .map(|target| (target.id, target))
        .collect();
    let focused = |window: &Harness<'static, S>| window.ctx.memory(eframe::egui::Memory::focused);
    window.ctx.memory_mut(|memory| {
        if let Some(id) = memory.focused() {
            memory.surrender_focus(id);
        }
    });
    let mut visited: Vec<Id> = Vec::new();
    let mut faults = Vec::new();
    let mut last: Option<Target> = None;
    window.run_steps(1);
    let mut begins_inside = focused(window).is_some();
    for _ in 0..wanted.len() * 2 + 20 {
        window.key_press_modifiers(Modifiers::NONE, Key::Tab);
        window.run_steps(2);
        let Some(id) = focused(window) else { continue };
        if visited.contains(&id) {
            break;
        }
        visited.push(id);
        let Some(here) = targets(window)
            .into_iter()
            .find(|target| target.id == id.value())
        else {
            continue;
        };
        if !here.is_seen() || here.seen.height() < 24.0 {
            faults.push(format!(
                "{} has the keyboard and is not in sight: {:?}",
                here.name, here.seen
            ));
        } else if !has_ring(window, here.rect) {
            faults.push(format!("no ring around {}", here.name));
        }
        if let Some(last) = &last {
            let above = here.rect.bottom() <= last.rect.top() + ROUNDING;
            let left = here.rect.left() < last.rect.left() - ROUNDING;
            let right = here.rect.left() >= last.rect.right() - ROUNDING;
            let same_row = (here.rect.center().y - last.rect.center().y).abs() < 12.0;
            let scrolled = here.rect != wanted.get(&here.id).map_or(here.rect, |old| old.rect);
            // After the last one it begins again.
            let first = wanted.values().all(|other| {
                (other.rect.top(), other.rect.left()) >= (here.rect.top(), here.rect.left())
                    || (other.rect.center().y - here.rect.center().y).abs() < 12.0
                        && other.rect.left() >= here.rect.left()
            });
            let back = !scrolled && !first && ((above && !right) || (same_row && left));
            // Where a screen takes the cursor itself, it comes round to its beginning once.
            if back && begins_inside {
                begins_inside = false;
            } else if back {
                faults.push(format!(
                    "the keyboard goes back from {} to {}",
                    last.name, here.name
                ));
            }
        }
        last = Some(here);
    }
    let reached: BTreeSet<u64> = visited.iter().map(eframe::egui::Id::value).collect();
    for (id, target) in &wanted {
        if !reached.contains(id) {
            faults.push(format!(
                "the keyboard never comes to {:?} {}",
                target.role, target.name
            ));
        }
    }
    faults
}

/// A line in the colour of the ring, around this place.
fn has_ring<S>(window: &Harness<'static, S>, around: Rect) -> bool {
    use takeback::ui::theme::{DARK, HIGH_CONTRAST, LIGHT};
    let colors = [LIGHT, DARK, HIGH_CONTRAST].map(|palette| palette.focus);
    let shapes = &window.output().shapes;
    shapes.iter().any(|clipped| match &clipped.shape {
        Shape::Rect(rect) => {
            // The ring of a table's row goes around all of its cells.
            let near = rect.rect.expand(6.0).contains_rect(around)
                && rect.rect.height() <= around.height() + 24.0;
            near && rect.stroke.width >= 2.0 && colors.contains(&rect.stroke.color)
        }
        _ => false,
    })
}

/// Everything on this screen can be pressed with a glove; the window is at least as large as screens
/// are laid out for.
pub fn check<S>(window: &Harness<'static, S>, screen: &str) {
    let faults = faults(window, false);
    assert!(faults.is_empty(), "{screen}: {faults:#?}");
}

/// As [`check`], in a window of this size, and by keyboard too.
pub fn faults_of<S>(
    window: &mut Harness<'static, S>,
    scrolls: bool,
    by_keyboard: bool,
) -> Vec<String> {
    let mut faults = faults(window, scrolls);
    if by_keyboard {
        faults.extend(keyboard_faults(window));
    }
    faults
}
