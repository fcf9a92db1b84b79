#!/usr/bin/env python3
"""Builds the committed fact tables under assets/ from the source tables.

Reads  $TAKEBACK_DATA   (default ../shared/data):   c3pi_attributes.csv, rximage/reference.csv
       $TAKEBACK_DOMAIN (default ../shared/domain): hazard_rules.csv, controlled_substances.csv,
                                                    spl_colors.csv, spl_shapes.csv
       assets/catalog/{salts,synonyms,label_names,corrected_labels,words,seen_imprints}.csv and
       assets/rules/{hazard_conditions,controlled_conditions}.csv (kept by hand)
Writes assets/catalog/{products,ingredients,colors,shapes}.csv
       assets/rules/{hazard_rules,controlled_substances}.csv

The same input always gives the same bytes. `--check` writes nothing and fails when a committed
table differs from what the sources give. Standard library only.
"""

import argparse
import csv
import io
import os
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("TAKEBACK_DATA", ROOT / "../shared/data"))
DOMAIN = Path(os.environ.get("TAKEBACK_DOMAIN", ROOT / "../shared/domain"))

# NLM closed the C3PI collection with a Federal Register notice on this day (83 FR 26489):
# every row describes a product as it was photographed, no later than that.
AS_OF = "2018-06-07"
REFERENCE = "NLM C3PI attribute table; RxNorm name from NLM RxIMAGE reference table"
LABEL = "NLM C3PI attribute table; ingredients from the labeler's words"
SAME_PRODUCT = "NLM C3PI attribute table; RxNorm name from another package of the same NDC-9"

