"""`python -m autopot`."""

from autopot.cli import main

main()
