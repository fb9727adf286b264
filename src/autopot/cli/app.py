"""`autopot app`."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

import click

from autopot.cli import worded
from autopot.errors import InputError, Problem
from autopot.messages import say, shown

LEAST_DRAWS = 100
"""Fewer give intervals that mean nothing; `autopot gap` refuses them."""


@worded.command(
    "app",
    say(
        "Open a page in your browser on which everything from staff file to report is done by "
        "clicking.\n\n"
        "The page is on this machine alone, and nothing leaves it. FOLDER holds what you choose "
        "and what comes out of it; without it, autopot-prosjekt in your own folder.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot app\n"
        "    autopot app Documents/bemanning\n\n"
        "With --host the same page serves many, behind a proxy that signs them in."
    ),
)
@worded.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
@worded.option("--port", type=click.IntRange(1, 65535), help=say("Otherwise one that is free."))
@worded.option(
    "--browser/--no-browser", default=True, help=say("Whether to open the page in the browser.")
)
@worded.option("--host", metavar=say("ADDRESS"), help=say("Serve many: where it listens."))
@worded.option(
    "--trusted-proxy",
    "proxies",
    multiple=True,
    metavar=say("ADDRESS"),
    help=say("With --host: address or network that the proxy calls from; may be repeated."),
)
@worded.option(
    "--user-header",
    default="X-Forwarded-User",
    show_default=True,
    help=say("With --host: the proxy's header with who is signed in."),
)
@worded.option(
    "--public-host",
    "names",
    multiple=True,
    help=say("With --host: name that visitors use for the server; may be repeated."),
)
@worded.option("--scheduler", help=say("Address of a Dask scheduler that runs the studies."))
@worded.option(
    "--draws",
    type=click.IntRange(LEAST_DRAWS),
    help=say("Number of draws of every study; otherwise as many as its scenario says."),
)
def command(
    folder: Path | None,
    port: int | None,
    browser: bool,
    host: str | None,
    proxies: tuple[str, ...],
    user_header: str,
    names: tuple[str, ...],
    scheduler: str | None,
    draws: int | None,
) -> None:
    """Serve the page until it is stopped."""
    try:
        from autopot.app.serving import serve_here, serve_many
        from autopot.app.settings import AppSettings, Hosted, Limits
    except ModuleNotFoundError as error:
        found = say("the page needs {package}, which is not installed", package=error.name or "")
        remedy = say("install it: pip install 'autopot[app]'")
        raise InputError(Problem("autopot app", found, remedy=remedy)) from error
    from autopot.messages import language

    project = folder or Path.home() / "autopot-prosjekt"
    if host is None:
        settings = AppSettings(project, language(), limits=Limits(draws=draws), scheduler=scheduler)
        serve_here(settings, port, lambda address, known: _tell(address, known, browser))
        return
    if not (proxies and names):
        found = say("--host needs --trusted-proxy and --public-host")
        remedy = say("without them nobody could be told from anybody else")
        raise InputError(Problem("--host", found, remedy=remedy))
    networks = tuple(_network(one) for one in proxies)
    hosted = Hosted(networks, user_header, names)
    settings = AppSettings(
        project, language(), hosted, limits=Limits(draws=draws), scheduler=scheduler
    )
    serve_many(
        settings,
        host,
        port or 8000,
        lambda address: click.echo(shown(say("Listening at {address}", address=address))),
    )


def _tell(address: str, known: bool, browser: bool) -> None:
    text = (
        say("The page is open already: {address}", address=address)
        if known
        else say("The page is at {address} (stop it with Ctrl+C)", address=address)
    )
    click.echo(shown(text))
    if browser:
        click.launch(address)


def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(text)
    except ValueError:
        found = say("{text!q} is no address", text=text)
        raise InputError(
            Problem("--trusted-proxy", found, say("such as 10.0.0.5 or 10.0.0.0/24"))
        ) from None
