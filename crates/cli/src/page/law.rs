use interdict_regime::law::{Duty, Instrument, Norm, Provision};
use interdict_regime::{Regime, Standing};
use jiff::civil::Date;

use super::{Page, confidence, stands, word};

/// One provision, for `show`.
pub(crate) fn provision(
    regime: &Regime,
    provision: &Provision,
    instrument: &Instrument,
    standing: &Standing,
    on: Date,
    known: Date,
) -> String {
    let provision = &regime.provision_as_known(provision, known);
    let mut page = Page(String::new());
    page.line(&format!("{}, paragraph {}  [{}]", instrument.symbol, provision.cite, provision.id));
    page.fill("    ", "    ", &provision.summary);
    let binding = if provision.binding { "binding" } else { "not binding: the Council only called for it" };
    page.fill(
        "    norm: ",
        "          ",
        &format!("{}, {binding}; addressed to {}", word(&provision.norm), word(&provision.addressee)),
    );
    page.line(&format!("    {}", stands(standing, on)));
    if let Some(set) = provision.goods.as_ref().and_then(|set| regime.goods_set(set)) {
        page.fill("    goods: ", "           ", &set.says);
        for group in set.codes.iter().filter(|group| group.from.is_none_or(|from| from <= known)) {
            let codes = group.hs.iter().map(|code| code.to_string()).collect::<Vec<_>>().join(", ");
            let ex = group.ex.as_ref().map(|ex| format!(", only {ex}")).unwrap_or_default();
            let reading = group
                .reading
                .as_ref()
                .map(|reading| format!(", on the reading {reading}"))
                .unwrap_or_default();
            page.fill(
                "      HS ",
                "         ",
                &format!(
                    "{codes}{ex}{reading} ({}; {})",
                    regime.as_known(&group.source, known).unwrap_or_default(),
                    group.confidence.word()
                ),
            );
        }
    }
    if let Some(open) = &provision.open {
        page.fill("    open norm: ", "               ", open);
    }
    for exception in &provision.exceptions {
        page.fill("    exception ", "      ", &format!("{}: {}", exception.id, exception.summary));
        for step in &exception.steps {
            page.fill("      first: ", "             ", &step.says);
        }
        exception.duties.iter().for_each(|owed| duty(&mut page, owed, "      then: "));
    }
    provision.duties.iter().for_each(|owed| duty(&mut page, owed, "    duty: "));
    let superseded = provision.supersedes.iter().map(|id| id.to_string()).collect::<Vec<_>>().join(", ");
    if !superseded.is_empty() {
        page.line(&format!("    supersedes: {superseded}"));
    }
    if let Some(note) = &provision.note {
        page.fill("    note: ", "          ", note);
    }
    page.fill("    confidence: ", "                ", &confidence(&provision.confidence));
    page.fill("    sources: ", "             ", &provision.sources.join("; "));
    page.0
}

fn duty(page: &mut Page, duty: &Duty, label: &str) {
    let when = [duty.when.clone(), duty.by.map(|day| format!("by {day}"))]
        .into_iter()
        .flatten()
        .map(|when| format!(", {when}"))
        .collect::<String>();
    page.fill(label, "      ", &format!("{}: {}{when}", duty.who, duty.act));
}

/// What is in force, for `regime`.
pub(crate) fn regime(
    regime: &Regime,
    rows: &[(&Provision, &Instrument, Standing)],
    on: Date,
    known: Date,
) -> String {
    let mut page = Page(String::new());
    page.line(&regime.about().name);
    page.line(&format!(
        "in force on {on}, as known on {known}; edition {}",
        regime.edition().chars().take(12).collect::<String>()
    ));
    for instrument in regime.instruments().iter().filter(|instrument| instrument.adopted <= known) {
        let own: Vec<_> = rows.iter().filter(|(_, of, _)| *of.id == *instrument.id.as_str()).collect();
        page.gap();
        let vote = &instrument.vote;
        let meeting = instrument.meeting.as_ref().map(|meeting| format!(", {meeting}")).unwrap_or_default();
        page.line(&format!(
            "{} of {}{meeting}, {}–{}–{}",
            instrument.symbol, instrument.adopted, vote.in_favour, vote.against, vote.abstained
        ));
        for (provision, _, standing) in own {
            let mark = match (provision.norm, provision.binding) {
                (Norm::Prohibition, true) => "✗",
                (_, false) => "~",
                (Norm::Exemption, _) => "✓",
                _ => "·",
            };
            let ended = if matches!(standing, Standing::InForce { .. }) {
                String::new()
            } else {
                format!(" ({})", stands(standing, on))
            };
            page.fill(
                &format!("  {mark} {:<9} ", provision.cite),
                "              ",
                &format!("{}{ended}", provision.summary),
            );
        }
    }
    page.gap();
    page.line("✗ forbids   ✓ exempts   ~ called for, not binding   · other");
    page.0
}
