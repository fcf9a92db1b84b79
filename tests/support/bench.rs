//! A camera of `tests/equipment`, before the real program or a test that runs again as a program of its own.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::thread::sleep;
use std::time::Duration;

use image::{Rgb, RgbImage};
use tempfile::TempDir;

pub const WIDTH: u32 = 640;
pub const HEIGHT: u32 = 480;

/// The equipment, compiled once a run.
fn equipment() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join("v4l2.so");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/equipment/v4l2.c");
        let built = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .arg(&library)
            .arg(source)
            .args(["-ldl", "-lpthread"])
            .status()
            .expect("a C compiler; Debian: apt-get install build-essential");
        assert!(built.success());
        library
    })
}

/// A plugged-in camera that looks at [`picture`], and a home for the program.
pub struct Bench {
    folder: PathBuf,
    /// Goes away with it.
    _own: Option<TempDir>,
}

impl Bench {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let facts = folder.path().join("facts/video0");
        fs::create_dir_all(facts.join("device")).unwrap();
        fs::create_dir_all(folder.path().join("dev")).unwrap();
        fs::write(folder.path().join("dev/video0"), "").unwrap();
        for (fact, text) in [
            ("name", "Test Camera\n"),
            ("index", "0\n"),
            ("idVendor", "1d6b\n"),
            ("idProduct", "0102\n"),
            ("serial", "S123\n"),
        ] {
            fs::write(facts.join(fact), text).unwrap();
        }
        fs::write(folder.path().join("yuyv"), yuyv(&picture())).unwrap();
        Self {
            folder: folder.path().to_owned(),
            _own: Some(folder),
        }
    }

    /// What the test of that name has before it once this has run it again there; none in the run that did so.
    pub fn before_test(name: &str) -> Option<Self> {
        if let Some(folder) = std::env::var_os("TAKEBACK_V4L2") {
            let folder = folder.into();
            return Some(Self { folder, _own: None });
        }
        let bench = Self::new();
        let this = std::env::current_exe().unwrap();
        let again = bench.before(this).args(["--exact", name]).output().unwrap();
        let (said, error) = (words(&again.stdout), words(&again.stderr));
        assert!(
            again.status.success() && said.contains("1 passed"),
            "{said}{error}"
        );
        None
    }

    /// Another camera, or this one again, is in its place.
    pub fn plug_in(&self, name: &str, serial: &str) {
        for (fact, text) in [("name", name), ("serial", serial)] {
            fs::write(self.path("facts/video0").join(fact), format!("{text}\n")).unwrap();
        }
    }

    /// Where the white balance settles by itself, kelvin.
    pub fn settles_at(&self, kelvin: u32) {
        fs::write(self.path("kelvin"), kelvin.to_string()).unwrap();
    }

    /// What the camera was told, in order and without the frames before.
    pub fn told(&self) -> Vec<String> {
        let told = fs::read_to_string(self.path("controls")).unwrap_or_default();
        let controls = told.lines().filter_map(|line| line.split_once(' '));
        controls.map(|(_, told)| told.to_owned()).collect()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Sets the program up before it first starts.
    pub fn settings(&self, lines: &str) {
        fs::create_dir_all(self.path("home")).unwrap();
        fs::write(self.path("home/settings.toml"), lines).unwrap();
    }

    pub fn fault(&self, word: &str) {
        fs::write(self.path("fault"), word).unwrap();
    }

    /// Puts a fault in force and waits until it struck so often.
    pub fn strike(&self, fault: &str, times: u64) {
        self.fault(fault);
        let struck = self.path(&format!("struck-{fault}"));
        self.until(&format!("{fault}, {times} times"), || {
            fs::metadata(&struck).is_ok_and(|struck| struck.len() >= times)
        });
    }

    /// Waits until the camera has handed out so many frames.
    pub fn until_frames(&self, count: u64) {
        self.until(&format!("{count} frames"), || {
            let frames = fs::read_to_string(self.path("frames")).unwrap_or_default();
            frames.parse().is_ok_and(|frames: u64| frames >= count)
        });
    }

    pub fn until(&self, what: &str, holds: impl Fn() -> bool) {
        for _ in 0..600 {
            if holds() {
                return;
            }
            sleep(Duration::from_millis(100));
        }
        panic!("never came: {what}, in {}", self.folder.display());
    }

    pub fn start(&self, args: &[&str]) -> Child {
        self.before(env!("CARGO_BIN_EXE_takeback"))
            .arg("--home")
            .arg(self.path("home"))
            .arg("camera")
            .args(args)
            .spawn()
            .unwrap()
    }

    /// A program that has this camera.
    pub fn before(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .env("LD_PRELOAD", equipment())
            .env("TAKEBACK_V4L2", &self.folder)
            .current_dir(&self.folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub fn run(&self, args: &[&str]) -> Output {
        self.start(args).wait_with_output().unwrap()
    }
}

/// A bright oval on a dark ground with a color that no decoder gives by accident.
pub fn picture() -> RgbImage {
    RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let (dx, dy) = (f64::from(x) - 320.0, f64::from(y) - 240.0);
        if (dx / 150.0).powi(2) + (dy / 80.0).powi(2) < 1.0 {
            Rgb([210, 120, 60])
        } else {
            Rgb([40, 44, 52])
        }
    })
}

/// Rec. 601 with the narrow range that webcams send.
pub fn yuyv(picture: &RgbImage) -> Vec<u8> {
    let yuv = |pixel: &Rgb<u8>| {
        let [r, g, b] = pixel.0.map(f64::from);
        [
            0.257 * r + 0.504 * g + 0.098 * b + 16.0,
            -0.148 * r - 0.291 * g + 0.439 * b + 128.0,
            0.439 * r - 0.368 * g - 0.071 * b + 128.0,
        ]
    };
    let pixels: Vec<_> = picture.pixels().map(yuv).collect();
    pixels
        .chunks(2)
        .flat_map(|pair| {
            let mean = |at: usize| f64::midpoint(pair[0][at], pair[1][at]);
            [pair[0][0], mean(1), pair[1][0], mean(2)].map(|value| value.round() as u8)
        })
        .collect()
}

pub fn words(output: &[u8]) -> &str {
    std::str::from_utf8(output).unwrap()
}
