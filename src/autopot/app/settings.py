"""How the page is served: for one person on this machine, or for many behind a proxy."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Hosted:
    """Many visitors, signed in by a proxy in front.

    Parameters
    ----------
    trusted : networks that the proxy calls from; nobody else may say who a visitor is.
    header : of the proxy, with who the visitor is, such as X-Forwarded-User.
    hosts : names that visitors use for this server, as they stand in the header Host.
    """

    trusted: tuple[IPv4Network | IPv6Network, ...]
    header: str
    hosts: tuple[str, ...]


@dataclass(frozen=True)
class Limits:
    """What one visitor may take.

    Parameters
    ----------
    upload : bytes of a file that is sent.
    running : studies that run at once, in all.
    waiting : studies of one visitor that wait or run.
    seconds : of one study; it is stopped then.
    check_seconds : of reading one file.
    memory : bytes that one study may take.
    kept : bytes of all that one visitor keeps, where many share the server.
    idle : seconds without a visit after which a staff file is removed.
    draws : of each study; None: as many as its scenario says.
    """

    upload: int = 100 * MEGABYTE
    running: int = 2
    waiting: int = 4
    seconds: float = 1800
    check_seconds: float = 120
    memory: int = 3_000 * MEGABYTE
    kept: int = 500 * MEGABYTE
    idle: float = 8 * 3600
    draws: int | None = None


@dataclass(frozen=True)
class AppSettings:
    """How the page is served.

    Parameters
    ----------
    project : the folder that is kept: mappings, scenarios and runs; with many visitors, a folder
        in it for each.
    language : of pages, where the visitor has chosen none.
    hosted : None for one person on this machine.
    limits : what one visitor may take.
    scheduler : address of a Dask scheduler that runs the studies; None: this machine.
    """

    project: Path
    language: str = "nb"
    hosted: Hosted | None = None
    limits: Limits = field(default_factory=Limits)
    scheduler: str | None = None
