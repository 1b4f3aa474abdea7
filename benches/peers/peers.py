"""kohyo beside other generators: the same pages, by turns, on one machine.

In: options (--help), the programs that `run` has installed. Out: a table on stdout, with --write in docs/performance.md. Never: a row from
another run, or from another number of pages.
"""

import argparse
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

import convert
import measure
import programs
import table
from programs import Program
from saves import saves

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benches/peers/run", description="kohyo beside Hugo, Eleventy, Zola and Pagefind")
    number = dict(type=int, metavar="N")
    parser.add_argument("--pages", default=10_000, **number, help="pages, both languages together (10000)")
    parser.add_argument("--rounds", default=3, **number, help="builds of each, by turns; medians are printed (3)")
    parser.add_argument("--saves", default=5, **number, help="saves in each preview; 0 leaves previews out (5)")
    parser.add_argument("--kohyo", type=pathlib.Path, metavar="PROGRAM", help="a release build (target/release/kohyo, which is built)")
    parser.add_argument("--scale", type=pathlib.Path, metavar="PROGRAM", help="the built benchmark `scale`, which makes the sites (it is built)")
    parser.add_argument("--work", type=pathlib.Path, metavar="DIR", help="an empty folder for sites and outputs; one in memory is best (a temporary one)")
    parser.add_argument("--write", action="store_true", help="write the table into docs/performance.md")
    parser.add_argument("--tools", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    return parser.parse_args()


def built(given: pathlib.Path | None) -> pathlib.Path:
    if given:
        return given
    subprocess.run(["cargo", "build", "--release", "--locked"], cwd=REPOSITORY, check=True)
    return REPOSITORY / "target/release/kohyo"


def made(scale: pathlib.Path | None, folder: pathlib.Path, *size: object) -> pathlib.Path:
    """A site of the benchmark's generator. What it measures on its way is not needed here."""
    begin = [str(scale.resolve())] if scale else ["cargo", "bench", "--locked", "--bench", "scale", "--"]
    words = [*begin, "--keep", str(folder), *map(str, size)]
    subprocess.run(words, cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(folder / "public")
    return folder


def texts_only(pages: int) -> list[object]:
    """The smallest plan there can be: nearly all pages are text."""
    return ["--pages", pages, "--plans", 1, "--indicators", 1, "--years", 2]


def with_plans(pages: int) -> list[object]:
    """As many targets for a page as in the other tables: 200 on 10,000 pages."""
    plans = max(pages // 1000, 1)
    return ["--pages", pages, "--plans", plans, "--indicators", max(pages // 50 // plans, 1), "--years", 10]


def rounds(all_programs: list[tuple[str, Program]], count: int, outputs: pathlib.Path) -> dict[str, measure.Run]:
    """Every program once, then every program again. Outputs are removed together at the end, as in `scale`."""
    runs: dict[str, list[measure.Run]] = {name: [] for name, _ in all_programs}
    for turn in range(count):
        for name, program in all_programs:
            # Pagefind adds to the pages that Hugo made in this round.
            out = outputs / f"{'Hugo' if program.name == 'Pagefind' else name}-{turn}"
            runs[name].append(measure.run(program.build, program.folder, out))
            print(f"{name}, round {turn + 1}: {runs[name][-1].wall:.2f} s", file=sys.stderr)
    return {name: measure.median(of) for name, of in runs.items()}


def previews(all_programs: list[tuple[str, Program]], count: int, outputs: pathlib.Path) -> dict[str, float]:
    times = {}
    for name, program in all_programs:
        if count and program.serve:
            times[name] = statistics.median(saves(program, count, outputs / f"{program.name}-preview"))
            print(f"{name}, a save: {times[name]:.0f} ms", file=sys.stderr)
    return times


def main() -> None:
    given = arguments()
    kohyo = built(given.kohyo)
    if given.work:
        given.work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="peers-", dir=given.work) as folder:
        work = pathlib.Path(folder)
        texts = made(given.scale, work / "texts", *texts_only(given.pages))
        plans = made(given.scale, work / "plans", *with_plans(given.pages))
        pages = convert.all_sites(texts, work, given.tools)
        others = [build(given.tools, work) for build in (programs.hugo, programs.pagefind, programs.zola, programs.eleventy)]
        all_programs = [("kohyo", programs.kohyo(kohyo, texts)), ("kohyo with plans", programs.kohyo(kohyo, plans))]
        all_programs += [(program.name, program) for program in others]
        outputs = work / "out"
        outputs.mkdir()
        runs = rounds(all_programs, given.rounds, outputs)
        times = previews(all_programs, given.saves, outputs)
    text = table.of(given, pages, with_plans(given.pages), all_programs, runs, times)
    print(text)
    if given.write:
        table.write(REPOSITORY / "docs/performance.md", text)


if __name__ == "__main__":
    main()
