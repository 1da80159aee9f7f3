"""Where papers are kept: `records` by the list's fields, and a store that is a `yaml_file`.

What the bot puts into such a file is written as what stands around it: `yaml_style`.
"""
