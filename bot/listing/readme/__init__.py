"""README.md: cut into entries, read, and changed by one entry while every other line stays.

`document` cuts a text into lines, headings and entries, which `shapes` tell by the templates,
with the `notes` below them, and `reading` makes of it what is `listed`. `places` are its sections,
`matching` knows which entry is which paper, and `comparing` whether it says what the store does.

`draft` puts entries in, changes them and takes them out, with `order`, `numbering` and `spacing`
as the list has them, and `rewriting` writes one entry anew. What others ask for is `in_place`,
with `also_in` for second places such as the news, `newest` for a README that shows part of the
store, and `opening` for the heading of a new year.

`hand_edits`, `beside` and `headings` say how README and store differ, `one_entry` whether a change
is one paper's, `new_entry` and `preview` how one more is written.
"""
