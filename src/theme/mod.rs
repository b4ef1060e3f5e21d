//! The theme: templates, components, assets and words, with the site's own files before them.
//!
//! Tera is set up once and only read afterwards. It must never know a page. Enter at
//! [`Theme::load`].

mod assets;
mod closure;
mod components;
mod embedded;
mod files;
mod filters;
mod palette;
mod print;
mod scripts;
mod strings;
mod tera_errors;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use tera::{Context, Tera};

use assets::Made;
pub use assets::{Asset, Assets};
pub use components::{ArgumentKind, Component, ComponentArgument};
pub use embedded::DEFAULT_THEME;
pub use print::{Form, LAYOUT_FILE, Look, PrintStyle};
pub use strings::Strings;

use crate::config::{Appearance, BaseUrl, CONFIG_FILE, Language, Minify, Palette};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::fingerprint::Fingerprint;
use crate::minify::compact_template;
use crate::source::{SitePath, SourceTree, Span};
use closure::Closures;
use files::{Sources, TemplateFile};

/// The templates that every theme has, beside those that content types name.
pub const REQUIRED_TEMPLATES: [&str; 6] =
    ["404.html", "a-z.html", "changes.html", "home.html", "taxonomy.html", "term.html"];

/// The template of the search page. A theme without it has no search.
pub const SEARCH_TEMPLATE: &str = "search.html";

/// The template of print pages. A theme without it has none.
pub const PRINT_TEMPLATE: &str = "print.html";

/// A loaded theme.
pub struct Theme {
    tera: Tera,
    templates: Vec<TemplateFile>,
    /// Tera over the templates as they were written, for errors at their real place. Only ever the
    /// same value, so that keeping it is no state.
    as_written: OnceLock<Tera>,
    filters: filters::Settings,
    components: BTreeMap<String, Component>,
    closures: Closures,
    /// What the site publishes beside its pages.
    pub assets: Assets,
    strings: BTreeMap<String, Strings>,
    /// What it says of paper.
    pub print: PrintStyle,
    main_language: Language,
}

/// What a theme is loaded for.
pub struct Wanted<'w> {
    /// The theme's folder below `themes/`.
    pub name: &'w str,
    /// The site's language.
    pub language: &'w Language,
    /// Where the site is published.
    pub base_url: &'w BaseUrl,
    /// What is minified.
    pub minify: Minify,
    /// The theme's colours.
    pub palette: &'w Palette,
    /// What the site changes of them.
    pub appearance: &'w Appearance,
    /// The templates that content types name, each with the file that names it.
    pub templates: Vec<(&'w str, SitePath)>,
    /// Whether assets get names that change with their bytes.
    pub fingerprint_assets: bool,
}

impl Theme {
    /// Loads the theme. `None` when a template cannot be understood; everything else that is wrong
    /// is reported and the theme can still be used to find more.
    pub fn load(tree: &SourceTree, wanted: Wanted) -> (Option<Theme>, Diagnostics) {
        let sources = Sources::gather(tree, wanted.name);
        let mut found = Diagnostics::new();
        let (strings, strings_found) = Strings::load(tree, &sources.strings, wanted.language);
        found.extend(strings_found);
        let (print, print_found) =
            PrintStyle::load(tree, &sources.print, wanted.palette, wanted.appearance);
        found.extend(print_found);
        let (templates, templates_found) = files::read_templates(tree, &sources);
        found.extend(templates_found);
        let (colours, colours_found) = palette::stylesheet(wanted.palette, wanted.appearance);
        found.extend(colours_found);
        let made = colours.zip(tree.find(CONFIG_FILE)).map(|(text, from)| Made {
            name: palette::PALETTE_ASSET,
            text,
            from,
        });
        let (assets, assets_found) =
            Assets::load(tree, &sources.assets, made, wanted.base_url, wanted.fingerprint_assets);
        found.extend(assets_found);
        if let Some(logo) = &wanted.appearance.logo
            && assets.get(&logo.value).is_none()
        {
            found.push(
                Diagnostic::new(Code::ConfigValue, format!("there is no asset `{}`", logo.value))
                    .at(&SitePath::new(CONFIG_FILE), logo.span)
                    .help(format!("put the file at assets/{}", logo.value)),
            );
        }
        let filters = filters::Settings {
            months: strings
                .get(wanted.language.tag())
                .map(|strings| strings.texts("dates.months"))
                .unwrap_or_default(),
            base_url: wanted.base_url.clone(),
        };
        let compact = |template: &TemplateFile| match wanted.minify {
            Minify::Templates => compact_template(&template.text),
            Minify::Pages | Minify::Off => template.text.clone(),
        };
        // Checked as written first, so that places in messages are those of the files.
        let checked = set_up(&filters, templates.iter().map(|t| (t.name.as_str(), t.text.clone())));
        let tera = checked.and_then(|as_written| {
            let tera = set_up(&filters, templates.iter().map(|t| (t.name.as_str(), compact(t))))?;
            Ok((as_written, tera))
        });
        let (as_written, tera) = match tera {
            Ok(pair) => pair,
            Err(error) => {
                found.extend(tera_errors::of_loading(&error, &templates, &filters));
                return (None, found);
            }
        };
        let names = wanted.templates.iter().map(|(name, path)| (*name, Some(path)));
        let own = REQUIRED_TEMPLATES.iter().map(|name| (*name, None));
        for (name, asked_by) in names.chain(own) {
            if !tera.contains_template(name) {
                found.push(missing_template(name, asked_by, wanted.name));
            }
        }
        let components = components::read(&as_written, &templates);
        let settings = Fingerprint::of("template settings", &(&filters, wanted.minify));
        let closures = Closures::of(&templates, &components, settings);
        let theme = Theme {
            tera,
            templates,
            as_written: OnceLock::from(as_written),
            filters,
            components,
            closures,
            assets,
            strings,
            print,
            main_language: wanted.language.clone(),
        };
        (Some(theme), found)
    }

