"""Every sentence that a person reads, in every language; numbers as each language writes them.

A sentence stands in the code as English, with names for what varies, and gets its language where it
is shown::

    say("no sector {sector!q} in {file}", sector=code, file=path)

The other languages stand beside this file, one catalogue each: `nb.po` (bokmål), `nn.po` (nynorsk).
`.ci/messages` brings them in step with the code.
"""

from autopot.messages.language import (
    LANGUAGES,
    in_own_language,
    language,
    speaking,
    unless_asked,
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
    told,
    told_in,
)
from autopot.messages.names import Written, in_every_language, name_in, title_in, written

__all__ = [
    "LANGUAGES",
    "SHOWN_VALUE",
    "Message",
    "Text",
    "Written",
    "elided",
    "in_every_language",
    "in_own_language",
    "language",
    "name_in",
    "printable",
    "say",
    "say_in",
    "say_many",
    "sentences",
    "shown",
    "speaking",
    "title_in",
    "told",
    "told_in",
    "unless_asked",
    "written",
]
