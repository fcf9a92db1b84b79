//! One photograph, or the two sides of one pill, through the whole chain, with the time each step
//! took.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use anyhow::anyhow;
use serde::Serialize;

use crate::identify::{Evidence, Identification, Identifier, Look, Side, TypedImprint};
use crate::station::show_one_side;
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
    /// The photograph and the bytes of its file, which may be a pipe and so is read once.
    fn read(&self) -> anyhow::Result<(Photo, Vec<u8>)> {
        let (photo, bytes) = Photo::read_with_bytes(&self.path)?;
        let (width, height) = photo.pixels.dimensions();
        if let Some([of_width, of_height]) = self.tray.as_ref().and_then(|tray| tray.size)
            && [of_width, of_height] != [width, height]
        {
            return Err(anyhow!(
                "{}: {width} x {height} pixels, and the calibration holds for {of_width} x {of_height}; take the photograph as the card was taken",
                self.path.display()
            ));
        }
        let tray = self.tray.clone();
        Ok((Photo { tray, ..photo }, bytes))
    }
}

/// What was seen in a photograph, or in the two of one pill.
pub struct Looked {
    /// Of the photograph in which the pills lie: of two the first that counts as a side.
    pub width: u32,
    pub height: u32,
    /// Which of those given it is, from 0.
    pub place: usize,
    /// Each photograph, in the order given.
    pub shown: Vec<Shown>,
    pub ms: Ms,
    /// What is wrong with the photographs; see also each pill's own.
    pub flaws: Vec<Flaw>,
    pub pills: Vec<Pill>,
}

/// What one photograph shows.
pub struct Shown {
    /// SHA-256 of its bytes.
    pub sha256: String,
    pub bytes: Vec<u8>,
    pub pills: usize,
    /// One of them lies against another.
    pub touching: bool,
    /// Why it counts as no side; none where it does.
    pub left_out: Option<LeftOut>,
}

/// Why a photograph counts as no side of the pill.
#[derive(Clone, Copy)]
pub enum LeftOut {
    NoPill,
    Again,
    SameSide,
}

