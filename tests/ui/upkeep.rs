//! What is due every day and fails is said in the window, and so is what a check finds.

use std::{fs, sync::Arc};

use eframe::egui::{Key, Modifiers};
use rusqlite::Connection;
use takeback::ledger::{Meaning, ReviewAct};
use takeback::people::Secret;
use takeback::station::{Clock, SiteMode, Station};

use crate::harness::Window;
use crate::support::{colleagues, hand, item, staff};

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

#[test]
fn what_did_not_happen_and_what_was_sent_back_is_said_in_the_language_of_the_window() {
    let home = tempfile::tempdir().unwrap();
    let disk = home.path().join("disk");
    fs::write(&disk, "a file where the folder should be").unwrap();
    let settings =
        format!("backup_folder = {disk:?}\nself_check_days = 30\nlock_after_seconds = 900\n");
    fs::write(home.path().join("settings.toml"), settings).unwrap();
    fs::write(home.path().join("window.toml"), "language = \"es-US\"\n").unwrap();
    fs::create_dir(home.path().join("models")).unwrap();
    fs::write(home.path().join("models/current"), "lost\nshipped\n").unwrap();
    let station = staff::staffed(home.path(), Clock::System, staff::site(SiteMode::Research));
    let pin = Secret::new(staff::PIN);
    colleagues::join(&station);
    let here = |name| station.named(name).unwrap().id;
    station.sign_in(here("C. Clerk"), &pin).unwrap();
    let item = station.record(item::unidentified()).unwrap();
    station.sign_in(here("P. Harm"), &pin).unwrap();
    let signed = station
        .sign(here("P. Harm"), &pin, Meaning::Reviewed)
        .unwrap();
    let reason = "liner".to_owned();
    let act = ReviewAct::SentBack { reason };
    station.review(item.current, act, signed).unwrap();
    station.sign_out(false).unwrap();
    let mut window = Window::as_started(home, Arc::new(station));
    window.tap("C. Clerk, operador");
    window.type_into("PIN o frase de contraseña", staff::PIN);
    window.press(Modifiers::NONE, Key::Enter);
    window.until("the sign-in", |window| {
        window.shows("Cerrar la sesión de C. Clerk")
    });
    window.press(Modifiers::NONE, Key::F5);
    window.until("what waits", |window| {
        window.shows("Sin identificar × 1, registrado por C. Clerk, fue devuelto por P. Harm")
    });
    // Why it was sent back stands there as it was typed.
    for words in [
        ": liner. Quien revisa lo corrige o lo retira.",
        "No hay ninguna copia de seguridad en",
        "Hay que hacer una autocomprobación con pastillas conocidas; todavía no hubo ninguna.",
        "El modelo instalado ya no está en",
    ] {
        assert!(window.shows(words), "{words}: {:#?}", window.labels());
    }
    assert!(!window.shows("Ir a la revisión"), "a clerk does not review");
}

#[test]
fn a_key_that_is_another_one_is_not_called_a_record_that_was_changed() {
    let [home, other] = [(); 2].map(|()| tempfile::tempdir().unwrap());
    for home in [&home, &other] {
        let station = Station::open(home.path()).unwrap();
        station.record(item::unidentified()).unwrap();
    }
    let check = |home: tempfile::TempDir, said: &str| {
        let station = Station::open(home.path()).unwrap();
        let mut window = Window::over(home, Arc::new(station));
        window.harness.set_size(eframe::egui::vec2(1280.0, 1080.0));
        window.press(Modifiers::NONE, Key::F6);
        window.tap("Check the record");
        window.until("the finding", |window| window.shows(said));
        assert!(!window.shows("The record does not verify"));
        window.close()
    };
    let notes = home.path().join("heads/notes.txt");
    fs::write(&notes, "milk and bread").unwrap();
    let home = check(home, "The record itself is whole, but");
    fs::remove_file(notes).unwrap();
    let mut heads = fs::read_dir(other.path().join("heads")).unwrap();
    let head = heads.next().unwrap().unwrap().path();
    fs::copy(head, home.path().join("heads/foreign.txt")).unwrap();
    let home = check(home, "In the record nothing is wrong, but");
    let key = other.path().join("chain.key");
    fs::copy(key, home.path().join("chain.key")).unwrap();
    check(
        home,
        "The key does not fit the record: record 1 is not sealed",
    );
}
