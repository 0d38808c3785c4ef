//! CommonMark of the description, written anew as CommonMark that is safe in a doc comment.
//!
//! In: a description, as untrusted text. Out: wrapped lines in which every code block is ```` ```text ````, no HTML is
//! left, links lead to HTTP or mail only, and nothing else can be taken for a link, an attribute or a doctest.

use pulldown_cmark::{
    CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeStream,
};

use super::html::{self, Piece};
use super::text;

/// Blocks deeper than this are written at this depth.
const DEEPEST: usize = 8;

/// The description as lines no wider than about `width`; none where it is blank.
pub(crate) fn lines(description: &str, width: usize) -> Vec<String> {
    let clean = text::clean(description);
    if is_plain(&clean) {
        let mut words = String::with_capacity(clean.len());
        text::escape_into(&mut words, clean.trim(), false);
        return wrap(&words, width);
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut writer = Writer::new(width);
    for event in TextMergeStream::new(Parser::new_ext(&clean, options)) {
        writer.event(event);
    }
    writer.flush();
    while writer.lines.last().is_some_and(String::is_empty) {
        writer.lines.pop();
    }
    writer.lines
}

/// Whether the text is one paragraph without any markup, as most descriptions are.
fn is_plain(text: &str) -> bool {
    let has_markup = |char: char| {
        matches!(
            char,
            '\n' | '`' | '*' | '_' | '[' | '<' | '\\' | '&' | '|' | '~' | '#'
        )
    };
    let text = text.trim_end();
    text.starts_with(char::is_alphabetic) && !text.contains(has_markup)
}

/// Words in lines, guarded against beginning a block.
pub(super) fn wrap(words: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for part in words.split(text::LINE_BREAK) {
        let mut line = String::new();
        let mut length = 0;
        for word in part.split(' ').filter(|word| !word.is_empty()) {
            let word_length = word.chars().count();
            if length > 0 && length + 1 + word_length > width {
                push_line(&mut lines, &line);
                line.clear();
                length = 0;
            }
            if length > 0 {
                line.push(' ');
                length += 1;
            }
            line.push_str(word);
            length += word_length;
        }
        if !line.is_empty() {
            push_line(&mut lines, &line);
        }
    }
    lines
}

fn push_line(lines: &mut Vec<String>, line: &str) {
    let line = line.replace(text::FIRM_SPACE, " ");
    lines.push(text::guard_line_start(line.trim_end()).into_owned());
}

/// What stands before the lines of a block inside a list or quote.
struct Container {
    first: String,
    rest: String,
    is_begun: bool,
}

struct Link {
    /// Where its text begins in the paragraph.
    from: usize,
    destination: String,
}

struct Writer {
    width: usize,
    lines: Vec<String>,
    containers: Vec<Container>,
    /// The numbers of the lists that are open; `None` for bullets.
    lists: Vec<Option<u64>>,
    paragraph: String,
    links: Vec<Link>,
    heading: Option<HeadingLevel>,
    /// The text of a code or HTML block that is open.
    raw: Option<String>,
    /// The cells of a table's row.
    row: Option<Vec<String>>,
    /// Whether the innermost container is an item that HTML began.
    in_html_item: bool,
}

impl Writer {
    fn new(width: usize) -> Self {
        Self {
            width,
            lines: Vec::new(),
            containers: Vec::new(),
            lists: Vec::new(),
            paragraph: String::new(),
            links: Vec::new(),
            heading: None,
            raw: None,
            row: None,
            in_html_item: false,
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.raw {
                Some(raw) => raw.push_str(&text),
                None => text::escape_into(&mut self.paragraph, &text, !self.links.is_empty()),
            },
            Event::Code(code) => self.code(&code),
            Event::Html(html) => match &mut self.raw {
                Some(raw) => raw.push_str(&html),
                None => self.html(&html),
            },
            Event::InlineHtml(tag) => self.tag(html::tag(&tag), &tag),
            Event::SoftBreak => self.paragraph.push(' '),
            Event::HardBreak => self.line_break(),
            Event::Rule => {
                self.block();
                self.push("---");
            }
            // Not asked for: see the options of the parser.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                text::escape_into(&mut self.paragraph, &text, true);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.block(),
            Tag::Heading { level, .. } => {
                self.block();
                self.heading = Some(level);
            }
            Tag::BlockQuote(_) => {
                self.block();
                self.open("> ".to_owned(), "> ".to_owned());
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) | Tag::HtmlBlock => {
                self.block();
                self.raw = Some(String::new());
            }
            Tag::List(number) => {
                self.flush();
                if self.lists.is_empty() {
                    self.block();
                }
                self.lists.push(number);
            }
            Tag::Item => self.item(),
            Tag::Table(_) => self.block(),
            Tag::TableHead | Tag::TableRow => self.row = Some(Vec::new()),
            Tag::Emphasis => self.paragraph.push('*'),
            Tag::Strong => self.paragraph.push_str("**"),
            Tag::Strikethrough => self.paragraph.push_str("~~"),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => self.links.push(Link {
                from: self.paragraph.len(),
                destination: dest_url.into_string(),
            }),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => {
                self.flush();
                self.end_html_item();
            }
            TagEnd::BlockQuote(_) | TagEnd::Item => {
                self.flush();
                self.end_html_item();
                self.containers.pop();
            }
            TagEnd::CodeBlock => self.code_block(),
            TagEnd::HtmlBlock => {
                let html = self.raw.take().unwrap_or_default();
                self.html(&html);
                self.flush();
                self.end_html_item();
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.paragraph);
                if let Some(row) = &mut self.row {
                    row.push(cell);
                }
            }
            TagEnd::TableHead => self.end_row(true),
            TagEnd::TableRow => self.end_row(false),
            TagEnd::Emphasis => self.paragraph.push('*'),
            TagEnd::Strong => self.paragraph.push_str("**"),
            TagEnd::Strikethrough => self.paragraph.push_str("~~"),
            TagEnd::Link | TagEnd::Image => self.end_link(),
            _ => {}
        }
    }

    /// Begins a block: what came before is written, with a blank line after it.
    fn block(&mut self) {
        self.flush();
        if self.is_begun() && self.lines.last().is_some_and(|line| !line.is_empty()) {
            let prefix = self.prefix();
            self.lines.push(prefix.trim_end().to_owned());
        }
    }

    fn open(&mut self, first: String, rest: String) {
        let is_deep = self.containers.len() >= DEEPEST;
        self.containers.push(Container {
            first: if is_deep { String::new() } else { first },
            rest: if is_deep { String::new() } else { rest },
            is_begun: is_deep,
        });
    }

    fn item(&mut self) {
        self.flush();
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}. ");
                *number = (*number + 1).min(999_999_999);
                marker
            }
            _ => "- ".to_owned(),
        };
        let rest = " ".repeat(marker.len());
        self.open(marker, rest);
    }

    /// What stands before the next line, which is then begun.
    fn prefix(&mut self) -> String {
        let mut prefix = String::new();
        for container in &mut self.containers {
            let part = if container.is_begun {
                &container.rest
            } else {
                &container.first
            };
            prefix.push_str(part);
            container.is_begun = true;
        }
        prefix
    }

    fn push(&mut self, line: &str) {
        let mut prefixed = self.prefix();
        prefixed.push_str(line);
        self.lines.push(prefixed.trim_end().to_owned());
    }

    /// Writes the paragraph or heading that is open, if any.
    fn flush(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        self.links.clear();
        let heading = self.heading.take();
        if paragraph.trim().is_empty() {
            return;
        }
        if let Some(level) = heading {
            let line: String = paragraph
                .chars()
                .map(|char| {
                    if char == text::FIRM_SPACE || char == text::LINE_BREAK {
                        ' '
                    } else {
                        char
                    }
                })
                .collect();
            // The sections that the generator adds stand above those of the description.
            let signs = "#".repeat((level as usize + 1).min(6));
            self.push(&format!(
                "{signs} {}",
                line.trim().trim_end_matches('#').trim_end()
            ));
            return;
        }
        let indent: usize = self
            .containers
            .iter()
            .map(|container| container.rest.len())
            .sum();
        for line in wrap(&paragraph, self.width.saturating_sub(indent).max(20)) {
            self.push(&line);
        }
    }

    fn code(&mut self, code: &str) {
        let span = text::code_span(code);
        let is_in_table = self.row.is_some();
        for char in span.chars() {
            match char {
                ' ' => self.paragraph.push(text::FIRM_SPACE),
                '|' if is_in_table => self.paragraph.push_str("\\|"),
                other => self.paragraph.push(other),
            }
        }
    }

    fn code_block(&mut self) {
        let code = self.raw.take().unwrap_or_default();
        let longest = code
            .lines()
            .map(|line| {
                line.trim_start()
                    .chars()
                    .take_while(|&char| char == '`')
                    .count()
            })
            .max()
            .unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        self.push(&format!("{fence}text"));
        for line in code.lines() {
            self.push(line);
        }
        self.push(&fence);
    }

    fn html(&mut self, html: &str) {
        for piece in html::pieces(html) {
            match piece {
                Piece::Text(text) => {
                    text::escape_into(&mut self.paragraph, &html::decode(text), false)
                }
                Piece::Tag(tag) => self.tag(tag, ""),
            }
        }
    }

    fn tag(&mut self, tag: html::Tag, source: &str) {
        match tag {
            html::Tag::Nothing => {}
            html::Tag::Line => self.line_break(),
            html::Tag::Paragraph | html::Tag::Item
                if self.row.is_some() || self.heading.is_some() =>
            {
                self.paragraph.push(' ');
            }
            // The paragraph of an item goes on the item's line.
            html::Tag::Paragraph
                if self.in_html_item && self.paragraph.trim().is_empty() && !self.is_begun() => {}
            html::Tag::Paragraph => {
                self.flush();
                self.end_html_item();
                self.block();
            }
            html::Tag::Item => {
                self.flush();
                if self.in_html_item {
                    self.end_html_item();
                } else {
                    self.block();
                }
                self.open("- ".to_owned(), "  ".to_owned());
                self.in_html_item = true;
            }
            html::Tag::Text => text::escape_into(&mut self.paragraph, source, true),
        }
    }

    fn end_html_item(&mut self) {
        if std::mem::take(&mut self.in_html_item) {
            self.containers.pop();
        }
    }

    /// Whether the innermost container has a line already.
    fn is_begun(&self) -> bool {
        self.containers
            .last()
            .is_none_or(|container| container.is_begun)
    }

    fn line_break(&mut self) {
        if self.row.is_some() || self.heading.is_some() {
            self.paragraph.push(' ');
        } else if !self.paragraph.trim().is_empty() {
            // Two spaces or a backslash at the end of a line are easily lost; a line of its own says enough.
            self.paragraph.push(text::LINE_BREAK);
        }
    }

    fn end_link(&mut self) {
        let Some(link) = self.links.pop() else {
            return;
        };
        let shown = self
            .paragraph
            .split_off(link.from.min(self.paragraph.len()));
        let is_inside = !self.links.is_empty();
        match text::safe_url(&link.destination) {
            _ if is_inside => self.paragraph.push_str(&shown),
            Some(url) if shown.trim().is_empty() || shown == link.destination => {
                text::push_autolink(&mut self.paragraph, &url);
            }
            Some(url) => {
                let shown = shown.replace(text::LINE_BREAK, " ");
                self.paragraph
                    .push_str(&format!("[{}]({url})", shown.replace(']', "\\]")));
            }
            None if link.destination.is_empty() || link.destination.starts_with('#') => {
                self.paragraph.push_str(&shown);
            }
            None => {
                self.paragraph.push_str(&shown);
                self.paragraph.push_str(" (");
                self.code(&link.destination);
                self.paragraph.push(')');
            }
        }
    }

    fn end_row(&mut self, is_head: bool) {
        let Some(row) = self.row.take() else { return };
        let mut line = String::from("|");
        for cell in &row {
            line.push(' ');
            line.push_str(cell.replace(text::FIRM_SPACE, " ").trim());
            line.push_str(" |");
        }
        self.push(&line);
        if is_head {
            self.push(&format!("|{}", "---|".repeat(row.len())));
        }
    }
}

#[cfg(test)]
mod tests;
