//! The few signs of the window, drawn as strokes so that they stay sharp at any size.

use std::f32::consts::{PI, TAU};

use eframe::egui::{Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2};

/// A sign that stands beside words, never instead of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Icon {
    Folder,
    Clipboard,
    Camera,
    Pill,
    Check,
    Cross,
    Question,
    Warning,
    Info,
    Lock,
    Undo,
    Search,
    Flip,
    Export,
    List,
    Plus,
    Minus,
    Theme,
    Back,
    Split,
    Box,
    Person,
    Up,
    Keyboard,
}

impl Icon {
    /// Draws the sign into the square inside `rect`.
    #[expect(clippy::too_many_lines, reason = "a list, one entry a sign")]
    pub fn paint(self, painter: &Painter, rect: Rect, color: Color32) {
        let side = rect.width().min(rect.height());
        let square = Rect::from_center_size(rect.center(), [side, side].into());
        let pen = Pen {
            painter,
            square,
            stroke: Stroke::new((side / 11.0).max(1.5), color),
        };
        match self {
            Self::Folder => pen.line(&[
                (0.1, 0.8),
                (0.1, 0.22),
                (0.4, 0.22),
                (0.5, 0.34),
                (0.9, 0.34),
                (0.9, 0.8),
                (0.1, 0.8),
            ]),
            Self::Clipboard => {
                pen.frame(0.2, 0.2, 0.8, 0.92);
                pen.frame(0.38, 0.1, 0.62, 0.28);
            }
            Self::Camera => {
                pen.frame(0.08, 0.3, 0.92, 0.82);
                pen.arc((0.5, 0.56), 0.16, 0.0, TAU);
                pen.line(&[(0.34, 0.3), (0.4, 0.18), (0.6, 0.18), (0.66, 0.3)]);
            }
            Self::Pill => {
                pen.line(&[(0.33, 0.3), (0.67, 0.3)]);
                pen.line(&[(0.33, 0.7), (0.67, 0.7)]);
                pen.arc((0.33, 0.5), 0.2, PI / 2.0, PI * 1.5);
                pen.arc((0.67, 0.5), 0.2, -PI / 2.0, PI / 2.0);
                pen.line(&[(0.5, 0.3), (0.5, 0.7)]);
            }
            Self::Check => pen.line(&[(0.14, 0.54), (0.4, 0.8), (0.88, 0.24)]),
            Self::Cross => {
                pen.line(&[(0.2, 0.2), (0.8, 0.8)]);
                pen.line(&[(0.8, 0.2), (0.2, 0.8)]);
            }
            Self::Question => {
                pen.arc((0.5, 0.34), 0.2, -PI, PI / 2.0);
                pen.line(&[(0.5, 0.54), (0.5, 0.66)]);
                pen.dot((0.5, 0.84));
            }
            Self::Warning => {
                pen.line(&[
                    (0.5, 0.1),
                    (0.95, 0.88),
                    (0.05, 0.88),
                    (0.5, 0.1),
                    (0.95, 0.88),
                ]);
                pen.line(&[(0.5, 0.38), (0.5, 0.62)]);
                pen.dot((0.5, 0.76));
            }
            Self::Info => {
                pen.arc((0.5, 0.5), 0.42, 0.0, TAU);
                pen.line(&[(0.5, 0.46), (0.5, 0.72)]);
                pen.dot((0.5, 0.3));
            }
            Self::Lock => {
                pen.frame(0.2, 0.46, 0.8, 0.9);
                pen.arc((0.5, 0.46), 0.2, PI, TAU);
                pen.line(&[(0.3, 0.46), (0.3, 0.4)]);
            }
            Self::Undo => {
                pen.line(&[(0.4, 0.12), (0.14, 0.36), (0.4, 0.6)]);
                pen.line(&[(0.14, 0.36), (0.6, 0.36)]);
                pen.arc((0.6, 0.6), 0.24, -PI / 2.0, PI / 2.0);
                pen.line(&[(0.6, 0.84), (0.36, 0.84)]);
            }
            Self::Search => {
                pen.arc((0.42, 0.42), 0.28, 0.0, TAU);
                pen.line(&[(0.63, 0.63), (0.9, 0.9)]);
            }
            Self::Flip => {
                pen.arc((0.5, 0.5), 0.36, PI * 1.1, PI * 1.9);
                pen.arc((0.5, 0.5), 0.36, PI * 0.1, PI * 0.9);
                pen.line(&[(0.84, 0.18), (0.84, 0.4), (0.62, 0.4)]);
                pen.line(&[(0.16, 0.82), (0.16, 0.6), (0.38, 0.6)]);
            }
            Self::Export => {
                pen.line(&[(0.12, 0.62), (0.12, 0.88), (0.88, 0.88), (0.88, 0.62)]);
                pen.line(&[(0.5, 0.1), (0.5, 0.66)]);
                pen.line(&[(0.28, 0.44), (0.5, 0.66), (0.72, 0.44)]);
            }
            Self::List => {
                for y in [0.24, 0.5, 0.76] {
                    pen.dot((0.14, y));
                    pen.line(&[(0.3, y), (0.9, y)]);
                }
            }
            Self::Plus => {
                pen.line(&[(0.5, 0.16), (0.5, 0.84)]);
                pen.line(&[(0.16, 0.5), (0.84, 0.5)]);
            }
            Self::Minus => pen.line(&[(0.16, 0.5), (0.84, 0.5)]),
            Self::Theme => {
                pen.arc((0.5, 0.5), 0.38, 0.0, TAU);
                pen.fill_half((0.5, 0.5), 0.38);
            }
            Self::Back => {
                pen.line(&[(0.42, 0.16), (0.1, 0.5), (0.42, 0.84)]);
                pen.line(&[(0.1, 0.5), (0.9, 0.5)]);
            }
            Self::Box => {
                pen.frame(0.14, 0.3, 0.86, 0.9);
                pen.line(&[(0.14, 0.3), (0.3, 0.1), (0.7, 0.1), (0.86, 0.3)]);
                pen.line(&[(0.36, 0.46), (0.64, 0.46)]);
            }
            Self::Person => {
                pen.arc((0.5, 0.3), 0.18, 0.0, TAU);
                pen.arc((0.5, 0.94), 0.36, -PI, 0.0);
            }
            Self::Up => {
                pen.line(&[(0.16, 0.44), (0.5, 0.1), (0.84, 0.44)]);
                pen.line(&[(0.5, 0.1), (0.5, 0.9)]);
            }
            Self::Keyboard => {
                pen.frame(0.06, 0.24, 0.94, 0.78);
                pen.line(&[(0.3, 0.64), (0.7, 0.64)]);
                for x in [0.22, 0.41, 0.6, 0.78] {
                    pen.dot((x, 0.42));
                }
            }
            Self::Split => {
                pen.line(&[(0.3, 0.3), (0.1, 0.5), (0.3, 0.7)]);
                pen.line(&[(0.1, 0.5), (0.4, 0.5)]);
                pen.line(&[(0.7, 0.3), (0.9, 0.5), (0.7, 0.7)]);
                pen.line(&[(0.9, 0.5), (0.6, 0.5)]);
            }
        }
    }
}

