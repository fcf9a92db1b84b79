//! A [`Model`] that is an ONNX file run by ONNX Runtime.

use std::path::{Path, PathBuf};

use crossbeam_channel::{Receiver, Sender};
use ndarray::ArrayD;
use ort::session::Session;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::model::Cause;
use super::{Model, ModelError, ModelInfo, OutputInfo, Runtime};
use crate::files::sha256_hex;

/// An opened ONNX file. ONNX Runtime sessions are not shared between threads, so each thread that
/// runs at the same time as another gets a session of its own, opened when first needed and kept.
pub struct OnnxModel {
    runtime: Runtime,
    path: PathBuf,
    threads: usize,
    info: ModelInfo,
    idle: (Sender<Session>, Receiver<Session>),
    opened: AtomicUsize,
    most: usize,
}

impl OnnxModel {
    /// Opens the file and runs nothing yet. `sha256` (hexadecimal) is what the manifest says, `None`
    /// where no manifest names the file; `threads` is the number of threads inside one run (one is
    /// fastest for these small nets on two cores).
    pub fn open(
        runtime: &Runtime,
        path: &Path,
        sha256: Option<&str>,
        threads: usize,
    ) -> Result<Self, ModelError> {
        let bytes = read_checked(path, sha256)?;
        let session = open_session(runtime, path, &bytes, threads)?;
        let info = describe(path, &session, sha256_hex(&bytes));
        let most = std::thread::available_parallelism().map_or(1, usize::from);
        let idle = crossbeam_channel::bounded(most);
        let model = Self {
            runtime: runtime.clone(),
            path: path.to_path_buf(),
            threads,
            info,
            idle,
            opened: AtomicUsize::new(1),
            most,
        };
        model.give_back(session);
        Ok(model)
    }

    fn take(&self) -> Result<Session, ModelError> {
        if let Ok(session) = self.idle.1.try_recv() {
            return Ok(session);
        }
        if self.opened.fetch_add(1, Ordering::Relaxed) < self.most {
            let opened = read_checked(&self.path, Some(&self.info.sha256))
                .and_then(|bytes| open_session(&self.runtime, &self.path, &bytes, self.threads));
            if opened.is_err() {
                self.opened.fetch_sub(1, Ordering::Relaxed);
            }
            return opened;
        }
        self.opened.fetch_sub(1, Ordering::Relaxed);
        self.idle.1.recv().map_err(|error| self.failed(error))
    }

    fn give_back(&self, session: Session) {
        let _ = self.idle.0.try_send(session); // room for every session that is ever opened
    }

    fn failed(&self, source: impl Into<Cause>) -> ModelError {
        ModelError::Run {
            model: self.info.name.clone(),
            source: source.into(),
        }
    }
}

impl Model for OnnxModel {
    fn run(&self, input: ArrayD<u8>) -> Result<Vec<ArrayD<f32>>, ModelError> {
        let mut session = self.take()?;
        let outputs = run_session(&mut session, input).map_err(|error| self.failed(error));
        self.give_back(session);
        let outputs = outputs?;
        self.info.check(&outputs)?;
        Ok(outputs)
    }

    fn info(&self) -> &ModelInfo {
        &self.info
    }
}

fn read_checked(path: &Path, sha256: Option<&str>) -> Result<Vec<u8>, ModelError> {
    let bytes = std::fs::read(path).map_err(|source| ModelError::Missing {
        path: path.to_path_buf(),
        source,
    })?;
    if let Some(expected) = sha256 {
        let found = sha256_hex(&bytes);
        if !found.eq_ignore_ascii_case(expected) {
            return Err(ModelError::WrongHash {
                path: path.to_path_buf(),
                expected: expected.to_owned(),
                found,
            });
        }
    }
    Ok(bytes)
}

fn open_session(
    runtime: &Runtime,
    path: &Path,
    bytes: &[u8],
    threads: usize,
) -> Result<Session, ModelError> {
    let build = || -> ort::Result<Session> {
        Session::builder(&runtime.environment)?
            .with_intra_threads(threads.max(1))?
            .with_inter_threads(1)?
            .with_intra_op_spinning(false)?
            .commit_from_memory(bytes)
    };
    build().map_err(|error| ModelError::Load {
        path: path.to_path_buf(),
        source: error.into(),
    })
}

fn describe(path: &Path, session: &Session, sha256: String) -> ModelInfo {
    let outputs = session.outputs().iter().map(|outlet| OutputInfo {
        name: outlet.name().to_owned(),
        shape: outlet
            .dtype()
            .tensor_shape()
            .map(|shape| {
                shape
                    .iter()
                    .map(|&size| usize::try_from(size).ok())
                    .collect()
            })
            .unwrap_or_default(),
    });
    let name = path
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default()
        .to_owned();
    ModelInfo {
        name,
        sha256,
        outputs: outputs.collect(),
    }
}

fn run_session(session: &mut Session, input: ArrayD<u8>) -> ort::Result<Vec<ArrayD<f32>>> {
    let value = ort::value::Tensor::from_array(input)?;
    let outputs = session.run(ort::inputs![value])?;
    outputs
        .values()
        .map(|output| Ok(output.try_extract_array::<f32>()?.to_owned()))
        .collect()
}
