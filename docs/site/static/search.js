/* The search page is Norwegian, and from the disk no page may read another: results without excerpts. */
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
Documentation.addTranslations({
  locale: "nb",
  messages: {
    "Hide Search Matches": "Skjul treffene",
    "Preparing search...": "Forbereder søket …",
    "Search Results": "Treff",
    Search: "Søk",
    Searching: "Søker",
    ", in ": ", i ",
    "Search finished, found one page matching the search query.": [
      "Én side har det du søkte etter.",
      "${resultCount} sider har det du søkte etter.",
    ],
    "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
      "Ingen sider har alle ordene. Prøv færre eller andre ord.",
  },
  plural_expr: "n === 1 ? 0 : 1",
});
