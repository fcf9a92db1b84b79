//! The record as an earlier version of the program kept it.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

/// The steps that make the tables, from the first.
pub fn migrations() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|file| fs::read_to_string(file).unwrap())
        .collect()
}

/// Puts the database of `home` back to the tables as they were after the first `steps`, with what
/// those tables can hold of it.
pub fn put_back(home: &Path, steps: &[String]) {
    let (now, old) = (home.join("takeback.db"), home.join("old.db"));
    {
        let connection = Connection::open(&old).unwrap();
        for step in steps {
            connection.execute_batch(step).unwrap();
        }
        connection
            .pragma_update(None, "user_version", steps.len() as i64)
            .unwrap();
        connection
            .execute("ATTACH ? AS now", [now.to_str().unwrap()])
            .unwrap();
        connection
            .execute_batch(
                "INSERT INTO record (seq, content, hash, mac)
                 SELECT seq, content, hash, mac FROM now.record ORDER BY seq;",
            )
            .unwrap();
        if steps.len() > 1 {
            connection
                .execute_batch("INSERT INTO credential SELECT * FROM now.credential;")
                .unwrap();
        }
        connection.execute_batch("DETACH now;").unwrap();
    }
    for ending in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(home.join(format!("takeback.db{ending}")));
    }
    fs::rename(old, now).unwrap();
}
