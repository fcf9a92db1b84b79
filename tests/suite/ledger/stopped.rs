//! Work that takes long, stopped in the middle: nothing of it is left, and the record goes on.

use std::io::{self, Write};
use std::path::Path;

use crate::support::item;
use takeback::ledger::{LedgerError, LogFilter, LongWork};
use takeback::report::{Format, Kind, ReportError};
use takeback::station::{ReportOrder, Station, StationError};

fn record(station: &Station) {
    station.record(item::unidentified()).unwrap();
}

fn is_stopped(error: &StationError) -> bool {
    matches!(
        error,
        StationError::Ledger(LedgerError::Stopped)
            | StationError::Report(ReportError::Ledger(LedgerError::Stopped))
    )
}

/// Stops the work once something is written.
struct Stopping<W> {
    out: W,
    work: LongWork,
}

impl<W: Write> Write for Stopping<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.work.stop();
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn files(folder: &Path) -> usize {
    std::fs::read_dir(folder).unwrap().count()
}

#[test]
fn a_report_and_an_export_stop_while_they_read_and_leave_no_file() {
    let (home, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let station = Station::open(home.path()).unwrap();
    // More than the writer holds back.
    for _ in 0..60 {
        record(&station);
    }
    let path = out.path().join("stopped.csv");
    let order = ReportOrder {
        kind: Kind::named("audit-extract").unwrap(),
        from: None,
        to: None,
        format: Format::Csv,
    };
    for report in [true, false] {
        let work = LongWork::default();
        let written: Result<(), StationError> = work.run(|| {
            station.write_named(&path, |file| {
                let out = Stopping {
                    out: file,
                    work: work.clone(),
                };
                if report {
                    station.report(&order, out)?;
                } else {
                    station.export_csv(&LogFilter::default(), out)?;
                }
                Ok(())
            })
        });
        assert!(is_stopped(&written.unwrap_err()), "report: {report}");
        let read = work.progress().done;
        assert!((1..60).contains(&read), "{read} records were read");
        assert_eq!(files(out.path()), 0);
    }
    record(&station);
    assert!(station.verify().unwrap().is_intact());
}

#[test]
fn a_check_and_a_backup_stop_and_leave_nothing() {
    let (home, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let station = Station::open(home.path()).unwrap();
    record(&station);
    let work = LongWork::default();
    work.stop();
    let checked = work.run(|| station.verify());
    assert!(is_stopped(&checked.unwrap_err()));
    let copied = work.run(|| station.back_up(Some(out.path())));
    assert!(is_stopped(&copied.unwrap_err()));
    assert_eq!(files(out.path()), 0);
    // What is not stopped says how far it came.
    let work = LongWork::default();
    let (folder, found) = work.run(|| station.back_up(Some(out.path()))).unwrap();
    assert!(found.is_intact() && folder.join("takeback.db").is_file());
    let all = station.verify().unwrap().records;
    assert_eq!(work.progress().all, u64::try_from(all).ok());
    assert_eq!(work.progress().done, all.unsigned_abs());
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_ends_a_report_and_leaves_no_half_file() {
    use std::process::{Command, Stdio};
    use std::thread::sleep;
    use std::time::Duration;

    let home = tempfile::tempdir().unwrap();
    record(&Station::open(home.path()).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.csv");
    // A file that nobody reads yet, in whose place the program waits to write.
    let part = path.with_added_extension("part");
    let made = Command::new("mkfifo").arg(&part).status();
    assert!(made.unwrap().success());
    let child = Command::new(env!("CARGO_BIN_EXE_takeback"))
        .arg("--home")
        .arg(home.path())
        .args(["report", "audit-extract", "--out"])
        .arg(&path)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A mask of the kernel's that has the bit of this signal or has it not.
    let status = format!("/proc/{}/status", child.id());
    let masked = |name: &str| {
        let status = std::fs::read_to_string(&status).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let mask = u64::from_str_radix(line.unwrap().trim(), 16).unwrap();
        mask & (1 << 1) != 0
    };
    let until = |what: &str, holds: &dyn Fn() -> bool| {
        for _ in 0..6_000 {
            if holds() {
                return;
            }
            sleep(Duration::from_millis(10));
        }
        panic!("never came: {what}");
    };
    until("a program that minds Ctrl+C", &|| masked("SigCgt:"));
    let id = child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status();
    assert!(sent.unwrap().success());
    until("the word taken in", &|| {
        !masked("SigPnd:") && !masked("ShdPnd:")
    });
    let mut reader = std::fs::File::open(&part).unwrap();
    let mut read = Vec::new();
    io::Read::read_to_end(&mut reader, &mut read).unwrap();
    assert!(read.is_empty());
    let ended = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(130), "{said}");
    assert!(said.contains("stopped: nothing of it is left"), "{said}");
    assert!(!path.exists() && !part.exists());
}
