//! [`InputArgs`]: the flags of reading, the same in every command that reads texts.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::anyhow;
use clap::Args;
use encoding_rs::Encoding;

use super::texts::Texts;
use super::{Fields, InputFormat, Limits, encoding, limits, names};
use crate::output::{columns, extension};

/// How input is read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct InputArgs {
    /// How to read files: `auto` goes by the extension, elsewhere by the first bytes
    #[arg(long, value_enum, default_value = "auto", value_name = "FORMAT")]
    pub(crate) input_format: InputFormat,

    /// Read the files that FILE lists too, one path a line (or ended by a zero byte); `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) files_from: Option<PathBuf>,

    /// Fields or columns that may hold the text, in JSON, CSV and Parquet; the first that a record has is taken
    /// [default: text,body,content,article,article_body,articleBody,full_text,maintext]
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    pub(crate) text_field: Vec<String>,

    /// Fields or columns that may hold the id, a string or a number; the first that a record has is taken
    #[arg(long, value_name = "FIELDS", value_delimiter = ',', default_value = Fields::ABOUT[0])]
    pub(crate) id_field: Vec<String>,

    /// Fields or columns that may hold the title, in the block in front of Markdown too; of a page it is its own
    #[arg(long, value_name = "FIELDS", value_delimiter = ',', default_value = Fields::ABOUT[1])]
    pub(crate) title_field: Vec<String>,

    /// Fields or columns that may hold the date, as those of the title
    #[arg(long, value_name = "FIELDS", value_delimiter = ',', default_value = Fields::ABOUT[2])]
    pub(crate) date_field: Vec<String>,

    /// Fields or columns that may hold the address, as those of the title
    #[arg(long, value_name = "FIELDS", value_delimiter = ',', default_value = Fields::ABOUT[3])]
    pub(crate) url_field: Vec<String>,

    /// Other fields or columns of the input to carry over to the rows
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    pub(crate) keep: Vec<String>,

    /// Encoding of the input, by its name on the web (windows-1252) [default: UTF-8 or what is declared, else guessed]
    #[arg(long, value_name = "NAME", value_parser = encoding::named)]
    pub(crate) encoding: Option<&'static Encoding>,

    /// Leave out documents larger than SIZE (500000, 64K, 256M, 2G), markup included
    #[arg(long, value_name = "SIZE", default_value = limits::DOCUMENT, value_parser = limits::size)]
    pub(crate) max_document_bytes: u64,

    /// Stop reading a compressed file that unpacks to more than N times its size
    #[arg(long, value_name = "N", default_value_t = limits::RATIO, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) max_ratio: u64,

    /// Write the text of each document, to which the offsets refer, to a file in DIR
    #[arg(long, value_name = "DIR")]
    pub(crate) save_text: Option<PathBuf>,
}

