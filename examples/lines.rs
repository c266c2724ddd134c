fn main() {
    for a in std::env::args().skip(1) {
        for l in kapreport::proofread::document::Document::read(a.as_ref()).unwrap().lines {
            println!("{:?} {:5.0} {}", l.page, l.indent, l.cells.join(" | "));
        }
    }
}
