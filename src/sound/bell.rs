//! The thread that plays tones. The sound system may take its time or hang; the window never waits.

use std::num::NonZero;
use std::thread::Builder;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use rodio::buffer::SamplesBuffer;
use rodio::{DeviceSinkBuilder, DeviceSinkError, MixerDeviceSink};

use super::{Cue, RATE, tone};

/// Tones that may wait; what comes on top of them is not played.
const WAITING: usize = 4;
/// The output is let go when nothing was played for so long: an open one costs the processor.
const LET_GO: Duration = Duration::from_secs(3);

/// Plays tones, or nothing where there is no sound.
pub struct Bell {
    cues: Sender<(Cue, f32)>,
}

impl Bell {
    /// Starts the thread; without one there is no sound.
    pub fn start() -> Self {
        let (bell, inbox) = Self::unplayed();
        let thread = Builder::new().name("sound".to_owned());
        if let Err(error) = thread.spawn(move || play_all(&inbox)) {
            tracing::warn!("no thread for sounds: {error}");
        }
        bell
    }

    /// A bell with the cues and gains that are to be played.
    pub fn unplayed() -> (Self, Receiver<(Cue, f32)>) {
        let (cues, inbox) = bounded(WAITING);
        (Self { cues }, inbox)
    }

    /// Plays `cue` at `gain` (0 to 1) soon, without waiting for it.
    pub fn ring(&self, cue: Cue, gain: f32) {
        if gain > 0.0 && self.cues.try_send((cue, gain)).is_err() {
            tracing::debug!("one tone less: several wait already, or there is no sound");
        }
    }
}

/// The name of the format in which sound would be played, or why there is none.
pub fn output() -> Result<String, DeviceSinkError> {
    let sink = open()?;
    let config = sink.config();
    let (rate, channels) = (config.sample_rate(), config.channel_count());
    Ok(format!("{rate} Hz, {channels} channels"))
}

fn open() -> Result<MixerDeviceSink, DeviceSinkError> {
    let mut sink = DeviceSinkBuilder::from_default_device()?.open_sink_or_fallback()?;
    sink.log_on_drop(false);
    Ok(sink)
}

fn play_all(cues: &Receiver<(Cue, f32)>) {
    let (Some(one), Some(rate)) = (NonZero::new(1), NonZero::new(RATE)) else {
        return;
    };
    let mut sink = None;
    loop {
        match cues.recv_timeout(LET_GO) {
            Ok((cue, gain)) => {
                if sink.is_none() {
                    match open() {
                        Ok(opened) => sink = Some(opened),
                        Err(error) => {
                            // Said once, not at every tone; `takeback doctor` says it too.
                            tracing::warn!("there is no sound: {error}");
                            return;
                        }
                    }
                }
                if let Some(sink) = &sink {
                    sink.mixer()
                        .add(SamplesBuffer::new(one, rate, tone(cue, gain)));
                }
            }
            Err(RecvTimeoutError::Timeout) => sink = None,
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}
