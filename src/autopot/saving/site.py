"""The directory of a site: its pages, their style, and the scenario behind them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from autopot import store
from autopot.results.keeping import writes
from autopot.results.site.result import Site
from autopot.study.own_files import own_copies, resolved_scenario
from autopot.version import source_digest

STYLE, SCENARIO = "site.css", "scenario.yaml"


@writes(Site)
def save_site(site: Site, out: str | Path | None = None) -> Path:
    """Write index.html, country.html, a page of each municipality, site.css and the scenario.

    Parameters
    ----------
    site : all municipalities.
    out : as for `autopot.api.Site.save`.

    Returns
    -------
    The directory.

    Raises
    ------
    InputError
        The place cannot be used.
    """
    from autopot.page.site import site_pages

    scenario = site.result.scenario
    description = site.result.description() | {store.SOURCE: source_digest()}
    resolved = resolved_scenario(scenario, site.result.drawn)
    text = yaml.safe_dump(resolved, allow_unicode=True, sort_keys=False)
    files = {
        **dict(site_pages(site, description)),
        SCENARIO: text.encode(),
        **own_copies(scenario),
    }
    manifest: dict[str, Any] = {**site.as_json(), **description}
    target = Path(out) if out is not None else Path(f"site-{scenario.scenario.name}")
    return store.write_run(target, files, manifest, "site")
