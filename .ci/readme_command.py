"""Print a command of the README, so that CI runs what a new user types."""

import pathlib
import re
import sys

text = (pathlib.Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
blocks = re.findall(r"```bash\n(.*?)```", text, flags=re.S)
wanted = {"run": "autopot run", "tests": "pytest"}[sys.argv[1]]
(command,) = [block.strip() for block in blocks[:2] if wanted in block]
print(command)
