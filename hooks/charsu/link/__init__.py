"""Link: decide which entry each name in running text means.

In: a `Wiki`. Out: `Links`, and the same seen from the entries: `Backlinks`, disagreements, the map.
Start with `linker.link`; the rules are the table at the top of `ladder`.
Uses: support, model, text.
Public: backlinks, cooccurrence, disagreements, entry_dates, ladder, linker, map_model, mentions, projection,
surroundings.
Never: reads files, knows HTML, or guesses. An undecided name keeps its candidates.
"""
