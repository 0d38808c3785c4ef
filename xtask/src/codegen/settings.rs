//! What a run of codegen goes by: the command line, and the configuration where there is one. The command line wins.

use std::path::{Path, PathBuf};

use generator::config::{self, Config};
use generator::levels::{self, Levels};
use generator::{Rejected, codes, lower};

use super::arguments::Codegen;
use crate::failure::Failure;
use crate::pipeline::{self, Request};
use crate::spec::{self, Spec};
use crate::workspace::{self, real};

const DEFAULT_SPEC: &str = "spec/partnerportal.yaml";
pub(super) const DEFAULT_OUT: &str = "generated-client";
const LICENSE: &str = "MIT OR Apache-2.0";
/// The name of a configuration that is found without being named.
pub const CONFIG: &str = "codegen.toml";

/// What a run goes by.
pub struct Settings<'a> {
    pub arguments: &'a Codegen,
    config: Config,
    /// Where the configuration is, if there is one.
    pub config_path: Option<PathBuf>,
}

/// The configuration that the command line names, itself or by its folder.
pub(super) fn named_config(arguments: &Codegen) -> Option<PathBuf> {
    let path = arguments.config.as_ref()?;
    Some(if path.is_dir() {
        path.join(CONFIG)
    } else {
        path.clone()
    })
}

impl<'a> Settings<'a> {
    /// Reads the configuration: the one that is named, or the one beside the description.
    pub fn read(arguments: &'a Codegen) -> Result<Self, Failure> {
        let settings = Self {
            arguments,
            config: Config::default(),
            config_path: None,
        };
        let path = match named_config(arguments) {
            Some(path) => path,
            None => {
                let beside = settings.spec_path().with_file_name(CONFIG);
                if !beside.is_file() {
                    return Ok(settings);
                }
                beside
            }
        };
        let config = read_config(&path, arguments)?;
        let settings = Self {
            arguments,
            config,
            config_path: Some(path),
        };
        settings.refuse_to_guess()?;
        // A folder may hold several descriptions; its configuration is about the one that it names.
        if arguments.config.is_none() && settings.is_of_another_description() {
            return Ok(Self {
                arguments,
                config: Config::default(),
                config_path: None,
            });
        }
        Ok(settings)
    }

    /// A configuration that somebody named is about a description of its own; the workspace's is not meant.
    fn refuse_to_guess(&self) -> Result<(), Failure> {
        let is_said = self.arguments.spec.is_some() || self.config.description.is_some();
        match &self.arguments.config {
            Some(_) if !is_said => {
                let path = self.config_path.as_deref().unwrap_or(Path::new(CONFIG));
                let shown = workspace::shown(path);
                Err(Failure::new(format!("`{shown}` names no description")).help(
                    "add `description = \"openapi.yaml\"` at its top, or give the description with --spec",
                ))
            }
            _ => Ok(()),
        }
    }

    fn is_of_another_description(&self) -> bool {
        let named = self.config.description.as_deref();
        let named = named.map(|path| real(&self.beside_config(path)));
        named.is_some_and(|named| named != real(&self.spec_path()))
    }

    /// A path of the configuration, which is relative to its folder.
    fn beside_config(&self, path: &str) -> PathBuf {
        let folder = self.config_path.as_deref().and_then(Path::parent);
        folder.unwrap_or(Path::new("")).join(path)
    }

    /// Where the description is.
    pub fn spec_path(&self) -> PathBuf {
        match (&self.arguments.spec, &self.config.description) {
            (Some(path), _) => path.clone(),
            (None, Some(path)) => self.beside_config(path),
            (None, None) => workspace::root().join(DEFAULT_SPEC),
        }
    }

    /// Where the crate goes, where that was said.
    pub fn chosen_out(&self) -> Option<PathBuf> {
        let configured = self.config.out.as_deref();
        let configured = configured.map(|path| self.beside_config(path));
        self.arguments.out.clone().or(configured)
    }

    /// Where the crate goes.
    pub fn out_path(&self) -> PathBuf {
        let default = || workspace::root().join(DEFAULT_OUT);
        self.chosen_out().unwrap_or_else(default)
    }

    /// The overlays in order: those of the configuration first.
    pub fn overlays(&self) -> Vec<PathBuf> {
        let configured = self.config.overlays.iter();
        let configured = configured.map(|path| self.beside_config(path));
        configured.chain(self.arguments.overlays.clone()).collect()
    }

