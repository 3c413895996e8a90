#!/usr/bin/env python3
"""Runs the best open peer, nomenklatura's logic-v2 (and others of its algorithms), beside ours on the pairwise sets.

    python3 scripts/peer-screening.py [ALGORITHM ...]     default: logic-v2

Installs nomenklatura from PyPI into a virtual environment of its own (target/peer-venv) if it is not there, prints one table of both,
and ends well, saying so, where it does not install or the labelled sets are absent. Retrieval is not run: comparing 8,000 queries
with 10,000 parties takes a pairwise scorer in Python most of a day; its published figures stand in the table of quality.
"""
import csv
import gzip
import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("INTERDICT_SHARED_DATA", ROOT / "../shared/data"))
VENV = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "peer-venv"
THRESHOLD = 0.7


def inside_venv(arguments):
    """Runs this script again with nomenklatura installed; false if it cannot be."""
    python = VENV / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    installed = subprocess.run([python, "-c", "import nomenklatura"], capture_output=True).returncode == 0
    if not installed and subprocess.run([python, "-m", "pip", "install", "-q", "nomenklatura"]).returncode != 0:
        return False
    env = dict(os.environ, INTERDICT_PEER_INSIDE="1")
    sys.exit(subprocess.run([python, __file__, *arguments], env=env).returncode)


def rows(path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8")
    with opened as file:
        return list(csv.DictReader(file))


def ours():
    """Our figures, from the committed table."""
    found = {}
    for line in (ROOT / "crates/screen/quality.txt").read_text(encoding="utf-8").splitlines()[1:]:
        name, rest = line[:62].strip(), line[62:].split()
        if rest:
            found[name] = float(rest[0])
    return found


def measure(algorithm):
    from followthemoney import model
    from followthemoney.proxy import EntityProxy
    from nomenklatura.matching import get_algorithm

    scorer = get_algorithm(algorithm)
    config = scorer.default_config()

    made = itertools.count()

    def entity(schema, names, births=(), properties=None):
        schema = {"Entity": "LegalEntity", "Aircraft": "Airplane"}.get(schema, schema)
        proxy = EntityProxy(model.get(schema), {"id": f"party-{next(made)}", "properties": {}}, cleaned=False)
        for name in names:
            if name.strip():
                proxy.add("name", name.strip(), quiet=True)
        for birth in births:
            birth = birth.strip()
            if birth.count(".") == 2:
                day, month, year = birth.split(".")
                birth = f"{year}-{month:0>2}-{day:0>2}"
            if birth:
                proxy.add("birthDate", birth, quiet=True)
        for key, value in (properties or {}).items():
            proxy.add(key, value, quiet=True)
        return proxy

    def alerted(a, b):
        return scorer.compare(a, b, config).score >= THRESHOLD

    def counts(pairs):
        right = sum(1 for truth, found in pairs if truth and found)
        wrong = sum(1 for truth, found in pairs if not truth and found)
        missed = sum(1 for truth, found in pairs if truth and not found)
        recall, precision = right / max(1, right + missed), right / max(1, right + wrong)
        return recall, precision, 2 * right / max(1, 2 * right + wrong + missed)

    out = {}
    bench = [
        (row["is_match"] == "true", alerted(entity(row["schema"], [row["name1"]]), entity(row["schema"], [row["name2"]])))
        for row in rows(DATA / "matching/name_bench_dev.csv")
    ]
    out["name_bench: recall"], out["name_bench: precision"], out["name_bench: F1"] = counts(bench)
    checks = []
    for row in rows(DATA / "matching/entity_checks_dev.csv"):
        a, b = (entity(row["schema"], [], (), json.loads(row[key])) for key in ("query_json", "candidate_json"))
        checks.append(alerted(a, b) == (row["match"] == "true"))
    out["entity checks: right"] = sum(checks) / len(checks)
    for label, dated in (("with birth dates", True), ("names only", False)):
        pairs = []
        for row in rows(DATA / "matching/crosslist_pairs_dev.csv.gz"):
            sides = []
            for side in "ab":
                births = row[f"{side}_dob"].split(";") if dated and row["type"] == "Person" else []
                sides.append(entity(row["type"], [row[f"{side}_name"], *row[f"{side}_aliases"].split(";")], births))
            pairs.append((row["label"] == "match", alerted(*sides)))
        recall, precision, f1 = counts(pairs)
        out[f"cross-list, {label}: recall"] = recall
        out[f"cross-list, {label}: precision"] = precision
        out[f"cross-list, {label}: F1"] = f1
    pairs = rows(DATA / "matching/cross_script_pairs_dev.csv")
    found = [alerted(entity("Person", [row["query"]]), entity("Person", [row["expected_match"]])) for row in pairs]
    out["cross-script pairs: recall"] = sum(found) / len(found)
    return out


def main():
    algorithms = sys.argv[1:] or ["logic-v2"]
    if not (DATA / "matching").is_dir():
        print("skipped: the labelled sets are not here")
        return
    if "INTERDICT_PEER_INSIDE" not in os.environ:
        if not inside_venv(sys.argv[1:]):
            print("skipped: nomenklatura does not install here")
            return
    mine, theirs = ours(), {name: measure(name) for name in algorithms}
    print(f"{'measure, at each one’s own threshold':<44}{'ours':>10}" + "".join(f"{name:>16}" for name in algorithms))
    for row in next(iter(theirs.values())):
        print(f"{row:<44}{mine.get(row, float('nan')):>10.4f}" + "".join(f"{theirs[name][row]:>16.4f}" for name in algorithms))


main()
