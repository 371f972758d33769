#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Databases as builds write them: what stands in real compile_commands.json
files is read, or left out and counted, or reported for the file it is about."""
import json
import os
import shlex
import unittest
from harness import CLEAN, DROP, LINE, SPAN, Project

# What is only right when a flag arrived: without it the file does not compile.
NEEDS = "#ifndef %s\n#error no " + "%s\n#endif\n"


class Databases(Project):
    def entries(self, *entries, where="build"):
        """Writes a database of entries, which may be commands alone."""
        full = []
        for entry in entries:
            if isinstance(entry, str):
                entry = {"command": entry}
            entry = dict(entry)
            entry.setdefault("directory", self.dir)
            entry.setdefault("file", "a.cpp")
            full.append(entry)
        self.write(os.path.join(where, "compile_commands.json"), json.dumps(full))

    def run_all(self, *args):
        return self.tool("check", "-p", "build", *args)

    def finds(self, *warnings, units=None, left_out=None):
        """All could be read, and the gaps are at these files and lines."""
        result = self.run_all()
        self.assertEqual(result.code, 2 if warnings else 0, result.all)
        self.assertEqual(len(result.warnings()), len(warnings), result.all)
        for warning in warnings:
            self.assertIn(warning, result.out)
        self.assertNotIn("failed", result.err)
        self.assertNotIn("error", result.err)
        if units:
            self.assertIn("%d translation unit%s read" % (units, "s" * (units != 1)), result.err)
        if left_out:
            self.assertIn("%d not C++" % left_out, result.err)
        return result

    def reads(self, command, **kwargs):
        """The command of a.cpp, which has one gap, is no obstacle."""
        self.entries(command)
        return self.finds("a.cpp:%d:" % LINE, **kwargs)


class Words(Databases):
    """How a command is written down."""

    def test_shell_quoting(self):
        self.write("a b.h", "#define SPACED\n")
        self.write("a.cpp", '#include NAME\nstatic_assert(sizeof(TEXT) == 5);\n'
                   'static_assert(sizeof(OTHER) == 4);\n' + DROP % "")
        command = r"""g++ -std=c++20 "-DNAME=\"a b.h\"" -DTEXT=\"a\ bc\" '-DOTHER="x y"' -I. -c a.cpp"""
        self.entries(command)
        self.finds("a.cpp:%d:" % (LINE + 3))
        self.entries({"arguments": shlex.split(command)})
        self.finds("a.cpp:%d:" % (LINE + 3))

    def test_relative_names(self):
        self.write("src/a.cpp", '#include "up.h"\n' + DROP % "")
        self.write("include/up.h", "#define UP\n")
        os.mkdir(self.path("build"))
        self.entries({"directory": self.path("build"), "file": "../src/a.cpp",
                      "command": "g++ -I../include -c ../src/a.cpp"})
        self.finds("src/a.cpp:%d:" % (LINE + 1))
        self.assertEqual(self.run_all("src/a.cpp").code, 2)
        self.assertEqual(self.run_all("src").code, 2)

    def test_relative_directory(self):
        self.write("src/a.cpp", '#include "up.h"\n' + DROP % "")
        self.write("include/up.h", "#define UP\n")
        entry = {"file": "../src/a.cpp", "command": "g++ -I../include -c ../src/a.cpp"}
        for directory in (".", "", "../build", "sub/.."):
            with self.subTest(directory):
                os.makedirs(self.path("build/sub"), exist_ok=True)
                self.entries(dict(entry, directory=directory))
                self.finds("src/a.cpp:%d:" % (LINE + 1))
                self.assertEqual(self.run_all("src/a.cpp").code, 2)
                below = self.tool("check", "-p", ".", cwd=self.path("build"))
                self.assertEqual(below.code, 2, below.all)

    def test_response_files(self):
        self.write("a.cpp", NEEDS % ("FROM_OUTER", "outer") + NEEDS % ("FROM_INNER", "inner")
                   + 'static_assert(sizeof(TEXT) == 4);\n' + DROP % "")
        self.write("build/outer.rsp", "-DFROM_OUTER\n@sub/inner.rsp '-DTEXT=\"a b\"'")
        self.write("build/sub/inner.rsp", "-DFROM_INNER -c ../a.cpp\n")
        self.entries({"directory": self.path("build"), "file": "../a.cpp",
                      "command": "g++ @outer.rsp -o a.o"})
        self.finds("a.cpp:%d:" % (LINE + 7))

    def test_response_file_is_gone(self):
        self.write("a.cpp", CLEAN)
        self.write("b.cpp", DROP % "")
        self.entries("g++ @gone.rsp -c a.cpp", {"file": "b.cpp", "command": "g++ -c b.cpp"})
        result = self.run_all()
        self.fails(result, 3, "a.cpp", "no such response file: gone.rsp", "1 failed")
        self.assertEqual(len(result.warnings()), 1)

    def test_response_file_names_itself(self):
        self.write("a.cpp", CLEAN)
        self.write("loop.rsp", "-DX @loop.rsp")
        self.entries("g++ @loop.rsp -c a.cpp")
        self.fails(self.run_all(), 3, "a.cpp", "loop.rsp", "1 failed")

    def test_module_map_of_cmake(self):
        self.write("a.cpp", DROP % "")
        self.reads("clang++ -std=c++20 -o x.dir/a.o -c a.cpp @CMakeFiles/x.dir/a.o.modmap")
        self.reads("g++ -std=c++20 -fmodules-ts -fmodule-mapper=CMakeFiles/x.dir/a.o.modmap "
                   "-MD -fdeps-format=p1689r5 -x c++ -o a.o -c a.cpp")
        self.write("a.modmap", "-fmodule-output=CMakeFiles/x.dir/m.pcm\n-x c++\n"
                   "-fmodule-file=other=gone.pcm\n")
        self.reads("clang++ -std=c++20 -c a.cpp @a.modmap")

    def test_no_command(self):
        self.write("a.cpp", CLEAN)
        self.entries({"arguments": []}, {"arguments": ["g++", "-c", "a.cpp"]})
        self.finds(units=1, left_out=1)


