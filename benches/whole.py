#!/usr/bin/env python3
"""Times the released program as a whole, under a display: `make bench` runs this in Xvfb.

One photograph (its own figures, on one core), a batch over all cores with its peak of resident
memory after 1,000 and after 10,000 photographs, and the cold start to the first frame shown.
Standard library only; photographs are drawn by `takeback demo-tray`.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = Path(sys.argv[1])


def run(args, cores=None, **environment):
    """Standard output, seconds and peak resident MiB of one run of the program."""
    pin = (lambda: os.sched_setaffinity(0, cores)) if cores else None
    begun = time.monotonic()
    child = subprocess.Popen(
        [PROGRAM, *args], stdout=subprocess.PIPE, preexec_fn=pin, env={**os.environ, **environment}
    )
    output = child.stdout.read().decode()
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{PROGRAM} {' '.join(map(str, args[:4]))} ... ended with status {status}")
    return output, time.monotonic() - begun, usage.ru_maxrss / 1024


def draw(folder, count, width):
    """Drawn photographs of one pill each."""
    photos = [folder / f"{width}-{seed}.jpg" for seed in range(count)]
    for seed, photo in enumerate(photos):
        run(["demo-tray", "--count", "1", "--seed", str(seed), "--width", str(width), "--out", photo])
    return photos


def one_photograph(title, home, photos, *options):
    """Median milliseconds a step, on one core, after the models are loaded and warm."""
    output, _, _ = run([*home, "identify", "--json", *options, *photos[:3], *photos], cores={0})
    steps = [json.loads(line)["ms"] for line in output.splitlines()[3:]]
    medians = {step: round(statistics.median(ms[step] for ms in steps), 1) for step in steps[0]}
    print(f"{title}: median ms {medians}")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home = ["--home", folder / "home"]
        small, large = draw(folder, 40, 640), draw(folder, 8, 4000)
        one_photograph("640x480, picture only", home, small, "--picture-only")
        one_photograph("12 megapixels, picture only", home, large, "--picture-only")
        one_photograph("640x480, with imprint", home, small)
        for photographs in (1_000, 10_000):
            photos = small * (photographs // len(small))
            _, seconds, peak = run([*home, "identify", "--json", "--picture-only", *photos])
            print(f"batch of {photographs}: {photographs / seconds:.0f} photographs/s, peak {peak:.0f} MiB")
        starts = [run(home, TAKEBACK_BENCH_FIRST_FRAME="1") for _ in range(5)]
        frames = [float(output.split()[0]) for output, _, _ in starts]
        print(f"start to first frame: median {statistics.median(frames):.0f} ms, worst {max(frames):.0f} ms, "
              f"peak {max(peak for _, _, peak in starts):.0f} MiB")  # fmt: skip


if __name__ == "__main__":
    main()
