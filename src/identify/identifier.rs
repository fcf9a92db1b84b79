//! The whole chain from a photograph to an answer, over the models.

use std::path::Path;
use std::sync::Arc;

use super::by_appearance::ByAppearance;
use super::classes::{ClassTable, ClassTableError};
use super::classifier::{Classifier, Look};
use super::enrolment::{Embedding, EnrolledPill};
use super::evidence::{Evidence, ImprintEvidence, SizeEvidence, TypedEvidence};
use super::expected::Expected;
use super::facts::Facts;
use super::imprint::{ImprintReader, Matcher, Reading, TypedImprint};
use super::judge::Judge;
use super::looks::{Looks, Weighed};
use super::outcome::{Identification, Length, Versions};
use super::references::References;
use super::size::{Sizes, are_of_two_pills};
use crate::catalog::{Catalog, ProductId};
use crate::hazard::Rules;
use crate::runtime::{
    FusionSettings, Manifest, ManifestError, Model, ModelError, OnnxModel, Runtime,
};
use crate::vision::{Flaw, Locator, Photo, PillMeasures, PillView, VisionError, reading_order};

/// Nats: ten times likelier to be one side than both, as between faces on the tray.
const ONE_SIDE: f32 = 2.3;
/// Threads inside one run of a model: more are slower for nets this small.
const THREADS: usize = 1;

