//! Prints pages into a folder, to look at.
fn main() {
    let site = statusquo_page::Site::live();
    let dir = std::env::args().nth(1).unwrap();
    std::fs::create_dir_all(format!("{dir}/assets")).unwrap();
    for asset in statusquo_page::assets::ALL {
        std::fs::write(format!("{dir}{}", asset.path), asset.content).unwrap();
    }
    std::fs::write(format!("{dir}/index.html"), statusquo_page::home::home(&site, &[])).unwrap();
    use statusquo_decision::Question::*;
    std::fs::write(format!("{dir}/decision.html"), statusquo_page::decision::decision(&site, &[])).unwrap();
    std::fs::write(format!("{dir}/whatif.html"), statusquo_page::decision::decision(&site, &[BringsContent, Conflict]))
        .unwrap();
    std::fs::write(format!("{dir}/question.html"), statusquo_page::decision::question(&site, Conditional)).unwrap();
    for entry in statusquo_catalog::ALL {
        std::fs::write(format!("{dir}/{}.html", entry.code), statusquo_page::code::entry(&site, entry, "")).unwrap();
    }
}
