//! Which of a camera's formats to take.

use std::fmt;

use nokhwa::utils::{CameraFormat, FrameFormat};
use serde::Deserialize;

/// Size and kind of a camera's pictures, written as `1280x720 MJPEG`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct PictureFormat {
    width: u32,
    height: u32,
    kind: FrameFormat,
}

/// Words that name no [`PictureFormat`].
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "`{0}` is no picture format; write one as `takeback camera list` shows it, such as `1280x720 MJPEG`"
)]
pub struct NotAFormat(String);

impl fmt::Display for PictureFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}x{} {}", self.width, self.height, self.kind)
    }
}

impl TryFrom<String> for PictureFormat {
    type Error = NotAFormat;

    fn try_from(words: String) -> Result<Self, NotAFormat> {
        let read = |words: &str| {
            let (size, kind) = words.trim().split_once(' ')?;
            let (width, height) = size.split_once('x')?;
            Some(Self {
                width: width.parse().ok()?,
                height: height.parse().ok()?,
                kind: kind.trim().to_uppercase().parse().ok()?,
            })
        };
        read(&words).ok_or(NotAFormat(words))
    }
}

impl From<&CameraFormat> for PictureFormat {
    fn from(format: &CameraFormat) -> Self {
        Self {
            width: format.width(),
            height: format.height(),
            kind: format.format(),
        }
    }
}

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

/// What of `offered` can be read here, each once, by kind and the largest first.
pub(super) fn readable(offered: &[CameraFormat]) -> Vec<PictureFormat> {
    let place = |format: &PictureFormat| READABLE.iter().position(|kind| *kind == format.kind);
    let mut formats: Vec<_> = offered.iter().map(PictureFormat::from).collect();
    formats.retain(|format| place(format).is_some());
    let pixels = |format: &PictureFormat| u64::from(format.width) * u64::from(format.height);
    formats.sort_by_key(|format| {
        (
            place(format),
            std::cmp::Reverse(pixels(format)),
            format.width,
        )
    });
    formats.dedup();
    formats
}

/// The best of `offered`: one that is fluent, then nearest to 1280x720, then the better format. Where
/// one is `wanted`, of those alone.
pub(super) fn best(
    offered: &[CameraFormat],
    wanted: Option<PictureFormat>,
) -> Option<CameraFormat> {
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
        .filter(|format| wanted.is_none_or(|wanted| wanted == PictureFormat::from(*format)))
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
        assert_eq!(best(&offered, None), Some(offered[2]));
    }

    #[test]
    fn uncompressed_wins_where_all_else_is_equal_and_a_slow_camera_is_better_than_none() {
        let offered = [
            format(1280, 720, FrameFormat::MJPEG, 30),
            format(1280, 720, FrameFormat::YUYV, 30),
        ];
        assert_eq!(best(&offered, None), Some(offered[1]));
        let slow = [format(640, 480, FrameFormat::YUYV, 5)];
        assert_eq!(best(&slow, None), Some(slow[0]));
        assert_eq!(best(&[], None), None);
    }
    #[test]
    fn the_format_that_is_wanted_is_taken_at_its_best_rate_or_none() {
        let offered = [
            format(1280, 720, FrameFormat::MJPEG, 30),
            format(640, 480, FrameFormat::YUYV, 15),
            format(640, 480, FrameFormat::YUYV, 30),
            format(1920, 1080, FrameFormat::MJPEG, 30),
        ];
        let wanted = |words: &str| PictureFormat::try_from(words.to_owned()).ok();
        assert_eq!(best(&offered, wanted("640x480 yuyv")), Some(offered[2]));
        assert_eq!(best(&offered, wanted("800x600 YUYV")), None);
        let shown: Vec<_> = readable(&offered).iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["640x480 YUYV", "1920x1080 MJPEG", "1280x720 MJPEG"]);
        for words in [
            "",
            "MJPEG",
            "1280x720",
            "1280 MJPEG",
            "-1x720 MJPEG",
            "1x1 H264",
        ] {
            assert!(wanted(words).is_none(), "{words}");
        }
    }
}