/// Why a pill cannot be looked at.
#[derive(Debug, thiserror::Error)]
pub enum IdentifyError {
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    #[error(transparent)]
    Classes(#[from] ClassTableError),
    #[error(transparent)]
    Model(#[from] ModelError),
    #[error(transparent)]
    Vision(#[from] VisionError),
    #[error("no photograph was given: take one of the pill first")]
    NoSide,
}

/// One photograph of the pill in question, and where in it the pill is.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    pub photo: &'a Photo,
    pub pill: &'a PillView,
}

/// The parts of an identifier, so that each can be another in tests.
#[derive(Clone)]
pub struct Models {
    pub classifier: Classifier,
    pub classes: ClassTable,
    pub locator: Locator,
    /// `None`: identification by the picture alone.
    pub reader: Option<ImprintReader>,
    pub fusion: FusionSettings,
    /// Release and build of the engine, for the record.
    pub engine: String,
}

/// Finds pills and identifies them. Made once, shared by threads.
pub struct Identifier {
    models: Models,
    /// What the classifier was trained on and what was taught beside it; the models themselves learn nothing.
    references: References,
    facts: Facts,
    matcher: Matcher,
    looks: Looks,
    sizes: Sizes,
}

impl Identifier {
    /// Opens the models that `models_dir/manifest.json` names, and the imprint reader
    /// beside them; without it the picture alone decides.
    pub fn open(
        models_dir: &Path,
        runtime: &Runtime,
        catalog: Arc<Catalog>,
        rules: Arc<Rules>,
    ) -> Result<Self, IdentifyError> {
        let manifest = Manifest::load(models_dir)?;
        let open = |file: &str, sha256: &str| -> Result<Arc<dyn Model>, ModelError> {
            Ok(Arc::new(OnnxModel::open(
                runtime,
                &models_dir.join(file),
                Some(sha256),
                THREADS,
            )?))
        };
        let reader = match &manifest.reader {
            Some(entry) => ImprintReader::open(runtime, models_dir, entry, THREADS)?,
            None => None,
        };
        let entry = &manifest.classifier;
        let table = models_dir.join(&entry.class_table);
        let models = Models {
            classifier: Classifier::new(open(&entry.file, &entry.sha256)?, entry)?,
            classes: ClassTable::open(&table, &entry.class_table_sha256, entry.classes)?,
            locator: Locator::new(open(&manifest.locator.file, &manifest.locator.sha256)?),
            reader,
            fusion: manifest.fusion,
            engine: runtime.version().to_owned(),
        };
        Ok(Self::assemble(models, catalog, rules))
    }

    /// An identifier of these parts; nothing is taught yet.
    pub fn assemble(models: Models, catalog: Arc<Catalog>, rules: Arc<Rules>) -> Self {
        Self {
            references: References::new(&models.classes, &catalog, &[]),
            matcher: Matcher::new(&catalog),
            looks: Looks::of(&catalog),
            sizes: Sizes::of(&catalog),
            facts: Facts::new(catalog, rules),
            models,
        }
    }

    /// The same models over another catalogue, with the pills they were trained on alone.
    #[must_use]
    pub fn over(&self, catalog: Arc<Catalog>) -> Self {
        Self::assemble(self.models.clone(), catalog, Arc::clone(&self.facts.rules))
    }

    /// Knows these pills beside those that the models were trained on, and no others that were taught before.
    /// Single photographs of one product may be of its two sides, and are put together as such too.
    #[must_use]
    pub fn with_taught(self, pills: &[EnrolledPill]) -> Self {
        Self {
            references: References::new(&self.models.classes, &self.facts.catalog, pills),
            ..self
        }
    }

    /// Reads an embedding of this classifier; `None` where it is not one.
    pub fn embedding(&self, hex: &str) -> Option<Embedding> {
        self.models.classifier.embedding(hex)
    }

    /// SHA-256 of the classifier's file, which embeddings belong to.
    pub fn classifier_sha256(&self) -> &str {
        &self.models.classifier.model().info().sha256
    }

    /// Every pill in the photograph, and how well each shows.
    pub fn locate(&self, photo: &Photo) -> Result<Vec<PillView>, IdentifyError> {
        let mut pills = self.models.locator.find(photo)?;
        for pill in &mut pills {
            pill.flaws = PillMeasures::of(photo, pill).flaws();
        }
        Ok(pills)
    }

    /// The same on a tray of which these pills are known and were not touched: they are not looked
    /// at again, though left out where they are gone.
    pub fn locate_beside(
        &self,
        photo: &Photo,
        known: &[Arc<PillView>],
    ) -> Result<Vec<Arc<PillView>>, IdentifyError> {
        let (mut pills, new) = self.models.locator.find_beside(photo, known)?;
        pills.extend(new.into_iter().map(|mut pill| {
            pill.flaws = PillMeasures::of(photo, &pill).flaws();
            Arc::new(pill)
        }));
        reading_order(&mut pills);
        Ok(pills)
    }

    /// Whether imprints can be read; otherwise the picture alone decides, and the faces say so.
    pub fn has_imprint_reader(&self) -> bool {
        self.models.reader.is_some()
    }

    /// What the answer is made with.
    pub fn versions(&self) -> Versions {
        let info = self.models.classifier.model().info();
        Versions {
            model: format!(
                "{} {}",
                info.name,
                info.sha256.get(..12).unwrap_or(&info.sha256)
            ),
            rules: self.facts.rules.version().to_owned(),
            catalog: self.facts.catalog.as_of().to_owned(),
            runtime: self.models.engine.clone(),
        }
    }

    /// The facts the answers rest on.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The classifier's raw answer to each side, for enrolment and for parity tests.
    pub fn look(&self, sides: &[Side]) -> Result<Vec<Look>, IdentifyError> {
        let crops: Vec<_> = sides.iter().map(|side| &side.pill.crop).collect();
        Ok(self.models.classifier.look(&crops)?)
    }

    /// Probability of each appearance given one look alone, by its number.
    pub fn likely(&self, look: &Look) -> Vec<f32> {
        let logs = self.log_probabilities(&[self.scores(look)]);
        logs.values().iter().copied().map(f32::exp).collect()
    }

    /// Whether two looks are of one side of a pill rather than of both: so the references of what they are
    /// likeliest of say, unless its sides look alike.
    pub fn show_one_side(&self, looks: [&Look; 2]) -> bool {
        let scores = looks.map(|look| self.scores(look));
        let [one, two] = self.each_alone(scores.each_ref());
        let likely = one.numbered().map(|(look, one)| (look, one + two[look]));
        let likeliest = likely.max_by(|(_, a), (_, b)| a.total_cmp(b));
        likeliest.is_some_and(|(look, _)| self.references.one_side(look, &scores) > ONE_SIDE)
    }

    fn scores(&self, look: &Look) -> Vec<f32> {
        let taught = &self.references.taught;
        self.models.classifier.scores(look, taught)
    }

    fn log_probabilities(&self, scores: &[Vec<f32>]) -> ByAppearance<f32> {
        let no_reference = self.models.fusion.no_reference.of(scores.len());
        self.references.log_probabilities(scores, no_reference)
    }

    /// The same of each of two photographs by itself.
    fn each_alone(&self, scores: [&Vec<f32>; 2]) -> [ByAppearance<f32>; 2] {
        scores.map(|side| self.log_probabilities(std::slice::from_ref(side)))
    }

    /// By one side alone, for each appearance the side that makes it less likely; `None` of one side. Nothing of
    /// a pill of which one side was taught: the other one looks as it likes.
    fn odd_picture(&self, scores: &[Vec<f32>]) -> Option<ByAppearance<f32>> {
        let [one, two] = scores else {
            return None;
        };
        let [one, two] = self.each_alone([one, two]);
        Some(one.map(|look, one| {
            if self.references.has_one_taught_side(look) {
                0.0
            } else {
                one.min(two[look])
            }
        }))
    }

    /// Picture, color, shape and size of one pill, given one photograph or one of each side. Fast.
    pub fn picture(&self, sides: &[Side]) -> Result<Evidence, IdentifyError> {
        self.weigh_looks(&self.look(sides)?, sides)
    }

    /// The same where the classifier has looked at each side before.
    pub fn weigh_looks(&self, looks: &[Look], sides: &[Side]) -> Result<Evidence, IdentifyError> {
        if sides.is_empty() {
            return Err(IdentifyError::NoSide);
        }
        let share = 1.0 / sides.len() as f32;
        let hazard_logit = looks.iter().map(|look| look.hazard_logit * share).sum();
        let scores: Vec<Vec<f32>> = looks.iter().map(|look| self.scores(look)).collect();
        let views: Vec<&PillView> = sides.iter().map(|side| side.pill).collect();
        let Weighed {
            color,
            shape,
            odd_side,
        } = self.looks.weigh(&views);
        let colors = views.iter().flat_map(|view| &view.colors);
        let colors_seen = once_each(colors.map(|color| color.name));
        let shapes_seen = once_each(views.iter().filter_map(|view| view.shape.name));
        let lengths = views.iter().filter_map(|view| Some(view.size_mm?[0]));
        let lengths: Vec<f32> = lengths.collect();
        let size = length(sides).map(|length| {
            Box::new(SizeEvidence {
                fits: self.sizes.log_likelihoods(length.mm),
                are_of_two_pills: are_of_two_pills(&lengths),
                length,
            })
        });
        let mut flaws: Vec<Flaw> = views.iter().flat_map(|view| &view.flaws).copied().collect();
        flaws.sort_unstable();
        flaws.dedup();
        Ok(Evidence {
            sides: sides.len(),
            flaws,
            picture: self.log_probabilities(&scores),
            odd_picture: self.odd_picture(&scores),
            color,
            shape,
            odd_side,
            size,
            hazard_logit,
            colors_seen,
            shapes_seen,
            imprint: None,
            typed: None,
        })
    }

    /// Adds what can be read on the same sides. Returns the evidence as it was when there is no
    /// imprint reader.
    pub fn imprint(
        &self,
        mut evidence: Evidence,
        sides: &[Side],
    ) -> Result<Evidence, IdentifyError> {
        let Some(reader) = &self.models.reader else {
            return Ok(evidence);
        };
        let sides: Vec<Vec<Reading>> = sides
            .iter()
            .map(|side| reader.read(side.photo, side.pill))
            .collect::<Result<_, _>>()?;
        evidence.imprint = Some(ImprintEvidence {
            fits: self.matcher.fits(&sides),
            sides,
        });
        Ok(evidence)
    }

    /// Adds what a person says is written on the pill; in place of what was said before.
    pub fn typed(&self, evidence: &Evidence, imprint: &TypedImprint) -> Evidence {
        Evidence {
            typed: Some(Box::new(TypedEvidence {
                text: imprint.text().to_owned(),
                fits: imprint.fits(&self.matcher),
            })),
            ..evidence.clone()
        }
    }

    /// Compares the pill with a list of products it should be one of.
    pub fn compare(&self, evidence: &Evidence, listed: &[ProductId]) -> Expected {
        self.judge(evidence).compare(listed)
    }

    /// Weighs the evidence.
    pub fn decide(&self, evidence: &Evidence) -> Identification {
        self.judge(evidence).decide()
    }

    fn judge<'a>(&'a self, evidence: &'a Evidence) -> Judge<'a> {
        let settings = &self.models.fusion;
        Judge::new(evidence, settings, &self.facts, &self.references)
    }
}

/// The pill's length by the sides that were measured.
fn length(sides: &[Side]) -> Option<Length> {
    let measured: Vec<(&Side, f32)> = sides
        .iter()
        .filter_map(|side| Some((side, side.pill.size_mm?[0])))
        .collect();
    let mut calibrations: Vec<String> = measured
        .iter()
        .filter_map(|(side, _)| side.photo.tray.as_ref()?.calibration.clone())
        .collect();
    calibrations.dedup();
    let sum: f32 = measured.iter().map(|(_, mm)| mm).sum();
    (!measured.is_empty()).then(|| Length {
        mm: sum / measured.len() as f32,
        calibrations,
    })
}

/// Each name once, in the order in which it came first.
fn once_each<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for name in names {
        if !once.iter().any(|known| known == name) {
            once.push(name.to_owned());
        }
    }
    once
}
