//! Where the files that are not compiled in may lie. Pure: the file system is passed in, so that
//! the order of the places is a tested fact.

use std::path::{Path, PathBuf};

use super::RuntimeError;

/// The places that are asked, in this order.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The setting, or else `ORT_DYLIB_PATH`. When given, nothing else is tried: a wrong setting
    /// must not silently become another library.
    pub explicit: Option<PathBuf>,
    pub executable_dir: Option<PathBuf>,
    /// Where a package installs it: `lib/takeback` beside the `bin` of the executable.
    pub packaged: Option<PathBuf>,
    /// Root of the source tree the program was built from (`make setup` fills `vendor/` there).
    pub source_tree: Option<PathBuf>,
}

impl Places {
    /// The places of this process; `setting` goes before the variable `ORT_DYLIB_PATH`.
    pub fn of_this_process(setting: Option<&Path>) -> Self {
        let variable = std::env::var_os("ORT_DYLIB_PATH").filter(|value| !value.is_empty());
        Self {
            explicit: setting
                .map(Path::to_path_buf)
                .or_else(|| variable.map(PathBuf::from)),
            executable_dir: executable_dir(),
            packaged: installed("lib/takeback"),
            source_tree: Some(source_tree()),
        }
    }
}

fn executable_dir() -> Option<PathBuf> {
    Some(std::env::current_exe().ok()?.parent()?.to_path_buf())
}

/// What a package put at `place` of where it was installed, `/usr` as a rule: the executable is in its `bin`.
fn installed(place: &str) -> Option<PathBuf> {
    Some(executable_dir()?.parent()?.join(place))
}

fn source_tree() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn is_library(path: &Path) -> bool {
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let versioned = name.strip_prefix("libonnxruntime.");
    name == "onnxruntime.dll"
        || versioned.is_some_and(|rest| rest.starts_with("so") || rest.ends_with("dylib"))
}

/// The ONNX Runtime library to load, or [`RuntimeError::NotFound`] with every place that was asked.
///
/// `list` gives the files of a directory, or of a path that is itself a file that one file; an
/// empty list where there is nothing. Of several versions in one directory the last by name wins.
pub fn find_library(
    places: &Places,
    list: impl Fn(&Path) -> Vec<PathBuf>,
) -> Result<PathBuf, RuntimeError> {
    let elsewhere = [
        places.executable_dir.clone(),
        places.packaged.clone(),
        places
            .source_tree
            .as_ref()
            .map(|tree| tree.join("vendor").join("onnxruntime")),
    ];
    let asked: Vec<PathBuf> = match &places.explicit {
        Some(explicit) => vec![explicit.clone()],
        None => elsewhere.into_iter().flatten().collect(),
    };
    asked
        .iter()
        .find_map(|place| {
            list(place)
                .into_iter()
                .filter(|file| file == place || is_library(file))
                .max()
        })
        .ok_or(RuntimeError::NotFound { asked })
}

/// What [`find_library`] asks of the real file system.
pub(super) fn list_files(place: &Path) -> Vec<PathBuf> {
    if place.is_file() {
        return vec![place.to_path_buf()];
    }
    let Ok(entries) = std::fs::read_dir(place) else {
        return Vec::new();
    };
    entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .collect()
}

/// The directory with `manifest.json` and the models: `TAKEBACK_MODELS`, else `models` beside the
/// executable, else `share/takeback/models` beside its `bin`, else `models` in the source tree.
pub fn models_dir() -> PathBuf {
    data_dir(
        "TAKEBACK_MODELS",
        "models",
        &source_tree().join("models"),
        "manifest.json",
    )
}

/// The first of the places that holds `marker`; the source tree's when none does, so that the
/// error names a path a developer can fill.
fn data_dir(variable: &str, name: &str, in_tree: &Path, marker: &str) -> PathBuf {
    if let Some(given) = std::env::var_os(variable).filter(|value| !value.is_empty()) {
        return PathBuf::from(given);
    }
    executable_dir()
        .into_iter()
        .chain(installed("share/takeback"))
        .map(|place| place.join(name))
        .find(|place| place.join(marker).is_file())
        .unwrap_or_else(|| in_tree.to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Places {
        Places {
            explicit: None,
            executable_dir: Some("/opt/bin".into()),
            packaged: Some("/usr/lib/takeback".into()),
            source_tree: Some("/src/takeback".into()),
        }
    }

    /// A file system that holds exactly `files`.
    fn holding<'a>(files: &'a [&'a str]) -> impl Fn(&Path) -> Vec<PathBuf> + 'a {
        move |place| {
            let inside =
                |file: &&&str| Path::new(file).parent() == Some(place) || Path::new(file) == place;
            files.iter().filter(inside).map(PathBuf::from).collect()
        }
    }

    #[test]
    fn the_places_are_asked_in_order() {
        let all = [
            "/opt/bin/libonnxruntime.so.1.31.1",
            "/usr/lib/takeback/libonnxruntime.so",
            "/src/takeback/vendor/onnxruntime/libonnxruntime.so.1.32.0",
        ];
        for first in 0..all.len() {
            let found = find_library(&places(), holding(&all[first..])).unwrap();
            assert_eq!(found, Path::new(all[first]));
        }
    }

    #[test]
    fn an_explicit_place_is_a_file_or_a_directory_and_has_no_second() {
        let files = [
            "/opt/bin/libonnxruntime.so",
            "/mine/ort-build",
            "/dir/libonnxruntime.so.1",
        ];
        let explicit = |path: &str| Places {
            explicit: Some(path.into()),
            ..places()
        };
        assert_eq!(
            find_library(&explicit("/mine/ort-build"), holding(&files)).unwrap(),
            Path::new("/mine/ort-build")
        );
        assert_eq!(
            find_library(&explicit("/dir"), holding(&files)).unwrap(),
            Path::new("/dir/libonnxruntime.so.1")
        );
        let error = find_library(&explicit("/gone"), holding(&files)).unwrap_err();
        assert!(
            matches!(error, RuntimeError::NotFound { asked } if asked == [PathBuf::from("/gone")])
        );
    }

    #[test]
    fn other_libraries_beside_it_are_not_taken() {
        let files = [
            "/opt/bin/libonnxruntime_providers_shared.so",
            "/opt/bin/takeback",
            "/usr/lib/takeback/onnxruntime.dll",
        ];
        assert_eq!(
            find_library(&places(), holding(&files)).unwrap(),
            Path::new(files[2])
        );
        let error = find_library(&places(), holding(&files[..2])).unwrap_err();
        assert!(error.to_string().contains("make setup"), "{error}");
        assert!(
            error
                .to_string()
                .contains("/src/takeback/vendor/onnxruntime"),
            "{error}"
        );
    }
}
