//! Lists the files of the default theme, so that the program can carry them inside itself.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=themes/default");
    println!("cargo::rerun-if-changed=build.rs");
    let root = env::var("CARGO_MANIFEST_DIR").expect("Cargo sets this");
    let out = env::var("OUT_DIR").expect("Cargo sets this");
    let mut files = Vec::new();
    gather(Path::new(&root), "themes/default", &mut files);
    files.sort();
    let mut code = String::from("&[\n");
    for file in files {
        let disk = format!("{root}/{file}");
        let _ =
            writeln!(code, "    Embedded {{ path: {file:?}, bytes: include_bytes!({disk:?}) }},");
    }
    code.push_str("]\n");
    fs::write(Path::new(&out).join("default_theme.rs"), code).expect("OUT_DIR can be written");
}

fn gather(root: &Path, folder: &str, files: &mut Vec<String>) {
    let entries = fs::read_dir(root.join(folder)).expect("the default theme is part of the source");
    for entry in entries {
        let entry = entry.expect("the folder can be listed");
        let name = entry.file_name().into_string().expect("our own names are text");
        let path = format!("{folder}/{name}");
        if entry.file_type().expect("the entry has a type").is_dir() {
            gather(root, &path, files);
        } else if !name.starts_with('.') {
            files.push(path);
        }
    }
}
