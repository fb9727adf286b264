"""Files and result folders written whole or not at all, over nothing that is not ours."""

from autopot.runs.folders import holds, in_use, write_folder, write_run
from autopot.runs.manifest import INPUTS, MANIFEST, inside, marked, own_manifest, run_hash, sha256
from autopot.runs.places import ANOTHER_FOLDER, CLOSE_OR_MOVE, cannot_write
from autopot.runs.reading import StoredRun, read_run
from autopot.runs.single_file import write_output

__all__ = [
    "ANOTHER_FOLDER",
    "CLOSE_OR_MOVE",
    "INPUTS",
    "MANIFEST",
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
