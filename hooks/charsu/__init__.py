"""The engine: entries and texts in, a linked wiki in several languages out.

Modules import only from modules above them in this list:

    packing          records that go from one process to another by the hundred thousand
    problems         what is said to an author about a mistake
    lazily           a mapping whose values are made when they are asked for
    kept             what was found out of a wiki, for the next state of it
    html             HTML as a type of its own
    parallel         the same work for many items, on all cores
    stages           how long each part of a build took
    snapshot         which files there are, and whether one has changed
    memory           what the last reading of a wiki found, for the next one
    files            reading one file safely
    syntax           what is wrong with a file that is not YAML
    located          YAML that remembers line and column
    dates            EDTF dates: read, compared, written out
    lettering        about how wide words are, for names in pictures
    geography        degrees -> a sheet, shapes -> SVG paths, places for names
    model            the records everything else works on
    alignment        which lines of a text are which lines of its older form
    ledger           the lasting ids of segments, whatever is done to their text
    brackets         [[links]], by which an author says what words stand for
    blanks           what a reader would accept, told by the reader itself in JSON Schema
    readers          one YAML value -> one Python value, checked
    mappings         lists and mappings of such values
    load.vocabulary  kinds, properties and relations
    load.works       the works that statements cite
    load.map         the ground of the map: shapes, windows, credits
    load.redirects   old addresses of entries
    load.statements  what is said of an entry
    load.folders     which files are entries, and which stand in a wrong place
    load.entries     whatever has a page of its own
    load.documents   the pages that MkDocs renders: only their links
    load.ledgers     the ledger of a text, as `wiki seal` writes it
    load.versions    a text in one language, cut into segments
    load.texts       a source text with all its versions
    load             files -> records
    resolve          are all references good? -> Wiki
    writing          several files written together, or none of them
    settings         what mkdocs.yml says of the languages
    names            finding names in running text
    link             which entry does each name stand for, and why
    sealing          what was made from an older wording of an original
    capitals         words that look like names because they are written large
    transliteration  foreign names in Chinese characters, told by their sound
    missing          names in the texts that no entry has
    suggest          names without an entry, links that somebody should look at
    explain          why each name of a row is decided as it is, and what would change it
    schema           JSON Schema for editors, drawn out of the readers
    check            everything that is wrong, without building the site
    scalars          values, as YAML writes them
    edits            changes at exact places of a file's text
    revision         changes of several files, thought out and tried before any of them is written
    references       where the id of an entry is written
    renaming         another id for an entry
    merging          two entries that turn out to be one, made one
    addresses        the web pages that are cited, and whether they still answer
    backlinks        the links seen from the other end
    together         which entries are named in the same rows
    history          what was added, changed and removed, and by whom, as git has it
    forge            where files are edited and mistakes reported
    words            interface words, numbers and dates in the reader's language
    locales          the files of interface words, read and checked
    collate          the order of names in each language
    scripts          words of another language, told by their letters
    forwarding       pages at old addresses, which lead to the new ones
    drafts           new entries and texts, as their files are written
    cutting          a source text, one sentence a line
    markup           text with its mentions -> safe HTML
    atlas            what the map shows, and where
    quality          what is missing, and how much of the wiki stands in each language
    paging           a long list, cut into pages
    views            what each page shows
    further          what of an entry's page stands on further pages
    order            lists in the order of a language, and who stands beside whom
    cite             a text as a citation: plain text, BibTeX, CSL-JSON
    here             how a page sees the site: links, names, dates, sources
    documents        the pages that people write in Markdown, as MkDocs has rendered them
    pieces           what stands on page after page: statements, passages, rows
    lists            the pages that list entries, texts, works and disagreements
    pictures.timeline  what a date is drawn as, and where in a picture
    pictures.maps    the pictures of the map, as SVG
    pictures.graph   relations as nodes and edges, and where each stands in a picture
    pictures.small   the small pictures on the pages of entries
    pictures.large   the many marks and rows of the large pictures
    pictures         what the fragments of pictures are given
    entrypage        the body of an entry's page
    render           views -> HTML, through the fragments
    output           the files of a built site
    stencils         HTML -> whole pages
    cards            an entry in a few words, for whoever points at its name
    export           what other programs read
    feed             the changes, for readers of feeds
    standing         in which documents each key of an index stands, gathered from parts of a build
    shards           what is looked up by its beginning, cut into files of bounded weight
    search           what is searched: names, search documents, and the indexes of both
    installed        the engine and what it needs, as others would install them
    starting         the files of a new wiki
    slices           a build cut into several, and their outputs put together
    sitefiles        everything that is made from a wiki, file by file
    live             a site that follows its files
    watching         being told by the system when files change
    pipeline         load -> resolve -> link -> render -> export, on one screen
    built            whether the site is as a build would make it now
    commands.groups  groups of commands that say which command was probably meant
    commands.common  what the commands of `wiki` share
    commands.check   wiki check
    commands.new     wiki new
    commands.suggest  wiki suggest
    commands.explain  wiki explain
    commands.rename  wiki rename, merge
    commands.seal    wiki seal
    commands.schema  wiki schema
    commands.links   wiki links
    commands.init    wiki init
    commands.build   wiki build, join
    commands.make    wiki serve, test
    commands         the command `wiki`

Nothing here knows MkDocs; `mkdocs_events.py` beside this package does.
"""
