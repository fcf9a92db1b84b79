//! A model as its makers publish it: a folder of files and a signed list of their hashes.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{ModelUpdateError, StationError, keeping::at};
use crate::{
    files::{make_folder_whole, sha256_hex},
    identify::IdentifyError,
    ledger::{LongWork, PublicKey, SigningKey},
    runtime::{Manifest, ModelError},
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
            LongWork::go_on()?;
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
///
/// The folder appears whole or not at all, and only where its files are those that its manifest names: what is
/// signed is installed elsewhere on that word.
pub fn pack_model(models: &Path, key: &SigningKey, out: &Path) -> Result<String, StationError> {
    if out.exists() {
        return Err(StationError::InTheWay(out.to_owned()));
    }
    make_folder_whole(out, at(out), |part| pack_in(models, key, part))
}

/// The same in the empty folder `part`.
fn pack_in(models: &Path, key: &SigningKey, part: &Path) -> Result<String, StationError> {
    let manifest = Manifest::load(models).map_err(IdentifyError::from)?;
    let mut files = vec![copied(models, MANIFEST, part)?];
    for (name, sha256) in manifest.files() {
        if !is_plain(name) {
            return Err(ModelUpdateError::NoFileName {
                manifest: models.join(MANIFEST),
                name: name.to_owned(),
            }
            .into());
        }
        let file = copied(models, name, part)?;
        if !file.sha256.eq_ignore_ascii_case(sha256) {
            return Err(IdentifyError::from(ModelError::WrongHash {
                path: models.join(name),
                expected: sha256.to_owned(),
                found: file.sha256,
            })
            .into());
        }
        files.push(file);
    }
    let list = List {
        format: FORMAT.to_owned(),
        files,
    };
    let path = part.join(LIST);
    let text = serde_json::to_string_pretty(&list).map_err(not_understood(&path))?;
    fs::write(&path, &text).map_err(at(&path))?;
    let path = part.join(SIGNATURE);
    fs::write(&path, key.sign(text.as_bytes())).map_err(at(&path))?;
    Ok(sha256_hex(text.as_bytes()))
}

/// Copies one file of a model from the folder `from` to the folder `to`.
fn copied(from: &Path, name: &str, to: &Path) -> Result<Listed, StationError> {
    LongWork::go_on()?;
    let (from, to) = (from.join(name), to.join(name));
    let bytes = fs::read(&from).map_err(at(&from))?;
    fs::write(&to, &bytes).map_err(at(&to))?;
    Ok(Listed {
        name: name.to_owned(),
        sha256: sha256_hex(&bytes),
    })
}

/// Whether it can only name a file of the folder it stands in, on every system.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':'])
}

/// The first file of the release in `folder` that is not as it was signed; that folder is named by `release`, the
/// SHA-256 of its list.
pub(super) fn first_damaged(folder: &Path, release: &str) -> Option<PathBuf> {
    let list = folder.join(LIST);
    let text = fs::read(&list).ok();
    let text = text.filter(|text| sha256_hex(text) == release);
    let Some(Ok(List { files, .. })) = text.map(|text| serde_json::from_slice::<List>(&text))
    else {
        return Some(list);
    };
    let damaged = files.into_iter().find(|file| {
        !fs::read(folder.join(&file.name)).is_ok_and(|bytes| sha256_hex(&bytes) == file.sha256)
    });
    damaged.map(|file| folder.join(file.name))
}

/// The release in `folder`, once the publisher's signature and every hash hold.
pub(super) fn verified(folder: &Path, publisher: &PublicKey) -> Result<Release, StationError> {
    let (list, signature) = (folder.join(LIST), folder.join(SIGNATURE));
    let text = fs::read(&list).map_err(at(&list))?;
    let signed = fs::read_to_string(&signature).map_err(at(&signature))?;
    if !publisher.signed(&text, signed.trim()) {
        return Err(ModelUpdateError::NotThePublisher(publisher.fingerprint()).into());
    }
    let parsed: List = serde_json::from_slice(&text).map_err(not_understood(&list))?;
    let odd = |path| ModelUpdateError::NotUnderstood { path, source: None };
    if parsed.format != FORMAT {
        return Err(odd(list).into());
    }
    let mut files = Vec::with_capacity(parsed.files.len() + 2);
    for Listed { name, sha256 } in parsed.files {
        // A signed list is trusted, but never to name a place outside its folder.
        if !is_plain(&name) {
            return Err(odd(list).into());
        }
        let path = folder.join(&name);
        let bytes = fs::read(&path).map_err(at(&path))?;
        if sha256_hex(&bytes) != sha256 {
            return Err(ModelUpdateError::Changed(path).into());
        }
        files.push((name, bytes));
    }
    let sha256 = sha256_hex(&text);
    files.push((LIST.to_owned(), text));
    files.push((SIGNATURE.to_owned(), signed.into_bytes()));
    Ok(Release { sha256, files })
}

/// Names the file that cannot be read as JSON, or as what it should be.
fn not_understood(path: &Path) -> impl FnOnce(serde_json::Error) -> ModelUpdateError {
    let path = path.to_owned();
    move |source| ModelUpdateError::NotUnderstood {
        path,
        source: Some(source),
    }
}