    /// The description and its overlays. Where they cannot be read, whoever named them is told.
    pub fn read_spec(&self) -> Result<Spec, Failure> {
        // Where nothing is, the name is wrong; of what is wrong with a file, more is known.
        let told = |failure: Failure, key: &str, paths: &[PathBuf]| match &self.config_path {
            Some(config) if paths.iter().any(|path| !path.exists()) => {
                let config = workspace::shown(config);
                failure.help(format_args!(
                    "correct `{key}` in `{config}`, which names it"
                ))
            }
            _ => failure,
        };
        let path = self.spec_path();
        let is_configured = self.arguments.spec.is_none() && self.config.description.is_some();
        let spec = Spec::read(&path).map_err(|failure| match is_configured {
            true => told(failure, "description", &[path]),
            false => failure,
        })?;
        let configured = self.config.overlays.iter();
        let configured: Vec<PathBuf> = configured.map(|path| self.beside_config(path)).collect();
        spec.with_overlays(&configured)
            .map_err(|failure| told(failure, "overlays", &configured))?
            .with_overlays(&self.arguments.overlays)
    }

    /// Whether the crate is the workspace's own, which goes under its license; others are their users' business.
    fn is_ours(&self) -> bool {
        real(&self.out_path()) == real(&workspace::root().join(DEFAULT_OUT))
    }

    /// Whether cargo would take the crate for a part of this workspace, which only the default folder is.
    fn must_stand_alone(&self) -> bool {
        let root = real(&workspace::root());
        let out = real(&self.out_path());
        out.starts_with(&root) && out != root.join(DEFAULT_OUT)
    }

    /// Whether faults that have a sound reading are errors. Those of the workspace's own description can be corrected.
    fn is_pedantic(&self) -> bool {
        let arguments = self.arguments;
        let ours = arguments.spec.is_none() && arguments.config.is_none();
        arguments.pedantic || ours && !arguments.lenient
    }

    /// What is wanted of the generator.
    pub fn request(&self, spec: &Spec) -> Result<Request, Failure> {
        let config = &self.config;
        let name = self.arguments.name.clone().or_else(|| config.name.clone());
        let chosen = self.arguments.selection();
        let license = || self.is_ours().then(|| LICENSE.to_owned());
        Ok(Request {
            components: false,
            ledger: false,
            version: None,
            release: None,
            limits: self.arguments.limits.clone(),
            crate_name: name.or_else(|| spec.telling_name()),
            crate_version: config.version.clone(),
            default_features: config.default_features.clone(),
            dependencies: config.dependencies.clone(),
            selection: match chosen == lower::Selection::default() {
                true => config.selection.clone(),
                false => chosen,
            },
            standalone: self.must_stand_alone(),
            license: config.license.clone().or_else(license),
            pedantic: self.is_pedantic(),
            formats: config.formats.clone(),
            names: config.names.clone(),
            configuration: config.written.clone(),
            levels: self.levels()?,
            message_format: self.arguments.message_format,
        })
    }

    fn levels(&self) -> Result<Levels, Failure> {
        let mut levels = self.config.levels.clone();
        for text in &self.arguments.allow {
            let code = code(text)?;
            levels.deny.retain(|denied| *denied != code);
            levels.allow.push(code);
        }
        for text in &self.arguments.deny {
            if text == "warnings" {
                levels.deny_all = true;
                continue;
            }
            let code = code(text).map_err(|failure| match text.starts_with("warn") {
                true => failure.help("did you mean `warnings`, which stands for all?"),
                false => failure,
            })?;
            levels.allow.retain(|allowed| *allowed != code);
            levels.deny.push(code);
        }
        Ok(levels)
    }
}

fn code(text: &str) -> Result<generator::diagnostic::Code, Failure> {
    codes::parse(text).ok_or_else(|| {
        let failure = Failure::new(format!("`{text}` is no code of a diagnostic"));
        failure.help(levels::unknown(text)).of_usage()
    })
}

fn read_config(path: &Path, arguments: &Codegen) -> Result<Config, Failure> {
    let shown = workspace::shown(path);
    let bytes = spec::read_named(path)?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Failure::new(format!("`{shown}` is not UTF-8")).help("save the file as UTF-8")
    })?;
    config::read(&shown, text).map_err(|Rejected(document)| {
        let said = pipeline::said(&document, arguments.message_format);
        said.print(arguments.message_format);
        Failure::new(format!("the configuration `{shown}` is not sound"))
            .help("correct it; generator/docs/configuration.md has all keys")
    })
}
