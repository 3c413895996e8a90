use interdict_engine::{
    Alert, Answer, ApprovalUse, BalanceUsed, Candidate, Comparison, Found, Inputs, Ownership, Taken,
};
use interdict_regime::Figure;

use super::determination::{body, editions};
use super::{Page, listed};

/// The title over what the ledger says.
pub(super) const DRAWN: &str = "Drawn on the caps, by the ledger";

/// The answer to `check`: what binds, and what stands beside it.
pub(crate) fn answer(answer: &Answer) -> String {
    let mut page = Page(String::new());
    body(&mut page, &answer.determination);
    parties(&mut page, &answer.compared, &answer.alerts, &answer.ownership);
    listed(&mut page, "Approvals on file", answer.approvals.iter().flat_map(approvals));
    listed(&mut page, DRAWN, answer.balances.iter().map(balance));
    editions(&mut page, &answer.determination);
    inputs(&mut page, &answer.inputs, !answer.compared.is_empty());
    page.0
}

/// Who was compared, and what came of it.
pub(super) fn parties(page: &mut Page, compared: &[Comparison], alerts: &[Alert], ownership: &[Ownership]) {
    comparisons(page, compared);
    if !alerts.is_empty() {
        page.section("Alerts of other lists, which decide nothing here");
        for alert in alerts {
            let at = format!("{} ({}, {}), on {}", alert.party, alert.role, alert.at, alert.candidate.list);
            candidate(page, &at, &alert.candidate);
        }
    }
    listed(page, "Held by designated parties", owned(ownership).flat_map(held));
}

/// What was examined with, beside the law.
pub(super) fn inputs(page: &mut Page, inputs: &Inputs, compared: bool) {
    if compared {
        let lists =
            inputs.lists.iter().map(|list| format!("{} ({}, {})", list.list, list.edition, list.entries));
        let lists = lists.collect::<Vec<_>>().join("; ");
        page.fill("", "  ", &format!("compared from {} up with {lists}", inputs.threshold));
    }
    let records = [
        (&inputs.reviews, "reviews"),
        (&inputs.holdings, "holdings"),
        (&inputs.approvals, "approvals"),
        (&inputs.deliveries, "deliveries"),
    ];
    for (records, what) in records.into_iter().filter(|(records, _)| records.count > 0) {
        let hash: String = records.hash.chars().take(12).collect();
        page.line(&format!("{what}: {}, edition {hash}", records.count));
    }
}

fn comparisons(page: &mut Page, compared: &[Comparison]) {
    if compared.is_empty() {
        return;
    }
    page.section("Compared with the designations");
    for comparison in compared {
        let found = match comparison.found {
            Found::Designated => "is designated",
            Found::Candidate => "may be designated",
            Found::NotFound => "nobody designated found, and presumed not designated",
            Found::Stated => "as the dealing states",
        };
        let who = format!("{} ({}, {})", comparison.name, comparison.role, comparison.at);
        page.fill("  · ", "    ", &format!("{who} on {}: {found}", comparison.days.join(", ")));
        for one in &comparison.candidates {
            candidate(page, "", one);
        }
    }
}

/// Whom somebody may be, and why.
pub(super) fn candidate(page: &mut Page, who: &str, one: &Candidate) {
    let taken = match one.taken {
        Taken::Same => "is",
        Taken::Candidate => "may be",
        Taken::Different => "is not",
        Taken::Beside => "is not counted:",
    };
    let measures =
        if one.measures.is_empty() { String::new() } else { format!(" ({})", one.measures.join(", ")) };
    let matched =
        if one.matched == one.name { String::new() } else { format!(", also listed as {}", one.matched) };
    let text =
        format!("{who} {taken} {} {}{matched}, score {:.3}{measures}", one.reference, one.name, one.score);
    page.fill("    – ", "      ", text.trim_start());
    page.fill("      ", "      ", &one.because.join("; "));
    for note in &one.notes {
        page.fill("      ", "      ", note);
    }
}

/// Of what several rules ask of one party's owners, the one from which the least counts whole, and those that say more.
fn owned(all: &[Ownership]) -> impl Iterator<Item = &Ownership> {
    all.iter().filter(|owned| {
        let least = all.iter().filter(|other| other.at == owned.at).map(|other| other.counts).min();
        least == Some(owned.counts) || owned.at_most >= owned.counts
    })
}

fn held(owned: &Ownership) -> Vec<String> {
    let mut lines = vec![format!(
        "{} ({}): {} % by designated parties, at most {} %, of {} % on record, where {} % counts whole",
        owned.name, owned.at, owned.held, owned.at_most, owned.recorded, owned.counts
    )];
    lines.extend(owned.chains.iter().map(|chain| {
        let links: Vec<String> =
            chain.links.iter().map(|link| format!("{} holds {} %", link.holder, link.percent)).collect();
        let perhaps = if chain.certain { "" } else { ", if it is the listed party" };
        format!("{}: {} → {} % of {}{perhaps}", chain.reference, links.join(" → "), chain.share, owned.name)
    }));
    lines
}

pub(super) fn balance(balance: &BalanceUsed) -> String {
    let least = if balance.figure == Figure::AtLeast { "at least " } else { "" };
    let on = balance.on.as_ref().map(|on| format!(" through {on}")).unwrap_or_default();
    let source = balance.source.as_ref().map(|source| format!(" ({source})")).unwrap_or_default();
    format!("{}: {least}{}{on}{source}", balance.quota, balance.used)
}

fn approvals(used: &ApprovalUse) -> Vec<String> {
    let covered = used.covered.as_ref().map(|covered| {
        format!("{}: covered by {} of {} ({})", used.at, covered.item, covered.reference, covered.says)
    });
    let not = used
        .not_covered
        .iter()
        .map(|not| format!("{}: not covered by {} of {}: {}", used.at, not.item, not.reference, not.why));
    covered.into_iter().chain(not).collect()
}
