"""Review: find what is wrong, missing, unsure or out of date.

In: a `Wiki` and its `Links`. Out: problems, gaps, suggestions, explanations.
Uses: support, model, text, read, i18n, link.
Public: check, explain, interface_words, name_candidates, quality, staleness, suggest, web_links.
Never: changes a file, or knows a page.
"""
