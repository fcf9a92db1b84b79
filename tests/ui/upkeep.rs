//! What is due every day and fails is said in the window.

use std::{fs, sync::Arc};

use takeback::station::Station;

use crate::harness::Window;

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
