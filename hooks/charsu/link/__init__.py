"""Link: decide which entry each name in running text means.

In: a `Wiki`. Out: `Links`, and the same seen from the entries: `Backlinks`, disagreements, the map.
Start with `linker.link`; the rules are at the top of `ladder`, those for names within names at the top of `nested`.
Uses: support, model, text.
Public: backlinks, cooccurrence, disagreements, entry_dates, ladder, linker, map_model, mentions, nested, projection,
surroundings.
Never: reads files, knows HTML, or guesses. An undecided name keeps its candidates.
"""