/// Draws in the unit square.
struct Pen<'a> {
    painter: &'a Painter,
    square: Rect,
    stroke: Stroke,
}

impl Pen<'_> {
    fn at(&self, (x, y): (f32, f32)) -> Pos2 {
        pos2(
            self.square.left() + x * self.square.width(),
            self.square.top() + y * self.square.height(),
        )
    }

    fn line(&self, points: &[(f32, f32)]) {
        self.painter.add(Shape::line(
            points.iter().map(|&point| self.at(point)).collect(),
            self.stroke,
        ));
    }

    fn arc_points(&self, (x, y): (f32, f32), radius: f32, from: f32, to: f32) -> Vec<Pos2> {
        (0..=24)
            .map(|step| from + (to - from) * step as f32 / 24.0)
            .map(|angle| self.at((x + radius * angle.cos(), y + radius * angle.sin())))
            .collect()
    }

    fn arc(&self, center: (f32, f32), radius: f32, from: f32, to: f32) {
        self.painter.add(Shape::line(
            self.arc_points(center, radius, from, to),
            self.stroke,
        ));
    }

    fn fill_half(&self, center: (f32, f32), radius: f32) {
        let half = self.arc_points(center, radius, -PI / 2.0, PI / 2.0);
        self.painter
            .add(Shape::convex_polygon(half, self.stroke.color, Stroke::NONE));
    }

    fn frame(&self, left: f32, top: f32, right: f32, bottom: f32) {
        let rect = Rect::from_min_max(self.at((left, top)), self.at((right, bottom)));
        self.painter
            .rect_stroke(rect, CornerRadius::same(2), self.stroke, StrokeKind::Middle);
    }

    fn dot(&self, center: (f32, f32)) {
        self.painter
            .circle_filled(self.at(center), self.stroke.width * 0.8, self.stroke.color);
    }
}
