//! The tones, made from their notes.

use std::f32::consts::TAU;

/// Samples a second.
pub const RATE: u32 = 44_100;

/// How long a note takes to swell and to fade, so that it does not click; milliseconds.
const EDGE_MS: u32 = 8;

/// What a tone says. Each is told from the others by its rhythm as well as by its pitch.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Cue {
    /// It is in the record: two notes that rise.
    Recorded,
    /// Somebody has to decide or to act: the same note twice.
    Attention,
    /// It was not done: two low notes that fall.
    Refused,
    /// Hazardous: a high note three times.
    Hazard,
}

impl Cue {
    pub const ALL: [Self; 4] = [Self::Recorded, Self::Attention, Self::Refused, Self::Hazard];

    /// Each note as hertz and milliseconds; 0 Hz is a rest.
    fn notes(self) -> &'static [(f32, u32)] {
        match self {
            Self::Recorded => &[(784.0, 90), (1_047.0, 140)],
            Self::Attention => &[(660.0, 120), (0.0, 60), (660.0, 120)],
            Self::Refused => &[(330.0, 180), (247.0, 260)],
            Self::Hazard => &[
                (988.0, 110),
                (0.0, 50),
                (988.0, 110),
                (0.0, 50),
                (988.0, 220),
            ],
        }
    }
}

/// The tone as samples of one channel at [`RATE`], none louder than `gain` (0 to 1).
pub fn tone(cue: Cue, gain: f32) -> Vec<f32> {
    let mut samples = Vec::new();
    for &(hertz, ms) in cue.notes() {
        let count = RATE * ms / 1_000;
        let edge = (RATE * EDGE_MS / 1_000) as f32;
        samples.extend((0..count).map(|place| {
            let from_edge = place.min(count - place) as f32 / edge;
            let swing = (TAU * hertz * place as f32 / RATE as f32).sin();
            gain.clamp(0.0, 1.0) * from_edge.min(1.0) * swing
        }));
    }
    samples
}
