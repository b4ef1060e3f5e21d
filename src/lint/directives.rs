//! Directives against the theme's components, before anything is made.

use crate::data::not_a_choice;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::document::Document;
use crate::document::body::{
    Argument, ArgumentValue, Block, BlockKind, Descend, Directive, Visit, visit,
};
use crate::source::SitePath;
use crate::theme::{ArgumentKind, Component, Theme};

/// Reports every directive that no component answers to, and every argument that its component
/// does not take, needs or cannot use.
pub fn directives(path: &SitePath, document: &Document, theme: &Theme) -> Diagnostics {
    let mut rule = Rule { path, theme, found: Diagnostics::new() };
    visit(&document.body, &mut rule);
    rule.found
}

struct Rule<'r> {
    path: &'r SitePath,
    theme: &'r Theme,
    found: Diagnostics,
}

impl<'t> Visit<'t> for Rule<'_> {
    fn enter_block(&mut self, block: &'t Block) -> Descend {
        if let BlockKind::Directive(directive) = &block.kind {
            self.check(directive);
        }
        Descend::Into
    }
}

impl Rule<'_> {
    fn check(&mut self, directive: &Directive) {
        let Some(component) = self.theme.component(&directive.name) else {
            let names: Vec<String> = self.theme.directive_names().collect();
            let help = match nearest(&directive.name, names.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    "look up the blocks that this theme has in its folder components/".to_string()
                }
            };
            let message = format!("there is no block `{}`", directive.name);
            self.found.push(
                Diagnostic::new(Code::UnknownDirective, message)
                    .at(self.path, directive.name_span)
                    .help(help),
            );
            return;
        };
        for argument in &directive.arguments {
            self.check_argument(directive, component, argument);
        }
        for wanted in component.arguments.iter().filter(|argument| argument.required) {
            if !directive.arguments.iter().any(|argument| argument.name == wanted.name) {
                let message = format!("`{}` needs `{}`", directive.name, wanted.name);
                let help = format!("write ::: {} {{{}=\"…\"}}", directive.name, wanted.name);
                self.found.push(
                    Diagnostic::new(Code::DirectiveArgument, message)
                        .at(self.path, directive.name_span)
                        .help(help),
                );
            }
        }
    }

    fn check_argument(
        &mut self,
        directive: &Directive,
        component: &Component,
        argument: &Argument,
    ) {
        let Some(wanted) = component.arguments.iter().find(|other| other.name == argument.name)
        else {
            if component.open {
                return;
            }
            let names = component.arguments.iter().map(|argument| argument.name.as_str());
            let help = match nearest(&argument.name, names.clone()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    let all: Vec<&str> = names.collect();
                    if all.is_empty() {
                        format!("`{}` takes no arguments", directive.name)
                    } else {
                        format!("`{}` takes: {}", directive.name, all.join(", "))
                    }
                }
            };
            let message = format!("`{}` has no argument `{}`", directive.name, argument.name);
            self.found.push(
                Diagnostic::new(Code::DirectiveArgument, message)
                    .at(self.path, argument.name_span)
                    .help(help),
            );
            return;
        };
        if argument.name == "alt" && argument.value == ArgumentValue::Text(String::new()) {
            let message = format!("the image of this `{}` has no alternative text", directive.name);
            self.found.push(
                Diagnostic::new(Code::MissingAlt, message)
                    .at(self.path, argument.value_span)
                    .help("say in a few words what the image tells the reader"),
            );
        }
        let (fits, needed) = match wanted.kind {
            None => (true, ""),
            Some(ArgumentKind::Text) => {
                (matches!(argument.value, ArgumentValue::Text(_)), "text in double quotes")
            }
            Some(ArgumentKind::Integer) => (
                matches!(argument.value, ArgumentValue::Integer(_)),
                "a whole number without quotes",
            ),
            Some(ArgumentKind::Number) => (
                matches!(argument.value, ArgumentValue::Integer(_) | ArgumentValue::Float(_)),
                "a number without quotes",
            ),
            Some(ArgumentKind::Boolean) => (
                matches!(argument.value, ArgumentValue::Boolean(_)),
                "true or false without quotes",
            ),
            Some(ArgumentKind::Other) => (false, "something that only a template can give"),
        };
        if !fits {
            let message = format!("`{}` of `{}` needs {needed}", argument.name, directive.name);
            self.found.push(
                Diagnostic::new(Code::DirectiveArgument, message)
                    .at(self.path, argument.value_span)
                    .help(match wanted.kind {
                        Some(ArgumentKind::Text) => format!("write {}=\"…\"", argument.name),
                        Some(ArgumentKind::Boolean) => format!("write {}=true", argument.name),
                        Some(ArgumentKind::Other) => "remove this argument".to_string(),
                        _ => format!("write {}=3", argument.name),
                    }),
            );
            return;
        }
        if let ArgumentValue::Text(word) = &argument.value
            && !wanted.choices.is_empty()
            && !wanted.choices.contains(word)
        {
            let choices = wanted.choices.iter().map(String::as_str);
            let (message, help) = not_a_choice(&argument.name, word, choices);
            self.found.push(
                Diagnostic::new(Code::DirectiveArgument, message)
                    .at(self.path, argument.value_span)
                    .help(help),
            );
        }
    }
}
