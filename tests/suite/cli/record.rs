//! `takeback record`, through the real binary: what it refuses to record, and what it keeps.

use std::process::Output;

use crate::support::desk::Desk;
use crate::support::laid;
use crate::support::output::{fine, refused};
use crate::support::program::takeback;

impl Desk {
    fn record(&self, photos: &[&str], how: &[&str]) -> Output {
        self.run(&[&["record"], photos, how].concat())
    }
}

#[test]
fn what_does_not_show_one_pill_alone_is_recorded_as_neither_side() {
    let Some(desk) = Desk::open() else { return };
    let (one, five) = (
        desk.drawn("one.png", "1", "5"),
        desk.drawn("five.png", "5", "5"),
    );
    let how = ["--ndc", "0093-7248-06", "--quantity", "1"];
    for pair in [[&*one, &*five], [&*five, &*one], [&*five, &*five]] {
        refused(&desk.record(&pair, &how), 2, "photograph it alone");
    }
    if let Some(studio) = laid::studio() {
        let mut tray = laid::tray();
        laid::lay(&mut tray, &studio, laid::STRATTERA_40, 0, [600, 300]);
        laid::lay(&mut tray, &studio, laid::STRATTERA_100, 0, [600, 366]);
        let touching = desk.at("touching.png");
        tray.save(&touching).unwrap();
        for pair in [[&*one, &*touching], [&*touching, &*one]] {
            refused(&desk.record(&pair, &how), 1, "touches another");
        }
    }
    assert_eq!(fine(&desk.run(&["log", "--json"])), "");
}

#[test]
fn more_units_than_the_window_takes_are_not_recorded() {
    let Some(desk) = Desk::open() else { return };
    let one = desk.drawn("one.png", "1", "5");
    let count = |units| desk.record(&[&*one], &["--unidentified", "--quantity", units]);
    refused(&count("4294967295"), 1, "9999 units at most");
    refused(&count("10000"), 1, "9999 units at most");
    fine(&count("9999"));
}

#[cfg(unix)]
#[test]
fn a_photograph_that_comes_through_a_pipe_is_kept() {
    use std::fs;
    use std::io::Write;
    use std::path::PathBuf;
    use std::process::Stdio;

    let Some(desk) = Desk::open() else { return };
    let bytes = fs::read(desk.drawn("one.png", "1", "5")).unwrap();
    let home = PathBuf::from(desk.at("kept"));
    fs::create_dir(&home).unwrap();
    fs::write(home.join("settings.toml"), "keep_photos = true\n").unwrap();
    let args = ["record", "/dev/stdin", "--unidentified", "--quantity", "1"];
    let mut child = takeback(&home, &args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    pipe.write_all(&bytes).unwrap();
    drop(pipe);
    fine(&child.wait_with_output().unwrap());
    let hash = takeback::files::sha256_hex(&bytes);
    let kept = home.join("photos").join(&hash[..2]);
    assert_eq!(fs::read(kept.join(format!("{hash}.png"))).unwrap(), bytes);
}