class Files(Databases):
    def test_generated_source_is_not_there(self):
        self.write("a.cpp", DROP % "")
        self.entries("g++ -c a.cpp", {"file": "gen/b.cpp", "command": "g++ -c gen/b.cpp"})
        result = self.run_all()
        self.fails(result, 3, "gen/b.cpp could not be compiled",
                   "no such file; build the project first (it may be generated)",
                   "1 gap in 1 file; 2 translation units read, 1 failed")
        self.assertEqual(len(result.warnings()), 1)
        # The same when it is asked for by name; what nobody names is a mistake.
        self.fails(self.run_all("gen/b.cpp"), 3, "gen/b.cpp", "build the project first")
        self.fails(self.run_all("gen/c.cpp"), 1, "no such file: gen/c.cpp")

    def test_generated_header_is_not_there(self):
        self.write("a.cpp", '#include "gen.h"\n' + DROP % "")
        self.write("b.cpp", DROP % "")
        self.entries("g++ -c a.cpp", {"file": "b.cpp", "command": "g++ -include early.h -c b.cpp"})
        result = self.run_all()
        self.fails(result, 3, "a.cpp:1:10: error: 'gen.h' file not found",
                   "'early.h' file not found", "2 failed")
        self.assertEqual(len(result.warnings()), 2, "what can be read is still analysed")

    def test_several_commands(self):
        self.write("a.cpp", SPAN + "#ifdef ONE\nvoid f() { trace::Scope{span()}; }\n#endif\n"
                   "#ifdef TWO\nvoid g() { trace::Scope{span()}; }\n#endif\n"
                   "void h() { trace::Scope{span()}; }\n")
        one, two = "g++ -DONE -c a.cpp -o one.o", "g++ -DTWO -c a.cpp -o two.o"
        self.entries(one, two)
        self.finds("a.cpp:5:", "a.cpp:8:", "a.cpp:10:", units=2)
        self.assertEqual(len(self.run_all("a.cpp").warnings()), 3)

    def test_same_command_twice(self):
        self.write("a.cpp", DROP % "")
        self.entries("g++ -DX -c a.cpp -o one.o -MD -MF one.d -MT one.o",
                     "g++ -DX -c a.cpp -o two.o -MMD -MP -MQ two.o -MF two.d",
                     "ccache g++ -g -Wall -DX -fPIC -c a.cpp -o two.o",
                     {"file": self.path("a.cpp"), "command": "g++ -S -DX -fPIC a.cpp"},
                     {"file": "./a.cpp", "command": "g++ -DX -c ./a.cpp"})
        self.finds("a.cpp:%d:" % LINE, units=2)

    def test_not_cxx(self):
        self.write("a.cpp", DROP % "")
        for name in ("b.c", "c.cu", "d.S", "e.m", "f.s", "g.f90", "h.hip", "i.ll", "j.o", "k.cl"):
            self.write(name, "not C++ {\n")
        self.entries("g++ -c a.cpp", *({"file": n, "command": "cc -c " + n} for n in (
            "b.c", "c.cu", "d.S", "e.m", "f.s", "g.f90", "h.hip", "i.ll", "k.cl")),
            {"file": "j.o", "command": "g++ j.o -o program -lfoo"},
            {"file": "a.cpp", "command": "clang++ -x cuda a.cpp"},
            {"file": "a.cpp", "command": "gcc -xc -c a.cpp"})
        self.finds("a.cpp:%d:" % LINE, units=1, left_out=12)

    def test_language_is_given(self):
        self.write("a.cpp", CLEAN)
        self.write("odd.inc", DROP % "")
        self.write("b.c", DROP % "")
        self.write("c.c", DROP % "")
        self.entries({"file": "odd.inc", "command": "g++ -x c++ -c odd.inc"},
                     {"file": "b.c", "command": "gcc -xc++ -c b.c"},
                     {"file": "c.c", "command": "g++-12 -c c.c"})
        self.finds("odd.inc:%d:" % LINE, "b.c:%d:" % LINE, "c.c:%d:" % LINE, units=3)

    def test_other_inputs(self):
        """Compiled and linked at once, with the values of options clang lacks."""
        self.write("a.cpp", DROP % "")
        self.write("b.cpp", DROP % "")
        self.entries("g++ -aux-info notes.txt b.cpp a.cpp lib.a c.o -lfoo -L/x -Wl,--gc-sections "
                     "-o program -Xlinker --x -T script.ld")
        self.finds("a.cpp:%d:" % LINE, units=1)

    def test_file_under_another_name(self):
        self.write("src/a.cpp", DROP % "")
        os.symlink(self.path("src"), self.path("link"))
        self.entries({"file": "link/a.cpp", "command": "g++ -c src/a.cpp"})
        self.finds("src/a.cpp:%d:" % LINE)


