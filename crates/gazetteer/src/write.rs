//! [`Gazetteer::write_tsv`] and rows from entities.

use std::fmt::Write as _;
use std::io;

use crate::entity::{Entity, Gender, NameClass};
use crate::gazetteer::Gazetteer;

/// The header of the rows that [`row`] makes.
pub(crate) const HEADER: &str =
    "id\tname\tkind\tprior\taliases\tacronyms\tdemonyms\tmetonyms\tnicknames\tcategory\tgender\tbirth\tdeath\tcountries\tcodes\toffices\n";

/// Appends an entity as a row, in the form that
/// [`Builder::add_tsv_path`](crate::Builder::add_tsv_path) reads.
pub(crate) fn row(entity: &Entity, out: &mut String) {
    let names = |class: NameClass| -> String {
        let of_class =
            entity.names.iter().filter(|name| name.class == class && (name.class != NameClass::Official || name.text != entity.name));
        let marked = of_class.map(|name| {
            let sign = |on: bool, sign: &'static str| if on { sign } else { "" };
            format!("{}{}{}", sign(name.weak, "~"), sign(name.alone, "^"), plain(&name.text))
        });
        marked.collect::<Vec<_>>().join("|")
    };
    // An official name beside the one to show, or a family name, is kept as
    // an alias: the columns know no other place for it.
    let aliases = [names(NameClass::Official), names(NameClass::Alias), names(NameClass::Surname)];
    let aliases = aliases.into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("|");
    let shown = entity.names.iter().find(|name| name.text == entity.name);
    let alone = if shown.is_some_and(|name| name.alone) { "^" } else { "" };
    let weak = if shown.is_some_and(|name| name.weak) { "~" } else { "" };
    let gender = match entity.gender {
        Some(Gender::Female) => "f",
        Some(Gender::Male) => "m",
        None => "",
    };
    let offices: Vec<String> =
        entity.offices.iter().map(|office| format!("{}@{}..{}", plain(&office.title), office.start, office.end)).collect();
    let _ = writeln!(
        out,
        "{}\t{weak}{alone}{}\t{}\t{}\t{aliases}\t{}\t{}\t{}\t{}\t{}\t{gender}\t{}\t{}\t{}\t{}\t{}",
        plain(&entity.id),
        plain(&entity.name),
        entity.kind,
        entity.prior,
        names(NameClass::Acronym),
        names(NameClass::Demonym),
        names(NameClass::Metonym),
        names(NameClass::Nickname),
        plain(&entity.category),
        entity.birth,
        entity.death,
        entity.countries.join("|"),
        entity.codes.join("|"),
        offices.join("|"),
    );
}

/// A value without the characters that separate values.
fn plain(value: &str) -> String {
    let separator = |c: char| matches!(c, '\t' | '\n' | '\r' | '|');
    value.replace(separator, " ").trim().to_owned()
}

impl Gazetteer {
    /// Writes every entity as a tab-separated row, in the order of ids.
    ///
    /// What is written loads again with
    /// [`Builder::add_tsv_reader`](crate::Builder::add_tsv_reader). Blocked
    /// phrases are not entities and are not written.
    ///
    /// # Errors
    ///
    /// What the writer reports.
    ///
    /// ```
    /// use inquit_gazetteer::{Entity, EntityKind, Gazetteer};
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let gazetteer = Gazetteer::builder().add_entity(Entity::new("1", "Ada Example", EntityKind::Person)).build()?;
    /// let mut rows = Vec::new();
    /// gazetteer.write_tsv(&mut rows)?;
    /// let again = Gazetteer::builder().add_tsv_reader("rows", rows.as_slice())?.build()?;
    /// assert_eq!(again.lookup("Ada Example").len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn write_tsv(&self, mut out: impl io::Write) -> io::Result<()> {
        out.write_all(HEADER.as_bytes())?;
        let mut text = String::new();
        for entity in self.entities_iter() {
            text.clear();
            row(&entity, &mut text);
            out.write_all(text.as_bytes())?;
        }
        Ok(())
    }
}
