"""In: the CSV and JSON files of a built site. Out: problems, (check, file, what). Never: a rule that belongs to one site only.

Schemas are read by csvw (CSV on the Web), the package by frictionless. What these programs do not require is required here.
"""

import csv
import hashlib
import json
import re
import warnings

LANGUAGES = {"ja", "en"}
STATES_WITH = {"value": ["value", "printed"], "text": [], "date": ["date"], "withheld": []}


def csv_files(root):
    return sorted((root / "data").rglob("*.csv"))


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def check_csvw(path, root):
    """CSV on the Web: the program finds the schema beside the file by itself, and holds every cell against it."""
    from csvw import CSVW

    problems = []
    name = path.relative_to(root).as_posix()
    metadata_path = path.with_name(path.name + "-metadata.json")
    if not metadata_path.exists():
        return [("csvw", name, "no metadata beside it")]
    try:
        # The program counts warnings, each of them: a filter that hides one would hide the fault.
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            table = CSVW(str(path), validate=True)
            valid = table.is_valid
        if not valid:
            problems += [("csvw", name, str(warning.message)) for warning in table.warnings] or [("csvw", name, "not valid")]
    except Exception as error:  # noqa: BLE001 (the program raises many kinds)
        problems.append(("csvw", name, f"{type(error).__name__}: {error}"))
    metadata = json.loads(metadata_path.read_text(encoding="utf-8"))
    header = rows_of(path)[0]
    columns = metadata["tableSchema"]["columns"]
    if [column["name"] for column in columns] != header:
        problems.append(("csvw-header", name, "columns differ from row 1"))
    for column in columns:
        for language in ("und", *LANGUAGES):
            if not column["titles"].get(language):
                problems.append(("csvw-titles", name, f"{column['name']} has no title in {language}"))
        if {each["@language"] for each in column["dc:description"]} != LANGUAGES:
            problems.append(("csvw-description", name, f"{column['name']} is not described in both languages"))
    return problems


def check_table(path, root):
    """What no schema language can say: a state agrees with what stands in its row; the JSON file has the same rows."""
    problems = []
    name = path.relative_to(root).as_posix()
    bytes_ = path.read_bytes()
    if not bytes_.startswith(b"\xef\xbb\xbf"):
        problems.append(("bom", name, "no byte order mark"))
    header, *rows = rows_of(path)
    if len(set(header)) != len(header):
        problems.append(("header", name, "a column twice"))
    objects = [dict(zip(header, row)) for row in rows]
    if "value" in header:
        for row in objects:
            problems += [(f"state-{what}", name, row["fact"]) for what in state_problems(row)]
    listed = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["rows"]
    plain = [{key: text for key, text in row.items() if text != ""} for row in objects]
    same = [{key: text for key, text in row.items() if text is not None} for row in listed]
    if plain != same:
        problems.append(("json-rows", name, "the JSON file has other rows"))
    return problems


def state_problems(row):
    status = row["status"]
    for column in STATES_WITH.get(status, []):
        if not row[column]:
            yield f"{status}-without-{column}"
    if status == "text" and not (row["text_ja"] or row["text_en"]):
        yield "text-without-text"
    if status != "value" and row["value"]:
        yield "value-in-another-state"
    if status == "value":
        if not re.fullmatch(r"-?\d+(\.\d+)?", row["value"]):
            yield "not-a-plain-number"
        if bool(row["unit_ja"]) != bool(row["unit_en"]):
            yield "unit-in-one-language"
    if status == "withheld" and (row["printed"] or row["text_ja"] or row["text_en"] or row["date"]):
        yield "withheld-with-content"


def check_package(root):
    """Data Package: sizes, hashes and every cell by frictionless; each file of the folder is in it."""
    from frictionless import FrictionlessException, Package

    file = root / "data/datapackage.json"
    try:
        report = Package(str(file)).validate()
    except FrictionlessException as error:
        return [("frictionless", file.name, str(error))]
    problems = [("frictionless", task.place or task.name, error.message) for task in report.tasks for error in task.errors]
    problems += [("frictionless", file.name, error.message) for error in report.errors]
    package = json.loads(file.read_text(encoding="utf-8"))
    paths = [resource["path"] for resource in package["resources"]]
    tables = {path.relative_to(root / "data").as_posix() for path in csv_files(root)}
    if set(paths) != tables or len(paths) != len(tables):
        problems.append(("package-files", file.name, f"{sorted(set(paths) ^ tables)}"))
    names = [resource["name"] for resource in package["resources"]]
    problems += [("package-name-form", file.name, name) for name in names if not re.fullmatch(r"[-a-z0-9._/]+", name)]
    for key in ("name", "id", "title", "licenses", "contributors", "sources", "version"):
        if not package.get(key):
            problems.append(("package-key", file.name, f"no {key}"))
    for resource in package["resources"]:
        data = (root / "data" / resource["path"]).read_bytes()
        if resource["bytes"] != len(data) or resource["hash"] != "sha256:" + hashlib.sha256(data).hexdigest():
            problems.append(("package-hash", resource["path"], "size or hash differ"))
    return problems
