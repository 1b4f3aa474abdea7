"""The table of one run.

In: medians. Out: Markdown, and docs/performance.md with it between its marks. Never: a word about who is better.
"""

import argparse
import os
import pathlib
import platform
from measure import Run
from programs import Program

BEGIN, END = "<!-- peers -->", "<!-- /peers -->"
MAKES = {
    "kohyo": "pages, feed, sitemap, search, manifest; checks, and the guard reads every byte",
    "kohyo with plans": "the same, and charts, tables, open data, pages to embed, recomputation and inference",
    "Hugo": "pages, feed, sitemap",
    "Hugo, then Pagefind": "pages, feed, sitemap, search",
    "Zola": "pages, sitemap",
    "Eleventy": "pages",
}


def joined(first: Run, then: Run) -> Run:
    """One program after the other: times add up, the larger process counts, and the last one leaves what there is."""
    return Run(first.wall + then.wall, first.cpu + then.cpu, max(first.peak, then.peak), then.pages, then.files, then.size, {})


def row(name: str, makes: str, run: Run, save: float | None) -> str:
    shown = "–" if save is None else f"{save:,.0f}"
    return (
        f"| {name} | {makes} | {run.wall:.2f} | {run.cpu:.2f} | {run.peak / 1024:,.0f} | {run.pages:,} | {run.files:,} "
        f"| {run.size / 2**20:,.1f} | {shown} |"
    )


def of(
    given: argparse.Namespace,
    pages: int,
    plans: list[object],
    programs: list[tuple[str, Program]],
    runs: dict[str, Run],
    times: dict[str, float],
) -> str:
    runs = dict(runs)
    runs["Hugo, then Pagefind"] = joined(runs["Hugo"], runs.pop("Pagefind"))
    version = {name: program.version for name, program in programs}
    title = {
        "kohyo": f"kohyo {version['kohyo']}, text pages",
        "kohyo with plans": f"kohyo {version['kohyo']}, {plans[3]} plans × {plans[5]} targets × {plans[7]} years",
        "Hugo, then Pagefind": f"Hugo {version['Hugo']}, then Pagefind {version['Pagefind']}",
    }
    head = "| | makes | wall s | CPU s | peak MiB | HTML files | files | MiB | a save, ms |\n|---|---|---:|---:|---:|---:|---:|---:|---:|"
    rows = [row(title.get(name, f"{name} {version.get(name, '')}"), makes, runs[name], times.get(name)) for name, makes in MAKES.items()]
    return "\n".join([about(given, pages), "", head, *rows, "", steps(runs), "", commands(programs)])


def about(given: argparse.Namespace, pages: int) -> str:
    machine = f"{os.cpu_count()} cores ({platform.machine()})"
    command = f"benches/peers/run --pages {given.pages} --rounds {given.rounds} --saves {given.saves} --write"
    return (
        f"`{command}`: {pages:,} Markdown files in two languages, {given.rounds} rounds by turns, medians, {machine}. Peak is that of the largest "
        "process. A save is the time from writing a page's source until the program's own preview answers with the new text. The other programs have the "
        "same text pages with layout, navigation, lists of sections, links between languages and coloured code; they have no figures, and check nothing."
    )


def steps(runs: dict[str, Run]) -> str:
    """What kohyo does in that time, from its own `--timings`."""
    told = lambda run: ", ".join(f"{name} {ms / 1000:.2f}" for name, ms in run.steps.items())
    return f"kohyo's steps in seconds: text pages: {told(runs['kohyo'])}; with plans: {told(runs['kohyo with plans'])}."


def commands(programs: list[tuple[str, Program]]) -> str:
    shown = {}
    for name, program in programs:
        words = lambda command: " ".join([pathlib.Path(command[0]).name, *(pathlib.Path(w).name if "/" in w else w for w in command[1:])])
        shown[program.name] = f"`{words(program.build)}`" + (f", `{words(program.serve)}`" if program.serve else "")
    return "Commands: " + "; ".join(f"{name}: {text}" for name, text in shown.items()) + "."


def write(file: pathlib.Path, text: str) -> None:
    before, _, rest = file.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise SystemExit(f"{file} has no {BEGIN} … {END}")
    file.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")
