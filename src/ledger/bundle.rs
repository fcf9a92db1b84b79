//! A folder of files that leaves the station: which files, their hashes, the chain's head, signed.
//!
//! The files say what the record said; the manifest makes it plain later whether they still do.

use std::{fs, path::Path};

use serde::{Deserialize, Serialize};

use super::{
    Fingerprint, Ledger, LedgerError, Moment, PUBLIC_KEY, Period, PublicKey, PurgeNote,
    SIGNING_KEY, SignedHead, chain::digest_file, error::at,
};

/// Lists the files, in the folder that it speaks of.
const MANIFEST: &str = "manifest.json";
/// Its signature: 128 hexadecimal digits.
const SIGNATURE: &str = "manifest.sig";

/// What the manifest says besides the files.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct About {
    /// Site and site mode, as a person reads them.
    pub site: String,
    pub site_mode: String,
    /// Where the registered location is, and its DEA registration number if it has one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub registration: String,
    /// The days that the files cover.
    #[serde(flatten)]
    pub period: Period,
    /// Versions of catalog and rules in force.
    pub catalog: String,
    pub rules: String,
    /// What was purged by rule of the days that the files cover.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purged: Vec<PurgeNote>,
}

/// A file to be bundled, by its name in the folder, and how many rows it holds if it has rows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bundled {
    pub name: String,
    pub rows: Option<u64>,
}

/// What an export holds, as its `manifest.json` says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// `takeback export 1`.
    pub format: String,
    /// Local time with offset, to the second.
    pub made: String,
    pub program: String,
    #[serde(flatten)]
    pub about: About,
    /// How far the ledger reached: its first record's id, its length and the hash of its last record.
    pub ledger: String,
    pub records: i64,
    pub head: String,
    pub files: Vec<BundledFile>,
}

/// One file of an export.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BundledFile {
    pub name: String,
    pub bytes: u64,
    /// In hexadecimal.
    pub sha256: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
}

/// The first thing that is wrong with an export.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BundleFinding {
    #[error("{0} is missing")]
    Missing(String),
    #[error("{0} was changed after it was signed")]
    Changed(String),
    #[error("{0} was added after the export was signed")]
    Added(String),
    #[error("manifest.json does not carry a valid signature of key {0}")]
    NotSigned(Fingerprint),
    #[error("{0} is not what takeback writes")]
    NotUnderstood(&'static str),
}

const FORMAT: &str = "takeback export 1";

impl Ledger {
    /// Signs the `files` that lie in `folder`: writes the manifest, its signature and the public key
    /// beside them. `head`: how far the ledger reached that they are about. Returns the manifest and its
    /// SHA-256.
    pub fn sign_bundle(
        &self,
        folder: &Path,
        now: Moment,
        head: &SignedHead,
        about: About,
        files: &[Bundled],
    ) -> Result<(Manifest, String), LedgerError> {
        let key = self
            .signing()
            .ok_or_else(|| LedgerError::SigningKeyMissing {
                path: self.home().join(SIGNING_KEY),
            })?;
        let mut listed = Vec::with_capacity(files.len());
        for Bundled { name, rows } in files {
            let path = folder.join(name);
            let (sha256, bytes) = digest_file(&path).map_err(at(&path))?;
            listed.push(BundledFile {
                name: name.clone(),
                bytes,
                sha256: hex::encode(sha256),
                rows: *rows,
            });
        }
        let manifest = Manifest {
            format: FORMAT.to_owned(),
            made: now.to_the_second(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            about,
            ledger: head.ledger.to_string(),
            records: head.records,
            head: head.hash(),
            files: listed,
        };
        let text = serde_json::to_string_pretty(&manifest).map_err(LedgerError::NotCanonical)?;
        let put = |name: &str, text: &str| {
            let path = folder.join(name);
            fs::write(&path, text).map_err(at(&path))
        };
        put(MANIFEST, &text)?;
        put(SIGNATURE, &key.sign(text.as_bytes()))?;
        put(PUBLIC_KEY, &key.public().to_string())?;
        Ok((manifest, hex::encode(super::chain::digest(text.as_bytes()))))
    }
}

/// What a check of an export found: the key that signed it, and the first thing that is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BundleCheck {
    pub key: PublicKey,
    pub manifest: Option<Manifest>,
    pub finding: Option<BundleFinding>,
}

/// Checks the export in `folder` with `public`, or else with the key that came along with it, which
/// proves only that nothing changed since somebody signed.
///
/// An error means that something could not be read.
pub fn verify_bundle(folder: &Path, public: Option<PublicKey>) -> Result<BundleCheck, LedgerError> {
    let key = match public {
        Some(key) => key,
        None => PublicKey::read(&folder.join(PUBLIC_KEY))?,
    };
    let mut check = BundleCheck {
        key,
        manifest: None,
        finding: None,
    };
    match read_manifest(folder, &key)? {
        Ok(manifest) => {
            check.finding = compare(folder, &manifest, &key)?;
            check.manifest = Some(manifest);
        }
        Err(finding) => check.finding = Some(finding),
    }
    Ok(check)
}

/// The manifest, once its signature holds.
fn read_manifest(
    folder: &Path,
    key: &PublicKey,
) -> Result<Result<Manifest, BundleFinding>, LedgerError> {
    for name in [MANIFEST, SIGNATURE] {
        if !folder.join(name).is_file() {
            return Ok(Err(BundleFinding::Missing(name.to_owned())));
        }
    }
    let read = |name: &str| {
        let path = folder.join(name);
        fs::read(&path).map_err(at(&path))
    };
    let text = read(MANIFEST)?;
    let signature = String::from_utf8_lossy(&read(SIGNATURE)?).trim().to_owned();
    if !key.signed(&text, &signature) {
        return Ok(Err(BundleFinding::NotSigned(key.fingerprint())));
    }
    Ok(match serde_json::from_slice::<Manifest>(&text) {
        Ok(manifest) if manifest.format == FORMAT => Ok(manifest),
        _ => Err(BundleFinding::NotUnderstood(MANIFEST)),
    })
}

/// `key` is the one that the manifest is signed with, so the one that came along is the same, to the letter.
fn compare(
    folder: &Path,
    manifest: &Manifest,
    key: &PublicKey,
) -> Result<Option<BundleFinding>, LedgerError> {
    for file in &manifest.files {
        let path = folder.join(&file.name);
        if !path.is_file() {
            return Ok(Some(BundleFinding::Missing(file.name.clone())));
        }
        let (sha256, bytes) = digest_file(&path).map_err(at(&path))?;
        if hex::encode(sha256) != file.sha256 || bytes != file.bytes {
            return Ok(Some(BundleFinding::Changed(file.name.clone())));
        }
    }
    let public = folder.join(PUBLIC_KEY);
    if !public.is_file() {
        return Ok(Some(BundleFinding::Missing(PUBLIC_KEY.to_owned())));
    }
    if fs::read(&public).map_err(at(&public))? != key.to_string().as_bytes() {
        return Ok(Some(BundleFinding::Changed(PUBLIC_KEY.to_owned())));
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let name = entry.map_err(at(folder))?.file_name();
        names.push(name.to_string_lossy().into_owned());
    }
    names.sort();
    let known = |name: &String| {
        [MANIFEST, SIGNATURE, PUBLIC_KEY].contains(&name.as_str())
            || manifest.files.iter().any(|file| file.name == *name)
    };
    let added = names.into_iter().find(|name| !known(name));
    Ok(added.map(BundleFinding::Added))
}
