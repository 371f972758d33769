#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""check --fix, --dry-run and --export-fixes, and the fixes of the plugin: what is
written, and what is left alone. What the fixes say is the matter of ../fixes."""
import os
import shutil
import stat
import threading
import time
import unittest
from harness import CLEAN, FLAGS, LLVM, PLUGIN, ROOT, TOOL, Project

OTEL = os.path.join(ROOT, "tests", "otel", "include")
RUNTIME = os.environ.get("TRACE_TIDY_RUNTIME", os.path.join(ROOT, "runtime", "include"))
INCLUDES = ["-isystem", OTEL, "-isystem", RUNTIME]

# Two waits inside of a request's span: each is a finding with a fix.
HEAD = """#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"
#include <semaphore.h>

namespace trace = opentelemetry::trace;
"""
BODY = """
%ssem_t NAME_places;

%svoid NAME(const opentelemetry::context::Context &parent) {
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  options.parent = parent;
  auto span = trace::Provider::GetTracerProvider()->GetTracer("t")->StartSpan("GET /", options);
  trace::Scope scope(span);
  sem_wait(&NAME_places);@
  int done = sem_wait(&NAME_places);
  (void)done;
}
"""
WAIT = "sem_wait(&"
FIXED = "trace_tidy::internal_span("
INCLUDE = "#include <trace_tidy/"
CHECK = "untraced-wait"


def source(name="work", suffix=""):
    return HEAD + (BODY % ("", "")).replace("NAME", name).replace("@", suffix)


def header(name="work"):
    return "#pragma once\n" + HEAD + (
        BODY % ("inline ", "inline ")).replace("NAME", name).replace("@", "")


def user(include, name="work", own="caller"):
    return '#include "%s"\nvoid %s(const opentelemetry::context::Context &c) { %s(c); }\n' % (
        include, own, name)


class Fixing(Project):
    def setUp(self):
        super().setUp()
        os.makedirs(self.path(".git"))  # the project begins here

    def fix(self, name="a.cpp", *args, flags=()):
        return self.check(name, "--no-cache", *(args or ("--fix",)),
                          flags=INCLUDES + list(flags))

    def fix_all(self, *args):
        return self.check_all(*(args or ("--fix",)))

    def bytes(self, name):
        with open(self.path(name), "rb") as f:
            return f.read()

    def put(self, name, data):
        self.write(name, "")
        with open(self.path(name), "wb") as f:
            f.write(data)

    def is_fixed(self, name, waits=2):
        text = self.text(name)
        self.assertEqual(text.count(FIXED), waits, text)
        self.assertEqual(text.count(INCLUDE), 1, text)
        self.assertEqual(text.count(WAIT), 2, text)

    def no_leftovers(self):
        left = [f for _, _, files in os.walk(self.dir) for f in files if f.endswith(".tmp")]
        self.assertEqual(left, [])

    def all_fixed(self, result, findings, files):
        self.assertEqual(result.code, 0, result.all)
        self.assertIn("fixed %d finding%s in %d file%s\n" % (
            findings, "s" * (findings != 1), files, "s" * (files != 1)), result.err)
        self.no_leftovers()


class TheTool(Fixing):
    def test_says_that_there_are_fixes(self):
        self.write("a.cpp", source())
        result = self.check("a.cpp", flags=INCLUDES)
        self.assertEqual(result.code, 2, result.all)
        self.assertIn("2 of 2 findings have a fix-it: trace-tidy check --fix\n", result.err)
        self.assertEqual(self.text("a.cpp"), source())

    def test_fix_and_again(self):
        self.write("a.cpp", source())
        result = self.fix()
        self.all_fixed(result, 2, 1)
        self.assertEqual(len(result.warnings()), 2)
        self.assertEqual(result.out.count("note: fixed\n"), 2)
        self.is_fixed("a.cpp")
        done = self.bytes("a.cpp")
        before = os.stat(self.path("a.cpp")).st_mtime_ns
        result = self.fix()
        self.assertEqual(result.code, 0, result.all)
        self.assertEqual(result.out, "")
        self.assertIn("no gaps", result.err)
        self.assertEqual(self.bytes("a.cpp"), done)
        self.assertEqual(os.stat(self.path("a.cpp")).st_mtime_ns, before)

    def test_nothing_to_fix(self):
        self.write("a.cpp", CLEAN)
        for args in (("--fix",), ("--dry-run",), ("--export-fixes=x.yaml",)):
            result = self.fix("a.cpp", *args)
            self.assertEqual(result.code, 0, result.all)
            self.assertEqual(result.out, "")

    def test_of_some_checks(self):
        self.write("a.cpp", source())
        for names in ("discarded-scope", "tracing-discarded-scope,missing-client-span"):
            result = self.fix("a.cpp", "--fix=" + names)
            self.assertEqual(result.code, 2, result.all)
            self.assertIn("fixed 0 findings; 2 not asked for\n", result.err)
            self.assertEqual(self.text("a.cpp"), source())
        result = self.fix("a.cpp", "--fix=discarded-scope,tracing-" + CHECK)
        self.all_fixed(result, 2, 1)

    def test_unknown_check(self):
        self.write("a.cpp", source())
        for name in ("untraced", "tracing-*", "untraced-wait,nonsense"):
            result = self.fix("a.cpp", "--fix=" + name)
            self.fails(result, 1, "unknown check '%s' in --fix" % name.split(",")[-1],
                       "tracing-untraced-wait", "tracing-missing-context-injection")
        self.assertEqual(self.text("a.cpp"), source())

    def test_either_fix_or_export(self):
        self.write("a.cpp", source())
        for option in ("--fix", "--dry-run"):
            self.fails(self.fix("a.cpp", option, "--export-fixes=x.yaml"), 1,
                       "either --fix or --export-fixes")
        self.assertFalse(os.path.exists(self.path("x.yaml")))

    def test_dry_run(self):
        self.write("sub/a.cpp", source())
        for args in (("--dry-run",), ("--fix", "--dry-run")):
            result = self.fix("sub/a.cpp", *args)
            self.assertEqual(result.code, 2, result.all)
            self.assertEqual(self.text("sub/a.cpp"), source())
            self.assertIn("would fix 2 findings in 1 file\n", result.err)
            self.assertIn(": warning: ", result.err)
            self.assertEqual(result.warnings(), [])
        self.assertTrue(result.out.startswith("--- a/sub/a.cpp\n+++ b/sub/a.cpp\n@@ -"),
                        result.out)
        # It is what --fix does, and tools read it.
        self.write("diff", result.out)
        self.all_fixed(self.fix("sub/a.cpp"), 2, 1)
        done = self.bytes("sub/a.cpp")
        for patch in (["patch", "-s", "-p1", "-i", "diff"],
                      ["git", "apply", "--unsafe-paths", "diff"]):
            if shutil.which(patch[0]):
                self.write("sub/a.cpp", source())
                applied = self.command(*patch)
                self.assertEqual(applied.code, 0, applied.all)
                self.assertEqual(self.bytes("sub/a.cpp"), done, patch)

    def test_dry_run_at_the_ends_of_a_file(self):
        text = source().rstrip("\n")
        self.write("a.cpp", text)
        result = self.fix("a.cpp", "--dry-run")
        self.write("diff", result.out)
        self.all_fixed(self.fix("a.cpp"), 2, 1)
        self.assertFalse(self.text("a.cpp").endswith("\n"), "none was added")
        if shutil.which("patch"):
            done = self.bytes("a.cpp")
            self.write("a.cpp", text)
            applied = self.command("patch", "-s", "-p1", "-i", "diff")
            self.assertEqual(applied.code, 0, applied.all)
            self.assertEqual(self.bytes("a.cpp"), done)

    def test_nolint_is_not_fixed(self):
        self.write("a.cpp", source(suffix=" // NOLINT(tracing-untraced-wait)"))
        self.all_fixed(self.fix(), 1, 1)
        self.is_fixed("a.cpp", waits=1)
        self.assertIn("  sem_wait(&work_places); // NOLINT", self.text("a.cpp"))

    def test_filtered_is_not_fixed(self):
        self.write("w.h", header())
        self.write("a.cpp", user("w.h"))
        result = self.fix("a.cpp", "--fix", "--header-filter=nothing")
        self.assertEqual(result.code, 0, result.all)
        self.assertEqual(self.text("w.h"), header())
        result = self.fix("a.cpp", "--fix", "--checks=tracing-discarded-scope")
        self.assertEqual(result.code, 0, result.all)
        self.assertEqual(self.text("w.h"), header())

    # The wait is in a macro: there is no fix for it, and a reason is given.
    def test_partly(self):
        self.write("a.cpp", "#define WAIT sem_wait(&work_places)\n" +
                   source().replace("  sem_wait(&work_places);", "  WAIT;"))
        result = self.fix()
        self.assertEqual(result.code, 2, result.all)
        self.assertIn("fixed 1 finding in 1 file; 1 has no fix-it\n", result.err)
        self.assertEqual(result.out.count("note: no fix-it: "), 1, result.out)
        self.assertIn("#define WAIT sem_wait(&work_places)\n", self.text("a.cpp"))
        again = self.fix()
        self.assertEqual(again.code, 2, again.all)
        self.assertIn("fixed 0 findings; 1 has no fix-it\n", again.err)

    def test_does_not_compile(self):
        self.write("a.cpp", source() + "void broken() { nonsense; }\n")
        before = self.text("a.cpp")
        self.write("b.cpp", source("other"))
        self.database(["a.cpp", "b.cpp"], INCLUDES)
        result = self.fix_all()
        self.assertEqual(result.code, 3, result.all)
        self.assertEqual(self.text("a.cpp"), before)
        self.assertIn("note: not fixed: a.cpp does not compile\n", result.out)
        self.is_fixed("b.cpp")


class OwnCode(Fixing):
    """What .trace-tidy.yaml puts in the place of the runtime."""
    MODELS = """models:
  library: ours
  provenance: acme/tracing.h
  edits:
    - {edit: internal-span, code: "%s", include: acme/tracing.h}