class Compilers(Databases):
    def setUp(self):
        super().setUp()
        self.write("a.cpp", "#include <vector>\n" + NEEDS % ("IN", "flags") +
                   "std::vector<int> numbers;\n" + SPAN + "void f() { trace::Scope{span()}; }\n")
        self.write("b.c", NEEDS % ("__cplusplus", "C++"))
        self.at = "a.cpp:9:"

    def works(self, command, file="a.cpp"):
        with self.subTest(command):
            self.entries({"file": file, "command": command})
            return self.finds(*([self.at] if file == "a.cpp" else []), units=1)

    def test_launchers(self):
        for launcher in ("ccache", "distcc", "sccache", "icecc", "/usr/bin/ccache", "env X=y",
                         "env -u Y X=y ccache", "ccache distcc", "buildcache", "/opt/my-wrap",
                         "nice", "gomacc", "cmake -E env X=y", "env -i -- X=y"):
            for compiler in ("g++", "/usr/bin/g++", "clang++", "g++-12.2", "x86_64-linux-gnu-g++"):
                if launcher in ("ccache", "env X=y") or compiler == "g++":
                    self.works("%s %s -DIN -c a.cpp" % (launcher, compiler))
        # The launcher must not hide that it is C++.
        self.works("icecc g++ -c b.c", file="b.c")
        self.works("ccache /usr/bin/g++-12 b.c -c", file="b.c")

    def test_launcher_and_names_like_a_compiler(self):
        self.write("x/c++/flags.h", "#define IN\n")
        for command in ("g++ -Ix/c++ -include flags.h -c a.cpp",
                        "env X=y icpx -Ix/c++ -include flags.h -c a.cpp",
                        "env CXX=/usr/bin/g++ icpx -isystem x/c++ -include flags.h -c a.cpp",
                        "nice -n 10 icpx -isystem x/c++ -include flags.h -c a.cpp",
                        "icpx -isystem x/c++ -include flags.h -c a.cpp",
                        "/bin/sh ../libtool --tag=CXX --mode=compile g++ -Ix/c++ -include flags.h -c a.cpp"):
            self.works(command)

    def test_launcher_alone(self):
        self.works("distcc -DIN -c a.cpp")
        self.works("ccache a.cpp -DIN -c")

    def test_unknown_compilers(self):
        for compiler in ("icpx", "nvc++", "/opt/gcc-99/bin/g++", "c++", "CC", "my-cxx",
                         "clang++-tot", "armclang"):
            self.works(compiler + " -DIN -c a.cpp")

    def test_cross_compilers(self):
        for compiler, flags in (
                ("aarch64-linux-gnu-g++", "-mcpu=cortex-a72+crypto -mno-outline-atomics"),
                ("/opt/cross/bin/aarch64-poky-linux-g++",
                 "--sysroot=/opt/cross/sysroots/aarch64 -march=armv8-a"),
                ("arm-none-eabi-g++", "-mthumb -mfpu=fpv5-sp-d16 -mfloat-abi=hard --specs=nano.specs"),
                ("arm-linux-gnueabihf-g++", "-mfpu=neon -mtls-dialect=gnu2"),
                ("riscv64-unknown-elf-g++", "-march=rv64gc_zicsr -mabi=lp64d -mcmodel=medany"),
                ("mips64el-linux-gnuabi64-g++", "-mabi=64 -mips64r2"),
                ("powerpc64le-linux-gnu-g++", "-mcpu=power9 -mlong-double-128"),
                ("xtensa-esp32-elf-g++", "-mlongcalls"),
                ("x86_64-w64-mingw32-g++", "-municode -mthreads"),
                ("clang++", "--target=aarch64-linux-gnu"),
                ("clang++", "-target xtensa-none-elf -gcc-toolchain /gone"),
                ("clang++", "-isysroot /gone -stdlib=libc++"),
                ("g++", "-m32"), ("g++", "--sysroot /gone")):
            self.works("%s %s -DIN -c a.cpp" % (compiler, flags))

    def test_msvc(self):
        for command in (r"cl.exe /nologo /TP /DIN /c a.cpp", "clang-cl /DIN /c a.cpp",
                        "clang++ --driver-mode=cl /DIN /c a.cpp",
                        '"C:\\\\Program Files\\\\VC\\\\cl.exe" /c a.cpp'):
            with self.subTest(command):
                self.entries(command, "g++ -DIN -c a.cpp")
                result = self.run_all()
                self.fails(result, 3, "a.cpp could not be compiled", "MSVC", "not supported",
                           "2 translation units read, 1 failed")
                self.assertEqual(len(result.warnings()), 1)