    /// The words of a language, or the site's own where the theme does not have that language.
    pub fn strings(&self, language: &Language) -> &Strings {
        let main = self.main_language.tag();
        self.strings
            .get(language.tag())
            .or_else(|| self.strings.get(main))
            .unwrap_or_else(|| Strings::none())
    }

    /// What directives can call: all that checking directives depends on.
    pub fn components(&self) -> &BTreeMap<String, Component> {
        &self.components
    }

    /// The component that a directive of this name calls.
    pub fn component(&self, directive: &str) -> Option<&Component> {
        self.components.get(&component_name(directive))
    }

    /// The names by which directives can call components.
    pub fn directive_names(&self) -> impl Iterator<Item = String> + '_ {
        self.components.keys().map(|name| name.replace('_', "-"))
    }

    /// Whether the theme has a search page.
    pub fn searches(&self) -> bool {
        self.tera.contains_template(SEARCH_TEMPLATE)
    }

    /// Whether the theme has print pages.
    pub fn prints(&self) -> bool {
        self.tera.contains_template(PRINT_TEMPLATE)
    }

    /// The fingerprint of a template and of everything it may use.
    pub fn template_fingerprint(&self, template: &str) -> Option<Fingerprint> {
        self.closures.template(template)
    }

    /// The fingerprint of the component behind a directive and of everything it may use.
    pub fn component_fingerprint(&self, directive: &str) -> Option<Fingerprint> {
        self.closures.component(&component_name(directive))
    }

    /// Makes a page with a template.
    ///
    /// # Errors
    ///
    /// A finding at the template's place, related to the page's.
    pub fn render(
        &self,
        template: &str,
        context: &Context,
        page: Option<&SitePath>,
    ) -> Result<String, Box<Diagnostic>> {
        self.tera.render(template, context).map_err(|error| {
            let error = self.as_written().render(template, context).err().unwrap_or(error);
            Box::new(tera_errors::of_rendering(&error, &self.templates, page))
        })
    }

    /// Makes the HTML of a directive.
    ///
    /// # Errors
    ///
    /// A finding at the directive's place, related to the component's.
    pub fn render_component(
        &self,
        directive: &str,
        arguments: &Context,
        implicits: &Context,
        body: &str,
        place: (&SitePath, Span),
    ) -> Result<String, Box<Diagnostic>> {
        let name = component_name(directive);
        let render = |tera: &Tera| {
            tera.render_component_with_implicits(&name, arguments, implicits, Some(body), true)
        };
        render(&self.tera).map_err(|error| {
            let error = render(self.as_written()).err().unwrap_or(error);
            Box::new(tera_errors::of_directive(&error, &self.templates, directive, place))
        })
    }

    fn as_written(&self) -> &Tera {
        self.as_written.get_or_init(|| {
            let texts = self.templates.iter().map(|t| (t.name.as_str(), t.text.clone()));
            set_up(&self.filters, texts).unwrap_or_default()
        })
    }
}

/// Directives are written with hyphens, components are named with underscores.
fn component_name(directive: &str) -> String {
    directive.replace('-', "_")
}

fn set_up<'t>(
    settings: &filters::Settings,
    templates: impl Iterator<Item = (&'t str, String)>,
) -> Result<Tera, Arc<tera::Error>> {
    let mut tera = Tera::new();
    filters::register(&mut tera, settings);
    tera.add_raw_templates(templates).map_err(Arc::new)?;
    Ok(tera)
}

fn missing_template(name: &str, asked_by: Option<&SitePath>, theme: &str) -> Diagnostic {
    let own = SitePath::new(&format!("themes/{theme}/theme.toml"));
    Diagnostic::new(Code::TemplateMissing, format!("there is no template `{name}`"))
        .at(asked_by.unwrap_or(&own), Span::default())
        .help(format!("add it as themes/{theme}/templates/{name} or templates/{name}"))
}
