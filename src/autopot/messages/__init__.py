"""Every sentence that a person reads, in every language; numbers as each language writes them.

A sentence stands in the code as English, with names for what varies, and gets its language where it
is shown::

    say("no sector {sector!q} in {file}", sector=code, file=path)

The other languages stand beside this file, one catalogue each: `nb.po` (bokmål), `nn.po` (nynorsk).
`.ci/messages` brings them in step with the code.
"""

from autopot.messages.language import (
    LANGUAGES,
    asking_for,
    language,
    preferred_language,
    speaking,
)
from autopot.messages.message import (
    SHOWN_VALUE,
    Message,
    Text,
    elided,
    printable,
    say,
    say_in,
    say_many,
    sentences,
    shown,
)
from autopot.messages.names import name_in, title_in

__all__ = [
    "LANGUAGES",
    "SHOWN_VALUE",
    "Message",
    "Text",
    "asking_for",
    "elided",
    "language",
    "name_in",
    "preferred_language",
    "printable",
    "say",
    "say_in",
    "say_many",
    "sentences",
    "shown",
    "speaking",
    "title_in",
]
