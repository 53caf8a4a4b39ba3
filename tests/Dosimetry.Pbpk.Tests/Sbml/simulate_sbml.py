"""Simulates an SBML model by classical Runge-Kutta with fixed steps: arguments are the file and the output times; prints amounts as JSON."""
import json
import sys

import libsbml

STEP = 0.004  # minutes; the fastest rate of the model is near 90 per minute

model = libsbml.readSBMLFromFile(sys.argv[1]).getModel()
species = [s.getId() for s in model.getListOfSpecies()]
place = {s: n for n, s in enumerate(species)}
names = {c.getId(): c.getSize() for c in model.getListOfCompartments()}
names.update({p.getId(): p.getValue() for p in model.getListOfParameters()})

lines = ["def derivative(y):", "    d = [0.0] * %d" % len(species)]
lines += ["    %s = y[%d]" % (s, n) for s, n in place.items()]
for r in model.getListOfReactions():
    lines.append("    r = " + libsbml.formulaToL3String(r.getKineticLaw().getMath()))
    lines += ["    d[%d] -= r" % place[x.getSpecies()] for x in r.getListOfReactants()]
    lines += ["    d[%d] += r" % place[x.getSpecies()] for x in r.getListOfProducts()]
lines.append("    return d")
exec("\n".join(lines), names)
derivative = names["derivative"]


def moved(y, h, k):
    return [a + h * b for a, b in zip(y, k)]


y, t, out = [model.getSpecies(s).getInitialAmount() for s in species], 0.0, []
for end in map(float, sys.argv[2].split(",")):
    steps = max(1, int((end - t) / STEP + 0.999))
    h = (end - t) / steps
    for _ in range(steps):
        k1 = derivative(y)
        k2 = derivative(moved(y, h / 2, k1))
        k3 = derivative(moved(y, h / 2, k2))
        k4 = derivative(moved(y, h, k3))
        y = [a + h / 6 * (p + 2 * q + 2 * r + s) for a, p, q, r, s in zip(y, k1, k2, k3, k4)]
    t = end
    out.append(dict(zip(species, y)))
print(json.dumps(out))
