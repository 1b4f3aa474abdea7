"""In: catalog.jsonld and the JSON-LD blocks of the pages. Out: problems, (check, file, what). Never: a request: a context that is not
in the file is not followed.

Both are read by rdflib, whose lists of terms (DCAT, DCMI, FOAF, SKOS, schema.org) show a misspelt one.
"""

import hashlib
import json
import re
from html.parser import HTMLParser

from tables import LANGUAGES, csv_files


def graph_of(data):
    """Read without a single request: a context that is not in the file is not followed."""
    from rdflib import Graph

    return Graph().parse(data=json.dumps(data), format="json-ld")


def unknown_terms(graph, where):
    """Classes and properties that their vocabularies do not define."""
    from rdflib import DCAT, DCTERMS, FOAF, RDF, SDO, SKOS

    known = {str(space): space for space in (DCAT, DCTERMS, FOAF, SDO, SKOS)}
    terms = set(graph.predicates()) | set(graph.objects(None, RDF.type))
    problems = []
    for term in terms:
        for prefix, space in known.items():
            if str(term).startswith(prefix) and str(term)[len(prefix):] not in space:
                problems.append(("vocabulary", where, str(term)))
    return problems


class Catalog:
    """DCAT: what DCAT-AP 3 makes mandatory, and what this site promises beyond it."""

    def __init__(self, root, graph, name):
        self.root, self.graph, self.name, self.problems, self.files = root, graph, name, [], set()

    def say(self, check, what):
        self.problems.append((check, self.name, what))

    def need(self, node, *properties):
        for each in properties:
            if self.graph.value(node, each, any=True) is None:
                self.say("dcat-required", f"{node} has no {each}")

    def both(self, node, *properties):
        for each in properties:
            if {text.language for text in self.graph.objects(node, each)} != LANGUAGES:
                self.say("dcat-languages", f"{node}: {each}")

    def check(self):
        from rdflib import DCAT, DCTERMS, FOAF, RDF

        catalogs = list(self.graph.subjects(RDF.type, DCAT.Catalog))
        datasets = set(self.graph.subjects(RDF.type, DCAT.Dataset))
        if len(catalogs) != 1 or set(self.graph.objects(catalogs[0], DCAT.dataset)) != datasets:
            self.say("dcat-catalog", "not one catalogue with all data sets")
        for catalog in catalogs:
            self.need(catalog, DCTERMS.publisher, DCTERMS.license, DCTERMS.modified, FOAF.homepage)
            self.both(catalog, DCTERMS.title, DCTERMS.description)
        for agent in set(self.graph.objects(None, DCTERMS.publisher)):
            if (agent, RDF.type, FOAF.Agent) not in self.graph:
                self.say("dcat-agent", str(agent))
            self.both(agent, FOAF.name)
        for dataset in datasets:
            self.dataset(dataset)
        self.periods()
        self.addresses()
        wanted = {path for each in csv_files(self.root) for path in (each, each.with_suffix(".json"))}
        if self.files != wanted:
            self.say("dcat-files", f"{sorted(map(str, self.files ^ wanted))}")
        return self.problems

    def dataset(self, dataset):
        from rdflib import DCAT, DCTERMS

        self.need(dataset, DCTERMS.publisher, DCTERMS.license, DCTERMS.modified, DCTERMS.identifier, DCAT.contactPoint)
        self.both(dataset, DCTERMS.title, DCTERMS.description)
        distributions = list(self.graph.objects(dataset, DCAT.distribution))
        media = sorted(str(self.graph.value(each, DCAT.mediaType)).rsplit("/", 1)[-1] for each in distributions)
        if media != ["csv", "json"]:
            self.say("dcat-distributions", f"{dataset}: {media}")
        for each in distributions:
            self.need(each, DCAT.accessURL, DCAT.downloadURL, DCAT.mediaType, DCAT.byteSize, DCTERMS.license, DCTERMS.format)
            self.file(each)

    def file(self, distribution):
        from rdflib import DCAT, XSD, Literal, Namespace

        spdx = Namespace("http://spdx.org/rdf/terms#")
        url = str(self.graph.value(distribution, DCAT.downloadURL))
        path = self.root / re.sub(r"^https?://[^/]+/", "", url)
        self.files.add(path)
        size = self.graph.value(distribution, DCAT.byteSize)
        checksum = self.graph.value(distribution, spdx.checksum)
        algorithm, digest = (self.graph.value(checksum, each) for each in (spdx.algorithm, spdx.checksumValue))
        if algorithm != spdx.checksumAlgorithm_sha256:
            self.say("dcat-algorithm", url)
        data = path.read_bytes() if path.exists() else b""
        wanted = Literal(hashlib.sha256(data).hexdigest(), datatype=XSD.hexBinary, normalize=False)
        if not data or size != Literal(str(len(data)), datatype=XSD.nonNegativeInteger) or str(digest) != str(wanted) or digest.datatype != wanted.datatype:
            self.say("dcat-file", url)

    def periods(self):
        from rdflib import DCAT, DCTERMS, RDF, XSD

        for period in self.graph.subjects(RDF.type, DCTERMS.PeriodOfTime):
            dates = [self.graph.value(period, each) for each in (DCAT.startDate, DCAT.endDate)]
            if any(date is None or date.datatype != XSD.date for date in dates) or str(dates[0]) >= str(dates[1]):
                self.say("dcat-period", str(dates))

    def addresses(self):
        from rdflib import URIRef

        for node in self.graph.all_nodes():
            if isinstance(node, URIRef) and not re.match(r"^(https?://|mailto:)\S+$", str(node)):
                self.say("dcat-address", str(node))


