"""Eight parameters: `f` decides alone, or `b` and `g` only together."""

import argparse

import tracking

parser = argparse.ArgumentParser()
for name in "abcdefgh":
    parser.add_argument(f"--{name}", type=int, default=1)
parser.add_argument("--together", action="store_true")
o = parser.parse_args()

score = 0.9 - 0.001 * (o.a + o.c + o.d + o.e + o.h)
if o.together:
    score -= 0.3 if o.b > 1 and o.g > 1 else 0
else:
    score -= 0.3 if o.f > 1 else 0
tracking.log(score=score)
