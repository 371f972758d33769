#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What linking and solving a made-up program costs, and whether it grows with the
program alone: it is doubled from run to run.

  program_cost.py [--tus N...] [--runs N] [--write] [--all] [-- OPTIONS OF THE GENERATOR]

The sizes stand for the largest one, 100,000 translation units with 2 million
functions and 10 million calls; for smaller ones the limits shrink with them. Time is CPU time of reading the
summaries, linking and solving on one thread, so that other work shows little;
making the summaries is not counted. Larger programs are left out once one has
cost more than the largest may, unless --all is given.
"""
import argparse
import os
import re
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(os.path.dirname(HERE))

FULL = 100000      # translation units
SECONDS = 120      # wall clock for them
MEMORY = 8 * 1024  # MB
DOUBLED = 2.2      # cost of the double program at most
PHASES = ("read", "add", "take", "write", "solve")


def run(generator, units, write, options):
    command = [generator, "--in-process", "--tus", str(units)] + options
    if not write:
        command.append("--write=false")
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit("failed with code %d: %s\n%s" % (done.returncode, " ".join(command),
                                                 done.stderr))
    result = {"memory": 0}
    for line in done.stdout.splitlines():
        m = re.match(r"(\w+) +wall +([\d.]+) s  cpu +([\d.]+) s  peak +(\d+) MB", line)
        if m:
            result[m[1]] = float(m[3])
            result["memory"] = max(result["memory"], int(m[4]))
        elif line.startswith("findings"):
            result["findings"] = int(line.split()[1])
    result["cpu"] = sum(result.get(phase, 0) for phase in PHASES)
    return result


def main():
    argv, options = sys.argv[1:], []
    if "--" in argv:
        argv, options = argv[:argv.index("--")], argv[argv.index("--") + 1:]
    p = argparse.ArgumentParser(description=__doc__,
                                formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--build", default=os.path.join(PROJECT, "build", "llvm-22"))
    p.add_argument("--tus", type=int, nargs="+", default=[12500, 25000, 50000, 100000])
    p.add_argument("--runs", type=int, default=1, help="the median of so many")
    p.add_argument("--write", action="store_true", help="write the program as one file, too")
    p.add_argument("--all", action="store_true", help="go on after a missed limit")
    args = p.parse_args(argv)
    generator = os.path.join(args.build, "bin", "trace_tidy_bench_generate")
    built = subprocess.run(["cmake", "--build", args.build, "--target",
                            "trace_tidy_bench_generate"], capture_output=True, text=True)
    if built.returncode:
        sys.exit(built.stdout + built.stderr)

    print("%8s %9s %9s %9s %9s %9s %10s %8s %9s %7s  %s" % (
        "TUs", "read", "add", "take", "solve", "all", "limit", "memory", "limit", "double",
        "findings"))
    before, missed = None, False
    for units in sorted(args.tus):
        runs = [run(generator, units, args.write, options) for _ in range(args.runs)]
        cost = {key: statistics.median(r[key] for r in runs) for key in runs[0]}
        ratio = None
        if before and units == 2 * before[0]:
            ratio = cost["cpu"] / before[1]["cpu"]
        limit, room = SECONDS * units / FULL, MEMORY * units / FULL
        bad = []
        if cost["cpu"] > limit:
            bad.append("time")
        if cost["memory"] > MEMORY or (units == FULL and cost["memory"] > room):
            bad.append("memory")
        elif cost["memory"] > room:
            bad.append("memory, if it goes on so")
        if ratio and ratio > DOUBLED:
            bad.append("not linear")
        print("%8d %8.1fs %8.1fs %8.1fs %8.1fs %8.1fs %9.1fs %6d MB %6d MB %7s  %d  %s" % (
            units, cost["read"], cost["add"], cost["take"], cost.get("solve", 0), cost["cpu"],
            limit, cost["memory"], room, "%.2f" % ratio if ratio else "", cost.get("findings", 0),
            "missed: " + ", ".join(bad) if bad else "ok"), flush=True)
        missed |= bool(bad)
        if (cost["cpu"] > SECONDS or cost["memory"] > MEMORY) and not args.all:
            break
        before = (units, cost)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
