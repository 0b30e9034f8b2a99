"""
Recompute a published half-month review: python recompute.py INPUTS RESULTS [SHA256]

INPUTS, RESULTS: the two published JSON files. SHA256: the published hash of RESULTS, or
else what the file RESULTS.sha256 says. Counts pools, scores, errors, intervals, grades,
references, size groups and places again. The rest, as lines and verdicts on regions, is
checked by the hashes alone. Exits with 1 at a difference. Needs Python 3.11 or newer.
"""

import decimal
import hashlib
import json
import sys
from decimal import Decimal as D  # noqa: N817  # formulas stay on a line
from pathlib import Path

decimal.setcontext(decimal.Context(prec=50, rounding=decimal.ROUND_HALF_EVEN))
inputs, results = (json.loads(Path(path).read_bytes()) for path in sys.argv[1:3])
rules = {name: D(number) for name, number in inputs["rules"].items()}
lists = {}  # those of a group who are rated and so compared
STEPS = ("acceptance", "verification", "disposal", "report")
RATES = {step: (f"{step}_on_time", f"{step}_due") for step in STEPS}  # so many of these
RATES |= {"satisfied": ("satisfied", "rated"), "solved": ("solved", "solved_of")}
RATES |= {"on_time": ("on_time", "due"), "not_redone": ("not_redone", "rectified")}
RATES |= {"not_refused": ("not_refused", "disposed"), "visited": ("visited", "visits")}

def text(number, places):
    return f"{decimal.Context(prec=40).plus(number):.{places}f}"

def counts(unit):
    c = {name: D(n) for name, n in unit["window"].items() if n is not None}
    c["solved_of"] = c["yes"] + c["partly"] + c["no"] + c.get("explained", 0)
    c["solved"] = c["yes"] + rules["partly_share"] * c["partly"]
    c["not_redone"] = c["rectified"] - c["redone"]
    c["not_refused"] = c.get("disposed", 0) - c.get("refused", 0)
    return c

def pool(name, units):
    """How all are (m), and how many answers of all are added to each one's own (k)."""
    if name == "inspection":
        marks = [c[name] for c in units if name in c]
        return {"mean": text(sum(marks) / len(marks), 12) if marks else None}
    pairs = [[c[each] for each in RATES[name]] for c in units]
    m = D(sum(s for s, n in pairs) + 1) / D(sum(n for s, n in pairs) + 2)
    pairs = [(s, n) for s, n in pairs if n >= rules["k_unit_answers"]]
    k, lost = rules["k_default"], len(pairs) - 1
    if len(pairs) >= rules["k_units"]:
        k, answers = rules["k_most"], sum(n for s, n in pairs)
        p = sum(s for s, n in pairs) / answers
        size = answers - sum(n * n for s, n in pairs) / answers - lost
        if 0 < p < 1 and size > 0:
            spread = sum(n * (s / n - p) ** 2 for s, n in pairs)
            rho = (spread / (p * (1 - p)) - lost) / size
            k = min(k, max(rules["k_least"], 1 / rho - 1)) if rho > 0 else k
    return {"m": text(m, 12), "k": text(k, 12), "n_units": str(len(pairs))}

def score(c, of):
    """Of each indicator: weight w, value x, standard error se, value of the pool m."""
    parts, prefix = {}, "region_weight_" if "cases" in c else "weight_"
    for name in (each for each in of if each in RATES):
        (s, n), m, k = (c[r] for r in RATES[name]), D(of[name]["m"]), D(of[name]["k"])
        x = (s + k * m) / (n + k)
        parts[name] = rules[prefix + name], x, (x * (1 - x) / (n + k + 1)).sqrt(), m
    if "incidents" in c:
        prior, twice = rules["density_prior"], 2 * rules["density_reference"]
        exposure = c["household_days"] / 90000 + 2 * prior / twice
        x = 1 / (1 + (c["incidents"] + prior) / exposure / twice)
        se = x * x / twice * (c["incidents"] + prior).sqrt() / exposure
        average = c["household_days"] / D(inputs["window"]["days"])
        full = min(1, average / rules["density_full_households"])
        parts["density"] = full * rules["weight_density"], x, se, D(2) / 3
    if "inspection" in c:
        points = c["inspection"], rules["inspection_error"], D(of["inspection"]["mean"])
        parts["inspection"] = rules["weight_inspection"], *(p / 100 for p in points)
    errors = {name: w * se for name, (w, x, se, m) in parts.items()}
    errors["same answers"] = errors.pop("satisfied") + errors.pop("solved")
    whole = sum(w for w, x, se, m in parts.values()) / 100
    se = sum(error**2 for error in errors.values()).sqrt() / whole
    before = sum(w * x for w, x, se, m in parts.values()) / whole
    before -= min(c.get("deductions", 0), rules["deductions_most"])
    middle = before + min(c.get("credits", 0), rules["credits_most"])
    middle, half = max(D(0), min(D(100), middle)), rules["interval_errors"] * se
    one = {"score": middle, "low": middle - half, "high": middle + half}
    one["reference"] = sum(w * m for w, x, se, m in parts.values()) / whole
    one |= {"before_credits": before} if "credits" in c else {}
    one = {name: text(max(D(0), min(D(100), p)), 2) for name, p in one.items()}
    return one | {"se": text(se, 4)}

