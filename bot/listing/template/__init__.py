"""Templates of an entry: one reads an entry's fields, and writes an entry from fields.

`language` takes a template apart into words and gaps. For each gap, `contexts` tells by the text
around it which of the `sinks` it is, where a value is escaped and read back, and `spellings` how
the kind of its field is written there, with `dates`, `people` and `link_words`; `recognising`
knows what a text is without a template. `program` lays this out as `steps`, with `literals` for
the words in between, and `lacking` for entries that leave something out. `ambiguity` refuses
fields that cannot be told apart, and `compiling` says so of a description.

To read, `scanner` runs a program over an entry, or over that without its `decoration`, and
`captures` makes fields of what was found; to write, `composing` fills the gaps. `entries` has
both ways in one class; `presets` are the templates of lists that show badges.
"""
