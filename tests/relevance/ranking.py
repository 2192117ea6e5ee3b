#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Ranking on collections that nobody here wrote.

usage: ranking.py BODYMAP

Prints nDCG@10 and MAP@100 on each, for questions as asked, misspelt, and without spelling
correction; fails when one falls below its floor.  The collections and their evaluator lie in
$BODYMAP_TESTDATA/ir; without them the test is skipped (status 77), saying so.
"""
import os
import re
import subprocess
import sys
import tempfile

# Collection, least grade that counts as relevant, floors of nDCG@10 and MAP@100.
COLLECTIONS = [("cran", 1, 0.56, 0.46), ("mediqa_dev", 2, 0.735, 0.0)]
MISSPELT_SHARE = 0.97  # of the figure for the same questions spelt right
SPELLING_LOSS = 0.002  # at most, on questions spelt right


def measure(bodymap, folder, relevant, queries, *options, only=None):
    run = subprocess.run(
        [bodymap, "search", "-b", folder, "--queries", f"{folder}/{queries}", "--trec", "--by", "page", *options],
        check=True, capture_output=True, text=True).stdout.replace(" Q0 docs/", " Q0 ")
    with tempfile.NamedTemporaryFile("w", suffix=".run") as file:
        file.write(run)
        file.flush()
        evaluator = f"{os.path.dirname(folder)}/ireval.py"
        chosen = ["-q", only] if only else []
        told = subprocess.run([sys.executable, evaluator, "-r", str(relevant), *chosen, f"{folder}/qrels.tsv", file.name],
                              check=True, capture_output=True, text=True).stdout
    return tuple(float(re.search(rf"{name} ([0-9.]+)", told).group(1)) for name in ("nDCG@10", "MAP@100"))


def check(bodymap, ir, name, relevant, least_ndcg, least_map):
    folder = f"{ir}/{name}"
    ndcg, precision = measure(bodymap, folder, relevant, "queries.tsv")
    unspelt, _ = measure(bodymap, folder, relevant, "queries.tsv", "--no-spelling")
    typo = f"{folder}/queries.typo.tsv"
    misspelt, _ = measure(bodymap, folder, relevant, "queries.typo.tsv", only=typo)
    right, _ = measure(bodymap, folder, relevant, "queries.tsv", only=typo)
    share = misspelt / right
    print(f"{name}: nDCG@10 {ndcg:.4f} (floor {least_ndcg}), MAP@100 {precision:.4f} (floor {least_map}), "
          f"misspelt {share:.3f} of it, without spelling {unspelt:.4f}")
    return ndcg >= least_ndcg and precision >= least_map and share >= MISSPELT_SHARE and ndcg >= unspelt - SPELLING_LOSS


def main(bodymap):
    ir = os.environ.get("BODYMAP_TESTDATA", "") + "/ir"
    if not os.path.isdir(ir):
        print(f"skipped: no collections in {ir}")
        return 77
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        good = [check(bodymap, ir, *collection) for collection in COLLECTIONS]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