def listed(one, rated, **groups):
    """One that is not rated has no figures and is compared with nobody."""
    one = (one if rated else dict.fromkeys(one)) | {"places": dict.fromkeys(groups)}
    for group in groups.items() if rated else ():
        lists.setdefault(group, []).append(one)
    return one

def firm(unit):
    c, before = counts(unit), unit["size_before"]
    one = score(c, inputs["pools"]["firms"])
    least = {g: rules[f"grade_{g}".lower()] for g in ("AAA", "AA", "A", "B")}
    grade = next((g for g in least if D(one["score"]) >= least[g]), "C")
    rated = D(text(c["solved_of"] - c["explained"], 3)) >= rules["rated_answers"]
    rated = rated and c["incidents"] >= rules["rated_incidents"]
    slack = rules["size_hysteresis"] if before else 0
    small = rules["size_middle_from"] * (1 + (slack if before == "S" else -slack))
    large = rules["size_middle_to"] * (1 + (-slack if before == "L" else slack))
    size = "S" if c["households"] < small else "L" if c["households"] > large else "M"
    one = listed(one, rated, province="", city=unit["city"], size=size)
    return one | {"size": size, "grade": grade if rated else "NR"}

def region(unit):
    c, level = counts(unit), unit["level"]
    one = score(c, inputs["pools"]["counties" if level == "COUNTY" else "cities"])
    rated = c["cases"] >= rules["region_rated_cases"]
    return listed(one, rated, level=level) | {"rated": rated}

def differences(new, old, at=""):
    if not isinstance(new, dict) or not isinstance(old, dict):
        return [] if new == old else [f"{at[1:]}: published {old}, recomputed {new}"]
    return [d for k in new for d in differences(new[k], old.get(k), f"{at}.{k}")]

again = {"pools": {}}
for name, doc in (("inputs", inputs), ("results", results)):
    plain = json.dumps(doc, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    again[f"{name}_sha256"] = hashlib.sha256(plain.encode()).hexdigest()
units = [*inputs["firms"].values(), *inputs["regions"].values()]
for name, level in (("firms", None), ("cities", "CITY"), ("counties", "COUNTY")):
    of = [counts(unit) for unit in units if unit.get("level") == level]
    again["pools"][name] = {rate: pool(rate, of) for rate in inputs["pools"][name]}
for name, recompute in (("firms", firm), ("regions", region)):
    found = {code: recompute(unit) for code, unit in inputs[name].items()}
    again[name] = dict.fromkeys(results[name]) | found
lists.pop(("level", "PROVINCE"), None)  # there is no other one to compare it with
for (name, _), ones in lists.items():
    bars = [(D(o["score"]), (rules["rank_errors"] * D(o["se"])) ** 2) for o in ones]
    for one, (s, bar) in zip(ones, bars, strict=True):
        best = 1 + sum(t > s and (t - s) ** 2 > bar + b for t, b in bars)
        worst = len(ones) - sum(t < s and (t - s) ** 2 > bar + b for t, b in bars)
        place = {"best": str(best), "worst": str(worst)}
        if worst - best > rules["rank_width_most"] * len(ones):
            low, high, of_all = (D(one[key]) for key in ("low", "high", "reference"))
            below = "BELOW" if high < of_all else "NO_DIFFERENCE"
            place = {"band": "ABOVE" if low > of_all else below}
        one["places"][name] = {"of": str(len(ones))} | place
published = sys.argv[3:] or Path(f"{sys.argv[2]}.sha256").read_text().split()
shown = results | {"pools": inputs["pools"], "results_sha256": published[0]}
unequal = differences(again, shown)
said = f"{len(unequal)} differences" if unequal else "all as published"
said = f"{len(inputs['firms'])} firms, {len(inputs['regions'])} regions: {said}"
sys.stdout.write("\n".join([f"{results['period']}: {said}", *unequal[:20], ""]))
sys.exit(1 if unequal else 0)
