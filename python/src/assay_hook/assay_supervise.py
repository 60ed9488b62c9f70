"""Starts the supervisor: see assay_supervisor.py, which is apart so that Python can keep it compiled."""

import sys

import assay_supervisor

sys.exit(assay_supervisor.main(sys.argv[1:]))
