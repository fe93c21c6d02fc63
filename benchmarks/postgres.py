"""Feeds over a real PostgreSQL: what a consumer loses that follows them, and whether the suite finds it out.

`python -m benchmarks.postgres --runs 5 --honest-runs 50`
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from conformance.model.report import Exit
from conformance.standard import Standard
from reference_server.recipes.cluster import NoPostgres, cluster
from reference_server.recipes.recipe import Recipe, recipes
from reference_server.tests.judging import broken, told
from reference_server.tests.trials import follow_recipe, judge_recipe

FOLLOWED = 30.0


def main() -> int:
    """Print a row for each recipe; 1 if a broken one was missed or an honest one accused."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="of the suite over each broken recipe")
    parser.add_argument("--honest-runs", type=int, default=50, help="of the suite over the honest recipes, in all")
    parser.add_argument("--seconds", type=float, default=FOLLOWED, help="that a consumer follows each recipe")
    parser.add_argument("--only", nargs="*", default=[])
    options = parser.parse_args()
    wanted = [recipe for recipe in recipes() if not options.only or recipe.name in options.only]
    honest = sum(recipe.is_honest for recipe in wanted)
    wrong = 0
    try:
        with cluster() as address:
            print(f"{'recipe':<24} {'lost':>12} {'verdicts':<28} finds")
            for recipe in wanted:
                runs = -(-options.honest_runs // max(1, honest)) if recipe.is_honest else options.runs
                wrong += _try(address, recipe, runs, options.seconds)
    except NoPostgres as reason:
        print(f"nothing was measured: {reason}", file=sys.stderr)
        return 3
    print(f"\n{wrong} wrong verdicts")
    return 1 if wrong else 0


def _try(address: str, recipe: Recipe, runs: int, seconds: float) -> int:
    """One row; how many verdicts are wrong."""
    losses = follow_recipe(address, recipe, seconds) if seconds else None
    codes, found, wrong = Counter[str](), Counter[str](), 0
    for seed in range(1, runs + 1):
        with tempfile.TemporaryDirectory(prefix="recipes-") as folder:
            report = judge_recipe(Standard.read(), address, recipe, seed, Path(folder))
        codes[report.exit_code.name.lower()] += 1
        found.update(broken(report))
        right = report.exit_code is (Exit.CONFORMS if recipe.is_honest else Exit.DOES_NOT_CONFORM)
        if not right:
            wrong += 1
            print(f"{recipe.name}, seed {seed}\n{told(report)}", file=sys.stderr, flush=True)
    lost = f"{losses.lost} of {losses.committed}" if losses else "-"
    verdicts = ", ".join(f"{count} {code}" for code, count in codes.items())
    finds = ", ".join(f"{name} {count}" for name, count in found.most_common())
    print(f"{recipe.name:<24} {lost:>12} {verdicts:<28} {finds}", flush=True)
    return wrong


if __name__ == "__main__":
    sys.exit(main())
