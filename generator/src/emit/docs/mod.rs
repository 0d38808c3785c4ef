//! Doc comments: what the description says of an item, and what the generator knows of it beside that.
//!
//! In: [`Docs`] of the IR, as untrusted text. Out: lines of doc comments, safe to compile and to show.

pub(crate) mod aside;
mod facts;
mod html;
pub(crate) mod markdown;
pub(crate) mod text;

pub(crate) use facts::{constraints, literal};

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::ir::Docs;

/// The width of the text of doc comments on items.
pub(crate) const ITEM: usize = 96;
/// The width of the text of doc comments on members of items.
pub(crate) const MEMBER: usize = 92;
/// Examples of more lines than this help nobody.
const LONGEST_EXAMPLE: usize = 40;

/// A doc comment in the making.
#[derive(Debug)]
pub(crate) struct Doc {
    width: usize,
    lines: Vec<String>,
}

impl Doc {
    /// An empty one, with text of this width.
    pub(crate) fn new(width: usize) -> Self {
        Self {
            width,
            lines: Vec::new(),
        }
    }

    /// Whether nothing has been said yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Says what the description says: its summary, description and external documentation.
    pub(crate) fn describe(&mut self, docs: &Docs) {
        let summary = docs.summary.as_deref().map(str::trim).unwrap_or_default();
        let description = docs
            .description
            .as_deref()
            .map(str::trim)
            .unwrap_or_default();
        if !description.starts_with(summary.trim_end_matches('.')) || description.is_empty() {
            self.markdown(summary);
        }
        self.markdown(description);
        if let Some((description, url)) = &docs.external {
            let said = description
                .as_deref()
                .map(text::line)
                .filter(|text| !text.is_empty());
            let said = said.unwrap_or_else(|| "More".to_owned());
            match text::safe_url(url) {
                Some(url) => {
                    self.markdown(&format!("{}: <{url}>", said.trim_end_matches(['.', ':'])))
                }
                None => self.markdown(&said),
            }
        }
    }

    /// Says what of the description nobody has confirmed.
    pub(crate) fn doubt(&mut self, docs: &Docs) {
        if let Some(unverified) = &docs.unverified {
            self.markdown(&format!("Not verified: {}", unverified.trim()));
        }
    }

    /// Says the same of several parts, each note once.
    pub(crate) fn doubts<'a>(&mut self, parts: impl Iterator<Item = &'a Docs>) {
        let mut seen: Vec<&str> = Vec::new();
        for part in parts {
            let note = part.unverified.as_deref().unwrap_or_default().trim();
            if !seen.contains(&note) {
                seen.push(note);
                self.doubt(part);
            }
        }
    }

    /// Shows the description's example.
    pub(crate) fn example(&mut self, docs: &Docs) {
        let Some(example) = &docs.example else { return };
        let example = text::clean(example);
        if !example.contains('\n') && example.len() <= 60 {
            self.sentence(&format!("Example: {}.", text::code_span(&example)));
        } else if example.lines().count() <= LONGEST_EXAMPLE && !example.contains("```") {
            self.block("json", &example);
        }
    }

    /// Adds untrusted CommonMark as paragraphs.
    pub(crate) fn markdown(&mut self, markdown: &str) {
        let lines = markdown::lines(markdown, self.width);
        if !lines.is_empty() {
            self.gap();
            self.lines.extend(lines);
        }
    }

    /// Adds a paragraph of ours.
    pub(crate) fn sentence(&mut self, text: &str) {
        self.gap();
        self.lines.extend(markdown::wrap(text, self.width));
    }

    /// Begins a section of ours, whose content follows.
    pub(crate) fn section(&mut self, title: &str) {
        self.gap();
        self.lines.push(format!("# {title}"));
    }

    /// Begins a list or table of ours, whose lines follow.
    pub(crate) fn list(&mut self) {
        self.gap();
    }

    /// Adds an item of ours to a list, wrapped.
    pub(crate) fn item(&mut self, text: &str) {
        let lines = markdown::wrap(text, self.width.saturating_sub(2));
        for (index, line) in lines.iter().enumerate() {
            let prefix = if index == 0 { "- " } else { "  " };
            self.lines.push(format!("{prefix}{line}"));
        }
    }

    /// Adds a line of ours as it is.
    pub(crate) fn line(&mut self, text: &str) {
        self.lines.push(text.to_owned());
    }

    /// Adds a code block of ours.
    pub(crate) fn block(&mut self, language: &str, code: &str) {
        self.gap();
        self.lines.push(format!("```{language}"));
        self.lines
            .extend(code.lines().map(|line| line.trim_end().to_owned()));
        self.lines.push("```".to_owned());
    }

    fn gap(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
    }

    /// The lines, for text that is no attribute.
    pub(crate) fn into_lines(self) -> Vec<String> {
        self.lines
    }
}

/// One attribute with what stands for the lines, which [`aside`] puts in its place.
impl ToTokens for Doc {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if self.lines.is_empty() {
            return;
        }
        let mut text = String::new();
        for (index, line) in self.lines.iter().enumerate() {
            if index > 0 {
                text.push('\n');
            }
            if !line.is_empty() {
                text.push(' ');
                text.push_str(line);
            }
        }
        let stand_in = aside::keep(text);
        tokens.extend(quote!(#[doc = #stand_in]));
    }
}

/// The attribute of what the description marks as deprecated.
pub(crate) fn deprecated(is_deprecated: bool) -> TokenStream {
    if is_deprecated {
        quote!(#[deprecated(note = "deprecated in the description of the API")])
    } else {
        TokenStream::new()
    }
}

/// What the docs say, in one paragraph of safe CommonMark.
pub(crate) fn summary(docs: &Docs) -> String {
    let said = docs.description.as_deref().or(docs.summary.as_deref());
    let lines = markdown::lines(said.unwrap_or_default(), usize::MAX);
    lines
        .into_iter()
        .take_while(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What of the docs nobody has confirmed, in one paragraph of safe CommonMark; nothing where all is.
pub(crate) fn doubt(docs: &Docs) -> String {
    let Some(unverified) = &docs.unverified else {
        return String::new();
    };
    let said = format!("Not verified: {}", unverified.trim());
    let lines = markdown::lines(&said, usize::MAX);
    let words = lines.into_iter().filter(|line| !line.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
