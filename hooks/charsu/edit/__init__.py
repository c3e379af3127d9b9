"""Edit: change the files that people write.

In: a wiki and a wish (rename, merge, a new entry). Out: a `Changeset`: edits at exact places, tried in a copy.
Uses: support, model, text, read, review.
Public: changeset, merging, new_wiki, references, renaming, scaffold.
Never: writes a part of a change, reformats what it does not change, or knows a page.
"""