impl InputArgs {
    /// What is taken from the input, and the folder for the texts, made if it is not there.
    ///
    /// # Errors
    ///
    /// A field to keep that cannot be a column beside ours, or a folder that cannot be made.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        if let Some(folder) = self.save_text.as_deref().filter(|folder| !folder.is_dir() && extension::is_known(folder)) {
            return Err(anyhow!("--save-text {}: texts go to a folder, a file each; name one, as texts", folder.display()));
        }
        let lists = [("--text-field", &self.text_field)].into_iter().chain(Fields::FLAGS.into_iter().zip(self.about()));
        if let Some((flag, _)) = lists.into_iter().find(|(_, names)| names.iter().any(String::is_empty)) {
            return Err(anyhow!("{flag} has an empty name; write {flag} first,second"));
        }
        for (index, name) in self.keep.iter().enumerate() {
            if name.is_empty() {
                return Err(anyhow!("--keep has an empty name; write --keep section,author"));
            }
            if self.keep[..index].contains(name) {
                return Err(anyhow!("--keep names {name} twice; name it once"));
            }
            // Programs that read the table may not tell names apart that differ in case.
            let is_ours = |column: &str| names::likeness(column, name).is_some();
            let first = |usual: &str| usual.split(',').next().is_some_and(is_ours);
            let usual = Fields::ABOUT.iter().zip(self.about()).skip(1).any(|(usual, names)| first(usual) && names.join(",") == *usual);
            if usual {
                return Err(anyhow!("--keep {name}: the table has it already, in the column of that name; drop it"));
            }
            if columns::names().any(is_ours) {
                return Err(anyhow!("--keep {name}: the table has a column of that name; rename the field in the input"));
            }
        }
        Ok(())
    }

    /// The lists of names of the id, title, date and address.
    fn about(&self) -> [&Vec<String>; 4] {
        [&self.id_field, &self.title_field, &self.date_field, &self.url_field]
    }

    /// What no document and no compressed file may exceed.
    pub(crate) fn limits(&self) -> Limits {
        Limits { document: self.max_document_bytes, ratio: self.max_ratio }
    }

    /// What is taken from the input; makes the folder for texts.
    ///
    /// # Errors
    ///
    /// As [`InputArgs::check`], or a folder that cannot be made.
    pub(crate) fn fields(&self) -> anyhow::Result<Fields> {
        self.check()?;
        let texts = self.save_text.as_deref().map(Texts::create).transpose()?;
        Ok(Fields { texts: texts.map(Arc::new), ..self.wanted()? })
    }

    /// The same without a folder for texts.
    ///
    /// # Errors
    ///
    /// As [`InputArgs::check`].
    pub(crate) fn wanted(&self) -> anyhow::Result<Fields> {
        self.check()?;
        Ok(Fields {
            text: match self.text_field.as_slice() {
                [] => Fields::TEXT.map(str::to_owned).to_vec(),
                given => given.to_vec(),
            },
            about: self.about().map(Clone::clone),
            keep: self.keep.clone(),
            encoding: self.encoding,
            limits: self.limits(),
            texts: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Debug, Parser)]
    struct Command {
        #[command(flatten)]
        input: InputArgs,
    }

    /// What the flags ask for.
    fn fields(flags: &str) -> anyhow::Result<Fields> {
        let words = ["x"].into_iter().chain(flags.split_whitespace());
        Command::try_parse_from(words)?.input.fields()
    }

    #[test]
    fn what_is_kept_has_no_name_of_ours() {
        assert_eq!(fields("--keep section,author").unwrap().keep, ["section", "author"]);
        assert_eq!(fields("--keep section --keep author").unwrap().keep, ["section", "author"]);
        for (flags, why) in [
            ("--keep speaker", "--keep speaker: the table has a column of that name; rename the field in the input"),
            ("--keep Speaker", "--keep Speaker: the table has a column of that name"),
            ("--keep a,date", "--keep date: the table has it already"),
            ("--keep Title", "--keep Title: the table has it already"),
            ("--keep title --title-field headline", "--keep title: the table has a column of that name"),
            ("--keep a,b,a", "--keep names a twice"),
            ("--keep a,,b", "--keep has an empty name"),
        ] {
            let error = fields(flags).expect_err(flags).to_string();
            assert!(error.starts_with(why), "{error}");
        }
    }

    #[test]
    fn the_text_may_be_in_several_fields() {
        assert_eq!(fields("--text-field body,text").unwrap().text, ["body", "text"]);
        assert_eq!(fields("").unwrap().text, Fields::TEXT);
        for flag in ["--text-field", "--id-field", "--title-field", "--date-field", "--url-field"] {
            let error = fields(&format!("{flag} a,,b")).expect_err(flag).to_string();
            assert!(error.starts_with(&format!("{flag} has an empty name; ")), "{error}");
        }
        assert_eq!(fields("").unwrap().about, Fields::ABOUT.map(|names| names.split(',').collect::<Vec<_>>()));
        let about = fields("--id-field a,b --title-field c --date-field d --url-field e").unwrap().about;
        assert_eq!(about, [vec!["a", "b"], vec!["c"], vec!["d"], vec!["e"]]);
        // The help lists them for people.
        let help = <Command as clap::CommandFactory>::command().render_long_help().to_string();
        assert!(help.contains(&Fields::TEXT.join(",")), "{help}");
    }

    #[test]
    fn encodings_have_names() {
        assert_eq!(fields("--encoding latin1").unwrap().encoding.map(Encoding::name), Some("windows-1252"));
        assert!(fields("--encoding klingon").unwrap_err().to_string().contains("names are those of the web"));
    }
}
