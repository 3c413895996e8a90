//! The shelf: the texts a user gave, one file for each instrument, in a folder of the user's.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::err::ShelfError;
use crate::resolution::ResolutionText;
use crate::source::{LARGEST_FILE, LARGEST_TEXT, SourceText, sha256};

/// A folder of texts.
#[derive(Clone, Debug)]
pub struct TextShelf {
    folder: PathBuf,
}

/// A text as the shelf holds it.
#[derive(Clone, Debug)]
pub struct KeptText {
    /// Its file on the shelf.
    pub path: PathBuf,
    /// The name of the file it was read from.
    pub name: String,
    /// The resolution; its hash is that of the file it was read from.
    pub text: ResolutionText,
}

/// What adding a text did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Added {
    /// The shelf had none of this instrument.
    New,
    /// The shelf had this very text.
    Unchanged,
    /// It took the place of another.
    Replaced,
}

/// A file of the shelf. It holds the text as it was given, so that a later, better split serves it too.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    format: u32,
    symbol: String,
    source: String,
    source_sha256: String,
    text_sha256: String,
    text: String,
}

const FORMAT: u32 = 1;

impl TextShelf {
    /// The shelf in a folder, which need not exist yet.
    pub fn at(folder: impl Into<PathBuf>) -> TextShelf {
        TextShelf { folder: folder.into() }
    }

    /// The folder for a user's texts as the platform has it, from the environment: `XDG_DATA_HOME`, else
    /// `HOME/.local/share`; on Windows `APPDATA`.
    ///
    /// ```
    /// use interdict_record::TextShelf;
    /// let shelf = TextShelf::of_user(|name| (name == "HOME").then(|| "/home/ada".into()));
    /// # #[cfg(unix)]
    /// assert!(shelf?.folder().ends_with(".local/share/interdict/texts"));
    /// # Ok::<(), interdict_record::ShelfError>(())
    /// ```
    ///
    /// # Errors
    /// An environment that names none.
    pub fn of_user(
        environment: impl Fn(&str) -> Option<std::ffi::OsString>,
    ) -> Result<TextShelf, ShelfError> {
        let folder = |name: &str| environment(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let data = if cfg!(windows) {
            folder("APPDATA")
        } else {
            folder("XDG_DATA_HOME").or_else(|| Some(folder("HOME")?.join(".local").join("share")))
        };
        Ok(TextShelf::at(data.ok_or(ShelfError::NoFolder)?.join("interdict").join("texts")))
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Keeps a text. One that differs from what is held is refused unless it is to `replace` it.
    ///
    /// # Errors
    /// Another text held and no leave to replace it, or a folder that cannot be written.
    pub fn add(
        &self,
        source: &SourceText,
        text: &ResolutionText,
        replace: bool,
    ) -> Result<(Added, PathBuf), ShelfError> {
        let path = self.path(text.number, text.year);
        let held = if path.exists() { Some(self.kept(&path)) } else { None };
        let added = match held {
            None => Added::New,
            Some(Ok(kept)) if kept.source_sha256 == source.hash && kept.text == source.text => {
                return Ok((Added::Unchanged, path));
            }
            Some(_) if replace => Added::Replaced,
            Some(Ok(kept)) => {
                let short = |hash: &str| hash.chars().take(12).collect();
                let (held, given) = (short(&kept.source_sha256), short(&source.hash));
                return Err(ShelfError::Differs { symbol: text.symbol.clone(), held, given });
            }
            Some(Err(damaged)) => return Err(damaged),
        };
        let kept = Kept {
            format: FORMAT,
            symbol: text.symbol.clone(),
            source: source.name.clone(),
            source_sha256: source.hash.clone(),
            text_sha256: sha256(source.text.as_bytes()),
            text: source.text.clone(),
        };
        self.write(&path, &kept)?;
        Ok((added, path))
    }

    /// The text of an instrument, by its number; `None` where the shelf has none.
    ///
    /// # Errors
    /// A folder that cannot be read, or a damaged file.
    pub fn find(&self, number: u32) -> Result<Option<KeptText>, ShelfError> {
        let prefix = format!("{number}-");
        let path = self.paths()?.into_iter().find(|path| file_name(path).starts_with(&prefix));
        path.map(|path| self.open(path)).transpose()
    }

    /// Every text, each readable or damaged, in order of number.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn list(&self) -> Result<Vec<Result<KeptText, ShelfError>>, ShelfError> {
        Ok(self.paths()?.into_iter().map(|path| self.open(path)).collect())
    }

    fn path(&self, number: u32, year: i16) -> PathBuf {
        self.folder.join(format!("{number}-{year}.json"))
    }

    fn paths(&self) -> Result<Vec<PathBuf>, ShelfError> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(|source| folder_error(&self.folder, source))?,
        };
        let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>();
        let mut paths = paths.map_err(|source| folder_error(&self.folder, source))?;
        let number = |path: &PathBuf| {
            file_name(path).split_once('-').and_then(|(number, _)| number.parse::<u32>().ok())
        };
        paths.retain(|path| number(path).is_some() && path.extension().is_some_and(|kind| kind == "json"));
        paths.sort_by_key(number);
        Ok(paths)
    }

    fn kept(&self, path: &Path) -> Result<Kept, ShelfError> {
        let damaged = |problem: String| ShelfError::Damaged { path: path.display().to_string(), problem };
        let size = fs::metadata(path).map_err(|source| folder_error(path, source))?.len();
        // JSON writes a character in at most six bytes.
        if size > (LARGEST_TEXT.max(LARGEST_FILE) as u64) * 6 {
            return Err(damaged("it is larger than any text".to_owned()));
        }
        let bytes = fs::read(path).map_err(|source| folder_error(path, source))?;
        let kept: Kept = serde_json::from_slice(&bytes).map_err(|error| damaged(error.to_string()))?;
        if kept.format != FORMAT {
            return Err(damaged(format!("its format is {}, this version reads {FORMAT}", kept.format)));
        }
        if kept.text_sha256 != sha256(kept.text.as_bytes()) {
            return Err(damaged("its text does not match its hash".to_owned()));
        }
        Ok(kept)
    }

    fn open(&self, path: PathBuf) -> Result<KeptText, ShelfError> {
        let kept = self.kept(&path)?;
        let source = SourceText { name: kept.source, hash: kept.source_sha256, text: kept.text };
        let text = source.resolution().map_err(|error| ShelfError::Damaged {
            path: path.display().to_string(),
            problem: error.to_string(),
        })?;
        Ok(KeptText { path, name: source.name, text })
    }

    /// Writes beside the file, then renames: a reader sees the old text or the new one.
    fn write(&self, path: &Path, kept: &Kept) -> Result<(), ShelfError> {
        let failed = |source| folder_error(path, source);
        fs::create_dir_all(&self.folder).map_err(failed)?;
        let beside = self.folder.join(format!(".{}.{}.part", file_name(path), std::process::id()));
        let bytes = serde_json::to_vec_pretty(kept).map_err(|error| failed(error.into()))?;
        let written = fs::File::create(&beside).and_then(|mut file| {
            file.write_all(&bytes)?;
            file.write_all(b"\n")?;
            file.sync_all()
        });
        written.and_then(|()| fs::rename(&beside, path)).map_err(|source| {
            // The part file is of no use to anybody; that it could not be removed changes nothing.
            let _ = fs::remove_file(&beside);
            folder_error(path, source)
        })
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn folder_error(path: &Path, source: std::io::Error) -> ShelfError {
    ShelfError::Folder { path: path.display().to_string(), source }
}
