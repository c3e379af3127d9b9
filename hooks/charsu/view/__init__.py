"""View: what each page shows, and how a page sees the site.

In: a linked wiki. Out: the site (`site.Site`), which has the models of all pages, and the context of a page
    (`page_context.PageContext`): words, labels, addresses and inline HTML.
Uses: support, incremental, model, text, i18n, link, review.
Public: changes, inline_html, kind_names, labels, markdown_pages, markup, ordering, overflow, page_context,
page_models, pagination, repo_host, site, urls.
Never: reads files, parses YAML, or writes a whole page.
"""