"""
    TRACED = """#pragma once
namespace acme {
template <class F> auto traced(const char *, F f) { return f(); }
}
"""

    def test_is_written(self):
        self.write(".trace-tidy.yaml", self.MODELS % "acme::traced({name}, {call})")
        os.makedirs(self.path("acme"))
        self.write("acme/tracing.h", self.TRACED)
        self.write("a.cpp", source())
        self.fix("a.cpp", "--fix", flags=["-I", self.dir])
        text = self.text("a.cpp")
        self.assertEqual(text.count('acme::traced("work wait", [&] {'), 2, text)
        self.assertEqual(text.count("#include <acme/tracing.h>"), 1, text)
        self.assertNotIn("trace_tidy", text)

    def test_its_header_is_missing(self):
        self.write(".trace-tidy.yaml", self.MODELS % "acme::traced({name}, {call})")
        self.write("a.cpp", source())
        result = self.fix()
        self.assertEqual(result.code, 2, result.all)
        self.assertIn("no fix-it: a header that it needs is not in the include path",
                      result.out)
        self.assertEqual(self.text("a.cpp"), source())

    def test_without_what_is_needed(self):
        self.write(".trace-tidy.yaml", self.MODELS % "acme::traced({name})")
        self.write("a.cpp", source())
        result = self.fix()
        self.assertEqual(result.code, 1, result.all)
        self.assertRegex(result.err, r"[.]trace-tidy[.]yaml:5:\d+: error: "
                                     r"the code needs the placeholder '{call}'")
        self.assertEqual(self.text("a.cpp"), source())

    def test_with_an_unknown_placeholder(self):
        self.write(".trace-tidy.yaml",
                   self.MODELS % "acme::traced({label}, {call})")
        self.write("a.cpp", source())
        result = self.fix()
        self.assertEqual(result.code, 1, result.all)
        self.assertIn("unknown placeholder '{label}' ({name}, {call}, {tracer}, "
                      "{span}, {remote})", result.err)


class TheFiles(Fixing):
    def test_header_of_many_units(self):
        self.write("include/w.h", header())
        names = ["u%d.cpp" % i for i in range(4)]
        for i, name in enumerate(names):
            self.write(name, user("include/w.h", own="caller%d" % i))
        self.database(names, INCLUDES)
        self.all_fixed(self.fix_all(), 2, 1)
        self.is_fixed("include/w.h")
        self.assertEqual(self.text("u0.cpp"), user("include/w.h", own="caller0"))
        again = self.fix_all()
        self.assertEqual((again.code, again.out), (0, ""), again.all)

    def test_from_the_cache(self):
        self.write("a.cpp", source())
        self.database(["a.cpp"], INCLUDES)
        self.assertEqual(self.check_all().code, 2)
        result = self.fix_all()
        self.assertIn("1 from the cache", result.err)
        self.all_fixed(result, 2, 1)
        self.is_fixed("a.cpp")
        self.assertEqual(self.fix_all().code, 0)

    def test_changed_since_it_was_read(self):
        self.write("a.cpp", source())
        self.write("b.cpp", source("other"))
        self.database(["a.cpp", "b.cpp"], INCLUDES)
        changed = source() + "// changed\n"
        run = self.while_it_reads("a.cpp", changed)
        self.assertEqual(run.code, 2, run.all)
        self.assertIn("trace-tidy: error: a.cpp changed since it was read; run again\n", run.err)
        self.assertIn("note: not fixed: a.cpp changed since it was read; run again\n", run.out)
        self.assertIn("fixed 2 findings in 1 file; 2 not fixed\n", run.err)
        self.assertEqual(self.text("a.cpp"), changed)
        self.is_fixed("b.cpp")
        self.database(["a.cpp", "b.cpp"], INCLUDES)
        self.assertEqual(self.fix_all().code, 0)
        self.is_fixed("a.cpp")

    def while_it_reads(self, name, text):
        """--fix with a unit that includes a pipe: while the tool waits for what
        comes out of it, the file is changed."""
        os.mkfifo(self.path("pipe"))
        self.write("slow.cpp", '#include "pipe"\n')
        self.database(["a.cpp", "b.cpp", "slow.cpp"], INCLUDES)

        def feed():
            with open(self.path("pipe"), "w", encoding="utf-8") as f:
                # Others are done when no worker is left but the one that waits.
                for _ in range(600):
                    if len(self.processes()) <= 2:
                        break
                    time.sleep(0.1)
                self.write(name, text)
                f.write("int piped;\n")
        feeder = threading.Thread(target=feed, daemon=True)
        feeder.start()
        return self.fix_all("--fix", "-j3", "--no-cache")

    def test_line_ends(self):
        self.put("a.cpp", source().replace("\n", "\r\n").encode())
        self.all_fixed(self.fix(), 2, 1)
        done = self.bytes("a.cpp")
        self.assertEqual(done.count(b"\n"), done.count(b"\r\n"))
        self.is_fixed("a.cpp")

    def test_other_bytes_stay(self):
        text = source().replace("GET /", "GET /\xe4\u20ac").encode() + b"// \xff\xfe\x00\t \n\n\n"
        self.put("a.cpp", text)
        self.fix()
        done = self.bytes("a.cpp")
        self.assertIn(FIXED.encode(), done)
        kept = [line for line in done.splitlines() if b"trace_tidy" not in line]
        was = [line for line in text.splitlines() if WAIT.encode() not in line]
        self.assertEqual(kept, was)

    def test_mode(self):
        for mode in (0o600, 0o755, 0o664):
            self.write("a.cpp", source())
            os.chmod(self.path("a.cpp"), mode)
            self.all_fixed(self.fix(), 2, 1)
            self.assertEqual(stat.S_IMODE(os.stat(self.path("a.cpp")).st_mode), mode)

    def test_link(self):
        self.write("real/a.cpp", source())
        os.symlink("real/a.cpp", self.path("a.cpp"))
        self.all_fixed(self.fix(), 2, 1)
        self.assertTrue(os.path.islink(self.path("a.cpp")))
        self.is_fixed("real/a.cpp")

    # One header under two names is one file.
    def test_header_by_two_names(self):
        self.write("real/w.h", header())
        os.symlink("real", self.path("include"))
        self.write("a.cpp", user("real/w.h", own="a"))
        self.write("b.cpp", user("include/w.h", own="b"))
        self.database(["a.cpp", "b.cpp"], INCLUDES)
        self.assertEqual(self.fix_all().code, 0)
        self.is_fixed("real/w.h")
        self.assertTrue(os.path.islink(self.path("include")))

    def test_may_not_be_written(self):
        self.write("a.cpp", source())
        self.write("b.cpp", source("other"))
        self.database(["a.cpp", "b.cpp"], INCLUDES)
        os.chmod(self.path("a.cpp"), 0o444)
        os.chmod(self.path("b.cpp"), 0o666)
        os.chmod(self.dir, 0o777)
        result = self.as_nobody(TOOL, "check", "-p", "build", "--fix", "--no-cache")
        self.assertEqual(result.code, 2, result.all)
        self.assertIn("error: a.cpp cannot be written: Permission denied", result.err)
        self.assertIn("not fixed: a.cpp cannot be written", result.out)
        self.assertEqual(self.text("a.cpp"), source())
        self.is_fixed("b.cpp")

    def test_folder_may_not_be_written(self):
        self.write("sub/a.cpp", source())
        os.chmod(self.path("sub/a.cpp"), 0o666)
        os.chmod(self.path("sub"), 0o555)
        os.chmod(self.dir, 0o777)
        result = self.as_nobody(TOOL, "check", "--fix", "--no-cache", "sub/a.cpp", "--",
                                *FLAGS, *INCLUDES)
        self.assertEqual(result.code, 2, result.all)
        self.assertIn("sub/a.cpp cannot be written", result.err)
        self.assertEqual(self.text("sub/a.cpp"), source())

    def test_disk_full(self):
        self.write("a.cpp", source())
        result = self.limited(100, TOOL, "check", "--fix", "--no-cache", "a.cpp", "--",
                              *FLAGS, *INCLUDES)
        self.assertNotEqual(result.code, 0, result.all)
        self.assertEqual(self.text("a.cpp"), source())
        self.no_leftovers()

    def test_outside_of_the_project(self):
        self.write("far/include/w.h", header())
        self.write("near/a.cpp", user("../far/include/w.h"))
        os.rmdir(self.path(".git"))
        os.makedirs(self.path("near/.git"))
        result = self.command(TOOL, "check", "--fix", "--no-cache", "a.cpp", "--", *FLAGS,
                              *INCLUDES, cwd=self.path("near"))
        self.assertEqual(self.text("far/include/w.h"), header(), result.all)
        for line in result.warnings():
            self.assertIn("far/include/w.h", line)
        self.assertEqual(result.out.count("is outside of the project"),
                         len(result.warnings()), result.all)

    def test_link_out_of_the_project(self):
        self.write("far/a.cpp", source())
        self.write("near/b.cpp", CLEAN)
        os.rmdir(self.path(".git"))
        os.makedirs(self.path("near/.git"))
        os.symlink("../far/a.cpp", self.path("near/a.cpp"))
        result = self.command(TOOL, "check", "--fix", "--no-cache", "a.cpp", "--", *FLAGS,
                              *INCLUDES, cwd=self.path("near"))
        self.assertEqual(result.code, 2, result.all)
        self.assertEqual(self.text("far/a.cpp"), source())
        self.assertIn("not fixed: a.cpp is outside of the project", result.out)


class TheFormat(Fixing):
    UGLY = "void  ugly( ) {int i=0;(void)i;}\n"

    def test_none(self):
        self.write("a.cpp", source() + self.UGLY)
        self.all_fixed(self.fix(), 2, 1)
        longest = max(self.text("a.cpp").splitlines(), key=len)
        self.assertIn(FIXED, longest + FIXED)
        self.assertIn(self.UGLY, self.text("a.cpp"))
        changed = [line for line in self.text("a.cpp").splitlines() if FIXED in line]
        self.assertTrue(all(line.startswith("  ") for line in changed))

    def test_changed_lines_only(self):
        self.write(".clang-format", "BasedOnStyle: LLVM\nColumnLimit: 40\n")
        self.write("a.cpp", source() + self.UGLY)
        self.all_fixed(self.fix(), 2, 1)
        text = self.text("a.cpp")
        self.assertIn(self.UGLY, text)
        self.assertIn('GetTracer("t")->StartSpan("GET /", options);\n', text)
        for line in text.splitlines():
            if FIXED in line or "; })" in line:
                self.assertLessEqual(len(line), 40, text)
        self.assertEqual(self.fix().code, 0)

    def test_order_of_includes_stays(self):
        self.write(".clang-format", "BasedOnStyle: LLVM\n")
        text = source().replace("#include <semaphore.h>\n",
                                "#include <semaphore.h>\n#include <cstdlib>\n")
        self.write("a.cpp", text)
        self.all_fixed(self.fix(), 2, 1)
        includes = [line for line in self.text("a.cpp").splitlines()
                    if line.startswith("#include") and "trace_tidy" not in line]
        self.assertEqual(includes, [line for line in text.splitlines()
                                    if line.startswith("#include")])

    def test_bad_configuration(self):
        self.write(".clang-format", "BasedOnStyle: [\n")
        self.write("a.cpp", source())
        result = self.fix()
        self.all_fixed(result, 2, 1)
        self.assertIn("warning: a.cpp is not formatted", result.err)
        self.is_fixed("a.cpp")


class TheExport(Fixing):
    def apply(self, folder):
        return self.command("clang-apply-replacements-" + LLVM, folder)

    def exported(self, text):
        self.put("a.cpp", text.encode())
        self.fix()
        done = self.bytes("a.cpp")
        self.assertIn(FIXED.encode(), done)
        self.put("a.cpp", text.encode())
        os.makedirs(self.path("out"), exist_ok=True)
        result = self.fix("a.cpp", "--export-fixes=out/a.yaml")
        self.assertEqual(result.code, 2, result.all)
        self.assertIn("2 findings are exported with a fix to out/a.yaml\n", result.err)
        self.assertEqual(self.bytes("a.cpp"), text.encode())
        applied = self.apply("out")
        self.assertEqual(applied.code, 0, applied.all)
        self.assertEqual(self.bytes("a.cpp"), done)

    def test_says_the_same_as_fix(self):
        self.exported(source())

    def test_line_ends(self):
        self.exported(source().replace("\n", "\r\n"))

    def test_cannot_be_written(self):
        self.write("a.cpp", source())
        self.fails(self.fix("a.cpp", "--export-fixes=no/such/x.yaml"), 1, "no/such/x.yaml")


class ThePlugin(Fixing):
    def tidy_fix(self, *names, args=("-fix",)):
        return self.command("clang-tidy-" + LLVM, "-load", PLUGIN, "-checks=-*,tracing-*",
                            "-header-filter=.*", "-p", "build", *args, *names)

    def test_same_as_the_tool(self):
        for text in (source(), source(suffix=" // NOLINT"),
                     source().replace("\n", "\r\n")):
            self.put("a.cpp", text.encode())
            self.database(["a.cpp"], INCLUDES)
            self.fix()
            done = self.bytes("a.cpp")
            self.assertIn(FIXED.encode(), done)
            self.put("a.cpp", text.encode())
            result = self.tidy_fix("a.cpp")
            self.assertEqual(result.code, 0, result.all)
            self.assertEqual(self.bytes("a.cpp"), done)
            again = self.tidy_fix("a.cpp")
            self.assertEqual((again.code, again.warnings()), (0, []), again.all)
            self.assertEqual(self.bytes("a.cpp"), done)

    def test_include_comes_with_a_line_filter_too(self):
        self.write("a.cpp", source())
        self.database(["a.cpp"], INCLUDES)
        line = 1 + source().splitlines().index("  int done = sem_wait(&work_places);")
        self.tidy_fix("a.cpp", args=(
            "-fix", '-line-filter=[{"name":"a.cpp","lines":[[%d,%d]]}]' % (line, line)))
        self.is_fixed("a.cpp", waits=1)

    def two_units(self):
        self.write("w.h", header())
        self.write("a.cpp", user("w.h", own="a"))
        self.write("b.cpp", user("w.h", own="b"))
        self.database(["a.cpp", "b.cpp"], INCLUDES)

    def test_header_of_two_units(self):
        self.two_units()
        result = self.tidy_fix("a.cpp", "b.cpp")
        self.assertEqual(result.code, 0, result.all)
        self.is_fixed("w.h")
        again = self.tidy_fix("a.cpp", "b.cpp")
        self.assertEqual(again.warnings(), [], again.all)

    def test_exported_for_each_unit(self):
        self.two_units()
        os.makedirs(self.path("out"))
        for name in ("a", "b"):
            self.tidy_fix(name + ".cpp", args=("-export-fixes=out/%s.yaml" % name,))
        applied = self.command("clang-apply-replacements-" + LLVM, "out")
        self.assertEqual(applied.code, 0, applied.all)
        self.is_fixed("w.h")

    # One file for all units: which of them wants what is forgotten.
    def test_run_clang_tidy(self):
        runner = shutil.which("run-clang-tidy-" + LLVM)
        if not runner:
            self.skipTest("no run-clang-tidy")
        common = [runner, "-clang-tidy-binary", "clang-tidy-" + LLVM, "-load", PLUGIN,
                  "-checks=-*,tracing-*", "-header-filter=.*", "-p", "build", "-j2", "-quiet",
                  "-clang-apply-replacements-binary", "clang-apply-replacements-" + LLVM]
        self.two_units()
        os.makedirs(self.path("out"))
        result = self.command(*common, "-export-fixes=out/all.yaml")
        if not os.path.exists(self.path("out/all.yaml")):
            self.skipTest("run-clang-tidy exports nothing: " + result.all[-300:])
        applied = self.command("clang-apply-replacements-" + LLVM, "out")
        self.assertEqual(applied.code, 0, applied.all)
        self.is_fixed("w.h")
        self.two_units()
        self.command(*common, "-fix")
        self.is_fixed("w.h")


if __name__ == "__main__":
    unittest.main()
