//! Draws a pill from what the catalogue says of it, so that a person can compare it with the
//! photograph: SPL shape and colours, imprint, score. Not to scale, and labelled a drawing.

use std::f32::consts::{FRAC_PI_2, PI, TAU};

use eframe::egui::{Align2, Color32, Mesh, Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2, vec2};

use crate::catalog::Product;
use crate::ui::kit::theme;

/// Draws `product` as large as fits into `rect`, longest side across.
pub fn draw(painter: &Painter, rect: Rect, product: &Product) {
    let shape = product.shape.as_deref().unwrap_or("OVAL");
    let body = body(rect.shrink(2.0), shape);
    let edge = outline(shape, body);
    let grounds: Vec<Color32> = product
        .colors
        .iter()
        .filter_map(|name| theme::spl_color(name))
        .collect();
    let ground = grounds.first().copied().unwrap_or(theme::UNLISTED_COLOR);

    painter.add(fan(body.center(), &edge, ground));
    if let Some(&second) = grounds.get(1) {
        let right = Rect::from_min_max(body.center_top(), body.max);
        painter
            .with_clip_rect(right.intersect(painter.clip_rect()))
            .add(fan(body.center(), &edge, second));
    }
    let ink = if theme::luminance(ground) < 0.25 {
        theme::PILL_INK_LIGHT
    } else {
        theme::PILL_INK
    };
    score(painter, body, product.score, ink);
    painter.add(Shape::closed_line(edge, Stroke::new(1.5, theme::PILL_INK)));
    imprint(
        painter,
        body,
        &product.imprint,
        [ground, grounds.get(1).copied().unwrap_or(ground)],
    );
}

/// Width of the box each shape fills, as a share of its height's inverse: `height / width`.
fn proportion(shape: &str) -> f32 {
    match shape {
        "CAPSULE" => 0.38,
        "BULLET" | "RECTANGLE" => 0.5,
        "OVAL" | "DOUBLE CIRCLE" => 0.55,
        "SEMI-CIRCLE" => 0.6,
        "TRAPEZOID" | "TEAR" => 0.7,
        _ => 1.0,
    }
}

fn body(rect: Rect, shape: &str) -> Rect {
    let proportion = proportion(shape);
    let width = rect.width().min(rect.height() / proportion);
    Rect::from_center_size(rect.center(), vec2(width, width * proportion))
}

/// The edge of an SPL shape filling `body`: 96 points or fewer, star-shaped about its centre.
pub fn outline(shape: &str, body: Rect) -> Vec<Pos2> {
    let unit: Vec<Vec2> = match shape {
        "CAPSULE" | "BULLET" => return stadium(body, shape == "BULLET"),
        "TRIANGLE" => polygon(3, -FRAC_PI_2),
        "DIAMOND" => polygon(4, 0.0),
        "SQUARE" | "RECTANGLE" => superellipse(8.0),
        "PENTAGON" => polygon(5, -FRAC_PI_2),
        "HEXAGON" => polygon(6, 0.0),
        "HEPTAGON" => polygon(7, -FRAC_PI_2),
        "OCTAGON" => polygon(8, PI / 8.0),
        "TRAPEZOID" => vec![
            vec2(-0.6, -1.0),
            vec2(0.6, -1.0),
            vec2(1.0, 1.0),
            vec2(-1.0, 1.0),
        ],
        "OVAL" => superellipse(2.4),
        "SEMI-CIRCLE" => (0..=48)
            .map(|step| PI + PI * step as f32 / 48.0)
            .map(|angle| vec2(angle.cos(), 1.0 + 2.0 * angle.sin()))
            .collect(),
        "DOUBLE CIRCLE" => polar(|angle| {
            // Two circles side by side, seen from the middle: the farther edge along the ray.
            let (offset, radius) = (0.45, 0.55);
            let along = offset * angle.cos().abs();
            along
                + (radius * radius - offset * offset * angle.sin().powi(2))
                    .max(0.0)
                    .sqrt()
        })
        .into_iter()
        .map(|point| vec2(point.x, point.y / 0.55))
        .collect(),
        "CLOVER" => polar(|angle| 0.85 + 0.15 * (4.0 * angle).cos()),
        "GEAR" => polar(|angle| 0.94 + 0.06 * (12.0 * angle).cos().signum()),
        "FREEFORM" => polar(|angle| 0.84 + 0.1 * (2.0 * angle).cos() + 0.06 * (3.0 * angle).sin()),
        "TEAR" => polar(|angle| {
            if angle.cos() > 0.0 {
                0.7 + 0.3 * angle.cos().powi(6)
            } else {
                0.7 + 0.3 * angle.cos().abs()
            }
        })
        .into_iter()
        .map(|point| vec2(point.x, point.y / 0.7))
        .collect(),
        _ => polar(|_| 1.0),
    };
    unit.into_iter()
        .map(|point| body.center() + point * body.size() / 2.0)
        .collect()
}

