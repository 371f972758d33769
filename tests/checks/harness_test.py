#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Proves that run.py fails when it should: annotations and reports that do not
fit, plugin and tool that differ, a plugin that is not loaded, a compile error.
Front ends are played by scripts that print what a test wants."""
import os
import stat
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import run  # noqa: E402
from annotations import Source  # noqa: E402

FAKE = """#!%s
import sys
if "--list-checks" in sys.argv:
    print("Enabled checks:")
    for name in %r: print("    tracing-" + name)
    sys.exit(0)
path = [a for a in sys.argv if a.endswith("t.cpp")][0]
sys.stdout.write(%r.replace("FILE", path))
sys.exit(%d)
"""

GOOD = """// FLAGS: -std=c++20
void first_bad() {
  send();
  // WARN missing-context-injection: without
}
void second_ok() { send(); }
"""
REPORT = "FILE:3:3: warning: sent without a context [tracing-missing-context-injection]\n"


class Harness(unittest.TestCase):
    def check(self, text, plugin=REPORT, tool=None, names=None, code=0):
        """Runs the harness over `text`; returns its exit code and output."""
        names = run.check_names() if names is None else names
        tool = plugin if tool is None else tool
        with tempfile.TemporaryDirectory() as d:
            os.makedirs(os.path.join(d, "bin"))
            for path, out, rc in (("clang-tidy", plugin, code),
                                  ("bin/trace-tidy", tool, 2 if tool else 0)):
                path = os.path.join(d, path)
                with open(path, "w", encoding="utf-8") as f:
                    f.write(FAKE % (sys.executable, names, out, rc))
                os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
            source = os.path.join(d, "t.cpp")
            with open(source, "w", encoding="utf-8") as f:
                f.write(text)
            out = subprocess.run(
                [sys.executable, os.path.join(HERE, "run.py"), "--build", d,
                 "--clang-tidy", os.path.join(d, "clang-tidy"), source],
                capture_output=True, text=True)
            return out.returncode, out.stdout + out.stderr

    def fails(self, why, *args, **kwargs):
        code, out = self.check(*args, **kwargs)
        self.assertNotEqual(code, 0, out)
        self.assertIn(why, out)

    def test_right(self):
        code, out = self.check(GOOD)
        self.assertEqual(code, 0, out)
        self.assertIn("all 1 files as annotated", out)

    def test_warning_without_annotation(self):
        self.fails("not annotated", GOOD,
                   REPORT + "FILE:6:20: warning: sent [tracing-missing-context-injection]\n")

    def test_second_warning_in_one_line(self):
        self.fails("not annotated", GOOD, REPORT + REPORT.replace(":3: w", ":9: w"))

    def test_other_check(self):
        self.fails("not annotated", GOOD, REPORT.replace("injection]", "extraction]"))

    def test_annotation_without_warning(self):
        self.fails("no warning of missing-context-injection in line 3", GOOD, "")

    def test_other_text(self):
        self.fails("the warning says", GOOD, REPORT.replace("without", "with"))

    def test_warning_in_another_file(self):
        self.fails("warning in", GOOD,
                   REPORT + "/h.h:1:1: warning: sent [tracing-missing-context-injection]\n")

    def test_unknown_check(self):
        self.fails("no check is called", GOOD.replace("context-injection", "injection"))

    def test_bad_without_annotation(self):
        self.fails("third_bad has no WARN", GOOD + "void third_bad() { send(); }\n")

    def test_ok_with_annotation(self):
        self.fails("first_ok has an annotation", GOOD.replace("first_bad", "first_ok"))

    def test_annotation_behind_code(self):
        self.fails("must stand alone", GOOD.replace(
            "send();\n  // WARN", "send(); // WARN"))

    def test_no_flags(self):
        self.fails("first line", GOOD.replace("// FLAGS", "// flags"))

    def test_compile_error(self):
        self.fails("expected ';'", GOOD,
                   REPORT + "FILE:4:1: error: expected ';' [clang-diagnostic-error]\n", code=1)

    def test_plugin_crash(self):
        self.fails("exit code 139", GOOD, code=139)

    def test_fronts_differ(self):
        self.fails("only the plugin says", GOOD, REPORT + "FILE:3:3: note: from here\n", REPORT)
        self.fails("tool: no warning", GOOD, REPORT, "")

    def test_plugin_not_loaded(self):
        self.fails("the plugin is not loaded", GOOD, names=[])

    def test_known_miss(self):
        text = GOOD + ("void FN_third() {\n  send();\n"
                       "  // FN missing-context-injection: needs alias analysis\n}\n")
        code, out = self.check(text)
        self.assertEqual(code, 0, out)
        self.fails("found now", text, REPORT + REPORT.replace(":3:3", ":8:3"))

    def test_known_false_warning(self):
        text = GOOD + ("void FP_third() {\n  send();\n"
                       "  // FP missing-context-injection: correlated conditions\n}\n")
        code, out = self.check(text, REPORT + REPORT.replace(":3:3", ":8:3"))
        self.assertEqual(code, 0, out)
        self.fails("silent now", text)

    def test_marker_without_its_name(self):
        self.fails("has no // FN annotation", GOOD + "void FN_third() {}\n")
        self.fails("stands outside", GOOD.replace("// WARN", "// FN"), "")


class Cases(unittest.TestCase):
    def cases(self, text):
        with tempfile.NamedTemporaryFile("w", suffix=".cpp") as f:
            f.write("// FLAGS:\n" + text)
            f.flush()
            return [(c.name, c.first - 1, c.last - 1) for c in Source(f.name).cases]

    def test_what_is_a_case(self):
        self.assertEqual(self.cases("int a_bad(int x) {\n return x;\n}"), [("a_bad", 1, 3)])
        self.assertEqual(self.cases("auto a_ok = [](int) {\n};"), [("a_ok", 1, 2)])
        self.assertEqual(self.cases("struct A_bad final : B {\n A_bad() {}\n};"),
                         [("A_bad", 1, 3)])
        self.assertEqual(self.cases("auto f_bad() const noexcept -> std::vector<int> {}"),
                         [("f_bad", 1, 1)])
        self.assertEqual(self.cases("TEST(a_ok) {\n}"), [("a_ok", 1, 2)])

    def test_what_is_none(self):
        self.assertEqual(self.cases("int a_bad(int);\n// b_ok() {}\nint x = a_bad(1);"), [])
        self.assertEqual(self.cases("void f() { if (a_ok()) { a_bad(); } g(a_bad); }"), [])


if __name__ == "__main__":
    unittest.main()
