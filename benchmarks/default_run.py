"""What a run costs: requests, and the processor seconds of the judge and of the server, each a process of its own."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SERVER = [sys.executable, "-m", "reference_server", "--port", "0"]
JUDGE = [sys.executable, "-m", "conformance", "run"]


def judge(base: str, level: str, folder: str) -> tuple[int, float, float]:
    """Requests, processor seconds of the judge, and seconds on the clock of one run."""
    began, before = time.monotonic(), os.times()
    arguments = ["--base-url", base, "--level", level, "--report-dir", folder, "--seed", "1"]
    subprocess.run([*JUDGE, *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    report = json.loads((Path(folder) / "report.json").read_text("utf-8"))
    return report["requests"], used, time.monotonic() - began


def main() -> int:
    """Print the medians for each level."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    process = subprocess.Popen(SERVER, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own program
    try:
        base = json.loads(process.stdout.readline() if process.stdout else "{}")["public"]
        with tempfile.TemporaryDirectory() as folder:
            for level in ("smoke", "default"):
                runs = [judge(base, level, folder) for _ in range(options.runs)]
                requests, used, seconds = (statistics.median(column) for column in zip(*runs, strict=True))
                print(f"{level:<8} {requests:.0f} requests, {used:.2f} processor seconds of the judge, {seconds:.1f} s")
        # The server's own seconds are known when it has ended.
        before = os.times()
    finally:
        process.terminate()
        process.wait(10)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    print(f"server   {spent / (2 * options.runs):.2f} processor seconds a run, smoke and default together")
    return 0


if __name__ == "__main__":
    sys.exit(main())
