"""A form of the page as a browser would send it back."""

from __future__ import annotations

from html.parser import HTMLParser


class _Forms(HTMLParser):
    """Names and values of the fields of one form, as they stand."""

    def __init__(self, action: str) -> None:
        super().__init__(convert_charrefs=True)
        self.action, self.fields = action, {}
        self._inside, self._select, self._area = False, "", ""
        self._first: dict[str, str] = {}
        self.entered: dict[str, str] | None = None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name, value = given.get("name", ""), given.get("value") or ""
        if tag == "form":
            self._inside = given.get("action") == self.action
        if not self._inside or "disabled" in given:
            return
        if tag == "button" and self.entered is None:
            self.entered = {name: value} if name else {}
        if tag == "input" and name:
            if given.get("type") not in ("radio", "checkbox") or "checked" in given:
                self._add(name, value)
        elif tag == "select":
            self._select = name
            self._first.pop(name, None)
        elif tag == "option" and ("selected" in given or self._select not in self._first):
            self._first[self._select] = value
            if "selected" in given:
                self._add(self._select, value)
                self._select = ""
        elif tag == "textarea":
            self._area = name
            self._add(name, "")

    def handle_endtag(self, tag):
        if tag == "form":
            self._inside = False
        if tag == "textarea":
            self._area = ""
        if tag == "select" and self._select:  # none is selected: a browser takes the first
            self._add(self._select, self._first.get(self._select, ""))

    def handle_data(self, data):
        if self._inside and self._area:
            self.fields[self._area][-1] += data

    def _add(self, name, value):
        self.fields.setdefault(name, []).append(value)


def form_of(client, path: str, action: str) -> dict[str, list[str]]:
    """Name -> values of the fields of a form, its stamp among them."""
    return _read(client, path, action).fields


def _read(client, path: str, action: str) -> _Forms:
    reader = _Forms(action)
    reader.feed(client.get(path).text)
    assert reader.fields, f"no form {action} in {path}"
    return reader


def resend(client, path: str, action: str, /, **changed: object):
    """Send a form as it stands, with some fields changed."""
    return client.post(action, data={**form_of(client, path, action), **changed})


def enter(client, path: str, action: str, /, **changed: object):
    """Change fields of a form and press Enter in one: a browser sends it by its first button."""
    form = _read(client, path, action)
    return client.post(action, data={**form.fields, **changed, **(form.entered or {})})