class Flags(Databases):
    def setUp(self):
        super().setUp()
        self.write("a.cpp", DROP % "")

    def works(self, flags, compiler="g++", code="", text=None):
        with self.subTest(flags):
            self.write("a.cpp", DROP % ("\n" + code))
            return self.reads("%s -std=gnu++20 %s -c a.cpp -o a.o" % (compiler, flags))

    def written(self):
        return sorted(os.path.relpath(os.path.join(d, f), self.dir)
                      for d, _, files in os.walk(self.dir) for f in files
                      if ".home-cache" not in d)

    def test_only_gcc_has_them(self):
        for flag in """-fno-canonical-system-headers -fconserve-stack -mno-sched-prolog
                -Wno-maybe-uninitialized -fno-var-tracking-assignments -fconcepts -fcoroutines
                -fmodules-ts -fanalyzer -flto=auto -fno-fat-lto-objects -specs=/gone.specs
                --specs=nano.specs -mrecord-mcount -fcf-protection=none+x -fcf-protection=full
                -fprofile-use=/gone -fprofile-generate -fprofile-dir=/x -fprofile-arcs
                -fprofile-partial-training -fprofile-update=prefer-atomic -fprofile-abs-path
                --param=max-inline-insns-single=9 -Wa,--noexecstack -Wa,-odd -march=native
                -march=znver99 -mtune=odd -mcpu=odd -mtune=generic -mavx99 -mindirect-branch=thunk
                -fplugin=/gone/plugin.so -fplugin-arg-x-y=z -fsanitize=address,undefined
                -fsanitize=odd -fsanitize=kernel-address -fsanitize-recover=all
                -fsanitize-blacklist=/gone.txt -fno-sanitize=vptr -fstack-clash-protection
                -ftrivial-auto-var-init=zero -fzero-call-used-regs=used-gpr
                -fstack-reuse=none -fabi-version=18 -fabi-compat-version=7 -freport-bug
                -fdiagnostics-color=always -fdiagnostics-format=json -fmax-errors=1
                -fdirectives-only -fno-gnu-unique -fimplicit-constexpr -fext-numeric-literals
                -fvtable-verify=std -fipa-pta -fgcse-las -fuse-ld=gold -static-libgcc -pthread
                -fopenmp -fopenacc -fcilkplus -ftree-parallelize-loops=4 -funroll-all-loops
                -frandom-seed=x -fmacro-prefix-map=a=b -ffile-prefix-map=/a=/b -gz=zlib -gdwarf-9
                -ggdb3 -gsplit-dwarf -Og -O9 -Ofast -Oodd -mpreferred-stack-boundary=3
                -mskip-rax-setup -mstack-protector-guard=tls -mstack-protector-guard-reg=fs -m96bit-long-double
                -fexcess-precision=odd -ffp-contract=odd -fvisibility=odd -ftls-model=odd
                -fdump-tree-all -fstack-usage -fcallgraph-info=su -ftime-report -Q -v -H
                -fhardened -fno-such-thing -mno-such-thing --no-such-thing -no-such-thing
                -Wno-such-warning -Werror=such-warning -Werror -Wfatal-errors -pedantic-errors
                -Werror=unknown-warning-option -Wno-unknown-warning-option -Wnormalized=odd
                -Wframe-larger-than=12 -Wstack-usage=1 -Wimplicit-fallthrough=5 -Winvalid-pch
                -fpermissive -nostdlib -nodefaultlibs -pipe -rdynamic -shared -pie -no-pie
                -fPIE -static-pie -s -p -pg -mfentry -fpatchable-function-entry=odd
                -falign-functions=odd -fstrict-flex-arrays=odd -fmessage-length=odd
                -fstack-limit-register=r -ffixed-x18 -fchar8_t -fno-char8_t -fcontracts
                -fno-implicit-templates -fabi-version=odd -ftemplate-depth=odd
                -fconstexpr-depth=odd -mbranch-protection=odd -mlong-double-128""".split():
            self.works(flag)
        self.works("--param max-inline-insns-single=9 --param x=y")
        self.works("-fsanitize=thread -fsanitize=address")

    def test_standards(self):
        for std in "c++11 gnu++14 c++17 gnu++2a c++20 gnu++23 c++2b c++2c gnu++26".split():
            with self.subTest(std):
                self.reads("g++ -std=%s -c a.cpp" % std)
                self.reads("clang++ --std %s -c a.cpp" % std)

    def test_flags_that_count(self):
        """What is needed to read the file is not dropped with the rest."""
        self.write("inc/deep/x.h", "#define X 1\n")
        self.write("early.h", "#define EARLY 1\n")
        self.write("macros.h", "#define MACROS 1\n")
        for flags, code in (
                ("-Iinc/deep", "#include <x.h>"), ("-I inc/deep", "#include <x.h>"),
                ("-isystem inc/deep", "#include <x.h>"), ("-iquote inc/deep", '#include "x.h"'),
                ("-idirafter inc/deep", "#include <x.h>"),
                ("-iprefix inc/ -iwithprefix deep", "#include <x.h>"),
                ("-include early.h", "static_assert(EARLY);"), ("--include early.h", "static_assert(EARLY);"),
                ("-imacros macros.h", "static_assert(MACROS);"),
                ("-DA -D B=2 -UA -DC", "#ifdef A\n#error\n#endif\nstatic_assert(B == 2 && C);"),
                ("-Wp,-DW=3", "static_assert(W == 3);"), ("-Xpreprocessor -DP", "static_assert(P);"),
                ("-Xclang -DQ", "static_assert(Q);"),
                ("-mavx2", "static_assert(__AVX2__);"), ("-O2", "static_assert(__OPTIMIZE__);"),
                ("-march=haswell", "static_assert(__AVX2__);"),
                ("-fno-exceptions", "#ifdef __cpp_exceptions\n#error\n#endif"),
                ("-fno-rtti", "#ifdef __cpp_rtti\n#error\n#endif"),
                ("-fshort-enums", "enum E { e }; static_assert(sizeof(E) == 1);"),
                ("-funsigned-char", "static_assert(char(-1) > 0);"),
                ("-fms-extensions", "__int64 wide = 1;"),
                ("-fsanitize=address", "static_assert(__has_feature(address_sanitizer));"),
                ("-fopenmp", "static_assert(_OPENMP);"), ("-pthread", "static_assert(_REENTRANT);"),
                ("-ffast-math", "static_assert(__FAST_MATH__);"),
                ("-std=c++11", "static_assert(__cplusplus == 201103L, \"\");"),
                ("-nostdinc", "#if __has_include(<vector>)\n#error\n#endif"),
                ("-nostdinc++", "#if __has_include(<vector>)\n#error\n#endif"),
                ("-undef", "#ifdef __linux__\n#error\n#endif")):
            self.works(flags, code=code)

    def test_only_a_warning_for_gcc(self):
        """clang alone makes errors of these, unless told otherwise."""
        self.works("-Wno-error", code="int n(int i) { char c[]{i}; register int r = c[0]; return r; }")
        self.works("-Werror -pedantic-errors", code="int f() { int x = ({ 1; }); return x; };")

    def test_nothing_is_written_or_loaded(self):
        self.entries("g++ -c a.cpp")
        before = self.written()
        for flags in ("-MD -MF a.d -MT a.o -MQ a.o -MP", "-MMD", "-MJ a.json", "-Wp,-MD,a.d", "-Wp,-MMD,a.d",
                      "-save-temps", "-save-temps=obj", "--save-temps", "-M", "-MM", "-MG -M",
                      "-E", "-E -dM", "-S", "-emit-llvm", "-fsyntax-only", "--analyze", "-P -C -E",
                      "-gsplit-dwarf", "-ftime-trace", "-ftime-trace=trace", "-fmodules",
                      "-fmodules -fcxx-modules -fmodules-cache-path=cache -fimplicit-module-maps",
                      "-fmodule-map-file=gone.modulemap", "-fmodule-output=a.pcm", "--precompile",
                      "-serialize-diagnostics a.dia", "--serialize-diagnostics a.dia",
                      "-gen-cdb-fragment-path cdb", "-index-store-path store", "-fcrash-diagnostics-dir=crash",
                      "-Xclang -load -Xclang gone.so", "-fplugin=gone.so", "-fpass-plugin=gone.so",
                      "-Xclang -load -Xclang gone.so -Xclang -add-plugin -Xclang x -Xclang -plugin-arg-x -Xclang y",
                      "-Xclang -emit-pch", "-Xclang -ast-dump", "-Xclang -no-such-flag",
                      "-Xclang -target-feature -Xclang +avx2", "-Xclang -fmodule-feature -Xclang x",
                      "-mllvm -no-such-flag", "-Xassembler -x", "-Xlinker -x", "-Xanalyzer -x",
                      "-fproc-stat-report=stat", "-fdump-record-layouts", "-###", "--version", "--help",
                      "-print-search-dirs", "-dumpversion", "-fmodule-header=user", "--config=gone.cfg",
                      "-fsave-optimization-record", "-foptimization-record-file=x.yaml",
                      "-Xclang -dependency-file -Xclang a.d", "-Xclang -header-include-file -Xclang h.txt",
                      "-o - -x c++", "-working-directory=.", "-ivfsoverlay gone.yaml", "-fdepfile-entry=gone",
                      "-arch x86_64", "-Xarch_x86_64 -DX", "--verbose", "-ccc-print-phases", "-via-file-asm"):
            self.works(flags, compiler="clang++")
            self.assertEqual(self.written(), before, flags)

    def test_precompiled_headers(self):
        self.write("pch.h", "#define EARLY 1\n")
        for name in ("pch.h.pch", "pch.h.gch", "gch/pch.h.gch", "odd.pch"):
            self.write(name, "made by another compiler")
        code = "static_assert(EARLY);"
        self.works("-Winvalid-pch -include pch.h", code=code)
        self.works("-Xclang -include-pch -Xclang pch.h.pch -Xclang -include -Xclang pch.h",
                   compiler="clang++", code=code)
        self.works("-include-pch pch.h.pch", compiler="clang++", code=code)
        self.works("-include-pch pch.h.gch -include pch.h", compiler="clang++", code=code)
        self.works("-Xclang -include-pch -Xclang pch.h.pch", compiler="clang++", code=code)
        self.works("-include pch.h -fpch-instantiate-templates -fpch-preprocess", code=code)
        self.write("made.hxx.cxx", "")
        self.entries({"file": "made.hxx.cxx", "command":
                      "g++ -x c++-header -include pch.h -o made.hxx.gch -c made.hxx.cxx"})
        self.finds(units=1)

    def test_bad_standard_is_still_an_error(self):
        self.entries("g++ -std=c++99 -c a.cpp")
        self.fails(self.run_all(), 3, "c++99")


if __name__ == "__main__":
    unittest.main()
