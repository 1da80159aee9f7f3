"""Records of the store by the list's fields, and a store that is a YAML file."""
