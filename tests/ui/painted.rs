//! Few small pictures of the window, painted here triangle by triangle: no graphics card and no driver
//! has a say in them. `UPDATE_SNAPSHOTS=1` paints them anew; look at what changed before it is kept.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use eframe::egui::epaint::{ImageData, Mesh, Primitive, Vertex};
use eframe::egui::{Color32, ColorImage, Pos2, Rect, TextureId, TexturesDelta, vec2};
use egui_kittest::TestRenderer;
use image::imageops::{FilterType, resize};
use image::{Rgba, RgbaImage};
use takeback::ui::strings::text;

use crate::harness::Window;
use crate::photographs::{read, strattera, window};

/// How far a channel of a pixel may be off, and how many of a thousand pixels may be further.
const OFF: u8 = 40;
const PER_MILLE: usize = 10;

/// Every picture that is drawn from: letters, photographs.
#[derive(Clone, Default)]
pub struct Textures(Rc<RefCell<HashMap<TextureId, Arc<ColorImage>>>>);

impl TestRenderer for Textures {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        let mut textures = self.0.borrow_mut();
        for (id, changes) in delta.set.drain() {
            for change in changes {
                let ImageData::Color(new) = change.image;
                let Some([left, top]) = change.pos else {
                    textures.insert(id, new);
                    continue;
                };
                let old = Arc::make_mut(textures.get_mut(&id).unwrap());
                for (row, line) in new.pixels.chunks_exact(new.size[0]).enumerate() {
                    let begin = (top + row) * old.size[0] + left;
                    old.pixels[begin..begin + line.len()].copy_from_slice(line);
                }
            }
        }
        for id in delta.free.drain() {
            textures.remove(&id);
        }
    }
}

/// What the window shows, one pixel a point.
fn painted(window: &Window) -> RgbaImage {
    let harness = &window.harness;
    let size = harness.ctx.content_rect().size();
    let mut picture = RgbaImage::new(size.x as u32, size.y as u32);
    let textures = window.textures.0.borrow();
    for shape in harness.ctx.tessellate(harness.output().shapes.clone(), 1.0) {
        if let Primitive::Mesh(mesh) = &shape.primitive {
            paint(
                &mut picture,
                mesh,
                &textures[&mesh.texture_id],
                shape.clip_rect,
            );
        }
    }
    picture
}

fn paint(picture: &mut RgbaImage, mesh: &Mesh, texture: &ColorImage, clip: Rect) {
    let edges = vec2(picture.width() as f32, picture.height() as f32);
    let clip = clip.intersect(Rect::from_min_size(Pos2::ZERO, edges));
    for corners in mesh.indices.chunks_exact(3) {
        let [a, b, c] = [0, 1, 2].map(|corner| mesh.vertices[corners[corner] as usize]);
        let around = Rect::from_points(&[a.pos, b.pos, c.pos]).intersect(clip);
        let whole = cross(a.pos, b.pos, c.pos);
        if whole == 0.0 || !around.is_positive() {
            continue;
        }
        for y in around.top().floor() as u32..around.bottom().ceil() as u32 {
            for x in around.left().floor() as u32..around.right().ceil() as u32 {
                let at = Pos2::new(x as f32 + 0.5, y as f32 + 0.5);
                let part = |from: Vertex, to: Vertex| cross(from.pos, to.pos, at) / whole;
                let shares = [part(b, c), part(c, a), part(a, b)];
                if clip.contains(at) && shares.iter().all(|share| *share >= 0.0) {
                    let ink = ink([a, b, c], shares, texture);
                    blend(picture.get_pixel_mut(x, y), ink);
                }
            }
        }
    }
}

/// Twice the area between three corners, signed.
fn cross(a: Pos2, b: Pos2, c: Pos2) -> f32 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

/// Color at a place of a triangle that has these shares of its corners, alpha multiplied in.
fn ink(corners: [Vertex; 3], shares: [f32; 3], texture: &ColorImage) -> [f32; 4] {
    let mix = |of: &dyn Fn(Vertex) -> f32| -> f32 {
        let parts = corners.iter().zip(shares);
        parts.map(|(corner, share)| of(*corner) * share).sum()
    };
    let texel = |share: f32, size: usize| ((share * size as f32) as usize).min(size - 1);
    let [width, height] = texture.size;
    let (u, v) = (mix(&|one| one.uv.x), mix(&|one| one.uv.y));
    let texel: Color32 = texture.pixels[texel(v, height) * width + texel(u, width)];
    let channels = [0, 1, 2, 3];
    channels.map(|channel| {
        let tint = mix(&|one| f32::from(one.color.to_array()[channel]));
        tint * f32::from(texel.to_array()[channel]) / 255.0
    })
}

fn blend(pixel: &mut Rgba<u8>, ink: [f32; 4]) {
    for (under, over) in pixel.0.iter_mut().zip(ink) {
        *under = (over + f32::from(*under) * (1.0 - ink[3] / 255.0)).round() as u8;
    }
}

/// Compares the window at 1024x768 with the picture of that name, at half that size.
fn assert_looks_like(window: &mut Window, name: &str) {
    window.harness.set_size(vec2(1024.0, 768.0));
    window.harness.run_steps(8);
    let now = resize(&painted(window), 512, 384, FilterType::Triangle);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui/snapshots");
    let kept = folder.join(name).with_extension("png");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::create_dir_all(&folder).unwrap();
        image::DynamicImage::from(now)
            .to_rgb8()
            .save(&kept)
            .unwrap();
        return;
    }
    let before = image::open(&kept).unwrap().to_rgba8();
    assert_eq!(before.dimensions(), now.dimensions());
    let pixels = before.pixels().zip(now.pixels());
    let changed = pixels.filter(|(before, now)| {
        let mut channels = before.0.iter().zip(&now.0);
        channels.any(|(before, now)| before.abs_diff(*now) > OFF)
    });
    let (changed, all) = (changed.count(), now.pixels().count());
    if changed * 1000 > all * PER_MILLE {
        let seen = std::env::temp_dir().join(name).with_extension("now.png");
        now.save(&seen).unwrap();
        panic!(
            "{changed} of {all} pixels differ: compare {} with {}; \
             UPDATE_SNAPSHOTS=1 keeps the new one",
            seen.display(),
            kept.display()
        );
    }
}

#[test]
fn a_pill_that_nobody_has_picked_yet_looks_as_it_did() {
    let (Some(mut window), Some(photo)) = (window(), strattera()) else {
        return;
    };
    window.drop_file(&photo);
    window.until("the imprint", read);
    assert_looks_like(&mut window, "unpicked");
}

#[test]
fn the_tray_looks_as_it_did() {
    let Some(mut window) = window() else { return };
    window.tap("Try it with a drawing");
    window.until("the tray", |window| {
        let tray = window.harness.state().state().tray.as_ref();
        tray.is_some_and(|tray| {
            use takeback::ui::pill::Reading;
            let read = |reading: &Reading| matches!(reading, Reading::Done(_));
            tray.pills.iter().all(|pill| read(&pill.reading))
        })
    });
    assert_looks_like(&mut window, "tray");
}

#[test]
fn the_catalog_in_spanish_looks_as_it_did() {
    let Some(mut window) = window() else { return };
    window.tap("Español");
    window.tap("Buscar en el catálogo");
    window.type_into("Nombre", "warfarin 5");
    window.tap_first("Warfarin Sodium 5 MG");
    let awake = text("chain-awake");
    window.until("the models", |window| window.shows(&awake));
    assert_looks_like(&mut window, "catalog-in-spanish");
}
