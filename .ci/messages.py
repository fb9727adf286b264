#!/usr/bin/env python3
"""The catalogues of messages: what the code says, and whether every language says it.

    python .ci/messages.py check            what is missing, left over or odd; exit 1 if anything is
    python .ci/messages.py todo nb          messages without words in a language, as JSON
    python .ci/messages.py take nb FILE     put words from JSON {"English": "norsk"} into it
    python .ci/messages.py tidy             drop what the code no longer says; sort

A message that is counted has a list of two as its words; one with a context is "context|English".
`--file nb-report.po` with take writes to another file of the language; tidy joins them again.
"""

from __future__ import annotations

import ast
import io
import json
import string
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "autopot"
FOLDER = SOURCE / "messages"
LANGUAGES = ("nb", "nn")
IN = ((1, "c"), 2)
OURS = {
    "say": None,
    "say_in": IN,
    "say_many": (1, 2),
    "told": None,
    "told_in": IN,
}
CLICKS = {"_": None, "ngettext": (1, 2)}
SKIPPED_OF_CLICK = {"_winconsole.py"}
LEFT_OUT_OF_CLICK = {
    "a fault in how a command is declared, which whoever wrote it meets, and no user": (
        "Name '{name}' defined twice",
        "Boolean option {decl!r} cannot use the same flag for true/false.",
        "Could not determine name for option with declarations {decls!r}",
        "No options defined but a name was passed ({name}). Did you mean to declare an argument "
        "instead? Did you mean to pass '--{name}'?",
        "Arguments take exactly one parameter declaration, got {length}: {decls}.",
        "Invalid start character for option ({option})",
        "Value must be an iterable.",
        "Unknown color {colour!r}",
        "Unknown standard stream '{name}'",
        "Choice({choices})",
    ),
    "nothing of ours is deprecated": (
        "deprecated",
        "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
        "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    ),
}
"""Why -> texts of click that need no words in other languages."""
SAID_BY_VARIABLE = {"required": "click/core.py"}
"""Texts of click that stand in no call, and where they are shown."""
JINJA = {"extensions": ""}
HEADER = "# Words of autopot in {language}. The English stands in the code; see docs/messages.md."
Key = tuple[str, str]


def python_messages(
    source: IO[bytes], keywords: Any, comments: Any, options: Any
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Messages of a file of Python, those inside f-strings too, which Babel's own reader passes by.

    Raises
    ------
    SystemExit
        A text that is not written out, and so stands in no catalogue.
    """
    del comments, options
    for node in ast.walk(ast.parse(source.read())):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        name = node.func.id
        if name not in keywords:
            continue
        texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
        if len(texts) != len(node.args) or not texts:
            sys.exit(f"line {node.lineno}: {ast.unparse(node)} has a text that is not written out")
        yield node.lineno, name, tuple(texts) if len(texts) > 1 else texts[0], []


def said() -> Catalog:
    """Every message of the code and the templates, and of click, whose words are ours too."""
    found = Catalog(charset="utf-8")
    methods = [("**.py", python_messages), ("**/templates/**.html", "jinja2.ext:babel_extract")]
    options = {"**/templates/**.html": JINJA}
    left_out = {text for texts in LEFT_OUT_OF_CLICK.values() for text in texts}
    for file, _, text, _, context in extract_from_dir(
        SOURCE, methods, options, keywords=OURS, comment_tags=("note:",)
    ):
        found.add(text, locations=[(file, 1)], context=context)
    for file, _, text, _, context in extract_from_dir(
        Path(click.__file__).parent, [("**.py", "python")], keywords=CLICKS
    ):
        one = text if isinstance(text, str) else text[0]
        if file not in SKIPPED_OF_CLICK and one not in left_out:
            found.add(text, locations=[(f"click/{file}", 1)], context=context)
    for text, file in SAID_BY_VARIABLE.items():
        found.add(text, locations=[(file, 1)])
    return found


def files(language: str) -> list[Path]:
    """The files of a language, the main one first."""
    return sorted(FOLDER.glob(f"{language}*.po"), key=lambda file: (len(file.name), file.name))


def read(file: Path) -> Catalog:
    """A catalogue as it stands."""
    with file.open("rb") as stream:
        return read_po(stream, abort_invalid=True)


def write(file: Path, catalogue: Catalog, language: str) -> None:
    """Write a catalogue without what changes from day to day."""
    buffer = io.BytesIO()
    write_po(
        buffer, catalogue, width=100, omit_header=True, sort_by_file=True, include_lineno=False
    )
    head = HEADER.format(language=language).encode()
    file.write_bytes(head + b"\n\n" + buffer.getvalue())


def key(message: Message) -> Key:
    """Context and English."""
    text = message.id if isinstance(message.id, str) else message.id[0]
    return message.context or "", text


def words(language: str) -> dict[Key, Message]:
    """Everything that a language has words for."""
    return {
        key(message): message
        for file in files(language)
        for message in read(file)
        if message.id and not message.fuzzy and all(_forms(message.string))
    }


def _forms(text: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def placeholders(text: str) -> set[str]:
    """Names that a text fills in, without how they are written."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def faults(language: str) -> Iterator[str]:
    """What is wrong with the catalogue of a language."""
    there, needed = words(language), {key(message): message for message in said() if message.id}
    for at in needed.keys() - there.keys():
        yield f"{language}: no words for {at}"
    for at in there.keys() - needed.keys():
        if not all(place.startswith("click/") for place, _ in there[at].locations):
            yield f"{language}: nobody says {at}"  # another version of click may say its own
    for at in needed.keys() & there.keys():
        english, own = _forms(needed[at].id), _forms(there[at].string)
        if len(english) != len(own):
            yield f"{language}: {at} has {len(own)} forms of number"
        wanted = set().union(*(placeholders(text) for text in english))
        for text in own:
            if not placeholders(text) <= wanted:
                yield f"{language}: {at} fills in {sorted(placeholders(text) - wanted)} too"
        if placeholders(own[-1]) != placeholders(english[-1]):
            yield f"{language}: {at} does not fill in all of {sorted(wanted)}"


def todo(language: str) -> dict[str, object]:
    """English without words, as `take` reads it."""
    there = words(language)
    result: dict[str, object] = {}
    for message in said():
        if message.id and key(message) not in there:
            context, text = key(message)
            result[f"{context}|{text}" if context else text] = (
                "" if isinstance(message.id, str) else ["", ""]
            )
    return result


def take(language: str, given: dict[str, str | list[str]], file: Path) -> int:
    """Put words into a catalogue; how many the code did not ask for."""
    needed = {key(message): message for message in said() if message.id}
    before = read(file) if file.exists() else []
    there: dict[Key, Any] = {key(m): m.string for m in before if m.id and key(m) in needed}
    unknown = 0
    for english, own in given.items():
        context, sign, text = english.partition("|")
        at = (context, text) if sign and (context, text) in needed else ("", english)
        if at not in needed:
            print(f"nobody says {english!r}", file=sys.stderr)
            unknown += 1
        elif own and all(_forms(own)):
            there[at] = own if isinstance(own, str) else tuple(own)
    write(file, catalogue_of(there, needed), language)
    return unknown


def catalogue_of(words: dict[Key, Any], needed: dict[Key, Message]) -> Catalog:
    """Words with the places where they are said."""
    result = Catalog(charset="utf-8")
    for at, text in words.items():
        message = needed[at]
        result.add(message.id, text, locations=message.locations, context=message.context)
    return result


def tidy(language: str) -> None:
    """One sorted file, with what is said and nothing else."""
    there, whole = words(language), Catalog(charset="utf-8")
    for message in said():
        if message.id and key(message) in there:
            own = there[key(message)].string
            whole.add(message.id, own, locations=message.locations, context=message.context)
    old = files(language)
    write(FOLDER / f"{language}.po", whole, language)
    for file in old:
        if file.name != f"{language}.po":
            file.unlink()


def main(arguments: list[str]) -> int:
    """Do what was asked; the exit code."""
    match arguments:
        case ["check"]:
            found = [fault for language in LANGUAGES for fault in faults(language)]
            print("\n".join(sorted(found)))
            return bool(found)
        case ["todo", language]:
            print(json.dumps(todo(language), ensure_ascii=False, indent=1))
        case ["take", language, given]:
            texts = json.loads(Path(given).read_text("utf-8"))
            return take(language, texts, FOLDER / f"{language}.po") > 0
        case ["take", language, given, "--file", name]:
            texts = json.loads(Path(given).read_text("utf-8"))
            return take(language, texts, FOLDER / name) > 0
        case ["tidy"]:
            for language in LANGUAGES:
                tidy(language)
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
