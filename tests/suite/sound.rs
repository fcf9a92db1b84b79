//! The tones can be told apart, do not click and are no louder than asked for.

use takeback::sound::{Bell, Cue, RATE, tone};

#[test]
fn tones_are_short_begin_and_end_in_silence_and_keep_to_their_gain() {
    for cue in Cue::ALL {
        let samples = tone(cue, 0.25);
        let seconds = samples.len() as f32 / RATE as f32;
        assert!((0.15..0.8).contains(&seconds), "{cue:?} lasts {seconds} s");
        let loudest = samples
            .iter()
            .fold(0.0_f32, |most, sample| most.max(sample.abs()));
        assert!(
            (0.2..=0.25).contains(&loudest),
            "{cue:?} peaks at {loudest}"
        );
        assert!(samples[0].abs() < 1e-3 && samples.last().unwrap().abs() < 0.01);
        let jump = samples.windows(2).map(|pair| (pair[1] - pair[0]).abs());
        assert!(jump.fold(0.0_f32, f32::max) < 0.05, "{cue:?} clicks");
    }
}

#[test]
fn no_tone_is_another() {
    for (place, a) in Cue::ALL.into_iter().enumerate() {
        for b in Cue::ALL.into_iter().skip(place + 1) {
            assert_ne!(tone(a, 1.0), tone(b, 1.0), "{a:?} and {b:?}");
        }
    }
}

#[test]
fn ringing_never_waits_whether_anything_is_played_or_not() {
    let (bell, waiting) = Bell::unplayed();
    let ring = |times| (0..times).for_each(|_| bell.ring(Cue::Attention, 0.1));
    ring(1_000);
    assert!(waiting.is_full(), "only {} wait", waiting.len());
    // As where there is no sound.
    drop(waiting);
    ring(1);
}
