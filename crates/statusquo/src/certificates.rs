//! Which certificate `serve` presents: one that was given in files, or leaves of an own authority, which is kept in the
//! user's data folder so that it has to be trusted once.

use statusquo_wire::tls::{Authority, Certificates};
use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The certificate in these files.
///
/// # Errors
///
/// A sentence that names the flag and the file, what was found and what was expected.
pub(crate) fn given(chain: &Path, key: &Path) -> Result<Arc<Certificates>, String> {
    let certificates = Certificates::from_files(chain, key).map_err(|error| {
        let flag = if error.path == chain { "--cert" } else { "--key" };
        format!("{flag} {error}")
    })?;
    Ok(Arc::new(certificates))
}

/// Leaves of the authority in the data folder, and what there is to say of it; where none can be kept, of one for this run.
///
/// # Errors
///
/// A sentence, if no authority can be made at all.
pub(crate) fn own() -> Result<(Arc<Certificates>, Vec<String>), String> {
    let kept = match data_folder() {
        Some(folder) => Authority::kept_in(&folder).map_err(|error| error.to_string()),
        None => Err(format!("there is no folder for data: {FOLDER_VARIABLES}")),
    };
    let (authority, notes) = match kept {
        Ok(kept) => kept,
        Err(why) => {
            let authority = Authority::for_this_run().map_err(|error| error.to_string())?;
            (authority, vec![format!("{why}; so the certificate authority is for this run alone")])
        }
    };
    Ok((Arc::new(Certificates::signed_by(authority)), notes))
}

#[cfg(windows)]
const FOLDER_VARIABLES: &str = "LOCALAPPDATA is not set";
#[cfg(not(windows))]
const FOLDER_VARIABLES: &str = "HOME is not set";

/// Where programs keep data of this user, each in a folder of its own.
fn data_folder() -> Option<PathBuf> {
    let folder = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let data = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        folder("XDG_DATA_HOME").or_else(|| folder("HOME").map(|home| home.join(".local/share")))
    };
    data.map(|data| data.join("statusquo"))
}
