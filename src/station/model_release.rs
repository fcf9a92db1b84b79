//! A model as its makers publish it: a folder of files and a signed list of their hashes.

use std::{collections::BTreeSet, fs, io::Write, path::Path};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{ModelError, StationError, keeping::at};
use crate::{
    files::sha256_hex,
    ledger::{PublicKey, SigningKey},
};

const LIST: &str = "release.json";
const SIGNATURE: &str = "release.sig";
const FORMAT: &str = "takeback model 1";
/// Of the model itself; names the other files.
const MANIFEST: &str = "manifest.json";

/// What the publisher signs.
#[derive(Serialize, Deserialize)]
struct List {
    format: String,
    files: Vec<Listed>,
}

#[derive(Serialize, Deserialize)]
struct Listed {
    name: String,
    sha256: String,
}

/// A release whose signature and files hold. It keeps what was checked: what lies in the folder may be
/// something else by the time it is installed.
pub(super) struct Release {
    /// SHA-256 of the signed list.
    pub sha256: String,
    /// Name and content of each file, of the list and its signature too.
    files: Vec<(String, Vec<u8>)>,
}

impl Release {
    /// Writes all files into `folder`.
    pub fn write(&self, folder: &Path) -> Result<(), StationError> {
        for (name, bytes) in &self.files {
            let path = folder.join(name);
            let file = fs::File::create(&path).and_then(|mut file| {
                file.write_all(bytes)?;
                file.sync_all()
            });
            file.map_err(at(&path))?;
        }
        Ok(())
    }
}

/// Copies the model in `models` to the new folder `out` and signs it. Gives the SHA-256 of the list.
pub fn pack_model(models: &Path, key: &SigningKey, out: &Path) -> Result<String, StationError> {
    if out.exists() {
        return Err(StationError::InTheWay(out.to_owned()));
    }
    let manifest = models.join(MANIFEST);
    let text = fs::read(&manifest).map_err(at(&manifest))?;
    let parsed: Value =
        serde_json::from_slice(&text).map_err(|_| ModelError::NotUnderstood(manifest.clone()))?;
    let mut names = BTreeSet::from([MANIFEST.to_owned()]);
    named_files(&parsed, &mut names);
    fs::create_dir_all(out).map_err(at(out))?;
    let mut files = Vec::with_capacity(names.len());
    for name in names {
        let (from, to) = (models.join(&name), out.join(&name));
        let bytes = fs::read(&from).map_err(at(&from))?;
        fs::write(&to, &bytes).map_err(at(&to))?;
        files.push(Listed {
            name,
            sha256: sha256_hex(&bytes),
        });
    }
    let list = List {
        format: FORMAT.to_owned(),
        files,
    };
    let path = out.join(LIST);
    let text =
        serde_json::to_string_pretty(&list).map_err(|_| ModelError::NotUnderstood(path.clone()))?;
    fs::write(&path, &text).map_err(at(&path))?;
    let path = out.join(SIGNATURE);
    fs::write(&path, key.sign(text.as_bytes())).map_err(at(&path))?;
    Ok(sha256_hex(text.as_bytes()))
}

/// The files that a model's manifest names.
fn named_files(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                match inner {
                    Value::String(name) if matches!(key.as_str(), "file" | "class_table") => {
                        names.insert(name.clone());
                    }
                    _ => named_files(inner, names),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|inner| named_files(inner, names)),
        _ => {}
    }
}

/// The release in `folder`, once the publisher's signature and every hash hold.
pub(super) fn verified(folder: &Path, publisher: &PublicKey) -> Result<Release, StationError> {
    let (list, signature) = (folder.join(LIST), folder.join(SIGNATURE));
    let text = fs::read(&list).map_err(at(&list))?;
    let signed = fs::read_to_string(&signature).map_err(at(&signature))?;
    if !publisher.signed(&text, signed.trim()) {
        return Err(ModelError::NotThePublisher(publisher.fingerprint()).into());
    }
    let parsed: List =
        serde_json::from_slice(&text).map_err(|_| ModelError::NotUnderstood(list.clone()))?;
    if parsed.format != FORMAT {
        return Err(ModelError::NotUnderstood(list).into());
    }
    let mut files = Vec::with_capacity(parsed.files.len() + 2);
    for Listed { name, sha256 } in parsed.files {
        // A signed list is trusted, but never to name a place outside its folder.
        if Path::new(&name).components().count() != 1 || name.starts_with('.') {
            return Err(ModelError::NotUnderstood(list).into());
        }
        let path = folder.join(&name);
        let bytes = fs::read(&path).map_err(at(&path))?;
        if sha256_hex(&bytes) != sha256 {
            return Err(ModelError::Changed(path).into());
        }
        files.push((name, bytes));
    }
    let sha256 = sha256_hex(&text);
    files.push((LIST.to_owned(), text));
    files.push((SIGNATURE.to_owned(), signed.into_bytes()));
    Ok(Release { sha256, files })
}