# Splitting the salt off these would leave a bare metal: `potassium chloride` is the active.
METALS = {
    "aluminum", "barium", "calcium", "ferric", "ferrous", "magnesium", "potassium", "sodium",
    "zinc", "monobasic potassium", "silver",
}  # fmt: skip
# Words that look like salts but name the drug.
WHOLE = {"isosorbide mononitrate", "isosorbide dinitrate"}
STRENGTH = re.compile(r"^(.*?) ([\d.]+) (MG|MCG|UNT|MEQ|MEQ/ML)$")
DURATION = re.compile(r"^(?:Smoking Cessation )?\d+ HR ")
PACK = re.compile(r"^\{(.*)\} Pack$")
FORM = re.compile(r"^(.*[\d.]+ (?:MG|MCG|UNT|MEQ|MEQ/ML)) ([A-Z][A-Za-z ]+)$")


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def table(columns, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


class Vocabulary:
    """Turns one ingredient's words into (base, salt); knows nothing of strengths."""

    def __init__(self):
        self.salts = {row["word"] for row in read(ROOT / "assets/catalog/salts.csv")}
        self.synonyms = {r["written"]: r for r in read(ROOT / "assets/catalog/synonyms.csv")}

    def split(self, words):
        name = " ".join(words.lower().split())
        known = self.synonyms.get(name)
        if known:
            return known["base"], known["salt"]
        if name in WHOLE:
            return name, ""
        left, salt = name.replace(",", " ,").split(), []
        while len(left) > 1 and (left[-1] in self.salts or left[-1] == ","):
            rest = [w for w in left[:-1] if w != ","]
            if " ".join(rest) in METALS:
                break
            word = left.pop()
            if word != ",":
                salt.insert(0, word)
        base = " ".join(left).replace(" ,", ",")
        known = self.synonyms.get(base)
        if known:
            return known["base"], " ".join(filter(None, [known["salt"], *salt]))
        return base, " ".join(salt)


def rxnorm_parts(name, vocabulary):
    """(parts, form) of an RxNorm name; a part is a list of (base, salt, value, unit); None if not RxNorm."""
    bare = re.sub(r" \[[^\]]*\](?= ?\)|$| Pack)", "", name).strip()
    pack = PACK.match(bare)
    if not pack:
        part, form = rxnorm_part(bare, vocabulary)
        return ([part], form) if part else (None, None)
    parts, forms = [], set()
    for inside in re.findall(r"\d+ \((.*?)\)(?= / \d+ \(| *$)", pack.group(1).strip()):
        part, form = rxnorm_part(re.sub(r" \[[^\]]*\]", "", inside), vocabulary)
        if part is None:
            return None, None
        parts.append(part)
        forms.add(form)
    return parts, forms.pop() if len(forms) == 1 else "Pack"


def rxnorm_part(text, vocabulary):
    match = FORM.match(text)
    if not match:
        return None, None
    part = []
    for piece in DURATION.sub("", match.group(1)).split(" / "):
        strength = STRENGTH.match(DURATION.sub("", piece))
        if not strength:
            return None, None
        part.append((*vocabulary.split(strength.group(1)), strength.group(2), strength.group(3)))
    return part, match.group(2)


class Labels:
    """Ingredients from what the labeler wrote, for products without an RxNorm name."""

    def __init__(self, vocabulary, known):
        self.vocabulary, self.known = vocabulary, known
        self.by_hand = {
            (r["generic"], r["proprietary"]): r["ingredients"]
            for r in read(ROOT / "assets/catalog/label_names.csv")
        }

    def part(self, generic, proprietary):
        """(ingredients, words that could not be resolved)."""
        key = generic.upper()
        written = self.by_hand.get((key, proprietary.upper())) or self.by_hand.get((key, ""))
        pieces = (written or self.clean(generic)).split(" / ")
        part, lost = [], []
        for piece in pieces:
            base, salt = self.vocabulary.split(piece)
            if base in self.known:
                part.append((base, salt, "", ""))
            else:
                lost.append(piece)
        if len(part) == 1 and not lost:
            part = [(*part[0][:2], *self.strength(proprietary))]
        return part, lost

    @staticmethod
    def clean(generic):
        text = generic.lower().replace(", usp", "").replace(" hcl", " hydrochloride")
        text = re.sub(r"\b[\d.]+ ?mg\b.*$", "", text)
        text = re.sub(r"(,? and)? inert( ingredients)?\b", "", text)
        text = re.sub(r"[, ]*\b(tablets?|tabs?|caps?|capsules?|usp)\b", "", text)
        pieces = re.split(r"\s*(?:,? and |[,/])\s*", text)
        return " / ".join(dict.fromkeys(p.strip() for p in pieces if p.strip()))

    @staticmethod
    def strength(proprietary):
        # `0.5MG F` counts the fluoride ion, and the ingredient is its salt.
        found = re.findall(r"(?<![\d.\-/])(\d*\.?\d+) ?(MG|MCG)\b(?! F\b)", proprietary.upper())
        slashed = re.search(r"\d[/\-]\d", proprietary)
        return found[0] if len(found) == 1 and not slashed else ("", "")


def label_form(text):
    """Dose form in RxNorm's words, as far as the labeler's text says it."""
    upper = " " + re.sub(r"[^A-Z0-9]+", " ", text.upper()) + " "

    def has(*words):
        return any(f" {w} " in upper for w in words)

    kind = "Capsule" if has("CAPSULE", "CAPSULES", "CAP", "CAPS", "SOFTGEL", "SOFTGELS") else None
    kind = "Tablet" if has("TABLET", "TABLETS", "TAB", "TABS") else kind
    if has("TROCHES"):
        return "Oral Lozenge"
    if kind is None:
        return ""
    if has("SUBLINGUAL", "SUB"):
        return "Sublingual Tablet"
    if has("CHEWABLE", "CHW"):
        return "Chewable Tablet"
    if has("DISINTEGRATING", "ODT"):
        return "Disintegrating Oral Tablet"
    if has("EXTENDED RELEASE", "ER", "XR", "XL", "XT", "SR", "CR", "CD", "LA"):
        return f"Extended Release Oral {kind}"
    if has("DELAYED RELEASE", "ENTERIC COATED"):
        return f"Delayed Release Oral {kind}"
    return f"Oral {kind}"


def same_parts(parts):
    """One entry a distinct part: a pack of equal pills is one part."""
    seen = []
    for part in parts:
        if part not in seen:
            seen.append(part)
    return seen


def number(text):
    return f"{float(text):g}" if text else ""


def encode(parts):
    return " // ".join(
        ";".join("|".join((b, s, number(v), u)) for b, s, v, u in part) for part in parts
    )


def products():
    vocabulary = Vocabulary()
    shapes = shape_names()
    names = {}
    for row in read(DATA / "rximage/reference.csv"):
        names[row["ndc11"], row["part"]] = row
    attributes = sorted(read(DATA / "c3pi_attributes.csv"), key=lambda r: (r["ndc11"], int(r["part"])))
    packs = Counter(row["ndc11"] for row in attributes)
    parsed = {row["name"]: rxnorm_parts(row["name"], vocabulary) for row in names.values()}
    known = {i[0] for parts, _ in parsed.values() for part in parts or [] for i in part}
    known |= {row["base"] for row in read(ROOT / "assets/catalog/words.csv")}
    labels = Labels(vocabulary, known)
    by_ndc9 = defaultdict(set)
    for (ndc, _), row in names.items():
        if parsed[row["name"]][0]:
            by_ndc9[ndc[:10]].add((row["name"], row["rxcui"]))

    seen = {(r["ndc9"], r["part"]): r["imprint"] for r in read(ROOT / "assets/catalog/seen_imprints.csv")}
    corrected = {r["ndc9"]: r for r in read(ROOT / "assets/catalog/corrected_labels.csv")}
    used = set()
    rows, appearances, lost, counts = [], {}, [], Counter()
    for row in attributes:
        key = row["ndc11"], row["part"]
        name, rxcui, source = "", "", LABEL
        if key in names:
            name, rxcui, source = names[key]["name"], names[key]["rxcui"], REFERENCE
        parts, form = parsed.get(name, (None, None))
        if parts is None and len(by_ndc9[key[0][:10]]) == 1:
            ((name, rxcui),) = by_ndc9[key[0][:10]]
            (parts, form), source = parsed[name], SAME_PRODUCT
        if parts is None:
            if label := corrected.get(key[0][:10]):
                row |= label
                used.add(label["ndc9"])
            part, missing = labels.part(row["GenericName"], row["ProprietaryName"])
            lost += [(row["ndc11"], row["GenericName"], row["ProprietaryName"], m) for m in missing]
            source = LABEL
            # An unresolved word means that the composition is not known at all.
            parts = [[]] if missing else [part]
            form = label_form(row["ProprietaryName"] + " " + row["GenericName"])
            name = name if len(name.split()) > 3 else row["ProprietaryName"]
        parts = same_parts(parts)
        imprint = [t.strip() for t in re.split("[;,:/]", row["Imprint"].upper()) if t.strip()]
        colors = [c.upper() for c in row["Color"].split(";") if c]
        shape = shapes[row["Shape"].upper()] if row["Shape"] else ""
        look = (tuple(sorted(set(imprint))), tuple(sorted(set(colors))), shape)
        several = len(parts) > 1 or (source == LABEL and packs[row["ndc11"]] > 1)
        for part in parts:
            counts.update({i[0] for i in part})
        rows.append([
            row["ndc11"], row["ndc11"][:10], row["part"], rxcui, name, encode(parts),
            "yes" if several else "no", form, row["LabeledBy"], ";".join(imprint),
            seen.get((row["ndc11"][:10], row["part"]), ""),
            {"N/A": ""}.get(row["ImprintType"], row["ImprintType"]), ";".join(colors), shape,
            row["Score"], row["Size"], "yes" if key in names else "no",
            appearances.setdefault(look, len(appearances)), source, AS_OF,
        ])  # fmt: skip
    if unused := corrected.keys() - used:
        sys.exit(f"corrected_labels.csv: no label to correct: {sorted(unused)}")
    columns = (
        "ndc11,ndc9,part,rxcui,name,ingredients,pack,form,labeler,imprint,seen_imprint,imprint_type,"
        "colors,shape,score,size_mm,has_reference_photo,appearance,source,as_of"
    ).split(",")
    ingredients = table(["base", "products"], sorted(counts.items()))
    return table(columns, rows), ingredients, lost


def shape_names():
    """Every written form of a shape -> its SPL name without the `(6 SIDES)` remark."""
    out = {}
    for row in read(DOMAIN / "spl_shapes.csv"):
        short = row["name"].split(" (")[0]
        for form in (row["name"], row["alias"], short):
            if form:
                out[form.upper()] = short
    return out


def shapes_table():
    rows = []
    for row in read(DOMAIN / "spl_shapes.csv"):
        short = row["name"].split(" (")[0]
        also = [f for f in (row["name"], row["alias"]) if f and f != short]
        rows.append([row["code"], short, ";".join(also)])
    return table(["code", "name", "also_written"], rows)


def joined(domain_table, conditions, key):
    """The domain's facts beside the hand-kept machine-readable conditions."""
    facts = read(DOMAIN / domain_table)
    extra_rows = read(ROOT / "assets/rules" / conditions)
    extra = {tuple(r[k] for k in key): r for r in extra_rows}
    added = [c for c in (extra_rows[0] if extra_rows else []) if c not in key]
    unused = set(extra)
    rows = []
    for fact in facts:
        name = tuple(fact[k] for k in key)
        unused.discard(name)
        rows.append([*fact.values(), *(extra.get(name, {}).get(c, "") for c in added)])
    if unused:
        sys.exit(f"{conditions}: no such row in {domain_table}: {sorted(unused)}")
    return table([*facts[0], *added], rows)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--check", action="store_true", help="fail if a committed table differs")
    check = arguments.parse_args().check
    product_table, ingredient_table, lost = products()
    built = {
        "catalog/products.csv": product_table,
        "catalog/ingredients.csv": ingredient_table,
        "catalog/colors.csv": (DOMAIN / "spl_colors.csv").read_text(encoding="utf-8"),
        "catalog/shapes.csv": shapes_table(),
        "rules/hazard_rules.csv": joined(
            "hazard_rules.csv", "hazard_conditions.csv", ("ingredient", "system")
        ),
        "rules/controlled_substances.csv": joined(
            "controlled_substances.csv", "controlled_conditions.csv", ("substance",)
        ),
    }
    for line in lost:
        print("unresolved:", *line, sep=" | ", file=sys.stderr)
    stale = []
    for name, text in built.items():
        path = ROOT / "assets" / name
        if check:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            path.write_text(text, encoding="utf-8", newline="\n")
    if stale:
        sys.exit(f"differ from the sources, run scripts/build_catalog.py: {', '.join(stale)}")
    print(f"{product_table.count(chr(10)) - 1} products, {len(lost)} unresolved ingredients")


if __name__ == "__main__":
    main()
