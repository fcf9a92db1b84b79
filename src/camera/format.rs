//! Which of a camera's formats to take.

use nokhwa::utils::{CameraFormat, FrameFormat};

/// Formats that can be decoded here, best first where all else is equal: uncompressed pictures keep
/// the fine relief of an imprint.
pub(super) const READABLE: [FrameFormat; 6] = [
    FrameFormat::YUYV,
    FrameFormat::NV12,
    FrameFormat::RAWRGB,
    FrameFormat::RAWBGR,
    FrameFormat::MJPEG,
    FrameFormat::GRAY,
];

/// Width and height that a tray wants: more only slows the live picture.
const WANTED: [u32; 2] = [1280, 720];
/// Frames a second below which the live picture stutters, and above which nobody sees more.
const FLUENT: u32 = 25;
const ENOUGH: u32 = 30;

/// The best of `offered`: one that is fluent, then nearest to 1280x720, then the better format.
pub(super) fn best(offered: &[CameraFormat]) -> Option<CameraFormat> {
    let rank = |format: &CameraFormat| {
        let kind = READABLE.iter().position(|kind| *kind == format.format())?;
        let away = format.width().abs_diff(WANTED[0]) + format.height().abs_diff(WANTED[1]);
        let stutters = format.frame_rate() < FLUENT;
        // Grey pictures have no color to tell pills by.
        let grey = format.format() == FrameFormat::GRAY;
        Some((
            grey,
            stutters,
            away,
            kind,
            format.frame_rate().abs_diff(ENOUGH),
        ))
    };
    offered
        .iter()
        .filter_map(|format| Some((rank(format)?, *format)))
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, format)| format)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(width: u32, height: u32, kind: FrameFormat, rate: u32) -> CameraFormat {
        CameraFormat::new_from(width, height, kind, rate)
    }

    #[test]
    fn a_fluent_picture_of_the_wanted_size_comes_before_an_uncompressed_one() {
        let offered = [
            format(1280, 720, FrameFormat::YUYV, 10),
            format(640, 480, FrameFormat::YUYV, 30),
            format(1280, 720, FrameFormat::MJPEG, 30),
            format(1920, 1080, FrameFormat::MJPEG, 30),
        ];
        assert_eq!(best(&offered), Some(offered[2]));
    }

    #[test]
    fn uncompressed_wins_where_all_else_is_equal_and_a_slow_camera_is_better_than_none() {
        let offered = [
            format(1280, 720, FrameFormat::MJPEG, 30),
            format(1280, 720, FrameFormat::YUYV, 30),
        ];
        assert_eq!(best(&offered), Some(offered[1]));
        let slow = [format(640, 480, FrameFormat::YUYV, 5)];
        assert_eq!(best(&slow), Some(slow[0]));
        assert_eq!(best(&[]), None);
    }
}
