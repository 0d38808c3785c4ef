//! The other files of the description's folder, each read when the first reference leads to it.

use crate::codes;
use crate::load::load_file;
use crate::resolve::{Resolver, pointer};
use crate::tree::NodeId;

/// Why there is no root although there is a file.
const UNSOUND: &str = "it is not sound itself";
/// What whoever reads the files says where there is none: the path is wrong then, and not the file.
pub const NO_SUCH_FILE: &str = "there is no such file";

impl Resolver<'_> {
    /// The root of a file that was read.
    pub(super) fn root_of_file(&self, file: u16) -> Option<NodeId> {
        let path = self.document.sources.relative_path(file);
        self.files.get(path)?.as_ref().ok().copied()
    }

    /// The root of a file of the folder, or why there is none.
    pub(super) fn file(&mut self, path: &str) -> Result<NodeId, String> {
        if let Some(known) = self.files.get(path) {
            return known.clone();
        }
        let root = self.load(path);
        self.files.insert(path.to_owned(), root.clone());
        root
    }

    fn load(&mut self, path: &str) -> Result<NodeId, String> {
        let limits = &self.options.limits;
        if self.files.len() > limits.files {
            return Err(format!(
                "the description has more than {} files",
                limits.files
            ));
        }
        let bytes = (self.read)(path)?;
        load_file(self.document, path, bytes, limits).ok_or_else(|| UNSOUND.to_owned())
    }

    pub(super) fn say_unreadable(&self, reference: NodeId, path: &str, why: &str) {
        let message = format!("cannot read `{path}`: {why}");
        let help = match pointer::nearest_component(self.document, path) {
            _ if why == UNSOUND => "correct that file first".to_owned(),
            Some(component) => format!("did you mean `{component}`?"),
            None if why == NO_SUCH_FILE => {
                "references lead to files relative to the file that they stand in".to_owned()
            }
            None if self.files.len() > self.options.limits.files => {
                "choose a smaller description, or allow more with `--limit files=NUMBER`".to_owned()
            }
            None => "put what it points at into the folder of the description, as a file that can be read"
                .to_owned(),
        };
        self.say(codes::UNREADABLE_FILE, reference, message, &help);
    }
}
