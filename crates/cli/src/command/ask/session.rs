//! The course of an interview: a question, a reply, how it stands, and so on to the end.

use std::io::{BufRead, IsTerminal, Write};

use interdict_engine::Engine;
use interdict_regime::{Asked, Interview, StandsNow, Topic};
use serde_json::{Value, json};

use super::super::Format;
use super::answers::Prepared;
use crate::failure::Failure;
use crate::page;

/// Where replies come from.
pub(super) enum Source {
    /// Somebody who answers, or a file of lines in their place.
    Lines { echo: bool },
    /// Answers by field; what is not among them is not known.
    Prepared(Prepared),
}

impl Source {
    pub(super) fn lines() -> Source {
        Source::Lines { echo: !std::io::stdin().is_terminal() }
    }

    /// The reply to a question; `None` where there will be no more.
    fn reply(&mut self, asked: &Asked) -> Result<Option<String>, Failure> {
        match self {
            Source::Prepared(prepared) => {
                let reply = prepared.take(&Interview::names(asked));
                let needed = matches!(asked.topic, Topic::Subject | Topic::Verb(_));
                Ok(reply.or_else(|| (!needed).then(|| "?".to_owned())))
            }
            Source::Lines { echo } => {
                let mut line = String::new();
                eprint!("> ");
                std::io::stderr().flush()?;
                let read = std::io::stdin().lock().read_line(&mut line)?;
                let line = line.trim().to_owned();
                if *echo {
                    eprintln!("{line}");
                }
                Ok((read > 0).then_some(line))
            }
        }
    }
}

/// What a session prints: for people on standard error, so that the answer stands alone; for programs a line a step.
pub(super) struct Course<'e> {
    engine: &'e Engine,
    format: Format,
    asked: usize,
}

impl<'e> Course<'e> {
    pub(super) fn new(engine: &'e Engine, format: Format) -> Self {
        Course { engine, format, asked: 0 }
    }

    pub(super) fn show(&self, text: &str, value: impl FnOnce() -> Value) -> Result<(), Failure> {
        match self.format {
            Format::Text => eprint!("{text}"),
            Format::Json => writeln!(std::io::stdout().lock(), "{}", value())?,
        }
        Ok(())
    }

    /// Asks until nothing that can be asked decides, or there are no more replies.
    pub(super) fn run(&mut self, interview: &mut Interview<'_>, source: &mut Source) -> Result<(), Failure> {
        let mut before: Option<StandsNow> = interview.stands();
        let mut next = interview.next();
        while let Some(asked) = next.take() {
            self.asked += 1;
            let told = interview.dealing();
            let candidates = told.map_or_else(Vec::new, |told| self.engine.asked_of(told, &asked));
            self.show(
                &page::question(self.asked, &asked, &candidates),
                || json!({ "question": asked, "number": self.asked, "candidates": candidates }),
            )?;
            let Some(reply) = source.reply(&asked)? else { break };
            if matches!(source, Source::Prepared(_)) && self.format == Format::Text {
                eprintln!("> {reply}");
            }
            match reply.as_str() {
                "quit" => break,
                "why" => {
                    let regime = self.engine.law().regime();
                    self.show(&page::reasons(&asked, regime), || json!({ "why": asked.provisions }))?;
                    self.asked -= 1;
                    next = Some(asked);
                    continue;
                }
                "back" => {
                    if interview.back() {
                        self.asked = self.asked.saturating_sub(2);
                        self.show("\n  Back to the question before.\n", || json!({ "back": true }))?;
                    } else {
                        self.asked -= 1;
                        self.show("\n  There is nothing to go back to.\n", || json!({ "back": false }))?;
                    }
                }
                "" | "?" => {
                    let told = json!({ "field": asked.field, "answer": Value::Null });
                    match asked.topic {
                        Topic::Field(_) | Topic::RestsOn(_) => {
                            interview.skip(&asked.topic);
                            self.show("", || told)?;
                        }
                        _ => {
                            self.asked -= 1;
                            self.show("  Without it nothing else can be asked.\n", || told)?;
                        }
                    }
                }
                words => match interview.read(&asked.topic, words) {
                    Ok(reply) => {
                        interview.answer(&asked.topic, reply);
                        self.show("", || json!({ "field": asked.field, "answer": words }))?;
                    }
                    Err(bad) => {
                        if matches!(source, Source::Prepared(_)) {
                            let (place, mend) =
                                (format!("the answer to `{}`", asked.field), bad.mend().map(str::to_owned));
                            return Err(Failure::Refused { place, problem: bad.to_string(), mend });
                        }
                        let mend = bad.mend().map(|mend| format!(" ({mend})")).unwrap_or_default();
                        self.asked -= 1;
                        self.show(
                            &format!("  Not taken: {bad}{mend}\n"),
                            || json!({ "refused": bad.to_string(), "mend": bad.mend() }),
                        )?;
                        next = Some(asked);
                        continue;
                    }
                },
            }
            let stands = interview.stands();
            next = interview.next();
            if let Some(now) = &stands {
                self.show(&page::so_far(now, before.as_ref(), next.is_some()), || json!({ "stands": now }))?;
            }
            before = stands;
        }
        if let Source::Prepared(prepared) = source {
            let unasked = prepared.unasked();
            if !unasked.is_empty() {
                self.show(
                    &format!("\nNot asked, since nothing turned on it: {}\n", unasked.join(", ")),
                    || json!({ "not_asked": unasked }),
                )?;
            }
        }
        let questions = if self.asked == 1 { "question" } else { "questions" };
        self.show(&format!("\n{} {questions}.\n\n", self.asked), || json!({ "asked": self.asked }))
    }
}
