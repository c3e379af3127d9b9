"""I18n: the interface in the reader's language.

In: the message catalogues of the theme and of the wiki. Out: messages, numbers, dates and sort keys.
Uses: support, model, text.
Public: catalogues, collation, messages.
Never: knows a page, or holds a word of an interface in code.
"""
