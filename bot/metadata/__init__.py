"""Look papers up at bibliographic services: one file a service, all behind one protocol."""
