"""Published graphs through the command line: run_cases.py SCMC CASES

A line of the cases: id, kind, graph, query, what is expected, where it is from. Estimands are judged by value: binary models that agree
with the graph are enumerated, once as they are and once with the treatment set.
"""
import itertools
import json
import random
import re
import subprocess
import sys

scmc, cases = sys.argv[1:3]


def ask(*arguments):
    done = subprocess.run([scmc, *arguments, "--format", "json"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def split(text): return [name.strip() for name in (text or "").split(",") if name.strip()]


class Model:
    """Binary variables; a bidirected edge is a latent cause of both ends. Names are as in the graph."""

    def __init__(self, graph, seed):
        causes, latent, observed = {}, [], []
        for part in filter(None, map(str.strip, graph.split(";"))):
            if part.startswith("latent:"):
                latent += split(part[7:])
                continue
            a, arrow, b = re.fullmatch(r"(\w+)\s*(<->|->|<-)\s*(\w+)", part).groups()
            observed += [v for v in (a, b) if v not in observed]
            if arrow == "<->":
                shared = f"{a} and {b}"
                causes[shared] = []
                latent.append(shared)
                edges = [(shared, a), (shared, b)]
            else:
                edges = [(a, b) if arrow == "->" else (b, a)]
            for cause, effect in edges:
                causes.setdefault(effect, []).append(cause)
                causes.setdefault(cause, [])
        self.observed = [v for v in observed if v not in latent]
        self.causes, self.order, left = causes, [], list(causes)
        while left:
            ready = next(v for v in left if not set(causes[v]) & set(left))
            self.order.append(ready)
            left.remove(ready)
        numbers = random.Random(seed)
        self.p = {v: {row: numbers.uniform(0.1, 0.9) for row in itertools.product((0, 1), repeat=len(causes[v]))} for v in self.order}

    def joint(self, setting):
        """Of what is observed: values in the order of `observed` to their probability."""
        table = {}

        def extend(world, weight, rest):
            if not rest:
                key = tuple(world[v] for v in self.observed)
                table[key] = table.get(key, 0) + weight
                return
            v, one = rest[0], self.p[rest[0]][tuple(world[c] for c in self.causes[rest[0]])]
            for value in (0, 1):
                if v in setting:
                    if setting[v] == value: extend({**world, v: value}, weight, rest[1:])
                else:
                    extend({**world, v: value}, weight * (one if value else 1 - one), rest[1:])

        extend({}, 1.0, self.order)
        return table


class Reader:
    """Evaluates an estimand on a table: recursive descent over `P( | )`, `sum[ ]( )`, `* /` and brackets."""

    def __init__(self, model, text):
        self.model, self.table, self.memory = model, model.joint({}), {}
        self.words = re.findall(r"\w+|[()\[\],|*/+-]", text)

    def value(self, world):
        self.at = 0
        result = self.product(world)
        assert self.at == len(self.words), self.words[self.at:]
        return result

    def peek(self): return self.words[self.at] if self.at < len(self.words) else ""

    def take(self, word=None):
        found = self.peek()
        assert word in (None, found), (word, self.words[self.at:])
        self.at += 1
        return found

    def product(self, world):
        result = self.factor(world)
        while self.peek() in ("*", "/"):
            result = result * self.factor(world) if self.take() == "*" else result / self.factor(world)
        return result

    def names(self):
        found = []
        while re.fullmatch(r"\w+", self.peek()):
            found.append(self.take())
            if self.peek() == ",": self.take()
        assert "do" not in found
        return found

    def factor(self, world):
        word = self.take()
        if word == "(":
            result = self.product(world)
            self.take(")")
        elif word == "sum":
            self.take("[")
            over = self.names()
            self.take("]"), self.take("(")
            begin, result = self.at, 0.0
            for values in itertools.product((0, 1), repeat=len(over)):
                self.at = begin
                result += self.product({**world, **dict(zip(over, values))})
            self.take(")")
        else:
            assert word == "P", word
            self.take("(")
            of, given = self.names(), []
            if self.peek() == "|": self.take(), given.extend(self.names())
            self.take(")")
            result = self.marginal(of + given, world) / (self.marginal(given, world) if given else 1)
        return result

    def marginal(self, names, world):
        key = tuple((v, world[v]) for v in sorted(set(names)))
        if key not in self.memory: self.memory[key] = mass(self.model, self.table, dict(key))
        return self.memory[key]


def mass(model, table, values):
    places = [(model.observed.index(v), value) for v, value in values.items()]
    return sum(p for row, p in table.items() if all(row[i] == value for i, value in places))


def check_estimand(graph, query, estimand):
    outcomes, treatments, given = map(split, re.fullmatch(r"P\(([^|]*)\|do\(([^)]*)\),?(.*)\)", query).groups())
    for seed in (1, 2):
        model = Model(graph, seed)
        reader = Reader(model, estimand)
        tables = {x: model.joint(dict(zip(treatments, x))) for x in itertools.product((0, 1), repeat=len(treatments))}
        asked = outcomes + treatments + given
        for other, *values in itertools.product((0, 1), repeat=1 + len(asked)):  # names outside of the query must not matter
            world = {**dict.fromkeys(model.observed, other), **dict(zip(asked, values))}
            table = tables[tuple(world[v] for v in treatments)]
            part = lambda names: mass(model, table, {v: world[v] for v in names})
            truth = part(outcomes + given) / part(given)
            assert abs(reader.value(world) - truth) < 1e-9, f"{estimand} is {reader.value(world)}, not {truth}"


def sets(lists): return {frozenset(s) for s in lists}


def expected_sets(text):
    text = re.sub(r"\(all=.*", "", text).strip()
    return set() if text.startswith("NONE") else {frozenset(split(s.strip()[1:-1])) for s in text.split(";")}


def independence(text):
    x, y, given = re.fullmatch(r"(\S+?)_\|\|_(\S+?)(?: given (.*))?", text.strip()).groups()
    return frozenset((x, y)), frozenset(split((given or "").replace("&", ",")))


def check_identify(kind, graph, query, expected):
    answer = ask("identify", "--graph", graph, "--effect", query)
    if kind != "wrongestimand": assert answer["identifiable"] == expected.startswith("ID")
    if answer["identifiable"]:
        check_estimand(graph, query, answer["estimand"])
        if answer["raw_estimand"]: check_estimand(graph, query, answer["raw_estimand"])
    else: assert len(answer["hedge"]) == 2
    found = re.search(r"F=\{(.*)\} F'=\{(.*)\}", expected)
    if found: assert sets(answer["hedge"]) == {frozenset(split(found[1])), frozenset(split(found[2]))}, answer["hedge"]


def check_sets(kind, graph, query, expected):
    effect, _, proposed = re.fullmatch(r"(.*?=>.*?)( by \{(.*)\})?", query).groups()
    proposal = [] if proposed is None else ["--adjust", proposed]
    answer = ask("identify", "--graph", graph, "--effect", effect, *proposal)
    if kind == "isadj": assert answer["valid_adjustment"] == (expected == "true")
    if kind == "isbackdoor": assert answer["valid_backdoor"] == (expected == "true")
    if kind == "minadj": assert sets(answer["minimal_adjustment_sets"]) == expected_sets(expected), answer["minimal_adjustment_sets"]
    if kind == "frontdoor": assert sets(answer["frontdoor_sets"]) == expected_sets(expected), answer["frontdoor_sets"]
    if kind == "condiv":
        z, given = re.fullmatch(r"(\S+)(?: given (.*))?", expected).groups()
        assert {"instrument": z, "given": split(given)} in answer["instruments"], answer["instruments"]


def check_independence(kind, graph, query, expected):
    if kind == "dsep":
        x, y, given = re.fullmatch(r"(\S+) _\|\|_ (\S+) given \{(.*)\}", query).groups()
        answer = ask("independencies", "--graph", graph, "--test", f"{x} _||_ {y} | {given}")
        assert answer["independent"] == (expected == "true")
    else:
        answer = ask("independencies", "--graph", graph)
        found = {(frozenset((i["x"], i["y"])), frozenset(i["given"])) for i in answer["implied"]}
        assert found == set(map(independence, expected.split(";"))), found


checks = {**dict.fromkeys(("id", "idc", "wrongestimand"), check_identify), **dict.fromkeys(("dsep", "impliedci"), check_independence),
          **dict.fromkeys(("minadj", "isadj", "isbackdoor", "frontdoor", "condiv"), check_sets)}
failed = total = 0
for line in open(cases).read().splitlines()[1:]:
    name, kind, graph, query, expected = line.split("\t")[:5]
    total += 1
    try:
        checks[kind](kind, graph, query, expected)
    except (AssertionError, KeyError) as problem:
        failed += 1
        print(f"{name}: {graph}  {query}: {problem!r}")
print(f"{total - failed} of {total} as expected")
sys.exit(failed > 0 or total < 80)
