//! ONNX Runtime loaded eagerly, on a thread of its own and with a time limit: a missing, damaged
//! or too old library becomes one clear error, and a loader that hangs does not hang the program.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::model::Cause;
use super::places::{Places, find_library, list_files};

/// Loading takes 30 to 100 ms where it works; a cold disk gets two orders of magnitude more.
const TIME_LIMIT: Duration = Duration::from_secs(20);

/// ONNX Runtime allows one environment a process, so the first success is kept for all.
static STARTED: Mutex<Option<Runtime>> = Mutex::new(None);

/// Why there is no ONNX Runtime. The rest of the program works without it.
#[derive(Debug, thiserror::Error)]
pub enum RuntimeError {
    #[error(
        "the ONNX Runtime library was not found in {}: install takeback again (in a source tree: `make setup`), or set ORT_DYLIB_PATH to it",
        listed(asked)
    )]
    NotFound { asked: Vec<PathBuf> },
    #[error(
        "ONNX Runtime at {path} could not be loaded: {source}. Install takeback again (in a source tree: `make setup`)"
    )]
    Load { path: PathBuf, source: Cause },
    #[error(
        "ONNX Runtime at {path} did not finish loading within {seconds} s: restart the program, and if it stays so install takeback again (in a source tree: `make setup`)"
    )]
    TimedOut { path: PathBuf, seconds: u64 },
    #[error(
        "no thread to load ONNX Runtime could be started: {0}. Close other programs and try again"
    )]
    Thread(#[source] std::io::Error),
}

fn listed(paths: &[PathBuf]) -> String {
    paths
        .iter()
        .map(|path| path.display().to_string())
        .collect::<Vec<_>>()
        .join(", ")
}

/// A started ONNX Runtime. Cheap to clone; the library stays loaded until the process ends.
#[derive(Clone)]
pub struct Runtime {
    pub(super) environment: ort::environment::Environment,
    library: PathBuf,
    version: String,
}

impl Runtime {
    /// Finds ([`find_library`]; `setting` goes first) and loads the library. Later calls give the
    /// library that is already loaded, whatever `setting` says.
    pub fn start(setting: Option<&Path>) -> Result<Self, RuntimeError> {
        let mut started = STARTED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(runtime) = started.as_ref() {
            return Ok(runtime.clone());
        }
        let library = find_library(&Places::of_this_process(setting), list_files)?;
        let runtime = load_within(TIME_LIMIT, library)?;
        tracing::info!(version = runtime.version, library = %runtime.library.display(), "ONNX Runtime");
        *started = Some(runtime.clone());
        Ok(runtime)
    }

    /// As `1.31.1 (fab30a4)`: release and build.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The file that was loaded.
    pub fn library(&self) -> &Path {
        &self.library
    }
}

fn load_within(limit: Duration, library: PathBuf) -> Result<Runtime, RuntimeError> {
    let (sender, receiver) = crossbeam_channel::bounded(1);
    let path = library.clone();
    std::thread::Builder::new()
        .name("onnxruntime-loader".to_owned())
        .spawn(move || {
            let _ = sender.send(load(path)); // nobody listens once the time is over
        })
        .map_err(RuntimeError::Thread)?;
    receiver
        .recv_timeout(limit)
        .unwrap_or(Err(RuntimeError::TimedOut {
            path: library,
            seconds: limit.as_secs(),
        }))
}

fn load(library: PathBuf) -> Result<Runtime, RuntimeError> {
    let failed = |source: Cause| RuntimeError::Load {
        path: library.clone(),
        source,
    };
    let environment = ort::init_from(&library)
        .map_err(|error| failed(error.into()))?
        .with_name("takeback")
        .with_telemetry(false)
        .build()
        .map_err(|error| failed(error.into()))?;
    let real = library.canonicalize().unwrap_or_else(|_| library.clone());
    let version = version_text(&real, ort::info());
    Ok(Runtime {
        environment,
        library,
        version,
    })
}

/// The release stands only in the file's name, the build only in the library's own text.
fn version_text(library: &Path, build_info: &str) -> String {
    let name = library
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let release = name
        .trim_start_matches(|c: char| !c.is_ascii_digit())
        .trim_end_matches(".dylib");
    let build = build_info
        .split("git-commit-id=")
        .nth(1)
        .and_then(|rest| rest.split(',').next());
    let release = if release.is_empty() {
        "unnamed release"
    } else {
        release
    };
    format!("{release} ({})", build.unwrap_or("unknown build"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_names_release_and_build() {
        let info = "ORT Build Info: git-branch=HEAD, git-commit-id=fab30a4, build type=Release";
        assert_eq!(
            version_text(Path::new("/l/libonnxruntime.so.1.31.1"), info),
            "1.31.1 (fab30a4)"
        );
        assert_eq!(
            version_text(Path::new("/l/libonnxruntime.1.30.0.dylib"), ""),
            "1.30.0 (unknown build)"
        );
    }

    #[test]
    fn a_file_that_is_no_library_is_one_clear_error() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("libonnxruntime.so");
        std::fs::write(&path, b"not a library").unwrap();
        let Err(error) = load_within(TIME_LIMIT, path) else {
            panic!("loaded a text file")
        };
        assert!(matches!(error, RuntimeError::Load { .. }), "{error}");
        assert!(error.to_string().contains("make setup"), "{error}");
        assert!(std::error::Error::source(&error).is_some(), "{error}");
    }
}
