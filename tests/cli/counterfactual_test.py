"""What `scmc identify` prints of questions about several worlds: counterfactual_test.py SCMC EXAMPLES"""
import json
import subprocess
import sys

scmc, examples = sys.argv[1:]
failures = []


def ask(*arguments):
    done = subprocess.run([scmc, "identify", *arguments], capture_output=True, text=True, timeout=60)
    if done.returncode or done.stderr:
        sys.exit(f"exit code {done.returncode}\n{done.stderr}")
    return done.stdout


def expect(got, wanted):
    if got != wanted:
        failures.append(f"printed:\n{got}\ninstead of:\n{wanted}")


expect(ask("--graph", "X -> Z; Z -> Y; X <-> Y", "--effect", "P(Y_{X=1}=1 | X=0)"), """\
P(Y_{X=1}=1 | X=0)
  yes         identified by what is observed
  estimand    P(Y_{X=1}=1 | X=0) = sum[Z](P(Y=1|X=0,Z)*P(Z|X=1))
  worlds      P(Y_{X=1}=1 | X=0) = sum[Z](P(X=0,Y=1|do(Z))*P(Z|do(X=1)))/P(X=0)
""")
expect(ask("--graph", "X -> Y", "--effect", "P(Y_{X=0}=0, Y_{X=1}=1)"), """\
P(Y_{X=0}=0, Y_{X=1}=1)
  NO          Y_{X=0} and Y_{X=1} are one unit's outcomes in two worlds, X=0 and
              X=1, and no experiment shows both
  bounded     from max(0, P(Y=0|X=0) + P(Y=1|X=1) - 1)
              to min(P(Y=0|X=0), P(Y=1|X=1))
  would help  an assumption about how the two go together, such as that X never
              acts the other way
""")
expect(ask("--graph", "X -> Y; X <-> Y", "--effect", "P(Y_{X=0}=0)"), """\
P(Y_{X=0}=0)
  NO          P(Y=0|do(X=0)) is not identified by what is observed. Experiments
              that set one thing at a time would tell
  would help  an experiment that sets what stands in do( ) there
  worlds      P(Y_{X=0}=0) = P(Y=0|do(X=0))
""")
model = f"{examples}/google_ads/model.scm"
effect = json.loads(ask(model, "--effect", "E[y_{z=1} | z=0]", "--format", "json"))
expect((effect["verdict"], effect["estimand"]), ("identified", "sum[c](P(c|z=0)*P(y|c,z=1))"))
effect = json.loads(ask(model, "--latent", "c", "--effect", "E[y_{z=1} | z=0]", "--format", "json"))
expect((effect["verdict"], effect["identifiable"], effect["conflict"]), ("not identified", False, ["z", "y_{z=1}"]))
witness = json.loads(ask("--graph", "x->m; m->y; x->y; x->l; l->m; l->y", "--effect", "E[y_{x=1,m_{x=0}}]", "--format", "json"))
expect(witness["recanting_witness"], "l")
if failures:
    sys.exit("\n".join(failures))
