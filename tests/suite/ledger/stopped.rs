//! Work that takes long, stopped in the middle: nothing of it is left, and the record goes on.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use rusqlite::Connection;

use crate::support::item;
use takeback::ledger::{LedgerError, LogFilter, LongWork, Period};
use takeback::report::{Format, Kind, ReportError};
use takeback::station::{Clock, ReportOrder, Station, StationError, restore};

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
    fs::read_dir(folder).unwrap().count()
}

/// What the newest record of `home` is of.
fn last_kind(home: &Path) -> String {
    let database = Connection::open(home.join("takeback.db")).unwrap();
    let newest = "SELECT kind FROM record ORDER BY seq DESC LIMIT 1";
    database.query_row(newest, [], |row| row.get(0)).unwrap()
}

#[track_caller]
fn assert_holds(home: &Path, records: u64) {
    let found = Station::open(home).unwrap().verify().unwrap();
    assert_eq!((found.records, found.finding), (records, None));
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
        period: Period::default(),
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
    assert_eq!(work.progress().all, Some(all));
    assert_eq!(work.progress().done, all);
}

/// Its settings name another location, so nothing comes after the restored record is in force.
#[test]
fn a_restored_record_says_so_before_anything_else_is_done_with_it() {
    let (home, backups) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let settings = home.path().join("settings.toml");
    let (own, other) = (
        r#"registration = "AB1234563""#,
        r#"registration = "FP9876547""#,
    );
    fs::write(&settings, own).unwrap();
    let station = Station::open(home.path()).unwrap();
    let (backup, found) = station.back_up(Some(backups.path())).unwrap();
    drop(station);
    fs::write(&settings, other).unwrap();
    let error = restore(home.path(), &backup, None, Clock::System, None).unwrap_err();
    assert!(
        matches!(error, StationError::OtherLocation { .. }),
        "{error}"
    );
    assert_eq!(last_kind(home.path()), "restored");
    fs::write(&settings, own).unwrap();
    assert_holds(home.path(), found.records + 1);
}

/// Programs that wait at a pipe, so that Ctrl+C comes to them at a known place.
#[cfg(target_os = "linux")]
mod ctrl_c {
    use std::fs::File;
    use std::process::{Child, Command, Stdio};
    use std::thread::sleep;
    use std::time::Duration;

    use super::*;
    use crate::support::output::{refused, text};
    use crate::support::program;
    use takeback::station::NewDisposal;

    fn begin(home: &Path, args: &[&str]) -> Child {
        let mut command = program::takeback(home, args);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    }

    /// Whoever opens it waits until the other side does.
    fn make_pipe(path: &Path) {
        let made = Command::new("mkfifo").arg(path).status();
        assert!(made.unwrap().success());
    }

    fn until(what: &str, holds: impl Fn() -> bool) {
        for _ in 0..6_000 {
            if holds() {
                return;
            }
            sleep(Duration::from_millis(10));
        }
        panic!("never came: {what}");
    }

    /// Ctrl+C, once the program minds it; it has taken it in afterwards.
    fn interrupt(child: &Child) {
        let id = child.id().to_string();
        // A mask of the kernel's that has the bit of this signal or has it not.
        let masked = |name: &str| {
            let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap();
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let mask = u64::from_str_radix(line.unwrap().trim(), 16).unwrap();
            mask & (1 << 1) != 0
        };
        until("a program that minds Ctrl+C", || masked("SigCgt:"));
        let sent = Command::new("kill").args(["-INT", &id]).status();
        assert!(sent.unwrap().success());
        until("the word taken in", || {
            !masked("SigPnd:") && !masked("ShdPnd:")
        });
    }

    #[test]
    fn ends_a_report_and_leaves_no_half_file() {
        let home = tempfile::tempdir().unwrap();
        record(&Station::open(home.path()).unwrap());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.csv");
        // In its place the program waits to write.
        let part = path.with_added_extension("part");
        make_pipe(&part);
        let report = ["report", "audit-extract", "--out", path.to_str().unwrap()];
        let child = begin(home.path(), &report);
        interrupt(&child);
        let mut reader = File::open(&part).unwrap();
        let mut read = Vec::new();
        io::Read::read_to_end(&mut reader, &mut read).unwrap();
        assert!(read.is_empty());
        let ended = child.wait_with_output().unwrap();
        refused(&ended, 130, "stopped: nothing of it is left");
        assert!(!path.exists() && !part.exists());
    }

    #[test]
    fn ends_a_restore_that_copies_and_leaves_the_record_as_it_was() {
        let (home, backups) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let station = Station::open(home.path()).unwrap();
        let (backup, _) = station.back_up(Some(backups.path())).unwrap();
        record(&station);
        drop(station);
        // Read between the copy and what is recorded of it.
        let settings = home.path().join("settings.toml");
        fs::remove_file(&settings).unwrap();
        make_pipe(&settings);
        let child = begin(home.path(), &["restore", backup.to_str().unwrap()]);
        let copy = home.path().join("takeback.db.restored");
        until("a copy", || copy.exists());
        interrupt(&child);
        drop(File::options().write(true).open(&settings).unwrap());
        let ended = child.wait_with_output().unwrap();
        refused(&ended, 130, "stopped: nothing of it is left");
        fs::remove_file(&settings).unwrap();
        let left = fs::read_dir(home.path()).unwrap();
        let mut left = left.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let of_it = |name: &String| name.contains("restored") || name.starts_with("replaced");
        assert_eq!(left.find(of_it), None);
        assert_holds(home.path(), 2);
    }

    #[test]
    fn leaves_photographs_alone_out_of_a_restore_that_replaced_the_record() {
        let (home, backups) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let station = Station::open(home.path()).unwrap();
        let photo = "0f".repeat(32);
        let photos = vec![photo.clone()];
        let new = NewDisposal {
            photos,
            ..item::unidentified()
        };
        station.record(new).unwrap();
        let (backup, _) = station.back_up(Some(backups.path())).unwrap();
        drop(station);
        let shared = backups.path().join("photos/0f");
        fs::create_dir_all(&shared).unwrap();
        fs::write(shared.join(photo + ".png"), "a picture").unwrap();
        let settings = home.path().join("settings.toml");
        fs::remove_file(&settings).unwrap();
        make_pipe(&settings);
        let child = begin(home.path(), &["restore", backup.to_str().unwrap()]);
        let answer = || File::options().write(true).open(&settings).unwrap();
        let copy = home.path().join("takeback.db.restored");
        until("a copy", || copy.exists());
        drop(answer());
        until("its place", || !copy.exists());
        // Read once more to open the restored record.
        let again = answer();
        interrupt(&child);
        drop(again);
        let ended = child.wait_with_output().unwrap();
        refused(&ended, 130, "not all of its photographs");
        let said = text(&ended.stdout);
        assert!(said.contains("2 records restored"), "{said}");
        fs::remove_file(&settings).unwrap();
        assert_eq!(last_kind(home.path()), "restored");
        assert!(!home.path().join("photos").exists());
        assert_holds(home.path(), 3);
    }
}