def check_catalog(root):
    file = root / "data/catalog.jsonld"
    data = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(data["@context"], dict):
        return [("dcat-context", file.name, "the context is not in the file")]
    graph = graph_of(data)
    return unknown_terms(graph, file.name) + Catalog(root, graph, file.name).check()


class Page(HTMLParser):
    """The data blocks of a page, its feeds and its links to CSV files."""

    def __init__(self):
        super().__init__()
        self.blocks, self.files, self.feeds, self.inside, self.kind = [], set(), [], False, None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        href = given.get("href") or ""
        if tag == "body":
            self.kind = given.get("data-kind")
        if tag == "script" and given.get("type") == "application/ld+json":
            self.inside = True
            self.blocks.append("")
        if tag == "link" and given.get("type") == "application/atom+xml" and given.get("rel") == "alternate":
            self.feeds.append(href)
        if tag == "a" and href.startswith("/data/") and href.endswith(".csv"):
            self.files.add(href)

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "script"

    def handle_data(self, data):
        if self.inside:
            self.blocks[-1] += data


def check_page(path, root):
    """The feed of its language, and in schema.org every table to which the page leads."""
    name = path.relative_to(root).as_posix()
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    if page.kind == "moved":
        return []
    problems = [] if page.feeds == [f"/{name[:2]}/feed.xml"] else [("feed-link", name, f"{page.feeds}")]
    if not page.blocks:
        return problems + ([("schema-missing", name, "tables without a data block")] if page.files else [])
    if len(page.blocks) > 1:
        return problems + [("schema-blocks", name, f"{len(page.blocks)} blocks")]
    data = json.loads(page.blocks[0])
    if data.pop("@context", None) != "https://schema.org":
        return problems + [("schema-context", name, "another context")]
    return problems + check_schema(page, data, root, name)


def check_schema(page, data, root, name):
    from rdflib import RDF, SDO

    # The published context maps every name to the vocabulary; links among them are by @id, so this reads the same.
    graph = graph_of({"@context": {"@vocab": str(SDO)}, **data})
    problems, told = unknown_terms(graph, name), set()
    for dataset in graph.subjects(RDF.type, SDO.Dataset):
        problems += [(check, name, what) for check, what in dataset_problems(graph, dataset)]
        for each in graph.objects(dataset, SDO.distribution):
            local = re.sub(r"^https?://[^/]+/", "", str(graph.value(each, SDO.contentUrl)))
            told.add(f"/{local}")
            size = str(graph.value(each, SDO.contentSize))
            if not (root / local).exists() or size != f"{(root / local).stat().st_size} B":
                problems.append(("schema-file", name, local))
    if page.kind == "data":
        if len(list(graph.subjects(RDF.type, SDO.DataCatalog))) != 1:
            problems.append(("schema-catalog", name, "not one DataCatalog"))
    elif {each for each in told if each.endswith(".csv")} != page.files:
        problems.append(("schema-tables", name, f"{told} and {page.files}"))
    for each in graph.subjects(RDF.type, SDO.ListItem):
        if any(graph.value(each, part) is None for part in (SDO.position, SDO.name, SDO.item)):
            problems.append(("schema-crumb", name, str(each)))
    return problems


def dataset_problems(graph, dataset):
    """What the search engines that list data sets require, and what this site promises."""
    from rdflib import SDO

    text = str(graph.value(dataset, SDO.description) or "")
    if not 50 <= len(text) <= 5000:
        yield "schema-description", f"{len(text)} characters: {text}"
    for each in (SDO.name, SDO.license, SDO.publisher, SDO.url, SDO.dateModified):
        if graph.value(dataset, each, any=True) is None:
            yield "schema-required", f"{dataset} has no {each}"
