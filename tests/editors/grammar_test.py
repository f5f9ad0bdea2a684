"""The TextMate grammar of editors/vscode against the language: grammar_test.py PROJECT [MODULES] [--update]

Every keyword of grammar/Scm.g4 is coloured, so are the functions of stdlib (`--update` renews their list) and no others. Every line of
highlight.scm has the scopes that the marks below it name, by a small reading of the grammar here; and token by token the same by
vscode-textmate, the editor's own engine, where MODULES is a node_modules folder that holds it.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys

project = pathlib.Path(sys.argv[1]).resolve()
extension, here = project / "editors" / "vscode", pathlib.Path(__file__).resolve().parent
path = extension / "syntaxes" / "scm.tmLanguage.json"
grammar = json.loads(path.read_text())
failures = []


def expect(holds, what):
    if not holds:
        failures.append(what)


# ---- the tokenizer: rules in order, the leftmost match wins, a begin/end rule holds until its end

def rules_of(patterns):
    for rule in patterns:
        if "include" in rule:
            yield from rules_of(grammar["repository"][rule["include"][1:]]["patterns"])
        else:
            yield rule


def all_rules(patterns):
    for rule in rules_of(patterns):
        yield rule
        yield from all_rules(rule.get("patterns", []))


def tokens(line):
    """Triples of begin, end, scopes; every line begins outside of strings."""
    at, open_rule, inner = 0, None, list(rules_of(grammar["patterns"]))
    while at <= len(line):
        matches = ((i, re.compile(rule.get("match") or rule["begin"]).search(line, at), rule) for i, rule in enumerate(inner))
        found = [(m.start(), i, m, rule) for i, m, rule in matches if m]
        end = open_rule and re.compile(open_rule["end"]).search(line, at)
        if end and (not found or end.start() <= min(found)[0]):
            yield at, end.end(), [open_rule["name"]]
            at, open_rule, inner = max(end.end(), at + (end.end() == at)), None, list(rules_of(grammar["patterns"]))
            continue
        if not found:
            return
        _, _, m, rule = min(found, key=lambda f: f[:2])
        outer = [open_rule["name"]] if open_rule else []
        if open_rule and m.start() > at:
            yield at, m.start(), outer
        yield m.start(), m.end(), outer + ([rule["name"]] if "name" in rule else [])
        for group, capture in rule.get("captures", {}).items():
            if m.start(int(group)) >= 0:
                yield m.start(int(group)), m.end(int(group)), outer + [capture["name"]]
        if "begin" in rule:
            open_rule, inner = rule, list(rules_of(rule.get("patterns", [])))
        at = max(m.end(), at + (m.end() == at))


def scopes_by_column(line):
    columns = [[] for _ in line]
    for begin, end, scopes in tokens(line):
        for column in range(begin, end):
            columns[column] = columns[column] if len(columns[column]) > len(scopes) else scopes
    return columns


# ---- words

def check_keywords():
    words = re.findall(r"^([A-Z]+) : '([a-zA-Z]+)' ;", (project / "grammar" / "Scm.g4").read_text(), re.M)
    expect(len(words) >= 28, "Scm.g4 has fewer keywords than it had")
    texts = [rule.get("match", "") for rule in all_rules(grammar["patterns"])]
    for _, word in words:
        expect(any(re.search(rf"(?<![\w]){word}(?!\w)", text) for text in texts), f"no rule colours `{word}`")


def functions():
    table = (project / "stdlib" / "builtins.tsv").read_text().splitlines()[1:]
    names = [re.match(r"\w+", row.split("\t")[1])[0] for row in table] + [p.stem for p in (project / "stdlib" / "functions").glob("*.scm")]
    return "|".join(sorted(set(names)))


def check_functions():
    rule = next(rule for rule in grammar["repository"]["calls"]["patterns"] if rule.get("name") == "support.function.scm")
    listed = re.search(r"\(\?:(\w+(?:\|\w+)*)\)", rule["match"])[1]
    if "--update" in sys.argv and listed != functions():
        path.write_text(path.read_text().replace(f"(?:{listed})", f"(?:{functions()})"))
    else:
        expect(listed == functions(), "the list of functions is not stdlib's; --update renews it")


def check_regexes():
    for rule in all_rules(grammar["patterns"]):
        for key in ("match", "begin", "end"):
            if key in rule:
                try:
                    re.compile(rule[key])
                except re.error as error:
                    failures.append(f"{rule[key]}: {error}")


def check_extension():
    package = json.loads((extension / "package.json").read_text())
    for contribution in package["contributes"]["grammars"]:
        scope = json.loads((extension / contribution["path"]).read_text())["scopeName"]
        expect(scope == contribution["scopeName"], "the scope's name differs")
    for language in package["contributes"]["languages"]:
        pattern = json.loads((extension / language["configuration"]).read_text())["wordPattern"]
        expect(re.fullmatch(pattern, "größe_2''") and not re.fullmatch(pattern, "2x"), "wordPattern is not the grammar's NAME")


# ---- highlight.scm

def marks():
    """Lines of code with the marks below them: first and last column, scope."""
    code, below = None, []
    for line in [*(here / "highlight.scm").read_text().splitlines(), "end"]:
        mark = re.fullmatch(r"#(?: <-|( *)(\^+)) (\S+)", line)
        if not mark:
            if code is not None:
                yield code, below
            code, below = line, []
        elif mark[2]:
            below.append((1 + len(mark[1]), len(mark[1]) + len(mark[2]), mark[3]))
        else:
            below.append((0, 0, mark[3]))


def check_highlighting():
    marked = 0
    for line, below in marks():
        columns = scopes_by_column(line)
        for first, last, wanted in below:
            marked += 1
            for column in {first, last}:
                got = columns[column][-1] if columns[column] else ""
                right = got == wanted or got.startswith(wanted + ".")
                expect(right, f"{line}\n{' ' * first}{'^' * (last - first + 1)} {wanted}, but column {column} is {got or 'nothing'}")
    return marked


ENGINE = """
const fs = require("fs"), path = require("path");
const [modules, grammar, text] = process.argv.slice(1);
const textmate = require(path.join(modules, "vscode-textmate")), oniguruma = require(path.join(modules, "vscode-oniguruma"));
const wasm = fs.readFileSync(path.join(modules, "vscode-oniguruma", "release", "onig.wasm")).buffer;
const library = oniguruma.loadWASM(wasm).then(() => ({
  createOnigScanner: patterns => new oniguruma.OnigScanner(patterns), createOnigString: text => new oniguruma.OnigString(text)}));
