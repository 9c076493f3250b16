//! `inquit gazetteer show`, `lookup` and `stats`: questions about entities.

use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::anyhow;
use inquit_gazetteer::{Candidate, Context, Entity, EntityKind, Gazetteer, Gender, NameClass};

use super::args::{LookupArgs, ShowArgs, StatsArgs};
use crate::error::Stop;

/// Runs `show`.
///
/// # Errors
///
/// [`Stop`] if there is no such entity.
pub(super) fn show(args: &ShowArgs) -> Result<ExitCode, Stop> {
    let gazetteer = super::load(args.source.gazetteer.as_deref())?;
    let wanted = &args.entity;
    let id = gazetteer.id_of(wanted).or_else(|| gazetteer.lookup(wanted).first().map(|candidate| candidate.entity));
    let entity = id.and_then(|id| gazetteer.get(id));
    let entity = entity.ok_or_else(|| Stop::Usage(anyhow!("no entity has the id or the name `{wanted}`")))?;
    super::print(&described(entity))?;
    Ok(ExitCode::SUCCESS)
}

/// All that is known, a line for each field that is.
fn described(entity: &Entity) -> String {
    let mut lines = String::new();
    let mut field = |title: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(lines, "{title:<10} {value}");
        }
    };
    field("id", &entity.id);
    field("name", &entity.name);
    field("kind", entity.kind.as_str());
    field("category", &entity.category);
    field("gender", entity.gender.map_or("", |gender| if gender == Gender::Female { "female" } else { "male" }));
    field("born", &entity.birth);
    field("died", &entity.death);
    field("countries", &entity.countries.join(", "));
    field("codes", &entity.codes.join(", "));
    for office in &entity.offices {
        let dates = format!("{}..{}", office.start, office.end);
        field("office", &if dates == ".." { office.title.clone() } else { format!("{} ({dates})", office.title) });
    }
    field("prior", &entity.prior.to_string());
    for class_of in NameClass::ALL {
        let names = entity.names.iter().filter(|name| name.class == class_of);
        let names = names.map(|name| format!("{}{}{}", if name.weak { "~" } else { "" }, if name.alone { "^" } else { "" }, name.text));
        field(class_of.as_str(), &names.collect::<Vec<_>>().join(", "));
    }
    lines
}

/// Runs `lookup`.
///
/// # Errors
///
/// [`Stop`] if the name is not known.
pub(super) fn lookup(args: &LookupArgs) -> Result<ExitCode, Stop> {
    let gazetteer = super::load(args.source.gazetteer.as_deref())?;
    let mut meanings = gazetteer.lookup(&args.name).to_vec();
    if let Some(country) = &args.country {
        let country = country.to_ascii_uppercase();
        let best = gazetteer.resolve(&args.name, &Context::new().country(&country));
        meanings.sort_by_key(|candidate| Some(candidate.entity) != best.map(|best| best.entity));
    }
    if meanings.is_empty() {
        return Err(Stop::Failed(anyhow!("`{}` is no name of the gazetteer", args.name)));
    }
    let lines: Vec<String> = meanings.iter().filter_map(|candidate| meaning(&gazetteer, candidate)).collect();
    super::print(&lines.concat())?;
    Ok(ExitCode::SUCCESS)
}

/// A meaning on a line: id, name, kind, class of the name, what it is.
fn meaning(gazetteer: &Gazetteer, candidate: &Candidate) -> Option<String> {
    let entity = gazetteer.get(candidate.entity)?;
    let office = entity.offices.first().map_or(entity.category.as_str(), |office| office.title.as_str());
    let what = [office, &entity.countries.join(" ")].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    Some(format!("{}\t{}\t{}\t{}\t{what}\n", entity.id, entity.name, entity.kind, candidate.class.as_str()))
}

/// Runs `stats`.
///
/// # Errors
///
/// [`Stop`] if the gazetteer cannot be loaded.
pub(super) fn stats(args: &StatsArgs) -> Result<ExitCode, Stop> {
    let gazetteer = super::load(args.source.gazetteer.as_deref())?;
    let mut lines = String::new();
    for kind in [EntityKind::Person, EntityKind::Organization, EntityKind::Country] {
        let (mut entities, mut names, mut wikidata) = (0, 0, 0);
        for entity in gazetteer.entities_iter().filter(|entity| entity.kind == kind) {
            entities += 1;
            names += entity.names.len();
            wikidata += usize::from(is_wikidata(&entity.id));
        }
        let _ = writeln!(lines, "{kind}\t{entities} entities\t{names} names\t{wikidata} with a Wikidata id");
    }
    let _ = writeln!(lines, "all\t{} entities\t{} distinct names", gazetteer.len(), gazetteer.name_count());
    let _ = writeln!(lines, "index\t{:.1} MB", gazetteer.heap_bytes() as f64 / 1e6);
    super::print(&lines)?;
    Ok(ExitCode::SUCCESS)
}

fn is_wikidata(id: &str) -> bool {
    id.strip_prefix('Q').is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}
