#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Each entry of a model is used by a source that compiles against the library's
real header, so a name that does not exist cannot survive.

  exercise.py --build build/llvm-22 [--opentelemetry-root DIR] MODEL
"""
import argparse
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True)
    parser.add_argument("--opentelemetry-root", default="")
    parser.add_argument("model")
    args = parser.parse_args()
    with open(os.path.join(ROOT, "models", args.model + ".yaml"), encoding="utf-8") as f:
        library = re.search(r"^library:\s*(\S+)", f.read(), re.M)[1]
    source = os.path.join(HERE, args.model + ".cpp")
    with open(source, encoding="utf-8") as f:
        flags = re.match(r"// FLAGS:(.*)", f.readline())[1].split()
    includes = [os.path.join(ROOT, "tests/otel/include")]
    if args.opentelemetry_root:
        includes = [os.path.join(args.opentelemetry_root, part, "include")
                    for part in ("api", "sdk")]
    includes.append("/usr/include/postgresql")
    command = [os.path.join(args.build, "bin/trace-tidy"), "models", "exercise",
               library, source, "--", *flags]
    for folder in includes:
        command += ["-isystem", folder]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
