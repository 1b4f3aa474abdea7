//! Scripts as they go out: without lines that are comments, and without indentation.
//!
//! In: a script of a theme. Out: the same script, smaller, fit to be joined. Never: a change where a text may reach over the end of a line.

/// The script without what only those who write it need.
pub fn lean(script: &str) -> String {
    if script.lines().any(may_go_on) {
        return script.to_owned();
    }
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.fold(String::with_capacity(script.len()), |out, line| out + line + "\n")
}

/// The same, so that another script can stand behind it.
pub fn closed(script: &str) -> String {
    format!("{}\n;\n", lean(script).trim_end())
}

/// A template of which only one end is in the line, or a text that goes on behind a backslash.
fn may_go_on(line: &str) -> bool {
    line.matches('`').count() % 2 == 1 || line.ends_with('\\')
}

#[cfg(test)]
mod tests {
    use super::{closed, lean};

    #[test]
    fn comments_and_indentation_stay_behind() {
        let script = "// What it does.\n(() => {\n  // How.\n  say('// no comment', `a` + `b`); // kept\n\n})();\n";
        assert_eq!(lean(script), "(() => {\nsay('// no comment', `a` + `b`); // kept\n})();\n");
    }

    #[test]
    fn what_stands_behind_is_no_part_of_it() {
        assert_eq!(closed("(() => {})()"), "(() => {})()\n;\n");
        assert_eq!(closed("say(`\n`); // said"), "say(`\n`); // said\n;\n");
    }

    #[test]
    fn a_text_over_several_lines_is_left_alone() {
        for script in ["say(`a\n  // text\n  b`);\n", "say('a\\\n  // text');\n"] {
            assert_eq!(lean(script), script);
        }
    }
}