fn polar(radius: impl Fn(f32) -> f32) -> Vec<Vec2> {
    (0..96)
        .map(|step| TAU * step as f32 / 96.0)
        .map(|angle| radius(angle) * Vec2::angled(angle))
        .collect()
}

fn polygon(sides: u8, from: f32) -> Vec<Vec2> {
    (0..sides)
        .map(|side| Vec2::angled(from + TAU * f32::from(side) / f32::from(sides)))
        .collect()
}

fn superellipse(power: f32) -> Vec<Vec2> {
    polar(|angle| {
        (angle.cos().abs().powf(power) + angle.sin().abs().powf(power)).powf(-1.0 / power)
    })
}

/// A capsule; a bullet is one with its left end cut flat.
fn stadium(body: Rect, flat_left: bool) -> Vec<Pos2> {
    let radius = body.height() / 2.0;
    let cap = |center: Pos2, from: f32| {
        (0..=24).map(move |step| center + radius * Vec2::angled(from + PI * step as f32 / 24.0))
    };
    let mut edge: Vec<Pos2> =
        cap(pos2(body.right() - radius, body.center().y), -FRAC_PI_2).collect();
    if flat_left {
        edge.extend([body.left_bottom(), body.left_top()]);
    } else {
        edge.extend(cap(pos2(body.left() + radius, body.center().y), FRAC_PI_2));
    }
    edge
}

fn fan(center: Pos2, edge: &[Pos2], fill: Color32) -> Shape {
    let mut mesh = Mesh::default();
    mesh.colored_vertex(center, fill);
    for &point in edge {
        mesh.colored_vertex(point, fill);
    }
    let count = edge.len() as u32;
    for index in 0..count {
        mesh.add_triangle(0, 1 + index, 1 + (index + 1) % count);
    }
    Shape::mesh(mesh)
}

/// SPL counts the pieces a pill is scored into: 2 is one line, 3 two, 4 a cross.
fn score(painter: &Painter, body: Rect, pieces: Option<u8>, ink: Color32) {
    let stroke = Stroke::new(1.0, ink.gamma_multiply(0.55));
    let vertical = |share: f32| {
        let x = body.left() + share * body.width();
        let inset = body.height()
            * if (share - 0.5).abs() < 0.01 {
                0.04
            } else {
                0.12
            };
        painter.vline(x, (body.top() + inset)..=(body.bottom() - inset), stroke);
    };
    match pieces {
        Some(2) => vertical(0.5),
        Some(3) => [1.0 / 3.0, 2.0 / 3.0].into_iter().for_each(vertical),
        Some(4) => {
            vertical(0.5);
            painter.hline(
                (body.left() + 3.0)..=(body.right() - 3.0),
                body.center().y,
                stroke,
            );
        }
        _ => {}
    }
}

/// Long bodies carry the tokens side by side, each on its own half's ground; round ones in lines.
fn imprint(painter: &Painter, body: Rect, tokens: &[String], grounds: [Color32; 2]) {
    let ink = |ground: Color32| {
        if theme::luminance(ground) < 0.25 {
            theme::PILL_INK_LIGHT
        } else {
            theme::PILL_INK
        }
    };
    let long = body.width() > 1.5 * body.height();
    let lines: Vec<String> = match tokens {
        [] => return,
        [_] | [_, _] | [_, _, _] => tokens.to_vec(),
        [head @ .., _] if head.len() == 3 => tokens.chunks(2).map(|pair| pair.join(" ")).collect(),
        _ => tokens
            .chunks(tokens.len().div_ceil(3))
            .map(|part| part.join(" "))
            .collect(),
    };
    let count = lines.len() as f32;
    for (index, line) in lines.iter().enumerate() {
        let place = (index as f32 + 0.5) / count;
        let (cell, ground) = if long {
            let inner = body.shrink2(vec2(body.height() * 0.15, 0.0));
            let center = pos2(inner.left() + place * inner.width(), body.center().y);
            let ground = if place > 0.5 { grounds[1] } else { grounds[0] };
            (
                Rect::from_center_size(center, vec2(inner.width() / count, body.height() * 0.8)),
                ground,
            )
        } else {
            let inner = body.shrink2(body.size() * 0.17);
            let center = pos2(body.center().x, inner.top() + place * inner.height());
            (
                Rect::from_center_size(center, vec2(inner.width(), inner.height() / count)),
                grounds[0],
            )
        };
        fitted(painter, cell, line, ink(ground));
    }
}

fn fitted(painter: &Painter, cell: Rect, words: &str, ink: Color32) {
    let size = (cell.height() * 0.72).min(20.0);
    let galley = painter.layout_no_wrap(words.to_owned(), theme::bold_font(size), ink);
    let size = size * (cell.width() * 0.94 / galley.size().x.max(1.0)).min(1.0);
    if size >= 5.0 {
        painter.text(
            cell.center(),
            Align2::CENTER_CENTER,
            words,
            theme::bold_font(size),
            ink,
        );
    }
}
