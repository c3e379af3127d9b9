"""Text: running text, before anybody asks which wiki it belongs to.

In: strings and lists of names. Out: names found, [[links]], folded letters, the lasting ids of segments.
Uses: support, model.
Public: folding, ledger, lookalikes, name_matcher, script_runs, segmentation, wikilinks.
Never: reads files, or decides which entry a name means.
"""
