#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What `trace-tidy check` costs, as ratios to what clang and clang-tidy cost on
the same files in the same run. CPU time (user and system, of all processes), so
that other work on the machine shows little.

  speed.py [-p BUILD] [--root DIR] [--sample N] [--runs N] [-j N] [--only ROW...]

Without -p: the project's own sources and the example, from build/llvm-22. The
folder --root (the default: the project's own, when the database is) is copied to
a temporary folder, and the copy is read: one file of it is changed. Without a
root that row is left out.

Clang and clang-tidy get the flags of the database without precompiled headers,
as trace-tidy reads it.
"""
import argparse
import json
import os
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(os.path.dirname(HERE))

# row: what, target
ROWS = {
    "clang": ("cold run, against clang -fsyntax-only", 0.35),
    "tidy": ("cold run, against clang-tidy with the plugin", 0.38),
    "warm": ("warm run, against the cold run", 0.02),
    "changed": ("one file changed, without reading that file, against the cold run", 0.03),
    "memory": ("peak memory of one worker, against clang -fsyntax-only (the worst)", 1.0),
}


class Use:
    """CPU seconds and peak memory (MB) of a command and all that it started."""

    def __init__(self, command, cwd, codes=(0,)):
        with tempfile.TemporaryFile() as out:
            child = subprocess.Popen(command, cwd=cwd, stdout=out, stderr=out,
                                     stdin=subprocess.DEVNULL)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            self.output = out.read().decode("utf-8", "replace")
        if child.returncode not in codes:
            sys.exit("failed with code %d: %s\n%s" % (
                child.returncode, shlex.join(command), self.output[-2000:]))
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024


class Command:
    def __init__(self, entry):
        self.directory = entry["directory"]
        self.file = os.path.normpath(os.path.join(self.directory, entry["file"]))
        self.arguments = entry.get("arguments") or shlex.split(entry["command"])

    def plain(self):
        """The arguments without outputs and what only the build's compiler can
        use; see tool/CompileCommand.cpp."""
        kept, args, i = [], self.arguments, 0
        while i < len(args):
            arg = args[i]
            if arg == "-Xclang" and args[i + 1:i + 3] == ["-include-pch", "-Xclang"]:
                i += 4
            elif arg in ("-o", "-MF", "-MT", "-MQ"):
                i += 2
            elif (arg in ("-c", "-M", "-MM", "-MD", "-MMD", "-MG", "-MP", "-MV", "-Winvalid-pch")
                  or re.match(r"-fmodule-mapper=|-fdeps-format=|@", arg)):
                i += 1
            else:
                kept.append(arg)
                i += 1
        return kept

    def entry(self):
        return {"directory": self.directory, "file": self.file, "arguments": self.plain()}

    def moved(self, root, to, build):
        """The same for a copy of root; the build folder stays where it is."""
        pattern = re.compile(re.escape(root) + r"(?=/|$)(?!" +
                             re.escape(build[len(root):]) + r"(/|$))"
                             if build.startswith(root + "/") else re.escape(root) + r"(?=/|$)")
        return Command({"directory": self.directory, "file": pattern.sub(to, self.file),
                        "arguments": [pattern.sub(to, a) for a in self.arguments]})


def is_cxx(command):
    return (os.path.splitext(command.file)[1] in (".cpp", ".cc", ".cxx", ".c++", ".C")
            and "-emit-pch" not in command.arguments)


def sampled(commands, count):
    if not count or count >= len(commands):
        return commands
    return [commands[i * len(commands) // count] for i in range(count)]


def main():
    p = argparse.ArgumentParser(description=__doc__,
                                formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("-p", dest="build", default=os.path.join(PROJECT, "build", "llvm-22"),
                   help="the folder with compile_commands.json")
    p.add_argument("--root", help="the sources' folder; it is copied")
    p.add_argument("--tool-build", default=os.path.join(PROJECT, "build", "llvm-22"),
                   help="where trace-tidy and the plugin were built")
    p.add_argument("--clang", default="clang++-22")
    p.add_argument("--clang-tidy", default="clang-tidy-22")
    p.add_argument("--sample", type=int, default=0, help="so many files, spread evenly")
    p.add_argument("--runs", type=int, default=1, help="the median of so many")
    p.add_argument("-j", type=int, default=1, help="workers of trace-tidy")
    p.add_argument("--only", nargs="+", choices=sorted(ROWS), default=list(ROWS))
    args = p.parse_args()
    tool = os.path.join(args.tool_build, "bin", "trace-tidy")
    plugin = os.path.join(args.tool_build, "lib", "libTraceTidyPlugin.so")
    build = os.path.realpath(args.build)
    root = os.path.realpath(args.root) if args.root else \
        PROJECT if build.startswith(PROJECT + "/") else None
    with open(os.path.join(build, "compile_commands.json")) as f:
        commands = [c for c in map(Command, json.load(f)) if is_cxx(c)]
    seen = set()  # two commands of one file would be two summaries
    commands = [c for c in commands if not (c.file in seen or seen.add(c.file))]
    commands = sampled(commands, args.sample)
    if not commands:
        sys.exit("no C++ files in " + build)
    with tempfile.TemporaryDirectory(prefix="trace-tidy-speed-") as temp:
        measure(args, tool, plugin, build, root, commands, os.path.realpath(temp))


def measure(args, tool, plugin, build, root, commands, temp):
    if root:
        copy = os.path.join(temp, "copy")
        shutil.copytree(root, copy, symlinks=True, ignore=lambda folder, names: [
            n for n in names if n == ".git" or os.path.join(folder, n) == build
            or (folder == root and n == "build")])
        os.makedirs(os.path.join(copy, ".git"))  # the sign of a project
        commands = [c.moved(root, copy, build) for c in commands]
    with open(os.path.join(temp, "compile_commands.json"), "w") as f:
        json.dump([c.entry() for c in commands], f, indent=1)
    own = [c for c in commands if root and c.file.startswith(temp + "/")]
    changing = own[len(own) // 2] if own else None
    wanted = set(args.only) - (set() if changing else {"changed"})

    def check(cache):
        return Use([tool, "check", "-p", temp, "-j", str(args.j), "--cache", cache, "--checks=*"],
                   temp, (0, 2))

    runs = []
    for number in range(args.runs):
        t, memory = {}, []
        clang = []
        if wanted & {"clang", "memory"}:
            clang = [Use([args.clang] + c.plain()[1:] + ["-w", "-fsyntax-only"], c.directory)
                     for c in commands]
            t["clang"] = sum(u.cpu for u in clang)
        cache = os.path.join(temp, "cache%d" % number)
        t["cold"] = check(cache).cpu
        if "warm" in wanted:
            t["warm"] = check(cache).cpu
        if "changed" in wanted:
            with open(changing.file, "a") as f:
                f.write("// changed %d\n" % number)
            t["changed"] = check(cache).cpu
            t["one"] = Use([tool, "summarize", "-p", temp, changing.file, "-o",
                            os.path.join(temp, "one.tts")], temp).cpu
        if "tidy" in wanted:
            t["tidy"] = sum(Use([args.clang_tidy, "-load", plugin, "-p", temp, "-config={}",
                                 "--checks=-*,tracing-*", "--quiet", c.file], temp, (0, 1)).cpu
                            for c in commands)
        if "memory" in wanted and not runs:  # it does not vary
            for c, theirs in zip(commands, clang):
                ours = Use([tool, "summarize", "-p", temp, c.file, "-o",
                            os.path.join(temp, "one.tts")], temp)
                memory.append((ours.memory / theirs.memory, ours.memory, theirs.memory, c.file))
            t["memory"] = memory
        runs.append(t)
        shutil.rmtree(cache)
        print("run %d: %s" % (number + 1, "  ".join(
            "%s %.2fs" % (k, v) for k, v in t.items() if k != "memory")), file=sys.stderr)

    def median(of):
        return statistics.median(map(of, runs))

    ratios = {}
    context = {}
    if "clang" in wanted:
        ratios["clang"] = median(lambda t: t["cold"] / t["clang"])
        context["clang"] = "%.2f s of %.2f s, %d files" % (
            median(lambda t: t["cold"]), median(lambda t: t["clang"]), len(commands))
    if "tidy" in wanted:
        ratios["tidy"] = median(lambda t: t["cold"] / t["tidy"])
        context["tidy"] = "%.2f s of %.2f s" % (median(lambda t: t["cold"]),
                                                median(lambda t: t["tidy"]))
    if "warm" in wanted:
        ratios["warm"] = median(lambda t: t["warm"] / t["cold"])
        context["warm"] = "%.3f s of %.2f s" % (median(lambda t: t["warm"]),
                                                median(lambda t: t["cold"]))
    if "changed" in wanted:
        ratios["changed"] = median(lambda t: max(0, t["changed"] - t["one"]) / t["cold"])
        context["changed"] = "%.2f s, %.2f s for the file alone, of %.2f s" % (
            median(lambda t: t["changed"]), median(lambda t: t["one"]),
            median(lambda t: t["cold"]))
    if "memory" in wanted:
        worst = max(runs[0]["memory"])
        ratios["memory"] = worst[0]
        context["memory"] = "%.0f MB of %.0f MB, %s; the median is %.2f" % (
            worst[1], worst[2], os.path.basename(worst[3]),
            statistics.median(m[0] for m in runs[0]["memory"]))
    missed = False
    print("%-68s %7s %7s" % ("what", "ratio", "target"))
    for row in ROWS:
        if row in ratios:
            what, target = ROWS[row]
            bad = ratios[row] > target
            missed |= bad
            print("%-68s %7.3f %7.2f  %-6s  %s" % (what, ratios[row], target,
                                                   "missed" if bad else "ok", context[row]))
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
