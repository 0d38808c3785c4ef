use std::time::Instant;
fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        let t = Instant::now();
        let limits = generator::load::Limits::default();
        let mut d = generator::load::load(&path, bytes, &limits);
        let t1 = t.elapsed();
        generator::resolve::resolve(&mut d, &|_| Err("no".into()), &limits);
        let t2 = t.elapsed();
        let m = std::fs::read_to_string("/proc/self/status").unwrap();
        let m = m.lines().find(|l| l.starts_with("VmHWM")).unwrap().to_owned();
        let all: Vec<_> = d.diagnostics.iter().collect();
        let s = d.sources.describe(&d.tree, generator::diagnostic::Place::Node(d.tree.ids().last().unwrap(), generator::diagnostic::Part::Value));
        let t3 = t.elapsed();
        println!("{path} load {t1:?} resolve {:?} index {:?} nodes {} targets {} shapes {} {m} {s}", t2 - t1, t3 - t2, d.tree.len(), d.targets.len(), d.shapes.iter().flatten().count());
        let mut missing = 0;
        for n in d.tree.ids() { if d.sources.node_span(&d.tree, n, generator::diagnostic::Part::Value).is_none() { missing += 1; } }
        if missing > 0 { println!("   {missing} nodes without place"); }
        let mut wrong = 0;
        for n in d.tree.ids() {
            if let (Some(name), Some(sp)) = (d.tree.name(n), d.sources.node_span(&d.tree, n, generator::diagnostic::Part::Name)) {
                if !sp.text(&d.sources).contains(name) && !name.contains(['"','\\','\n','/']) && sp.text(&d.sources).bytes().all(|b| b != b'\\') { wrong += 1; if wrong < 3 { println!("  {name} {:?} {}", sp, sp.text(&d.sources)); } }
            }
        }
        for x in all.iter().take(10) { println!("   {:?} {} {} {:?}", x.code, d.sources.describe(&d.tree, x.place), x.message, x.help); }
    }
}
