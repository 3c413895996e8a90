//! The regime files are compiled in, so the binary is built anew when one changes.
fn main() {
    println!("cargo::rerun-if-changed=../../regimes");
}
