"""`python -m desktop`: the command line; without arguments it opens the window."""

import runpy
import sys

from desktop.cli import entry

if len(sys.argv) == 1:
    runpy.run_module("ui", run_name="__main__")
else:
    entry()
