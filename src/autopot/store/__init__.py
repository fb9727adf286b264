"""Files and result folders written whole or not at all, over nothing that is not ours."""

from autopot.store.folders import (
    holds,
    in_use,
    write_folder,
    write_run,
)
from autopot.store.manifest import (
    INPUTS,
    LITTER,
    MANIFEST,
    SOURCE,
    inside,
    marked,
    own_manifest,
    run_hash,
    sha256,
)
from autopot.store.places import (
    ANOTHER_FOLDER,
    CLOSE_OR_MOVE,
    cannot_write,
)
from autopot.store.reading import (
    StoredRun,
    read_run,
)
from autopot.store.single_file import write_output

__all__ = [
    "ANOTHER_FOLDER",
    "CLOSE_OR_MOVE",
    "INPUTS",
    "LITTER",
    "MANIFEST",
    "SOURCE",
    "StoredRun",
    "cannot_write",
    "holds",
    "in_use",
    "inside",
    "marked",
    "own_manifest",
    "read_run",
    "run_hash",
    "sha256",
    "write_folder",
    "write_output",
    "write_run",
]
