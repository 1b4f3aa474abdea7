"""The pages of a kohyo site as sites of other generators.

In: a site folder (content/**.{ja,en}.md). Out: for each generator a folder with the same pages. Never: a withheld value; a page more or less.
"""

import pathlib
import re
import shutil
import tomllib

HERE = pathlib.Path(__file__).parent
MARK = re.compile(r"《(?:非公表|withheld):[^》]*》")
WITHHELD = {"ja": "［非公表］", "en": "[Withheld]"}
LINK = re.compile(r"\]\(/")


class Page:
    """A page of the source: its address without language, its language, what it says."""

    def __init__(self, path: pathlib.Path, content: pathlib.Path):
        self.name, self.lang, _ = path.relative_to(content).as_posix().rsplit(".", 2)
        front, body = path.read_text(encoding="utf-8").split("+++\n", 2)[1:]
        keys = tomllib.loads(front)
        self.title, self.description = keys["title"], keys["description"]
        self.body = MARK.sub(WITHHELD[self.lang], body)

    def linked(self, prefix: str) -> str:
        """The body with the links of this site below a folder of the language."""
        return LINK.sub(f"]({prefix}/", self.body)


def pages(site: pathlib.Path) -> list[Page]:
    content = site / "content"
    return [Page(path, content) for path in sorted(content.rglob("*.md"))]


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def front(page: Page, fence: str, mark: str, more: str = "") -> str:
    return f"{fence}\ntitle{mark}{quoted(page.title)}\ndescription{mark}{quoted(page.description)}\n{more}{fence}\n"


def write(path: pathlib.Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def fresh(folder: pathlib.Path, kind: str) -> pathlib.Path:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(HERE / "sites" / kind, folder)
    return folder


def style(folder: pathlib.Path) -> None:
    folder.mkdir(exist_ok=True)
    shutil.copy(HERE / "sites/style.css", folder)


def hugo(all_pages: list[Page], folder: pathlib.Path) -> None:
    fresh(folder, "hugo")
    style(folder / "static")
    for page in all_pages:
        write(folder / f"content/{page.name}.{page.lang}.md", front(page, "+++", " = ") + page.linked(f"/{page.lang}"))


def eleventy(all_pages: list[Page], folder: pathlib.Path, tools: pathlib.Path) -> None:
    fresh(folder, "eleventy")
    style(folder)
    (folder / "content").mkdir()
    shutil.move(folder / "content.11tydata.mjs", folder / "content/content.11tydata.mjs")
    (folder / "node_modules").symlink_to((tools / "node_modules").resolve())
    for page in all_pages:
        write(folder / f"content/{page.name}.{page.lang}.md", front(page, "---", ": ") + page.linked(f"/{page.lang}"))


def zola(all_pages: list[Page], folder: pathlib.Path) -> None:
    fresh(folder, "zola")
    (folder / "static").mkdir(exist_ok=True)
    style(folder / "static")
    for page in all_pages:
        section = page.name.endswith("_index")
        more = 'sort_by = "title"\n' if section else ""
        ending, prefix = (".md", "") if page.lang == "ja" else (".en.md", "/en")
        write(folder / f"content/{page.name}{ending}", front(page, "+++", " = ", more) + page.linked(prefix))


def all_sites(site: pathlib.Path, work: pathlib.Path, tools: pathlib.Path) -> int:
    """Writes the sites of all generators; how many pages each has."""
    found = pages(site)
    hugo(found, work / "hugo")
    eleventy(found, work / "eleventy", tools)
    zola(found, work / "zola")
    return len(found)