impl LeftOut {
    pub fn words(self) -> &'static str {
        match self {
            Self::NoPill => "no pill found, so this side is left out",
            Self::Again => {
                "the same photograph again, which shows no other side, so it counts once"
            }
            Self::SameSide => "the same side again, so it counts once; photograph the other one",
        }
    }
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
        let (photo, bytes) = shot.read()?;
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
        let shown = Shown::of(&photo, bytes, &views);
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
            place: 0,
            shown: vec![shown],
            ms,
            flaws,
            pills,
        })
    }

    /// The one pill of which each photograph shows a side; in each the largest pill counts. A
    /// photograph without a pill, the same one again, or of two of one side that which shows it worse, is left
    /// out, with a warning. The view is that of the first that is not.
    pub fn sides(self, shots: &[Shot]) -> anyhow::Result<Looked> {
        let begun = Instant::now();
        let mut ms = Ms::default();
        let (mut shown, mut seen, mut flaws) = (Vec::<Shown>::new(), Vec::new(), Vec::new());
        let mut described = None;
        for (place, shot) in shots.iter().enumerate() {
            let step = Instant::now();
            let (photo, bytes) = shot.read()?;
            ms.decode += since(step);
            let step = Instant::now();
            let views = self.identifier.locate(&photo)?;
            flaws.extend(PhotoMeasures::of(&photo, &views).flaws());
            ms.locate += since(step);
            let mut this = Shown::of(&photo, bytes, &views);
            if shown.iter().any(|other| other.sha256 == this.sha256) {
                this.left_out = Some(LeftOut::Again);
            }
            described.get_or_insert((place, photo.pixels.dimensions()));
            if let Some(why) = this.left_out {
                tracing::warn!("{}: {}", shot.path.display(), why.words());
            } else if let Some(view) = largest(views, |view| view) {
                seen.push((place, photo, view));
            }
            shown.push(this);
        }
        let step = Instant::now();
        let mut looks = match sides_of(&seen).as_slice() {
            [] => Vec::new(),
            sides => self.identifier.look(sides)?,
        };
        ms.classify += since(step);
        if let Some(at) = self.superfluous(&seen, &looks) {
            looks.remove(at);
            let (place, ..) = seen.remove(at);
            if let (Some(shown), Some(shot)) = (shown.get_mut(place), shots.get(place)) {
                shown.left_out = Some(LeftOut::SameSide);
                let words = LeftOut::SameSide.words();
                tracing::warn!("{}: {words}", shot.path.display());
            }
        }
        let said = match sides_of(&seen).as_slice() {
            [] => None,
            sides => Some(self.weigh(&looks, sides, &mut ms)?),
        };
        ms.total = since(begun);
        if let Some((place, photo, _)) = seen.first() {
            described = Some((*place, photo.pixels.dimensions()));
        }
        let view = seen.into_iter().next().map(|(_, _, view)| view);
        let pill = view
            .zip(said)
            .map(|(view, (evidence, identification))| Pill {
                view,
                evidence,
                identification,
            });
        let (place, (width, height)) =
            described.ok_or_else(|| anyhow!("no photograph was given"))?;
        Ok(Looked {
            width,
            height,
            place,
            shown,
            ms,
            flaws,
            pills: pill.into_iter().collect(),
        })
    }

    /// Which of the two views of a pill, by its place among them, does not count since both show one side: the
    /// one that shows worse.
    fn superfluous(self, seen: &[(usize, Photo, PillView)], looks: &[Look]) -> Option<usize> {
        let sides = sides_of(seen);
        let ([one, two], [first, second]) = (sides.as_slice(), looks) else {
            return None;
        };
        if !show_one_side(self.identifier, [(one, first), (two, second)]) {
            return None;
        }
        let flaws = |side: &Side| {
            let flaws = &side.pill.flaws;
            let bar = flaws.iter().filter(|flaw| flaw.bars_naming());
            (bar.count(), flaws.len())
        };
        Some(usize::from(flaws(one) <= flaws(two)))
    }

    fn identify(self, sides: &[Side], ms: &mut Ms) -> anyhow::Result<(Evidence, Identification)> {
        let step = Instant::now();
        let looks = self.identifier.look(sides)?;
        ms.classify += since(step);
        self.weigh(&looks, sides, ms)
    }

    /// The same where the classifier has looked at each side before.
    fn weigh(
        self,
        looks: &[Look],
        sides: &[Side],
        ms: &mut Ms,
    ) -> anyhow::Result<(Evidence, Identification)> {
        let step = Instant::now();
        let mut evidence = self.identifier.weigh_looks(looks, sides)?;
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

fn sides_of(seen: &[(usize, Photo, PillView)]) -> Vec<Side<'_>> {
    let sides = seen.iter();
    sides.map(|(_, photo, pill)| Side { photo, pill }).collect()
}

/// The pill that fills most of the photograph.
fn largest<T>(pills: Vec<T>, view: impl Fn(&T) -> &PillView) -> Option<T> {
    let area = |pill: &T| {
        let view = view(pill);
        view.long_px * view.short_px
    };
    pills.into_iter().max_by(|a, b| area(a).total_cmp(&area(b)))
}

impl Shown {
    fn of(photo: &Photo, bytes: Vec<u8>, views: &[PillView]) -> Self {
        Self {
            sha256: photo.sha256.clone(),
            bytes,
            pills: views.len(),
            touching: views.iter().any(|view| view.touching),
            left_out: views.is_empty().then_some(LeftOut::NoPill),
        }
    }
}

impl Looked {
    /// Pills in the photograph that shows most of them.
    pub fn most(&self) -> usize {
        let shown = self.shown.iter();
        shown.map(|shown| shown.pills).max().unwrap_or_default()
    }

    /// The pill that fills most of the photograph, for questions about one pill.
    pub fn main_pill(self) -> Option<Pill> {
        largest(self.pills, |pill| &pill.view)
    }
}

fn since(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1000.0
}
