//! One photograph, or the two sides of one pill, through the whole chain, with the time each step
//! took.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use anyhow::anyhow;
use serde::Serialize;

use crate::identify::{Evidence, Identification, Identifier, Side, TypedImprint};
use crate::vision::{Flaw, Photo, PhotoMeasures, PillView, Tray};

/// Milliseconds a step.
#[derive(Clone, Copy, Default, Debug, Serialize)]
pub struct Ms {
    pub decode: f64,
    pub locate: f64,
    pub classify: f64,
    /// Only where imprints were read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub imprint: Option<f64>,
    pub total: f64,
}

/// A photograph file, and what is known of the place where it was taken.
#[derive(Clone)]
pub struct Shot {
    pub path: PathBuf,
    pub tray: Option<Arc<Tray>>,
}

impl Shot {
    fn read(&self) -> anyhow::Result<Photo> {
        let photo = Photo::read(&self.path)?;
        let (width, height) = photo.pixels.dimensions();
        if let Some([of_width, of_height]) = self.tray.as_ref().and_then(|tray| tray.size)
            && [of_width, of_height] != [width, height]
        {
            return Err(anyhow!(
                "{}: {width} x {height} pixels, and the calibration holds for {of_width} x {of_height}; take the photograph as the card was taken",
                self.path.display()
            ));
        }
        Ok(Photo {
            tray: self.tray.clone(),
            ..photo
        })
    }
}

/// What was seen in a photograph.
pub struct Looked {
    pub width: u32,
    pub height: u32,
    /// SHA-256 of the photographs, one a side.
    pub photos: Vec<String>,
    pub ms: Ms,
    /// What is wrong with the photographs; see also each pill's own.
    pub flaws: Vec<Flaw>,
    /// Pills in the photograph that shows most of them.
    pub most: usize,
    pub pills: Vec<Pill>,
}

/// One pill and what it was taken for.
pub struct Pill {
    pub view: PillView,
    pub evidence: Evidence,
    pub identification: Identification,
}

/// The chain as one command uses it.
#[derive(Clone, Copy)]
pub struct Chain<'a> {
    pub identifier: &'a Identifier,
    /// Read imprints too: slower, and what decides most.
    pub read_imprint: bool,
    /// What a person says is written on the one pill.
    pub typed: Option<&'a TypedImprint>,
}

impl Chain<'_> {
    /// Every pill in one photograph.
    pub fn photograph(self, shot: &Shot) -> anyhow::Result<Looked> {
        let begun = Instant::now();
        let photo = shot.read()?;
        let mut ms = Ms {
            decode: since(begun),
            ..Ms::default()
        };
        let step = Instant::now();
        let views = self.identifier.locate(&photo)?;
        let flaws = PhotoMeasures::of(&photo, &views).flaws();
        ms.locate = since(step);
        if self.typed.is_some() && views.len() > 1 {
            return Err(anyhow!(
                "{} pills are in the photograph, and --imprint says what is written on one; photograph it alone",
                views.len()
            ));
        }
        let mut pills = Vec::with_capacity(views.len());
        for view in views {
            let (evidence, identification) = self.identify(
                &[Side {
                    photo: &photo,
                    pill: &view,
                }],
                &mut ms,
            )?;
            pills.push(Pill {
                view,
                evidence,
                identification,
            });
        }
        ms.total = since(begun);
        let (width, height) = photo.pixels.dimensions();
        Ok(Looked {
            width,
            height,
            photos: vec![photo.sha256],
            ms,
            flaws,
            most: pills.len(),
            pills,
        })
    }

    /// The one pill of which each photograph shows a side; in each the largest pill counts. A
    /// photograph without a pill, or the same one again, is left out, with a warning. The view is that
    /// of the first.
    pub fn sides(self, shots: &[Shot]) -> anyhow::Result<Looked> {
        let begun = Instant::now();
        let mut ms = Ms::default();
        let (mut photos, mut size, mut seen) = (Vec::new(), None, Vec::new());
        let (mut flaws, mut most) = (Vec::new(), 0);
        for shot in shots {
            let step = Instant::now();
            let photo = shot.read()?;
            ms.decode += since(step);
            let step = Instant::now();
            let views = self.identifier.locate(&photo)?;
            flaws.extend(PhotoMeasures::of(&photo, &views).flaws());
            most = most.max(views.len());
            let view = largest(views);
            ms.locate += since(step);
            let again = photos.contains(&photo.sha256);
            photos.push(photo.sha256.clone());
            size = size.or(Some(photo.pixels.dimensions()));
            if again {
                tracing::warn!(
                    "{}: the same photograph again, which shows no other side, so it counts once",
                    shot.path.display()
                );
            } else if let Some(view) = view {
                seen.push((photo, view));
            } else {
                tracing::warn!(
                    "{}: no pill found, so this side is left out",
                    shot.path.display()
                );
            }
        }
        let sides: Vec<Side> = seen
            .iter()
            .map(|(photo, pill)| Side { photo, pill })
            .collect();
        let said = if sides.is_empty() {
            None
        } else {
            Some(self.identify(&sides, &mut ms)?)
        };
        ms.total = since(begun);
        let view = seen.into_iter().next().map(|(_, view)| view);
        let pill = view
            .zip(said)
            .map(|(view, (evidence, identification))| Pill {
                view,
                evidence,
                identification,
            });
        let (width, height) = size.ok_or_else(|| anyhow!("no photograph was given"))?;
        Ok(Looked {
            width,
            height,
            photos,
            ms,
            flaws,
            most,
            pills: pill.into_iter().collect(),
        })
    }

    fn identify(self, sides: &[Side], ms: &mut Ms) -> anyhow::Result<(Evidence, Identification)> {
        let step = Instant::now();
        let mut evidence = self.identifier.picture(sides)?;
        let mut identification = self.identifier.decide(&evidence);
        ms.classify += since(step);
        if self.read_imprint && self.identifier.has_imprint_reader() {
            let step = Instant::now();
            evidence = self.identifier.imprint(evidence, sides)?;
            identification = self.identifier.decide(&evidence);
            *ms.imprint.get_or_insert(0.0) += since(step);
        }
        if let Some(typed) = self.typed {
            evidence = self.identifier.typed(&evidence, typed);
            identification = self.identifier.decide(&evidence);
        }
        Ok((evidence, identification))
    }
}

/// The pill that fills most of the photograph.
fn largest(views: Vec<PillView>) -> Option<PillView> {
    views.into_iter().max_by(|a, b| area(a).total_cmp(&area(b)))
}

fn area(view: &PillView) -> f32 {
    view.long_px * view.short_px
}

impl Looked {
    /// The pill that fills most of the photograph, for questions about one pill.
    pub fn main_pill(self) -> Option<Pill> {
        self.pills
            .into_iter()
            .max_by(|a, b| area(&a.view).total_cmp(&area(&b.view)))
    }
}

fn since(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1000.0
}
