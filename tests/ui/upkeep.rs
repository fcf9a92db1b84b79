//! What is due every day and fails is said in the window, and so is what a check finds.

use std::{fs, sync::Arc};

use eframe::egui::{Key, Modifiers};
use rusqlite::Connection;
use takeback::station::Station;

use crate::{hand, harness::Window, item};

#[test]
fn a_backup_that_fails_is_said_with_the_reason() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("disk");
    fs::write(&folder, "a file where the folder should be").unwrap();
    let setting = format!("backup_folder = {folder:?}");
    fs::write(home.path().join("settings.toml"), setting).unwrap();
    let station = Station::open(home.path()).unwrap();
    let mut window = Window::over(home, Arc::new(station));
    window.until("the notice", |window| {
        window.shows("The backup of today was not made") && window.shows("disk")
    });
}

#[test]
fn each_of_several_that_fail_is_said_in_the_language_of_the_window() {
    let home = tempfile::tempdir().unwrap();
    drop(Station::open(home.path()).unwrap());
    fs::remove_dir_all(home.path().join("heads")).unwrap();
    for folder in ["disk", "heads"] {
        fs::write(
            home.path().join(folder),
            "a file where the folder should be",
        )
        .unwrap();
    }
    let setting = format!("backup_folder = {:?}", home.path().join("disk"));
    fs::write(home.path().join("settings.toml"), setting).unwrap();
    fs::write(home.path().join("window.toml"), "language = \"es-US\"\n").unwrap();
    let station = Station::open(home.path()).unwrap();
    let mut window = Window::as_started(home, Arc::new(station));
    window.until("the notice", |window| {
        window.shows("La cabecera de hoy no se firmó")
            && window.shows("La copia de seguridad de hoy no se hizo")
    });
}

#[test]
fn what_a_check_of_the_record_finds_is_said_in_the_language_of_the_window() {
    let home = tempfile::tempdir().unwrap();
    let station = Station::open(home.path()).unwrap();
    station.record(item::unidentified()).unwrap();
    drop(station);
    let connection = Connection::open(home.path().join("takeback.db")).unwrap();
    hand::edit(&connection, |connection| {
        let sql = "UPDATE record SET content = json_set(content, '$.by', 'nobody') WHERE seq = 2";
        connection.execute_batch(sql).unwrap();
    });
    drop(connection);
    fs::write(home.path().join("window.toml"), "language = \"es-US\"\n").unwrap();
    let station = Station::open(home.path()).unwrap();
    let mut window = Window::as_started(home, Arc::new(station));
    if window.shows("Solo probar") {
        window.tap("Solo probar");
    }
    window.harness.set_size(eframe::egui::vec2(1280.0, 1080.0));
    window.press(Modifiers::NONE, Key::F6);
    window.tap("Comprobar el registro");
    window.until("the finding", |window| {
        window.shows("la anotación 2 se cambió después de escribirse")
    });
}