const registry = new textmate.Registry({onigLib: library,
  loadGrammar: async () => textmate.parseRawGrammar(fs.readFileSync(grammar, "utf8"), grammar)});
registry.loadGrammar("source.scm").then(loaded => {
  let stack = textmate.INITIAL;
  const lines = fs.readFileSync(text, "utf8").split("\\n").map(line => {
    const result = loaded.tokenizeLine(line, stack);
    stack = result.ruleStack;
    return result.tokens.map(token => [token.startIndex, token.endIndex, token.scopes.slice(1)]);
  });
  console.log(JSON.stringify(lines));
});
"""


def check_engine(modules):
    """The innermost scope of every column of every model of the project, here and by the editor's engine."""
    node = shutil.which("node")
    if not node or not (modules / "vscode-textmate").exists():
        return "not compared with the editor's engine: no node, or no vscode-textmate in MODULES"
    models = [here / "highlight.scm", *sorted((project / "examples").glob("*/model.scm")), *sorted((project / "stdlib").rglob("*.scm"))]
    for model in models:
        done = subprocess.run([node, "-e", ENGINE, str(modules), str(path), str(model)], capture_output=True, text=True, timeout=60)
        if done.returncode:
            return failures.append(done.stderr)
        for line, theirs in zip(model.read_text().split("\n"), json.loads(done.stdout)):
            mine = scopes_by_column(line)
            for begin, end, scopes in theirs:
                for column in range(begin, min(end, len(line))):
                    differs = f"{model.name}: {line}\ncolumn {column}: {mine[column]} here, {scopes} in the editor"
                    expect(mine[column][-1:] == scopes[-1:], differs)
    return f"{len(models)} models have the editor's scopes"


check_keywords()
check_functions()
check_regexes()
check_extension()
print(f"{check_highlighting()} marks")
folders = [word for word in sys.argv[2:] if not word.startswith("-")]
print(check_engine(pathlib.Path(folders[0] if folders else "/nonexistent")))
if failures:
    sys.exit("\n".join(failures[:20]))
