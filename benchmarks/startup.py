"""How long whole processes take: help, and a check of the demo pack.

Prints medians in milliseconds and ratios to a bare interpreter.
"""

import statistics
import subprocess
import sys
import time

from assistant.cli_draft import demo_paths

RUNS = 9
MAIN = "from assistant.cli import main; main()"


def median(*args: str) -> float:
    """Return the median wall time of a process in milliseconds; its exit code may be 0 or 1."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        done = subprocess.run([sys.executable, *args], capture_output=True, check=False)
        times.append((time.perf_counter() - start) * 1000)
        if done.returncode > 1:
            raise SystemExit(done.stderr.decode())
    return statistics.median(times)


def main() -> None:
    """Measure and print one line for each call."""
    pack = str(demo_paths().pack[0])
    bare = median("-c", "pass")
    calls = {
        "python -c pass": ("-c", "pass"),
        "jixiao --help (goal 300)": ("-c", MAIN, "--help"),
        "jixiao check pack.docx (goal 800)": ("-c", MAIN, "check", pack),
    }
    for name, args in calls.items():
        taken = median(*args)
        print(f"{name:<36}{taken:8.0f} ms   {taken / bare:5.1f} x bare")


if __name__ == "__main__":
    main()
