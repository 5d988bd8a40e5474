"""Miller: counts and adds one column, with types guessed from the text and nothing checked; a ceiling of such tools."""

import json
import subprocess
import sys

from contestants import Stopwatch


def main():
    watch = Stopwatch("Miller, unchecked floats")
    command = ["mlr", "--icsv", "--ojson", "stats1", "-a", "count,sum", "-f", "Hours", sys.argv[1]]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)[0]
    watch.row(found["Hours_count"], str(round(found["Hours_sum"], 2)), children=True)


main()
