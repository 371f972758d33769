#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What is printed and what is suppressed: form, headers, NOLINT, configuration;
in the tool and in clang-tidy with the plugin."""
import os
import pty
import re
import subprocess
import unittest
from harness import (CHECK, CLEAN, DROP, FLAGS, LINE, LLVM, PLUGIN, SPAN, TOOL, Project)


class Output(Project):
    def test_form(self):
        self.write("a.cpp", SPAN + "void f_drops() {\ttrace::Scope{span()}; }\n")
        result = self.check("a.cpp")
        self.assertEqual(result.code, 2, result.all)
        lines = result.out.splitlines()
        self.assertRegex(lines[0], r"^a\.cpp:%d:\d+: warning: .+ \[%s\]$" % (LINE, CHECK))
        column = int(lines[0].split(":")[2])
        self.assertRegex(lines[1], r"^ +%d \| void f_drops\(\) \{ +trace::Scope" % LINE)
        shown, caret = lines[1].split("| ")[1], lines[2].split("| ")[1]
        source = (SPAN + "void f_drops() {\ttrace::Scope{span()}; }\n").splitlines()[LINE - 1]
        self.assertTrue(shown[caret.index("^"):].startswith(
            source[column - 1:].split("\t")[0][:4]), result.out)

    def test_same_as_clang_tidy(self):
        self.write("a.cpp", DROP % "" + "\n" + (DROP % "").splitlines()[-1].replace("f_", "g_"))
        ours, theirs = self.check("a.cpp").out, self.tidy("a.cpp").out
        # clang-tidy shows a fix-it below the caret, the tool does not.
        theirs = re.sub(r"(?m)^ +\| [^^\n]*\n", "", theirs)
        self.assertEqual(ours.replace("a.cpp:", self.path("a.cpp") + ":"), theirs)

    def test_color(self):
        self.write("a.cpp", DROP % "")
        self.assertNotIn("\x1b", self.check("a.cpp").all)
        self.assertIn("\x1b[", self.check("a.cpp", "--color").out)
        self.assertNotIn("\x1b", self.check("a.cpp", "--color=never").out)

    def test_progress_on_a_terminal_only(self):
        self.write("a.cpp", CLEAN)
        self.assertNotIn("1/1", self.check("a.cpp").all)
        try:
            master, slave = pty.openpty()
        except OSError as error:
            self.skipTest("no terminal to be had: %s" % error)
        subprocess.run([TOOL, "check", "a.cpp", "--"], cwd=self.dir, stderr=slave,
                       stdout=subprocess.DEVNULL, env=dict(os.environ, TERM="xterm"))
        os.close(slave)
        shown = os.read(master, 65536).decode()
        os.close(master)
        self.assertIn("] 1/1 a.cpp", shown)
        self.assertIn("\r\x1b[K", shown.split("1/1")[1], "erased at the end")

    def test_any_number_of_threads(self):
        names = ["f%02d.cpp" % i for i in range(8)]
        for name in names:
            self.write(name, DROP % "")
        self.database(names)
        outputs = {self.tool("check", "-p", "build", "--no-cache", "-j", j).all
                   for j in (1, 2, 5)}
        self.assertEqual(len(outputs), 1)
        files = [line.split(":")[0] for line in outputs.pop().splitlines() if "warning" in line]
        self.assertEqual(files, names, "sorted")


class Headers(Project):
    def setUp(self):
        super().setUp()
        self.write("inc/h.h", "#pragma once\n" + (DROP % "").replace("void", "inline void"))
        for name in ("a.cpp", "b.cpp"):
            self.write(name, '#include "inc/h.h"\n')
        self.database(["a.cpp", "b.cpp"])

    def test_seen_by_two_reported_once(self):
        result = self.tool("check", "-p", "build")
        self.assertEqual(len(result.warnings()), 1, result.out)
        self.assertIn("inc/h.h:%d:" % (LINE + 1), result.out)
        self.assertIn("1 gap in 1 file; 2 translation units read", result.err)

    def test_asked_for_by_name(self):
        """However it was included."""
        self.write("inc/two.h", "#pragma once\n" + (DROP % "").replace("void f", "inline void g"))
        self.write("inc/three.h", "#pragma once\n" + CLEAN)
        self.write("inc/h.h", '#include "two.h"\n#include "../inc/three.h"\n' + self.text("inc/h.h"))
        self.database(["a.cpp", "b.cpp"], ["-I", "./inc/../inc"])
        for name, count in (("inc/h.h", 1), ("inc/two.h", 1), ("inc/../inc/two.h", 1),
                            ("inc/three.h", 0)):
            for _ in range(2):
                result = self.check_all(name)
                self.assertEqual(len(result.warnings()), count, (name, result.all))

    def test_filter(self):
        self.assertEqual(self.tool("check", "-p", "build", "--header-filter=inc/").code, 2)
        self.assertEqual(self.tool("check", "-p", "build", "--header-filter=lib/").code, 0)
        self.write(".clang-tidy", "HeaderFilterRegex: 'lib/'\n")
        self.assertEqual(self.tool("check", "-p", "build").code, 0)

    def test_system_header(self):
        for name in ("a.cpp", "b.cpp"):
            self.write(name, '#include <h.h>\n')
        self.database(["a.cpp", "b.cpp"], ["-isystem", "inc"])
        self.assertEqual(self.tool("check", "-p", "build").code, 0)

    def test_filter_in_clang_tidy(self):
        self.assertIn(CHECK, self.tidy("a.cpp", "-header-filter=inc/").out)
        self.assertNotIn(CHECK, self.tidy("a.cpp", "-header-filter=lib/").out)


class NoLint(Project):
    def both(self, text):
        """How many warnings the tool and clang-tidy give; they must agree."""
        self.write("a.cpp", text)
        ours, theirs = self.check("a.cpp"), self.tidy("a.cpp")
        self.assertEqual(len(ours.warnings()), len(theirs.warnings()), text)
        return len(ours.warnings())

    def test_same_line(self):
        for comment, count in (
                ("", 1), (" // NOLINT", 0), (" // NOLINT: for a reason", 0),
                (" // NOLINT(tracing-*)", 0), (" // NOLINT(tracing-discarded-scope)", 0),
                (" // NOLINT(bugprone-x, tracing-discarded-scope)", 0),
                (" // NOLINT(bugprone-x)", 1), (" // NOLINT(tracing-untraced-wait)", 1),
                (" // NOLINT()", 1), (" // NOLINT(*-scope)", 0), (" /* NOLINT */", 0),
                (" // NOLINTNEXTLINE", 1), (" // NOLINT(*,-tracing-*)", 0)):
            with self.subTest(comment):
                self.assertEqual(self.both(DROP % comment), count)

    def test_next_line(self):
        for comment, count in (("// NOLINTNEXTLINE", 0), ("// NOLINT", 1),
                               ("// NOLINTNEXTLINE(tracing-discarded-scope)", 0),
                               ("// NOLINTNEXTLINE(bugprone-*)", 1),
                               ("// NOLINTNEXTLINE\n", 1)):
            with self.subTest(comment):
                self.assertEqual(self.both((DROP % "").replace(
                    "void f", comment + "\nvoid f")), count)

    def test_block(self):
        for begin, end, count in (
                ("// NOLINTBEGIN", "// NOLINTEND", 0),
                ("// NOLINTBEGIN(tracing-*)", "// NOLINTEND(tracing-*)", 0),
                ("// NOLINTBEGIN(bugprone-*)", "// NOLINTEND(bugprone-*)", 1)):
            with self.subTest(begin):
                self.assertEqual(self.both((DROP % ("\n" + end)).replace(
                    "void f", begin + "\nvoid f")), count)

    def test_block_that_is_not_closed(self):
        for begin, end in (("// NOLINTBEGIN", ""), ("", "// NOLINTEND"),
                           ("// NOLINTBEGIN(tracing-*)", "// NOLINTEND")):
            self.write("a.cpp", (DROP % ("\n" + end)).replace("void f", begin + "\nvoid f"))
            result = self.check("a.cpp")
            self.assertEqual(len(result.warnings()), 1)
            self.assertIn("unmatched 'NOLINT", result.err)


class TidyConfiguration(Project):
    def setUp(self):
        super().setUp()
        self.write("a.cpp", DROP % "")

    def test_checks(self):
        for checks, code in (("-*,tracing-*", 2), ("-*,bugprone-*", 2),
                             ("-*,tracing-untraced-wait", 0), ("tracing-*,-tracing-disc*", 0)):
            with self.subTest(checks):
                self.write(".clang-tidy", "Checks: '%s'\n" % checks)
                self.assertEqual(self.check("a.cpp").code, code)
        self.assertEqual(self.check("a.cpp", "--checks=" + CHECK).code, 2)

    def test_checks_on_the_command_line(self):
        for checks, code in (("tracing-*", 2), ("-*,tracing-discarded-scope", 2),
                             ("-tracing-discarded-scope", 0), ("tracing-untraced-wait", 0)):
            with self.subTest(checks):
                self.assertEqual(self.check("a.cpp", "--checks=" + checks).code, code)

    def test_unknown_check(self):
        file = self.write(".clang-tidy", "Checks: '-*,tracing-discraded-scope'\n")
        self.fails(self.check("a.cpp"), 1, file, "unknown check 'tracing-discraded-scope'")

    def test_unknown_option(self):
        file = self.write(".clang-tidy",
                          "CheckOptions:\n  tracing-untraced-wait.BlockngCategories: sleep\n")
        self.fails(self.check("a.cpp"), 1, file,
                   "unknown option key 'tracing-untraced-wait.BlockngCategories'",
                   "BlockingCategories")
        file = self.write(".clang-tidy", "CheckOptions:\n  tracing-wait.AllCode: true\n")
        self.fails(self.check("a.cpp"), 1, file, "unknown check 'tracing-wait'")
        self.write(".clang-tidy", "CheckOptions:\n  bugprone-x.Whatever: true\n")
        self.assertEqual(self.check("a.cpp").code, 2)

    def test_bad_values(self):
        for key, value in (("BlockingCategories", "coffee"), ("AllCode", "perhaps")):
            self.write(".clang-tidy",
                       "CheckOptions:\n  tracing-untraced-wait.%s: %s\n" % (key, value))
            self.fails(self.check("a.cpp"), 1, value, "tracing-untraced-wait." + key)
            tidy = self.tidy("a.cpp")
            self.assertIn(value, tidy.out + tidy.err)
            self.assertIn(CHECK, tidy.out, "the others still report")

    def test_broken(self):
        file = self.write(".clang-tidy", "Checks: '*'\nChekcs: '*'\n")
        self.fails(self.check("a.cpp"), 1, file + ":2:1: error: ", "Chekcs")

    def test_nearest(self):
        self.write(".clang-tidy", "Checks: '-*,tracing-untraced-wait'\n")
        self.write("sub/.clang-tidy", "Checks: '-*,tracing-*'\n")
        self.write("sub/b.cpp", DROP % "")
        self.database(["a.cpp", "sub/b.cpp"])
        result = self.tool("check", "-p", "build")
        self.assertEqual([w.split(":")[0] for w in result.warnings()], ["sub/b.cpp"])

    def test_plugin(self):
        self.write(".clang-tidy", "Checks: '-*,tracing-*'\nWarningsAsErrors: 'tracing-*'\n")
        result = self.tidy("a.cpp", checks="")
        self.assertEqual(result.code, 1)
        self.assertIn("[%s,-warnings-as-errors]" % CHECK, result.out)
        os.remove(self.path(".clang-tidy"))
        self.assertEqual(self.tidy("a.cpp").code, 0)
        self.assertEqual(self.tidy("a.cpp", "--warnings-as-errors=tracing-*").code, 1)
        self.assertNotIn(CHECK, self.tidy("a.cpp", checks="-*,tracing-untraced-wait").out)

    def test_plugin_tells_its_options(self):
        dumped = self.tidy("a.cpp", "--dump-config").out
        for key in ("tracing-untraced-wait.BlockingCategories", "tracing-untraced-wait.AllCode",
                    "tracing-discarded-scope.ModelsFile"):
            self.assertIn(key, dumped)

    def test_two_files_in_one_clang_tidy(self):
        self.write("b.cpp", DROP % "")
        result = self.command("clang-tidy-" + LLVM, "-load", PLUGIN, "-checks=-*,tracing-*",
                              "a.cpp", "b.cpp", "--", *FLAGS)
        self.assertEqual([os.path.basename(w.split(":")[0]) for w in result.warnings()],
                         ["a.cpp", "b.cpp"])

    def test_run_clang_tidy(self):
        self.write("b.cpp", DROP % "")
        self.database(["a.cpp", "b.cpp"])
        result = self.command("run-clang-tidy-" + LLVM, "-p", "build", "-load", PLUGIN,
                              "-clang-tidy-binary", "clang-tidy-" + LLVM,
                              "-checks=-*,tracing-*", "-quiet")
        plain = re.sub(r"\x1b\[[\d;]*m", "", result.out)
        self.assertEqual(plain.count("[%s]" % CHECK), 2, result.all)


if __name__ == "__main__":
    unittest.main()
