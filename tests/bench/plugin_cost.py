#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the plugin costs: the user CPU time of clang-tidy with one trivial check
and tracing-*, over the same with the trivial check alone, on the same files.
Prints the ratio per file and of the sums; both runs load the plugin.

  plugin_cost.py [--build DIR] [--runs N] [--limit 1.08] [FILE... [-- FLAGS]]

Without files: some annotated sources of tests/checks, with their flags. FLAGS
are used for all files.
"""
import argparse
import os
import resource
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.dirname(HERE)
sys.path.insert(0, os.path.join(TESTS, "checks"))
from annotations import Source  # noqa: E402

TRIVIAL = "misc-definitions-in-headers"
DEFAULT = ("missing-context-injection/curl.cpp", "missing-context-injection/httplib.cpp",
           "missing-context-injection/beast.cpp", "missing-client-span/libpq.cpp",
           "blocking-call-outside-span/posix.cpp", "uninstrumented-handler/frameworks.cpp")


def user_time(command):
    """User CPU seconds of the command and what it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run(command, capture_output=True, text=True)
    if "clang-diagnostic-error" in done.stdout or done.returncode not in (0, 1):
        sys.exit("failed: %s\n%s" % (" ".join(command), done.stdout + done.stderr))
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def main():
    argv, flags = sys.argv[1:], None
    if "--" in argv:
        argv, flags = argv[:argv.index("--")], argv[argv.index("--") + 1:]
    p = argparse.ArgumentParser(description=__doc__,
                                formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--build", default=os.path.join(os.path.dirname(TESTS), "build", "llvm-22"))
    p.add_argument("--clang-tidy", default="clang-tidy-22")
    p.add_argument("--runs", type=int, default=5)
    p.add_argument("--limit", type=float, help="fail when the ratio is above")
    p.add_argument("files", nargs="*")
    args = p.parse_args(argv)
    files = args.files or [os.path.join(TESTS, "checks", f) for f in DEFAULT]
    includes = ["-I", os.path.join(TESTS, "checks", "Inputs"), "-isystem",
                os.path.join(TESTS, "otel", "include"), "-isystem", "/usr/include/postgresql"]

    def command(file, checks):
        own = flags if flags is not None else Source(file).flags + includes
        return [args.clang_tidy, "-load",
                os.path.join(args.build, "lib", "libTraceTidyPlugin.so"), "-config={}",
                "-checks=-*," + checks, file, "--"] + own

    total = [0.0, 0.0]
    print("%-52s %8s %8s %7s" % ("file", "without", "with", "ratio"))
    for file in files:
        variants = [command(file, TRIVIAL), command(file, TRIVIAL + ",tracing-*")]
        for v in variants:
            user_time(v)  # warm the disk cache
        times = [[], []]
        for _ in range(args.runs):
            for i, v in enumerate(variants):  # in turns, so that load hits both
                times[i].append(user_time(v))
        without, with_it = (statistics.median(t) for t in times)
        total[0] += without
        total[1] += with_it
        print("%-52s %7.2fs %7.2fs %7.3f" % (os.path.relpath(file), without, with_it,
                                             with_it / without))
    ratio = total[1] / total[0]
    print("%-52s %7.2fs %7.2fs %7.3f" % ("all", total[0], total[1], ratio))
    if args.limit and ratio > args.limit:
        sys.exit("the plugin costs %.1f %%; the limit is %.1f %%"
                 % ((ratio - 1) * 100, (args.limit - 1) * 100))


if __name__ == "__main__":
    main()
