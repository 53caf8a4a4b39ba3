"""Makes plastimatch.json: gamma of analytic dose pairs by plastimatch, for GammaPlastimatchTests (which holds the same formulas).
Needs Debian's python3-numpy and plastimatch. Usage: python3 make_reference.py"""
import json, os, struct, subprocess, tempfile
import numpy as np

CASES = {
    # a spheres of uniform dose with a soft edge; the evaluated dose is shifted by 0.9, -0.6, 0.4 mm and 1.5 % higher
    "spheres": dict(size=(40, 36, 30), voxel=(1.0, 1.0, 1.0)),
    # b Gaussians on voxels that are not cubic; the evaluated dose is 3 % wider and tilted by 2 % over the field
    "gaussians": dict(size=(44, 40, 22), voxel=(1.0, 1.0, 2.0)),
}
CRITERIA = [dict(dose=1, distance=2, cutoff=10, local=False), dict(dose=3, distance=3, cutoff=10, local=True)]
SOURCES = [(20, (6, -3, 1.5), 8), (8, (-11, 5, -4), 5), (3, (-6, -11, 7), 4)]


def dose(name, evaluated, x, y, z):
    total = np.full(x.shape, 0.2)
    for a, (cx, cy, cz), r in SOURCES:
        if name == "spheres":
            s = (0.9, -0.6, 0.4) if evaluated else (0, 0, 0)
            d = np.sqrt((x - cx - s[0]) ** 2 + (y - cy - s[1]) ** 2 + (z - cz - s[2]) ** 2)
            total += a / (1 + np.exp((d - r) / 0.8))
        else:
            w = 0.6 * r * (1.03 if evaluated else 1)
            total += a * np.exp(-((x - cx) ** 2 + (y - cy) ** 2 + (z - cz) ** 2) / (2 * w * w))
    return (total * ((1.015 if name == "spheres" else 1 + 0.0002 * x) if evaluated else 1)).astype("<f4")


def write(path, values, voxel, origin):
    h = bytearray(352)
    struct.pack_into("<i", h, 0, 348)
    struct.pack_into("<8h", h, 40, 3, *values.shape, 1, 1, 1, 1)
    struct.pack_into("<hh", h, 70, 16, 32)
    struct.pack_into("<8f", h, 76, 1, *voxel, 0, 0, 0, 0)
    struct.pack_into("<ff", h, 108, 352, 1)
    h[123] = 2
    struct.pack_into("<hh", h, 252, 1, 1)
    struct.pack_into("<3f", h, 268, *origin)
    for n in range(3):
        row = [0, 0, 0, origin[n]]
        row[n] = voxel[n]
        struct.pack_into("<4f", h, 280 + 16 * n, *row)
    h[344:348] = b"n+1\0"
    open(path, "wb").write(bytes(h) + values.tobytes(order="F"))


def read(path):
    raw = open(path, "rb").read()
    shape = struct.unpack_from("<3h", raw, 42)
    return np.frombuffer(raw, "<f4", offset=int(struct.unpack_from("<f", raw, 108)[0])).reshape(shape, order="F")


def main():
    out = dict(source="plastimatch gamma --interp-search --ref-only-threshold", version=subprocess.run(["plastimatch", "--version"], capture_output=True, text=True).stdout.strip(), rows=[])
    with tempfile.TemporaryDirectory() as folder:
        for name, c in CASES.items():
            origin = [-0.5 * (n - 1) * v for n, v in zip(c["size"], c["voxel"])]
            x, y, z = np.meshgrid(*[o + np.arange(n) * v for n, v, o in zip(c["size"], c["voxel"], origin)], indexing="ij")
            r, e = dose(name, False, x, y, z), dose(name, True, x, y, z)
            paths = [os.path.join(folder, f) for f in ("r.nii", "e.nii", "g.nii")]
            write(paths[0], r, c["voxel"], origin)
            write(paths[1], e, c["voxel"], origin)
            for k in CRITERIA:
                subprocess.run(["plastimatch", "gamma", "--dose-tolerance", str(k["dose"] / 100), "--dta-tolerance", str(k["distance"]), "--analysis-threshold", str(k["cutoff"] / 100),
                                "--ref-only-threshold", "--interp-search", *(["--local-gamma"] if k["local"] else []), "--output", paths[2], paths[0], paths[1]], check=True, capture_output=True)
                g = read(paths[2])
                m = r >= k["cutoff"] / 100 * r.max()
                at = np.flatnonzero(m.ravel(order="F"))[::101]
                out["rows"].append(dict(case=name, **k, compared=int(m.sum()), passRate=float((g[m] <= 1).mean()), meanGamma=float(g[m].mean()),
                                        voxels=[int(v) for v in at], gamma=[round(float(v), 4) for v in g.ravel(order="F")[at]]))
    json.dump(out, open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "plastimatch.json"), "w"), indent=None, separators=(",", ":"))


main()
