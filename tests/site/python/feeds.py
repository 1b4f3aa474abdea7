"""In: the feeds of a built site, one for each language. Out: problems, (check, file, what). Never: a request.

Read by feedparser. What it forgives is required here: order, days, ids that stay, pages and anchors that are there.
"""

import re

from tables import LANGUAGES

KINDS = {"report", "correction", "released"}


def check_feed(path, root):
    import feedparser

    name = path.relative_to(root).as_posix()
    feed = feedparser.parse(path.read_bytes())
    if feed.bozo or feed.version != "atom10":
        return [("feed-form", name, f"{feed.version} {feed.get('bozo_exception', '')}")]
    language = name[:2]
    problems = []
    head = feed.feed
    if head.get("language") != language or not head.get("title") or not head.get("author"):
        problems.append(("feed-head", name, f"{head.get('language')} {head.get('title')} {head.get('author')}"))
    if not any(link.rel == "self" and link.href == head.id and link.href.endswith(f"/{name}") for link in head.links):
        problems.append(("feed-self", name, str(head.get("links"))))
    ids = [entry.get("id") for entry in feed.entries]
    if len(set(ids)) != len(ids) or None in ids:
        problems.append(("feed-ids", name, "an id is missing or stands twice"))
    days = [entry.get("updated_parsed") for entry in feed.entries]
    if None in days or days != sorted(days, reverse=True):
        problems.append(("feed-order", name, f"{[entry.get('updated') for entry in feed.entries]}"))
    elif days and head.get("updated_parsed") != days[0]:
        problems.append(("feed-updated", name, f"{head.get('updated')} is not that of the newest entry"))
    for entry in feed.entries:
        problems += [(check, name, f"{entry.get('id')}: {what}") for check, what in entry_problems(entry, language, root)]
    return problems


def entry_problems(entry, language, root):
    if not entry.get("title") or entry.get("published") is None:
        yield "feed-entry", "no title or no day"
    if not {tag.term for tag in entry.get("tags", [])} & KINDS:
        yield "feed-kind", str(entry.get("tags"))
    address, _, anchor = re.sub(r"^https?://[^/]+/", "", entry.get("link", "")).partition("#")
    page = root / address / "index.html"
    if not address.startswith(f"{language}/") or not page.exists():
        yield "feed-page", entry.get("link", "no link")
    elif anchor and f'id="{anchor}"' not in page.read_text(encoding="utf-8"):
        yield "feed-anchor", entry.link


def check_feeds(root):
    """Each feed, and the same entries in both languages."""
    import feedparser

    paths = {language: root / language / "feed.xml" for language in sorted(LANGUAGES)}
    lost = [("feed-form", f"{language}/feed.xml", "there is none") for language, path in paths.items() if not path.exists()]
    if lost:
        return lost
    problems = [problem for path in paths.values() for problem in check_feed(path, root)]
    entries = [[str(e.get("id")).partition("#")[2] for e in feedparser.parse(path.read_bytes()).entries] for path in paths.values()]
    if entries[0] != entries[1]:
        problems.append(("feed-languages", "feed.xml", f"{entries}"))
    return problems
